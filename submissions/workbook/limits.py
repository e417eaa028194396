"""How much a file may hold, and what is said when it holds more. See docs/decisions/0006-the-gate.md."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a whole workbook may hold at most; sizes in bytes.

    ``cells`` are those with something in them, ``elements`` all of the markup: a styled and
    empty cell is markup only. ``objects`` are the elements that are neither cells nor shared texts,
    and the areas that they are about. ``token`` is one tag with its attributes.
    """

    unpacked: int = 200 * MEGABYTE
    ratio: int = 100
    parts: int = 2_000
    sheets: int = 64
    rows: int = 200_000
    columns: int = 256
    cells: int = 300_000
    texts: int = 300_000
    styles: int = 40_000
    names: int = 20_000
    merged: int = 500_000
    elements: int = 1_500_000
    objects: int = 1_500_000
    depth: int = 256
    token: int = MEGABYTE


# A return has a few hundred cells. What is left is room for the sheets that a region keeps beside it.
RETURN = Limits()
# For whoever opens the whole workbook as objects, to change and save it: some 500 bytes for each cell, and
# up to 3 000 for each element of a comment, a validation or a format.
EDITED = Limits(cells=100_000, texts=100_000, styles=20_000, merged=50_000, elements=400_000, objects=20_000)


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the file goes no further: a rule of the family file, and the cell or the limit it is about."""

    rule: str
    cell: str = ""
    limit: int | None = None


class Stopped(Exception):
    """The file goes no further."""

    def __init__(self, rule: str, cell: str = "", limit: int | None = None) -> None:
        self.stop = Stop(rule, cell, limit)
        super().__init__(rule)
