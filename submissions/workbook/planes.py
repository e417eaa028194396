"""A sheet seen along its labels, so that columns and rows are read by one and the same code.

In a plane a cell has a *position* along the labels and a *line* across them. Labels under each other
lie at rows, and each column is a line; labels beside each other lie at columns, and each row is a line.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from agreement.case import Fault
from agreement.numerals import parse_count
from submissions.workbook.cells import Cell, text_of, without_mark
from submissions.workbook.grid import Grid, Place
from submissions.workbook.heads import is_year
from submissions.workbook.labels import Kind, Label, label_of

_NUMBERS = frozenset({Fault.DECIMAL, Fault.NEGATIVE, Fault.TOO_LARGE, Fault.ERROR_VALUE})


def is_figure(cell: Cell) -> bool:
    """Whether the cell looks like a figure, if perhaps a faulty one; words and days do not."""
    if cell.no_result or cell.kind == "e":
        return True
    if isinstance(cell.value, bool | date):
        return False
    if isinstance(cell.value, int | float):
        return True
    text = without_mark(text_of(cell.value))
    if not any(sign.isdecimal() or sign == "#" for sign in text[:40]):
        return False
    value, fault = parse_count(text)
    return value is not None or fault in _NUMBERS


@dataclass(frozen=True)
class Plane:
    """The cells by position and line. ``is_down``: the labels lie under each other."""

    is_down: bool
    cells: Mapping[Place, Cell]
    labels: Mapping[Place, Label]
    lines: Mapping[int, list[int]]
    stops: Mapping[int, list[int]]
    positions: list[int]
    axes: Mapping[int, int]  # the first label's position on each line that has one
    figures: frozenset[Place]

    def reach(self, place: Place) -> Iterable[int]:
        """The lines of the cells that belong to the label: up to the next label, or before the first one.

        Only what lies under each other may have its figures before it; nobody writes a figure over its label.
        """
        position, line = place
        stops, lines = self.stops[position], self.lines[position]
        after = bisect_right(stops, line)
        end = stops[after] if after < len(stops) else None
        right = lines[bisect_right(lines, line) : bisect_left(lines, end) if end is not None else len(lines)]
        left = lines[: bisect_left(lines, line)] if self.is_down and after == 1 else []
        return [*left, *right]

    def between(self, start: int, end: int) -> list[int]:
        """The positions with something in them after the start and before the end."""
        return self.positions[bisect_right(self.positions, start) : bisect_left(self.positions, end)]

    def is_spoken_for(self, place: Place) -> bool:
        """Whether the cell is a figure that comes after a label, in either direction."""
        position, line = place
        if place not in self.figures:
            return False
        stops = self.stops.get(position)
        return bool(stops and stops[0] < line) or self.axes.get(line, position) < position

    def has_figure(self, place: Place) -> bool:
        """Whether any cell that belongs to the label looks like a figure."""
        return any((place[0], line) in self.figures for line in self.reach(place))


@dataclass(frozen=True, slots=True)
class Group:
    """Labels along one line of a plane, by position."""

    plane: Plane
    axis: int
    labels: dict[int, Label] = field(default_factory=dict)


def groups_of(grid: Grid) -> list[Group]:
    """The sheet's labels of lines, each in the row or the column that its figures speak for."""
    labels = {
        place: label
        for place, cell in grid.cells.items()
        if isinstance(cell.value, str) and (label := label_of(cell.value)).kind is Kind.LINE
    }
    if not labels:
        return []
    figures = {place for place, cell in grid.cells.items() if is_figure(cell)}
    down, beside = _plane(grid, labels, figures, True), _plane(grid, labels, figures, False)
    return _grouped(labels, down, beside)


def _plane(grid: Grid, labels: Mapping[Place, Label], figures: set[Place], is_down: bool) -> Plane:
    def turned(place: Place) -> Place:
        return place if is_down else (place[1], place[0])

    cells = {turned(place): cell for place, cell in grid.cells.items()}
    told = {turned(place): label for place, label in labels.items()}
    lines = _by_position(cells)
    axes = {line: position for position, line in sorted(told, reverse=True)}
    return Plane(
        is_down, cells, told, lines, _by_position(told), list(lines), axes, frozenset(map(turned, figures))
    )


def _by_position(places: Iterable[Place]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for position, line in sorted(places):
        found[position].append(line)
    return found


def _grouped(labels: Mapping[Place, Label], down: Plane, beside: Plane) -> list[Group]:
    """Each label with its column or its row: where its figures are; where both have some, the longer."""
    columns, rows = _counts(down), _counts(beside)
    groups: dict[tuple[bool, int], Group] = {}
    for (row, column), label in labels.items():
        is_down, is_beside = down.has_figure((row, column)), beside.has_figure((column, row))
        if is_down is is_beside:
            is_down = columns[column] >= rows[row]
        key = (is_down, column if is_down else row)
        group = groups.setdefault(key, Group(down if is_down else beside, key[1]))
        group.labels[row if is_down else column] = label
    found = [Group(each.plane, each.axis, dict(sorted(each.labels.items()))) for each in groups.values()]
    is_over = any(_has_figures_over(group) for group in found if not group.plane.is_down)
    return [group for group in found if group.plane.is_down or not is_over]


def _has_figures_over(group: Group) -> bool:
    """Whether figures stand right over the labels of a row, so that those under it may be other labels'."""
    plane = group.plane
    over = []
    for position in group.labels:
        lines = plane.lines[position]
        before = lines[: bisect_left(lines, group.axis)][-1:]
        if before == [group.axis - 1] and (position, before[0]) in plane.figures:
            over.append(plane.cells[position, before[0]].value)
    # A row of years is a heading, and one of running numbers too.
    is_heading = over == list(range(1, len(over) + 1)) or all(is_year(value) for value in over)
    return 2 * len(over) > len(group.labels) and len(over) > 1 and not is_heading


def _counts(plane: Plane) -> dict[int, int]:
    """How many labels along each line have a figure."""
    found: dict[int, int] = defaultdict(int)
    for place in plane.labels:
        found[place[1]] += plane.has_figure(place)
    return found
