"""Files that hold too much: bombs, crowds, and what lies far away. And a large one that is honest."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from openpyxl.utils import get_column_letter

from submissions.workbook.limits import RETURN
from tests.hostile.making import (
    BOOK,
    HEAD,
    MAIN,
    SHEET,
    STYLES,
    TEXTS,
    changed,
    noise,
    opened,
    ordinary,
    read_as,
    refused,
    sheet_of,
    with_big_part,
    with_rows,
    with_second_sheet,
)
from tests.workbooks import a_zip, address, part, saved, with_parts

MILLION = 1_000_000


@refused("file.bomb")
def a_part_of_zeros() -> bytes:
    """Thirty kilobytes that unpack to thirty megabytes."""
    return with_parts(ordinary(), **{"xl/media/image1.bin": b"\0" * 30 * MILLION})


@refused("file.bomb")
def a_huge_theme() -> bytes:
    return with_big_part(
        "xl/theme/theme1.xml", [HEAD, "<a:theme>", *["<a:b/>" * 100_000] * 100, "</a:theme>"]
    )


@refused("file.bomb")
def one_huge_text() -> bytes:
    return with_big_part(TEXTS, [HEAD, f"<sst {MAIN}><si><t>", *["x" * MILLION] * 150, "</t></si></sst>"])


@refused("file.bomb")
def one_huge_attribute() -> bytes:
    """The parser keeps a tag until it ends, so it is given up early."""
    pieces = (f"{number:x}" for number in noise(2 * MILLION))
    return with_big_part(SHEET, [f"{HEAD}<worksheet {MAIN} a='", *pieces, "'></worksheet>"])


@refused("file.bomb")
def markup_in_itself() -> bytes:
    """Elements within elements, a hundred thousand deep; each would take its place in the parser."""
    names = [f"<a{number:x}>" for number in noise(100_000)]
    return with_big_part(SHEET, [HEAD, *names])


@refused("file.bomb")
def elements_of_a_hundred_thousand_names() -> bytes:
    """The parser keeps every name that it has seen."""
    return with_big_part(SHEET, [f"{HEAD}<worksheet>", *(f"<a{number:x}/>" for number in noise(100_000))])


@refused("file.bomb")
def attributes_of_a_hundred_thousand_names() -> bytes:
    pieces = (f"<a b{number:x}='1'/>" for number in noise(100_000))
    return with_big_part(SHEET, [f"{HEAD}<worksheet>", *pieces])


@refused("file.bomb")
def relations_by_the_hundred_thousand() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    pieces = (f'<Relationship Id="r{number:x}" Type="{kind}" Target="a.xml"/>' for number in noise(100_000))
    return with_big_part(
        "xl/_rels/workbook.xml.rels", [f"{HEAD}<Relationships>", *pieces, "</Relationships>"]
    )


@refused("file.bomb")
def a_figure_of_a_hundred_million_letters() -> bytes:
    """In a cell that is read, so that a reader would keep it whole."""
    where = address(ordinary(), "KBT")
    words = (f"{number:x}" * 10 for number in noise(1_000_000))
    return with_big_part(SHEET, sheet_of([f'<row><c r="{where}" t="str"><v>', *words, "</v></c></row>"]))


@refused("file.bomb")
def one_cell_a_hundred_thousand_times() -> bytes:
    """The same cell again and again, each time with other words."""
    where = address(ordinary(), "KBT")
    row = int(where[1:])
    cells = (
        f'<row r="{row}"><c r="{where}" t="str"><v>{number:012x}{"&amp;" * 100}</v></c></row>'
        for number in noise(100_000)
    )
    return with_big_part(SHEET, sheet_of(cells))


@refused("file.bomb")
def empty_cells_by_the_million() -> bytes:
    rows = (
        f'<row r="{row}" ht="{height}">' + '<c s="1"/>' * 250 + "</row>"
        for row, height in enumerate(noise(18_000), start=1)
    )
    return with_second_sheet(rows)


@refused("file.many_parts")
def thousands_of_parts() -> bytes:
    return with_parts(ordinary(), **{f"xl/media/{number}.bin": b"1" for number in range(2_001)})


@refused("file.many_parts")
def a_list_of_parts_as_large_as_a_file_may_be() -> bytes:
    """The list of an archive's parts, repeated: each entry would become an object of half a kilobyte."""
    entry = b"PK\x01\x02" + b"\0" * 24 + b"\x01\0" + b"\0" * 16 + b"a"
    entries = entry * (20 * MILLION // len(entry))
    size = len(entries).to_bytes(4, "little")
    return b"PK\x03\x04" + entries + b"PK\x05\x06" + b"\0" * 4 + b"\xff" * 4 + size + b"\x04\0\0\0\0\0"


@refused("file.too_large")
def larger_than_is_taken() -> bytes:
    return b"PK\x03\x04" + b"\0" * 20 * 1024 * 1024


@refused("file.many_texts")
def one_and_a_half_million_texts() -> bytes:
    texts = (f"<si><t>{number:x}</t></si>" for number in noise(1_500_000))
    return with_big_part(TEXTS, [f"{HEAD}<sst {MAIN}>", *texts, "</sst>"])


@refused("file.far_cell", "IW1")
def a_million_cells_in_one_row() -> bytes:
    cells = (f"<c><v>{number}</v></c>" for number in noise(MILLION))
    return with_second_sheet(["<row>", *cells, "</row>"])


@refused("file.broken")
def a_million_cells_in_one_row_again_and_again_in_the_same_places() -> bytes:
    cells = (
        f'<c r="{get_column_letter(number % 250 + 1)}1"><v>{number}</v></c>' for number in noise(MILLION)
    )
    return with_second_sheet(['<row r="1">', *cells, "</row>"])


@refused("file.many_cells")
def a_million_cells_in_many_rows() -> bytes:
    return with_second_sheet(rows_of_numbers(100_000, 10))


@read_as()
def a_return_with_twenty_thousand_rows_beside_it() -> bytes:
    """Honest: the region keeps its source data in a sheet of the same workbook."""
    return with_second_sheet(rows_of_numbers(20_000, 10))


@read_as()
def our_own_sheet_as_full_as_it_may_be() -> bytes:
    """Under every limit, but little: nearly all the cells and nearly all the markup, to be read twice."""
    numbers = rows_of_numbers(9_999, 29, first=200)
    heights = enumerate(noise(3_400), start=20_000)
    empty = (f'<row r="{row}" ht="{height}">' + '<c s="1"/>' * 250 + "</row>" for row, height in heights)
    before, mark, after = part(ordinary(), SHEET).decode().partition("</sheetData>")
    return with_big_part(SHEET, [before, *numbers, *empty, mark, after])


@read_as()
def a_return_with_many_texts_beside_it() -> bytes:
    """Honest: twenty thousand rows with two names in each."""
    book = opened()
    sheet = book.create_sheet("Underlag")
    for number in noise(20_000):
        sheet.append([f"Vårdcentral {number:x}", f"Behandlare {number % 9_973}", number % 100])
    return saved(book)


@refused("file.many_styles")
def a_hundred_thousand_styles() -> bytes:
    styles = part(ordinary(), STYLES).decode()
    before, mark, after = styles.partition("</cellXfs>")
    more = (f'<xf numFmtId="{number % 50}" fontId="{number % 3}"/>' for number in noise(100_000))
    return with_big_part(STYLES, [before, *more, mark, after])


@refused("file.many_names")
def a_very_long_list_of_names() -> bytes:
    return with_names(RETURN.names + 1)


@read_as()
def a_long_list_of_names() -> bytes:
    """Old workbooks gather thousands of names; they do no harm."""
    return with_names(RETURN.names // 2)


def with_names(count: int) -> bytes:
    more = (
        f'<definedName name="n{number:x}_{at}">#REF!</definedName>' for at, number in enumerate(noise(count))
    )
    return changed(BOOK, b"<definedNames>", f"<definedNames>{''.join(more)}".encode())


@refused("file.many_sheets")
def more_sheets_than_a_return_has() -> bytes:
    book = opened()
    for number in range(RETURN.sheets):
        book.create_sheet(f"Blad {number}")
    return saved(book)


@refused("file.many_merged", "A1:XFD1048576")
def a_whole_sheet_merged() -> bytes:
    """A few bytes; a program that makes an object of each merged cell never ends."""
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return changed("xl/worksheets/sheet2.xml", b"</sheetData>", merged)


@refused("file.far_cell", "XFD1048576")
def a_value_in_the_last_cell_of_all() -> bytes:
    return with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@read_as()
def a_style_in_the_last_cell_of_all() -> bytes:
    return with_rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>')


@read_as()
def a_declared_size_that_is_too_large() -> bytes:
    return with_dimension("A1:XFD1048576")


@read_as()
def a_declared_size_that_is_too_small() -> bytes:
    return with_dimension("A1")


def with_dimension(said: str) -> bytes:
    sheet = part(ordinary(), SHEET).decode()
    before, _mark, after = sheet.partition('<dimension ref="')
    return with_parts(
        ordinary(), sheet=f'{before}<dimension ref="{said}{after[after.index(chr(34)) :]}'.encode()
    )


@refused("file.zipped")
def a_workbook_in_an_archive() -> bytes:
    return a_zip(**{"redovisning.xlsx": ordinary()})


@refused("file.broken")
def an_archive_whose_parts_lie_over_each_other() -> bytes:
    """One packed part under many names: little to send, much to unpack."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(BytesIO(ordinary())) as old:
            for name in old.namelist():
                archive.writestr(name, old.read(name))
        archive.writestr("xl/a.bin", b"".join(str(number).encode() for number in noise(1_500_000)))
        shared = archive.getinfo("xl/a.bin")
        for _number in range(200):
            archive.filelist.append(shared)
    return _renamed(file.getvalue())


def _renamed(data: bytes) -> bytes:
    """The list of parts with another name in each entry; the packed bytes under them are the same."""
    listed = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[listed + 16 : listed + 20], "little")
    head, *entries = data[start:listed].split(b"PK\x01\x02")
    first = next(at for at, each in enumerate(entries) if b"xl/a.bin" in each)
    named = [
        each.replace(b"xl/a.bin", b"xl/%05d" % at) if at > first else each for at, each in enumerate(entries)
    ]
    return data[:start] + head + b"".join(b"PK\x01\x02" + each for each in named) + data[listed:]


def rows_of_numbers(rows: int, columns: int, first: int = 1) -> Iterator[str]:
    """Rows of numbers beside each other, from a row on."""
    numbers = noise(rows * columns)
    for row in range(first, first + rows):
        cells = (
            f'<c r="{get_column_letter(at)}{row}"><v>{next(numbers)}</v></c>' for at in range(1, columns + 1)
        )
        yield f'<row r="{row}">{"".join(cells)}</row>'


@refused("file.many_cells")
def our_own_sheet_with_a_million_cells() -> bytes:
    return with_big_part(SHEET, sheet_of(rows_of_numbers(100_000, 10)))
