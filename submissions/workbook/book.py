"""Reads a gated workbook's names and cells, and nothing else of it. See docs/decisions/0006-the-gate.md.

Strict files are read as transitional ones, since elements are known by their names alone.
What a file may hold has been counted at the gate; here only what is wanted is kept.
"""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar
from zipfile import ZipFile

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from submissions.kinds import plain_name
from submissions.workbook.cells import Cell
from submissions.workbook.gate import is_picture
from submissions.workbook.limits import RETURN, Stopped
from submissions.workbook.markup import Follower, follow, local
from submissions.workbook.saved import Kept, Saved, SavedCells, Styles, Texts, cell_of

# Characters of a name, a title or an address of a part: none of them is as long.
MOST_SAID = 400
# Some hundred bytes each; the named cells of a return are seventy.
MOST_CELLS = 60_000
F = TypeVar("F", bound=Follower)


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet as the workbook lists it. ``part`` is empty for what holds no cells, such as a chart."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name and what it points at. ``tab`` is the number of the sheet it belongs to, from 0."""

    name: str
    target: str
    tab: int | None


class Book:
    """An open workbook: its sheets in order, its names that begin as asked for, and its cells."""

    def __init__(self, archive: ZipFile, prefix: str) -> None:
        self._archive = archive
        named = {plain_name(part.filename): part for part in archive.infolist()}
        # Pictures were not weighed, so nothing is read from them whatever the file says they are.
        self._parts = {name: part for name, part in named.items() if not is_picture(name)}
        home = _first(self._related(""), "officeDocument") or "xl/workbook.xml"
        self._targets = self._related(home)
        listed = self._followed(home, _Listed(prefix))
        self.names = tuple(listed.names)
        self.epoch = MAC_EPOCH if listed.from_1904 else WINDOWS_EPOCH
        self.tabs = tuple(self._tab(*each) for each in listed.sheets)

    def cells(
        self, wanted: Mapping[str, Collection[str] | None], most: int = MOST_CELLS
    ) -> dict[str, dict[str, Cell]]:
        """By sheet and address: the wanted cells that hold something; all of a sheet's for None.

        A sheet that would bring them to more than ``most`` gives none at all. Raises LookupError for
        parts or texts that are not there, expat.ExpatError for what is no markup.
        """
        saved: dict[str, list[Saved]] = {}
        for tab in self.tabs:
            if tab.title in wanted:
                saved[tab.title] = self._saved(tab, wanted[tab.title], most)
                most -= len(saved[tab.title])
        kept = self._kept([cell for cells in saved.values() for cell in cells])
        return {
            title: {cell.address: cell_of(cell, kept) for cell in cells} for title, cells in saved.items()
        }

    def _saved(self, tab: Tab, wanted: Collection[str] | None, most: int) -> list[Saved]:
        return list(self._followed(tab.part, SavedCells(wanted, most)).found.values()) if tab.part else []

    def _kept(self, cells: list[Saved]) -> Kept:
        """What the cells refer to; parts that none of them needs are left closed."""
        texts = Texts({int(cell.text) for cell in cells if cell.kind == "s" and _is_index(cell.text)})
        styles = Styles()
        if texts.wanted:
            self._followed(_first(self._targets, "sharedStrings"), texts)
        if any(cell.is_number for cell in cells) and (part := _first(self._targets, "styles")):
            self._followed(part, styles)
        return Kept(texts.found, styles.dates, self.epoch)

    def _tab(self, title: str, relation: str, hidden: bool) -> Tab:
        kind, part = self._targets.get(relation, ("", ""))
        return Tab(title, part if kind == "worksheet" else "", hidden)

    def _related(self, home: str) -> dict[str, tuple[str, str]]:
        """What a part says that it belongs with, by id: kind and name of the other part."""
        folder, name = posixpath.split(home)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._parts:
            return {}
        found = self._followed(relations, _Relations()).found
        return {each: (kind, _joined(folder, target)) for each, (kind, target) in found.items()}

    def _followed(self, name: str, follower: F) -> F:
        follow(self._archive, self._parts[name], follower, RETURN)
        return follower


@contextmanager
def opened(data: bytes, prefix: str) -> Iterator[Book]:
    """The workbook, with its names that begin with the prefix. Give it what has passed the gate.

    Raises LookupError for parts that are not there, expat.ExpatError for what is no markup,
    and what unpacking raises.
    """
    with ZipFile(BytesIO(data)) as archive:
        yield Book(archive, prefix)


class _Listed(Follower):
    """What the workbook's own part lists."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.sheets: list[tuple[str, str, bool]] = []
        self.names: list[Name] = []
        self.from_1904 = False
        self._name: tuple[str, int | None] | None = None
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A sheet, a name, or the setting of the calendar."""
        name = local(tag)
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", "")[:MOST_SAID], relation[:MOST_SAID], hidden))
        elif name == "definedName" and attributes.get("name", "").startswith(self.prefix):
            tab = attributes.get("localSheetId", "")
            self._name = attributes["name"][:MOST_SAID], int(tab) if _is_index(tab) else None
            self._pieces = []
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in ("1", "true", "on")

    def end(self, tag: str) -> None:
        """A name is whole."""
        if self._name is not None and local(tag) == "definedName":
            name, tab = self._name
            self.names.append(Name(name, "".join(self._pieces), tab))
            self._name = None

    def text(self, words: str) -> None:
        """What a name points at."""
        if self._name is not None:
            self.keep(words, self._pieces)


class _Relations(Follower):
    """By id, the kind and the target of each part within the file."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """One relation. What lies outside the file is never looked for."""
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2][:MOST_SAID]
            self.found[attributes.get("Id", "")[:MOST_SAID]] = kind, attributes.get("Target", "")[:MOST_SAID]
        if len(self.found) > RETURN.parts:
            raise Stopped("file.bomb")


def _first(targets: Mapping[str, tuple[str, str]], wanted: str) -> str:
    return next((part for kind, part in targets.values() if kind == wanted), "")


def _joined(folder: str, target: str) -> str:
    """The other part's name, from a target that is relative or begins at the archive's root."""
    target = target.replace("\\", "/")
    return plain_name(
        posixpath.normpath(target if target.startswith("/") else posixpath.join(folder, target))
    )


def _is_index(text: str) -> bool:
    return text.isdecimal() and len(text) < 10
