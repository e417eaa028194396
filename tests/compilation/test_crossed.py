"""The cross table is made from accepted series lists alone, and shows no small number."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreement.small_numbers import ALL
from compilation.crossed import crossed_of
from compilation.sources import NATION
from register.models import AgreementYear, TermsVersion, User
from submissions.models import ListSum
from tests.makers import People, a_signed_return, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db
ROWS = [
    ["KBT", "PRIVATE", "WOMEN", "1", "0", 120],
    ["KBT", "PRIVATE", "WOMEN", "0", "0", 20],
    ["KBT", "PUBLIC", "MEN", "0", "0", 60],
    ["KBT", "PUBLIC", "WOMEN", "0", "0", 50],
    ["KBT", "PRIVATE", "MEN", "0", "0", 3],
    ["MMR2", "PUBLIC", "WOMEN", "0", "1", 40],
    ["MMR2", "PUBLIC", "MEN", "0", "1", 31],
]


@pytest.fixture
def people() -> People:
    return the_people()


def a_series(year: AgreementYear, code: str, people: People, is_accepted: bool = True) -> None:
    """A return whose draft was made by a series list."""
    made = (
        an_accepted_return(year, code, people.owner, people.officer)
        if is_accepted
        else a_signed_return(year, code, people.owner)
    )
    delivery = made.versions.get(state="current").delivery
    ListSum.objects.create(
        the_return=made,
        delivery=delivery,
        layout="series",
        figures={},
        aggregate=ROWS,
        made_by=people.owner,
    )


def page_of(user: User, query: str = "") -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("compilation:crossed", args=(2026,)) + query).content.decode()


def test_a_small_number_is_hidden_with_what_would_reveal_it_and_sums_are_shown(people: People) -> None:
    a_series(a_year(), "07", people)
    found = crossed_of(2026)
    assert found is not None

    assert found.shown("07", "KBT", "MEN", "PRIVATE") is None
    assert found.shown(NATION, "KBT", "MEN", "PRIVATE") is None
    assert found.shown("07", "KBT", ALL, ALL) == 253
    assert found.shown("07", ALL, "MEN", ALL) == 94
    assert found.hidden.beside


def test_contacts_do_not_split_a_count(people: People) -> None:
    a_series(a_year(), "07", people)
    found = crossed_of(2026)
    assert found is not None
    assert found.hidden.cube.counts["07", "KBT", "WOMEN", "PRIVATE"] == 140


def test_the_limit_is_a_term_of_the_year(people: People) -> None:
    a_series(a_year(), "07", people)
    TermsVersion.objects.update(small_limit=3)
    found = crossed_of(2026)
    assert found is not None
    assert (found.limit, found.hidden.small) == (3, frozenset())
    assert found.shown("07", "KBT", "MEN", "PRIVATE") == 3


def test_a_return_that_is_not_accepted_is_not_in_the_table(people: People) -> None:
    a_series(a_year(), "07", people, is_accepted=False)
    assert crossed_of(2026) is None
    assert "Ingen godkänd redovisning bygger på serielistor." in page_of(people.analyst)


def test_the_page_says_hidden_and_never_shows_the_number(people: People) -> None:
    a_series(a_year(), "07", people)
    html = page_of(people.analyst, "?region=07")

    assert "dolt" in html
    assert ">3</td>" not in html
    assert "Antal under 5 är dolda" in html
    assert ">253</td>" in html


@pytest.mark.parametrize("region", ["08", "99", "<b>"])
def test_a_region_without_a_series_list_is_not_found(people: People, region: str) -> None:
    a_series(a_year(), "07", people)
    assert "Sidan finns inte" in page_of(people.officer, f"?region={region}")


def test_the_page_takes_as_many_questions_for_two_regions_as_for_one(people: People) -> None:
    year = a_year()
    a_series(year, "07", people)
    page_of(people.officer)
    with CaptureQueriesContext(connection) as one:
        page_of(people.officer)
    an_accepted_return(year, "08", people.owner, people.officer)
    a_series_of_eight = ListSum.objects.get()
    eight = year.returns.get(region="08")
    a_series_of_eight.pk, a_series_of_eight.the_return = None, eight
    a_series_of_eight.delivery = eight.versions.get(state="current").delivery
    a_series_of_eight.save()
    with CaptureQueriesContext(connection) as two:
        html = page_of(people.officer)

    assert "?region=08" in html
    assert len(one) == len(two)
