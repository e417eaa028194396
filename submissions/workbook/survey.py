"""What all blocks of a file gave, gathered: figures by line, what was left out, what nobody understood."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from agreement.answers import SectionAnswer
from submissions.workbook import names
from submissions.workbook.blocks import OWN, Beside, Block, Why
from submissions.workbook.cells import fault_of, text_of, without_mark
from submissions.workbook.headings import Asked
from submissions.workbook.heads import Role
from submissions.workbook.labels import Kind, label_of
from submissions.workbook.scopes import Scope


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the return, and where in the file its figure was found. ``value`` is as it stood."""

    code: str
    label: str = ""
    sheet: str = ""
    cell: str = ""
    value: str = ""
    fault: str = ""
    mark: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Unused:
    """Something that was left out or not understood, and why. ``codes`` are the lines it may concern."""

    why: Why
    label: str
    sheet: str
    cell: str
    value: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stranger:
    """Why a file with labels is not taken: all that it holds is another year's or region's, or unclear."""

    why: Why
    sheet: str = ""
    cell: str = ""
    years: frozenset[int] = frozenset()
    regions: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A line's figure in one block. ``own`` ranks how far it was said to be ours."""

    row: Row
    own: int
    has_value: bool
    is_torn: bool = False


@dataclass(slots=True)
class Survey:
    """What all blocks of all sheets gave."""

    asked: Asked
    found: dict[str, list[Found]] = field(default_factory=lambda: defaultdict(list))
    rivals: dict[str, list[Found]] = field(default_factory=lambda: defaultdict(list))
    unknown: list[Unused] = field(default_factory=list)
    left_out: list[Unused] = field(default_factory=list)
    strangers: list[Stranger] = field(default_factory=list)
    parts: list[Stranger] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    sections: dict[str, SectionAnswer] = field(default_factory=dict)
    spoken_for: set[tuple[str, str]] = field(default_factory=set)
    is_years: bool = False

    def take(self, block: Block, sheet: str) -> None:
        """Add what a block gives."""
        for line in block.beside:
            self.spoken_for |= {(sheet, cell.address) for cell in line.cells.values()}
        self._take_figures(block, sheet)
        self._take_rivals(block, sheet)
        self._leave_out(block, sheet)
        if block.chosen:
            self._name_the_rest(block, sheet)
            self.sections |= {
                code: answer for code, answer in _sections(block, sheet) if code not in self.sections
            }

    def unknown_now(self) -> list[Unused]:
        """What was not understood, without the cells that another table turned out to explain."""
        return [
            each
            for each in self.unknown
            if each.why in (Why.AMBIGUOUS, Why.ELSEWHERE) or (each.sheet, each.cell) not in self.spoken_for
        ]

    def _take_figures(self, block: Block, sheet: str) -> None:
        if not block.chosen:
            return
        notes = _notes(block)
        own = _rank(block, max(line.score for line in block.chosen))
        self.is_years = self.is_years or any(self.asked.year in line.head.years for line in block.chosen)
        for position, codes in block.codes.items():
            line = _line_at(block, position)
            row = _row(block, position, line, sheet)
            if len(codes) > 1:
                if position in line.figures:
                    self.unknown.append(Unused(Why.AMBIGUOUS, row.label, sheet, row.cell, row.value, codes))
                continue
            mark, comment = notes.get(position, ("", ""))
            row = Row(codes[0], row.label, sheet, row.cell, row.value, row.fault, row.mark or mark, comment)
            self.found[codes[0]].append(Found(row, own, bool(row.value or row.mark)))

    def _take_rivals(self, block: Block, sheet: str) -> None:
        for line in block.rivals:
            for position in line.figures:
                row = _row(block, position, line, sheet)
                for code in block.codes[position]:
                    told = Row(code, row.label, sheet, row.cell, row.value, row.fault)
                    self.rivals[code].append(Found(told, _rank(block, line.score), True, block.is_torn))

    def _leave_out(self, block: Block, sheet: str) -> None:
        """Name each column or row that has figures and is not taken; keep those that are others'."""
        for line in block.beside:
            if line in block.chosen or line in block.rivals or not line.figures:
                continue
            why = line.out or Why.APART
            first, last = (block.address(at, line.number) for at in (min(line.figures), max(line.figures)))
            said = ", ".join(self._named(line))
            self.left_out.append(Unused(why, said, sheet, first if first == last else f"{first}:{last}"))
            of_others = self.strangers if why in (Why.OTHER_YEAR, Why.OTHER_REGION) else self.parts
            codes = tuple(code for at in sorted(line.figures) for code in block.codes[at])
            of_others.append(Stranger(why, sheet, first, line.head.years, line.head.regions, codes))

    def _named(self, line: Beside) -> list[str]:
        """Whose and of which year the figures are said to be, where that is why they are left out."""
        if line.out is Why.OTHER_REGION:
            return [self.asked.regions.names[code][0] for code in sorted(line.head.regions)]
        return [str(year) for year in sorted(line.head.years)] if line.out is Why.OTHER_YEAR else []

    def _name_the_rest(self, block: Block, sheet: str) -> None:
        """Figures in the chosen lines that stand beside no label, or beside one that is no line's."""
        plane = block.group.plane
        for line in block.chosen:
            for position in plane.between(block.extent.first, block.end):
                if (position, line.number) in plane.figures and position not in block.group.labels:
                    self._name(block, position, line, sheet)

    def _name(self, block: Block, position: int, line: Beside, sheet: str) -> None:
        text, cell = block.label(position), block.group.plane.cells[position, line.number]
        kind = label_of(text).kind
        place = (sheet, block.address(position, line.number), text_of(cell.value))
        if kind in (Kind.TOTAL, Kind.ALL, Kind.SECTION):
            self.left_out.append(Unused(Why.TOTAL, text, *place))
        elif kind is Kind.SHARE:
            self.left_out.append(Unused(Why.APART, text, *place))
        else:
            self.unknown.append(Unused(Why.NO_LINE if text else Why.NO_LABEL, text, *place))
            self._doubt(block, position, text)

    def _doubt(self, block: Block, position: int, text: str) -> None:
        """A line of which another line is said to be a part holds more than its own."""
        of_which = _OF_WHICH.match(text)
        parts = label_of(text[of_which.end() :]).codes if of_which else ()
        over = max((at for at in block.codes if at < position), default=None)
        if len(parts) == 1 and over is not None and parts != block.codes[over]:
            self.doubtful |= set(block.codes[over])


# Before the name of a line it says that the line over it holds this one as well.
_OF_WHICH = re.compile(r"[\s\-–•]*(?:varav|därav|of which)\s+", re.IGNORECASE)


def _rank(block: Block, score: int) -> int:
    """How far year and region are said to be ours; of two alike, the one that is said to be the whole."""
    return 2 * (score // OWN) + (block.caption.scope is Scope.WHOLE)


def _line_at(block: Block, position: int) -> Beside:
    """The chosen line that has the figure; the first of them where none has."""
    return next((line for line in block.chosen if position in line.figures), block.chosen[0])


def _row(block: Block, position: int, line: Beside, sheet: str) -> Row:
    """What stands there, without a code yet. A word for how far it was collected is a mark."""
    cell = line.cells.get(position)
    address, label = block.address(position, line.number), block.label(position)
    if cell is None:
        return Row("", label, sheet, address)
    text = without_mark(text_of(cell.value))
    mark = names.mark_from(text) or ""
    return Row("", label, sheet, address, "" if mark else text, "" if mark else fault_of(cell), mark)


def _notes(block: Block) -> dict[int, tuple[str, str]]:
    """The mark and the comment at each label, from the columns that are headed so."""
    return {position: _note(block, position) for position in block.codes}


def _note(block: Block, position: int) -> tuple[str, str]:
    said: dict[Role, str] = {}
    for line in block.beside:
        cell = block.group.plane.cells.get((position, line.number))
        if line.head.role in (Role.MARK, Role.COMMENT) and cell is not None:
            said.setdefault(line.head.role, text_of(cell.value).strip())
    words, comment = said.get(Role.MARK, ""), said.get(Role.COMMENT, "")
    mark = names.mark_from(words)
    return (mark, comment) if mark is not None else ("", f"{comment} {words}".strip())


def _sections(block: Block, sheet: str) -> Iterator[tuple[str, SectionAnswer]]:
    """The marks and comments given for whole sections, beside their headings."""
    axis, plane = block.extent.axis, block.group.plane
    for position in plane.between(block.extent.start, block.end):
        cell = plane.cells.get((position, axis))
        section = label_of(cell.value).section if cell is not None and isinstance(cell.value, str) else None
        if section is not None:
            mark, comment = _note(block, position)
            if mark or comment:
                yield section.value, SectionAnswer(mark, comment)
