"""Doorbells: an id in, one act called. Each may ring twice."""

from functools import partial

from celery import shared_task
from django.db import transaction

from submissions import checking


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
    return len(waiting), len(given_up)


def ring(delivery_id: int) -> None:
    """Queue a check when the transaction is committed.

    A broker that does not answer is no error for the person: the row waits for the sweep.
    """
    transaction.on_commit(partial(check.delay, delivery_id), robust=True)
