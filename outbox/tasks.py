"""The doorbell of the outbox."""

import logging

from celery import shared_task
from django.db import transaction

from outbox import sending

log = logging.getLogger(__name__)


@shared_task(name="outbox.tasks.send_mail")
def send_mail() -> tuple[int, int]:
    """Send what waits. May ring twice."""
    return sending.send_waiting()


def ring() -> None:
    """Ask for what was just written to be sent. A broker that does not answer leaves it to the schedule."""
    transaction.on_commit(send_mail.delay, robust=True)
