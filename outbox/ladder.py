"""The ladder of reminders, the same for whatever has a last day: each step at most once, and none lost.

A step is due from 08:00 Swedish time on its calendar day. What is due and not recorded is
looked for, never what is due today, so a scheduler that was down for days loses nothing: the
latest missed step is sent and the earlier ones are recorded as passed over. The words count the
days from the moment of sending: a step that comes late says what is true when it comes.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from register.models import User

SWEDEN = ZoneInfo("Europe/Stockholm")
_HOUR = time(8)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step that is due, as days after the last day, and the earlier ones that it passes over.

    ``days`` is what it is in truth at the moment of sending: more than ``step`` when the scheduler was down.
    """

    step: int
    passed_over: tuple[int, ...]
    days: int

    @property
    def taken(self) -> tuple[int, ...]:
        """All steps that are over when it has been sent."""
        return (*self.passed_over, self.step)


def moment_of(last: date, step: int) -> datetime:
    """From when a step is due: 08:00 Swedish time on its day, summer or winter."""
    return datetime.combine(last + timedelta(days=step), _HOUR, SWEDEN)


def rung_of(last: date, steps: Iterable[int], taken: Collection[int], at: datetime) -> Rung | None:
    """The latest step that is due at the moment and later than all that are taken, if there is one."""
    latest = max(taken, default=None)
    missed = [
        step for step in sorted(steps) if moment_of(last, step) <= at and (latest is None or step > latest)
    ]
    if not missed:
        return None
    *earlier, step = missed
    return Rung(step, tuple(earlier), (at.astimezone(SWEDEN).date() - last).days)


@dataclass(frozen=True, slots=True)
class Reminder(ABC):
    """A reminder to send: by when, which step, and to whom."""

    last_day: date
    rung: Rung
    to: tuple[User, ...]

    @property
    @abstractmethod
    def about(self) -> Any:
        """What it is about: a return, or a region's answers to a survey."""

    @property
    @abstractmethod
    def region(self) -> str:
        """The region's code."""

    @property
    @abstractmethod
    def year(self) -> int:
        """The agreement year."""

    @property
    @abstractmethod
    def subject(self) -> str:
        """What the mail is about, in Swedish."""

    def as_json(self) -> dict[str, Any]:
        """The public shape; ``step`` is days after the last day."""
        return {
            "region": self.region,
            "year": self.year,
            "step": self.rung.step,
            "to": [person.email for person in self.to],
            "subject": self.subject,
        }
