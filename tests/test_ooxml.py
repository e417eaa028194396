"""What is written opens in Excel without a question, as far as the standard tells; the check sees faults."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from agreement.answers import Answer, Answers, SectionAnswer
from agreement.case import Earlier
from agreement.terms import Terms
from submissions.lists.template import write_provider_template
from submissions.workbook import write_answer, write_template
from tests.as_excel import with_shared_texts
from tests.hostile.child import findings
from tests.hostile.making import ordinary
from tests.makers import BALANCED
from tests.ooxml import faults
from tests.workbooks import a_workbook, cell_named, part, saved, some_terms, with_parts

TERMS = some_terms()
LIST, SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
Write = Callable[[], bytes]


def an_empty_template() -> bytes:
    earlier = {code: Earlier(2024, 1300) for code in BALANCED}
    return write_template(TERMS, "14", "Västra Götaland", earlier=earlier)


def a_template_in_english() -> bytes:
    return write_template(TERMS, "14", "Västra Götaland", lang="en")


def a_template_of_two_lines() -> bytes:
    return write_template(some_terms(asked=("KBT", "WOMEN"), period_asked=False), "07", "Kronoberg")


def a_filled_draft() -> bytes:
    given = Answers(
        lines={
            "KBT": Answer("1234", "partly", "=1+1 & <två>"),
            "IPT": Answer("ca 40", "reported", "_x000D_"),
        },
        sections={"SEX": SectionAnswer("zero", "@nobody")},
        first="2026-01-01",
    )
    return write_template(TERMS, "07", "Kronoberg", answers=given)


def an_answer() -> bytes:
    return write_answer(a_workbook(), findings())


def an_answer_to_what_excel_saved() -> bytes:
    return write_answer(with_shared_texts(a_workbook()), findings())


def an_answer_to_a_workbook_with_comments_and_sheets_of_its_own() -> bytes:
    book = load_workbook(BytesIO(a_workbook()))
    own = book.create_sheet("Egna räkningar d'or")
    own["B2"] = "=SUM(A1:A3)"
    own["B2"].hyperlink = "#'Redovisning'!A1"
    own["C1"].comment = Comment("Fråga Anna", "Bo")
    cell_named(book, "KBT").comment = Comment("Fråga Bo", "Anna")
    return write_answer(saved(book), findings())


def an_answer_to_an_answer() -> bytes:
    return write_answer(an_answer(), findings())


def a_list_alone() -> bytes:
    return write_answer(None, findings())


def a_providers_workbook() -> bytes:
    return write_provider_template(Terms(2026))


WRITTEN: tuple[Write, ...] = (
    an_empty_template, a_template_in_english, a_template_of_two_lines, a_filled_draft, an_answer,
    an_answer_to_what_excel_saved, an_answer_to_a_workbook_with_comments_and_sheets_of_its_own,
    an_answer_to_an_answer, a_list_alone, a_providers_workbook,
)  # fmt: skip


@pytest.mark.parametrize("write", WRITTEN, ids=lambda write: write.__name__)
def test_what_is_written_is_by_the_standard(write: Write) -> None:
    assert faults(write()) == []


def with_markup(name: str, old: str, new: str, data: bytes = b"") -> bytes:
    """A workbook with some markup replaced in one place."""
    data = data or an_answer()
    content = part(data, name).decode()
    assert old in content
    return with_parts(data, **{name: content.replace(old, new, 1).encode()})


# What is done to the answer, and a word of what is said of it.
BROKEN: dict[str, tuple[str, str, str, str]] = {
    "out of order": (SHEET, "<sheetData", "<pageMargins/><sheetData", "pageMargins"),
    "an unknown element": (SHEET, "<sheetData", "<sheetDato/><sheetData", "unknown"),
    "two validations of one cell": (SHEET, 'sqref="B11 ', 'sqref="D11 B11 ', "validations lie over"),
    "a false count": (SHEET, '<dataValidations count="2"', '<dataValidations count="3"', "not 3"),
    "a style that is not there": (SHEET, ' s="2"', ' s="999"', "style"),
    "a cell twice": (SHEET, 'r="A2"', 'r="A1"', "twice"),
    "a column twice": (SHEET, "<cols>", '<cols><col min="1" max="9" width="9"/>', "lie over"),
    "no drawing of comments": (SHEET, 'r:id="anysvml"', 'r:id="rId9"', "rId9"),
    "a link to nowhere": (LIST, "'Redovisning'!", "'Borta'!", "Borta"),
    "a name of nowhere": (BOOK, ">'Redovisning'!$", ">'Borta'!$", "Borta"),
    "a name twice": (BOOK, 'name="v3_KBT"', 'name="v3_IPT"', "defined twice"),
    "a name like a cell": (BOOK, 'name="v3_KBT"', 'name="KBT3"', "no name can be"),
    "two sheets of one name": (BOOK, 'name="Anvisningar"', 'name="redovisning"', "two sheets"),
    "a sheet's number twice": (BOOK, 'sheetId="2"', 'sheetId="1"', "share sheetId"),
    "a part without its type": ("[Content_Types].xml", "sheet2.xml", "sheet9.xml", "is said to be"),
    "an ending without its type": (
        "[Content_Types].xml",
        'Extension="vml"',
        'Extension="vmx"',
        "has no type",
    ),
    "a false type": (
        "[Content_Types].xml",
        "spreadsheetml.styles+xml",
        "spreadsheetml.sheet+xml",
        "no styles",
    ),
    "a part that is not there": ("xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet9.xml", "sheet9"),
    "a relation twice": ("xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId1"', "rId1 twice"),
    "a font that is not there": ("xl/styles.xml", 'fontId="1"', 'fontId="999"', "fontId 999"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_each_fault_is_seen(what: str) -> None:
    name, old, new, word = BROKEN[what]

    found = faults(with_markup(name, old, new))

    assert any(word in each for each in found), found


def test_a_text_that_is_not_there_is_seen() -> None:
    found = faults(with_markup("xl/worksheets/sheet1.xml", "<v>1</v>", "<v>9999</v>", ordinary()))

    assert any("a text that is not there" in each for each in found), found


def test_a_comment_without_its_shape_is_seen() -> None:
    found = faults(with_markup("xl/drawings/commentsDrawing1.vml", "Row>10<", "Row>99<"))

    assert any("are drawn in" in each for each in found), found
