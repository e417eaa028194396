"""Real files for the tests: the region's workbook filled in, and everything that is none."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from agreement.answers import Answer, Answers
from agreement.lines import FIGURES
from agreement.terms import Terms
from submissions.workbook import write_template
from tests.makers import BALANCED, NAMES

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
NO_FIGURES: dict[str, int] = {}


def some_terms(year: int = 2026, **changes: Any) -> Terms:
    """A year's terms as `makers.a_year` has them."""
    fields: dict[str, Any] = {
        "asked": (*FIGURES, "BOTH"),
        "period_first": date(year, 1, 1),
        "period_last": date(year, 12, 31),
        "last_day": date(year + 1, 8, 15),
    }
    return Terms(year, **fields | changes)


def a_workbook(
    year: int = 2026, region: str = "07", figures: Mapping[str, int] | None = None, **cells: Any
) -> bytes:
    """A filled-in workbook. ``cells`` are what is typed over it, by name without v3_ (KBT="ca 40")."""
    figures = BALANCED if figures is None else figures
    answers = Answers(
        lines={code: Answer(str(value)) for code, value in figures.items()},
        first=f"{year}-01-01",
        last=f"{year}-12-31",
    )
    data = write_template(some_terms(year), region, NAMES.get(region, region), answers=answers)
    return filled(data, **cells) if cells else data


def filled(data: bytes, **cells: Any) -> bytes:
    """The workbook with something typed in its named cells, as a person would."""
    book = load_workbook(BytesIO(data))
    for name, value in cells.items():
        cell_named(book, name).value = value
    return saved(book)


def cell_named(book: Workbook, name: str) -> Cell:
    """The cell that one of the template's names points at."""
    title, address = next(book.defined_names[f"v3_{name}"].destinations)
    cell = book[title][address]
    assert isinstance(cell, Cell)
    return cell


def address(data: bytes, name: str) -> str:
    """Where a named cell is, such as B11."""
    return cell_named(load_workbook(BytesIO(data)), name).coordinate


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def with_parts(data: bytes, **changes: bytes) -> bytes:
    """The archive with parts replaced or added; `sheet` is the first worksheet."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "styles": "xl/styles.xml"}
    new = {names.get(name, name): content for name, content in changes.items()}
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            archive.writestr(name, new.pop(name) if name in new else old.read(name))
        for name, content in new.items():
            archive.writestr(name, content)
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of the archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def with_saved_value(data: bytes, name: str, kind: str, value: str) -> bytes:
    """The workbook as Excel saves a formula: with its last result, of a type such as n or e."""
    where = address(data, name)
    sheet = part(filled(data, **{name: "=1+1"}), "xl/worksheets/sheet1.xml").decode()
    start = sheet.index(f'<c r="{where}"')
    end = sheet.index("</c>", start)
    style = sheet[start:end].partition(' s="')[2].partition('"')[0]
    cell = f'<c r="{where}" s="{style}" t="{kind}"><f>1+1</f><v>{value}</v>'
    return with_parts(data, sheet=(sheet[:start] + cell + sheet[end:]).encode())


def a_zip(**parts: bytes) -> bytes:
    """A zip archive of anything."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def an_other_workbook() -> bytes:
    """Somebody's own workbook, with nothing of ours in it."""
    book = Workbook()
    book.create_sheet("Blad 2")["A1"] = "KBT"
    return saved(book)


def a_bomb() -> bytes:
    """Small as a file, far too large unpacked."""
    return with_parts(a_workbook(), **{"xl/media/image1.bin": b"\0" * 30_000_000})


def many_parts() -> bytes:
    """A workbook of thousands of parts."""
    return with_parts(a_workbook(), **{f"xl/media/{n}.bin": b"1" for n in range(2_001)})


def with_doctype() -> bytes:
    """A sheet that declares entities."""
    sheet = part(a_workbook(), "xl/worksheets/sheet1.xml")
    declared = b'<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]>'
    return with_parts(a_workbook(), sheet=declared + sheet)


def encrypted_zip() -> bytes:
    """An archive whose parts say that they need a password."""
    data = bytearray(a_workbook())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.start_dir
    data[start + 8] |= 1
    return bytes(data)


# Every file that stops at the gate or is not ours, with the rule that says so.
NOT_TAKEN: dict[str, tuple[str, bytes]] = {
    "empty": ("file.empty", b""),
    "blank": ("file.empty", b" \r\n"),
    "csv named xlsx": ("file.csv", b"rad;antal\nKBT;391\n"),
    "csv from excel": ("file.csv", "\ufeffrad\tantal\nKBT\t391\n".encode("utf-16-le")),
    "html": ("file.web_page", b"<!DOCTYPE html><html><body>a, b; c</body></html>"),
    "pdf": ("file.not_workbook", b"%PDF-1.7\n1 0 obj"),
    "picture": ("file.not_workbook", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "words": ("file.not_workbook", b"Hej"),
    "zip": ("file.not_workbook", a_zip(a=b"1")),
    "document": ("file.not_workbook", a_zip(**{"[Content_Types].xml": b"<Types>wordprocessingml</Types>"})),
    "truncated": ("file.broken", a_workbook()[:4_000]),
    "missing part": ("file.broken", a_zip(**{"[Content_Types].xml": b"<Types>spreadsheetml</Types>"})),
    "broken sheet": ("file.broken", with_parts(a_workbook(), sheet=b"<worksheet><sheetData><row>")),
    "broken styles": ("file.broken", with_parts(a_workbook(), styles=b"\0\1\2")),
    "old excel": ("file.old_format", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le")),
    "password": ("file.encrypted", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
    "zip with password": ("file.encrypted", encrypted_zip()),
    "ods": ("file.ods", a_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")),
    "too large": ("file.too_large", b"\0" * (20 * 1024 * 1024 + 1)),
    "bomb": ("file.bomb", a_bomb()),
    "parts": ("file.many_parts", many_parts()),
    "doctype": ("file.doctype", with_doctype()),
    "not ours": ("file.not_our_template", an_other_workbook()),
    "ours without its year": ("file.not_our_template", a_workbook(figures=NO_FIGURES, YEAR="i år")),
    "old template": ("file.old_template", a_workbook(figures=NO_FIGURES, TEMPLATE=0)),
    "other year": ("file.other_year", a_workbook(2025)),
    "other region": ("file.other_region", a_workbook(region="08")),
}
