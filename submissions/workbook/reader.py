"""Reads a filled-in workbook back to answers, or says in findings why it cannot be one."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from agreement.answers import Answer, Answers, SectionAnswer
from agreement.case import Fault
from agreement.findings import Family, Finding, Weight
from agreement.lines import Section
from agreement.numerals import parse_count
from agreement.terms import Terms
from register.models import Region
from submissions.workbook import names
from submissions.workbook.gate import Stop, is_far, stop_at_gate

LAYOUT = "workbook"
# The kind of a formula that gave "" when it was saved: an empty cell to whoever looks at it.
EMPTY_TEXT = "str"
_TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?")
# What the parser raises for parts that are missing or not as they should be.
BROKEN = (
    BadZipFile,
    InvalidFileException,
    ParseError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: answers, or findings that say why not. ``layout`` is None for a stranger's file."""

    answers: Answers | None
    findings: tuple[Finding, ...] = ()
    layout: str | None = None


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's saved value, its type as Excel has it, and its address."""

    value: Any = None
    kind: str = "n"
    address: str = ""
    no_result: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The named cells, and our sheet's title. Cells that were moved to another sheet have no address."""

    title: str = ""
    cells: Mapping[str, _Cell] = field(default_factory=dict)

    def cell(self, name: str) -> _Cell:
        return self.cells.get(name, _NO_CELL)

    def text(self, name: str) -> str:
        return _text(self.cell(name).value)

    def number(self, name: str) -> int | None:
        return parse_count(self.text(name))[0]


_NO_CELL = _Cell()


def read(data: bytes, filename: str, terms: Terms, region: Region) -> Reading:
    """The answers of the file, with their cells. Whatever the file is, nothing is raised.

    A file that is no workbook of ours, of this year and this region gives findings of the
    family *file* and no answers. What stands in the cells is taken as it stands; the rules judge it.
    """
    known: dict[str, Any] = {"name": filename, "year": terms.year, "region": str(region)}
    stop = stop_at_gate(data)
    sheet = _NO_SHEET
    if stop is None:
        try:
            sheet = _parse(data)
        except BROKEN:
            stop = Stop("file.broken")
    if stop is not None:
        return Reading(None, (_finding(stop.rule, known, cell=stop.cell),))
    if not sheet.cells:
        return Reading(None, (_finding("file.not_our_template", known),))
    strange = tuple(_strange(sheet, terms, region, known))
    return Reading(None if strange else _answers(sheet, terms), strange, LAYOUT)


_NO_SHEET = _Sheet()


def _finding(rule: str, known: Mapping[str, Any], **more: str | int) -> Finding:
    extra = {key: value for key, value in more.items() if value != ""}
    cell = extra.get("cell")
    return Finding(
        rule,
        Family.FILE,
        Weight.ERROR,
        params={**known, **extra},
        cells=(str(cell),) if cell else (),
    )


def _strange(sheet: _Sheet, terms: Terms, region: Region, known: Mapping[str, Any]) -> Iterable[Finding]:
    """Whether the workbook is of another version; if not, of another year or region."""
    version, year = sheet.number(names.TEMPLATE), sheet.number(names.YEAR)
    code = sheet.text(names.REGION).strip()
    if version is None or year is None or not code:
        yield _finding("file.not_our_template", known)
    elif version != names.TEMPLATE_VERSION:
        yield _finding("file.old_template", known, version=version, file_year=year)
    else:
        if year != terms.year:
            cell = sheet.cell(names.YEAR).address
            yield _finding("file.other_year", known, file_year=year, cell=cell)
        # Excel may have made 7 of 07.
        if code.zfill(2) != region.code:
            cell = sheet.cell(names.REGION).address
            yield _finding("file.other_region", known, file_region=_region_name(code.zfill(2)), cell=cell)


def _region_name(code: str) -> str:
    """The region that the file says it is of, by name where there is such a region."""
    named = Region.objects.filter(code=code).first()
    return str(named) if named is not None else code[:60]


def _parse(data: bytes) -> _Sheet:
    """The named cells; none of them where the file has no sheet of ours.

    Raises one of `BROKEN` for a damaged file.
    """
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    targets = _targets(book)
    title = targets.get(names.TEMPLATE, ("", "", 0))[0]
    if title not in book.sheetnames:
        return _NO_SHEET
    found = _cells(book, targets, title)
    if any(cell.value is None for name, cell in found.items() if "__" not in name):
        formulas = _cells(load_workbook(BytesIO(data), read_only=True, keep_links=False), targets, title)
        found = {name: _with_formula(cell, formulas[name]) for name, cell in found.items()}
    return _Sheet(title, found)


def _targets(book: Workbook) -> dict[str, tuple[str, str, int]]:
    """Sheet, column and row of every name of ours that still points at a cell.

    The workbook's own names; where they point nowhere, those of a copied sheet, since Excel
    gives a copy names of its own and the sheet that was first may have been deleted.
    """
    for defined in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        found = dict(_pointing({name: each.attr_text or "" for name, each in defined.items()}))
        if names.TEMPLATE in found:
            return found
    return {}


def _pointing(defined: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str, int]]]:
    for name, text in defined.items():
        match = _TARGET.fullmatch(text) if name.startswith("v3_") else None
        if match and not is_far(match[3], int(match[4])):
            yield name, ((match[1] or match[2]).replace("''", "'"), match[3], int(match[4]))


def _cells(book: Workbook, targets: Mapping[str, tuple[str, str, int]], home: str) -> dict[str, _Cell]:
    """The named cells of all sheets."""
    found: dict[str, _Cell] = {}
    for sheet in book.worksheets:
        wanted = {
            name: (column, row) for name, (title, column, row) in targets.items() if title == sheet.title
        }
        if wanted:
            cells = _cells_in(sheet, wanted)
            # An address alone would be looked for on our sheet.
            found |= cells if sheet.title == home else _without_address(cells)
    return found


def _without_address(cells: Mapping[str, _Cell]) -> dict[str, _Cell]:
    return {name: replace(cell, address="") for name, cell in cells.items()}


def _cells_in(sheet: Any, wanted: Mapping[str, tuple[str, int]]) -> dict[str, _Cell]:
    """The wanted cells in one pass, down to the last of them and no further."""
    by_place = {f"{column}{row}": _Cell(address=f"{column}{row}") for column, row in wanted.values()}
    rows = [row for _column, row in wanted.values()]
    for cells in sheet.iter_rows(min_row=min(rows), max_row=max(rows), max_col=256):
        for cell in cells:
            if (cell.value is not None or cell.data_type == EMPTY_TEXT) and cell.coordinate in by_place:
                by_place[cell.coordinate] = _Cell(cell.value, cell.data_type, cell.coordinate)
    return {name: by_place[f"{column}{row}"] for name, (column, row) in wanted.items()}


def _with_formula(saved: _Cell, formula: _Cell) -> _Cell:
    """An empty cell that turns out to hold a formula, which nothing has reckoned out."""
    if saved.value is None and saved.kind != EMPTY_TEXT and formula.kind == "f":
        return _Cell(formula.value, "f", saved.address, no_result=True)
    return saved


def _answers(sheet: _Sheet, terms: Terms) -> Answers:
    return Answers(
        lines={line.code: _line(sheet, line.code) for line in terms.lines()},
        sections={section.value: _section(sheet, section.value) for section in Section},
        first=sheet.text(names.PERIOD_FIRST),
        last=sheet.text(names.PERIOD_LAST),
        first_cell=sheet.cell(names.PERIOD_FIRST).address,
        last_cell=sheet.cell(names.PERIOD_LAST).address,
        sheet=sheet.title,
    )


def _line(sheet: _Sheet, code: str) -> Answer:
    cell = sheet.cell(names.figure_name(code))
    mark, comment = _mark(sheet, code)
    return Answer(_text(cell.value), mark, comment, cell.address, _fault(cell))


def _section(sheet: _Sheet, code: str) -> SectionAnswer:
    mark, comment = _mark(sheet, code)
    return SectionAnswer(mark, comment, sheet.cell(names.mark_name(code)).address)


def _mark(sheet: _Sheet, code: str) -> tuple[str, str]:
    """The mark and the comment. Words that are no mark are kept beside the comment."""
    words, comment = sheet.text(names.mark_name(code)).strip(), sheet.text(names.comment_name(code))
    mark = names.mark_from(words)
    if mark is not None or not words:
        return mark or "", comment
    return "", f"{comment} {words}".strip()


def _fault(cell: _Cell) -> str:
    """What only the cell's type shows; the text shows the rest."""
    if cell.no_result:
        return Fault.NO_RESULT.value
    if cell.kind == "e":
        return Fault.ERROR_VALUE.value
    if isinstance(cell.value, float) and isfinite(cell.value) and cell.value > 0:
        # As text 1.234 could be taken for 1 234.
        return "" if cell.value.is_integer() else Fault.DECIMAL.value
    return next((fault.value for kind, fault in _FAULTS if isinstance(cell.value, kind)), "")


_FAULTS: tuple[tuple[type, Fault], ...] = ((bool, Fault.TRUTH), (date, Fault.DATE))


def _text(value: Any) -> str:
    """The text of what a cell holds: 391.0 is 391, a day is 2026-12-31."""
    write = next((write for kind, write in _WRITERS if isinstance(value, kind)), str)
    return "" if value is None else write(value)


def _day(value: datetime) -> str:
    return value.isoformat(" ") if value.time() != time.min else value.date().isoformat()


def _number(value: float) -> str:
    """All digits and no exponent, so that a sum that is a hair from whole is seen for what it is."""
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")


_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "TRUE" if value else "FALSE"),
    (float, _number),
    (datetime, _day),
    (date, date.isoformat),
)
