"""What the officer's board says of each region's return."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreement.answers import SectionAnswer
from register.models import User
from submissions import abstaining, conversing, extending
from submissions.assessing import assess
from submissions.board import board
from submissions.checking import check
from submissions.explaining import explain
from submissions.intake import deliver
from submissions.models import Return
from submissions.returns import questions
from submissions.signing import ASSURANCES, sign
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_signed_return,
    a_year,
    some_answers,
    the_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def as_person(client: Client, person: User) -> Client:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_board_marks_more_time_and_time_that_is_over(client: Client, people: People) -> None:
    year = a_year(last_day=timezone.localdate() - timedelta(days=1))
    for code in ("07", "08", "12"):
        a_return(year, code)
    later = timezone.localdate() + timedelta(days=5)
    extension = extending.ask_for(a_return(year, "07"), later, "Semestrar.", people.owner)
    extending.grant(extension, later, "", people.officer)
    abstaining.abstain(a_return(year, "08"), "Systemet är nere.", people.owner)

    rows = {row.the_return.region_id: row for row in board(year.year)}
    page = as_person(client, people.officer).get(reverse("payouts:board")).content.decode()

    assert {code: (row.extended, row.is_overdue) for code, row in rows.items()} == {
        "07": (True, False),
        "08": (False, False),
        "12": (False, True),
    }
    assert page.count("försenad") == 1
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


def test_each_part_is_marked_by_how_far_it_was_collected(client: Client, people: People) -> None:
    none: dict[str, int | None] = dict.fromkeys(("MMR1", "MMR2", "BMB", "AST", "ASB"), 0)
    none |= dict.fromkeys(("PRIVATE", "PUBLIC", "EMPLOYER", "EMPLOYMENT_SERVICE"))
    said = some_answers(2026, **none, WOMEN=160, MEN=63)
    marks = {
        "PAIN": SectionAnswer("zero"),
        "PROVIDERS": SectionAnswer("not_collected", "Fanns inte i systemet."),
        "SEX": SectionAnswer("partly", "En vårdgivare saknas."),
        "CONTACTS": SectionAnswer("not_collected", "Frågades inte efter."),
    }
    the_return = a_return(a_year(), "07")
    check(deliver(the_return, replace(said, sections=marks), people.owner, 0).pk)
    the_return.refresh_from_db()
    assert the_return.draft is not None
    explain(the_return, {each.finding.pk: "Så är det." for each in questions(the_return.draft)}, people.owner)
    sign(the_return, people.owner, the_return.revision, ASSURANCES)

    (row,) = board(the_return.year_id)
    assert {section.value: mark for section, mark in row.parts.items()} == {
        "PSYCHOLOGICAL": "reported",
        "PAIN": "zero",
        "PROVIDERS": "not_collected",
        "SEX": "partly",
        "CONTACTS": "not_collected",
    }
    assert row.contacts is None
    page = as_person(client, people.officer).get(reverse("payouts:board")).content.decode()
    for mark, words in (
        ("zero", "Långvarig smärta: Inget att redovisa"),
        ("partly", "Kön: Delvis insamlat"),
        ("not_collected", "Kontakter: Ej insamlat"),
    ):
        assert f'<span class="p-cell p-cell--{mark}"><span class="sr-only">{words}' in page


@pytest.mark.parametrize("status", ["draft", "received", "returned", "ready"])
def test_before_signing_the_board_shows_that_it_is_begun_and_when_it_was_touched(
    status: str, client: Client, people: People
) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)
    Return.objects.update(status=status)

    (row,) = board(the_return.year_id)
    assert (row.status, row.version, row.parts, row.treatments, row.contacts) == (
        "draft",
        None,
        {},
        None,
        None,
    )
    page = as_person(client, people.officer).get(reverse("payouts:board")).content.decode()
    assert "Påbörjad</span>" in page
    assert timezone.localdate().isoformat() in page
    assert "324" not in page
    assert "p-cells" not in page


def test_a_return_that_came_after_the_last_day_is_marked_late(client: Client, people: People) -> None:
    year = a_year(last_day=timezone.localdate() - timedelta(days=1))
    a_signed_return(year, "07", people.owner)

    page = as_person(client, people.officer).get(reverse("payouts:board")).content.decode()
    assert page.count('<span class="p-tag">efter sista dagen</span>') == 1
    assert "försenad" not in page
