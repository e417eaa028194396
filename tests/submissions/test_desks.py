"""Mine to do, on both sides: made from state, so that nothing has to be ticked off."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agreement.moves import Role
from outbox.ladder import SWEDEN
from outbox.models import Message
from register.models import User
from submissions import abstaining, conversing, responding
from submissions.asking import ask
from submissions.correcting import correct
from submissions.desk import tasks_of
from submissions.models import Return
from submissions.own_desk import own_tasks
from tests.makers import (
    People,
    a_checked_return,
    a_person,
    a_region,
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


def kinds(person: User) -> list[tuple[str, str]]:
    return [(task.the_return.region_id, task.kind) for task in own_tasks(person)]


def officers(person: User) -> list[tuple[str, str]]:
    return [(task.the_return.region_id, task.kind) for task in tasks_of(person)]


def test_a_region_sees_what_it_has_not_begun_and_by_when(people: People) -> None:
    year = a_year()
    a_return(year, "08")
    a_checked_return(year, "07", people.owner, KBT=1)
    a_return(year, "12")

    tasks = own_tasks(people.owner)

    assert [(t.the_return.region_id, t.kind) for t in tasks] == [("07", "returned"), ("08", "not_started")]
    assert {task.by_day for task in tasks} == {date(2027, 8, 15)}


def test_what_is_signed_or_answered_is_no_longer_to_be_done(people: People) -> None:
    year = a_year()
    a_signed_return(year, "07", people.owner)
    abstaining.abstain(a_return(year, "08"), "Systemet är nere.", people.owner)

    assert kinds(people.owner) == []


def test_a_completion_that_is_asked_for_comes_first_with_its_day(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    a_return(a_year(), "08")
    until = timezone.localdate() + timedelta(days=14)
    ask(the_return, people.officer, lines=["KBT"], message="Kontrollera.", answer_by=until)

    first = own_tasks(people.contributor)[0]

    assert (first.kind, first.the_return.region_id, first.by_day) == ("complete", "07", until)


def test_a_question_waits_for_the_region_until_it_has_answered(people: People) -> None:
    version = a_signed_return(a_year(), "07", people.owner).versions.get()
    thread = conversing.ask_about(version, "KBT", "Räknas grupp med?", people.officer)
    assert kinds(people.contributor) == [("07", "question")]

    conversing.reply(thread, "Ja.", people.contributor)

    assert kinds(people.contributor) == []
    assert ("07", "answered") in officers(people.officer)


def test_a_correction_waits_for_the_process_leader_until_it_is_answered(people: People) -> None:
    accepted = an_accepted_return(a_year(), "07", people.owner, people.officer)
    version = correct(accepted, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Fel.")
    assert kinds(people.owner) == [("07", "corrected")]
    assert kinds(people.contributor) == []

    responding.respond(version, True, "", people.owner)

    assert kinds(people.owner) == []


def test_a_completion_whose_day_has_gone_by_waits_for_the_officer(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    today = timezone.localdate()
    ask(the_return, people.officer, lines=["KBT"], message="Kontrollera.", answer_by=today)
    assert officers(people.officer) == []

    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1)):
        assert officers(people.officer) == [("07", "not_completed")]


def test_a_return_that_no_reminder_brought_in_waits_for_the_officer(people: People) -> None:
    year = a_year(last_day=date(2027, 8, 15))
    a_return(year, "07")
    abstaining.abstain(a_return(year, "08"), "Systemet är nere.", people.owner)

    with time_machine.travel(datetime(2027, 8, 21, 12, tzinfo=SWEDEN)):
        assert officers(people.officer) == []
    with time_machine.travel(datetime(2027, 8, 22, 12, tzinfo=SWEDEN)):
        assert officers(people.officer) == [("07", "not_submitted")]


def test_the_desks_cost_the_same_for_one_region_and_for_twenty(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    year = a_year(last_day=date(2026, 8, 15))
    codes = [str(number) for number in range(30, 50)]
    for code in codes:
        a_region(code)
    Return.objects.bulk_create(Return(year=year, region_id=code) for code in codes)
    leader = a_person(Role.PROCESS_LEADER, *codes)

    with django_assert_num_queries(8):
        assert len(own_tasks(leader)) == 20
    with django_assert_num_queries(10):
        assert len(tasks_of(people.officer)) == 20


def test_the_pages_say_it_in_words(client: Client, people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    a_return(a_year(), "08")
    until = timezone.localdate()
    ask(the_return, people.officer, lines=["KBT"], message="Kontrollera.", answer_by=until)
    Message.objects.update(state="failed")

    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    own = client.get(reverse("submissions:mine")).content.decode()
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        desk = client.get(reverse("submissions:desk")).content.decode()

    assert "Komplettera redovisningen." in own
    assert "Börja med redovisningen." in own
    assert "mejl har inte kommit fram" in desk
