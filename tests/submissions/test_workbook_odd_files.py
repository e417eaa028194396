"""Odd but possible files: blocks moved about, sheets copied, and attempts to get past the gate."""

import re
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from agreement.answers import Answers
from agreement.case import Fault
from register.models import Region
from submissions.workbook import Reading, read
from tests.workbooks import a_workbook, address, part, saved, some_terms, with_parts, with_saved_value

SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"


def reading(data: bytes) -> Reading:
    return read(data, "redovisning.xlsx", some_terms(), Region(code="07", name="Kronoberg"))


def answers(data: bytes) -> Answers:
    found = reading(data)
    assert found.answers is not None, found.findings
    return found.answers


def refusal(data: bytes) -> tuple[str, tuple[str, ...]]:
    found = reading(data)
    (finding,) = found.findings
    return finding.rule, finding.cells


def with_more(sheet: bytes) -> bytes:
    """The workbook with something after its last row."""
    return with_parts(a_workbook(), sheet=part(a_workbook(), SHEET).replace(END, sheet + END))


def in_utf_16(data: bytes) -> bytes:
    """The workbook with its sheet in the other encoding that XML must understand."""
    text = part(data, SHEET).decode()
    text = re.sub(r"^<\?xml.*?\?>", "", text)
    return with_parts(data, sheet=f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16"))


def packed_with(method: int) -> bytes:
    """The workbook's parts packed in another way."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(a_workbook())) as old,
        zipfile.ZipFile(file, "w", method) as archive,
    ):
        for name in old.namelist():
            archive.writestr(name, old.read(name))
    return file.getvalue()


def point(book: Workbook, name: str, where: str) -> None:
    book.defined_names[f"v3_{name}"].attr_text = where


def with_own_names(book: Workbook, title: str) -> None:
    """Give a copied sheet names of its own, as Excel does."""
    for name, defined in book.defined_names.items():
        where = (defined.attr_text or "").replace("Redovisning", title)
        book[title].defined_names[name] = type(defined)(name, attr_text=where)


def test_figures_moved_to_another_sheet_are_found_by_their_names() -> None:
    book = load_workbook(BytesIO(a_workbook()))
    book.create_sheet("Kontakter")["B3"] = 152
    point(book, "EMPLOYER", "Kontakter!$B$3")
    found = answers(saved(book))

    assert found.line("EMPLOYER").value == "152"
    # B3 would be looked for on the sheet that the answers name.
    assert (found.line("EMPLOYER").cell, found.sheet) == ("", "Redovisning")
    assert found.line("KBT").value == "203"


def test_a_copied_sheet_is_read_when_the_first_one_was_deleted() -> None:
    book = load_workbook(BytesIO(a_workbook(KBT=204)))
    book.copy_worksheet(book["Redovisning"]).title = "Kopia"
    with_own_names(book, "Kopia")
    del book["Redovisning"]
    for defined in book.defined_names.values():
        defined.attr_text = "#REF!"
    found = answers(saved(book))

    assert (found.line("KBT").value, found.sheet) == ("204", "Kopia")


def test_the_first_sheet_counts_while_it_is_there() -> None:
    book = load_workbook(BytesIO(a_workbook()))
    copy = book.copy_worksheet(book["Redovisning"])
    copy.title = "Kopia"
    copy[address(a_workbook(), "KBT")] = 999
    with_own_names(book, "Kopia")
    found = answers(saved(book))

    assert (found.line("KBT").value, found.sheet) == ("203", "Redovisning")


def test_a_formula_that_gave_an_empty_text_is_an_empty_cell() -> None:
    answer = answers(with_saved_value(a_workbook(), "KBT", "str", "")).line("KBT")

    assert (answer.value, answer.fault) == ("", "")


def test_a_formula_without_any_result_is_not_an_empty_cell() -> None:
    assert answers(a_workbook(KBT='=IF(1,"","")')).line("KBT").fault == Fault.NO_RESULT


def test_a_sheet_in_utf_16_is_read() -> None:
    assert answers(in_utf_16(a_workbook())).line("KBT").value == "203"


@pytest.mark.parametrize(
    ("more", "cell"),
    [
        (b'<row r="900000"><c r="B900000"><v>1</v></c></row>', "B900000"),
        (b'<row r="900000"><c r="b900000"><v>1</v></c></row>', "B900000"),
        (b'<row r="900000"><c r="B90000&#48;"><v>1</v></c></row>', "B900000"),
        (b'<row r="900000"><c t="inlineStr"><is><t>x</t></is></c></row>', "A900000"),
        (b"".join(b"<row><c><v>%d</v></c></row>" % (n * n % 999_983) for n in range(200_001)), "A200001"),
    ],
    ids=["plain", "small letters", "written in code", "row alone", "many rows"],
)
def test_a_far_cell_is_seen_however_its_place_is_written(more: bytes, cell: str) -> None:
    assert refusal(with_more(more)) == ("file.far_cell", (cell,))


def test_a_far_cell_is_seen_in_utf_16() -> None:
    data = with_more(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')

    assert refusal(in_utf_16(data)) == ("file.far_cell", ("XFD1048576",))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2], ids=["lzma", "bzip2"])
def test_parts_packed_as_no_spreadsheet_does_are_not_unpacked(method: int) -> None:
    assert refusal(packed_with(method)) == ("file.broken", ())


def test_damaged_lzma_does_not_raise() -> None:
    data = packed_with(zipfile.ZIP_LZMA)
    damaged = data[:60] + bytes(byte ^ 255 for byte in data[60:300]) + data[300:]

    assert refusal(damaged) == ("file.broken", ())
