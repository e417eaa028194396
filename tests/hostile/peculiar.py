"""Files that are odd but honest, as regions send them. They are read as a person would read them."""

from datetime import date
from io import BytesIO

import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import MAC_EPOCH

from tests.hostile.making import BOOK, SHEET, STYLES, TEXTS, changed, opened, ordinary, read_as
from tests.workbooks import address, cell_named, part, saved, with_parts, with_saved_value

STRICT = (
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


@read_as()
def strict_markup() -> bytes:
    """Excel's choice “Strict Open XML”: the same elements under other addresses."""
    data = ordinary()
    names = (
        BOOK,
        SHEET,
        "xl/worksheets/sheet2.xml",
        STYLES,
        TEXTS,
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
    )
    for name in names:
        content = part(data, name)
        for usual, strict in STRICT:
            content = content.replace(usual, strict)
        data = with_parts(data, **{name: content})
    return data


@read_as()
def markup_with_prefixes() -> bytes:
    """The same elements, each written with a prefix."""
    sheet = part(ordinary(), SHEET).decode().replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    return with_parts(ordinary(), sheet=sheet.replace("<x:?", "<?").replace("xmlns=", "xmlns:x=").encode())


@read_as()
def names_of_parts_with_backslashes() -> bytes:
    """Some programs pack like this, and Excel reads it."""
    return ordinary().replace(b"xl/worksheets/", b"xl\\worksheets\\")


@read_as()
def a_workbook_by_another_program() -> bytes:
    """XlsxWriter's, with the same names at the same cells."""
    book, file = opened(), BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as other:
        sheets = {sheet.title: other.add_worksheet(sheet.title) for sheet in book.worksheets}
        for sheet in book.worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                sheets[sheet.title].write(cell.row - 1, cell.column - 1, cell.value)
        for name, defined in book.defined_names.items():
            other.define_name(name, f"={defined.attr_text}")
    return file.getvalue()


@read_as()
def days_counted_from_1904() -> bytes:
    """The period is days, in a workbook from an old Mac."""
    book = opened()
    book.epoch = MAC_EPOCH
    for name, day in (("PERIOD_FIRST", date(2026, 1, 1)), ("PERIOD_LAST", date(2026, 12, 31))):
        cell_named(book, name).value = day
    return saved(book)


@read_as()
def hidden_rows_and_columns() -> bytes:
    """What is hidden was handed over all the same."""
    book = opened()
    sheet = book["Redovisning"]
    for row in range(10, 20):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["B"].hidden = True
    return saved(book)


@read_as()
def a_hidden_sheet() -> bytes:
    book = opened()
    book.create_sheet("Framsida")
    book["Redovisning"].sheet_state = "veryHidden"
    return saved(book)


@read_as()
def two_sheets_with_the_same_data() -> bytes:
    """The names say which of them counts."""
    book = opened()
    copy = book.copy_worksheet(book["Redovisning"])
    copy[cell_named(book, "KBT").coordinate] = 999
    book.move_sheet(copy, -2)
    return saved(book)


@read_as(KBT="#REF!", IPT="#DIV/0!", faults={"KBT": "error_value", "IPT": "error_value"})
def errors_in_cells() -> bytes:
    """Never an empty cell or a zero: that would underpay in silence."""
    book = opened()
    cell_named(book, "KBT").value = "#REF!"
    return with_saved_value(saved(book), "IPT", "e", "#DIV/0!")


@read_as(KBT="=SUM(Underlag!A:A)", faults={"KBT": "no_result"})
def a_formula_without_a_value() -> bytes:
    """As a program writes it that does not reckon."""
    book = opened()
    cell_named(book, "KBT").value = "=SUM(Underlag!A:A)"
    return saved(book)


@read_as(KBT="=", faults={"KBT": "no_result"})
def a_shared_formula_without_a_value() -> bytes:
    """Its words stand in another cell."""
    return with_cell("KBT", "<f t='shared' si='0'/>")


@read_as(KBT="391")
def a_formula_with_its_value() -> bytes:
    return with_saved_value(ordinary(), "KBT", "n", "391")


@read_as(KBT="391")
def a_value_from_another_workbook() -> bytes:
    """The value that was saved counts; the other workbook is never looked for."""
    data = with_saved_value(ordinary(), "KBT", "n", "391")
    where = address(ordinary(), "KBT")
    sheet = part(data, SHEET).replace(b"<f>1+1</f>", b"<f>[1]Blad1!$A$1</f>")
    assert where.encode() in sheet
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    outside = b'<Relationship Id="r1" Target="file:///C:/hemligt.xlsx" TargetMode="External"/>'
    related = b"<Relationships>" + outside + b"</Relationships>"
    parts = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": related,
    }
    return with_parts(data, sheet=sheet, **parts)


@read_as()
def a_workbook_with_macros() -> bytes:
    """They are never run, and nothing else of the file is different."""
    data = with_parts(ordinary(), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 40})
    types = (
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return changed("[Content_Types].xml", *types, data)


@read_as(KBT="x" * 32_767)
def a_cell_with_as_much_text_as_it_holds() -> bytes:
    book = opened()
    cell_named(book, "KBT").value = "x" * 32_767
    return saved(book)


@read_as(KBT="203")
def rich_text() -> bytes:
    """Half of the number is bold."""
    book = opened()
    cell_named(book, "KBT").value = CellRichText("2", TextBlock(InlineFont(b=True), "03"))
    return saved(book)


@read_as(KBT="203")
def rich_text_among_the_shared() -> bytes:
    """With a reading aid, which is no part of the text."""
    rich = b"<si><r><t>2</t></r><r><rPr><b/></rPr><t>03</t></r><rPh><t>999</t></rPh></si></sst>"
    data = changed(TEXTS, b"</sst>", rich)
    number = part(data, TEXTS).count(b"<si>") - 1
    return with_cell("KBT", f"<v>{number}</v>", "s", data)


@read_as(KBT="203")
def text_in_the_cell_itself() -> bytes:
    return with_cell("KBT", "<is><t>203</t></is>", "inlineStr")


@read_as(IKBT="")
def input_cells_merged() -> bytes:
    """A merged cell holds what its first cell holds; the one below has lost its own."""
    book = opened()
    first, second = cell_named(book, "KBT"), cell_named(book, "IKBT")
    second.value = None
    book["Redovisning"].merge_cells(f"{first.coordinate}:{second.coordinate}")
    return saved(book)


@read_as(KBT="1\N{NO-BREAK SPACE}234", IPT="1\N{NARROW NO-BREAK SPACE}234", MEN="\N{MINUS SIGN}5")
def numbers_as_text_with_spaces() -> bytes:
    """Taken as it stands; the rules know what people mean by it."""
    book = opened()
    for name, typed in (("KBT", "1\u00a0234"), ("IPT", "1\u202f234"), ("MEN", "\u22125")):
        cell_named(book, name).value = typed
    return saved(book)


@read_as(KBT="203", MEN="88")
def numbers_as_programs_write_them() -> bytes:
    data = with_cell("KBT", "<v>2.03E2</v>")
    return with_cell("MEN", "<v> 88.0 </v>", data=data)


@read_as(KBT="2026-01-01", faults={"KBT": "date"})
def a_day_in_the_cell_of_a_count() -> bytes:
    """Excel makes a day of 1/1; the number under it would be 46 023 treatments."""
    book = opened()
    cell_named(book, "KBT").value = date(2026, 1, 1)
    return saved(book)


@read_as(KBT="#VALUE!", faults={"KBT": "error_value"})
def a_day_before_all_days() -> bytes:
    book = opened()
    cell = cell_named(book, "KBT")
    cell.value = -40_000_000
    cell.number_format = "yyyy-mm-dd"
    return saved(book)


@read_as(KBT="1" + "0" * 400)
def a_number_of_four_hundred_digits() -> bytes:
    return with_cell("KBT", f"<v>1{'0' * 400}</v>")


def with_cell(name: str, content: str, kind: str = "n", data: bytes = b"") -> bytes:
    """The workbook with a named cell's markup replaced."""
    data = data or ordinary()
    where = address(ordinary(), name)
    sheet = part(data, SHEET).decode()
    start = sheet.index(f'<c r="{where}"')
    end = sheet.index("</c>", start)
    return with_parts(data, sheet=f'{sheet[:start]}<c r="{where}" t="{kind}">{content}{sheet[end:]}'.encode())
