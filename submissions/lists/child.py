"""The child process that reads a stranger's file: `python -m submissions.lists.child`.

Takes a request as JSON on standard input, the file by its path, and writes what it found as JSON
on standard output. It has no database and no settings, and limits on memory and time.
"""

import gc
import json
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from submissions.lists.counts import CountsTally, read_standing
from submissions.lists.headings import SEARCHED, SERIES, Header, by_values, find_header, find_standing
from submissions.lists.limits import Limits, Stop
from submissions.lists.parts import column_letters
from submissions.lists.personal import BIRTH, FREE_TEXT, IDENTITY, NAME, Suspect
from submissions.lists.series import Period, SeriesTally
from submissions.lists.tables import Row, Table, open_tables
from submissions.lists.titled import check_titles, titles, titles_beside
from submissions.lists.words import Meaning

Found = dict[str, Any]


class Sink(Protocol):
    """Takes the rows that were not understood, with their numbers."""

    def begin(self, header: Header) -> None:
        """The header of the list that is read."""

    def add(self, number: int, row: Row) -> None:
        """One row."""


class NoSink:
    """Takes nothing."""

    def begin(self, header: Header) -> None:
        """Nothing to do."""

    def add(self, number: int, row: Row) -> None:
        """Nothing to do."""


def read_list(data: bytes, period: Period, limits: Limits, sink: Sink | None = None) -> Found:
    """What a list holds: its layout, what was taken as what, sums and faults; or what stops it."""
    try:
        opened = open_tables(data, limits)
        found = {"encoding": opened.encoding, "separator": opened.separator}
        return found | _read_tables(opened.tables, period, sink or NoSink())
    except Stop as why:
        return _stopped(why)


def _stopped(why: Stop) -> Found:
    return {"layout": None, "stops": [{"rule": why.rule, "params": why.params}]}


def _read_tables(tables: Iterator[Table], period: Period, sink: Sink) -> Found:
    """The first sheet with a header is the list; sheets after it that have something in them are named.

    Hidden sheets come last, and whether one is the list, or looks like it, is told. Also what is not
    the list is searched for persons: it would be kept with the list.
    """
    found: Found | None = None
    unread: list[str] = []
    lists: dict[bool, list[str]] = {True: [], False: []}
    for table in tables:
        if found is None:
            found = _read_table(table, period, sink)
            continue
        first = next(table.chunks, None)
        if first is not None:
            unread.append(table.name)
            lists[table.visible].extend([table.name] if _is_list(first[1], table) else [])
            _check_beside(table, first[1], period.year)
    if found is None:
        raise Stop("file.list_no_heading")
    return found | {"unread_sheets": unread, "unread_lists": lists[True], "hidden_lists": lists[False]}


def _read_table(table: Table, period: Period, sink: Sink) -> Found | None:
    first = next(table.chunks, None)
    if first is None:
        return None
    rows = first[1]
    header = find_header(rows[: SEARCHED + 1], table.first_column)
    if header is not None and _has_forms(header, rows):
        return _read_rows(table, by_values(header, rows), rows, period, sink)
    _check_beside(table, rows, period.year)
    standing = find_standing(rows)
    if standing is None:
        return None
    header, content = read_standing(rows, standing, table.first_column)
    if not content["named"]:
        return None
    check_titles(titles_beside(table.name, rows, standing[0]), period.year, _inside(period))
    return _told(header, table) | content


def _is_list(rows: list[Row], table: Table) -> bool:
    """Whether a sheet beside the list looks like one more."""
    header = find_header(rows[: SEARCHED + 1], table.first_column)
    return header is not None and len(rows) > header.last_row and _has_forms(header, rows)


def _has_forms(header: Header, rows: list[Row]) -> bool:
    """Whether words stand in the column of forms. Numbers are counts, and the table is another one."""
    place = header.place(Meaning.FORM)
    if header.layout != SERIES or place is None:
        return True
    below = [row[place] for row in rows[header.last_row : header.last_row + SEARCHED] if row[place] != ""]
    return not below or any(isinstance(value, str) and not value.strip().isdecimal() for value in below)


def _read_rows(table: Table, header: Header, rows: list[Row], period: Period, sink: Sink) -> Found:
    tally = SeriesTally(header, period) if header.layout == SERIES else CountsTally(header)
    suspects = [
        Suspect(
            column.heading, period.year, column.meaning == Meaning.END, column.meaning == Meaning.PROVIDER
        )
        for column in header.columns
    ]
    # The different values of these are gathered by the tally anyway.
    understood = tally.met() if isinstance(tally, SeriesTally) else {}
    sink.begin(header)
    for suspect, above in zip(suspects, zip(*rows[: header.first_row - 1], strict=True), strict=False):
        suspect.add(above)
    for number, chunk in _after(header, rows, table.chunks):
        for row in tally.add(number, chunk):
            sink.add(row, chunk[row - number])
        for place, values in enumerate(zip(*chunk, strict=True)):
            if place in understood:
                suspects[place].add(understood[place].forgotten(values))
            else:
                suspects[place].rows += len(values)
                suspects[place].add(values)
    for place, met in understood.items():
        suspects[place].add(met)
    _refuse_personal(header, suspects)
    content = tally.as_json()
    _check_year(content, period)
    if not content.get("years"):
        # Days say more than a title.
        check_titles(titles(table.name, rows, header), period.year, _inside(period))
    return _told(header, table) | content


def _after(
    header: Header, rows: list[Row], chunks: Iterator[tuple[int, list[Row]]]
) -> Iterator[tuple[int, list[Row]]]:
    """What stands below the header."""
    below = rows[header.last_row :]
    if below:
        yield header.last_row + 1, below
    yield from chunks


def _told(header: Header, table: Table) -> Found:
    return {
        "layout": header.layout,
        "stops": [],
        "sheet": table.name,
        "hidden": not table.visible,
        "header": [header.first_row, header.last_row],
        "columns": [asdict(column) for column in header.columns],
    }


def _refuse_personal(header: Header, suspects: list[Suspect]) -> None:
    """Raises Stop for columns of personal data. A comment about a care provider is no such thing."""
    passed = () if header.layout == SERIES else (NAME, FREE_TEXT)
    _stop_for(
        (column.letter, column.heading, kind)
        for column, suspect in zip(header.columns, suspects, strict=True)
        if (kind := suspect.verdict()) and (kind not in passed or suspect.said() == NAME)
    )


def _check_beside(table: Table, rows: list[Row], year: int) -> None:
    """Raises Stop for numbers or birth dates of persons in a sheet that is no list. Texts it may have."""
    suspects = [Suspect("", year, is_end=True) for _cell in rows[0]]
    for chunk in chain((rows,), (chunk for _number, chunk in table.chunks)):
        for suspect, values in zip(suspects, zip(*chunk, strict=True), strict=False):
            suspect.add(values)
    where = f"{table.name}!" if table.name else ""
    _stop_for(
        (where + column_letters(table.first_column + at), "", kind)
        for at, suspect in enumerate(suspects)
        if (kind := suspect.shown()) in (IDENTITY, BIRTH)
    )


def _stop_for(found: Iterable[tuple[str, str, str]]) -> None:
    """Raises Stop where there is something: (column, heading, kind). What stood in the column is not told."""
    columns = list(found)
    if columns:
        raise Stop(
            "file.personal_data",
            columns=", ".join(letter for letter, _heading, _kind in columns),
            headings=", ".join(heading for _letter, heading, _kind in columns if heading),
            kinds=", ".join(dict.fromkeys(kind for _letter, _heading, kind in columns)),
        )


def _check_year(content: Found, period: Period) -> None:
    """Raises Stop where most rows ended in another year: it is another year's file."""
    years: dict[str, int] = content.get("years", {})
    commonest = max(years, key=lambda year: years[year], default=str(period.year))
    if int(commonest) not in _inside(period) and years[commonest] * 2 > sum(years.values()):
        raise Stop("file.list_other_year", file_year=int(commonest), year=period.year)


def _inside(period: Period) -> range:
    """The years that the period has days of."""
    first, last = period.first or date(period.year, 1, 1), period.last or date(period.year, 12, 31)
    return range(first.year, last.year + 1)


def serve(read: Callable[[Found, Period, Limits], Found]) -> None:
    """Do what standard input asks, within limits, and tell it on standard output."""
    # Nothing made here refers to itself, and the process soon ends.
    gc.disable()
    asked = json.load(sys.stdin)
    limits = Limits(**asked["limits"])
    # What it writes to is what it takes; code and room that is only set aside cost nothing.
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    period = Period(asked["year"], _day(asked["first"]), _day(asked["last"]))
    try:
        found = read(asked, period, limits)
    except MemoryError:
        found = _stopped(Stop("file.bomb"))
    found["peak_kb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    json.dump(found, sys.stdout, ensure_ascii=True)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _read(asked: Found, period: Period, limits: Limits) -> Found:
    return read_list(Path(asked["path"]).read_bytes(), period, limits)


if __name__ == "__main__":
    serve(_read)
