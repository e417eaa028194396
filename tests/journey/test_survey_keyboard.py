"""The survey by keyboard alone: radios, rows of amounts, a query explained, and handing in."""

from datetime import date

import pytest
from playwright.sync_api import Page

from register.models import User
from survey.making import add_item, fill_bank, latest_wordings, make_survey, set_terms
from survey.models import Answer, Response
from survey.sending import send
from tests.journey.visitor import Visitor
from tests.makers import a_year, an_accepted_return

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR = 2024
ASKED = ("choice_system", "change", "mmr_compensation")
# What has the focus, as a screen reader names it: the group's legend and the element's own name.
FOCUSED = """() => {
    const at = document.activeElement;
    const label = at.labels && at.labels.length ? at.labels[0].innerText : "";
    const group = at.closest("form fieldset fieldset.p-section") || at.closest("fieldset");
    const legend = group && group.querySelector("legend") ? group.querySelector("legend").innerText : "";
    return [legend.trim(), (label || at.innerText || at.value || "").trim()];
}"""
FURTHEST = 120


@pytest.fixture
def survey(visitor: Visitor) -> None:
    """A sent survey with radios, directions and amounts, and returns in which KBT and IPT fell: 262, 203."""
    leader = User.objects.get(email="processledare.kronoberg@demo.example")
    officer = User.objects.get(email="handlaggare1@demo.example")
    analyst = User.objects.get(email="utredare.skr@demo.example")
    year = a_year(YEAR)
    an_accepted_return(year, "07", leader, officer)
    an_accepted_return(a_year(YEAR - 1), "07", leader, officer, KBT=262, PRIVATE=260, WOMEN=295)
    fill_bank()
    made = make_survey(year, analyst)
    for key in ASKED:
        add_item(made, latest_wordings()[key], analyst)
    send(set_terms(made, date(2099, 1, 31), False, [0], analyst), analyst)


def _tabs_to(page: Page, name: str, group: str = "") -> None:
    """Press Tab until what is named so has the focus."""
    passed = []
    for _step in range(FURTHEST):
        page.keyboard.press("Tab")
        legend, label = page.evaluate(FOCUSED)
        passed.append((legend, label))
        if label.startswith(name) and legend.startswith(group):
            return
    raise AssertionError(f"Tab never came to {group} {name}, only to {passed}")


def _presses_enter_on(page: Page, name: str, says: str) -> None:
    _tabs_to(page, name)
    page.keyboard.press("Enter")
    page.get_by_text(says, exact=False).first.wait_for()


def _said(key: str) -> list[tuple[object, ...]]:
    answer = Answer.objects.get(response__survey__year=YEAR, response__region="07", item__question__key=key)
    return [(part.row, part.choice or part.number, part.basis) for part in answer.said()]


@pytest.mark.usefixtures("survey")
def test_a_process_leader_answers_explains_and_hands_in_without_a_pointer(visitor: Visitor) -> None:
    page = visitor.signs_in("processledare.kronoberg").goes_to(f"/enkat/{YEAR}/07/").page
    _presses_enter_on(page, "1. Ingår MMR", "Spara och gå vidare")
    _chooses_in_radios(visitor)
    _contradicts_and_explains(visitor)
    _fills_in_amounts(visitor)
    _presses_enter_on(page, "Lämna in", "Svaren är låsta")

    response = Response.objects.get(survey__year=YEAR, region="07")
    assert response.status == Response.Status.SUBMITTED
    assert [query.explanation for query in response.queries.all()] == ["Fler i grupp."]


def _chooses_in_radios(visitor: Visitor) -> None:
    """Space takes the first, the arrow the next; Tab leaves the group."""
    page = visitor.page
    _tabs_to(page, "ja", "MMR nivå 1")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED)[1] == "nej"
    _tabs_to(page, "ja", "MMR nivå 2")
    page.keyboard.press("Space")
    visitor.reads("Sparat").is_pleased()
    _presses_enter_on(page, "Spara och gå vidare", "fler eller färre")
    assert _said("choice_system") == [("MMR1", "no", ""), ("MMR2", "yes", "")]


def _contradicts_and_explains(visitor: Visitor) -> None:
    page = visitor.page
    _tabs_to(page, "ökade", "KBT och IPT")
    page.keyboard.press("Space")
    visitor.reads("Sparat")
    _tabs_to(page, "Spara och gå vidare")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)[1] == "Spara"
    page.keyboard.press("Enter")
    visitor.reads("Kontrollfråga").reads("262").reads("203").is_pleased()
    _tabs_to(page, "Förklaring")
    page.keyboard.type("Fler i grupp.")
    _presses_enter_on(page, "Spara förklaringen", "Er förklaring:")
    _presses_enter_on(page, "Spara och gå vidare", "Vad betalar ni för MMR")
    assert _said("change") == [("KBT_IPT", "increased", "")]


def _fills_in_amounts(visitor: Visitor) -> None:
    """Two amounts for one level; the list of what they are for is chosen in by the arrow."""
    page = visitor.page
    for number, amount in (("1", "ca 15 000 + moms"), ("2", "900")):
        _tabs_to(page, "Belopp, kronor", f"MMR nivå 1, belopp {number}")
        page.keyboard.type(amount)
        _tabs_to(page, "Gäller", f"MMR nivå 1, belopp {number}")
        page.keyboard.press("ArrowDown")
    visitor.reads("ungefär 15\u00a0000 kr per patient, utan moms").is_pleased()
    _presses_enter_on(page, "Spara och gå vidare", "3 av 3")
    assert _said("mmr_compensation") == [("MMR1", 15_000, "per_patient"), ("MMR1", 900, "per_patient")]
