"""Files as tables of rows: the sheets of a workbook, or a file of separated text.

A cell that the reader shows as empty though something stands there (an error, a formula that
was never reckoned out) is an `Unread`.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from itertools import islice
from posixpath import join, normpath
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from submissions.kinds import OLE, ZIP, kind_without_parts
from submissions.lists.limits import Limits, Stop
from submissions.lists.parts import scan

Row = Sequence[object]
SEPARATORS = ";\t,"
CHUNK = 4_000
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What the reader says, in each of its ways, of a file that it cannot follow.
_UNREADABLE = (CalamineError, ParseError, OSError, ValueError, KeyError, LookupError)


class Unread(str):
    """Something stands in the cell, but no value that can be read."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``chunks`` gives (number of the first row, rows) until the sheet ends."""

    name: str
    chunks: Iterator[tuple[int, list[Row]]] = field(repr=False)
    first_column: int = 1
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's tables, and how its text was read where it is no workbook."""

    tables: Iterator[Table]
    encoding: str = ""
    separator: str = ""


def open_tables(data: bytes, limits: Limits) -> Opened:
    """The tables of a list. Raises Stop for a file that cannot be one, also while rows are read."""
    if len(data) > limits.packed:
        raise Stop("file.too_large")
    if not data.strip():
        raise Stop("file.empty")
    if data.startswith(ZIP):
        return Opened(_sheets(data, limits))
    kind = kind_without_parts(data)
    # Lines of text may have their first separator below a title, so that is looked for once more.
    if kind not in ("file.csv", "file.not_workbook") or data.startswith(OLE):
        raise Stop(kind)
    return _separated(data, limits)


def _sheets(data: bytes, limits: Limits) -> Iterator[Table]:
    """The sheets that people see, in their order; after them the hidden ones, often an older year's."""
    unread = scan(data, limits).no_value
    try:
        parts = _parts(data) if unread else {}
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        shown = SheetVisibleEnum.Visible
        for meta in sorted(book.sheets_metadata, key=lambda meta: meta.visible != shown):
            sheet = book.get_sheet_by_name(meta.name)
            first = (sheet.start or (0, 0))[1]
            here = unread.get(parts.get(meta.name, ""), set())
            yield Table(
                meta.name,
                _chunks(iter(sheet.iter_rows()), limits, here, first),
                first + 1,
                meta.visible == shown,
            )
    except _UNREADABLE as problem:
        raise Stop("file.broken") from problem


def _parts(data: bytes) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    with ZipFile(BytesIO(data)) as archive:
        book = fromstring(archive.read(_WORKBOOK))  # noqa: S314 - a part with a document type was stopped
        relations = fromstring(archive.read(_RELATIONS))  # noqa: S314
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
    return {
        sheet.get("name", ""): _resolved(targets.get(sheet.get(_ID, ""), "")) for sheet in _sheets_in(book)
    }


def _sheets_in(book: Element) -> Iterator[Element]:
    return (each for each in book.iter() if each.tag.endswith("}sheet"))


def _resolved(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _chunks(
    rows: Iterator[Row], limits: Limits, unread: set[tuple[int, int]], first_column: int
) -> Iterator[tuple[int, list[Row]]]:
    """Rows by the thousand; the places without a readable value filled in."""
    number = 1
    while chunk := list(islice(rows, CHUNK)):
        if number + len(chunk) - 1 > limits.rows:
            raise Stop("file.list_too_long", row=limits.rows + 1, limit=limits.rows)
        yield number, _filled(chunk, number, unread, first_column)
        number += CHUNK


def _filled(chunk: list[Row], number: int, unread: set[tuple[int, int]], first_column: int) -> list[Row]:
    if not unread:
        return chunk
    for row, column in unread:
        place = column - 1 - first_column
        if number <= row < number + len(chunk) and 0 <= place < len(chunk[row - number]):
            cells = list(chunk[row - number])
            if cells[place] == "":
                cells[place] = Unread("#")
                chunk[row - number] = cells
    return chunk


def _separated(data: bytes, limits: Limits) -> Opened:
    if data.startswith((b"%PDF", b"{", b"[", b"<")) or (b"\0" in data[:4096] and data[:2] not in _WIDE):
        raise Stop("file.not_workbook")
    text, encoding = _decoded(data)
    separator = _separator(text)
    if not separator:
        raise Stop("file.not_workbook")
    if text[:4].casefold() == "sep=":
        text = "\n" + text.partition("\n")[2]
    width = _width(text, separator, limits)
    rows = _lines(text, separator, width)
    return Opened(iter((Table("", _chunks(rows, limits, set(), 0)),)), encoding, separator)


_WIDE = (b"\xff\xfe", b"\xfe\xff")


def _width(text: str, separator: str, limits: Limits) -> int:
    """How wide the widest row is: titles are narrow, and some programs end rows in more separators."""
    # Strictly: one stray quotation mark would swallow all rows to the next, in silence.
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    widths: list[int] = []
    try:
        widths.extend(map(len, reader))
    except csv.Error as problem:
        raise Stop("file.list_quote", row=len(widths) + 1) from problem
    width = max(widths, default=0)
    if width > limits.columns:
        raise Stop("file.list_too_wide", limit=limits.columns)
    return width


def _lines(text: str, separator: str, width: int) -> Iterator[Row]:
    """Rows of equal width, so that they can be read by column."""
    for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
        yield [*row, *[""] * (width - len(row))] if len(row) < width else row


def _decoded(data: bytes) -> tuple[str, str]:
    """The text and how it was read: UTF-8, else Windows-1252; where both occur, line by line."""
    if data[:2] in _WIDE:
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    read = [_line(line) for line in lines]
    mixed = any(how == "utf-8" and not text.isascii() for text, how in read)
    return "\n".join(text for text, _how in read), "mixed" if mixed else "windows-1252"


def _line(line: bytes) -> tuple[str, str]:
    try:
        return line.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return line.decode("windows-1252", errors="replace"), "windows-1252"


def _separator(text: str) -> str:
    """The separator that the first lines have most of; a line that Excel writes may say it."""
    if text[:4].casefold() == "sep=":
        return text[4:5]
    head = [line for line in text[:65_536].splitlines() if line.strip()][:20]
    counted = {sign: sum(line.count(sign) for line in head) for sign in SEPARATORS}
    best = max(counted, key=lambda sign: counted[sign])
    return best if counted[best] else ""
