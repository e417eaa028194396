"""A version's figures laid out for a reader, with the latest earlier ones beside."""

from dataclasses import dataclass
from fractions import Fraction

from agreement.case import Earlier
from agreement.lines import SECTION_NAMES, Collected, Line, Section, lines_in
from submissions.history import earlier_figures
from submissions.models import Figure, Version


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a version. ``change`` is the share by which it differs from ``earlier``."""

    line: Line
    label: str
    value: int | None
    collected: str
    comment: str
    earlier: Earlier | None
    change: Fraction | None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """One section of a version with its sum, where nothing is missing."""

    section: Section
    name: str
    rows: tuple[FigureRow, ...]
    total: int | None


def figure_rows(version: Version, lang: str, *, asked: frozenset[str] = frozenset()) -> list[FigureBlock]:
    """The version's sections in reading order. One query beside the prefetched figures."""
    the_return = version.the_return
    figures = {figure.line: figure for figure in version.delivery.figures.all()}
    earlier = earlier_figures(the_return.region_id, the_return.year_id)
    blocks = []
    for section in Section:
        lines = lines_in(section, figures)
        rows = tuple(_row(line, figures[line.code], earlier.get(line.code), lang, asked) for line in lines)
        if rows:
            blocks.append(FigureBlock(section, SECTION_NAMES[section][lang == "en"], rows, _total(rows)))
    return blocks


def change(now: int | None, before: Earlier | None) -> Fraction | None:
    """How much a figure differs from an earlier one, as a share of it; None where that says nothing."""
    if now is None or before is None or before.value == 0:
        return None
    return Fraction(now - before.value, before.value)


def completeness(figures: list[Figure]) -> dict[Section, str]:
    """How far each section was collected: the least that one of its asked lines was."""
    found = {figure.line: figure.collected for figure in figures}
    marks = {}
    for section in Section:
        states = {found[line.code] for line in lines_in(section, found) if found[line.code]}
        marks[section] = _mark(states)
    return marks


def _mark(states: set[str]) -> str:
    if not states:
        return "empty"
    if states == {Collected.NOT_COLLECTED}:
        return Collected.NOT_COLLECTED
    if states & {Collected.PARTLY, Collected.NOT_COLLECTED}:
        return Collected.PARTLY
    return Collected.ZERO if states == {Collected.ZERO} else Collected.REPORTED


def _row(line: Line, figure: Figure, earlier: Earlier | None, lang: str, asked: frozenset[str]) -> FigureRow:
    return FigureRow(
        line,
        line.label(lang),
        figure.value,
        figure.collected,
        figure.comment,
        earlier,
        change(figure.value, earlier),
        line.code in asked,
    )


def _total(rows: tuple[FigureRow, ...]) -> int | None:
    values = [row.value for row in rows if not row.line.optional]
    return None if None in values else sum(value for value in values if value is not None)
