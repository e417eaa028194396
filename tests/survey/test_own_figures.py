"""Beside each question the region reads its own figures of two years and its own earlier answer."""

import re

import pytest
from django.urls import reverse

from agreement.replies import Part
from register.models import User
from survey.models import Response
from survey.submitting import submit
from tests.makers import People, a_signed_return, a_year, signed_in, the_people
from tests.survey.surveys import a_sent_survey, item_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def page(response: Response, key: str, user: User) -> str:
    order = item_of(response, key).order
    address = reverse("survey:question", args=[2026, response.region_id, order])
    return signed_in(user).get(address).content.decode()


def figures(html: str) -> dict[str, list[str]]:
    """The rows of the table of own figures: its heading, then a treatment's numbers by its name."""
    found = re.search(r'<table[^>]*aria-labelledby="siffror".*?</table>', html, re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", found.group(), re.DOTALL) if found else []
    cells = [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]
    return {name: numbers for name, *numbers in cells}


def test_the_figures_of_both_years_stand_beside_a_question_that_nobody_has_answered(people: People) -> None:
    a_signed_return(a_year(2025), "07", people.owner, KBT=1262, PRIVATE=1260, WOMEN=1295)
    a_signed_return(a_year(2026), "07", people.owner)
    response = a_sent_survey(people.analyst).responses.get(region="07")

    shown = figures(page(response, "change", people.contributor))

    assert shown["Behandling"] == ["2025", "2026"]
    assert shown["KBT och IPT"] == ["1\u00a0262", "203"]
    assert shown["MMR nivå 1 och 2"] == ["35", "35"]
    assert not response.queries.exists(), "no query tells the figures"


def test_a_year_that_is_not_handed_in_has_no_figures_and_another_region_s_are_not_shown(
    people: People,
) -> None:
    a_signed_return(a_year(2026), "07", people.owner)
    survey = a_sent_survey(people.analyst)

    kronoberg = figures(page(survey.responses.get(region="07"), "change", people.owner))
    assert kronoberg["KBT och IPT"][1] == "203"
    assert not re.search(r"\d", kronoberg["KBT och IPT"][0])
    assert figures(page(survey.responses.get(region="08"), "change", people.owner)) == {}


def test_the_region_s_own_earlier_answer_stands_beside_the_question(people: People) -> None:
    earlier = a_sent_survey(people.analyst, 2025).responses.get(region="07")
    write(earlier, "coordinators", people.owner, Part(raw="19"), comment="Tre i norr.")
    submit(earlier, people.owner, earlier.revision)
    survey = a_sent_survey(people.analyst)

    told = page(survey.responses.get(region="07"), "coordinators", people.owner)
    assert "Ert svar 2025" in told
    assert "Tre i norr." in told
    assert "Tre i norr." not in page(survey.responses.get(region="08"), "coordinators", people.owner)
