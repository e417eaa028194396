"""The auditor reads what is submitted, the same on the page as in the files, and the trail says so."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from agreement.replies import Part
from audit.models import Entry
from survey.models import Response
from survey.submitting import submit
from tests.makers import People, signed_in, the_people
from tests.survey.surveys import a_sent_survey, item_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def handed_in(people: People) -> Response:
    """An open and a confidential answer of Kronoberg's, and Kalmar's that is not handed in."""
    survey = a_sent_survey(people.analyst)
    response = survey.responses.get(region="07")
    write(response, "offer_pain", people.owner, Part(text="Träning och samtal."))
    write(response, "offer_mental", people.owner, Part(text="Hemligt samtal."), confidential=True)
    write(survey.responses.get(region="08"), "offer_pain", people.owner, Part(text="Bara ett utkast."))
    return submit(response, people.owner, response.revision)


def read_by(people: People, response: Response) -> dict[str, str]:
    """What the auditor is told by each door."""
    client = signed_in(people.auditor)
    orders = [item_of(response, key).order for key in ("offer_pain", "offer_mental")]
    pages = [client.get(reverse("survey:answers", args=[2026, order])) for order in orders]
    files = {form: client.get(reverse("survey:file", args=[2026, form])) for form in ("xlsx", "docx")}
    data = {form: file.getvalue() for form, file in files.items()}
    book = load_workbook(BytesIO(data["xlsx"]))
    return {
        "page": "".join(page.content.decode() for page in pages),
        "xlsx": "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row),
        "docx": "\n".join(each.text for each in Document(BytesIO(data["docx"])).paragraphs),
    }


@pytest.mark.parametrize("door", ["page", "xlsx", "docx"])
def test_every_door_shows_the_auditor_what_is_submitted_and_nothing_confidential(
    door: str, people: People
) -> None:
    told = read_by(people, handed_in(people))[door]

    assert "Träning och samtal." in told
    assert "Hemligt samtal." not in told
    assert "Bara ett utkast." not in told


def test_what_the_auditor_reads_and_takes_stands_in_the_trail(people: People) -> None:
    response = handed_in(people)
    before = Entry.objects.count()

    read_by(people, response)

    rows = [(row.act, row.actor_id) for row in Entry.objects.order_by("sequence")[before:]]
    assert [act for act, _who in rows] == ["read.answers", "read.answers", "export.fetched", "export.fetched"]
    assert {who for _act, who in rows} == {people.auditor.pk}


def test_an_auditor_changes_nothing(people: People) -> None:
    response = handed_in(people)
    order = item_of(response, "offer_pain").order
    client = signed_in(people.auditor)

    assert client.post(reverse("survey:summary", args=[2026, order]), {"sv": "Nej."}).status_code == 404
    assert client.post(reverse("survey:reopen", args=[2026, "07"]), {"reason": "Nej."}).status_code == 404
