"""Each printed table of a year's report beside the made one, cell by cell. Reads; stores nothing.

A cell is equal, within the printed rounding, or different. A difference has its reason in a general rule:
a stored finding that names the cell, a line that was not collected, or a rate without a population. One
without a reason is unexplained. No reason is written for one cell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.conf import settings

from agreement.lines import INDICATORS, LINE, Collected
from compilation.answered import Row, Value
from compilation.claims.reading import NATION, Claim, Kind, printed_reports
from compilation.report import plain
from compilation.sources import Sources, sources_of
from compilation.tables import COUNT, PER_1000, Column, Table, tables
from submissions.models import Finding

NOT_COLLECTED, NO_POPULATION, FINDING = "not_collected", "no_population", "finding"
NO_RETURN = "complete.no_return"
Place = tuple[Kind, str, str, int]
"""What a cell says: kind, indicator, region and year."""

_WORDS = {
    NOT_COLLECTED: (
        "Uppgiften samlades inte in. Det som saknas är inte 0.",
        "The figure was not collected. What is missing is not 0.",
    ),
    NO_POPULATION: (
        "Ingen folkmängd finns för året, så talet kan inte räknas.",
        "There is no population for the year, so the rate cannot be computed.",
    ),
}
_SHARES = {
    "private_share": "PRIVATE",
    "public_share": "PUBLIC",
    "men_share": "MEN",
    "women_share": "WOMEN",
    "share": "CONTACTS",
}
_AMOUNTS = {
    "base": "PAYOUT_BASE",
    "contacts": "PAYOUT_CONTACTS",
    "appropriation": "APPROPRIATION",
    "specified": "SPECIFIED",
}
_FORM_COLUMNS = {
    "previous_count": (Kind.COUNT, -1),
    "previous_share": (Kind.SHARE, -1),
    "count": (Kind.COUNT, 0),
    "share": (Kind.SHARE, 0),
    "change": (Kind.CHANGE, 0),
}

# Answers of the survey are cells of a table, a level and a component; none of them is an indicator.
_ANSWERED = {
    "mmr_suppliers": ("answer",),
    "mmr_compensation": ("amount", "basis", "answer"),
    "kbt_ipt_compensation": ("amount", "basis", "answer"),
    "coordinators": ("count", "per_10000"),
}
_COORDINATORS = {"count": (Kind.COUNT, "COORDINATORS", 0), "per_10000": (Kind.RATE, "COORDINATORS", 0)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell differs: the kind of rule, and for a finding which one."""

    kind: str
    finding: Finding | None = None

    def words(self, lang: str = "sv") -> str:
        """The reason as a sentence."""
        return self.finding.message(lang) if self.finding else _WORDS[self.kind][lang == "en"]

    def as_json(self, lang: str) -> dict[str, Any]:
        """The public shape; ``rule`` is null where the reason is no finding."""
        rule = self.finding.rule if self.finding else None
        return {"kind": self.kind, "rule": rule, "message": self.words(lang)}


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed cell whose made value is another or missing. ``made`` is None where it is missing."""

    claim: Claim
    made: Value
    reasons: tuple[Reason, ...]

    def as_json(self, lang: str) -> dict[str, Any]:
        """The public shape."""
        said = self.claim
        return {
            "source": said.source,
            "kind": said.kind.value,
            "indicator": said.indicator,
            "region": said.region,
            "year": said.year,
            "printed": said.text,
            "made": plain(self.made),
            "reasons": [reason.as_json(lang) for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class TableBeside:
    """A printed table: how many cells are equal, and those that differ."""

    name: str
    file: str
    cells: int
    differences: tuple[Difference, ...]

    @property
    def equal(self) -> int:
        """How many cells are the printed ones."""
        return self.cells - len(self.differences)

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        """The differences without a reason."""
        return tuple(each for each in self.differences if not each.reasons)

    def as_json(self, lang: str) -> dict[str, Any]:
        """The public shape."""
        return {
            "table": self.name,
            "file": self.file,
            "cells": self.cells,
            "equal": self.equal,
            "differences": [each.as_json(lang) for each in self.differences],
        }


@dataclass(frozen=True, slots=True)
class Beside:
    """A printed report beside the made one. ``not_made`` are printed tables that the portal does not make."""

    year: int
    report: str
    tables: tuple[TableBeside, ...]
    not_made: tuple[str, ...]

    @property
    def unexplained(self) -> int:
        """How many differences have no reason."""
        return sum(len(table.unexplained) for table in self.tables)

    def as_json(self, lang: str = "sv") -> dict[str, Any]:
        """The public shape (tests/schemas/compare_printed.json)."""
        return {
            "year": self.year,
            "report": self.report,
            "unexplained": self.unexplained,
            "tables": [table.as_json(lang) for table in self.tables],
            "not_made": list(self.not_made),
        }


def printed_beside(year: int, folder: Path | None = None) -> Beside | None:
    """The report of a year beside its tables, or None where none is printed. Linear in its cells."""
    reports = printed_reports(folder or settings.FIGURES_OF_PAST_YEARS)
    report = next((each for each in reports if each.round == year), None)
    if report is None:
        return None
    sources = sources_of(year)
    made = {place: value for table in tables(sources) for place, value in _places(table, year)}
    why = _Why(sources, report.claims, Finding.objects.of_round(year))
    by_table = _by_table(report.claims)
    kept = {key: claims for key, claims in by_table.items() if _is_made(claims, made)}
    found = tuple(_beside(key, claims, made, why) for key, claims in kept.items())
    return Beside(year, report.name, found, tuple(key[0] for key in by_table if key not in kept))


def _by_table(claims: Iterable[Claim]) -> dict[tuple[str, str], list[Claim]]:
    """The cells by table and file, in the order of the report; sentences are in no table."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.table:
            found.setdefault((claim.table, claim.file), []).append(claim)
    return found


def _is_made(claims: Iterable[Claim], made: Mapping[Place, Value]) -> bool:
    """Whether the portal makes any of what a table prints."""
    columns = {place[:2] for place in made}
    return any((claim.kind, claim.indicator) in columns for claim in claims)


def _beside(
    key: tuple[str, str], claims: Sequence[Claim], made: Mapping[Place, Value], why: "_Why"
) -> TableBeside:
    found = ((claim, made.get(_place(claim))) for claim in claims)
    differing = tuple(
        Difference(claim, value, why.of(claim, value)) for claim, value in found if not _same(claim, value)
    )
    return TableBeside(*key, len(claims), differing)


def _place(claim: Claim) -> Place:
    return claim.kind, claim.indicator, claim.region, claim.year


def _same(claim: Claim, made: Value) -> bool:
    if isinstance(made, str):
        return claim.text == made
    return isinstance(made, int | Fraction) and claim.fits(Fraction(made))


def _places(table: Table, year: int) -> Iterator[tuple[Place, Value]]:
    """What every measured cell of a made table says."""
    for row in table.rows:
        of_row, region = row.get("year"), str(row.get("region", NATION))
        of = of_row if isinstance(of_row, int) else year
        for column in table.columns:
            said = _said(table, column, row)
            if said is not None:
                kind, indicator, shift = said
                yield (kind, indicator, region, of + shift), row[column.key]


def _said(table: Table, column: Column, row: Row) -> tuple[Kind, str, int] | None:
    """Kind, indicator and how many years from the row's own; None for a column that measures nothing."""
    if table.id in _ANSWERED:
        return _answered(table, column, row)
    if "form" in row:
        known = _FORM_COLUMNS.get(column.key)
        return (known[0], str(row["form"]), known[1]) if known else None
    if column.unit == PER_1000:
        of = table.columns[2].key if column.key == "per_1000" else column.key.removesuffix("_per_1000")
        return Kind.RATE, of, 0
    if column.key in _SHARES:
        return Kind.SHARE, _SHARES[column.key], 0
    if column.key in _AMOUNTS:
        return Kind.AMOUNT, _AMOUNTS[column.key], 0
    return (Kind.COUNT, column.key, 0) if column.unit == COUNT else None


def _answered(table: Table, column: Column, row: Row) -> tuple[Kind, str, int] | None:
    """What a cell says of the survey's answers: of coordinators and suppliers there are counts."""
    if table.id == "coordinators":
        return _COORDINATORS.get(column.key)
    if column.key == "suppliers":
        return Kind.COUNT, f"{row['level']}_SUPPLIERS", 0
    if column.key not in _ANSWERED[table.id]:
        return None
    within = [str(row[key]) for key in ("level", "component") if row.get(key)]
    return Kind.OTHER, "/".join([f"{table.id}:{column.key}", *within]), 0


class _Why:
    """The reasons that the stored data give for differences."""

    def __init__(self, sources: Sources, claims: Iterable[Claim], findings: Iterable[Finding]) -> None:
        self.sources = sources
        self.claimed: dict[Place, list[Finding]] = {}
        self.absent: dict[str, list[Finding]] = {}
        places = {claim.source: _place(claim) for claim in claims}
        for finding in findings:
            if finding.layer == Finding.Layer.CLAIM:
                # A finding about one print of a thing holds for every print of it. One about a total
                # rests on every region's row, and says nothing of any of them.
                rests_on = dict.fromkeys(places[each] for each in finding.sources if each in places)
                for place in (each for each in rests_on if each[2] == (finding.region_id or NATION)):
                    self.claimed.setdefault(place, []).append(finding)
            elif finding.rule == NO_RETURN and finding.region_id:
                self.absent.setdefault(finding.region_id, []).append(finding)

    def of(self, claim: Claim, made: Value) -> tuple[Reason, ...]:
        """Every reason for one cell: why it is missing, or what was found about the print."""
        if made is None:
            return tuple(self._missing(claim))
        found = {f.pk: f for place in _rests_on(claim) for f in self.claimed.get(place, ())}
        return tuple(Reason(FINDING, finding) for finding in found.values())

    def _missing(self, claim: Claim) -> Iterator[Reason]:
        told = self.sources.told.get((claim.region, claim.year))
        if told is None and claim.year == self.sources.year:
            yield from (Reason(FINDING, finding) for finding in self.absent.get(claim.region, ()))
        marks = told.marks if told else {}
        if any(marks.get(line) == Collected.NOT_COLLECTED for line in _lines(claim.indicator)):
            yield Reason(NOT_COLLECTED)
        if claim.kind is Kind.RATE and not self._has_people(claim):
            yield Reason(NO_POPULATION)

    def _has_people(self, claim: Claim) -> bool:
        regions = self.sources.regions if claim.region == NATION else [claim.region]
        return any(self.sources.inhabitants(region, claim.year) for region in regions)


def _rests_on(claim: Claim) -> Iterator[Place]:
    """The cell itself, and the counts that a share, rate or change is made from."""
    yield _place(claim)
    if claim.kind in (Kind.SHARE, Kind.RATE, Kind.CHANGE):
        yield Kind.COUNT, claim.indicator, claim.region, claim.year
    if claim.kind is Kind.SHARE:
        yield Kind.COUNT, "TREATMENTS", claim.region, claim.year
    if claim.kind is Kind.CHANGE and claim.since is not None:
        yield Kind.COUNT, claim.indicator, claim.region, claim.since


def _lines(indicator: str) -> tuple[str, ...]:
    """The lines that an indicator is the sum of."""
    return (indicator,) if indicator in LINE else tuple(INDICATORS.get(indicator, ()))
