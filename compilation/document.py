"""The compilation as a docx: the parts of the PDF, header rows that repeat, charts with alternative texts."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table, _Cell

from compilation.charts import Chart
from compilation.contents import Contents, Part, contents_of
from compilation.figures import NONE
from compilation.pictures import png
from compilation.report import Report
from compilation.shown_tables import ShownColumn, ShownRow, ShownTable
from submissions.workbook.safe import writable

_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
# From so many columns on, a table is set smaller.
WIDE = 8
TEXT_WIDTH = Cm(17)
GREEN = RGBColor(0x11, 0x6A, 0x3E)
# So many rows have room on a page.
MOST_ROWS = 31


def as_docx(report: Report, lang: str = "sv") -> dict[str, bytes]:
    """compilation.docx of a report as it is now."""
    return {"compilation.docx": docx_of(contents_of(report, lang))}


def docx_of(contents: Contents) -> bytes:
    """The docx, with the same words and numbers as the page."""
    made = _empty(contents)
    for each in contents.text:
        made.add_paragraph(writable(each))
    for part in contents.parts:
        _part(made, part, contents)
    if contents.deviations:
        made.add_heading(contents.word("deviations"), 1)
        for deviation in contents.deviations:
            made.add_paragraph(writable(deviation), style="List Bullet")
    made.add_heading(contents.word("made"), 1)
    for each in contents.made:
        made.add_paragraph(writable(each))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _part(made: Docx, part: Part, contents: Contents) -> None:
    made.add_heading(part.title, 1)
    for paragraph in part.paragraphs:
        made.add_paragraph(writable(paragraph))
    for table, charts in part.tables:
        _add(made, table, contents)
        for chart in charts:
            _picture(made, chart, contents.lang)


def _empty(contents: Contents) -> Docx:
    """An A4 document with its title, language, imprint, and whether it is a preview."""
    made, spoken = Document(), OxmlElement("w:lang")
    made.core_properties.title, made.core_properties.language = contents.title, _LANGUAGES[contents.lang]
    made.core_properties.author = "Försäkringskassan"
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    for name in ("Title", "Heading 1", "Heading 2", "Caption"):
        made.styles[name].font.name = "Arial"
        made.styles[name].font.color.rgb = GREEN if name == "Heading 1" else RGBColor(0, 0, 0)
    _add_looks(made)
    spoken.set(qn("w:val"), _LANGUAGES[contents.lang])
    normal.element.get_or_add_rPr().append(spoken)
    made.add_heading(contents.title, 0)
    made.add_paragraph(contents.lead)
    if contents.warning:
        made.add_paragraph(writable(contents.warning)).runs[0].bold = True
    for label, value in contents.imprint:
        made.add_paragraph(f"{label}: {writable(value)}")
    if contents.text:
        made.add_heading(contents.word("brief"), 1)
    return made


def _add(made: Docx, table: ShownTable, contents: Contents) -> None:
    made.add_heading(table.title, 2)
    if table.rows:
        grid = made.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Light Shading")
        look = "Wide Cell" if len(table.columns) >= WIDE else "Cell"
        head, *body = ([_Cell(tc, grid) for tc in tr.tc_lst] for tr in grid._tbl.tr_lst)
        _fill_head(head, table.columns, look)
        for row, shown in zip(body, table.rows, strict=True):
            _fill(row, shown, look)
        for tr in grid._tbl.tr_lst:
            tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        grid._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        _set_widths(grid, table)
        _leave_bands(grid)
        _keep_together([head, *body], has_notes=bool(table.notes))
    else:
        made.add_paragraph(contents.word("empty"))
    for note in table.notes:
        said = made.add_paragraph(writable(note))
        said.paragraph_format.space_before = Pt(4)


def _set_widths(grid: Table, table: ShownTable) -> None:
    """Each column has room by what stands in it, and Word keeps to it."""
    grid.autofit = False
    columns = list(grid.columns)
    weights = _weights(table)
    widths = [Length(TEXT_WIDTH * weight // sum(weights)) for weight in weights]
    for column, width in zip(columns, widths, strict=True):
        column.width = width
    for tr in grid._tbl.tr_lst:
        for tc, width in zip(tr.tc_lst, widths, strict=True):
            tc.width = width


def _weights(table: ShownTable) -> list[int]:
    """Letters that a column should hold: words may break into lines, numbers and long words may not."""
    rest = [
        _letters([row.cells[place].text for row in table.rows], 7 if column.is_number else 10, column.label)
        for place, column in enumerate(table.columns[1:])
    ]
    return [_letters([row.head for row in table.rows], 12, table.columns[0].label), *rest]


def _letters(texts: Sequence[str], least: int, heading: str) -> int:
    longest_word = max((len(word) for word in heading.split()), default=0)
    return max(least, min(18, max(len(text) for text in texts) + 3), min(14, longest_word + 2))


def _leave_bands(grid: Table) -> None:
    """Lines alone: grey bands behind figures print badly."""
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        look.set(qn("w:val"), "0620")
        look.set(qn("w:noHBand"), "1")
        look.set(qn("w:noVBand"), "1")


def _picture(made: Docx, chart: Chart, lang: str) -> None:
    """The chart with its caption below, on one page, and its alternative text."""
    placed = made.add_paragraph()
    placed.paragraph_format.keep_with_next = True
    placed.add_run().add_picture(BytesIO(png(chart, lang)), width=Cm(15))
    described = placed._p.find(f".//{qn('wp:docPr')}")
    if described is not None:
        described.set("descr", writable(chart.alt))
        described.set("title", writable(chart.title))
    made.add_paragraph(writable(chart.title), style="Caption")


def _fill_head(row: Sequence[_Cell], columns: Sequence[ShownColumn], look: str) -> None:
    """The headings, repeated at the top of each page that the table reaches."""
    for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
        _write(cell, column.label, f"{look} Number" if column.is_number and at > 0 else look)


def _fill(row: Sequence[_Cell], shown: ShownRow, look: str) -> None:
    head, *cells = row
    _write(head, shown.head, look)
    for cell, said in zip(cells, shown.cells, strict=True):
        text = NONE if said.is_missing and said.is_number else said.text
        _write(cell, text, f"{look} Number" if said.is_number else look)


def _write(cell: _Cell, text: str, look: str) -> None:
    """One paragraph in a style of the cells: setting each by itself takes most of the time of a docx."""
    [paragraph] = cell._tc.p_lst
    paragraph.style = look.replace(" ", "")
    paragraph.add_r().text = writable(text)


def _add_looks(made: Docx) -> None:
    """The styles of the cells: small where a table is wide, and to the right for numbers."""
    for name, size in (("Cell", Pt(9)), ("Wide Cell", Pt(7))):
        for ending, side in (("", WD_ALIGN_PARAGRAPH.LEFT), (" Number", WD_ALIGN_PARAGRAPH.RIGHT)):
            style = made.styles.add_style(f"{name}{ending}", WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = made.styles["Normal"]
            style.font.size, style.paragraph_format.alignment = size, side
            style.paragraph_format.space_after = Pt(0)


def _keep_together(rows: Sequence[Sequence[_Cell]], *, has_notes: bool) -> None:
    """A table that has room on a page is not cut, nor parted from its notes."""
    whole = rows if has_notes else rows[:-1]
    for row in whole if len(rows) <= MOST_ROWS else rows[:3]:
        for cell in row:
            cell._tc.p_lst[0].get_or_add_pPr().get_or_add_keepNext()
