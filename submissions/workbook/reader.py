"""Reads a filled-in workbook back to answers, or says in findings why it cannot be one."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.parsers.expat import ExpatError

from agreement.answers import Answer, Answers, SectionAnswer
from agreement.findings import Family, Finding, Weight
from agreement.lines import Section
from agreement.numerals import parse_count
from agreement.terms import Terms
from register.models import Region
from submissions.workbook import names
from submissions.workbook.blocks import Why
from submissions.workbook.book import Book, opened
from submissions.workbook.cells import Cell, fault_of, text_of
from submissions.workbook.gate import UNPACKING, is_far, stop_at_gate
from submissions.workbook.labelled import recognise_file
from submissions.workbook.layouts import LABELS, Recognition, answers_of
from submissions.workbook.limits import Stop, Stopped
from submissions.workbook.survey import Stranger, Unused

LAYOUT = "workbook"
# What is said of a workbook without this year's named cells; its labels may still tell.
NOT_OURS = ("file.not_our_template", "file.old_template")
MOST_TOLD = 10
LONGEST_TOLD = 30
_TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?")
# What a file that passed the gate may still lack: parts, texts, a sheet that is one.
BROKEN = (*UNPACKING, ExpatError, LookupError)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: answers, or findings that say why not. ``layout`` is None for a stranger's file.

    With the layout ``labels`` the answers are a proposal: ``recognition`` says where each was found and
    what was not understood, and the region has to confirm it. Its findings are notes beside the answers.
    """

    answers: Answers | None
    findings: tuple[Finding, ...] = ()
    layout: str | None = None
    recognition: Recognition | None = None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The named cells, and our sheet's title. Cells that were moved to another sheet have no address."""

    title: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def cell(self, name: str) -> Cell:
        return self.cells.get(name, _NO_CELL)

    def text(self, name: str) -> str:
        return text_of(self.cell(name).value)

    def number(self, name: str) -> int | None:
        return parse_count(self.text(name))[0]


_NO_CELL = Cell()


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
        except Stopped as stopped:
            stop = stopped.stop
        except BROKEN:
            stop = Stop("file.broken")
    if stop is not None:
        return Reading(None, (_stopped(stop, known),))
    strange = tuple(_strange(sheet, terms, region, known)) if sheet.cells else ()
    if not sheet.cells or (strange and strange[0].rule in NOT_OURS):
        refusal = strange or (_finding("file.not_our_template", known),)
        return _by_labels(data, terms, region, known) or Reading(None, refusal, LAYOUT if strange else None)
    return Reading(None if strange else _answers(sheet, terms), strange, LAYOUT)


def _by_labels(data: bytes, terms: Terms, region: Region, known: Mapping[str, Any]) -> Reading | None:
    """What the labels of a workbook say that is not this year's own; None where they say nothing."""
    try:
        found = recognise_file(data, terms, region)
    except Stopped as stopped:
        return Reading(None, (_stopped(stopped.stop, known),))
    except BROKEN:
        return Reading(None, (_finding("file.broken", known),))
    if found is None:
        return None
    if isinstance(found, Stranger):
        return Reading(None, (_stranger_finding(found, known),), LABELS)
    notes = (_told(found, terms, known), *_not_understood(found, known))
    return Reading(answers_of(found, terms), notes, LABELS, found)


def _stranger_finding(found: Stranger, known: Mapping[str, Any]) -> Finding:
    if found.why is Why.OTHER_YEAR:
        return _finding("file.other_year", known, file_year=max(found.years, default=0), cell=found.cell)
    if found.why is Why.OTHER_REGION:
        name = _region_name(min(found.regions, default=""))
        return _finding("file.other_region", known, file_region=name, cell=found.cell)
    finding = _finding("file.only_a_part" if found.why is Why.APART else "file.ambiguous", known)
    cells = found.cells or tuple(filter(None, (found.cell,)))
    return replace(
        finding,
        params={**finding.params, "lines": list(found.codes), "cells": list(cells)},
        lines=found.codes,
        cells=cells,
        sheet=found.sheet,
    )


def _told(found: Recognition, terms: Terms, known: Mapping[str, Any]) -> Finding:
    """A note that the file was read by its labels, with the lines that it did not have.

    A line whose cell is empty was found; that its answer is missing is another rule's to say.
    """
    rows = {row.code: row for row in found.rows}
    asked = [line.code for line in terms.lines() if not line.optional]
    lines = tuple(code for code in asked if code not in rows)
    filled = [code for code in asked if code in rows and (rows[code].value or rows[code].mark)]
    counts = {"known": len(filled), "asked": len(asked)}
    params = {**known, **counts, "lines": list(lines), "count": len(lines)}
    return Finding("file.by_labels", Family.FILE, Weight.NOTE, lines, params=params)


def _place_of(unused: Unused) -> str:
    label = textwrap.shorten(unused.label, LONGEST_TOLD, placeholder="…")
    return f"{label} ({unused.cell})" if label else unused.cell


def _not_understood(found: Recognition, known: Mapping[str, Any]) -> Iterator[Finding]:
    """A note that names the places with figures that could not be understood."""
    if found.unknown:
        sheet = found.unknown[0].sheet
        cells = tuple(each.cell for each in found.unknown if each.sheet == sheet)
        said = [_place_of(each) for each in found.unknown]
        params = {**known, "cells": list(cells), "labels": said[:MOST_TOLD], "count": len(said)}
        yield Finding(
            "file.not_understood",
            Family.FILE,
            Weight.NOTE,
            found.unclear,
            params=params,
            sheet=sheet,
            cells=cells,
            count=len(said),
        )


_NO_SHEET = _Sheet()


def _stopped(stop: Stop, known: Mapping[str, Any]) -> Finding:
    more = {} if stop.limit is None else {"limit": stop.limit}
    return _finding(stop.rule, known, cell=stop.cell, **more)


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
    with opened(data, names.PREFIX) as book:
        targets = _targets(book)
        title = targets.get(names.TEMPLATE, ("", ""))[0]
        if title not in {tab.title for tab in book.tabs}:
            return _NO_SHEET
        return _Sheet(title, _cells(book, targets, title))


def _targets(book: Book) -> dict[str, tuple[str, str]]:
    """Sheet and address of every name of ours that still points at a cell.

    The workbook's own names; where they point nowhere, those of a copied sheet, since Excel
    gives a copy names of its own and the sheet that was first may have been deleted.
    """
    for owner in (None, *range(len(book.tabs))):
        found = {each.name: at for each in book.names if each.tab == owner and (at := _pointed(each.target))}
        if names.TEMPLATE in found:
            return found
    return {}


def _pointed(target: str) -> tuple[str, str] | None:
    """The sheet and the address that a name points at, or None for no cell or one beyond what is read."""
    match = _TARGET.fullmatch(target)
    if match is None or is_far(match[3], int(match[4])):
        return None
    return (match[1] or match[2]).replace("''", "'"), f"{match[3]}{int(match[4])}"


def _cells(book: Book, targets: Mapping[str, tuple[str, str]], home: str) -> dict[str, Cell]:
    """The named cells of all sheets. On another sheet than ours an address alone would mislead."""
    wanted: dict[str, set[str]] = {}
    for title, address in targets.values():
        wanted.setdefault(title, set()).add(address)
    held = book.cells(wanted)
    cells = {name: held.get(title, {}).get(at, Cell(address=at)) for name, (title, at) in targets.items()}
    return {
        name: cell if targets[name][0] == home else replace(cell, address="") for name, cell in cells.items()
    }


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
    return Answer(text_of(cell.value), mark, comment, cell.address, fault_of(cell))


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
