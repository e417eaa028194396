"""How plausible the figures of a return are beside its earlier years and the other regions.

The cost of a return is the sum of what its figures cost (`agreement.bits`): each form by the
latest earlier figure, else by the usual share of the treatments; the split columns by their
share; the treatments by the earlier total. Only differences between two versions of the same
return mean anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from agreement.bits import UNIT, bits, odds_against, off_by, tail
from agreement.case import Case
from agreement.lines import CONTACTS, FORMS, INDICATORS, PROVIDERS, SEXES
from agreement.slips import FLOOR
from agreement.usual import quantile

# How far figures move from one year to the next, in 64ths of a doubling, and for each further year. From
# the middle half of the regions 2017 to 2018 (forms, totals) and 2018 to 2020 (shares).
_FORM, _TOTAL, _SHARE = 30, 12, 10
_WIDENS = 6
_UNKNOWN = 2 * UNIT
# A form that was not given is seldom given a year later: 42 of 47 zeros of 2017 are zeros in 2018. Of forms
# that were given, one in so many beside its own size is 0 then, and of those without a history two in five.
_STAYS_ZERO, _BECOMES_ZERO, _ANY_ZERO = (7, 8), 8, (2, 5)
# Exactly 0 is a heap of its own, while a count shares its doubling with its neighbours: what makes the cost
# of the one comparable with `off_by`, and with a size alone.
_HEAP_BESIDE_USUAL, _HEAP_BESIDE_SIZE = 5 * UNIT, -3 * UNIT
# History holds these without their lines.
_TOGETHER = ("KBT_IPT", "MMR")
_SPLITS = (("MEN_SHARE", SEXES, "MEN"), ("PRIVATE_SHARE", PROVIDERS, "PRIVATE"))


@dataclass(frozen=True, slots=True)
class Usual:
    """What a count usually is, and how far it spreads in 64ths of a doubling."""

    value: int
    spread: int


@dataclass(slots=True)
class Plausible:
    """The cost of versions of one return. A figure's cost is kept, since most versions share most figures."""

    case: Case
    _kept: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def cost(self, figures: Mapping[str, int], total: int) -> int:
        """What the figures cost together, given the number of treatments that their sums agree on."""
        return sum(self._cost(code, value, total) for code, value in _compared(figures, total))

    def _cost(self, code: str, value: int, total: int) -> int:
        key = (code, value, total)
        if key not in self._kept:
            self._kept[key] = self._reckoned(code, value, total)
        return self._kept[key]

    def _reckoned(self, code: str, value: int, total: int) -> int:
        for name, pair, first in _SPLITS:
            if code == first:
                return self._split(name, pair, value, total)
        usual = self._usual(code, total)
        if code in _TOGETHER:  # the parts have their own size already
            return tail(bits(value + FLOOR) - bits(usual.value + FLOOR), usual.spread) if usual else 0
        given = off_by(value + FLOOR, usual.value + FLOOR, usual.spread) if usual else bits(value + FLOOR)
        return self._or_none(code, value, given, _HEAP_BESIDE_USUAL if usual else _HEAP_BESIDE_SIZE)

    def _or_none(self, code: str, value: int, given: int, heap: int) -> int:
        """The cost of a form that is given, or of one that nobody gives; other lines as they are."""
        if code not in FORMS:
            return given
        zeros, whole = self._zeros(code)
        return odds_against(zeros, whole) + heap if value == 0 else given + odds_against(whole - zeros, whole)

    def _zeros(self, code: str) -> tuple[int, int]:
        """How many returns of how many have exactly 0 on a line."""
        before, shares = self.case.earlier.get(code), self.case.others.get(code)
        if before is not None:
            return (1, _BECOMES_ZERO + before.value) if before.value else _STAYS_ZERO
        if not shares:
            return _ANY_ZERO
        return sum(share == 0 for share in shares) + 1, len(shares) + 2

    def _usual(self, code: str, total: int) -> Usual | None:
        before = self.case.earlier.get(code)
        if before is not None and not self._is_older_than_parts(code, before.year):
            start = _TOTAL if code == "TREATMENTS" else _FORM
            return Usual(before.value, start + self._widened(before.year))
        shares = self.case.others.get(code)
        return _by_share(shares, total) if shares and code in FORMS else None

    def _is_older_than_parts(self, code: str, year: int) -> bool:
        parts = (self.case.earlier.get(part) for part in INDICATORS[code]) if code in _TOGETHER else ()
        return any(part is not None and part.year >= year for part in parts)

    def _split(self, name: str, pair: tuple[str, ...], value: int, total: int) -> int:
        """The odds of the one column against the other, beside the earlier odds or the others' median."""
        rest = total - value
        if rest < 0:
            return bits(value + FLOOR)
        odds, spread = self._usual_odds(name, pair)
        size = bits(value + FLOOR) + bits(rest + FLOOR) - bits(total + 2 * FLOOR)
        return tail(bits(value + FLOOR) - bits(rest + FLOOR) - odds, spread) + size

    def _usual_odds(self, name: str, pair: tuple[str, ...]) -> tuple[int, int]:
        first = next(code for share, _pair, code in _SPLITS if share == name)
        second = next(code for code in pair if code != first)
        mine, other = self.case.earlier.get(first), self.case.earlier.get(second)
        if mine and other and mine.year == other.year:
            odds = bits(mine.value + FLOOR) - bits(other.value + FLOOR)
            return odds, _SHARE * (3 if name == "PRIVATE_SHARE" else 1) + self._widened(mine.year)
        shares = self.case.others.get(name)
        if not shares:
            return 0, _UNKNOWN
        low, middle, high = (_odds(quantile(shares, Fraction(at, 4))) for at in (1, 2, 3))
        return middle, max(_SHARE, (high - low) * 3 // 4)

    def _widened(self, year: int) -> int:
        return _WIDENS * max(0, self.case.terms.year - year - 1)


def _compared(figures: Mapping[str, int], total: int) -> Iterator[tuple[str, int]]:
    """The figures that have something to be set beside; of a split, the one column stands for both."""
    yield "TREATMENTS", total
    for code in (*FORMS, *CONTACTS, *(first for _name, _pair, first in _SPLITS)):
        if code in figures:
            yield code, figures[code]
    for code in _TOGETHER:
        parts = INDICATORS[code]
        if all(part in figures for part in parts):
            yield code, sum(figures[part] for part in parts)


def _by_share(shares: tuple[Fraction, ...], total: int) -> Usual:
    """The median share of the treatments; the spread is that of the middle half of the regions."""
    low, middle, high = (int(quantile(shares, Fraction(at, 4)) * total) for at in (1, 2, 3))
    return Usual(middle, max(_FORM, (bits(high + FLOOR) - bits(low + FLOOR)) * 3 // 4))


def _odds(share: Fraction) -> int:
    """The odds of a share, as a logarithm; the ends are as far as one in a thousand."""
    kept = min(max(share, Fraction(1, 1000)), Fraction(999, 1000))
    part, rest = kept.numerator, kept.denominator - kept.numerator
    return bits(part) - bits(rest)
