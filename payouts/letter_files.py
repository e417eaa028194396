"""Letters as files: PDF that is both archive and accessible (PDF/A-2a with PDF/UA-1), and docx.

The same letter gives the same bytes, on any day and machine: only the decision's moment stands in them,
and only typst's own fonts are used.
"""

import io
import json
import re
import zipfile
from dataclasses import asdict
from datetime import UTC
from pathlib import Path

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from payouts.letter_parts import Letter, Section
from submissions.workbook.safe import writable

TEMPLATE = Path(__file__).with_name("letter.typ")
CHECKSUM = re.compile("[0-9a-f]{64}")
# So many signs in a table can fill a page.
LONG = 1600
# The oldest moment that a zip file can name.
ZIP_START = (1980, 1, 1, 0, 0, 0)


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF. Words are handed over as data, so that nothing in them is read as markup."""
    at = letter.at.astimezone(UTC).replace(microsecond=0)
    content = asdict(letter) | {"at": [at.year, at.month, at.day, at.hour, at.minute, at.second]}
    made = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=at,
    )
    return bytes(made)


def letter_docx(letter: Letter) -> bytes:
    """The letter as a Word document."""
    document = docx.Document()
    properties, at = document.core_properties, letter.at.astimezone(UTC).replace(tzinfo=None)
    properties.title, properties.author, properties.language = letter.title, "Försäkringskassan", "sv-SE"
    properties.created = properties.modified = at
    properties.comments = properties.last_modified_by = ""
    _in_swedish(document)
    _on_a4(document)
    document.add_paragraph("Försäkringskassan").runs[0].bold = True
    _pairs(document, letter.head)
    document.add_heading(writable(letter.title), level=1)
    for section in letter.sections:
        _section(document, section)
    _page_numbers(document)
    data = io.BytesIO()
    document.save(data)
    return _timeless(data.getvalue())


FILES = {
    "pdf": (letter_pdf, "application/pdf"),
    "docx": (letter_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def _in_swedish(document: docx.document.Document) -> None:
    language = document.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "sv-SE")


def _on_a4(document: docx.document.Document) -> None:
    """The paper and margins of the PDF, and headings in black; the library's own are American and blue."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(28)
    page.top_margin, page.bottom_margin = Mm(20), Mm(22)
    for level in (1, 2):
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0, 0, 0)


def _page_numbers(document: docx.document.Document) -> None:
    """Sida 1 (2) at the foot of each page; Word counts."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, counted in (("Sida ", "PAGE"), (" (", "NUMPAGES"), (")", "")):
        foot.add_run(words)
        if counted:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), counted)
            foot._p.append(field)


def _section(document: docx.document.Document, section: Section) -> None:
    document.add_heading(writable(section.heading), level=2)
    for paragraph in section.paragraphs:
        document.add_paragraph(writable(paragraph))
    _pairs(document, section.rows)


def _pairs(document: docx.document.Document, rows: tuple[tuple[str, str], ...]) -> None:
    """The rows as a table that stays on one page, unless somebody's words in it are long."""
    if not rows:
        return
    table = document.add_table(rows=0, cols=2)
    together = sum(len(words) for row in rows for words in row) < LONG
    for number, row in enumerate(rows, start=1):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = writable(words)
            put = cell.paragraphs[0].paragraph_format
            put.space_after = Pt(2)
            put.keep_with_next = together and number < len(rows)
            if CHECKSUM.fullmatch(words):
                font = cell.paragraphs[0].runs[0].font
                font.name, font.size = "Courier New", Pt(8)


def _timeless(data: bytes) -> bytes:
    """The same zip with no moment of writing in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_START)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
