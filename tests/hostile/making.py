"""How the hostile and the odd files are made and listed: one function each, with what is to be said of it."""

import random
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

from openpyxl import Workbook, load_workbook

from tests.as_excel import with_shared_texts
from tests.makers import BALANCED
from tests.workbooks import OLE, a_workbook, part, saved, with_parts

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
TEXTS = "xl/sharedStrings.xml"
END = b"</sheetData>"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
FREE, CHAIN_END, OF_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Odd:
    """A file and what is said of it: the rule that stops it, or the figures and faults that are read."""

    make: Callable[[], bytes]
    rule: str = ""
    cell: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


FILES: dict[str, Odd] = {}
Made = Callable[[], bytes]


def refused(rule: str, cell: str = "") -> Callable[[Made], Made]:
    """The file is stopped whole by this rule."""

    def add(make: Made) -> Made:
        FILES[make.__name__] = Odd(make, rule, cell)
        return make

    return add


def read_as(faults: Mapping[str, str] | None = None, **figures: str) -> Callable[[Made], Made]:
    """The file is read: the balanced figures, but for those that are named."""

    def add(make: Made) -> Made:
        whole = {code: str(value) for code, value in BALANCED.items()} | figures
        FILES[make.__name__] = Odd(make, figures=whole, faults=faults or {})
        return make

    return add


@cache
def ordinary() -> bytes:
    """The filled-in workbook that the others are made from, as Excel saves it."""
    return with_shared_texts(a_workbook())


def opened() -> Workbook:
    """The filled-in workbook, to be changed and `saved`."""
    return load_workbook(BytesIO(ordinary()))


def changed(name: str, old: bytes, new: bytes, data: bytes = b"") -> bytes:
    """The workbook with some of a part's markup replaced. Asserts that it was there."""
    data = data or ordinary()
    content = part(data, name)
    assert old in content
    return with_parts(data, **{name: content.replace(old, new)})


def with_rows(rows: str, data: bytes = b"") -> bytes:
    """The workbook with rows after the last."""
    return changed(SHEET, END, rows.encode() + END, data)


def with_big_part(name: str, pieces: Iterable[str], data: bytes = b"") -> bytes:
    """The workbook with a part that is made piece by piece, since it is too large to hold."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data or ordinary())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for each in old.namelist():
            if each != name:
                archive.writestr(each, old.read(each))
        with archive.open(name, "w") as part_file:
            for piece in pieces:
                part_file.write(piece.encode())
    return file.getvalue()


def sheet_of(rows: Iterable[str]) -> Iterator[str]:
    """A worksheet's markup around rows."""
    yield f"{HEAD}<worksheet {MAIN}><sheetData>"
    yield from rows
    yield "</sheetData></worksheet>"


def noise(count: int, seed: int = 1) -> Iterator[int]:
    """Numbers that do not pack well, so that a file is not stopped for that."""
    dice = random.Random(seed)
    return (dice.getrandbits(40) for _time in range(count))


def with_second_sheet(rows: Iterable[str]) -> bytes:
    """The workbook with another sheet beside ours."""
    book = opened()
    book.create_sheet("Underlag")
    return with_big_part("xl/worksheets/sheet3.xml", sheet_of(rows), saved(book))


def compound_file(*streams: tuple[str, bytes]) -> bytes:
    """An OLE compound file, as old Excel and encrypted Excel files are, with streams in it."""
    contents = [
        content.ljust(-(-max(len(content), 4_096) // SECTOR) * SECTOR, b"\0") for _n, content in streams
    ]
    fat, entries, at = [OF_FAT, CHAIN_END], [_entry("Root Entry", 5, CHAIN_END, 0, child=1)], 2
    for number, ((name, _content), content) in enumerate(zip(streams, contents, strict=True), start=1):
        sectors = len(content) // SECTOR
        fat += [*range(at + 1, at + sectors), CHAIN_END]
        after = number + 1 if number < len(streams) else FREE
        entries.append(_entry(name, 2, at, len(content), after=after))
        at += sectors
    numbers = (0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4_096, CHAIN_END, 0, CHAIN_END, 0)
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", OLE, *numbers)
    fat_bytes = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    return (header + struct.pack("<I", 0)).ljust(SECTOR, b"\xff") + fat_bytes + directory + b"".join(contents)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, after: int = FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    links = struct.pack("<BBIII16xI8x8xIQ", kind, 1, FREE, after, child, 0, start, size)
    return written.ljust(64, b"\0") + struct.pack("<H", len(written)) + links
