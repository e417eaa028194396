"""Small numbers are hidden together with what would reveal them, and public sums stay as they are."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.small_numbers import ALL, Cube, Hidden, Place, cube_of, hide, revealed

AXES = (("KBT", "IPT"), ("WOMEN", "MEN"), ("PRIVATE", "PUBLIC"))
CELLS = tuple(product(*AXES))
LIMIT = 3
counts = st.lists(st.integers(0, 6), min_size=len(CELLS), max_size=len(CELLS))


def is_public(place: Place) -> bool:
    return sum(part != ALL for part in place) <= 1


def hidden_of(values: list[int], limit: int = LIMIT) -> Hidden:
    return hide(cube_of(AXES, dict(zip(CELLS, values, strict=True))), limit, is_public)


def shown_of(hidden: Hidden) -> dict[Place, int]:
    told = {place: hidden.shown(place) for place in hidden.cube.counts}
    return {place: count for place, count in told.items() if count is not None}


def possible(shown: dict[Place, int]) -> Iterator[dict[Place, int]]:
    """Every cross table of whole numbers from 0 that agrees with all that is shown: found by trying."""

    def filled(cells: tuple[Place, ...], left: dict[Place, int]) -> Iterator[dict[Place, int]]:
        if not cells:
            if not any(left.values()):
                yield {}
            return
        cell, *rest = cells
        over = [place for place in product(*((part, ALL) for part in cell)) if place in left]
        for count in range(min(left[place] for place in over) + 1):
            less = left | {place: left[place] - count for place in over}
            yield from ({cell: count} | more for more in filled(tuple(rest), less))

    return filled(CELLS, shown)


@given(counts)
def test_what_is_shown_is_true_and_everything_public_is_shown(values: list[int]) -> None:
    hidden = hidden_of(values)
    for place, count in hidden.cube.counts.items():
        assert hidden.shown(place) in (count, None)
        if is_public(place):
            assert hidden.shown(place) == count
        elif 0 < count < LIMIT:
            assert hidden.shown(place) is None


@given(counts)
def test_no_small_number_follows_from_what_is_shown(values: list[int]) -> None:
    hidden = hidden_of(values)
    told = revealed(hidden.cube, hidden.small | hidden.beside)
    assert told & hidden.small <= hidden.known_anyway


@given(counts)
def test_a_small_number_that_follows_all_the_same_follows_from_public_sums(values: list[int]) -> None:
    hidden = hidden_of(values)
    sums = {place: n for place, n in hidden.cube.counts.items() if is_public(place)}
    under_zero = {
        place
        for place in hidden.cube.counts
        if any(sums.get(above) == 0 for above in product(*((part, ALL) for part in place)))
    }
    unknown = hidden.cube.counts.keys() - sums.keys() - under_zero
    assert hidden.known_anyway == revealed(hidden.cube, unknown) & hidden.small


@given(counts)
def test_beside_a_small_number_only_public_sums_are_shown(values: list[int]) -> None:
    hidden = hidden_of(values)
    seen = {place for place in hidden.cube.counts if hidden.shown(place) is not None}
    public = {place for place in hidden.cube.counts if is_public(place)}
    assert seen == (public if hidden.small else set(hidden.cube.counts))


def test_a_table_without_small_numbers_hides_nothing() -> None:
    hidden = hidden_of([0, 3, 9, 14, 0, 0, 5, 120])
    assert (hidden.small, hidden.beside) == (frozenset(), frozenset())


def test_one_small_number_is_never_hidden_alone_in_its_line() -> None:
    hidden = hidden_of([1, 30, 40, 50, 60, 70, 80, 90])
    for axis, parts in enumerate(AXES):
        for place in hidden.small:
            if place[axis] != ALL:
                line = [(*place[:axis], part, *place[axis + 1 :]) for part in (*parts, ALL)]
                assert sum(hidden.shown(each) is None for each in line) >= 2


@pytest.mark.parametrize(("limit", "is_hidden"), [(0, False), (4, False), (5, True)])
def test_the_limit_is_the_least_number_that_is_shown(limit: int, is_hidden: bool) -> None:
    hidden = hidden_of([4, 30, 40, 50, 60, 70, 80, 90], limit)
    assert (hidden.shown(CELLS[0]) is None) is is_hidden


def test_sums_along_every_axis_are_in_the_cube() -> None:
    cube: Cube = cube_of((("a", "b"), ("x", "y")), {("a", "x"): 2, ("b", "x"): 3})
    assert cube.counts[("a", ALL)] == 2
    assert cube.counts[(ALL, "x")] == cube.counts[(ALL, ALL)] == 5
    assert cube.counts[("b", "y")] == 0
