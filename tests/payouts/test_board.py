"""The officer's board: the return beside both payouts, chosen and sorted, and what it costs for many."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from payouts.board import as_workbook, board
from payouts.choice import Choice
from payouts.computing import compute
from payouts.deciding import propose
from payouts.models import Amount, Kind, Run
from register.models import AgreementYear, Region
from submissions import assigning
from submissions.models import Return
from tests.makers import (
    People,
    a_checked_return,
    a_population,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    signed_in,
    the_people,
)
from tests.payouts.changes import a_decided_run, an_open_difference, corrected_to

pytestmark = pytest.mark.django_db
NAMES = {"06": "Jönköping", "07": "Kronoberg", "08": "Kalmar", "12": "Skåne", "20": "Region 20"}


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def year(people: People) -> AgreementYear:
    """Jönköping not begun, Kronoberg accepted, Kalmar begun, Skåne signed; Kronoberg is the officer's."""
    year = a_year()
    a_return(year, "06")
    accepted = an_accepted_return(year, "07", people.owner, people.officer)
    assigning.assign(accepted, people.officer, people.officer)
    a_checked_return(year, "08", people.owner)
    a_signed_return(year, "12", people.stranger)
    return year


@pytest.fixture
def officer(people: People) -> Client:
    return signed_in(people.officer)


def shown(client: Client, **asked: str) -> list[str]:
    """The county codes on the page, in the order of the page."""
    html = client.get(reverse("payouts:board"), asked).content.decode()
    codes = {name: code for code, name in NAMES.items()}
    found = [(html.find(f">{name}</a>"), codes[name]) for name in codes]
    return [code for place, code in sorted(found) if place >= 0]


def sheet(data: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data)).worksheets[0].values)


# --- the payouts ------------------------------------------------------------------------------


def test_each_region_shows_how_far_both_payouts_have_come(
    officer: Client, year: AgreementYear, people: People
) -> None:
    for region in Region.objects.all():
        a_population(region, 200_000)
    compute(2026, Kind.BASE, people.officer)
    propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)

    rows = {row.seen.the_return.region_id: row for row in board(year.year)}
    assert {(row.base.status, row.contacts.status) for row in rows.values()} == {("computed", "proposed")}
    html = officer.get(reverse("payouts:board")).content.decode()
    assert html.count(">Beräknad</span>") == html.count(">Förslag till beslut</span>") == 4


def test_a_year_without_computations_shows_no_payouts(officer: Client, year: AgreementYear) -> None:
    assert {(row.base.status, row.contacts.status) for row in board(year.year)} == {("", "")}
    table = officer.get(reverse("payouts:board")).content.decode().partition("<tbody>")[2]
    assert not any(word in table for word in ("Beräknad", "Beslutad", "Betald"))


def test_an_open_change_stands_below_the_decision_that_it_changes(officer: Client, people: People) -> None:
    a_decided_run(people)
    corrected_to(people, 160)
    an_open_difference(people)

    row = next(row for row in board(2026) if row.seen.the_return.region_id == "07")
    html = officer.get(reverse("payouts:board")).content.decode()

    assert (row.contacts.status, row.contacts.change) == ("decided", "opened")
    assert "Beslutad</span><br>" in html
    assert html.count("Ändring att handlägga</span>") == 1


def test_the_board_costs_the_same_for_21_and_for_2_000_organisations(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_decided_run(people)
    corrected_to(people, 160)
    an_open_difference(people)
    for many in (21, 2_000):
        _organisations(a_year(), many)
        with django_assert_num_queries(15):
            rows = board(2026)
        assert len(rows) == many
        assert sum(row.base.status == "computed" for row in rows) >= many - 1


def _organisations(year: AgreementYear, many: int) -> None:
    """So many organisations in all, each with a return, and those that are new in a computed base."""
    new = range(1000, 1000 + many - Return.objects.filter(year=year).count())
    new = range(new.start + Region.objects.count(), new.stop + Region.objects.count())
    Region.objects.bulk_create(Region(code=f"{n}", name=f"Organisation {n}") for n in new)
    Return.objects.bulk_create(Return(year=year, region_id=f"{n}") for n in new)
    number = Run.objects.filter(year=year, kind=Kind.BASE).count() + 1
    computed = {"terms": {}, "inputs": {}, "total": 0, "checksum": "0" * 64, "code_version": "1"}
    by = Run.objects.filter(kind=Kind.CONTACTS)[0].computed_by
    run = Run.objects.create(year=year, kind=Kind.BASE, number=number, computed_by=by, **computed)
    Amount.objects.bulk_create(Amount(run=run, region_id=f"{n}", amount=0) for n in new)


def test_the_page_costs_the_same_whatever_is_chosen(
    officer: Client, year: AgreementYear, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get(reverse("payouts:board"))
    for asked in ({}, {"status": "signed", "payout": "none", "order": "payout", "mine": "1"}):
        with django_assert_num_queries(22):
            officer.get(reverse("payouts:board"), asked)


# --- chosen and sorted --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, ["06", "07", "08", "12"]),
        ({"status": "not_started"}, ["06"]),
        ({"status": "draft"}, ["08"]),
        ({"status": "signed"}, ["12"]),
        ({"status": "accepted"}, ["07"]),
        ({"status": "asked"}, []),
        ({"mine": "1"}, ["07"]),
        ({"mine": "1", "status": "signed"}, []),
        ({"payout": "none"}, ["06", "07", "08", "12"]),
        ({"payout": "paid"}, []),
        ({"order": "name"}, ["06", "08", "07", "12"]),
        ({"order": "status"}, ["06", "08", "12", "07"]),
        ({"order": "latest"}, ["12", "08", "07", "06"]),
        ({"status": "ready"}, ["06", "07", "08", "12"]),
        ({"status": "'", "payout": "'", "order": "'"}, ["06", "07", "08", "12"]),
    ],
)
def test_the_address_chooses_and_sorts_the_regions(
    asked: dict[str, str], codes: list[str], officer: Client, year: AgreementYear
) -> None:
    assert shown(officer, **asked) == codes


def test_the_payouts_choose_and_sort_the_regions(officer: Client, people: People) -> None:
    a_return(a_year(), "06")
    a_decided_run(people)
    corrected_to(people, 160)
    an_open_difference(people)
    a_return(a_year(), "20")  # a region that no computation knew of

    assert shown(officer, payout="decided") == ["06", "07"]
    assert shown(officer, payout="changed") == ["07"]
    assert shown(officer, payout="none") == ["06", "07", "20"]  # nobody's base is computed
    assert shown(officer, order="payout") == ["07", "20", "06"]


def test_when_nothing_matches_the_page_says_so_and_how_to_see_all(
    officer: Client, year: AgreementYear
) -> None:
    html = officer.get(reverse("payouts:board"), {"status": "asked"}).content.decode()

    assert "Inga regioner motsvarar urvalet. Rensa filtren för att se alla 4." in html
    assert reverse("payouts:board_of_year", args=[2026]) in html


def test_what_is_chosen_stays_chosen_and_the_sums_are_of_all(officer: Client, year: AgreementYear) -> None:
    asked = {"status": "signed", "payout": "none", "order": "name", "mine": "1"}
    html = officer.get(reverse("payouts:board"), asked).content.decode()

    for value in ("signed", "none", "name"):
        assert f'<option value="{value}" selected>' in html
    assert 'value="1" checked' in html
    assert "2 av 4" in html


# --- the download -------------------------------------------------------------------------------


def test_the_workbook_shows_a_dash_for_what_is_not_seen(people: People) -> None:
    signed = a_signed_return(a_year(), "07", people.owner)
    a_return(signed.year, "08")
    rows = sheet(as_workbook(signed.year_id, Choice()))

    assert rows[1][:6] == ("07", "Kronoberg", "Att granska", "–", 324, 186)
    assert rows[2][4:7] == ("–", "–", "–")
    assert rows[0][10:] == (
        "Sista dag", "Anstånd", "Meddelat att ingen redovisning kommer", "Frågor",
        "Psykisk ohälsa", "Långvarig smärta", "Vårdgivare", "Kön", "Kontakter",
        "Grundbelopp", "Grundbelopp, ändring",
        "Ersättning för kontakter", "Ersättning för kontakter, ändring",
    )  # fmt: skip
    assert rows[1][10:] == ("2027-08-15", "nej", "nej", 0, *("Redovisat",) * 5, *("–",) * 4)
    assert rows[2][10:] == ("2027-08-15", "nej", "nej", 0, *("–",) * 9)


def test_the_workbook_tells_the_payouts_in_words(people: People) -> None:
    a_decided_run(people)
    corrected_to(people, 160)
    an_open_difference(people)

    row = next(row for row in sheet(as_workbook(2026, Choice())) if row[0] == "07")
    assert row[-4:] == ("–", "–", "Beslutad", "Ändring att handlägga")


def test_what_is_fetched_is_what_the_page_shows(officer: Client, year: AgreementYear) -> None:
    asked = {"status": "signed", "order": "name"}
    html = officer.get(reverse("payouts:board"), asked).content.decode()
    address = reverse("payouts:board_file", args=[2026]) + "?status=signed&amp;order=name"
    assert address in html

    answer = officer.get(address.replace("&amp;", "&"))
    assert answer["Content-Disposition"] == 'attachment; filename="Laget_2026.xlsx"'
    rows = sheet(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert [row[0] for row in rows] == ["Länskod", "12"]


def test_a_workbook_says_which_returns_came_late(people: People) -> None:
    year = a_year(last_day=timezone.localdate() - timedelta(days=1))
    a_signed_return(year, "07", people.owner)
    a_return(year, "08")
    rows = sheet(as_workbook(2026, Choice()))

    late = rows[0].index("Efter sista dagen")
    assert [row[late] for row in rows[1:]] == ["ja", "–"]


def test_a_name_that_begins_like_a_formula_stays_a_name(people: People) -> None:
    signed = a_signed_return(a_year(), "07", people.owner)
    people.officer.name = "=1+1"
    people.officer.save()
    assigning.assign(signed, people.officer, people.officer)
    book = load_workbook(io.BytesIO(as_workbook(signed.year_id, Choice())))

    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    assert book.worksheets[0]["D2"].value == "=1+1"
