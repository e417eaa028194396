"""Counts what a workbook's parts hold, and stops at the first that is too much or too far away."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from openpyxl.utils import column_index_from_string, get_column_letter

from submissions.workbook.limits import Limits, Stopped
from submissions.workbook.markup import Follower, local

# What a row can have in the format itself; more are no cells of any program.
WIDEST_ROW = 16_384
STYLES = ("xf", "font", "fill", "border", "numFmt", "cellStyle", "dxf")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,9})")
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,9}):([A-Z]{1,3})(\d{1,9})")
Attributes = Mapping[str, str]
Act = Callable[[Attributes], None]
# By the part's first element: what a program that opens the whole workbook keeps little of, or nothing.
LIGHT = {
    "worksheet": frozenset(("sheetData", "row", "c", "v", "f", "is", "t", "r")),
    "calcChain": frozenset(("c",)),
}
# Only the words are kept of a shared text, however it is formatted.
PASSING = "sst"
# A row that says more than where it is becomes an object.
PLACING = frozenset(("r", "spans"))


def place(said: str) -> tuple[int, int] | None:
    """Column and row of an address, from 1; None for what is none."""
    found = _ADDRESS.fullmatch(said)
    return (column_index_from_string(found[1]), int(found[2])) if found else None


class Position:
    """Where in a sheet its markup has come, from 1.

    A row or a cell that does not say where it is comes after the one before it. What a cell says is
    read when somebody asks, since most of a large sheet's cells are passed by.
    """

    def __init__(self) -> None:
        self._row = self._column = 0
        self._said = ""

    def at_row(self, attributes: Attributes) -> None:
        """A row begins."""
        self._settle()
        said = attributes.get("r", "")
        # Longer than any number of a row is no number that a reader can hold.
        self._row = int(said) if said.isdecimal() and len(said) < 10 else self._row + 1
        self._column = 0

    def at_cell(self, attributes: Attributes) -> None:
        """A cell begins."""
        said = attributes.get("r", "")
        is_place = said[:1].isalpha() and said[-1:].isdigit()
        if not is_place:
            self._settle()
            self._column += 1
        self._said = said if is_place else ""

    def _settle(self) -> None:
        """Read what the present cell said, if it has not been done."""
        if self._said:
            at = place(self._said.upper())
            self._said = ""
            self._column, self._row = at or (self._column + 1, self._row)

    @property
    def row(self) -> int:
        """The row, from 1."""
        self._settle()
        return self._row

    @property
    def column(self) -> int:
        """The column, from 1."""
        self._settle()
        return self._column

    @property
    def address(self) -> str:
        """As people say it, within what the format can say."""
        return f"{get_column_letter(min(max(self.column, 1), WIDEST_ROW))}{self.row}"


class Scale(Follower):
    """Follows every part of one workbook, one after the other.

    What a part is shows by its first element, whatever it is called: a sheet cannot hide
    under another name. Cells that only have a style hold nothing, so they may be anywhere.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements = self.objects = self.cells = self.merged = 0
        self.counted = {"texts": 0, "styles": 0, "names": 0, "sheets": 0}
        self._by_root: dict[str, dict[str, Act]] = {
            "worksheet": {
                "row": self._row,
                "c": self._cell,
                **dict.fromkeys(("v", "f", "is"), self._content),
                "mergeCell": self._merged,
            },
            "sst": {"si": self._counter("texts")},
            "styleSheet": dict.fromkeys(STYLES, self._counter("styles")),
            "workbook": {"definedName": self._counter("names"), "sheet": self._counter("sheets")},
        }
        self.begin()

    def begin(self) -> None:
        """The next part comes."""
        self.depth = self.in_row = 0
        self.at = Position()
        self.filled = False
        self._root = ""
        self._by_tag: dict[str, Act | None] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count an element, and what it stands for in its part."""
        self.elements += 1
        self.depth += 1
        if self.depth == 1:
            self._root = local(tag)
            self._by_tag = {}
        if tag in self._by_tag:
            act = self._by_tag[tag]
        else:
            act = self._by_tag[tag] = self._act(local(tag))
        if act is not None:
            act(attributes)

    def end(self, _tag: str) -> None:
        """Count back."""
        self.depth -= 1

    def weigh(self) -> None:
        """Raises Stopped for what is too much: `file.bomb` for mere markup, else a rule of its own."""
        limits = self.limits
        is_markup_too_much = self.elements > limits.elements or self.objects > limits.objects
        if is_markup_too_much or self.depth > limits.depth:
            raise Stopped("file.bomb")
        if self.cells > limits.cells:
            raise Stopped("file.many_cells", limit=limits.cells)
        for kind, rule in _RULES.items():
            most = getattr(limits, kind)
            if self.counted[kind] > most:
                raise Stopped(rule, limit=most)

    def _act(self, name: str) -> Act | None:
        """What is done at an element of the present part."""
        act = self._by_root.get(self._root, {}).get(name)
        if self._root == PASSING or name in LIGHT.get(self._root, ()):
            return act
        return partial(self._object, act)

    def _object(self, act: Act | None, attributes: Attributes) -> None:
        """An element that becomes an object, and one more for each further area that it is about."""
        self.objects += 1 + attributes.get("sqref", "").count(" ")
        if act is not None:
            act(attributes)

    def _counter(self, kind: str) -> Act:
        def count(_attributes: Attributes) -> None:
            self.counted[kind] += 1

        return count

    def _row(self, attributes: Attributes) -> None:
        self.at.at_row(attributes)
        self.in_row = 0
        if not attributes.keys() <= PLACING:
            self.objects += 1

    def _cell(self, attributes: Attributes) -> None:
        self.at.at_cell(attributes)
        self.filled = False
        self.in_row += 1
        if self.in_row > WIDEST_ROW:
            raise Stopped("file.broken")

    def _content(self, _attributes: Attributes) -> None:
        if self.filled:
            return
        self.filled = True
        self.cells += 1
        if self.at.row > self.limits.rows or self.at.column > self.limits.columns:
            raise Stopped("file.far_cell", self.at.address)

    def _merged(self, attributes: Attributes) -> None:
        """Merged cells, by their area: programs make an object of each."""
        area = _AREA.fullmatch(attributes.get("ref", "").upper())
        if area is None:
            return
        wide = column_index_from_string(area[3]) - column_index_from_string(area[1]) + 1
        self.merged += max(wide, 0) * max(int(area[4]) - int(area[2]) + 1, 0)
        if self.merged > self.limits.merged:
            raise Stopped("file.many_merged", area[0], self.limits.merged)


_RULES = {
    "texts": "file.many_texts",
    "styles": "file.many_styles",
    "names": "file.many_names",
    "sheets": "file.many_sheets",
}
