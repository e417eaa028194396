"""Officers meet a region's answers in the compilation only where the survey lets them, or is published."""

import json
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from agreement.replies import Part
from survey.models import Survey
from survey.publishing import close, publish
from survey.reading import answers_to_count
from survey.submitting import submit
from survey.summarising import summarise
from tests.makers import People, a_signed_return, a_year, signed_in, the_people
from tests.survey.surveys import a_sent_survey, write

pytestmark = pytest.mark.django_db
COUNT, SAID = "4711", "4\u00a0711"


@pytest.fixture
def people() -> People:
    return the_people()


def handed_in(people: People) -> Survey:
    """Kronoberg's answers: so many coordinators, and more KBT and IPT than in the returns."""
    a_signed_return(a_year(2025), "07", people.owner, KBT=204, WOMEN=237, PRIVATE=202)
    a_signed_return(a_year(2026), "07", people.owner)
    survey = a_sent_survey(people.analyst)
    response = survey.responses.get(region="07")
    write(response, "coordinators", people.owner, Part(raw=COUNT))
    write(response, "change", people.owner, Part(row="KBT_IPT", choice="increased"))
    for query in response.queries.all():
        query.explanation = "Fler i grupp."
        query.save()
    submit(response, people.owner, response.revision)
    return survey


def told(client: Client) -> tuple[bool, bool]:
    """Whether the compilation's page, and its workbook, tell how many coordinators there are."""
    page = client.get(reverse("compilation:year", args=[2026]))
    file = client.get(reverse("compilation:download", args=[2026, "xlsx"]))
    assert page.status_code == file.status_code == 200
    book = load_workbook(BytesIO(file.getvalue()))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    return SAID in page.content.decode(), COUNT in cells


def answers_in_the_round() -> list[str]:
    """The rules of the findings that come from answers, by the command."""
    out = StringIO()
    call_command("round_findings", "2026", "--format", "json", stdout=out)
    return [each["rule"] for each in json.loads(out.getvalue()) if each["layer"] == "claim"]


def test_before_the_survey_says_so_officers_meet_no_answer_in_the_compilation(people: People) -> None:
    survey = handed_in(people)
    assert told(signed_in(people.officer)) == (False, False)
    assert answers_in_the_round() == []
    close(survey, people.analyst)
    assert answers_to_count(2026) == {}, "closed is not published"

    Survey.objects.update(officers_read=True)

    assert told(signed_in(people.officer)) == (True, True)
    assert len(answers_in_the_round()) == 1


def test_what_is_published_is_counted(people: People) -> None:
    survey = handed_in(people)
    close(survey, people.analyst)
    for item in survey.items.all():
        summarise(item, "Sammanfattat.", "", people.analyst, 0)
    assert told(signed_in(people.officer)) == (False, False)

    publish(survey, people.analyst)

    assert told(signed_in(people.officer)) == (True, True)


def test_a_draft_is_never_counted_whatever_it_says(people: People) -> None:
    handed_in(people)
    Survey.objects.update(officers_read=True, status=Survey.Status.DRAFT)

    assert answers_to_count(2026) == {}
