"""Answers beside those of earlier years to the same question, on the page and in both files."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from agreement.replies import Part
from register.models import User
from survey.explaining import explain
from survey.exporting import as_xlsx
from survey.making import Words, reword_item
from survey.models import Response, Survey
from survey.sending import send
from survey.submitting import submit
from survey.summarising import tag
from tests.makers import People, a_region, a_signed_return, a_year, signed_in, the_people
from tests.survey.surveys import a_draft_survey, a_sent_survey, item_of, write

pytestmark = pytest.mark.django_db
MORE = {"KBT": 262, "PRIVATE": 260, "WOMEN": 295}


@pytest.fixture
def people() -> People:
    return the_people()


def answered(people: People, year: int, number: str, secret: bool = False) -> Response:
    response = Response.objects.get(survey__year=year, region="07")
    write(
        response, "coordinators", people.owner, Part(raw=number), comment=f"År {year}.", confidential=secret
    )
    return submit(response, people.owner, response.revision)


def two_years(people: People, secret: bool = False) -> Response:
    """Kronoberg answered 19 in 2025 and 23 in 2026, to the same question in other words."""
    a_sent_survey(people.analyst, 2025)
    answered(people, 2025, "19", secret)
    a_region("07")
    draft = a_draft_survey(people.analyst, 2026)
    item = draft.items.get(question__key="coordinators")
    reword_item(item, Words("Hur många koordinatorer har psykiatrin?"), people.analyst)
    send(draft, people.analyst)
    return answered(people, 2026, "23")


def page(user: User, response: Response) -> str:
    order = item_of(response, "coordinators").order
    return signed_in(user).get(reverse("survey:answers", args=[2026, order])).content.decode()


def file(user: User, form: str) -> bytes:
    return signed_in(user).get(reverse("survey:file", args=[2026, form])).getvalue()


def cells(data: bytes) -> list[list[object]]:
    rows = [row for sheet in load_workbook(BytesIO(data)) for row in sheet.iter_rows(values_only=True)]
    return [list(row) for row in rows]


def text_of(data: bytes) -> str:
    made = Document(BytesIO(data))
    grid = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([each.text for each in made.paragraphs] + ["|".join(grid)])


def test_an_answer_stands_beside_the_same_region_s_answer_of_the_year_before(people: People) -> None:
    told = page(people.analyst, two_years(people))

    assert "Tidigare år" in told
    assert "<strong>2025:</strong> 19" in told
    assert "År 2025." in told


def test_without_earlier_answers_there_is_no_column_for_them(people: People) -> None:
    a_sent_survey(people.analyst, 2026)

    assert "Tidigare år" not in page(people.analyst, answered(people, 2026, "23"))


def test_the_workbook_has_a_column_for_each_earlier_year(people: People) -> None:
    two_years(people)

    rows = cells(file(people.analyst, "xlsx"))

    [heads] = [row for row in rows if "Svar 2025" in row]
    [row] = [row for row in rows if row[0] == "Region Kronoberg"]
    assert row[heads.index("Antal eller belopp")] == 23
    assert row[heads.index("Svar 2025")] == "19; År 2025."


def test_a_confidential_answer_of_an_earlier_year_is_in_no_file_and_not_for_the_auditor(
    people: People,
) -> None:
    response = two_years(people, secret=True)

    assert "<strong>2025:</strong> 19" in page(people.analyst, response)
    assert "2025:" not in page(people.auditor, response)
    assert "År 2025." not in str(cells(file(people.analyst, "xlsx")))
    assert "År 2025." not in text_of(file(people.analyst, "docx"))


def test_officers_see_earlier_answers_only_where_that_survey_says_so(people: People) -> None:
    response = two_years(people)
    Survey.objects.filter(year=2026).update(officers_read=True)
    assert "År 2026." in page(people.officer, response)
    assert "År 2025." not in page(people.officer, response)
    assert "År 2025." not in str(cells(file(people.officer, "xlsx")))

    Survey.objects.filter(year=2025).update(officers_read=True)

    assert "År 2025." in page(people.officer, response)
    assert "År 2025." in str(cells(file(people.officer, "xlsx")))
    assert "År 2025." not in str(cells(as_xlsx(Survey.objects.get(year=2026)))), "nobody is shown none"


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_both_files_have_tags_counts_queries_and_explanations(form: str, people: People) -> None:
    a_signed_return(a_year(2025), "07", people.owner, **MORE)
    a_signed_return(a_year(2026), "07", people.owner)
    response = a_sent_survey(people.analyst).responses.get(region="07")
    answer = write(response, "change", people.owner, Part(row="KBT_IPT", choice="increased"))
    explain(response.queries.get(), "Fler behandlas i grupp.", people.owner)
    submit(response, people.owner, response.revision)
    tag(type(answer).objects.get(pk=answer.pk), "grupp", people.analyst)

    data = file(people.analyst, form)

    told = str(cells(data)) if form == "xlsx" else text_of(data)
    assert "Så många har svarat så" in told
    for words in (
        "KBT och IPT",
        "ökade",
        "grupp",
        "262 för 2025 och 203 för 2026",
        "Fler behandlas i grupp.",
    ):
        assert words in told
    counts = "Etiketter|grupp|1" if form == "docx" else "'Etiketter', 'grupp', 1"
    assert counts in told
