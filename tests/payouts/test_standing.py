"""Several years side by side: the return and both payouts of every region."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.models import Kind
from payouts.standing import as_workbook, standings
from register.models import Region
from submissions.models import Return
from tests.makers import a_return, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


def test_a_region_shows_its_return_and_payouts_in_each_year() -> None:
    people = the_people()
    an_accepted_return(a_year(2026), "07", people.owner, people.officer)
    a_return(a_year(2027), "07")
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/1", no_conflict=True)

    row = next(row for row in standings([2027, 2026]) if row.region.code == "07")

    assert [(each.year, each.status, each.base, each.contacts) for each in row.years] == [
        (2027, "not_started", "", ""),
        (2026, "accepted", "", "decided"),
    ]


def test_before_signing_the_agency_sees_that_it_is_begun_and_no_more() -> None:
    a_return(a_year(), "07")
    Return.objects.update(status="returned")

    row = next(row for row in standings([2026]) if row.region.code == "07")
    assert row.years[0].status == "draft"


def test_the_queries_do_not_grow_with_the_regions(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    year = a_year()
    Region.objects.bulk_create(Region(code=str(1000 + n), name=f"Ort {n}") for n in range(2000))
    Return.objects.bulk_create(Return(year=year, region=each) for each in Region.objects.all())

    with django_assert_num_queries(5):
        rows = standings([2026])
    assert len(rows) >= 2000


def test_the_workbook_has_a_row_for_each_region_and_year() -> None:
    a_return(a_year(), "07")

    sheet = load_workbook(BytesIO(as_workbook([2026]))).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["07", "Kronoberg", 2026, "Inte påbörjad", "–", "–", "–", "–"]


def test_the_page_shows_the_years_asked_for(client: Client) -> None:
    people = the_people()
    a_return(a_year(2026), "07")
    a_return(a_year(2027), "07")
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")

    html = client.get(reverse("payouts:standing"), {"year": "2026"}).content.decode()
    assert '<th scope="colgroup" colspan="3">2026</th>' in html
    assert '<th scope="colgroup" colspan="3">2027</th>' not in html
    assert client.get(reverse("payouts:standing"), {"year": "x"}).status_code == 200
