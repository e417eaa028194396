"""Answering by workbook: what is typed in it is saved as on the page, and nothing else happens."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agreement.replies import Part
from audit.models import Entry
from submissions.refusals import NotPermitted
from survey.filling import Outcome, Taken, fill_in
from survey.models import Answer, Response, Unsaved
from survey.refusals import Closed, FileRefused
from survey.submitting import submit
from survey.workbook import write_workbook
from tests.makers import People, the_people
from tests.survey.surveys import a_sent_survey, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def response(people: People) -> Response:
    a_sent_survey(people.analyst)
    return Response.objects.select_related("survey", "region").get(region="07")


def book_of(response: Response, lang: str = "sv") -> bytes:
    return write_workbook(response, {each.item_id: each for each in response.answers.all()}, lang)


def rows_of(sheet: Worksheet) -> Iterator[tuple[str, int]]:
    for (cell,) in sheet.iter_rows(max_col=1):
        if cell.value:
            yield str(cell.value), int(cell.row or 0)


def typed(data: bytes, cells: dict[tuple[str, str], Any]) -> bytes:
    """The workbook with values typed into it: by the code of a row, as far as it goes, and the column."""
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    rows = list(rows_of(sheet))
    for (code, column), value in cells.items():
        sheet[f"{column}{next(row for there, row in rows if there.startswith(code))}"] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


EVERY_KIND: dict[tuple[str, str], Any] = {
    ("part|offer_pain|", "H"): "MMR och träning.",
    ("part|mmr_suppliers|MMR1|", "D"): 4,
    ("part|mmr_suppliers|MMR2|", "E"): "utförs externt",
    ("part|change|IKBT|", "G"): "ökade",
    ("part|change|IKBT|", "H"): "Fler vårdcentraler.",
    ("part|mmr_compensation|MMR1|0", "D"): "25–30 000 kr",
    ("part|mmr_compensation|MMR1|0", "C"): "bedömning",
    ("part|mmr_compensation|MMR1|0", "F"): "kr per patient",
    ("part|mmr_compensation|MMR1|1", "D"): 12500,
    ("part|mmr_compensation|MMR1|1", "C"): "treatment",
    ("part|mmr_compensation|MMR1|1", "F"): "SEK per unit",
    ("part|kbt_ipt_compensation||0", "E"): "ingen särskild ersättning",
    ("part|choice_system|MMR1|", "G"): "Ja",
    ("part|coordinators|", "D"): "7",
    ("comment|coordinators", "H"): "Fyra i norr.",
    ("confidential|coordinators", "G"): "ja",
}


def said(response: Response, key: str) -> list[Part]:
    return Answer.objects.get(response=response, item__question__key=key).said()


def by_key(taken: list[Taken]) -> dict[str, Taken]:
    return {each.item.question.key: each for each in taken}


def test_every_kind_of_question_is_answered_by_workbook_as_on_the_page(
    response: Response, people: People
) -> None:
    taken = by_key(fill_in(response, typed(book_of(response), EVERY_KIND), people.contributor))

    assert [taken[key].outcome for key in ("change", "coordinators")] == [Outcome.SAVED] * 2
    assert taken["offer_mental"].outcome is Outcome.SAME
    first, second = said(response, "mmr_compensation")
    assert (first.number, first.highest, first.component) == (25_000, 30_000, "assessment")
    assert (second.number, second.basis, second.component) == (12_500, "per_unit", "treatment")
    assert [(p.row, p.number, p.form) for p in said(response, "mmr_suppliers")] == [
        ("MMR1", 4, "given"),
        ("MMR2", None, "external"),
    ]
    assert said(response, "kbt_ipt_compensation")[0].form == "no_special"
    assert (said(response, "change")[0].choice, said(response, "choice_system")[0].choice) == (
        "increased",
        "yes",
    )
    kept = Answer.objects.get(item__question__key="coordinators")
    assert (kept.comment, kept.confidential, kept.written_by) == ("Fyra i norr.", True, people.contributor)
    assert Answer.objects.count() == 7, "what was left empty is no answer"


def test_the_same_workbook_again_leaves_no_trace(response: Response, people: People) -> None:
    data = typed(book_of(response), EVERY_KIND)
    fill_in(response, data, people.owner)
    before = Entry.objects.count()

    again = fill_in(response, data, people.owner)

    assert {each.outcome for each in again} == {Outcome.SAME}
    assert Entry.objects.count() == before


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_workbook_that_is_downloaded_and_sent_back_changes_nothing(
    lang: str, response: Response, people: People
) -> None:
    fill_in(response, typed(book_of(response), EVERY_KIND), people.owner)
    write(response, "after_grant", people.owner, Part(text="=1+1\nOch  mer"), comment="_x000D_ – 'citat'")
    before = list(Answer.objects.values_list("parts", "comment", "revision"))

    taken = fill_in(response, book_of(response, lang), people.owner)

    assert {each.outcome for each in taken} == {Outcome.SAME}
    assert list(Answer.objects.values_list("parts", "comment", "revision")) == before


def test_what_a_colleague_saved_meanwhile_stays_and_the_workbooks_answer_is_kept_beside(
    response: Response, people: People
) -> None:
    write(response, "coordinators", people.owner, Part(raw="7"))
    write(response, "offer_pain", people.owner, Part(text="Först."))
    data = typed(book_of(response), {("part|coordinators|", "D"): 9})
    write(response, "coordinators", people.owner, Part(raw="8"))
    write(response, "offer_pain", people.owner, Part(text="Sedan."))

    taken = by_key(fill_in(response, data, people.contributor))

    assert taken["coordinators"].outcome is Outcome.KEPT
    assert said(response, "coordinators")[0].number == 8
    assert Unsaved.objects.get().said()[0].raw == "9"
    assert taken["offer_pain"].outcome is Outcome.SAME, "nobody changed it in the workbook"
    assert said(response, "offer_pain")[0].text == "Sedan."


@pytest.mark.parametrize(
    ("code", "column", "value", "words"),
    [
        ("part|coordinators|", "D", "några stycken", "inget antal"),
        ("part|coordinators|", "D", 7.5, "inget antal"),
        ("part|coordinators|", "D", -7, "mindre än noll"),
        ("part|coordinators|", "D", "=1/0", "formel utan resultat"),
        ("part|mmr_suppliers|MMR1|", "E", "kanske", "inte bland valen"),
        ("part|change|MMR|", "G", "upp", "inte bland valen"),
        ("part|kbt_ipt_compensation||0", "D", 15000, "framgår inte"),
        ("part|kbt_ipt_compensation||0", "D", "30 000–25 000", "störst"),
        ("part|kbt_ipt_compensation||0", "D", True, "gick inte att läsa"),
        ("part|offer_pain|", "H", "x" * 20_001, "för lång"),
    ],
)
def test_a_cell_that_is_not_understood_is_named_and_the_other_answers_are_saved(
    code: str, column: str, value: Any, words: str, people: People
) -> None:
    a_sent_survey(people.analyst)
    response = Response.objects.select_related("survey", "region").get(region="07")
    data = typed(book_of(response), {(code, column): value, ("part|after_grant|", "H"): "Det fortsätter."})
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    row = next(at for there, at in rows_of(sheet) if there.startswith(code))

    taken = by_key(fill_in(response, data, people.owner))

    refused = taken[code.split("|")[1]]
    assert refused.outcome is Outcome.REFUSED
    assert words in refused.words[0]
    assert f"{row}:" in refused.words[0]
    assert [each.item.question.key for each in Answer.objects.all()] == ["after_grant"]


def test_a_question_whose_rows_are_gone_or_doubled_is_refused_and_never_emptied(
    response: Response, people: People
) -> None:
    write(response, "mmr_suppliers", people.owner, Part("MMR1", raw="4"))
    write(response, "coordinators", people.owner, Part(raw="7"))
    book = load_workbook(BytesIO(book_of(response)))
    sheet = book.worksheets[0]
    rows = dict(rows_of(sheet))
    sheet[f"A{rows['part|mmr_suppliers|MMR1|0']}"] = None
    sheet["A300"] = "part|coordinators||0"
    out = BytesIO()
    book.save(out)

    taken = by_key(fill_in(response, out.getvalue(), people.owner))

    assert taken["mmr_suppliers"].outcome is taken["coordinators"].outcome is Outcome.REFUSED
    assert said(response, "mmr_suppliers")[0].number == 4
    assert said(response, "coordinators")[0].number == 7


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Filen är tom"),
        (b"KBT;12\n", "Filen är"),
        (b"PK\x03\x04skrap", "Filen"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(
    data: bytes, words: str, response: Response, people: People
) -> None:
    entries = Entry.objects.count()
    with pytest.raises(FileRefused, match=words):
        fill_in(response, data, people.owner)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("villkor3-enkat|2025|07|1", "annat år: 2025"),
        ("villkor3-enkat|2026|08|1", "annan region"),
        ("villkor3-enkat|2026|07|99", "annan version"),
        ("något annat", "inte enkätens arbetsbok"),
    ],
)
def test_another_years_or_regions_workbook_is_refused(
    code: str, words: str, response: Response, people: People
) -> None:
    data = typed(book_of(response), {("villkor3", "A"): code, ("part|coordinators|", "D"): 7})
    with pytest.raises(FileRefused, match=words):
        fill_in(response, data, people.owner)
    assert not Answer.objects.exists()


def test_only_the_regions_people_fill_in_and_only_while_it_is_open(
    response: Response, people: People
) -> None:
    data = typed(book_of(response), {("part|coordinators|", "D"): 7})
    for who in (people.stranger, people.analyst, people.officer):
        with pytest.raises(NotPermitted):
            fill_in(response, data, who)
    fill_in(response, data, people.contributor)
    response.refresh_from_db()
    submit(response, people.owner, response.revision)
    with pytest.raises(Closed):
        fill_in(response, typed(data, {("part|coordinators|", "D"): 8}), people.owner)
    assert said(response, "coordinators")[0].number == 7


def test_the_page_gives_the_workbook_and_tells_what_became_of_each_answer(
    response: Response, people: People
) -> None:
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    got = client.get(reverse("survey:workbook", args=(2026, "07")))
    data = typed(
        b"".join(got.streaming_content),  # type: ignore[attr-defined]
        {("part|coordinators|", "D"): 7, ("part|kbt_ipt_compensation||0", "D"): "mycket"},
    )

    file = SimpleUploadedFile("enkat.xlsx", data)
    page = client.post(reverse("survey:upload", args=(2026, "07")), {"file": file}).content.decode()

    assert "1 svar är sparat" in page
    assert "1 fråga behöver rättas" in page
    assert "”mycket” gick inte att läsa" in page
    assert client.post(reverse("survey:upload", args=(2026, "12")), {"file": file}).status_code == 404
