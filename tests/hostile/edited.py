"""Files that are little to read but much to open as objects, as the answer does, and those at its limits."""

from collections.abc import Iterable, Iterator
from itertools import islice

from submissions.workbook.limits import EDITED
from tests.hostile.making import HEAD, MAIN, noise, ordinary, read_as, with_big_part
from tests.ooxml import TYPES
from tests.workbooks import part, with_parts

GUIDE = "xl/worksheets/sheet2.xml"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# What the ordinary workbook has of its own is some five hundred.
ROOM = EDITED.objects - 1_000
FAR = 100_001


def beside(rows: Iterable[str] = (), after: Iterable[str] = (), before: Iterable[str] = ()) -> bytes:
    """The workbook with another second sheet: its rows, and what stands before and after them."""
    return with_big_part(
        GUIDE,
        [f"{HEAD}<worksheet {MAIN}>", *before, "<sheetData>", *rows, "</sheetData>", *after, "</worksheet>"],
    )


def with_comments(count: int, data: bytes = b"") -> bytes:
    """The workbook with comments on its second sheet: three elements each, and eight kilobytes open."""
    kind = f"{RELATED}/comments"
    leads = f'<Relationship Id="k1" Type="{kind}" Target="/xl/comments1.xml"/>'
    each = (
        f'<comment ref="A{row}" authorId="0"><text><t>?</t></text></comment>' for row in range(1, count + 1)
    )
    said = f"<authors><author>Bo</author></authors><commentList>{''.join(each)}</commentList>"
    types = part(data or ordinary(), "[Content_Types].xml").decode()
    name = f'<Override PartName="/xl/comments1.xml" ContentType="{TYPES["comments"]}"/></Types>'
    home = "http://schemas.openxmlformats.org/package/2006/relationships"
    related = f'<Relationships xmlns="{home}">{leads}</Relationships>'
    return with_parts(
        data or ordinary(),
        **{
            "[Content_Types].xml": types.replace("</Types>", name).encode(),
            "xl/worksheets/_rels/sheet2.xml.rels": related.encode(),
            "xl/comments1.xml": f"{HEAD}<comments {MAIN}>{said}</comments>".encode(),
        },
    )


def with_validations(count: int) -> bytes:
    """The workbook with validations, each of one cell."""
    each = (f'<dataValidation sqref="A{row}"/>' for row in range(1, count + 1))
    return beside(after=["<dataValidations>", *each, "</dataValidations>"])


def with_areas(count: int) -> bytes:
    """The workbook with one validation of very many cells, each named."""
    said = " ".join(f"A{row}" for row in range(1, count + 1))
    return beside(after=[f'<dataValidations><dataValidation sqref="{said}"/></dataValidations>'])


def with_tall_rows(count: int) -> bytes:
    """The workbook with rows that have a height and nothing else."""
    return beside(f'<row r="{row}" ht="9"/>' for row in range(1, count + 1))


def with_numbers(count: int) -> bytes:
    """The workbook with numbers, ten in a row."""
    rows = (
        f"<row>{''.join(f'<c><v>{number}</v></c>' for number in noise(10, seed))}</row>"
        for seed in range(count // 10)
    )
    return beside(rows)


def with_mere_styles(count: int) -> bytes:
    """The workbook with cells that have a style and nothing in them."""
    rows = (f'<row ht="{height}">' + '<c s="1"/>' * 250 + "</row>" for height in noise(count // 251))
    return beside(rows)


def with_merged(rows: int) -> bytes:
    """The workbook with merged cells, a hundred in a row."""
    return beside(after=[f'<mergeCells count="1"><mergeCell ref="A1:CV{rows}"/></mergeCells>'])


def with_long_texts(size: int) -> bytes:
    """The workbook with so many characters of text beside it, in cells of thirty thousand."""
    words = (f"{number:010x}" * 3 for number in noise(size // 30))
    cells = (f'<row><c t="inlineStr"><is><t>{"".join(many)}</t></is></c></row>' for many in _thousands(words))
    return beside(cells)


def _thousands(words: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(words, 1_000)):
        yield some


@read_as()
def a_hundred_thousand_comments() -> bytes:
    """Three hundred thousand elements to read; as objects, the better part of a gigabyte."""
    return with_comments(100_000)


@read_as()
def a_hundred_thousand_validations() -> bytes:
    return with_validations(100_000)


@read_as()
def one_validation_of_a_hundred_thousand_cells() -> bytes:
    return with_areas(100_000)


@read_as()
def a_hundred_thousand_heights() -> bytes:
    return with_tall_rows(100_000)


@read_as()
def as_much_as_is_opened_to_be_written_again() -> bytes:
    """Nearly all the cells, merged cells, comments and mere styles that may be, in one workbook."""
    numbers = (
        f"<row>{''.join(f'<c><v>{number % 1_000_000}</v></c>' for number in noise(100, seed))}</row>"
        for seed in range(EDITED.cells // 100 - 5)
    )
    styled = ("<row>" + '<c s="1"/>' * 250 + "</row>" for _row in range(650))
    last = FAR + EDITED.merged // 100 - 1
    merged = f'<mergeCells count="1"><mergeCell ref="A{FAR}:CV{last}"/></mergeCells>'
    before, mark, after = part(ordinary(), GUIDE).decode().partition("</sheetData>")
    return with_comments(ROOM // 3, with_big_part(GUIDE, [before, *numbers, *styled, mark, merged, after]))
