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
def sweep() -> None:
    """Take up what was left unchecked, and give up what has died too often."""
    checking.give_up()
    for delivery_id in checking.overdue():
        check.delay(delivery_id)


def ring(delivery_id: int) -> None:
    """Queue a check when the transaction is committed.

    A broker that does not answer is no error for the person: the row waits for the sweep.
    """
    transaction.on_commit(partial(check.delay, delivery_id), robust=True)
