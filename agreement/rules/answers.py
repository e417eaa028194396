"""What a survey's answers say, beside the figures of the same region's returns and its earlier answers.

An answer that contradicts a figure is a query: nobody knows yet which of them is wrong. Figures that are
missing or partly collected contradict nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agreement.findings import Family, Finding, Weight
from agreement.replies import Direction, Form, Part
from agreement.thresholds import Thresholds

DIRECTION, SUPPLIERS, NO_SUPPLIERS, COORDINATORS = (
    "claim_rate.answer",
    "claim_twice.suppliers",
    "claim_twice.no_suppliers",
    "claim_twice.coordinators",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One region's answers of a year, by question key, and what they can be held against.

    ``figures`` and ``before`` are the wholly collected figures of the year and of the year before, by line
    or indicator code; ``earlier`` the answers to the latest earlier survey, of ``earlier_year``; ``limits``
    those of the year.
    """

    year: int
    answers: Mapping[str, Sequence[Part]]
    figures: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)
    earlier: Mapping[str, Sequence[Part]] = field(default_factory=dict)
    earlier_year: int | None = None
    limits: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding about an answer: to which question, and on which row."""

    question: str
    row: str
    finding: Finding
    source: str = ""


def doubts(said: Said) -> list[Doubt]:
    """Every answer that contradicts a figure or an earlier answer, in reading order."""
    return [doubt for rule in RULES for doubt in rule(said)]


def directions_follow_the_figures(said: Said) -> Iterator[Doubt]:
    """What rose has a larger figure than the year before; what fell a smaller one."""
    for question, parts in said.answers.items():
        for part in parts:
            now, before = said.figures.get(part.row), said.before.get(part.row)
            if part.choice not in set(Direction) or now is None or before is None:
                continue
            if not _agrees(Direction(part.choice), now, before, said.limits):
                params = {
                    "indicator": part.row, "direction": part.choice, "now": now, "before": before,
                    "claim_year": said.year, "earlier_year": said.year - 1,
                }  # fmt: skip
                expected = f"{before} / {now}"
                yield _doubt(DIRECTION, (question, part), part.choice, expected, params)


def suppliers_have_treatments(said: Said) -> Iterator[Doubt]:
    """Where there are suppliers there are treatments, and the other way round."""
    for part in said.answers.get("mmr_suppliers", ()):
        figure = said.figures.get(part.row)
        offers = _offers(part)
        if figure is None or offers is None or offers == (figure > 0):
            continue
        rule = SUPPLIERS if offers else NO_SUPPLIERS
        params = {"indicator": part.row, "now": figure, "claim_year": said.year}
        found = part.number if part.number is not None else part.form
        yield _doubt(rule, ("mmr_suppliers", part), found, figure, params)


def coordinators_do_not_vanish(said: Said) -> Iterator[Doubt]:
    """Where there were coordinators, none is more often a number that was not found."""
    before = next((part.number for part in said.earlier.get("coordinators", ())), None)
    for part in said.answers.get("coordinators", ()):
        if part.number == 0 and before and said.earlier_year is not None:
            params = {"before": before, "earlier_year": said.earlier_year, "claim_year": said.year}
            yield _doubt(COORDINATORS, ("coordinators", part), 0, before, params)


def _agrees(direction: Direction, now: int, before: int, limits: Thresholds) -> bool:
    if direction is Direction.INCREASED:
        return now > before
    if direction is Direction.DECREASED:
        return now < before
    off = abs(now - before)
    return off < limits.unchanged_count or off * 100 < limits.unchanged_percent * before


def _offers(part: Part) -> bool | None:
    """Whether the answer says that there is a supplier; None where it does not say."""
    if part.number is not None:
        return part.number > 0
    return True if part.form in (Form.OFFERED, Form.EXTERNAL) else None


def _doubt(
    rule: str, place: tuple[str, Part], found: str | int, expected: str | int, params: Mapping[str, Any]
) -> Doubt:
    question, part = place
    family = Family(rule.partition(".")[0])
    lines = (part.row,) if part.row else ()
    return Doubt(
        question, part.row, Finding(rule, family, Weight.QUERY, lines, found, expected, params), part.source
    )


RULES: tuple[Callable[[Said], Iterator[Doubt]], ...] = (
    directions_follow_the_figures,
    suppliers_have_treatments,
    coordinators_do_not_vanish,
)
