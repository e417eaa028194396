"""What other terms or figures would give, all regions side by side, and nothing stored."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from agreement.terms import ContactUnit
from audit.models import Entry
from payouts.models import Amount, Kind, Run
from payouts.simulating import WhatIf, by_unit, simulate
from register.models import AgreementYear, Region
from submissions.asking import accept
from tests.makers import People, a_signed_return, a_year, an_accepted_return, signed_in, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def year(people: People) -> AgreementYear:
    row = a_year()
    an_accepted_return(row, "07", people.owner, people.officer, BOTH=6)
    a_signed_return(row, "08", people.owner, BOTH=0)
    return row


def differences(year: AgreementYear, what_if: WhatIf) -> dict[str, int]:
    return {row.region.code: row.difference for row in simulate(year, Kind.CONTACTS, what_if).rows}


def test_without_a_change_nothing_differs(year: AgreementYear) -> None:
    assert differences(year, WhatIf()) == {"07": 0, "08": 0, "12": 0}


@pytest.mark.parametrize(
    ("what_if", "expected"),
    [
        (WhatIf(rate=4_000), {"07": 186_000, "08": 0, "12": 0}),
        (WhatIf(appropriation=500_000), {"07": -58_000, "08": 0, "12": 0}),
        (WhatIf(unit=ContactUnit.TREATMENTS_WITH_CONTACT), {"07": -18_000, "08": 0, "12": 0}),
        (WhatIf(signed_too=True), {"07": 0, "08": 558_000, "12": 0}),
        (WhatIf(quantities={"07": 196}), {"07": 30_000, "08": 0, "12": 0}),
        (WhatIf(appropriation=558_000, signed_too=True), {"07": -279_000, "08": 279_000, "12": 0}),
    ],
)
def test_each_change_shows_at_every_region(
    year: AgreementYear, what_if: WhatIf, expected: dict[str, int]
) -> None:
    assert differences(year, what_if) == expected


def test_both_units_stand_side_by_side_and_what_was_not_reported_is_not_nought(year: AgreementYear) -> None:
    rows = {row.region.code: row for row in by_unit(year, WhatIf(signed_too=True))}

    assert (rows["07"].both, rows["07"].by_contact, rows["07"].difference) == (6, 558_000, -18_000)
    assert (rows["08"].both, rows["08"].difference) == (0, 0)
    assert (rows["12"].both, rows["12"].by_contact) == (None, 0)


def test_the_page_says_when_the_appropriation_binds_and_every_region_moves(
    people: People, year: AgreementYear
) -> None:
    what_if = WhatIf(appropriation=558_000, signed_too=True, quantities={"07": 372})
    simulation = simulate(year, Kind.CONTACTS, what_if)
    assert (simulation.binds_now, simulation.binds_then) == (False, True)
    assert [row.then for row in simulation.rows] == [372_000, 186_000, 0]

    client = Client()
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(
        reverse("payouts:simulation", args=(2026, "contacts")), {"appropriation": "1000", "signed_too": "on"}
    ).content.decode()

    assert "Anslaget räcker inte" in page
    assert "Båda enheterna" in page


def test_the_page_costs_the_same_for_one_region_and_for_many(
    people: People, year: AgreementYear, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("payouts:simulation", args=(2026, "contacts"))
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    Region.objects.bulk_create(Region(code=f"{n}", name=f"Ort {n}") for n in range(40, 90))

    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_the_page_shows_all_regions_and_stores_nothing(people: People, year: AgreementYear) -> None:
    before = Entry.objects.count()
    client = signed_in(people.officer)

    response = client.get(
        reverse("payouts:simulation", args=(2026, "contacts")),
        {"rate": "4000", "region": "08", "quantity": "1"},
    )

    assert [row.difference for row in response.context["rows"]] == [186_000, 4_000, 0]
    assert response.context["sums"]["difference"] == 190_000
    assert not Run.objects.exists()
    assert not Amount.objects.exists()
    assert Entry.objects.count() == before


def test_a_year_without_accepted_returns_says_why_every_amount_is_nought(people: People) -> None:
    the_return = a_signed_return(a_year(), "08", people.owner, BOTH=0)
    address = reverse("payouts:simulation", args=(2026, "contacts"))
    client = signed_in(people.officer)

    assert "Därför är alla belopp noll. Kryssa i rutan" in client.get(address).content.decode()
    accept(the_return, people.officer, 1)
    assert "alla belopp noll" not in client.get(address).content.decode()


@pytest.mark.parametrize("wrong", [{"rate": "x"}, {"appropriation": "-1"}, {"unit": "?"}, {"region": "99"}])
def test_what_cannot_be_tried_is_said_beside_the_field(
    people: People, year: AgreementYear, wrong: dict[str, str]
) -> None:
    client = Client()
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(reverse("payouts:simulation", args=(2026, "contacts")), wrong)

    assert set(response.context["form"].errors) == set(wrong)
    assert all(row.difference == 0 for row in response.context["rows"])


def test_a_base_that_cannot_be_computed_is_said_in_words(people: People, year: AgreementYear) -> None:
    client = Client()
    client.force_login(people.auditor, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(reverse("payouts:simulation", args=(2026, "base"))).content.decode()

    assert "Grundbeloppet för 2026 kan inte beräknas" in page
