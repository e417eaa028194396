"""Files that were damaged on their way, or never were whole."""

from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.chartsheet import Chartsheet

from tests.hostile.making import BOOK, SHEET, TEXTS, changed, opened, ordinary, read_as, refused
from tests.workbooks import NO_FIGURES, a_workbook, a_zip, part, saved, with_parts


@refused("file.broken")
def half_a_file() -> bytes:
    return ordinary()[: len(ordinary()) // 2]


@refused("file.broken")
def a_file_without_its_list_of_parts() -> bytes:
    return ordinary()[:-40]


@refused("file.broken")
def a_sheet_that_breaks_off() -> bytes:
    sheet = part(ordinary(), SHEET)
    return with_parts(ordinary(), sheet=sheet[: len(sheet) // 2])


@refused("file.broken")
def types_and_nothing_else() -> bytes:
    return a_zip(**{"[Content_Types].xml": b"<Types>spreadsheetml</Types>"})


@refused("file.broken")
def texts_that_are_not_there() -> bytes:
    """The cells point at texts by number, and there are none."""
    empty = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return with_parts(ordinary(), **{TEXTS: empty})


@refused("file.broken")
def styles_that_are_no_markup() -> bytes:
    return with_parts(ordinary(), styles=b"\0\1\2")


@refused("file.broken")
def one_bit_turned_in_a_packed_part() -> bytes:
    data = bytearray(ordinary())
    at = ordinary().index(SHEET.encode()) + len(SHEET) + 400
    data[at] ^= 4
    return bytes(data)


@refused("file.not_our_template")
def a_workbook_without_sheets() -> bytes:
    book = part(ordinary(), BOOK).decode()
    before, _mark, after = book.partition("<sheets>")
    return with_parts(ordinary(), **{BOOK: f"{before}<sheets>{after[after.index('</sheets>') :]}".encode()})


@refused("file.not_our_template")
def a_workbook_of_charts_alone() -> bytes:
    book = Workbook()
    chart: Chartsheet = book.create_chartsheet("Diagram")
    chart.add_chart(BarChart())
    del book["Sheet"]
    return saved(book)


@refused("file.not_our_template")
def somebody_elses_workbook() -> bytes:
    book = Workbook()
    book.create_sheet("Kontakter")["A1"] = "KBT"
    return saved(book)


@refused("file.not_our_template")
def names_that_point_nowhere() -> bytes:
    return with_targets("#REF!")


@refused("file.not_our_template")
def names_that_point_at_another_workbook() -> bytes:
    return with_targets("[1]Redovisning!$B$11")


@refused("file.not_our_template")
def names_that_point_at_a_sheet_that_is_not_there() -> bytes:
    return with_targets("Borttaget!$B$11")


def with_targets(target: str) -> bytes:
    """The workbook with every name pointing at one place, and no figures that its labels could tell."""
    book = load_workbook(BytesIO(a_workbook(figures=NO_FIGURES)))
    for defined in book.defined_names.values():
        defined.attr_text = target
    return saved(book)


@read_as(KBT="", faults={})
def one_name_that_points_nowhere() -> bytes:
    """Its line is a line without an answer; the rules ask for it."""
    book = opened()
    book.defined_names["v3_KBT"].attr_text = "Redovisning!#REF!"
    return saved(book)


@read_as(KBT="")
def one_name_that_points_at_another_workbook() -> bytes:
    """What stands in a workbook that we do not have is nothing that was handed over."""
    book = opened()
    book.defined_names["v3_KBT"].attr_text = "[1]Redovisning!$B$11"
    return saved(book)


@refused("file.broken")
def styles_that_are_missing() -> bytes:
    """Without them a day could be taken for a count."""
    return changed("xl/_rels/workbook.xml.rels", b"styles.xml", b"styles-borta.xml", ordinary())
