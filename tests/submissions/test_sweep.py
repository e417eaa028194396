"""A task that dies leaves the return received; the sweep takes it up again, a bounded number of times."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from agreement.moves import Status
from audit.models import Entry
from submissions import checking, originals
from submissions.checking import check, give_up, overdue
from submissions.intake import File, deliver, upload
from submissions.models import Delivery, Return
from tests.makers import People, a_return, a_year, some_answers, the_people
from tests.workbooks import a_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def the_return() -> Return:
    return a_return(a_year(), "07")


def a_lost_file(the_return: Return, people: People) -> Delivery:
    """A delivery whose file is gone from the disk, so that every check of it dies."""
    delivery = upload(the_return, File("redovisning.xlsx", a_workbook()), people.owner, 0)
    originals._path(delivery.sha256).unlink()
    return delivery


def later(minutes: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=True)


def test_a_check_that_was_never_made_is_taken_up(the_return: Return, people: People) -> None:
    deliver(the_return, some_answers(), people.owner, 0)
    said = StringIO()

    with later(5):
        call_command("sweep", stdout=said)

    the_return.refresh_from_db()
    assert the_return.status == Status.READY
    assert "Upptagna: 1." in said.getvalue()


def test_a_check_that_may_still_be_coming_is_left_alone(the_return: Return, people: People) -> None:
    deliver(the_return, some_answers(), people.owner, 0)

    assert overdue() == []


def test_a_check_that_dies_leaves_the_return_received(the_return: Return, people: People) -> None:
    delivery = a_lost_file(the_return, people)

    with pytest.raises(FileNotFoundError):
        check(delivery.pk)

    delivery.refresh_from_db()
    the_return.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (Delivery.State.RECEIVED, 1)
    assert the_return.status == Status.RECEIVED


def test_a_poison_file_is_tried_three_times_and_then_given_up(the_return: Return, people: People) -> None:
    delivery = a_lost_file(the_return, people)
    for attempt in range(1, 6):
        with later(10 * attempt):
            for waiting in overdue():
                with pytest.raises(FileNotFoundError):
                    check(waiting)

    with later(70):
        assert overdue() == []
        assert give_up() == [delivery.pk]
        assert give_up() == []

    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.state) == (3, Delivery.State.FAILED)
    assert Entry.objects.filter(act="return.check_failed").count() == 1


def test_after_a_file_was_given_up_the_region_can_go_on(the_return: Return, people: People) -> None:
    delivery = a_lost_file(the_return, people)
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.FAILED)
    the_return.refresh_from_db()

    again = deliver(the_return, some_answers(), people.owner, the_return.revision)
    check(again.pk)

    the_return.refresh_from_db()
    assert the_return.status == Status.READY


def test_the_sweep_goes_on_past_a_file_that_dies(people: People) -> None:
    year = a_year()
    poison, good = a_return(year, "07"), a_return(year, "08")
    a_lost_file(poison, people)
    deliver(good, some_answers(), people.owner, 0)

    with later(5):
        call_command("sweep", stdout=StringIO())

    good.refresh_from_db()
    assert good.status == Status.READY


def test_every_original_is_kept_byte_for_byte(the_return: Return, people: People) -> None:
    data = b"this is no workbook at all"

    delivery = upload(the_return, File("fel.xlsx", data), people.owner, 0)
    check(delivery.pk)

    delivery.refresh_from_db()
    assert originals.fetch(delivery.sha256) == data
    assert delivery.verdict == "unreadable"
    assert checking.overdue() == []
