"""Small numbers in a cross table: hidden together with what would reveal them.

A cross table is a cube: every cell, and every sum along any of its axes, has a place, where ``ALL``
stands for a sum. A count from 1 up to the limit is small. Sums that are public by other decisions
are never hidden; everything else is, as soon as one count is small. What follows from the public sums
all the same is named: as linear equations in whole numbers.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

ALL = "*"
Place = tuple[str, ...]
_Row = dict[Place, Fraction]


@dataclass(frozen=True, slots=True)
class Cube:
    """Every count by place; the axes say what the places are made of."""

    axes: tuple[tuple[str, ...], ...]
    counts: Mapping[Place, int]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A cube with small counts hidden. ``small`` are hidden for their own sake, ``beside`` for those'.

    ``known_anyway`` are small counts that follow from public sums alone, whatever is hidden.
    """

    cube: Cube
    small: frozenset[Place]
    beside: frozenset[Place]
    known_anyway: frozenset[Place]

    def shown(self, place: Place) -> int | None:
        """The count at a place, or None where it is hidden."""
        return None if place in self.small or place in self.beside else self.cube.counts[place]


def cube_of(axes: Iterable[Iterable[str]], cells: Mapping[Place, int]) -> Cube:
    """The cells with every sum along every axis; a place that no cell names is 0."""
    fixed = tuple(tuple(axis) for axis in axes)
    counts = dict.fromkeys(product(*((*axis, ALL) for axis in fixed)), 0)
    for cell, count in cells.items():
        for place in product(*((part, ALL) for part in cell)):
            counts[place] += count
    return Cube(fixed, counts)


def hide(cube: Cube, limit: int, is_public: Callable[[Place], bool]) -> Hidden:
    """Hide every small count that is not public, and with it all that is not public.

    Hiding less was tried: that counts are never below 0 can reveal what no equation does, so as long as one
    count is small only the sums that are public anyway are shown.
    """
    small = frozenset(
        place for place, count in cube.counts.items() if 0 < count < limit and not is_public(place)
    )
    if not small:
        return Hidden(cube, small, frozenset(), frozenset())
    free = {place for place in cube.counts if not is_public(place)}
    unknown = {place for place in free if not _is_forced(cube, place, is_public)}
    return Hidden(cube, small, frozenset(free - small), revealed(cube, unknown) & small)


def revealed(cube: Cube, hidden: Collection[Place]) -> frozenset[Place]:
    """Those of the hidden places whose count follows from the places that are shown."""
    unknown = set(hidden)
    solved = _Solved()
    for whole, parts in _lines(cube, unknown):
        row: _Row = {part: Fraction(1) for part in parts if part in unknown}
        if whole in unknown:
            row[whole] = Fraction(-1)
        solved.take(row)
    return frozenset(pivot for pivot, row in solved.rows.items() if len(row) == 1)


def _lines(cube: Cube, touching: Collection[Place]) -> Iterator[tuple[Place, list[Place]]]:
    """Each sum with its parts along one axis, where any of them is among some places; each line once."""
    wholes = {
        (at, (*place[:at], ALL, *place[at + 1 :])) for place in touching for at in range(len(cube.axes))
    }
    for at, whole in sorted(wholes):
        yield whole, [(*whole[:at], part, *whole[at + 1 :]) for part in cube.axes[at]]


@dataclass(slots=True)
class _Solved:
    """Equations, each solved for a place of its own, by that place.

    ``using`` names, for every other place, the equations that it stands in: a new one concerns few of them,
    and looking through all would take the square of the time for twice the regions.
    """

    rows: dict[Place, _Row] = field(default_factory=dict)
    using: dict[Place, set[Place]] = field(default_factory=dict)

    def take(self, row: _Row) -> None:
        """Put one more equation among the others."""
        for pivot in [place for place in row if place in self.rows]:
            _subtract(row, self.rows[pivot], row[pivot])
        if not row:
            return
        pivot = max(row)
        first = row[pivot]
        solved = {place: part / first for place, part in row.items()}
        for other in tuple(self.using.pop(pivot, ())):
            gone = _subtract(self.rows[other], solved, self.rows[other][pivot])
            self._note(other, solved.keys() - gone, gone)
        self.rows[pivot] = solved
        self._note(pivot, solved.keys() - {pivot}, ())

    def _note(self, pivot: Place, there: Iterable[Place], gone: Iterable[Place]) -> None:
        """Keep ``using`` true of an equation in which these places stand now, and those no longer."""
        for place in there:
            self.using.setdefault(place, set()).add(pivot)
        for place in gone:
            self.using.get(place, set()).discard(pivot)


def _subtract(row: _Row, other: _Row, times: Fraction) -> set[Place]:
    """Take an equation so many times from another. The places of it that no longer stand there."""
    gone = set()
    for place, part in other.items():
        left = row.get(place, Fraction(0)) - times * part
        if left:
            row[place] = left
        else:
            row.pop(place, None)
            gone.add(place)
    return gone


def _is_forced(cube: Cube, place: Place, is_public: Callable[[Place], bool]) -> bool:
    """Whether a public sum above is 0, so that hiding the place would hide nothing."""
    return any(cube.counts[above] == 0 and is_public(above) for above in _above(place))


def _above(place: Place) -> Iterator[Place]:
    """Every sum that a place is a part of, itself first."""
    return product(*(dict.fromkeys((part, ALL)) for part in place))
