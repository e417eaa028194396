"""Reads a filled-in survey workbook back to answers, or says why it cannot be one. Never raises otherwise."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agreement.amounts import AmountFault, plain
from agreement.case import Fault
from agreement.replies import Form, Kind, Misread, Part, ReplyFault
from submissions.workbook.cells import Cell, fault_of, text_of
from submissions.workbook.gate import stop_at_gate
from submissions.workbook.grid import Grid, grids_of
from submissions.workbook.limits import Stop, Stopped
from submissions.workbook.reader import BROKEN
from survey.models import SurveyItem
from survey.workbook import names

_COLUMNS = {letter: at for at, letter in enumerate("ABCDEFGH", start=1)}
_UNREADABLE = (Fault.ERROR_VALUE, Fault.NO_RESULT)


class Stranger(StrEnum):
    """Why a workbook is not this survey's and this region's."""

    NO_SURVEY = "no_survey"
    OTHER_YEAR = "other_year"
    OTHER_REGION = "other_region"
    OTHER_VERSION = "other_version"


class NotOurs(Exception):
    """The file goes no further: what stopped it at the gate, or whose it is instead."""

    def __init__(self, stop: Stop | None = None, why: Stranger | None = None, whose: str = "") -> None:
        self.stop, self.why, self.whose = stop, why, whose
        super().__init__(stop.rule if stop else why)


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be used: its address and why."""

    address: str
    fault: str
    raw: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The answer to one question as the workbook has it.

    ``revision`` is the one that was written there; ``is_changed`` whether anything differs since then.
    ``rows`` are the rows of the sheet that the parts stand in; ``bad`` the cells that cannot be used.
    """

    item: SurveyItem
    revision: int
    is_changed: bool
    parts: tuple[Part, ...] = ()
    comment: str = ""
    confidential: bool = False
    bad: tuple[BadCell, ...] = ()
    rows: tuple[int, ...] = ()

    def address_of(self, fault: Misread) -> str:
        """The cell that a part's fault is about."""
        for part, row in zip(self.parts, self.rows, strict=True):
            if (part.row, part.component) == (fault.row, fault.component) and fault.raw in (
                plain(part.raw),
                part.choice,
            ):
                return f"{_column_of(fault, self.item)}{row}"
        return ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the workbook holds, by question. ``broken`` are questions whose rows do not stand whole."""

    filled: tuple[Filled, ...]
    broken: tuple[SurveyItem, ...]


@dataclass(slots=True)
class _Question:
    """The rows of one question: its head's rest, and the row of each code."""

    stamp: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Sheet:
    """Our sheet while it is read, and the cells of a question that cannot be used."""

    grid: Grid
    kind: Kind = Kind.TEXT
    bad: list[BadCell] = field(default_factory=list)

    def cell(self, row: int, column: str) -> Cell:
        return self.grid.cells.get((row, _COLUMNS[column]), _EMPTY)

    def text(self, row: int, column: str) -> str:
        """What was typed; a cell that holds no readable value is bad."""
        cell = self.cell(row, column)
        fault = fault_of(cell)
        if fault in _UNREADABLE or (fault and column == names.RAW):
            self.bad.append(BadCell(f"{column}{row}", _of_cell(fault, self.kind), text_of(cell.value)))
            return ""
        return plain(text_of(cell.value))

    def chosen(self, row: int, column: str, words: Iterable[names.Named]) -> str:
        """The code of what was chosen, by its code or its word in either language."""
        said = self.text(row, column)
        if not said:
            return ""
        for each in words:
            if said.casefold() in {name.casefold() for name in each}:
                return each[0]
        self.bad.append(BadCell(f"{column}{row}", ReplyFault.NO_SUCH_CHOICE, said))
        return ""


_EMPTY = Cell()


def read(data: bytes, year: int, region: str, items: Iterable[SurveyItem]) -> Reading:
    """The answers of the file. Raises NotOurs, and nothing else whatever the file is."""
    sheet = _Sheet(_our_grid(data, year, region))
    questions, twice = _questions(sheet)
    filled, broken = [], []
    for item in items:
        question = questions.get(item.question.key)
        if question is None:
            continue
        found = None if item.question.key in twice else _filled(sheet, item, question)
        if found is None:
            broken.append(item)
        else:
            filled.append(found)
    return Reading(tuple(filled), tuple(broken))


def _our_grid(data: bytes, year: int, region: str) -> Grid:
    stop = stop_at_gate(data)
    if stop is not None:
        raise NotOurs(stop)
    try:
        grids = grids_of(data)
    except Stopped as stopped:
        raise NotOurs(stopped.stop) from stopped
    except BROKEN as broken:
        raise NotOurs(Stop("file.broken")) from broken
    for grid in grids:
        said = text_of(grid.cells.get((1, 1), _EMPTY).value).split("|")
        if said[0] == names.BOOK and len(said) == 4:
            _check_whose(said, year, region)
            return grid
    raise NotOurs(why=Stranger.NO_SURVEY)


def _check_whose(said: list[str], year: int, region: str) -> None:
    _book, its_year, its_region, version = said
    if its_year != str(year):
        raise NotOurs(why=Stranger.OTHER_YEAR, whose=its_year)
    if its_region != region:
        raise NotOurs(why=Stranger.OTHER_REGION, whose=its_region)
    if version != str(names.VERSION):
        raise NotOurs(why=Stranger.OTHER_VERSION)


def _questions(sheet: _Sheet) -> tuple[Mapping[str, _Question], set[str]]:
    """The rows by question key, and the keys of which a row stands twice."""
    found: dict[str, _Question] = {}
    met: Counter[str] = Counter()
    twice: set[str] = set()
    for (row, column), cell in sorted(sheet.grid.cells.items()):
        what, *rest = text_of(cell.value).split("|") if column == 1 else [""]
        if what not in (names.HEAD, names.PART, names.COMMENT, names.CONFIDENTIAL) or not rest:
            continue
        question = found.setdefault(rest[0], _Question())
        place = what if what == names.HEAD else "|".join([what, *rest[1:]])
        met[f"{rest[0]}|{place}"] += 1
        if met[f"{rest[0]}|{place}"] > 1:
            twice.add(rest[0])
        question.rows[place] = row
        if what == names.HEAD:
            question.stamp = rest[1:]
    return found, twice


def _filled(sheet: _Sheet, item: SurveyItem, question: _Question) -> Filled | None:
    """The question's answer; None where a row of it is gone or its head is not as we wrote it."""
    revision, stamp = (*question.stamp, "", "")[:2]
    comment_row, secret_row = question.rows.get(names.COMMENT), question.rows.get(names.CONFIDENTIAL)
    places = [place for place in question.rows if place.startswith(f"{names.PART}|")]
    wanted = {slot.row for slot in names.slots_of(item.wording, ())}
    if (
        comment_row is None or secret_row is None or not (revision.isdecimal() and len(revision) < 10)
        or {place.split("|")[1] for place in places} != wanted
    ):  # fmt: skip
        return None
    sheet.bad, sheet.kind = [], Kind(item.question.kind)
    rows = tuple(sorted(question.rows[place] for place in places))
    at = {question.rows[place]: place.split("|")[1] for place in places}
    parts = tuple(_part(sheet, item, at[row], row) for row in rows)
    comment = sheet.text(comment_row, names.TEXT)
    secret = sheet.chosen(secret_row, names.CHOICE, (("yes", "ja", "yes"), ("no", "nej", "no"))) == "yes"
    changed = bool(sheet.bad) or names.digest(parts, comment, secret) != stamp
    return Filled(item, int(revision), changed, parts, comment, secret, tuple(sheet.bad), rows)


def _part(sheet: _Sheet, item: SurveyItem, row: str, at: int) -> Part:
    said: dict[str, str] = {}
    for column in names.columns_of(item.wording):
        words = names.words_of(column, item.wording)
        said[names.FIELDS[column]] = sheet.chosen(at, column, words) if words else sheet.text(at, column)
    return Part(
        row=row,
        component=said.get("component", ""),
        form=said.get("form") or Form.GIVEN.value,
        raw=said.get("raw", ""),
        basis=said.get("basis", ""),
        choice=said.get("choice", ""),
        text=said.get("text", ""),
    )


def _of_cell(fault: str, kind: Kind) -> str:
    """The fault of a cell as a fault of an answer."""
    if fault in _UNREADABLE:
        return ReplyFault.NO_VALUE
    if kind is not Kind.AMOUNT:
        return ReplyFault.NOT_A_COUNT
    return AmountFault.DECIMAL if fault == Fault.DECIMAL else AmountFault.TEXT


def _column_of(fault: Misread, item: SurveyItem) -> str:
    if fault.fault == ReplyFault.BASIS_MISSING:
        return names.BASIS
    if fault.fault == ReplyFault.NO_SUCH_CHOICE:
        return names.CHOICE
    return names.RAW if item.question.kind in (Kind.NUMBER, Kind.TABLE, Kind.AMOUNT) else names.TEXT
