"""Writing a message, in the transaction of what it tells of: no cause, no message; no message lost."""

from dataclasses import dataclass

from outbox.models import Message
from register.models import Region, User


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said, and to which region it belongs. ``calendar`` is an iCalendar file's text."""

    cause: str
    subject: str
    body: str
    region: Region | None = None
    calendar: str = ""


def post(to: User, letter: Letter, key: str) -> bool:
    """Write a message to a person. The same key again writes nothing. Whether it was written now.

    Call it inside the transaction of its cause. It is sent by `outbox.sending` when that is committed.
    """
    if not to.is_active:
        return False
    _message, is_new = Message.objects.get_or_create(
        key=f"{key}:{to.pk}"[:200],
        defaults={
            "to": to,
            "address": to.email,
            "region": letter.region,
            "cause": letter.cause,
            # A header is one line, whatever somebody pasted into it.
            "subject": " ".join(letter.subject.split())[:200],
            "body": letter.body,
            "calendar": letter.calendar,
        },
    )
    return is_new
