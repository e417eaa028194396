"""Writes a region's survey as a workbook: every question, with what is answered so far filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from agreement.numerals import day
from agreement.replies import Form, Kind
from submissions.workbook.safe import write
from survey.models import Answer, Response, SurveyItem
from survey.workbook import names

WIDTHS = {"A": 2, "B": 30, "C": 24, "D": 22, "E": 30, "F": 34, "G": 22, "H": 60}
FIRST_ROW = 5
LISTS = "Val"
LINE = 15  # points
MARKED = PatternFill("solid", fgColor="FFF7D6")
SHADED = PatternFill("solid", fgColor="E6EFEA")
THIN = Side(style="thin", color="7A7A7A")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(slots=True)
class _Page:
    """The sheet while it is written."""

    sheet: Worksheet
    lists: Worksheet
    lang: str
    row: int = FIRST_ROW
    offered: dict[tuple[str, ...], DataValidation] = field(default_factory=dict)

    def put(self, column: str, value: str, *, bold: bool = False) -> Cell:
        """Write in the present row a text that is never read as a formula, or digits as a number."""
        cell = self.sheet[f"{column}{self.row}"]
        assert isinstance(cell, Cell)
        is_count = value.isascii() and value.isdecimal() and len(value) < 12 and value == str(int(value))
        write(cell, int(value) if is_count else value)
        cell.alignment = WRAPPED
        if bold:
            cell.font = Font(bold=True)
        return cell

    def fill(self, column: str, value: str, words: list[names.Named]) -> None:
        """A marked cell for the region to fill in; with words, one of them is chosen."""
        cell = self.put(column, value)
        cell.fill, cell.border = MARKED, FRAME
        if words:
            self._offer(cell, [each[1 + (self.lang == "en")] for each in words])

    def _offer(self, cell: Cell, words: list[str]) -> None:
        rule = self.offered.get(tuple(words))
        if rule is None:
            rule = self.offered[tuple(words)] = self._list(words)
        rule.add(cell.coordinate)

    def _list(self, words: list[str]) -> DataValidation:
        """A rule with the words on a sheet of their own: in the rule itself they may not be long."""
        letter = get_column_letter(len(self.offered) + 1)
        for at, word in enumerate(words, start=1):
            there = self.lists[f"{letter}{at}"]
            assert isinstance(there, Cell)
            write(there, word)
        where = f"{LISTS}!${letter}$1:${letter}${len(words)}"
        rule = DataValidation("list", formula1=where, allow_blank=True)
        rule.errorTitle = _("Välj i listan")
        rule.error = _("Välj ett av orden i listan, eller lämna cellen tom.")
        self.sheet.add_data_validation(rule)
        return rule


def write_workbook(response: Response, answers: Mapping[int, Answer], lang: str = "sv") -> bytes:
    """The survey as an xlsx file, with the answers by item. Nothing in it is locked."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    page = _Page(sheet, lists, lang)
    items = response.survey.items.select_related("wording__question", "question").order_by("order")
    with override(lang):
        sheet.title = _("Enkätsvar")
        _write_head(page, response)
        for item in items:
            _write_question(page, item, answers.get(item.pk))
        _lay_out(sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_head(page: _Page, response: Response) -> None:
    survey = response.survey
    page.row = 1
    page.put(names.CODE, names.book_code(survey.year_id, response.region_id))
    title = _("Enkät %(year)d – %(region)s") % {"year": survey.year_id, "region": response.region}
    page.put(names.NAME, title).font = Font(bold=True, size=16)
    page.sheet["B1"].alignment = Alignment(wrap_text=False)
    last_day = day(survey.last_day, page.lang) if survey.last_day else "–"
    lines = (
        _("Sista dag: %(day)s. Fyll i de färgade cellerna, spara filen och ladda upp den i portalen.")
        % {"day": last_day},
        _("Ta inte bort rader. Det ni lämnar tomt räknas inte som noll."),
    )
    for page.row, line in enumerate(lines, start=2):
        page.put(names.NAME, line).alignment = Alignment(wrap_text=False)
    page.row = FIRST_ROW - 1
    heads = (
        _("Rad"), _("Del"), _("Antal eller belopp"), _("I stället för ett tal"), _("Gäller"), _("Svar"),
        _("Text"),
    )  # fmt: skip
    for column, head in zip(list(WIDTHS)[1:], heads, strict=True):
        page.put(column, head, bold=True).fill = SHADED
    page.row = FIRST_ROW


def _write_question(page: _Page, item: SurveyItem, answer: Answer | None) -> None:
    wording, key = item.wording, item.question.key
    said = answer.said() if answer is not None else []
    comment = answer.comment if answer is not None else ""
    confidential = answer.confidential if answer is not None else False
    slots = list(names.slots_of(wording, said))
    stamp = names.digest((slot.there for slot in slots), comment, confidential)
    page.put(names.CODE, names.code(names.HEAD, key, answer.revision if answer else 0, stamp))
    _write_across(page, f"{item.order}. {wording.words(page.lang)}", bold=True)
    if wording.help(page.lang):
        _write_across(page, wording.help(page.lang), bold=False)
    for slot in slots:
        _write_slot(page, item, slot)
    page.put(names.CODE, names.code(names.COMMENT, key))
    page.put(names.NAME, _("Kommentar"))
    page.fill(names.TEXT, comment, [])
    page.row += 1
    page.put(names.CODE, names.code(names.CONFIDENTIAL, key))
    page.put(names.NAME, _("Förtroligt, ska inte med i filer"))
    chosen = _word(_yes_no(), "yes", page.lang) if confidential else ""
    page.fill(names.CHOICE, chosen, _yes_no())
    page.row += 2


def _write_across(page: _Page, text: str, *, bold: bool) -> None:
    page.put(names.NAME, text, bold=bold)
    page.sheet.merge_cells(f"B{page.row}:H{page.row}")
    page.sheet.row_dimensions[page.row].height = LINE * ceil(len(text) / 150 + 0.2)
    page.row += 1


def _write_slot(page: _Page, item: SurveyItem, slot: names.Slot) -> None:
    wording = item.wording
    page.put(names.CODE, names.code(names.PART, item.question.key, slot.row, slot.index))
    page.put(names.NAME, wording.name_of(slot.row, page.lang) if slot.row else _("Svar"))
    there = names.typed(slot.there)
    for column in names.columns_of(wording):
        words = names.words_of(column, wording)
        value = str(getattr(there, names.FIELDS[column]))
        if column == names.FORM and value == Form.GIVEN:
            value = ""
        page.fill(column, _word(words, value, page.lang) if words else value, words)
    if item.question.kind == Kind.TEXT:
        page.sheet.row_dimensions[page.row].height = LINE * 6
    page.row += 1


def _yes_no() -> list[names.Named]:
    return [("yes", "ja", "yes"), ("no", "nej", "no")]


def _word(words: list[names.Named], code: str, lang: str) -> str:
    """What a code is called; the code itself where it is not on the list, such as a printed basis."""
    return next((each[1 + (lang == "en")] for each in words if each[0] == code), code)


def _lay_out(sheet: Worksheet) -> None:
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions[names.CODE].hidden = True
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
