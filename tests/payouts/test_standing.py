"""Several years side by side: the return and both payouts of every region."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from payouts.choice import Choice
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.models import Kind
from payouts.ordering import approve_order, confirm_payment, make_order
from payouts.progress import Progress
from payouts.standing import as_workbook, standings
from register.models import Region
from submissions import assigning
from submissions.models import Return
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    signed_in,
    the_people,
)
from tests.payouts.changes import a_decided_difference, a_decided_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def test_a_region_shows_its_return_and_payouts_in_each_year() -> None:
    people = the_people()
    an_accepted_return(a_year(2026), "07", people.owner, people.officer)
    a_return(a_year(2027), "07")
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/1", no_conflict=True)

    row = next(row for row in standings([2027, 2026]) if row.region.code == "07")

    assert [(each.year, each.status, each.base.status, each.contacts.status) for each in row.years] == [
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

    with django_assert_num_queries(6):
        rows = standings([2026])
    assert len(rows) >= 2000


def test_what_came_late_when_it_was_touched_and_whose_it_is(people: People) -> None:
    year = a_year(last_day=timezone.localdate() - timedelta(days=1))
    late = a_signed_return(year, "07", people.owner)
    assigning.assign(late, people.officer, people.officer)
    late.refresh_from_db()
    a_return(year, "08")

    found = {row.region.code: row.years[0] for row in standings([2026])}

    assert (found["07"].late, found["07"].touched_at) == (True, late.touched_at)
    assert found["07"].officer == people.officer.pk
    assert (found["08"].late, found["08"].touched_at, found["08"].officer) == (False, None, None)


def test_a_payout_is_ordered_and_paid_and_its_change_is_told(client: Client, people: People) -> None:
    run = a_decided_run(people)
    Region.objects.update(org_number="232100-0065")
    order = make_order(run.pk, people.officer)
    assert contacts_on("07") == Progress("ordered")
    approve_order(order.pk, people.second_officer)
    confirm_payment(order.pk, people.second_officer, timezone.localdate(), "B-1")
    assert contacts_on("07") == Progress("paid")
    a_decided_difference(people, 160)
    assert contacts_on("07") == Progress("paid", "to_settle")

    html = page_of(people, year="2026")
    assert "Betald</span><br>" in html
    assert "Ändring att reglera</span>" in html
    assert row_of(fetched(people), "07") == [
        "07", "Kronoberg", 2026, "Godkänd", "nej", "–", "–", "Betald", "Ändring att reglera",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, ["07", "08", "12", "20"]),
        ({"status": "accepted"}, ["07"]),
        ({"status": "not_started"}, ["07", "08", "12", "20"]),  # in any of the years
        ({"status": "draft"}, ["08"]),
        ({"status": "draft", "year": "2027"}, []),
        ({"payout": "computed"}, ["07", "08", "12"]),
        ({"payout": "computed", "year": "2027"}, []),
        ({"payout": "changed"}, []),
        ({"mine": "1"}, ["08"]),
        ({"order": "name"}, ["08", "07", "20", "12"]),
        ({"order": "latest"}, ["08", "07", "12", "20"]),
        ({"order": "status", "year": "2026"}, ["12", "20", "08", "07"]),
        ({"order": "payout", "year": "2026"}, ["20", "07", "08", "12"]),
        ({"order": "sideways"}, ["07", "08", "12", "20"]),
    ],
)
def test_the_address_chooses_and_sorts_over_the_years(
    asked: dict[str, str], codes: list[str], people: People
) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    assigning.assign(a_checked_return(a_year(), "08", people.owner), people.officer, people.officer)
    compute(2026, Kind.CONTACTS, people.officer)
    for code in ("07", "08", "12", "20"):  # 20 is new
        a_return(a_year(2027), code)

    html = page_of(people, **asked)
    names = {"07": "Kronoberg", "08": "Kalmar", "12": "Skåne", "20": "Region 20"}
    places = {code: html.find(f">{name}</th>") for code, name in names.items()}

    assert [code for code in sorted(places, key=lambda code: places[code]) if places[code] >= 0] == codes
    assert sorted({str(row[0]) for row in fetched(people, **asked)[1:]}) == sorted(codes)


def test_when_nothing_matches_the_page_says_so(people: People) -> None:
    a_return(a_year(), "07")

    assert "Rensa filtren för att se alla 3." in page_of(people, status="accepted")


def contacts_on(code: str) -> Progress:
    """How far the region's contacts have come in 2026."""
    return next(row for row in standings([2026]) if row.region.code == code).years[0].contacts


def page_of(people: People, **asked: str) -> str:
    return signed_in(people.officer).get(reverse("payouts:standing"), asked).content.decode()


def fetched(people: People, **asked: str) -> list[list[object]]:
    """The rows of the workbook that the page offers."""
    answer = signed_in(people.officer).get(reverse("payouts:standing_file"), asked)
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return [list(row) for row in load_workbook(BytesIO(data)).worksheets[0].values]


def row_of(rows: list[list[object]], code: str) -> list[object]:
    """One region's row without the moment, which is now."""
    return next(row for row in rows if row[0] == code)[:-1]


def test_the_workbook_has_a_row_for_each_region_and_year() -> None:
    a_return(a_year(), "07")

    sheet = load_workbook(BytesIO(as_workbook([2026], Choice()))).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["07", "Kronoberg", 2026, "Inte påbörjad", *("–",) * 6]


def test_the_page_shows_the_years_asked_for(client: Client) -> None:
    people = the_people()
    a_return(a_year(2026), "07")
    a_return(a_year(2027), "07")
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")

    html = client.get(reverse("payouts:standing"), {"year": "2026"}).content.decode()
    assert '<th scope="colgroup" colspan="3">2026</th>' in html
    assert '<th scope="colgroup" colspan="3">2027</th>' not in html
    assert client.get(reverse("payouts:standing"), {"year": "x"}).status_code == 200
