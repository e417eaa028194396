"""Cells as a file saves them, and what they hold: numbers, days, texts, truths, errors."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

from submissions.workbook.cells import Cell
from submissions.workbook.markup import Follower, local
from submissions.workbook.weighing import Position, place

ERROR = "#VALUE!"
# Characters of a kind or a number in an attribute; what is longer is neither.
MOST_SAID = 20
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,400}", re.ASCII)
# How Excel saves the return of a pasted text, and an underscore that would look like one.
_ESCAPED = re.compile(r"_x000D_|_x005F_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(slots=True)
class Saved:
    """A cell as it stands in the file. ``value`` is None for one without a value."""

    address: str
    kind: str
    style: str
    value: list[str] | None = None
    formula: list[str] | None = None

    @property
    def text(self) -> str:
        """The saved value, or nothing."""
        return "".join(self.value or ())

    @property
    def is_number(self) -> bool:
        """Whether its style may make a day of it."""
        return self.kind == "n" and self.value is not None


class SavedCells(Follower):
    """Gathers the cells of one sheet: the wanted ones, or all that hold something.

    Of a sheet with more than the most, none: half a table would mislead.
    """

    def __init__(self, wanted: Collection[str] | None, most: int) -> None:
        self.wanted = wanted
        self.most = most
        self.is_whole = True
        self.found: dict[str, Saved] = {}
        self._rows = {at[1] for each in wanted or () if (at := place(each)) is not None}
        self._at = Position()
        self._cell: Saved | None = None
        self._into: list[str] | None = None
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A row or a cell, or something in it."""
        name = local(tag)
        if name == "c":
            self._begin(attributes)
        elif name == "row":
            self._at.at_row(attributes)
        elif self._cell is not None:
            self._open(name, self._cell)

    def end(self, tag: str) -> None:
        """A cell is whole, or a part of it."""
        name = local(tag)
        if name == "c" and self._cell is not None:
            if self._cell.value is not None or self._cell.formula is not None:
                self._add(self._cell)
            self._cell = None
        elif name == "rPh":
            self._phonetic = False
        elif name in ("v", "f", "t"):
            self._into = None

    def text(self, words: str) -> None:
        """Kept within what is wanted."""
        if self._into is not None:
            self.keep(words, self._into)

    def _add(self, cell: Saved) -> None:
        if self.is_whole:
            self.found[cell.address] = cell
        if len(self.found) > self.most:
            self.is_whole = False
            self.found.clear()

    def _begin(self, attributes: Mapping[str, str]) -> None:
        self._at.at_cell(attributes)
        self._cell = None
        if self.wanted is not None and self._is_another(attributes.get("r", ""), self.wanted):
            return
        address = self._at.address
        wanted = self.wanted is None or address in self.wanted
        kind, style = attributes.get("t", "n")[:MOST_SAID], attributes.get("s", "")[:MOST_SAID]
        self._cell = Saved(address, kind, style) if wanted else None

    def _is_another(self, said: str, wanted: Collection[str]) -> bool:
        """Whether a cell is surely none of the wanted, told without working out its address.

        An address with a nought may be written in two ways.
        """
        if said.isalnum() and said.isupper() and "0" not in said:
            return said not in wanted
        return self._at.row not in self._rows

    def _open(self, name: str, cell: Saved) -> None:
        if name == "f":
            self._into = cell.formula = []
        elif name in ("v", "is"):
            cell.value = cell.value or []
            self._into = cell.value if name == "v" else None
        elif name == "rPh":
            self._phonetic = True
        elif name == "t" and not self._phonetic:
            self._into = cell.value


class Texts(Follower):
    """Gathers the wanted ones of the shared texts, by number. Rich text is its words alone."""

    def __init__(self, wanted: Collection[int]) -> None:
        self.wanted = wanted
        self.found: dict[int, str] = {}
        self._number = -1
        self._pieces: list[str] = []
        self._reading = self._phonetic = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """A text, or some of it."""
        name = local(tag)
        if name == "si":
            self._number += 1
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._reading = not self._phonetic and self._number in self.wanted

    def end(self, tag: str) -> None:
        """A text is whole."""
        name = local(tag)
        if name == "si" and self._number in self.wanted:
            self.found[self._number] = "".join(self._pieces)
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._reading = False

    def text(self, words: str) -> None:
        """Kept within a wanted text."""
        if self._reading:
            self.keep(words, self._pieces)


@dataclass(slots=True)
class Styles(Follower):
    """Learns which styles show a number as a day."""

    _formats: dict[str, str] = field(default_factory=dict)
    _used: list[str] = field(default_factory=list)
    _in_cells: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A format, or a cell's style that uses one."""
        name = local(tag)
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")[:MOST_SAID]] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._used.append(attributes.get("numFmtId", "0")[:MOST_SAID])

    def end(self, tag: str) -> None:
        """The cells' styles are all there."""
        if local(tag) == "cellXfs":
            self._in_cells = False

    @property
    def dates(self) -> frozenset[str]:
        """The numbers, as cells write them, of the styles that show days or times."""
        days = {each for each in set(self._used) if self._shows_day(each)}
        return frozenset(str(number) for number, each in enumerate(self._used) if each in days)

    def _shows_day(self, each: str) -> bool:
        builtin = BUILTIN_FORMATS.get(int(each)) if each.isdecimal() and len(each) < 10 else None
        return is_date_format(self._formats.get(each, builtin))


@dataclass(frozen=True, slots=True)
class Kept:
    """What a workbook keeps apart from its cells: texts by number, styles of days, and its first day."""

    texts: Mapping[int, str]
    dates: Collection[str]
    epoch: datetime


def cell_of(saved: Saved, kept: Kept) -> Cell:
    """What a cell holds. A formula without a result is no empty cell, and what cannot be told is its text.

    Raises LookupError for a text that the workbook does not have.
    """
    if saved.formula is not None and not saved.text and saved.kind != "str":
        return Cell("=" + "".join(saved.formula), "f", saved.address, no_result=True)
    if saved.kind == "n" and saved.style in kept.dates:
        value, kind = _day(saved.text, kept.epoch)
    else:
        value, kind = _HELD.get(saved.kind, _words)(saved.text, kept)
    return Cell(value, kind, saved.address)


def number_of(text: str) -> int | float | str | None:
    """A number where it is one; else the text as it stands, for the rules to judge."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text) and isfinite(number := float(text)):
        return number
    return text or None


def _day(text: str, epoch: datetime) -> tuple[Any, str]:
    number = number_of(text)
    if not isinstance(number, int | float):
        return number, "n"
    try:
        return from_excel(number, epoch), "d"
    except (ArithmeticError, ValueError):
        # Excel shows such a day as ####; there is no day to take.
        return ERROR, "e"


def _shared(text: str, kept: Kept) -> tuple[Any, str]:
    if not text.isdecimal():
        raise LookupError(text[:40])
    return _words(kept.texts[int(text)], kept)


def _words(text: str, _kept: Kept) -> tuple[Any, str]:
    return _ESCAPED.sub(lambda found: "" if found[0] == "_x000D_" else "_", text) or None, "s"


def _date_in_words(text: str, _kept: Kept) -> tuple[Any, str]:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None), "d"
    except ValueError:
        return text or None, "s"


_HELD: dict[str, Callable[[str, Kept], tuple[Any, str]]] = {
    "n": lambda text, _kept: (number_of(text), "n"),
    "s": _shared,
    "str": lambda text, kept: (_words(text, kept)[0], "str"),
    "b": lambda text, _kept: (text.strip() in ("1", "true"), "b"),
    "e": lambda text, _kept: (text or ERROR, "e"),
    "d": _date_in_words,
}
