"""What a draft would give is told before signing, and what each open query could change."""

from datetime import date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreement.moves import Role
from outbox.ladder import SWEDEN
from payouts.computing import compute
from payouts.models import Kind
from register.models import AgreementYear
from submissions.asking import accept
from submissions.forecast import Forecast, forecast
from submissions.models import Return
from tests.makers import (
    BALANCED,
    People,
    a_checked_return,
    a_person,
    a_signed_return,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db
IN_TIME, TOO_LATE = datetime(2027, 8, 1, 12, tzinfo=SWEDEN), datetime(2027, 8, 20, 12, tzinfo=SWEDEN)


@pytest.fixture
def people() -> People:
    return the_people()


def told(the_return: Return) -> Forecast:
    found = forecast(the_return, the_return.year.terms(), "sv")
    assert found is not None
    return found


def test_the_contacts_times_the_rate(people: People) -> None:
    found = told(a_checked_return(a_year(), "07", people.owner))

    assert (found.units, found.amount, found.reduced) == (186, 558_000, None)
    assert [step["value"].replace("\N{NO-BREAK SPACE}", " ") for step in found.steps][-1] == "558 000 kr"


def test_a_treatment_with_both_kinds_is_paid_once_where_the_terms_say_so(people: People) -> None:
    year = a_year(contact_unit="treatments_with_contact")

    assert told(a_checked_return(year, "07", people.owner, BOTH=20)).amount == (186 - 20) * 3_000


def test_a_missing_count_gives_no_forecast(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, EMPLOYER=None)

    assert forecast(the_return, the_return.year.terms(), "sv") is None


def test_where_the_appropriation_does_not_suffice_the_share_is_told(people: People) -> None:
    year = a_year(contact_appropriation=558_000)
    leader = a_person(Role.PROCESS_LEADER, "12", email="annan@test.example")
    an_accepted_return(year, "12", leader, people.officer)

    found = told(a_checked_return(year, "07", people.owner))

    assert (found.amount, found.reduced) == (558_000, 279_000)


def a_year_that_costs() -> AgreementYear:
    """What comes after 15 August gives nothing for contacts."""
    return a_year(late_forfeits_contacts=True, last_day=date(2027, 8, 15))


def test_a_late_return_gives_nothing_where_the_terms_say_so(people: People) -> None:
    with time_machine.travel(IN_TIME):
        the_return = a_checked_return(a_year_that_costs(), "07", people.owner)
        assert told(the_return).amount == 558_000
    with time_machine.travel(TOO_LATE):
        assert (told(the_return).amount, told(the_return).forfeited) == (0, True)


def test_what_came_in_time_keeps_its_amount_when_the_last_day_has_gone_by(people: People) -> None:
    year = a_year_that_costs()
    with time_machine.travel(IN_TIME):
        the_return = a_signed_return(year, "07", people.owner)
    with time_machine.travel(TOO_LATE):
        assert told(the_return).amount == 558_000
        accept(the_return, people.officer, 1)
        run = compute(2026, Kind.CONTACTS, people.officer)

    assert run.amounts.get(region="07").amount == 558_000


def test_another_region_that_came_late_takes_no_share(people: People) -> None:
    year = a_year_that_costs()
    year.terms_versions.update(contact_appropriation=558_000)
    leader = a_person(Role.PROCESS_LEADER, "12", email="annan@test.example")
    with time_machine.travel(TOO_LATE):
        an_accepted_return(year, "12", leader, people.officer)
    with time_machine.travel(IN_TIME):
        assert told(a_checked_return(year, "07", people.owner)).reduced is None


def test_a_query_says_what_the_earlier_figure_would_give(people: People) -> None:
    a_past = a_year(2025)
    an_accepted_return(a_past, "07", people.owner, people.officer, EMPLOYER=12)
    found = told(a_checked_return(a_year(), "07", people.owner))

    stakes = {stake.finding.rule: stake for stake in found.stakes}
    assert stakes["change.line"].kronor == (12 - BALANCED["EMPLOYER"]) * 3_000


def test_a_query_about_other_lines_changes_nothing_and_the_page_says_so(people: People) -> None:
    swapped = {"KBT": BALANCED["APB"], "APB": BALANCED["KBT"]}
    an_accepted_return(a_year(2025), "07", people.owner, people.officer, **swapped)
    found = told(a_checked_return(a_year(), "07", people.owner))
    client = Client()
    client.force_login(people.owner)

    page = client.get(reverse("submissions:overview", args=(2026, "07"))).content.decode()

    assert {stake.finding.rule for stake in found.stakes if not stake.touches} == {"change.line"}
    assert "Vad kontrollfrågorna kan ändra" in page
    assert "ändrar inte beloppet." in page
