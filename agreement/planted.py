"""Slips planted in good returns, to measure what the rules find and whether the repair is the true one.

Whole numbers and a seeded chance: the same seed gives the same slips on every machine.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from agreement import rules
from agreement.case import Case, Earlier
from agreement.findings import Family, Weight
from agreement.lines import CONTACTS, FIGURES, FORMS, LINE, PROVIDERS, SEXES, Collected
from agreement.repair import Change, repairs
from agreement.rules.balance import sides_of
from agreement.slips import SMALLEST_COPY
from agreement.usual import comparable

Figures = dict[str, int]
Planting = Callable[[Figures, Mapping[str, int], Random], Figures | None]

# Sections down which a row can slide.
_COLUMNS = (FORMS[:6], FORMS[6:], (*PROVIDERS, *SEXES))
# So many tries to find a slip that breaks a sum.
_TRIES = 40


@dataclass(slots=True)
class Tally:
    """What became of the slips of one kind: planted, found, and where the true repair came."""

    planted: int = 0
    found: int = 0
    first: int = 0
    among_three: int = 0
    candidates: int = 0

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.planted += other.planted
        self.found += other.found
        self.first += other.first
        self.among_three += other.among_three
        self.candidates += other.candidates


def is_good(case: Case) -> bool:
    """Whether all three sums are there and equal, so that a slip can be told from the fault of another."""
    sides = sides_of(case)
    return len(sides) == 3 and len({side.total for side in sides}) == 1


def alarms(case: Case) -> int:
    """The errors and queries that a good return meets."""
    return sum(finding.weight is not Weight.NOTE for finding in rules.for_region(rules.findings(case)))


def measure(cases: Iterable[Case], rounds: int, seed: int) -> dict[str, Tally]:
    """Plant every kind of slip so many times in each of the cases, by kind."""
    chance, tallies = Random(seed), {kind: Tally() for kind in PLANTINGS}
    for case in cases:
        for kind, tally in tallies.items():
            for _ in range(rounds):
                planted = _planted(case, PLANTINGS[kind], chance)
                if planted is not None:
                    tally.add(_judged(case, planted))
    return tallies


def a_year_later(case: Case, chance: Random) -> Case:
    """A balanced return of the next year that looks like this one, with this one as its history."""
    before = case.figures()
    terms = replace(case.terms, year=case.terms.year + 1)
    earlier = {code: Earlier(case.terms.year, value) for code, value in comparable(before).items()}
    return replace(_with(case, _grown(before, chance)), terms=terms, earlier=earlier)


def _planted(case: Case, plant: Planting, chance: Random) -> Case | None:
    """The case with a slip that breaks a sum; None where none was found."""
    figures, earlier = case.figures(), {code: each.value for code, each in case.earlier.items()}
    for _ in range(_TRIES):
        made = plant(dict(figures), earlier, chance)
        if made is not None and made != figures and not is_good(slipped := _with(case, made)):
            return slipped
    return None


def _judged(true: Case, seen: Case) -> Tally:
    findings = rules.for_region(rules.findings(seen))
    proposed = [_repaired(seen, repair.changes) for repair in repairs(seen)]
    truth = true.figures()
    return Tally(
        planted=1,
        found=any(f.weight is Weight.ERROR and f.family is Family.BALANCE for f in findings),
        first=proposed[:1] == [truth],
        among_three=truth in proposed[:3],
        candidates=len(proposed),
    )


def _repaired(case: Case, changes: Iterable[Change]) -> Figures:
    return case.figures() | {change.line: change.after for change in changes}


def _with(case: Case, figures: Mapping[str, int]) -> Case:
    """The case with other figures."""
    entries = {
        code: replace(entry, value=figures[code], collected=Collected.REPORTED) if code in figures else entry
        for code, entry in case.entries.items()
    }
    return replace(case, entries=entries)


def _grown(before: Mapping[str, int], chance: Random) -> Figures:
    """Lines move by up to a third, the whole by up to a sixth, shares by up to four points."""
    whole = chance.randint(86, 116)
    forms = {
        code: before[code] * whole * chance.randint(75, 133) // 10_000 for code in FORMS if code in before
    }
    total = sum(forms.values())
    made = {**before, **forms}
    for first, second in (PROVIDERS, SEXES):
        points = 1000 * before[first] // max(1, before[first] + before[second]) + chance.randint(-40, 40)
        made[first] = total * min(1000, max(0, points)) // 1000
        made[second] = total - made[first]
    for code in CONTACTS:
        if code in before:
            made[code] = min(total, before[code] * whole * chance.randint(75, 133) // 10_000)
    return made


def _typed(change: Callable[[str, Random], str]) -> Planting:
    def plant(figures: Figures, _earlier: Mapping[str, int], chance: Random) -> Figures | None:
        code = chance.choice([*FORMS, *PROVIDERS, *SEXES])
        if code not in figures:
            return None
        figures[code] = int(change(str(figures[code]), chance) or "0")
        return figures

    return plant


def _dropped(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :] if len(text) > 1 else text


def _doubled(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[: at + 1] + text[at:]


def _exchanged(text: str, chance: Random) -> str:
    if len(text) < 2:
        return text
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _mistyped(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("0123456789") + text[at + 1 :]


def _two_figures(figures: Figures, _earlier: Mapping[str, int], chance: Random) -> Figures:
    one, two = chance.sample([code for code in FIGURES if code in figures], 2)
    return figures | {one: figures[two], two: figures[one]}


def _neighbouring_columns(figures: Figures, _earlier: Mapping[str, int], chance: Random) -> Figures:
    columns = [code for code in (*PROVIDERS, *SEXES, *CONTACTS) if code in figures]
    at = chance.randrange(len(columns) - 1)
    one, two = columns[at], columns[at + 1]
    return figures | {one: figures[two], two: figures[one]}


def _row_shifted(figures: Figures, _earlier: Mapping[str, int], chance: Random) -> Figures | None:
    column = chance.choice(_COLUMNS)
    start = chance.randrange(len(column) - 2)
    rows = column[start:]
    if any(code not in figures for code in rows):
        return None
    below = {code: figures[above] for above, code in pairwise(rows)}
    return figures | {rows[0]: 0} | below


def _last_years(figures: Figures, earlier: Mapping[str, int], chance: Random) -> Figures | None:
    code = chance.choice([*FORMS, *PROVIDERS, *SEXES])
    if code not in figures or not earlier.get(code):
        return None  # where nothing was, nothing is left in place
    return figures | {code: earlier[code]}


def _from_another_section(figures: Figures, _earlier: Mapping[str, int], chance: Random) -> Figures | None:
    code = chance.choice([*FORMS, *PROVIDERS, *SEXES])
    home = LINE[code].section
    others = [each for each in FIGURES if each in figures and LINE[each].section is not home]
    source = chance.choice(others)
    if code not in figures or figures[source] < SMALLEST_COPY:
        return None  # a small figure is the same as another by chance
    return figures | {code: figures[source]}


PLANTINGS: dict[str, Planting] = {
    "dropped": _typed(_dropped),
    "doubled": _typed(_doubled),
    "exchanged": _typed(_exchanged),
    "mistyped": _typed(_mistyped),
    "two_figures": _two_figures,
    "columns": _neighbouring_columns,
    "row_shifted": _row_shifted,
    "last_years": _last_years,
    "copied": _from_another_section,
}
