"""The days that a file says it covers: beside the word, under it, or from day to day in one cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agreement.numerals import MONTHS_EN, MONTHS_SV, parse_day
from submissions.saying import plain
from submissions.workbook.cells import Cell, text_of
from submissions.workbook.grid import Grid, Place

LONGEST = 120
BESIDE = 3
_MONTHS = "|".join(name.casefold() for name in dict.fromkeys((*MONTHS_SV, *MONTHS_EN)))
_DAY = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{8}}|\d{{1,2}}\.? (?:{_MONTHS}),? \d{{4}})"
_TO = r"(?:[-–—]|till(?: och med)?|t\.?\s?o\.?\s?m\.?|to|until)"
_RANGE = re.compile(rf"({_DAY})\s*{_TO}\s*({_DAY})", re.IGNORECASE)
_PERIOD = re.compile(
    r"(tids|mat|redovisnings|rapporterings)?period(en)?( from to)?|avser( perioden)?|datum|dates"
)
_FIRST = re.compile(
    r"(period(en)? )?(fr o m|from|fran( och med)?|forsta dag(en)?|start|startdatum|startdag|borjar"
    r"|first day|start date)( datum)?"
)
_LAST = re.compile(
    r"(period(en)? )?(t o m|tom|till( och med)?|to|until|sista dag(en)?|slut|slutdatum|slutdag|slutar"
    r"|last day|end date|end)( datum)?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day as text, and where each stood. Empty where nothing was found."""

    first: str = ""
    last: str = ""
    first_cell: str = ""
    last_cell: str = ""
    sheet: str = ""


NO_PERIOD = Period()


def periods_in(grid: Grid) -> Iterator[Period]:
    """The periods that the sheet states, the clearest first."""
    keys = [(place, plain(cell.value)) for place, cell in _texts(grid)]
    yield from _ranges(grid)
    yield from _beside(grid, keys)
    yield from _pairs(grid, keys)


def _texts(grid: Grid) -> Iterator[tuple[Place, Cell]]:
    return (
        (place, cell)
        for place, cell in sorted(grid.cells.items())
        if isinstance(cell.value, str) and len(cell.value) <= LONGEST
    )


def _ranges(grid: Grid) -> Iterator[Period]:
    """From day to day in one cell."""
    for _place, cell in _texts(grid):
        match = _RANGE.search(" ".join(cell.value.split()))
        days = [parse_day(text) for text in match.groups()] if match else []
        if len(days) == 2 and days[0] and days[1]:
            first, last = days[0].isoformat(), days[1].isoformat()
            yield Period(first, last, cell.address, cell.address, grid.title)


def _beside(grid: Grid, keys: Sequence[tuple[Place, str]]) -> Iterator[Period]:
    """The word, then two days after it in the row, or under it."""
    for place, words in keys:
        if _PERIOD.fullmatch(words):
            for down in (False, True):
                days = [cell for cell in _next(grid, place, down) if _is_day(cell)]
                if len(days) == 2:
                    yield _period(grid, days[0], days[1])


def _pairs(grid: Grid, keys: Sequence[tuple[Place, str]]) -> Iterator[Period]:
    """A first day and, close to it, a last one; a last day alone is a deadline's."""
    firsts = [
        (place, cell) for place, words in keys if _FIRST.fullmatch(words) for cell in _day_of(grid, place)
    ]
    lasts = [
        (place, cell) for place, words in keys if _LAST.fullmatch(words) for cell in _day_of(grid, place)
    ]
    for at, first in firsts:
        near = sorted((_distance(at, place), place, cell.address) for place, cell in lasts)
        if near and near[0][0] <= 4:
            yield _period(grid, first, next(cell for place, cell in lasts if place == near[0][1]))


def _day_of(grid: Grid, place: Place) -> list[Cell]:
    """The day that stands after the word, or under it."""
    found = [cell for down in (False, True) for cell in _next(grid, place, down) if _is_day(cell)]
    return found[:1]


def _next(grid: Grid, place: Place, down: bool) -> list[Cell]:
    row, column = place
    steps = range(1, BESIDE + 1)
    places = [(row + step, column) if down else (row, column + step) for step in steps]
    return [grid.cells[place] for place in places if place in grid.cells]


def _is_day(cell: Cell) -> bool:
    return isinstance(cell.value, date) or parse_day(text_of(cell.value)) is not None


def _period(grid: Grid, first: Cell, last: Cell) -> Period:
    return Period(text_of(first.value), text_of(last.value), first.address, last.address, grid.title)


def _distance(one: Place, other: Place) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])
