"""Which regions an officer wants to see of those on a page, and in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from payouts.progress import STATUSES, Progress
from register.models import User
from submissions.board import SHOWN_STATUSES

# What a payout can be asked for besides its status: in no computation yet, or changed and not settled.
NONE, CHANGED = "none", "changed"
PAYOUT_CHOICES = (NONE, *STATUSES, CHANGED)
ORDERS = ("name", "status", "payout", "latest")
# Å, Ä and Ö are the last letters, in this order.
_LETTERS = str.maketrans("åäö", "{|}")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row is chosen and sorted by: the newest year first where it has several."""

    name: str
    statuses: tuple[str, ...]
    payouts: tuple[Progress, ...]
    officers: frozenset[int] = frozenset()
    touched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address asks for. What is empty or unknown leaves nothing out and sorts nothing."""

    status: str = ""
    payout: str = ""
    order: str = ""
    officer: User | None = None

    def of(self, rows: Sequence[T], facts: Callable[[T], Facts]) -> list[T]:
        """The rows that are asked for; those that are equal in the order stay as they stood."""
        found = [row for row in rows if self._takes(facts(row))]
        key = _KEYS.get(self.order)
        return sorted(found, key=lambda row: key(facts(row))) if key is not None else found

    def _takes(self, row: Facts) -> bool:
        return (
            (self.status not in SHOWN_STATUSES or self.status in row.statuses)
            and (self.payout not in PAYOUT_CHOICES or any(_is(each, self.payout) for each in row.payouts))
            and (self.officer is None or self.officer.pk in row.officers)
        )


def _is(payout: Progress, wanted: str) -> bool:
    if wanted == CHANGED:
        return payout.has_open_change
    return payout.status == ("" if wanted == NONE else wanted)


def _by_name(row: Facts) -> tuple[object, ...]:
    return (row.name.lower().translate(_LETTERS),)


def _by_status(row: Facts) -> tuple[object, ...]:
    """What has no return comes first."""
    return tuple(SHOWN_STATUSES.index(each) if each else -1 for each in row.statuses)


def _by_payout(row: Facts) -> tuple[object, ...]:
    """Open changes first, then what has come least far."""
    is_settled = not any(each.has_open_change for each in row.payouts)
    return (is_settled, *(STATUSES.index(each.status) + 1 if each.status else 0 for each in row.payouts))


def _by_latest(row: Facts) -> tuple[object, ...]:
    return (-row.touched_at.timestamp() if row.touched_at is not None else 0,)


_KEYS: dict[str, Callable[[Facts], tuple[object, ...]]] = dict(
    zip(ORDERS, (_by_name, _by_status, _by_payout, _by_latest), strict=True)
)
