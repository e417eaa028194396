"""A workbook's parts, each unpacked once and piece by piece: is it safe, and which cells hold no value?

The reader that follows (calamine) shows a cell with an error, and a formula that was never
reckoned out, as empty; and a value in the farthest corner makes it ask for all memory there
is. So both are looked for here, in the bytes, before it is let near the file. What a quick
look cannot rule out is parsed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - the class has a name in small letters

from submissions.kinds import has_many_parts, kind_by_parts
from submissions.lists.limits import Limits, Stop

CHUNK = 1024 * 1024
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
UNPACKING = (BadZipFile, ZlibError, EOFError, OSError, ValueError, RuntimeError)
# A cell that says first where it stands, within IV200000, is as safe as its row; all others are parsed.
_UNUSUAL_CELL = re.compile(rb"<c(?! r=\"(?:[A-H]?[A-Z]|I[A-V])(?:1?\d{1,5}|200000)\")[\s/>]")
_NO_VALUE = re.compile(
    rb"<c r=\"([A-Z]{1,3})(\d{1,7})\"(?:(?= [^>]*\bt=\"e\")[^>]*>"
    rb"|(?![^>]*\bt=\"str\")[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>)"
)
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,9})")


@dataclass(slots=True)
class Scanned:
    """Cells without a value that can be read, by part name: (row, column), both from 1."""

    no_value: dict[str, set[tuple[int, int]]] = field(default_factory=dict)


def column_number(letters: str) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 is A, 27 AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def scan(data: bytes, limits: Limits) -> Scanned:
    """Look through a workbook. Raises Stop for one that is not to be opened."""
    if has_many_parts(data, limits.parts):
        raise Stop("file.many_parts", limit=limits.parts)
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _scan_archive(archive, len(data), limits)
    except UNPACKING as problem:
        raise Stop("file.broken") from problem


def _scan_archive(archive: ZipFile, packed: int, limits: Limits) -> Scanned:
    refused = kind_by_parts(archive)
    if refused:
        raise Stop(refused)
    scanned = Scanned()
    left = min(limits.unpacked, limits.ratio * packed)
    for part in archive.infolist():
        left = _scan_part(archive, part, left, limits, scanned)
    return scanned


def _pieces(archive: ZipFile, part: ZipInfo, most: int) -> Iterator[bytes]:
    """The part piece by piece, at most so many bytes of it."""
    with archive.open(part) as file:
        while most > 0 and (piece := file.read(min(CHUNK, most))):
            most -= len(piece)
            yield piece


def _scan_part(archive: ZipFile, part: ZipInfo, left: int, limits: Limits, scanned: Scanned) -> int:
    """How many bytes are left to unpack after the part, since the sizes that a file states may be lies."""
    watch = _Watch()
    for piece in _pieces(archive, part, left + 1):
        left -= len(piece)
        if left < 0:
            raise Stop("file.bomb")
        watch.see(piece)
    watch.finish()
    if watch.unusual and (watch.is_sheet or part.filename.lower().endswith((".xml", ".rels"))):
        _parse(archive, part, limits, watch.no_value)
    if watch.no_value:
        scanned.no_value[part.filename.lstrip("/")] = watch.no_value
    return left


class _Watch:
    """A quick look at the pieces of one part, a whole number of rows at a time."""

    def __init__(self) -> None:
        self.tail = b""
        self.begun = self.is_sheet = self.unusual = False
        self.no_value: set[tuple[int, int]] = set()

    def see(self, piece: bytes) -> None:
        if not self.begun:
            self.begun = True
            self.unusual = piece.startswith(WIDE)
        content = self.tail + piece
        if b"!DOCTYPE" in content and b"<!DOCTYPE" in content:
            raise Stop("file.doctype")
        if not self.is_sheet and b"sheetData" in content:
            self.is_sheet = True
            self.unusual = self.unusual or b":sheetData" in content
        cut = content.rfind(b"<row") if self.is_sheet else len(content) - 16
        # A row longer than this is looked at in parts: all that can be missed is an error on the edge.
        cut = cut if cut > 0 and len(content) - cut < 4 * CHUNK else len(content)
        self._look(content[:cut])
        self.tail = content[cut:]

    def finish(self) -> None:
        self._look(self.tail)

    def _look(self, content: bytes) -> None:
        if not self.is_sheet or self.unusual:
            return
        self.unusual = _UNUSUAL_CELL.search(content) is not None
        if b't="e"' in content or b"<f" in content:
            self.no_value.update(
                (int(found[2]), column_number(found[1].decode())) for found in _NO_VALUE.finditer(content)
            )


class _Parsed:
    """Follows the elements of a sheet. Cells that only have a style hold nothing, so they pass.

    A row or a cell that does not say where it is comes after the one before it.
    """

    def __init__(self, limits: Limits, no_value: set[tuple[int, int]]) -> None:
        self.limits, self.no_value = limits, no_value
        self.row = self.column = 0
        self.kind, self.formula, self.value = "", False, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            said = attributes.get("r", "")
            self.row, self.column = int(said) if said.isdecimal() else self.row + 1, 0
        elif name == "c":
            self._place(attributes.get("r", "").upper())
            self.kind, self.formula, self.value = attributes.get("t", "n"), False, False
        elif name in ("v", "f", "is"):
            self._inside(name)

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] != "c":
            return
        if self.kind == "e" or (self.formula and not self.value and self.kind != "str"):
            self.no_value.add((self.row, self.column))

    def _inside(self, name: str) -> None:
        if self.row > self.limits.rows:
            raise Stop("file.list_too_long", row=self.row, limit=self.limits.rows)
        if self.column > self.limits.columns:
            raise Stop("file.far_cell", cell=f"{column_letters(min(self.column, 16_384))}{self.row}")
        self.formula = self.formula or name == "f"
        self.value = self.value or name in ("v", "is")

    def _place(self, said: str) -> None:
        address = _ADDRESS.fullmatch(said)
        if address:
            self.column, self.row = column_number(address[1]), int(address[2])
        else:
            self.column += 1


def _refuse_doctype(*_said: object) -> None:
    raise Stop("file.doctype")


def _parse(archive: ZipFile, part: ZipInfo, limits: Limits, no_value: set[tuple[int, int]]) -> None:
    follow = _Parsed(limits, no_value)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = follow.start
    parser.EndElementHandler = follow.end
    try:
        for piece in _pieces(archive, part, limits.unpacked):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise Stop("file.broken") from problem
