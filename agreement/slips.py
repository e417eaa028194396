"""Slips of the hand: how a true figure comes to stand as another one, and how likely that is.

The kinds are those that the literature on editing finds in typed figures (van der Loo, de
Jonge and Scholtus on `deducorrect`), and those that the two printed reports show: last
year's figure left in place, a figure of another line, neighbours exchanged. How often each
happens is set by judgment, to within a factor of two; docs/repair.md shows what it gives.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from agreement.bits import bits, odds_against

# The numeric keys that lie beside each other.
_BESIDE = {
    "0": "123", "1": "0245", "2": "01356", "3": "026", "4": "1578", "5": "24689", "6": "3589",
    "7": "48", "8": "5679", "9": "68",
}  # fmt: skip
# A figure smaller than this is often the same as another by chance.
SMALLEST_COPY = 10
# Counts of a return are spread over so many doublings.
_DOUBLINGS = 14
# Added to a figure where it is measured by its size, so that 0 has a size too.
FLOOR = 8


class Kind(StrEnum):
    """What went wrong."""

    DROPPED = "dropped"
    DOUBLED = "doubled"
    INSERTED = "inserted"
    EXCHANGED = "exchanged"
    MISTYPED = "mistyped"
    LEFT = "left"
    COPIED = "copied"
    EMPTY = "empty"
    SWAPPED = "swapped"
    SHIFTED = "shifted"
    OTHER = "other"


# One slip in so many is of the kind.
ONE_IN: Mapping[Kind, int] = {
    Kind.DROPPED: 8,
    Kind.DOUBLED: 10,
    Kind.INSERTED: 16,
    Kind.EXCHANGED: 8,
    Kind.MISTYPED: 4,
    Kind.LEFT: 8,
    Kind.COPIED: 20,
    Kind.EMPTY: 40,
    Kind.SWAPPED: 8,
    Kind.SHIFTED: 12,
    Kind.OTHER: 20,
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A kind of slip and its cost in 64ths of a bit. ``of`` is the line that the figure was taken from."""

    cost: int
    kind: Kind
    of: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What stood around a figure: the latest earlier one and the other lines of the return.

    ``as_before`` counts the other lines, zeros apart, that are exactly as they were.
    """

    earlier: int | None
    others: Mapping[str, int]
    as_before: int = 0


def likeliest(true: int, seen: int, around: Around) -> Slip:
    """The likeliest slip by which the true figure came to stand as the seen one."""
    return min(_ways(true, seen, around), key=lambda slip: slip.cost)


def cost_of_swap(pairs: int) -> int:
    """What it costs that two figures changed places, of so many pairs that could."""
    return bits(ONE_IN[Kind.SWAPPED] * pairs)


def cost_of_shift(lost: int, ways: int) -> int:
    """What it costs that rows slid one step and one figure was written over, of so many ways to slide."""
    return bits(ONE_IN[Kind.SHIFTED] * ways) + (bits(2) if lost == 0 else _any_count(lost))


def _ways(true: int, seen: int, around: Around) -> Iterator[Slip]:
    yield Slip(_base(Kind.OTHER) + _any_count(seen), Kind.OTHER)
    yield from _of_the_hand(str(true), str(seen))
    if seen == 0:
        yield Slip(_base(Kind.EMPTY), Kind.EMPTY)
    if seen == around.earlier:
        # Where many figures are as before, that one of them was left says little of which one.
        yield Slip(_base(Kind.LEFT) + bits(1 + around.as_before), Kind.LEFT)
    if seen >= SMALLEST_COPY:
        cost = _base(Kind.COPIED) + bits(max(1, len(around.others)))
        yield from (Slip(cost, Kind.COPIED, code) for code, value in around.others.items() if value == seen)


def _of_the_hand(digits: str, typed: str) -> Iterator[Slip]:
    for kind, ways, of in (
        (Kind.DROPPED, _removals(digits, typed), len(digits)),
        (Kind.DOUBLED, _doublings(digits, typed), len(digits)),
        (Kind.INSERTED, _removals(typed, digits), 10 * len(typed)),
        (Kind.EXCHANGED, _exchanges(digits, typed), len(digits) - 1),
    ):
        if ways:
            yield Slip(_base(kind) + odds_against(ways, of), kind)
    if len(digits) == len(typed) and sum(a != b for a, b in zip(digits, typed, strict=True)) == 1:
        yield Slip(_base(Kind.MISTYPED) + _mistyping(digits, typed), Kind.MISTYPED)


def _base(kind: Kind) -> int:
    return bits(ONE_IN[kind])


def _any_count(seen: int) -> int:
    """What any count at all costs: every doubling is as likely as the next."""
    return bits(seen + FLOOR) + bits(_DOUBLINGS)


def _removals(digits: str, typed: str) -> int:
    """In how many places a digit can be left out so that the rest is what was typed."""
    if len(typed) != len(digits) - 1:
        return 0
    return sum(digits[:at] + digits[at + 1 :] == typed for at in range(len(digits)))


def _doublings(digits: str, typed: str) -> int:
    if len(typed) != len(digits) + 1:
        return 0
    return sum(digits[: at + 1] + digits[at:] == typed for at in range(len(digits)))


def _exchanges(digits: str, typed: str) -> int:
    if len(typed) != len(digits) or digits == typed:
        return 0
    return sum(
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] == typed for at in range(len(digits) - 1)
    )


def _mistyping(digits: str, typed: str) -> int:
    """One digit of so many, half of the time a key beside the right one, else any of the nine."""
    right, wrong = next((a, b) for a, b in zip(digits, typed, strict=True) if a != b)
    beside = _BESIDE[right]
    part, whole = (9 + len(beside), 18 * len(beside)) if wrong in beside else (1, 18)
    return odds_against(part, whole) + bits(len(digits))
