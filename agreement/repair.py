"""The likeliest correction of a return whose sums do not hold.

Error localisation after Fellegi and Holt (1976): the fewest figures whose change makes every
sum hold. Of all such changes, and of the slips that move two figures or more at once (two
exchanged, rows one step down), the likeliest come first: the likelihood that the true figures
came to stand as they do (`agreement.slips`) times the plausibility of the repaired return
(`agreement.plausible`). Everything is whole numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise, product
from typing import Any

from agreement.bits import UNIT, bits
from agreement.case import Case
from agreement.lines import CONTACTS, FIGURES, FORMS, PROVIDERS, SEXES
from agreement.phrases_repair import why
from agreement.plausible import Plausible
from agreement.rules.balance import forms_with_gaps, sides_of
from agreement.slips import Around, Kind, cost_of_shift, cost_of_swap, likeliest

# How many candidates are worth a look, and how much less likely than the first they may be: one in 2^20.
SHOWN, FAR_BEHIND = 3, 20 * UNIT
# Less than half a bit between two candidates says nothing about which is the likelier.
_LEVEL = UNIT // 2
# A slip more is this much less likely, beside the line that it hit: one in eight such returns has another.
_ANOTHER = 3 * UNIT
# Contacts beyond the treatments are possible in a return that has other faults too.
_BEYOND = 10 * UNIT
# Rows slide within these: to the end of a section.
_ENDS = (FORMS[5], FORMS[-1], PROVIDERS[-1], SEXES[-1])


@dataclass(frozen=True, slots=True)
class Change:
    """One figure as it stands and as it should be."""

    line: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure may stand as it does; `agreement.phrases_repair` has the words."""

    kind: Kind
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repair:
    """One correction that makes every sum hold. Candidates that are equally likely share a rank."""

    rank: int
    changes: tuple[Change, ...]
    reasons: tuple[Reason, ...]

    def why(self, lang: str = "sv") -> str:
        """The reasons in words."""
        return " ".join(why(reason.kind, reason.params, lang) for reason in self.reasons)

    def as_json(self, lang: str = "sv") -> dict[str, Any]:
        """The public shape."""
        return {
            "rank": self.rank,
            "changes": [{"line": each.line, "from": each.before, "to": each.after} for each in self.changes],
            "why": self.why(lang),
        }


def repairs(case: Case, shown: int = SHOWN) -> tuple[Repair, ...]:
    """The likeliest repairs in order, at most `shown`; none where every sum holds or none can be told."""
    puzzle = _Puzzle.of(case)
    if puzzle.holds(puzzle.figures):
        return ()
    likely: dict[tuple[tuple[str, int], ...], _Candidate] = {}
    for candidate in _candidates(puzzle):
        key = tuple(sorted(candidate.after.items()))
        if key not in likely or candidate.cost < likely[key].cost:
            likely[key] = candidate
    ordered = sorted(likely.items(), key=lambda pair: (pair[1].cost, len(pair[0]), pair[0]))
    return tuple(_ranked(puzzle, [candidate for _key, candidate in ordered[:shown]]))


def _ranked(puzzle: "_Puzzle", found: Sequence["_Candidate"]) -> Iterator[Repair]:
    rank, first = 0, 0
    for place, candidate in enumerate(found, start=1):
        if candidate.cost > found[0].cost + FAR_BEHIND:
            return
        if place == 1 or candidate.cost - first >= _LEVEL:
            rank, first = place, candidate.cost
        changes = (
            Change(code, puzzle.figures[code], candidate.after[code])
            for code in puzzle.figures
            if code in candidate.after
        )
        yield Repair(rank, tuple(changes), candidate.reasons)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The changed figures, what they cost in 64ths of a bit, and why they may be the right ones."""

    after: Mapping[str, int]
    cost: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Puzzle:
    """The figures, the groups of lines whose sums are to be equal, and the lines that stay within them."""

    case: Case
    figures: Mapping[str, int]
    sides: tuple[tuple[str, ...], ...]
    within: tuple[str, ...]

    @classmethod
    def of(cls, case: Case) -> "_Puzzle":
        """What has to hold, as far as each side was collected."""
        sides = sides_of(case)
        figures = case.figures() | {s.lines[0]: s.total for s in sides if s.name == "stated"}
        return cls(case, figures, tuple(side.lines for side in sides), forms_with_gaps(case))

    @cached_property
    def plausible(self) -> Plausible:
        """What versions of this return cost."""
        return Plausible(self.case)

    def totals(self, figures: Mapping[str, int]) -> list[int]:
        """The sum of each side."""
        return [sum(map(figures.__getitem__, side)) for side in self.sides]

    def holds(self, figures: Mapping[str, int]) -> bool:
        """Whether all sums are equal and the forms stay within them."""
        totals = self.totals(figures)
        if len(set(totals)) > 1:
            return False
        return not totals or sum(map(figures.__getitem__, self.within)) <= totals[0]

    def cost(self, after: Mapping[str, int]) -> int:
        """What the repaired return costs."""
        figures = {**self.figures, **after}
        total = self.totals(figures)[0]
        beyond = sum(figures.get(code, 0) > total for code in CONTACTS)
        return self.plausible.cost(figures, total) + beyond * _BEYOND

    def around(self, code: str, after: Mapping[str, int]) -> Around:
        """What stood around a line when it was written."""
        before = {other: earlier.value for other, earlier in self.case.earlier.items()}
        others = {other: value for other, value in ({**self.figures, **after}).items() if other != code}
        as_before = sum(value == before.get(other) for other, value in others.items() if value)
        return Around(before.get(code), others, as_before)


def _candidates(puzzle: _Puzzle) -> Iterator[_Candidate]:
    for after in _fewest(puzzle):
        yield _slipped(puzzle, after)
    yield from _swaps(puzzle)
    yield from _shifts(puzzle)


def _fewest(puzzle: _Puzzle) -> Iterator[dict[str, int]]:
    """The changes of the fewest figures: one in each side that is not like the one that is kept."""
    totals = puzzle.totals(puzzle.figures)
    fewest = min((_unlike(totals, target) for target in totals), default=0)
    found = False
    for target in sorted({total for total in totals if _unlike(totals, total) == fewest}):
        odd = [
            _singles(puzzle, side, target - total)
            for side, total in zip(puzzle.sides, totals, strict=True)
            if total != target
        ]
        for chosen in product(*odd):
            after = dict(chosen)
            if after and puzzle.holds({**puzzle.figures, **after}):
                found = True
                yield after
    if not found:
        yield from _typed_otherwise(puzzle)


def _unlike(totals: Sequence[int], target: int) -> int:
    return sum(total != target for total in totals)


def _singles(puzzle: _Puzzle, side: Sequence[str], by: int) -> list[tuple[str, int]]:
    """Each line of a side with what it would have to be, if that is a count."""
    largest = puzzle.case.terms.largest_count
    found = [(code, puzzle.figures[code] + by) for code in side]
    return [(code, value) for code, value in found if 0 <= value <= largest]


def _typed_otherwise(puzzle: _Puzzle) -> Iterator[dict[str, int]]:
    """Where no single figure of a side makes it hold: two, of which one is a slip of the keyboard."""
    for code in (*puzzle.within, *(code for side in puzzle.sides for code in side)):
        for value in _typed_as(puzzle.figures[code]):
            after = {code: value}
            totals = puzzle.totals({**puzzle.figures, **after})
            if puzzle.holds({**puzzle.figures, **after}):
                yield after
            elif len(set(totals)) == 2:
                yield from _completed(puzzle, after, totals)


def _completed(puzzle: _Puzzle, begun: Mapping[str, int], totals: Sequence[int]) -> Iterator[dict[str, int]]:
    """The begun change with one line more, so that every sum holds."""
    for target in set(totals):
        odd = [(side, total) for side, total in zip(puzzle.sides, totals, strict=True) if total != target]
        if len(odd) != 1:
            continue
        side, total = odd[0]
        for code, value in _singles(puzzle, side, target - total):
            after = {**begun, code: value}
            if code not in begun and puzzle.holds({**puzzle.figures, **after}):
                yield after


def _typed_as(seen: int) -> set[int]:
    """The counts that one slip of the keyboard may have turned into this one, except by a lost digit."""
    typed = str(seen)
    texts = {typed[:at] + typed[at + 1 :] for at in range(len(typed)) if len(typed) > 1}
    texts |= {typed[:at] + digit + typed[at + 1 :] for at in range(len(typed)) for digit in "0123456789"}
    texts |= {typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(len(typed) - 1)}
    return {int(text) for text in texts} - {seen}


def _slipped(puzzle: _Puzzle, after: Mapping[str, int]) -> _Candidate:
    """The candidate in which every changed figure was a slip of its own."""
    cost, reasons = puzzle.cost(after) + _ANOTHER * (len(after) - 1), []
    for code, true in after.items():
        slip = likeliest(true, puzzle.figures[code], puzzle.around(code, after))
        cost += slip.cost + bits(len(puzzle.figures))
        reasons.append(_reason(puzzle, slip.kind, code, true, slip.of))
    return _Candidate(after, cost, tuple(reasons))


def _reason(puzzle: _Puzzle, kind: Kind, code: str, true: int, of: str) -> Reason:
    earlier = puzzle.case.earlier.get(code)
    params: dict[str, Any] = {"line": code, "before": puzzle.figures[code], "after": true, "of": of}
    if earlier is not None:
        params |= {"year": earlier.year, "earlier": earlier.value}
    return Reason(kind, params)


def _swaps(puzzle: _Puzzle) -> Iterator[_Candidate]:
    """Two figures of different sections that changed places."""
    codes = [code for code in FIGURES if code in puzzle.figures]
    pairs = [(one, two) for one, two in combinations(codes, 2) if puzzle.figures[one] != puzzle.figures[two]]
    for one, two in pairs:
        after = {one: puzzle.figures[two], two: puzzle.figures[one]}
        if puzzle.holds({**puzzle.figures, **after}):
            cost = puzzle.cost(after) + cost_of_swap(len(pairs))
            yield _Candidate(after, cost, (Reason(Kind.SWAPPED, {"line": one, "of": two}),))


def _shifts(puzzle: _Puzzle) -> Iterator[_Candidate]:
    """Figures from one line to the end of a section that slid one row; the one that fell out follows."""
    codes = [code for code in FIGURES if code in puzzle.figures]
    runs = [
        codes[start : codes.index(end) + 1]
        for end in _ENDS
        if end in codes
        for start in range(codes.index(end) - 1)
    ]
    for run in runs:
        for shifted, lost in ((_up(puzzle, run), run[0]), (_down(puzzle, run), run[-1])):
            after = _with_the_fallen_out(puzzle, shifted)
            if after:
                cost = puzzle.cost(after) + cost_of_shift(puzzle.figures[lost], 2 * len(runs))
                yield _Candidate(after, cost, (Reason(Kind.SHIFTED, {"line": run[0], "of": run[-1]}),))


def _up(puzzle: _Puzzle, run: Sequence[str]) -> dict[str, int | None]:
    """Every figure one row up; the last fell out."""
    return {**{code: puzzle.figures[below] for code, below in pairwise(run)}, run[-1]: None}


def _down(puzzle: _Puzzle, run: Sequence[str]) -> dict[str, int | None]:
    """Every figure one row down; the first fell out."""
    return {**{code: puzzle.figures[above] for above, code in pairwise(run)}, run[0]: None}


def _with_the_fallen_out(puzzle: _Puzzle, shifted: Mapping[str, int | None]) -> dict[str, int]:
    """The shifted figures with the one that the sums ask for; empty where they do not hold."""
    known = {code: value for code, value in shifted.items() if value is not None}
    gap = next(code for code, value in shifted.items() if value is None)
    figures = {**puzzle.figures, **known, gap: 0}
    totals = puzzle.totals(figures)
    wanted = [total for side, total in zip(puzzle.sides, totals, strict=True) if gap not in side]
    given = [total for side, total in zip(puzzle.sides, totals, strict=True) if gap in side]
    if len(set(wanted)) != 1 or not given or wanted[0] < given[0]:
        return {}
    found = {**known, gap: wanted[0] - given[0]}
    after = {code: value for code, value in found.items() if value != puzzle.figures[code]}
    return after if after and puzzle.holds({**puzzle.figures, **after}) else {}
