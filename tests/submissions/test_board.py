"""The officer's board: what it says of each region, and what it costs for many."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from register.models import Region, User
from submissions import abstaining, assigning, conversing, extending
from submissions.assessing import assess
from submissions.board import as_workbook, board
from submissions.explaining import explain
from submissions.models import Return
from submissions.returns import questions
from submissions.signing import ASSURANCES, sign
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def signed(people: People) -> Return:
    return a_signed_return(a_year(), "07", people.owner)


def as_person(client: Client, person: User) -> Client:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_board_costs_the_same_for_2_000_organisations(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    a_return(year, "08")
    Region.objects.bulk_create(Region(code=f"{n}", name=f"Organisation {n}") for n in range(1000, 3000))
    Return.objects.bulk_create(Return(year=year, region_id=f"{n}") for n in range(1000, 3000))

    with django_assert_num_queries(12):
        assert len(board(year.year)) == 2002


def test_the_board_as_a_workbook_shows_a_dash_for_what_is_not_seen(signed: Return, people: People) -> None:
    a_return(signed.year, "08")
    rows = list(load_workbook(io.BytesIO(as_workbook(signed.year_id))).active.values)  # type: ignore[union-attr]

    assert rows[1][:6] == ("07", "Kronoberg", "Att granska", "–", 324, 186)
    assert rows[2][4:7] == ("–", "–", "–")
    assert rows[0][10:] == (
        "Sista dag", "Anstånd", "Meddelat att ingen redovisning kommer", "Frågor",
        "Psykisk ohälsa", "Långvarig smärta", "Vårdgivare", "Kön", "Kontakter",
    )  # fmt: skip
    assert rows[1][10:] == ("2027-08-15", "nej", "nej", 0, *("Redovisat",) * 5)
    assert rows[2][10:] == ("2027-08-15", "nej", "nej", 0, *("–",) * 5)


def test_the_board_marks_more_time_and_time_that_is_over(client: Client, people: People) -> None:
    year = a_year(last_day=timezone.localdate() - timedelta(days=1))
    for code in ("07", "08", "12"):
        a_return(year, code)
    later = timezone.localdate() + timedelta(days=5)
    extension = extending.ask_for(a_return(year, "07"), later, "Semestrar.", people.owner)
    extending.grant(extension, later, "", people.officer)
    abstaining.abstain(a_return(year, "08"), "Systemet är nere.", people.owner)

    rows = {row.the_return.region_id: row for row in board(year.year)}
    page = as_person(client, people.officer).get(reverse("submissions:board")).content.decode()

    assert {code: (row.extended, row.is_overdue) for code, row in rows.items()} == {
        "07": (True, False),
        "08": (False, False),
        "12": (False, True),
    }
    assert page.count("sista dagen har varit") == 1
    assert page.count("anstånd till") == 1


def test_the_board_counts_the_queries_and_questions_that_are_still_open(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, EMPLOYER=0, EMPLOYMENT_SERVICE=0)
    assert the_return.draft is not None
    queries = questions(the_return.draft)
    explain(the_return, {each.finding.pk: "Så var det." for each in queries}, people.owner)
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    thread = conversing.ask_about(the_return.versions.get(), "", "Varför?", people.officer)
    row = board(the_return.year_id)[0]
    assert (row.questions, row.threads) == (len(queries), 1)

    assess(the_return, people.officer, 1, {each.finding.pk: True for each in queries})
    conversing.close(thread, people.officer)

    row = board(the_return.year_id)[0]
    assert (row.questions, row.threads) == (0, 0)


def test_a_name_that_begins_like_a_formula_stays_a_name_on_the_board(signed: Return, people: People) -> None:
    people.officer.name = "=1+1"
    people.officer.save()
    assigning.assign(signed, people.officer, people.officer)
    book = load_workbook(io.BytesIO(as_workbook(signed.year_id)))

    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
