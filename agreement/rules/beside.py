"""A case set beside history: the figures that can be compared, and what explains them.

First causes only: what another rule has already said about a figure (a gap, a fault, a sum
that does not hold, a year in a cell, a total that doubled) takes it out of the comparisons.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from agreement.case import Case, Earlier
from agreement.lines import CONTACTS, FORMS, INDICATORS, PROVIDERS, SEXES, Collected
from agreement.thresholds import Thresholds
from agreement.usual import SHARES, Part, comparable, is_far, part_of

# The years that a count could be taken for.
YEARS = range(1990, 2061)
# Indicators that history holds without their lines.
WITHOUT_LINES = ("KBT_IPT", "MMR")


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and the region's latest earlier one."""

    code: str
    now: int
    before: Earlier


@dataclass(frozen=True, slots=True)
class Beside:
    """What can be compared of a case. ``total`` is the number of treatments that its sums agree on."""

    case: Case
    limits: Thresholds
    figures: dict[str, int]
    total: int | None

    def gap(self, before: Earlier) -> int:
        """How many years lie between the return and an earlier figure."""
        return self.case.terms.year - before.year

    def part(self, name: str) -> Part | None:
        """A share of the return, if its whole is large enough to say something."""
        part = part_of(name, self.figures)
        return part if part and part.whole >= self.limits.smallest_total else None

    def earlier_part(self, name: str) -> tuple[int, Part] | None:
        """The region's earlier share and its year, where all of it is of the same year."""
        code, whole = SHARES[name]
        found = [self.case.earlier.get(each) for each in (code, *whole)]
        years = {each.year for each in found if each}
        if None in found or len(years) != 1:
            return None
        part = part_of(name, {key: value.value for key, value in self.case.earlier.items()})
        if part is None or part.whole < self.limits.smallest_total:
            return None
        return years.pop(), part

    def growth(self) -> Fraction:
        """How many times the total has changed, if so much that it is asked about; else 1."""
        before = self.case.earlier.get("TREATMENTS")
        if self.total is None or before is None:
            return Fraction(1)
        times, floor = self.limits.times("total", self.gap(before)), self.limits.total_floor
        explained = before.value - self._vanished(before.year)
        if not all(is_far(self.total, value, times, floor) for value in (before.value, explained)):
            return Fraction(1)
        return Fraction(self.total + floor, before.value + floor)

    def _vanished(self, year: int) -> int:
        """Treatments of that year in large forms that are 0 now: they are asked about by themselves."""
        return sum(
            pair.before.value
            for pair in self.pairs()
            if pair.code in FORMS and not pair.now and pair.before.year == year
            and pair.before.value >= self.limits.gone_smallest
        )  # fmt: skip

    def pairs(self) -> Iterator[Pair]:
        """Forms and contacts beside the earlier ones; an indicator where history lacks its lines."""
        for code in (*FORMS, *CONTACTS, *WITHOUT_LINES):
            before = self.case.earlier.get(code)
            if code in self.figures and before and not self._told_by_lines(code, before):
                yield Pair(code, self.figures[code], before)

    def _told_by_lines(self, code: str, before: Earlier) -> bool:
        parts = [self.case.earlier.get(part) for part in INDICATORS.get(code, ())]
        return any(part and part.year >= before.year for part in parts)


# Twenty rules in a row ask about the same case.
@lru_cache(maxsize=4)
def beside(case: Case) -> Beside:
    """The case with everything taken out that cannot be compared or was judged already."""
    limits = Thresholds.of(case.terms.thresholds)
    partly = {line.code for line in case.terms.lines() if case.entry(line.code).collected is Collected.PARTLY}
    figures = comparable({**case.figures(), **case.stated}, partly | set(year_like(case, limits)))
    sums = _sums(case, figures)
    total = _agreed(list(sums.values()), limits)
    kept = _trusted(case, figures, sums, total, limits)
    return Beside(case, limits, kept, total)


def year_like(case: Case, limits: Thresholds) -> tuple[str, ...]:
    """Lines whose count is a year around the agreement year, and far from what the region had before."""
    year = case.terms.year
    near = [each for each in range(year - 2, year + 3) if each in YEARS]
    return tuple(
        line.code
        for line in case.terms.lines()
        if case.figure(line.code) in near and not _is_near(case, line.code, limits)
    )


def _is_near(case: Case, code: str, limits: Thresholds) -> bool:
    now, before = case.figure(code), case.earlier.get(code)
    if now is None or before is None:
        return False
    return abs(now - before.value) * 100 <= before.value * limits.year_percent


def _sums(case: Case, figures: dict[str, int]) -> dict[str, int]:
    """The number of treatments in each way that it was counted."""
    sums = {}
    forms = case.asked(FORMS)
    if case.treatments_by_forms() is not None and all(code in figures for code in forms):
        sums["forms"] = sum(figures[code] for code in forms)
    elif "TREATMENTS" in case.stated and "TREATMENTS" in figures:
        sums["forms"] = figures["TREATMENTS"]
    for name, codes in (("providers", PROVIDERS), ("sex", SEXES)):
        if all(code in figures for code in codes):
            sums[name] = sum(figures[code] for code in codes)
    return sums


def _agreed(sums: list[int], limits: Thresholds) -> int | None:
    """The middle of three; of two, the first if they are near; nobody can say otherwise."""
    if len(sums) == 2 and not _near(sums[0], sums[1], limits):
        return None
    return (sorted(sums)[1] if len(sums) == 3 else sums[0]) if sums else None


def _near(one: int, other: int, limits: Thresholds) -> bool:
    return abs(one - other) * 100 <= other * limits.sums_percent


def _trusted(
    case: Case, figures: dict[str, int], sums: dict[str, int], total: int | None, limits: Thresholds
) -> dict[str, int]:
    """Without the lines of a sum that does not hold, and without contacts beyond the treatments."""
    lines = {"forms": (*FORMS, *WITHOUT_LINES, "PSYCHOLOGICAL", "PAIN"), "providers": PROVIDERS, "sex": SEXES}
    out = {"TREATMENTS"}
    for name, value in sums.items():
        if total is None or not _near(value, total, limits):
            out |= set(lines[name])
    if total is not None and sum(figures.get(code, 0) for code in CONTACTS) > total:
        out |= {*CONTACTS, "CONTACTS"}
    kept = {code: value for code, value in figures.items() if code not in out}
    return kept if total is None else kept | {"TREATMENTS": total}
