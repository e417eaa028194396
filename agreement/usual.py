"""What is usual: shares, quartiles and fences, exact and robust.

The regions differ by a factor of seventy in size, so shares and ratios are compared, with
medians and quartiles in place of means and deviations. What was not collected or partly
collected takes no part and is never zero.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from agreement.lines import FORMS, INDICATORS, PROVIDERS, SEXES

# Each share: what is divided by what.
SHARES: dict[str, tuple[str, tuple[str, ...]]] = {
    "CONTACTS_PER_TREATMENT": ("CONTACTS", ("TREATMENTS",)),
    "PRIVATE_SHARE": ("PRIVATE", PROVIDERS),
    "MEN_SHARE": ("MEN", SEXES),
    "PAIN_SHARE": ("PAIN", ("PSYCHOLOGICAL", "PAIN")),
}
# And every form's share of the treatments, which no rule asks about: what a repair is measured by.
USUAL = SHARES | {form: (form, ("TREATMENTS",)) for form in FORMS}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole, both counts."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction:
        """The part as a share of the whole."""
        return Fraction(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Fences:
    """The quartiles of the others and how far out a share may lie, both ends included."""

    low: Fraction
    first: Fraction
    median: Fraction
    third: Fraction
    high: Fraction

    def has_outside(self, share: Fraction) -> bool:
        """Whether the share lies beyond a fence."""
        return not self.low <= share <= self.high


def comparable(figures: Mapping[str, int], partly: Collection[str] = ()) -> dict[str, int]:
    """The figures that can be set beside others, with the sums that follow from them.

    A stated total goes with the sections under it: where all of them are partly collected,
    so is the total. TREATMENTS is the forms, else the stated total, else private and public,
    else women and men.
    """
    whole = {code: value for code, value in figures.items() if code not in partly}
    if set(PROVIDERS + SEXES) <= set(partly):
        whole.pop("TREATMENTS", None)
    sums = {
        code: sum(whole[part] for part in parts) for code, parts in INDICATORS.items() if _has(whole, parts)
    }
    known = sums | whole
    for parts in (FORMS, PROVIDERS, SEXES):
        if "TREATMENTS" not in known and _has(whole, parts):
            known["TREATMENTS"] = sum(whole[part] for part in parts)
    return known


def part_of(name: str, figures: Mapping[str, int]) -> Part | None:
    """A share by name from comparable figures; None where something is missing or the whole is zero."""
    part, whole = USUAL[name]
    if part not in figures or not _has(figures, whole):
        return None
    total = sum(figures[code] for code in whole)
    return Part(figures[part], total) if total else None


def shares_of(figures: Mapping[str, int], smallest: int) -> dict[str, Fraction]:
    """All shares of comparable figures whose whole is large enough to say something."""
    parts = {name: part_of(name, figures) for name in USUAL}
    return {name: part.share for name, part in parts.items() if part and part.whole >= smallest}


def quantile(ordered: Sequence[Fraction], at: Fraction) -> Fraction:
    """The quantile of sorted values, straight between neighbours. Raises IndexError where there is none."""
    place = at * (len(ordered) - 1)
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def fences(ordered: Sequence[Fraction], halves: int, least: Fraction) -> Fences:
    """How far out a share may lie among the others' sorted shares.

    Tukey's fences at ``halves``/2 widths between the quartiles, on the plain scale and on
    the scale of odds, whichever is nearer: the plain one knows the long tail of small
    shares, the odds know the ends at 0 and 1. Never nearer the median than ``least``.
    """
    first, median, third = (quantile(ordered, Fraction(quarter, 4)) for quarter in (1, 2, 3))
    reach = (third - first) * Fraction(halves, 2)
    odds_low, odds_high = _odds_fences(first, third, halves)
    return Fences(
        low=min(max(first - reach, odds_low), median - least),
        first=first,
        median=median,
        third=third,
        high=max(min(third + reach, odds_high), median + least),
    )


def is_far(now: int, before: int, times: Fraction, floor: int) -> bool:
    """Whether one figure is more than so many times the other, the floor added to both."""
    small, large = sorted((now + floor, before + floor))
    return large > times * small


# Bits that a root keeps: more than any share in print has digits.
_ROOT_BITS = 64


def _odds_fences(first: Fraction, third: Fraction, halves: int) -> tuple[Fraction, Fraction]:
    """Fences on the scale of odds: first ÷ s and third × s, s = (third ÷ first) to the power halves/2."""
    if first == 0 or third == 1:
        return Fraction(0), Fraction(1)
    low, high = first / (1 - first), third / (1 - third)
    spread = _root((high / low) ** halves)
    return _share(low / spread), _share(high * spread)


def _share(odds: Fraction) -> Fraction:
    return odds / (1 + odds)


def _root(square: Fraction) -> Fraction:
    """The square root, downwards to the last of so many bits."""
    return Fraction(isqrt(square.numerator * 4**_ROOT_BITS // square.denominator), 2**_ROOT_BITS)


def _has(figures: Mapping[str, int], codes: Collection[str]) -> bool:
    return all(code in figures for code in codes)
