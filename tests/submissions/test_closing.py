"""What the officer sees of each region before the round is closed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreement.moves import Role
from register.importing import load_master_data
from register.models import AgreementYear
from submissions.closing import Contacts, Standing, standings
from submissions.importing import load_printed_round
from tests.makers import a_checked_return, a_person, a_signed_return, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


def by_region(year: AgreementYear) -> dict[str, Standing]:
    return {each.the_return.region_id: each for each in standings(year)}


def test_the_page_says_which_regions_deviate_and_why() -> None:
    load_master_data()
    load_printed_round(2018)

    found = by_region(AgreementYear.objects.get(pk=2018))

    assert [(each.lines, each.state) for each in found["17"].deviations] == [
        (("BMB", "AST", "ASB"), "not_collected")
    ]
    assert found["07"].deviations == ()


def test_absent_contacts_are_no_zero_and_have_their_reason() -> None:
    load_master_data()
    load_printed_round(2018)

    found = by_region(AgreementYear.objects.get(pk=2018))

    skane = found["12"].contacts
    assert skane == Contacts(None, "not_collected", skane.why if skane else "")
    assert skane.why.strip()
    assert found["07"].contacts == Contacts(186)


def test_what_is_not_signed_shows_no_contacts() -> None:
    year, people = a_year(), the_people()
    a_checked_return(year, "07", people.owner)

    assert by_region(year)["07"].contacts is None


def test_the_standings_cost_the_same_for_one_region_and_for_many() -> None:
    year, people = a_year(), the_people()
    an_accepted_return(year, "07", people.owner, people.officer)
    with CaptureQueriesContext(connection) as one:
        standings(year)
    for code in ("08", "09", "10"):
        a_signed_return(year, code, a_person(Role.PROCESS_LEADER, code))
    with CaptureQueriesContext(connection) as many:
        standings(year)

    assert len(many) == len(one)


def test_the_page_tells_it_in_words(client: Client) -> None:
    load_master_data()
    load_printed_round(2018)
    client.force_login(the_people().officer)

    page = client.get(reverse("submissions:close_round", args=[2018])).content.decode()

    assert "Ej insamlat" in page
    assert "BMB, AST och ASB: inte insamlat" in page
