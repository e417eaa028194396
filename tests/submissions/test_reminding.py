"""A year of reminders: each step at most once for a region, and none lost."""

import json
from datetime import date, datetime, timedelta
from io import StringIO
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from agreement.moves import Role
from agreement.terms import REMINDER_DAYS
from outbox.ladder import SWEDEN, moment_of
from outbox.models import Message
from outbox.sending import send_waiting
from register.models import AgreementYear
from submissions import abstaining, assigning, extending, noting
from submissions.closing import close_round
from submissions.models import Note, Reminder, Return
from submissions.reminding import due, remind
from tests.makers import (
    People,
    a_person,
    a_region,
    a_return,
    a_signed_return,
    a_year,
    signed_in,
    the_people,
)

pytestmark = pytest.mark.django_db
LAST = date(2027, 8, 15)
Sent = list[tuple[str, int]]


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def year(people: People) -> AgreementYear:
    """An open year whose last day is 15 August 2027, with returns of two regions that have not begun."""
    year = a_year()
    year.terms_versions.update(last_day=LAST)
    a_return(year, "07")
    a_return(year, "12")
    return AgreementYear.objects.with_terms().get(pk=year.pk)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SWEDEN)


def run_daily(first: date, last: date, off: range = range(0)) -> Sent:
    """The scheduler once a day at nine, except on the days when it is down."""
    sent: Sent = []
    for number in range((last - first).days + 1):
        if number not in off:
            found = remind(at(first + timedelta(days=number)))
            sent += [(each.the_return.region_id, each.rung.step) for each in found]
    return sent


def test_a_year_sends_each_step_once_to_each_region(year: AgreementYear) -> None:
    sent = run_daily(date(2027, 7, 1), date(2027, 9, 30))

    assert sorted(sent) == sorted((region, step) for region in ("07", "12") for step in REMINDER_DAYS)
    assert Reminder.objects.filter(sent=True).count() == len(sent)


def test_a_scheduler_that_was_down_five_days_loses_nothing(year: AgreementYear) -> None:
    first = LAST - timedelta(days=32)
    down = range(30, 35)  # from two days before the last day to two days after

    sent = run_daily(first, LAST + timedelta(days=20), down)

    assert [step for region, step in sent if region == "07"] == [-30, -14, -3, 1, 7]
    over = Reminder.objects.filter(the_return__region="07", sent=False)
    assert list(over.values_list("step", flat=True)) == [0]


def test_a_step_is_due_from_eight_in_the_morning_swedish_time(year: AgreementYear) -> None:
    day = LAST - timedelta(days=30)

    assert due(at(day, 7)) == []
    assert [each.rung.step for each in due(at(day, 8))] == [-30, -30]


@pytest.mark.parametrize(("last", "step"), [(date(2027, 3, 28), 0), (date(2027, 10, 31), 1)])
def test_eight_is_eight_also_over_the_change_of_clocks(year: AgreementYear, last: date, step: int) -> None:
    moment = moment_of(last, step)

    assert moment.astimezone(SWEDEN).hour == 8
    year.terms_versions.update(last_day=last)
    assert {each.rung.step for each in due(moment - timedelta(minutes=1))} != {step}
    assert {each.rung.step for each in due(moment)} == {step}


def test_twice_is_once(year: AgreementYear) -> None:
    moment = at(LAST - timedelta(days=14))
    first, second = remind(moment), remind(moment)

    assert len(first) == 2
    assert second == []
    assert Message.objects.filter(cause="reminder").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_send_once(year: AgreementYear) -> None:
    moment = at(LAST)
    runs = [Thread(target=_remind_and_close, args=(moment,)) for _ in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()

    assert Message.objects.filter(cause="reminder").count() == 2
    assert Reminder.objects.filter(sent=True).count() == 2


@pytest.mark.parametrize(
    ("step", "sent_on", "words"),
    [
        (-14, date(2027, 8, 6), "9 dagar kvar till sista dagen för redovisningen 2026"),
        (-3, date(2027, 8, 14), "1 dag kvar till sista dagen för redovisningen 2026"),
        (7, date(2027, 8, 27), "Redovisningen 2026 är 12 dagar sen"),
    ],
)
def test_a_step_that_comes_late_says_what_is_true_when_it_comes(
    year: AgreementYear, step: int, sent_on: date, words: str
) -> None:
    found = remind(at(sent_on))

    assert {(each.rung.step, each.subject) for each in found} == {(step, words)}
    assert set(Message.objects.filter(cause="reminder").values_list("subject", flat=True)) == {words}


def test_the_last_day_s_step_sent_the_morning_after_does_not_say_today(year: AgreementYear) -> None:
    found = remind(at(LAST + timedelta(days=1), 7))

    assert {(each.rung.step, each.subject) for each in found} == {(0, "Redovisningen 2026 är 1 dag sen")}
    message = Message.objects.filter(cause="reminder").first()
    assert message is not None
    assert "Sista dagen var den 15" in message.body
    assert message.calendar == ""


def test_a_ladder_that_ends_before_the_last_day_tells_no_officer(year: AgreementYear) -> None:
    year.terms_versions.update(reminder_days=[-10])

    remind(at(LAST - timedelta(days=10)))

    assert not Message.objects.filter(cause="escalation").exists()


def test_an_officer_who_has_left_hides_no_escalation(year: AgreementYear, people: People) -> None:
    assigning.assign(a_return(year, "07"), people.second_officer, people.officer)
    people.second_officer.is_active = False
    people.second_officer.save()

    remind(at(LAST + timedelta(days=7)))

    assert Message.objects.filter(cause="escalation", region="07", to=people.officer).exists()


def test_a_round_that_is_closed_reminds_nobody(year: AgreementYear, people: People) -> None:
    for code in ("07", "12"):
        noting.note(a_return(year, code), Note.Kind.FACT, "Inget kommer.", people.officer)
    close_round(year, people.officer)

    assert due(at(LAST)) == []


def test_only_those_with_something_left_to_do_are_reminded(year: AgreementYear, people: People) -> None:
    a_signed_return(year, "07", people.owner)
    assert [each.the_return.region_id for each in due(at(LAST))] == ["12"]

    abstaining.abstain(a_return(year, "12"), "Systemet är nere.", people.stranger)
    assert due(at(LAST)) == []


def test_an_extension_moves_the_ladder(year: AgreementYear, people: People) -> None:
    the_return = a_return(year, "07")
    extension = extending.ask_for(the_return, date(2027, 8, 31), "Semestrar.", people.owner)
    extending.grant(extension, date(2027, 8, 31), "", people.officer)

    assert [each.the_return.region_id for each in due(at(date(2027, 7, 20)))] == ["12"]
    assert {(e.the_return.region_id, e.rung.step) for e in due(at(date(2027, 8, 31)))} >= {("07", 0)}


def test_after_the_last_step_the_officer_is_told_once(year: AgreementYear, people: People) -> None:
    run_daily(LAST + timedelta(days=7), LAST + timedelta(days=40))

    told = Message.objects.filter(cause="escalation", to=people.officer)
    assert {message.region_id for message in told} == {"07", "12"}
    assert told.count() == 2


def test_a_region_without_a_process_leader_is_told_of_to_the_officer(
    year: AgreementYear, people: People
) -> None:
    a_return(year, "20")
    remind(at(LAST - timedelta(days=30)))

    assert Message.objects.filter(cause="escalation", region="20", to=people.officer).exists()


def test_a_year_s_terms_say_which_days(year: AgreementYear) -> None:
    year.terms_versions.update(reminder_days=[-10])

    assert due(at(LAST - timedelta(days=30))) == []
    assert [each.rung.step for each in due(at(LAST))] == [-10, -10]


def test_before_the_last_day_the_mail_brings_a_calendar_file(year: AgreementYear) -> None:
    remind(at(LAST - timedelta(days=14)))

    message = Message.objects.filter(cause="reminder").first()
    assert message is not None
    assert "DTSTART;VALUE=DATE:20270815" in message.calendar


def test_the_mail_that_is_sent_carries_the_region_s_own_last_day_as_a_calendar_file(
    year: AgreementYear, people: People
) -> None:
    extension = extending.ask_for(a_return(year, "07"), date(2027, 8, 31), "Semestrar.", people.owner)
    extending.grant(extension, date(2027, 8, 31), "", people.officer)
    remind(at(date(2027, 8, 17)))
    send_waiting()

    files = [name for each in mail.outbox for name, *_rest in each.attachments]
    days = [text for each in mail.outbox for _name, text, _kind in each.attachments]
    assert "sista-dag.ics" in files
    assert any("DTSTART;VALUE=DATE:20270831" in str(text) for text in days)
    page = signed_in(people.owner).get("/redovisning/2026/07/").content.decode().replace("\u00a0", " ")
    assert "31 augusti 2027" in page


def test_the_command_lists_without_sending_and_then_sends(year: AgreementYear) -> None:
    moment = (LAST - timedelta(days=3)).isoformat() + "T08:00"

    listed = told("--at", moment, "--dry-run")
    assert [(row["region"], row["year"], row["step"]) for row in listed] == [
        ("07", 2026, -3),
        ("12", 2026, -3),
    ]
    assert listed[0]["to"] == ["owner@test.example"]
    assert listed[0]["subject"] == "3 dagar kvar till sista dagen för redovisningen 2026"
    assert not Reminder.objects.exists()
    assert told("--at", moment) == listed
    assert told("--at", moment) == []


@pytest.mark.parametrize("moment", ["i morgon", "2027-02-30T08:00", "0001-01-01T00:00"])
def test_a_moment_that_cannot_be_read_is_wrong_use(moment: str) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("remind", "--at", moment)

    assert refusal.value.returncode == 2


def test_the_queries_do_not_grow_with_the_regions(
    year: AgreementYear, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30, 50):
        a_region(str(number))
        Return.objects.create(year=year, region_id=str(number))
        a_person(Role.PROCESS_LEADER, str(number))

    with django_assert_num_queries(7):
        assert len(due(at(LAST))) == 22


def told(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("remind", "--format", "json", *arguments, stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def _remind_and_close(moment: datetime) -> None:
    remind(moment)
    connection.close()
