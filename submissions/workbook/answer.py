"""The user's own workbook back, with what was found coloured, commented and listed.

Whatever the file is, an answer comes: where it cannot be opened again, the list alone.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Protocol
from zipfile import ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from agreement import wording
from agreement.findings import Weight
from agreement.lines import LINE
from submissions.workbook import names
from submissions.workbook.gate import is_far, stop_at_gate
from submissions.workbook.limits import EDITED
from submissions.workbook.safe import plain, write

log = logging.getLogger(__name__)

SHEET = "Iakttagelser"
COLOURS = {Weight.ERROR: "F5CCC4", Weight.QUERY: "FFE8A3", Weight.NOTE: "D9E8F5"}
ORDER = tuple(COLOURS)
# A cell's comment is read in a small box; the sheet has every word.
MOST_WORDS, LONGEST_COMMENT = 5, 2_000
# Opened to be written, a sheet takes some fifty times its size in memory.
MOST_SHEETS = 6 * 1024 * 1024
WIDTHS = {"A": 62, "B": 16, "C": 62, "D": 24, "E": 26}
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
_BOLD = Font(bold=True)
_LINK = Font(color="0000EE", underline="single")


class Noted(Protocol):
    """What a finding must tell to be shown; stored ones and those of a trial do."""

    @property
    def rule(self) -> str: ...
    @property
    def weight(self) -> str: ...
    @property
    def lines(self) -> Sequence[str]: ...
    @property
    def sheet(self) -> str | None: ...
    @property
    def cells(self) -> Sequence[str]: ...
    @property
    def params(self) -> Mapping[str, Any]: ...


class Changed(Protocol):
    """One figure of a proposed repair."""

    @property
    def line(self) -> str: ...
    @property
    def before(self) -> int: ...
    @property
    def after(self) -> int: ...


class Proposed(Protocol):
    """A proposed repair: its rank, its changes and why."""

    @property
    def rank(self) -> int: ...
    @property
    def changes(self) -> Sequence[Changed]: ...
    def why(self, lang: str) -> str: ...


@dataclass(slots=True)
class _Answer:
    """The workbook while it is written, and what each cell is to say."""

    book: Workbook
    lang: str
    named: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    said: dict[tuple[str, str], list[Noted]] = field(default_factory=lambda: defaultdict(list))

    def places(self, finding: Noted) -> list[tuple[str, str]]:
        """Sheet and address of the finding's cells; where it has none, the cells of its lines."""
        if finding.cells and finding.sheet:
            found = [(finding.sheet, address) for address in finding.cells]
        else:
            found = [self.named[code] for code in finding.lines if code in self.named]
        return [place for place in dict.fromkeys(found) if self.cell(*place) is not None]

    def cell(self, title: str, address: str) -> Cell | None:
        """The cell, or the one that it was merged into; None if the workbook has no such place."""
        sheet = self.book[title] if title in self.book.sheetnames else None
        match = _ADDRESS.fullmatch(address)
        if match is None or not isinstance(sheet, Worksheet) or is_far(match[1], int(match[2])):
            return None
        cell = sheet[address]
        if isinstance(cell, MergedCell):
            cell = _first_of_merged(sheet, address)
        return cell if isinstance(cell, Cell) else None


def write_answer(
    data: bytes | None,
    findings: Iterable[Noted],
    *,
    repairs: Sequence[Proposed] = (),
    lang: str = "sv",
) -> bytes:
    """The workbook with its findings, as an xlsx file; formulas, styles and names stay as they were.

    A file that cannot be opened, or is too large to be written again, gives a workbook with
    the list alone. Nothing is raised for what the file holds.
    """
    ordered = sorted(findings, key=lambda finding: ORDER.index(Weight(finding.weight)))
    with override(lang):
        try:
            return _written(_open(data), data, ordered, repairs, lang)
        except Exception as problem:
            # openpyxl raises whatever its objects cannot hold, when it opens a file and when it saves it.
            # The kind alone is logged: the words may quote the file.
            log.warning("only the list of findings could be written: %s", type(problem).__name__)
            return _written(None, data, ordered, repairs, lang)


def _written(
    book: Workbook | None,
    data: bytes | None,
    findings: Sequence[Noted],
    repairs: Sequence[Proposed],
    lang: str,
) -> bytes:
    answer = _Answer(book or Workbook(), lang)
    answer.named = dict(_named(answer.book))
    sheet = _list_sheet(answer.book, is_alone=book is None)
    notes = _lost(data) if book is not None else _nothing_but_list(data)
    _write_list(answer, sheet, findings, notes)
    _write_repairs(sheet, repairs, lang)
    for (title, address), about in answer.said.items():
        _mark(answer, title, address, about)
    file = BytesIO()
    answer.book.save(file)
    return file.getvalue()


def _open(data: bytes | None) -> Workbook | None:
    """The workbook with its formulas; None where it cannot be opened or is too large for that."""
    if data is None or stop_at_gate(data, EDITED) is not None:
        return None
    with ZipFile(BytesIO(data)) as archive:
        sizes = [part.file_size for part in archive.infolist() if part.filename.startswith("xl/")]
    if sum(sizes) > MOST_SHEETS:
        return None
    book = load_workbook(BytesIO(data))
    # Of a strict file, and of one that names its parts in another way, openpyxl sees no sheet.
    return book if book.sheetnames else None


def _named(book: Workbook) -> Iterator[tuple[str, tuple[str, str]]]:
    """Where each line's figure is, by our names."""
    for code in LINE:
        defined = book.defined_names.get(names.figure_name(code))
        for title, address in defined.destinations if defined is not None else ():
            yield code, (title, address.replace("$", ""))


def _first_of_merged(sheet: Worksheet, address: str) -> Any:
    merged = next(area for area in sheet.merged_cells.ranges if address in area)
    return sheet.cell(merged.min_row, merged.min_col)


def _list_sheet(book: Workbook, *, is_alone: bool) -> Worksheet:
    """The list as the first sheet, and the only one chosen, so that typing hits one sheet alone."""
    if is_alone:
        for title in book.sheetnames:
            del book[title]
    sheet: Worksheet = book.create_sheet(SHEET, 0)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    return sheet


def _write_list(answer: _Answer, sheet: Worksheet, findings: Sequence[Noted], notes: Sequence[str]) -> None:
    counts = [
        (Weight.ERROR, _("fel att rätta")),
        (Weight.QUERY, _("kontrollfrågor")),
        (Weight.NOTE, _("upplysningar")),
    ]
    weights = [finding.weight for finding in findings]
    _row(sheet, 1, [_("Iakttagelser")])
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment()
    _row(sheet, 2, [" · ".join(f"{weights.count(weight)} {words}" for weight, words in counts)])
    row = 2
    for note in notes:
        row += 1
        _row(sheet, row, [note])
    row += 2
    _heads(sheet, row, [_("Vad vi såg"), _("Slag"), _("Gör så här"), _("Rader"), _("Cell")])
    sheet.freeze_panes = f"A{row + 1}"
    for finding in findings:
        row += 1
        _write_finding(answer, sheet, row, finding)


def _write_finding(answer: _Answer, sheet: Worksheet, row: int, finding: Noted) -> None:
    places = answer.places(finding)
    lines = ", ".join(LINE[code].short(answer.lang) if code in LINE else code for code in finding.lines)
    where = _where(finding, places)
    words = wording.told(finding.rule, finding.params, answer.lang)
    do = wording.action(finding.rule, finding.params, answer.lang)
    _row(sheet, row, [words, _weight_word(finding.weight), do, lines, where])
    sheet[f"B{row}"].fill = _fill(finding.weight)
    if places:
        _link(sheet, f"E{row}", *places[0])
    for place in places:
        answer.said[place].append(finding)


def _where(finding: Noted, places: Sequence[tuple[str, str]]) -> str:
    if places:
        return ", ".join(f"{title}!{address}" for title, address in places)
    prefix = f"{finding.sheet}!" if finding.sheet else ""
    return ", ".join(f"{prefix}{address}" for address in finding.cells)


def _link(sheet: Worksheet, at: str, title: str, address: str) -> None:
    quoted = title.replace("'", "''")
    cell = sheet[at]
    cell.hyperlink = Hyperlink(ref=at, location=f"'{quoted}'!{address}")
    cell.font = _LINK


def _write_repairs(sheet: Worksheet, repairs: Sequence[Proposed], lang: str) -> None:
    if not repairs:
        return
    row = sheet.max_row + 2
    _heads(sheet, row, [_("Förslag till rättelse"), _("Ordning"), _("Varför")])
    for repair in repairs:
        row += 1
        _row(sheet, row, [_changes(repair, lang), repair.rank, repair.why(lang)])


def _changes(repair: Proposed, lang: str) -> str:
    named = (LINE[each.line].short(lang) if each.line in LINE else each.line for each in repair.changes)
    return "; ".join(
        f"{name}: {each.before} → {each.after}" for name, each in zip(named, repair.changes, strict=True)
    )


def _row(sheet: Worksheet, row: int, values: Sequence[str | int]) -> None:
    for column, value in zip(WIDTHS, values, strict=False):
        cell = sheet[f"{column}{row}"]
        assert isinstance(cell, Cell)
        write(cell, value)
        cell.alignment = _WRAPPED


def _heads(sheet: Worksheet, row: int, values: Sequence[str]) -> None:
    _row(sheet, row, values)
    for column in WIDTHS:
        sheet[f"{column}{row}"].font = _BOLD
        sheet[f"{column}{row}"].fill = PatternFill("solid", fgColor="E6EFEA")


def _mark(answer: _Answer, title: str, address: str, about: Sequence[Noted]) -> None:
    """Colour the cell by the weightiest finding and say all in a comment, after what stood there."""
    cell = answer.cell(title, address)
    if cell is None:
        return
    cell.fill = _fill(about[0].weight)
    words = [wording.message(each.rule, each.params, answer.lang) for each in about[:MOST_WORDS]]
    more = len(about) - len(words)
    if more:
        words.append(
            ngettext("Och %(n)d till, se bladet %(sheet)s.", "Och %(n)d till, se bladet %(sheet)s.", more)
            % {"n": more, "sheet": SHEET}
        )
    if cell.comment is not None:
        words.insert(0, str(cell.comment.text))
    text = plain("\n\n".join(words))[:LONGEST_COMMENT]
    cell.comment = Comment(text, _("Villkor 3"), height=60 + len(text) // 2, width=340)


def _fill(weight: str) -> PatternFill:
    return PatternFill("solid", fgColor=COLOURS[Weight(weight)])


def _weight_word(weight: str) -> str:
    words = {Weight.ERROR: _("Fel"), Weight.QUERY: _("Kontrollfråga"), Weight.NOTE: _("Upplysning")}
    return words[Weight(weight)]


def _nothing_but_list(data: bytes | None) -> list[str]:
    if data is None:
        return []
    return [_("Er fil gick inte att öppna här, så den är inte med. Här är bara listan.")]


def _lost(data: bytes | None) -> list[str]:
    """What a copy may lack, so that nobody takes it for the original."""
    if data is None:
        return []
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.namelist()
    lost = [words for start, words in _fragile() if any(part.startswith(start) for part in parts)]
    if not lost:
        return []
    said = _("Det här kan saknas eller se annorlunda ut i kopian: %(what)s. Er egen fil är oförändrad.")
    return [said % {"what": ", ".join(dict.fromkeys(lost))}]


def _fragile() -> tuple[tuple[str, str], ...]:
    return (
        ("xl/vbaProject", _("makron")),
        ("xl/charts/", _("diagram")),
        ("xl/media/", _("bilder")),
        ("xl/drawings/drawing", _("figurer")),
        ("xl/ctrlProps/", _("knappar")),
        ("xl/activeX/", _("knappar")),
        ("xl/embeddings/", _("inbäddade filer")),
        ("xl/slicers/", _("utsnitt")),
        ("xl/threadedComments/", _("trådade kommentarer")),
    )
