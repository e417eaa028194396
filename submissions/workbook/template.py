"""The year's own workbook: written for one region, empty or with the answers given so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from agreement.answers import Answer, Answers
from agreement.case import Earlier, Fault
from agreement.lines import FORMS, PROVIDERS, SECTION_NAMES, SEXES, Line, Section, lines_in
from agreement.numerals import day, parse_count
from agreement.terms import Terms
from submissions.workbook import names
from submissions.workbook.safe import write

SHEET = "Redovisning"
GUIDE = "Anvisningar"
WIDTHS = {"A": 52, "B": 14, "C": 18, "D": 22, "E": 60}
HEAD_ROWS = 4

MARKED = PatternFill("solid", fgColor="FFF7D6")
OFF = PatternFill("solid", bgColor="F5CCC4")
SHADED = PatternFill("solid", fgColor="E6EFEA")
THIN = Side(style="thin", color="7A7A7A")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
BOLD = Font(bold=True)
TOP = Alignment(vertical="top")
WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(slots=True)
class _Page:
    """The sheet while it is written, and where its lines came to stand."""

    book: Workbook
    sheet: Worksheet
    answers: Answers
    earlier: Mapping[str, Earlier]
    lang: str
    row: int = HEAD_ROWS
    marks: DataValidation = field(init=False)
    counts: DataValidation = field(init=False)
    cells: dict[str, str] = field(default_factory=dict)

    def put(self, column: str, value: str | int | Decimal, *, font: Font | None = None) -> Cell:
        """Write a number, or a text that is never read as a formula, in the present row."""
        cell = self.sheet[f"{column}{self.row}"]
        assert isinstance(cell, Cell)
        write(cell, value)
        cell.alignment = TOP
        if font is not None:
            cell.font = font
        return cell

    def field(self, column: str, name: str, value: str | int | Decimal) -> Cell:
        """A marked cell for the region to fill in, found again by its name."""
        cell = self.put(column, value)
        cell.fill, cell.border = MARKED, FRAME
        self.name(column, name)
        return cell

    def name(self, column: str, name: str) -> None:
        """Give the cell in the present row a name that moves with it."""
        where = f"'{self.sheet.title}'!${column}${self.row}"
        self.book.defined_names[name] = DefinedName(name, attr_text=where)


def write_template(  # noqa: PLR0913 - what is filled in is by name only
    terms: Terms,
    region_code: str,
    region_name: str,
    *,
    answers: Answers | None = None,
    earlier: Mapping[str, Earlier] | None = None,
    lang: str = "sv",
) -> bytes:
    """The region's workbook as an xlsx file. Nothing in it is locked, so that rows can be added."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    page = _Page(book, sheet, answers or Answers(), earlier or {}, lang)
    with override(lang):
        _write_head(page, terms, region_code, region_name)
        _prepare_validation(page)
        if terms.period_asked:
            _write_period(page, terms)
        for section in Section:
            _write_section(page, section, lines_in(section, terms.asked))
        _write_sums(page)
        _lay_out(sheet, f"1:{HEAD_ROWS}")
        _write_guide(book, terms, lang)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_head(page: _Page, terms: Terms, region_code: str, region_name: str) -> None:
    title = _("Redovisning %(year)s – Region %(region)s") % {"year": terms.year, "region": region_name}
    page.row = 1
    page.put("A", title, font=Font(bold=True, size=16))
    page.row = 2
    page.put("A", _("Länskod"))
    page.put("B", region_code)
    page.name("B", names.REGION)
    page.put("D", _("Sista dag"))
    last_day = terms.deadline()
    page.put("E", day(last_day, page.lang) if last_day else "–")
    page.row = 3
    page.put("A", _("Avtalsår"))
    page.put("B", terms.year).alignment = Alignment(horizontal="left")
    page.name("B", names.YEAR)
    page.put("D", _("Mallens version"))
    page.put("E", names.TEMPLATE_VERSION).alignment = Alignment(horizontal="left")
    page.name("E", names.TEMPLATE)
    page.row = HEAD_ROWS
    heads = [_("Rad"), _("Antal"), _("Senast"), _("Hur långt insamlat"), _("Kommentar")]
    for column, head in zip(WIDTHS, heads, strict=True):
        page.put(column, head, font=BOLD).fill = SHADED


def _prepare_validation(page: _Page) -> None:
    """Excel's own hints. They only help: what counts is the check after the upload."""
    words = ",".join(names.mark_word(mark, page.lang) for mark in names.MARK_WORDS)
    page.marks = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
    page.marks.errorTitle = _("Välj i listan")
    page.marks.error = _("Välj ett av orden i listan, eller lämna cellen tom.")
    page.counts = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    page.counts.errorTitle = _("Skriv ett heltal")
    page.counts.error = _(
        "Antalet ska vara ett heltal, 0 eller större. Lägg det ni vill förklara i kommentaren."
    )
    for validation in (page.marks, page.counts):
        validation.showErrorMessage = True
        page.sheet.add_data_validation(validation)


def _write_period(page: _Page, terms: Terms) -> None:
    page.row += 2
    _write_section_name(page, _("Perioden som redovisningen gäller"))
    for label, name, given, asked in (
        (_("Första dag"), names.PERIOD_FIRST, page.answers.first, terms.period_first),
        (_("Sista dag"), names.PERIOD_LAST, page.answers.last, terms.period_last),
    ):
        page.row += 1
        page.put("A", label)
        page.field("B", name, given or (asked.isoformat() if asked is not None else ""))
        if asked is not None:
            page.put("C", _("Årets period: %(day)s") % {"day": asked.isoformat()})


def _write_section_name(page: _Page, text: str) -> None:
    page.put("A", text, font=BOLD)
    for column in WIDTHS:
        page.sheet[f"{column}{page.row}"].fill = SHADED


def _write_section(page: _Page, section: Section, lines: tuple[Line, ...]) -> None:
    if not lines:
        return
    page.row += 2
    _write_section_name(page, SECTION_NAMES[section][page.lang == "en"])
    page.put("C", _("Hela avsnittet:"))
    answer = page.answers.section(section)
    _write_mark(page, section.value, answer.collected, answer.comment)
    for line in lines:
        page.row += 1
        _write_line(page, line)


def _write_line(page: _Page, line: Line) -> None:
    answer = page.answers.line(line.code)
    page.put("A", line.label(page.lang)).alignment = WRAPPED
    cell = page.field("B", names.figure_name(line.code), _figure(answer))
    cell.number_format = "#,##0"
    page.counts.add(cell)
    page.cells[line.code] = cell.coordinate
    earlier = page.earlier.get(line.code)
    if earlier is not None:
        # The year is part of how the number is shown, so that the cell stays a number.
        page.put("C", earlier.value).number_format = f'#,##0" ({earlier.year})"'
    _write_mark(page, line.code, answer.collected, answer.comment)


def _figure(answer: Answer) -> str | int | Decimal:
    """A number where it is one, so that the sums count it; else the text as it stood."""
    if answer.fault == Fault.DECIMAL:
        return Decimal(answer.value)
    value, _fault = parse_count(answer.value)
    return answer.value if value is None or answer.fault else value


def _write_mark(page: _Page, code: str, mark: str, comment: str) -> None:
    page.marks.add(page.field("D", names.mark_name(code), names.mark_word(mark, page.lang)))
    page.field("E", names.comment_name(code), comment).alignment = WRAPPED


def _write_sums(page: _Page) -> None:
    """The sums that are to be alike. Formulas, so that they follow while the region fills in."""
    page.row += 2
    _write_section_name(page, _("Summor som ska vara lika"))
    first = ""
    for label, codes in (
        (_("Behandlingsformer"), FORMS),
        (_("Vårdgivare"), PROVIDERS),
        (_("Kön"), SEXES),
    ):
        cells = [page.cells[code] for code in codes if code in page.cells]
        if cells:
            page.row += 1
            page.put("A", label)
            page.put("B", 0).number_format = "#,##0"
            page.sheet[f"B{page.row}"] = f"=SUM({','.join(cells)})"
            if first:
                _write_balance(page, first, cells)
            first = first or f"B{page.row}"


def _write_balance(page: _Page, first: str, cells: Sequence[str]) -> None:
    """Whether the sum in the present row is the first one, in words and red where it is not."""
    here, place = f"B{page.row}", f"C{page.row}"
    alike, off = _("lika"), _("skiljer")
    words = f'IF({here}={first},"{alike}","{off} "&TEXT({here}-{first},"+0;-0"))'
    page.sheet[place] = f'=IF(COUNT({",".join(cells)})=0,"–",{words})'
    is_off = f"AND(COUNT({','.join(cells)})>0,{here}<>{first})"
    rule = Rule("expression", formula=[is_off], dxf=DifferentialStyle(fill=OFF))
    page.sheet.conditional_formatting.add(place, rule)


def _lay_out(sheet: Worksheet, head: str) -> None:
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = f"A{HEAD_ROWS + 1}"
    sheet.print_title_rows = head
    _fit_a4(sheet, "landscape")


def _fit_a4(sheet: Worksheet, orientation: str) -> None:
    sheet.page_setup.orientation = "landscape" if orientation == "landscape" else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_guide(book: Workbook, terms: Terms, lang: str) -> None:
    sheet = book.create_sheet(GUIDE)
    for row in _guide(terms, lang):
        sheet.append([""] * len(row))
        for cell, text in zip(sheet[sheet.max_row], row, strict=True):
            assert isinstance(cell, Cell)
            write(cell, text)
            cell.alignment = WRAPPED
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(wrap_text=False)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 52, 80
    _fit_a4(sheet, "portrait")


def _guide(terms: Terms, lang: str) -> Iterator[tuple[str, str]]:
    """How to fill in, then what the lines mean."""
    yield _("Så fyller ni i arbetsboken"), ""
    yield _("Antal"), _("Skriv ett heltal. En behandling räknas när den har avslutats.")
    yield (
        _("Noll eller tomt"),
        _("Skriv 0 bara om ingen behandling har avslutats. Lämna cellen tom om ni inte vet."),
    )
    yield (
        _("Hur långt insamlat"),
        _("Välj ”delvis insamlat” eller ”ej insamlat” om uppgifter saknas, och skriv varför i kommentaren."),
    )
    yield (
        _("Hela avsnittet"),
        _("Det ni väljer för hela avsnittet gäller de rader där ni inte har valt något."),
    )
    yield _("Senast"), _("Den senaste uppgiften ni har redovisat, med året inom parentes.")
    yield _("Rader"), _("Ni kan lägga till egna rader och blad. Cellerna med färg behöver finnas kvar.")
    yield (
        _("Summor"),
        _("Längst ner ser ni, medan ni skriver, om behandlingsformer, vårdgivare och kön ger samma summa."),
    )
    yield (
        _("Behandling"),
        _("En avslutad serie samtal eller ett avslutat rehabiliteringsprogram, inte ett besök."),
    )
    yield (
        _("Vem som behandlar"),
        _(
            "Legitimerad psykolog, psykolog under handledd praktik, kurator eller annan legitimerad personal "
            "med minst grundläggande utbildning i psykoterapi."
        ),
    )
    yield (
        _("Långvarig smärta"),
        _(
            "Smärta i axlar, nacke eller rygg i mer än tre månader, som inte beror på tumör eller på "
            "neurologisk eller inflammatorisk sjukdom."
        ),
    )
    for line in terms.lines():
        meaning = line.help_en if lang == "en" else line.help_sv
        if meaning:
            yield line.label(lang), meaning
