"""Who may read which answers, side by side, counted, and in files."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from agreement.moves import Role
from agreement.replies import Part
from compilation.answered import amount_rows, answered_name, coordinator_rows, supplier_rows
from compilation.sources import sources_of
from register.models import Region, User
from submissions.workbook.safe import LONGEST_TEXT
from survey.exporting import as_docx, as_xlsx
from survey.models import Answer, QuestionWording, Response, Summary, Survey, Tag
from survey.publishing import close, publish
from survey.reading import answers_to_count, counted, in_words, side_by_side
from survey.submitting import submit
from survey.summarising import summarise, tag
from tests.makers import People, a_person, the_people
from tests.survey.surveys import a_draft_survey, a_sent_survey, item_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def answered(people: People) -> Response:
    """Kronoberg's answers, one of them confidential, submitted."""
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(
        response, "mmr_suppliers", people.owner, Part(row="MMR1", raw="2"), Part(row="MMR2", form="external")
    )
    write(response, "coordinators", people.owner, Part(raw="3"), comment="hemligt antal", confidential=True)
    write(response, "offer_pain", people.owner, Part(text="Träning och samtal."))
    paid = Part(component="assessment", raw="ca 1 000", basis="per_patient")
    write(response, "kbt_ipt_compensation", people.owner, paid)
    return submit(response, people.owner, response.revision)


@pytest.mark.parametrize(
    ("who", "drafts", "sent"),
    [("analyst", 1, 1), ("owner", 0, 1), ("stranger", 0, 1), ("auditor", 0, 1), ("officer", 0, 0)],
)
def test_a_draft_is_the_analyst_s_and_a_sent_survey_the_regions(
    people: People, who: str, drafts: int, sent: int
) -> None:
    user = getattr(people, who)
    survey = a_draft_survey(people.analyst)
    assert Survey.objects.visible_to(user).count() == drafts
    Survey.objects.filter(pk=survey.pk).update(status=Survey.Status.SENT)
    assert Survey.objects.visible_to(user).count() == sent


def test_officers_know_of_a_survey_and_its_answers_only_where_it_says_so(people: People) -> None:
    response = answered(people)
    assert not Response.objects.visible_to(people.officer).exists()
    assert side_by_side(item_of(response, "offer_pain"), people.officer) == []

    Survey.objects.update(officers_read=True)
    assert Survey.objects.visible_to(people.officer).exists()
    assert Response.objects.readable_by(people.officer).get() == response
    assert len(side_by_side(item_of(response, "offer_pain"), people.officer)) == 1
    assert side_by_side(item_of(response, "coordinators"), people.officer) == []


def test_before_it_is_submitted_a_response_is_its_region_s_alone(people: People) -> None:
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "offer_pain", people.owner, Part(text="utkast"))

    assert Response.objects.visible_to(people.analyst).count() == 3
    assert not Response.objects.readable_by(people.analyst).exists()
    assert response in Response.objects.readable_by(people.contributor)
    assert response not in Response.objects.visible_to(people.stranger)


def test_the_analyst_and_the_region_read_what_is_confidential(people: People) -> None:
    item = item_of(answered(people), "coordinators")

    assert len(side_by_side(item, people.analyst)) == len(side_by_side(item, people.owner)) == 1
    assert side_by_side(item, people.stranger) == []


def test_answers_are_counted_row_by_row_and_shown_in_words(people: People) -> None:
    response = answered(people)
    item = item_of(response, "mmr_suppliers")
    found = counted(side_by_side(item, people.analyst), item.wording)

    assert [(each.row, each.said, each.count) for each in found] == [
        ("MMR nivå 1", "besvarat", 1),
        ("MMR nivå 2", "utförs externt", 1),
    ]
    part = response.answers.get(item__question__key="kbt_ipt_compensation").said()[0]
    wording = item_of(response, "kbt_ipt_compensation").wording
    assert in_words(part, wording) == "bedömning: ungefär 1\u00a0000 kr per patient"
    assert in_words(part, wording, "en") == "assessment: about 1,000 SEK per patient"


def test_files_hold_every_question_and_nothing_confidential(people: People) -> None:
    survey = answered(people).survey

    book = load_workbook(BytesIO(as_xlsx(survey)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert len(book.sheetnames) == 11
    assert "Träning och samtal." in cells
    assert 1_000 in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if "hemligt" in cell]
    for lang in ("sv", "en"):
        said = "\n".join(each.text for each in Document(BytesIO(as_docx(survey, lang))).paragraphs)
        assert "Region Kronoberg" in said
        assert "hemligt" not in said


UNSEEN = "a\x0bb\x01c\x1fd\ufffee\x0cf"


def test_signs_that_no_document_can_hold_are_left_out_of_the_files(people: People) -> None:
    """Wherever people write: in a question, an answer, a comment, a tag and a summary."""
    survey = answered(people).survey
    item = survey.items.get(question__key="offer_pain")
    QuestionWording.objects.filter(pk=item.wording_id).update(sv=f"Fråga {UNSEEN}?")
    Answer.objects.filter(item=item).update(
        parts=[Part(text=f"Svar {UNSEEN}").as_json()], comment=f"Ord {UNSEEN}"
    )
    tag(Answer.objects.get(item=item), "etikett", people.analyst)
    Tag.objects.update(word=f"etikett {UNSEEN}")
    Summary.objects.create(item=item, sv=f"Sagt {UNSEEN}")

    book = load_workbook(BytesIO(as_xlsx(survey)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    document = Document(BytesIO(as_docx(survey)))
    lines = [each.text for each in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    for said in ("Fråga abcdef?", "Svar abcdef", "Ord abcdef", "Sagt abcdef", "etikett abcdef"):
        assert any(said in each for each in cells), said
        assert any(said in each for each in lines), said
    assert not any(sign in each for each in (*cells, *lines) for sign in "\x01\x0b\x0c\x1f\ufffe")


def test_an_answer_longer_than_a_cell_is_cut_and_not_left_out(people: People) -> None:
    survey = answered(people).survey
    Answer.objects.filter(item__question__key="offer_pain").update(comment="x" * 40_000)

    book = load_workbook(BytesIO(as_xlsx(survey)))
    longest = max(len(str(cell.value)) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert longest == LONGEST_TEXT


def test_the_compilation_counts_what_is_submitted_and_open(people: People) -> None:
    response = answered(people)
    Survey.objects.update(officers_read=True)
    sources = sources_of(2026)

    assert "coordinators" not in answers_to_count(2026)
    assert coordinator_rows(sources) == ()
    suppliers = {
        (row["region"], row["level"]): (row["suppliers"], row["answer"]) for row in supplier_rows(sources)
    }
    assert suppliers[("07", "MMR1")] == (2, "2")
    assert suppliers[("07", "MMR2")] == (None, "utförs externt")
    assert suppliers[("08", "MMR1")] == (None, None)
    amounts = amount_rows(sources, "kbt_ipt_compensation", ())
    assert amounts[0] == {
        "region": "07", "component": "assessment", "amount": 1_000, "basis": "per_patient",
        "answer": "ungefär 1\u00a0000 kr per patient",
    }  # fmt: skip
    Response.objects.filter(pk=response.pk).update(status=Response.Status.REOPENED)
    assert answers_to_count(2026) == {}


@pytest.mark.parametrize(
    ("raw", "swedish", "english"),
    [
        ("ca 25 000", "ungefär 25\u00a0000 kr per patient", "about 25,000 SEK per patient"),
        ("15 000 + moms", "15\u00a0000 kr per patient, utan moms", "15,000 SEK per patient, without VAT"),
        (
            "25–30 000 kr + moms",
            "25\u00a0000–30\u00a0000 kr per patient, utan moms",
            "25,000–30,000 SEK per patient, without VAT",
        ),
    ],
)
def test_the_compilation_says_what_stood_beside_an_amount(
    raw: str, swedish: str, english: str, people: People
) -> None:
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "kbt_ipt_compensation", people.owner, Part(raw=raw, basis="per_patient"))
    submit(response, people.owner, response.revision)
    Survey.objects.update(officers_read=True)

    answer = amount_rows(sources_of(2026), "kbt_ipt_compensation", ())[0]["answer"]

    assert isinstance(answer, str)
    assert answer == swedish
    assert (answered_name("answer", answer, "sv"), answered_name("answer", answer, "en")) == (
        swedish,
        english,
    )


@pytest.mark.parametrize(
    ("form", "english"),
    [("offered_not_known", "yes, number not known"), ("external", "carried out externally")],
)
def test_a_form_of_answer_has_its_english_name_too(form: str, english: str, people: People) -> None:
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "mmr_suppliers", people.owner, Part(row="MMR1", form=form))
    submit(response, people.owner, response.revision)
    Survey.objects.update(officers_read=True)

    answer = supplier_rows(sources_of(2026))[0]["answer"]

    assert isinstance(answer, str)
    assert answered_name("answer", answer, "en") == english


def queries(survey: Survey) -> int:
    with CaptureQueriesContext(connection) as made:
        as_xlsx(survey)
        as_docx(survey)
        answers_to_count(survey.year_id)
    return len(made)


def test_the_queries_do_not_grow_with_the_regions(people: People) -> None:
    survey = answered(people).survey
    few = queries(survey)
    for number in range(30, 45):
        leader = a_person(Role.PROCESS_LEADER, str(number))
        response = Response.objects.create(survey=survey, region=Region.objects.get(pk=str(number)))
        write(response, "coordinators", leader, Part(raw="3"))
        submit(response, leader, response.revision)

    assert queries(survey) == few


def the_page_queries(analyst: User, survey: Survey) -> list[int]:
    """How many queries the analyst's pages take: all surveys, the survey, the answers to each question."""
    client, year = Client(), survey.year_id
    client.force_login(analyst, backend="django.contrib.auth.backends.ModelBackend")
    orders = survey.items.order_by("order").values_list("order", flat=True)
    pages = [reverse("survey:surveys"), reverse("survey:survey", args=[year])]
    pages += [reverse("survey:answers", args=[year, order]) for order in orders]
    counts = []
    for page in pages:
        with CaptureQueriesContext(connection) as made:
            assert client.get(page).status_code == 200
        counts.append(len(made))
    return counts


def test_the_analyst_s_pages_of_a_published_survey_take_as_many_queries_for_2_regions_as_for_21(
    people: People,
) -> None:
    codes = [f"{number:02}" for number in range(30, 51)]
    leaders = {code: a_person(Role.PROCESS_LEADER, code) for code in codes}
    found = {}
    for year, answering in ((2026, codes[:2]), (2027, codes)):
        survey = a_sent_survey(people.analyst, year)
        for code in answering:
            response = survey.responses.get(region=code)
            write(response, "coordinators", leaders[code], Part(raw="3"), comment="Ungefär.")
            write(response, "offer_pain", leaders[code], Part(text="Träning."))
            submit(response, leaders[code], response.revision)
            tag(response.answers.get(item__question__key="offer_pain"), "träning", people.analyst)
        survey.responses.exclude(region__in=answering).delete()
        close(survey, people.analyst)
        for item in survey.items.all():
            summarise(item, "De flesta har det.", "Most have it.", people.analyst, 0)
        publish(survey, people.analyst)
        found[year] = the_page_queries(people.analyst, survey)

    assert len(found[2027]) == 13
    assert found[2027] == found[2026]
