"""The tables as a page shows them: names for codes, numbers rounded once, a dash for what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from agreement.lines import INDICATORS, LINE
from agreement.moves import PUBLIC_STATUSES, Status
from compilation.answered import Row, Value
from compilation.figures import shown_number
from compilation.labels import label, title
from compilation.report import Report
from compilation.sources import NATION
from compilation.tables import CODE, COUNT, KRONOR, PERCENT, YEAR, Column, Table
from compilation.trace import is_traced, row_key
from compilation.values import shown
from submissions.deviations import AS_PRINTED, CLAIM, Deviation

# So many years stand beside each other for several values at once.
BESIDE = 2
_UNITS = {PERCENT: ("%", "%"), KRONOR: ("kr", "SEK")}


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A heading, and whether numbers stand under it."""

    label: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell in words, empty where there is nothing to measure."""

    text: str
    is_number: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row: its heading, and its other cells in words. Those of ``is_pending`` are not yet accepted.

    ``key`` is its address among the rows that can be followed back.
    """

    head: str
    cells: tuple[ShownCell, ...]
    is_total: bool
    is_pending: bool
    key: str = ""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its caption and notes. ``made_of`` is the table's id where that is another."""

    id: str
    title: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[ShownRow, ...]
    notes: tuple[str, ...]
    made_of: str = ""

    @property
    def traced_as(self) -> str:
        """The table that its rows are followed back by; empty where they are not."""
        name = self.made_of or self.id
        return name if is_traced(name) else ""


@dataclass(frozen=True, slots=True)
class ShownDeviation:
    """A known deviation: the region's name, the lines' names, and what was said."""

    region: str
    lines: str
    state: str
    reason: str


def pending_of(report: Report) -> list[str]:
    """Codes of the regions whose return of the year is handed in and not yet accepted."""
    waiting = PUBLIC_STATUSES - {Status.ACCEPTED}
    return sorted(code for code, status in report.sources.statuses.items() if status in waiting)


def shown_tables(report: Report, lang: str) -> list[ShownTable]:
    """Every table of the report in a reader's language; years stand beside each other."""
    pending = set(pending_of(report))
    made: list[ShownTable] = []
    for table in report.tables:
        is_over_years = {"region", "year"} <= {column.key for column in table.columns}
        make = _across if is_over_years else _as_it_is
        made += make(report, table, pending, lang)
    return made


def shown_deviations(report: Report, lang: str) -> list[ShownDeviation]:
    """The known deviations in a reader's language."""
    return [_deviation(report, each, lang) for each in report.deviations]


def _as_it_is(report: Report, table: Table, pending: set[str], lang: str) -> list[ShownTable]:
    columns = tuple(ShownColumn(_heading(each, lang), each.unit != CODE) for each in table.columns)
    rows = tuple(_row(report, table, row, pending, lang) for row in table.rows)
    notes = tuple(note.words(report.sources.regions, lang) for note in table.notes)
    return [ShownTable(table.id, title(table.id, lang), columns, rows, notes)]


def _across(report: Report, table: Table, pending: set[str], lang: str) -> list[ShownTable]:
    """A row for each region and a column for each year; a table of its own for each value over many years."""
    years = sorted({int(str(row["year"])) for row in table.rows})
    values = [column for column in table.columns if column.key not in {"region", "year"}]
    cells = {
        (str(row["region"]), int(str(row["year"])), c.key): row[c.key] for row in table.rows for c in values
    }
    notes = tuple(note.words(report.sources.regions, lang) for note in table.notes)
    several = len(years) > BESIDE
    made = []
    for group in [[value] for value in values] if several else [values]:
        name = f"{table.id}-{group[0].key}" if several and group[0] is not values[0] else table.id
        named = title(table.id, lang)
        if several:
            named = f"{named}, {_measure(group[0], lang)}"
        heads = [
            ShownColumn(str(year) if several else f"{_heading(value, lang)} {year}", is_number=True)
            for value in group
            for year in years
        ]
        columns = (ShownColumn(_heading(table.columns[0], lang), is_number=False), *heads)
        rows = tuple(
            ShownRow(
                str(shown(report, table.columns[0], region, lang)),
                tuple(
                    _measured(cells.get((region, year, value.key)), lang) for value in group for year in years
                ),
                is_total=region == NATION,
                is_pending=region in pending,
                key=region,
            )
            for region in dict.fromkeys(str(row["region"]) for row in table.rows)
        )
        made.append(ShownTable(name, named, columns, rows, notes, table.id))
    return made


def _measure(column: Column, lang: str) -> str:
    """What is measured, inside a sentence."""
    if column.unit == COUNT:
        return "number" if lang == "en" else "antal"
    said = _heading(column, lang)
    return said[:1].lower() + said[1:]


def _measured(value: Value, lang: str) -> ShownCell:
    return ShownCell(shown_number(value, lang), is_number=True, is_missing=value is None)


def _heading(column: Column, lang: str) -> str:
    unit = _UNITS.get(column.unit)
    name = label(column.key, lang, column.ages)
    return f"{name} ({unit[lang == 'en']})" if unit else name


def _row(report: Report, table: Table, row: Row, pending: set[str], lang: str) -> ShownRow:
    head, *cells = (
        ShownCell(_words(report, column, row, lang), column.unit != CODE, row[column.key] is None)
        for column in table.columns
    )
    region = row.get("region")
    is_of_year = row.get("year", report.year) == report.year
    return ShownRow(
        head.text,
        tuple(cells),
        is_total=region == NATION or row.get("form") == "TREATMENTS",
        is_pending=is_of_year and region in pending,
        key=row_key(row),
    )


def _words(report: Report, column: Column, row: Row, lang: str) -> str:
    value = row[column.key]
    if column.unit == YEAR:
        return str(value)
    if column.unit == CODE:
        return str(shown(report, column, value, lang) or "")
    return shown_number(value, lang)


def _deviation(report: Report, each: Deviation, lang: str) -> ShownDeviation:
    nation = "The nation" if lang == "en" else "Hela riket"
    region = nation if each.region == NATION else report.sources.regions.get(each.region, each.region)
    named = () if each.state in (AS_PRINTED, CLAIM) else each.lines  # their words name the lines
    return ShownDeviation(region, _names(named, lang), each.state, each.words(lang))


def _names(lines: Iterable[str], lang: str) -> str:
    """What the lines are called; amounts and answers of a print are named by the words that follow."""
    named = (
        LINE[code].short(lang) if code in LINE else label(code, lang)
        for code in lines
        if code in (*LINE, *INDICATORS)
    )
    return ", ".join(named)
