"""The headings of a block and of the columns or rows beside it, put together from the cells around."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from submissions.workbook.grid import Place
from submissions.workbook.heads import NOTHING, Head, Regions, Role, head_of
from submissions.workbook.labels import Kind, label_of
from submissions.workbook.planes import Plane

# A heading stands close by; what is further away is another table's or a letter's.
MOST_ABOVE = 15
FAR = 1 << 30
NEAR = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """The year and the region that figures are looked for."""

    year: int
    regions: Regions


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a block lies: its labels' line, their first and last position, and where it was free before.

    ``beside`` is the last line that has anything beside a label.
    """

    axis: int
    first: int
    last: int
    start: int
    beside: int


def caption_of(plane: Plane, extent: Extent, asked: Asked, inherited: Head) -> Head:
    """What the words over the block, or before it, say of all its figures; the nearest count."""
    near = sorted(
        (line > extent.axis, abs(extent.axis - line), extent.first - position, (position, line))
        for position, line in _around(plane, extent)
        if (position, line) not in plane.labels
    )
    heads = [_said(plane, place, asked) for *_distance, place in near if not _is_figure(plane, extent, place)]
    years = next((head.years for head in heads if head.years), inherited.years)
    regions = next((head.regions for head in heads if head.regions), inherited.regions)
    scope = next((head.scope for head in heads if head.scope), None if heads else inherited.scope)
    return Head(_single(years, asked.year), _single(regions, asked.regions.own), scope=scope)


def _single(said: frozenset[Any], own: Any) -> frozenset[Any]:
    """Nothing where ours is one of several: "2019 och 2020" says that the columns have to tell."""
    return frozenset() if len(said) > 1 and own in said else said


def _around(plane: Plane, extent: Extent) -> Iterable[Place]:
    after = min((line for line in plane.axes if line > extent.axis), default=FAR) if plane.is_down else 0
    for position in plane.between(extent.start, extent.first)[-MOST_ABOVE:]:
        lines = plane.lines[position]
        yield from ((position, line) for line in lines if line <= extent.axis or extent.beside < line < after)
    yield from _before_the_labels(plane, extent)


def _before_the_labels(plane: Plane, extent: Extent) -> Iterable[Place]:
    """What is merged over, or down before, the labels; a column of several figures there is none of that."""
    before = max((line for line in plane.axes if line < extent.axis), default=0)
    places = [
        (position, line)
        for position in plane.between(extent.first - 1, extent.last + 1)
        for line in plane.lines[position][: bisect_left(plane.lines[position], extent.axis)][-MOST_ABOVE:]
        if line > before
    ]
    figures = Counter(
        line for position, line in places if plane.is_down and (position, line) in plane.figures
    )
    return (place for place in places if figures[place[1]] < 2 or place not in plane.figures)


def _is_figure(plane: Plane, extent: Extent, place: Place) -> bool:
    """Whether it is some label's figure; along the labels themselves there are headings only."""
    return place[1] != extent.axis and plane.is_spoken_for(place)


def _said(plane: Plane, place: Place, asked: Asked) -> Head:
    return head_of(plane.cells[place].value, asked.regions)


def head_of_line(plane: Plane, extent: Extent, number: int, lines: Sequence[int], asked: Asked) -> Head:
    """The heading of one column or row beside the labels, from the cells before the first label.

    ``lines`` are all the lines beside the labels. A cell that is empty has the words of the one
    before it, as when cells are merged, where there is a heading of its own under it.
    """
    found: list[Head] = []
    is_cut = False
    for position in reversed(plane.between(extent.start, extent.first)[-MOST_ABOVE:]):
        place = _place(plane, extent, (position, number), lines if found else ())
        if place is None or plane.is_spoken_for(place):
            is_cut = is_cut or place is not None
            continue
        head = _said_beside(plane, extent, place, asked)
        is_cut = is_cut or (place in plane.figures and not head.years)
        # Beyond a figure, a line's name is another table's.
        found.append(Head(head.years, head.regions, head.role, head.is_line and not is_cut, head.is_nation))
    return _together(found) if found else _named_first(plane, extent, number)


def _named_first(plane: Plane, extent: Extent, number: int) -> Head:
    """Of a row that an earlier block lies before: whether it begins with a line's own name."""
    first = plane.positions[0] if plane.positions and not plane.is_down else extent.first
    return Head(is_line=first < extent.start and (first, number) in plane.labels)


def _place(plane: Plane, extent: Extent, place: Place, lines: Sequence[int]) -> Place | None:
    """The cell itself, or the one that it is merged with as far as can be seen."""
    if place in plane.cells:
        return place
    position, number = place
    before = lines[: bisect_left(lines, number)]
    held = (line for line in reversed(before) if line > extent.axis and (position, line) in plane.cells)
    line = next(held, None)
    return None if line is None else (position, line)


def _said_beside(plane: Plane, extent: Extent, place: Place, asked: Asked) -> Head:
    """What the cell says; a number in a row of sums is no year."""
    beside = plane.cells.get((place[0], extent.axis))
    text = beside.value if beside is not None and isinstance(beside.value, str) else ""
    kind = label_of(text).kind
    if place in plane.figures and (kind in (Kind.TOTAL, Kind.SECTION) or (kind is Kind.ALL and " " in text)):
        return NOTHING
    return head_of(plane.cells[place].value, asked.regions)


def _together(heads: Sequence[Head]) -> Head:
    """One heading of several cells, the nearest first."""
    near = [head for head in heads if head != NOTHING][:NEAR]
    return Head(
        next((head.years for head in heads if head.years), frozenset()),
        next((head.regions for head in heads if head.regions), frozenset()),
        next((head.role for head in near if head.role is not Role.NONE), Role.NONE),
        any(head.is_line for head in near),
        any(head.is_nation for head in near),
    )


def is_numbering(values: Mapping[int, object]) -> bool:
    """Whether the values by position are running numbers: 1, 2, 3 and so on."""
    numbers = [value for _position, value in sorted(values.items())]
    if len(numbers) < 4 or not all(isinstance(number, int | float) for number in numbers):
        return False
    return numbers == list(range(1, len(numbers) + 1))
