"""National sums, shares and changes: exact, and honest about what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class National:
    """A sum over regions and the codes of those that have no figure. Missing is not zero."""

    value: int
    missing: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every region is in the sum."""
        return not self.missing


def national(figures: Mapping[str, int | None]) -> National:
    """The sum of what is there, by region code, and who is not in it."""
    missing = tuple(sorted(code for code, value in figures.items() if value is None))
    return National(sum(value for value in figures.values() if value is not None), missing)


def share(part: int | None, whole: int | None) -> Fraction | None:
    """A part of a whole; None where either is missing or the whole is zero."""
    if part is None or not whole:
        return None
    return Fraction(part, whole)


def change(now: int | None, before: int | None) -> Fraction | None:
    """How much a figure differs from an earlier one, as a share of the earlier."""
    if now is None or not before:
        return None
    return Fraction(now - before, before)


def rate(count: int | None, population: int | None, per: int = 1000) -> Fraction | None:
    """A count per so many inhabitants; None where either is missing."""
    if count is None or not population:
        return None
    return Fraction(count * per, population)


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """The change among those regions that have a figure in both years, by code, and who is left out."""

    change: Fraction
    regions: tuple[str, ...]
    left_out: tuple[str, ...]


def like_for_like(now: Mapping[str, int | None], before: Mapping[str, int | None]) -> LikeForLike | None:
    """Two years compared over the same regions; None where there is nothing to compare."""
    both = tuple(sorted(code for code in now if now[code] is not None and before.get(code) is not None))
    moved = change(sum(now[code] or 0 for code in both), sum(before[code] or 0 for code in both))
    if not both or moved is None:
        return None
    known = {code for year in (now, before) for code, value in year.items() if value is not None}
    return LikeForLike(moved, both, tuple(sorted(known - set(both))))
