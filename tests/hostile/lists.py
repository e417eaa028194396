"""Series lists and provider lists that are hostile or odd: read as the ordinary one, or stopped by a rule."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from io import BytesIO

import xlsxwriter
from openpyxl.utils import get_column_letter

from submissions.lists.limits import Limits
from tests.hostile.crowded import MILLION
from tests.hostile.making import BOOK, END, HEAD, SHEET, STYLES, TEXTS, changed, noise, with_big_part
from tests.hostile.peculiar import STRICT
from tests.lists import PROVIDERS, SERIES, Cells, text, workbook
from tests.workbooks import part, with_parts

ROWS = Limits().rows
# By name: how it is made, and the rule that stops it; "" for a list of which every row is read.
LISTS: dict[str, tuple[Callable[[], bytes], str]] = {}
Made = Callable[[], bytes]
KINDS: dict[str, Cells] = {"series": SERIES, "providers": PROVIDERS}


def stopped(rule: str) -> Callable[[Made], Made]:
    """The list is stopped by this rule."""

    def add(make: Made) -> Made:
        LISTS[make.__name__] = (make, rule)
        return make

    return add


def _changed(change: Callable[[bytes], bytes], rows: Cells) -> bytes:
    return change(workbook(rows))


def of_both(rule: str = "") -> Callable[[Callable[[bytes], bytes]], Callable[[bytes], bytes]]:
    """The same thing done to a series list and to a provider list."""

    def add(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
        for kind, rows in KINDS.items():
            LISTS[f"{kind}_{change.__name__}"] = (partial(_changed, change, rows), rule)
        return change

    return add


@of_both()
def in_strict_markup(data: bytes) -> bytes:
    for name in (BOOK, SHEET, STYLES, TEXTS, "_rels/.rels", "xl/_rels/workbook.xml.rels"):
        content = part(data, name)
        for usual, strict in STRICT:
            content = content.replace(usual, strict)
        data = with_parts(data, **{name: content})
    return data


@of_both()
def with_prefixes(data: bytes) -> bytes:
    sheet = part(data, SHEET).decode().replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    return with_parts(data, sheet=sheet.replace("<x:?", "<?").replace("xmlns=", "xmlns:x=").encode())


@of_both("file.list_no_heading")
def in_utf_16(data: bytes) -> bytes:
    sheet = part(data, SHEET).decode().partition("?>")[2]
    return with_parts(data, sheet=f'<?xml version="1.0" encoding="UTF-16"?>{sheet}'.encode("utf-16"))


@of_both()
def of_a_declared_size_that_is_too_small(data: bytes) -> bytes:
    return with_dimension(data, "A1")


@of_both()
def of_a_declared_size_that_is_too_large(data: bytes) -> bytes:
    return with_dimension(data, "A1:XFD1048576")


def with_dimension(data: bytes, said: str) -> bytes:
    before, mark, after = part(data, SHEET).decode().partition('<dimension ref="')
    return with_parts(data, sheet=f"{before}{mark}{said}{after[after.index(chr(34)) :]}".encode())


@of_both()
def with_a_style_in_the_last_cell_of_all(data: bytes) -> bytes:
    return changed(SHEET, END, b'<row r="1048576"><c r="XFD1048576" s="0"/></row>' + END, data)


@of_both("file.list_too_long")
def with_a_value_in_the_last_cell_of_all(data: bytes) -> bytes:
    return changed(SHEET, END, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + END, data)


@of_both("file.doctype")
def with_a_billion_laughs(data: bytes) -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{at + 1} "{f"&a{at};" * 10}">' for at in range(9))
    sheet = part(data, SHEET).decode().partition("?>")[2].replace("<sheetData>", "<sheetData><!--&a9;-->")
    return with_parts(data, sheet=f"{HEAD}<!DOCTYPE worksheet [{entities}]>{sheet}".encode())


@of_both("file.bomb")
def with_a_huge_theme(data: bytes) -> bytes:
    return with_big_part("xl/theme/theme1.xml", [HEAD, "<a:theme>", *["<a:b/>" * 100_000] * 100], data)


@of_both()
def with_hidden_rows(data: bytes) -> bytes:
    return changed(SHEET, b'<row r="3"', b'<row r="3" hidden="1"', data)


@of_both("file.odd_archive")
def with_a_part_outside_the_archive(data: bytes) -> bytes:
    return with_parts(data, **{"xl/../../x": b"1"})


@of_both("file.many_parts")
def of_thousands_of_parts(data: bytes) -> bytes:
    return with_parts(data, **{f"xl/media/{number}.bin": b"1" for number in range(2_001)})


@stopped("")
def a_series_list_with_days_counted_from_1904() -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"date_1904": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Lista")
        sheet.write_row(0, 0, SERIES[0])
        for at, row in enumerate(SERIES[1:], start=1):
            sheet.write_row(at, 0, row[:-1])
            sheet.write_datetime(at, len(row) - 1, date.fromisoformat(str(row[-1])))
    return file.getvalue()


@stopped("file.list_too_long")
def a_series_list_of_too_many_rows() -> bytes:
    return text([SERIES[0], *[SERIES[1]] * (ROWS + 1)])


@stopped("file.list_too_long")
def a_provider_list_of_too_many_rows() -> bytes:
    return workbook([PROVIDERS[0], *((f"Enhet {at}", *PROVIDERS[1][1:]) for at in range(20_001))])


def cells_of(rows: Iterable[Iterable[str]], first: int = 2) -> Iterator[str]:
    """Rows of texts in the cells themselves."""
    for number, row in enumerate(rows, start=first):
        cells = (
            f'<c r="{get_column_letter(at)}{number}" t="inlineStr"><is><t>{said}</t></is></c>'
            for at, said in enumerate(row, start=1)
        )
        yield f'<row r="{number}">{"".join(cells)}</row>'


def with_rows(rows: Iterable[str], data: bytes) -> bytes:
    before, mark, after = part(data, SHEET).decode().partition("</sheetData>")
    return with_big_part(SHEET, [before, *rows, mark, after], data)


@stopped("whole.list_more")
def a_series_list_where_every_cell_of_fifty_thousand_rows_is_a_fault_of_its_own() -> bytes:
    words = noise(8 * 50_000)
    rows = ([f"{next(words):x}z" for _column in range(8)] for _row in range(50_000))
    return with_rows(cells_of(rows), workbook(SERIES[:1]))


@stopped("whole.list_more")
def a_provider_list_where_every_cell_is_a_fault_of_its_own() -> bytes:
    words = noise(9 * 20_000)
    rows = ([f"{next(words):x}z" for _column in range(9)] for _row in range(20_000))
    return with_rows(cells_of(rows), workbook(PROVIDERS[:1]))


@stopped("file.list_quote")
def a_quotation_mark_before_twenty_million_letters() -> bytes:
    return text(SERIES) + b'"' + b"x;y\n" * (4 * MILLION)


@stopped("file.list_too_wide")
def a_line_of_ten_million_separators() -> bytes:
    return text(SERIES) + b";" * 10 * MILLION


@stopped("")
def a_series_list_between_a_million_empty_lines() -> bytes:
    return b"\n" * 30 + text(SERIES) + b"\n" * (ROWS - 100)


@stopped("file.list_quote")
def one_field_of_twenty_million_letters() -> bytes:
    return text(SERIES) + b"x" * 19 * MILLION + b";y\n"
