"""Doorbells: an id in, one act called. Each may ring twice."""

from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from submissions import checking, listing, reminding


@shared_task(name="submissions.tasks.check")
def check(delivery_id: int) -> None:
    """Check one delivery."""
    checking.check(delivery_id)


@shared_task(name="submissions.tasks.sweep")
def sweep() -> tuple[int, int]:
    """Take up what was left unchecked, and give up what has died too often. How many of each.

    Each check is rung by itself, so that one that dies does not keep the rest waiting.
    """
    given_up = checking.give_up()
    waiting = checking.overdue()
    for delivery_id in waiting:
        check.delay(delivery_id)
    lists_given_up, lists_waiting = listing.give_up(), listing.overdue()
    for file_id in lists_waiting:
        read_list.delay(file_id)
    return len(waiting) + len(lists_waiting), len(given_up) + len(lists_given_up)


@shared_task(name="submissions.tasks.read_list")
def read_list(file_id: int) -> None:
    """Read one list."""
    listing.read(file_id)


@shared_task(name="submissions.tasks.erase_lists")
def erase_lists() -> int:
    """Erase the files of series lists whose time is over. How many."""
    return len(listing.erase_due())


def ring_list(file_id: int) -> None:
    """Queue the reading of a list when the transaction is committed, as `ring` does."""
    transaction.on_commit(partial(read_list.delay, file_id), robust=True)


@shared_task(name="submissions.tasks.remind")
def remind() -> int:
    """Send the reminders that are due. How many. May ring twice."""
    return len(reminding.remind(timezone.now()))


def ring(delivery_id: int) -> None:
    """Queue a check when the transaction is committed.

    A broker that does not answer is no error for the person: the row waits for the sweep.
    """
    transaction.on_commit(partial(check.delay, delivery_id), robust=True)
