"""What can go wrong with a scheduler, all at once: down for days, two of them, and the clocks change."""

from datetime import date, datetime, timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection

from agreement.terms import REMINDER_DAYS
from outbox.ladder import SWEDEN
from outbox.models import Message
from register.models import AgreementYear
from submissions.models import Reminder
from submissions.reminding import remind
from tests.makers import a_return, a_year, the_people

REGIONS = ("07", "12")


def a_year_that_ends(last: date) -> AgreementYear:
    the_people()
    year = a_year(last_day=last)
    for code in REGIONS:
        a_return(year, code)
    return year


def two_schedulers(moment: datetime) -> None:
    """Two that start in the same moment."""
    barrier = Barrier(2)

    def run() -> None:
        barrier.wait()
        remind(moment)
        connection.close()

    runs = [Thread(target=run) for _ in range(2)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("last", [date(2027, 11, 1), date(2027, 3, 29)], ids=["to winter", "to summer"])
def test_each_step_once_and_none_lost_with_two_schedulers_down_for_five_days_while_clocks_change(
    last: date,
) -> None:
    a_year_that_ends(last)
    down = {last + timedelta(days=number) for number in range(-3, 2)}

    for number in range(-32, 20):
        day = last + timedelta(days=number)
        if day not in down:
            two_schedulers(datetime(day.year, day.month, day.day, 8, tzinfo=SWEDEN))

    for code in REGIONS:
        steps = Reminder.objects.filter(the_return__region=code).order_by("step")
        assert list(steps.values_list("step", flat=True)) == list(REMINDER_DAYS)
        assert list(steps.filter(sent=True).values_list("step", flat=True)) == [-30, -14, 1, 7]
        written = Message.objects.filter(cause="reminder", region=code).order_by("pk")
        assert [each.subject.split()[-2:] for each in written] == [
            ["redovisningen", "2026"],
            ["redovisningen", "2026"],
            ["dagar", "sen"],
            ["dagar", "sen"],
        ]
        assert "är 2 dagar sen" in written[2].subject
        assert Message.objects.filter(cause="escalation", region=code).values("to").distinct().count() == 2
        assert Message.objects.filter(cause="escalation", region=code).count() == 2


@pytest.mark.django_db
def test_the_command_tells_people_in_words_what_goes_to_whom() -> None:
    a_year_that_ends(date(2027, 8, 15))
    a_return(a_year(), "20")
    out = StringIO()

    call_command("remind", "--at", "2027-08-12T08:00", "--dry-run", stdout=out)

    told = out.getvalue().splitlines()
    assert "Kronoberg" in told[0]
    assert told[0].endswith(
        " · -3 · owner@test.example · 3 dagar kvar till sista dagen för redovisningen 2026"
    )
    assert "ingen processledare" in told[2]
    assert told[-1] == "3 påminnelser."
    assert not Reminder.objects.exists()
