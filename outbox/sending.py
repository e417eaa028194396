"""Sending what waits: each message once, however many senders; failing ones again, later and later."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from outbox.models import Message

# A sender that died holds its message no longer than this.
_HOLD = timedelta(minutes=5)
# Minutes until the next attempt; after the last one a person has to look.
WAITS = (1, 5, 30, 120, 720)


def send_waiting(limit: int = 200) -> tuple[int, int]:
    """Send what is due. How many were sent, and how many failed. Safe to run twice or beside itself."""
    sent = failed = 0
    for pk in list(_due().order_by("not_before", "pk").values_list("pk", flat=True)[:limit]):
        outcome = send(pk)
        sent += outcome is True
        failed += outcome is False
    return sent, failed


def send(pk: int) -> bool | None:
    """Send one message if nobody else is at it: True sent, False failed, None not ours to send."""
    if not _claim(pk):
        return None
    message = Message.objects.get(pk=pk)
    try:
        _deliver(message)
    except Exception as problem:  # one that cannot be sent must not stop those behind it
        _put_back(message, problem)
        return False
    Message.objects.filter(pk=pk, state=Message.State.SENDING).update(
        state=Message.State.SENT, sent_at=timezone.now(), error=""
    )
    return True


def try_again(pk: int) -> None:
    """Give a message that was given up a new round of attempts."""
    Message.objects.filter(pk=pk, state=Message.State.FAILED).update(
        state=Message.State.WAITING, attempts=0, not_before=timezone.now()
    )


def _due() -> QuerySet[Message]:
    open_states = [Message.State.WAITING, Message.State.SENDING]
    return Message.objects.filter(state__in=open_states, not_before__lte=timezone.now())


def _claim(pk: int) -> bool:
    """Take the message by compare-and-set; a claim that is never fulfilled runs out."""
    with transaction.atomic():
        return bool(
            _due()
            .filter(pk=pk)
            .update(
                state=Message.State.SENDING, attempts=F("attempts") + 1, not_before=timezone.now() + _HOLD
            )
        )


def _put_back(message: Message, problem: Exception) -> None:
    again = message.attempts < len(WAITS)
    wait = timedelta(minutes=WAITS[min(message.attempts, len(WAITS)) - 1])
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.WAITING if again else Message.State.FAILED,
        not_before=timezone.now() + wait,
        error=f"{type(problem).__name__}: {problem}"[:300],
    )


def _deliver(message: Message) -> None:
    if not _mail(message).send():
        raise OSError("no recipient")  # Django takes a message to nobody for sent


def _mail(message: Message) -> EmailMessage:
    mail = EmailMessage(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.address])
    if message.calendar:
        mail.attach("sista-dag.ics", message.calendar, "text/calendar")
    return mail
