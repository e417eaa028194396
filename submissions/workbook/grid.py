"""A sheet as a grid of its cells, for a layout that nobody has named the cells of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from openpyxl.utils.cell import coordinate_to_tuple

from submissions.workbook.book import opened
from submissions.workbook.cells import Cell
from submissions.workbook.names import PREFIX

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a visible sheet that hold something, by row and column, both from 1."""

    title: str
    cells: dict[Place, Cell] = field(default_factory=dict)


def grids_of(data: bytes) -> list[Grid]:
    """The workbook's visible sheets, as far as they are of a size that a return can have.

    A sheet that is too large is left out whole, since half a table would mislead. Raises one of
    `reader.BROKEN` for a damaged file.
    """
    with opened(data, PREFIX) as book:
        sheets = book.cells({tab.title: None for tab in book.tabs if not tab.hidden})
    return [Grid(title, _by_place(cells.values())) for title, cells in sheets.items()]


def _by_place(cells: Iterable[Cell]) -> dict[Place, Cell]:
    """Without the formulas that gave "", which look empty and are."""
    return {coordinate_to_tuple(cell.address): cell for cell in cells if cell.value not in (None, "")}
