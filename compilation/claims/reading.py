"""Printed tables and sentences as claims: each cell says something of an indicator, a region and a year.

A report is described by a file in ``data/claims`` (docs/claims.md): which CSV files it has, what the key of
a row is, and what each column says. Nothing here knows any particular table.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

NATION = "00"
_MILLION = {"million kronor": 1_000_000}


class Kind(StrEnum):
    """What a claim says."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    CHANGE = "change"
    AMOUNT = "amount"
    DATE = "date"
    HIGHEST = "highest share"
    LOWEST = "lowest share"
    ROSE_MOST = "largest increase"
    FELL_MOST = "largest decrease"
    ROSE = "increase"
    FELL = "decrease"
    ABOVE = "above the nation"
    BELOW = "below the nation"
    REGIONS_ABOVE = "regions with share above"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Claim:
    """One cell as printed: ``value`` is exact, ``half`` half a unit of its last digit, ``text`` what stood.

    ``source`` is file, row key and column. ``table`` is the table's name within the report. ``since`` is
    the year that a change is measured from; ``per`` is what a rate is per; ``regions`` are those that a
    ranking names, or those that a share leaves out.
    """

    kind: Kind
    indicator: str
    region: str
    year: int
    text: str
    source: str
    table: str
    file: str
    value: Fraction | None = None
    half: Fraction = Fraction(0)
    since: int | None = None
    per: int = 100
    regions: tuple[str, ...] = ()

    def fits(self, reckoned: Fraction) -> bool:
        """Whether the printed number is the reckoned one, rounded up or down at a half."""
        return self.value is not None and abs(reckoned - self.value) <= self.half


@dataclass(frozen=True, slots=True)
class Gap:
    """What a report itself says is missing of a region and year: line codes, or ``ALL`` of them.

    ``state`` is ``not_collected``, ``partly`` or ``no_return``.
    """

    region: str
    year: int
    lines: tuple[str, ...]
    state: str
    source: str


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """Everything that a report claims, what it says is missing, and the round of its findings."""

    name: str
    round: int
    claims: tuple[Claim, ...]
    gaps: tuple[Gap, ...] = ()


def printed_reports(folder: Path) -> list[PrintedReport]:
    """Every report described in a folder, oldest round first. Raises KeyError for half a description."""
    descriptions = (
        json.loads(path.read_text(encoding="utf-8")) for path in (folder / "claims").glob("*.json")
    )
    found = [_report(folder, description) for description in descriptions]
    return sorted(found, key=lambda report: (report.round, report.name))


def _report(folder: Path, said: Mapping[str, Any]) -> PrintedReport:
    claims = [claim for table in said["tables"] for claim in _table(folder, table)]
    if "text" in said:
        claims += _sentences(folder, said["text"], said["document"])
    gaps = _gaps(folder, said["gaps"], said["document"]) if "gaps" in said else ()
    return PrintedReport(said["report"], said["round"], tuple(claims), tuple(gaps))


def _rows(folder: Path, filename: str) -> list[dict[str, str]]:
    with (folder / filename).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _table(folder: Path, table: Mapping[str, Any]) -> Iterator[Claim]:
    for row in _rows(folder, table["file"]):
        key = "/".join(row[column] for column in table.get("key", ["region_code"]))
        for column, means in table["columns"].items():
            if row[column].strip():
                yield _cell(table, row, column, means, f"{table['file']}:{key}:{column}")


def _cell(
    table: Mapping[str, Any], row: Mapping[str, str], column: str, means: Mapping[str, Any], source: str
) -> Claim:
    kind = next(kind for kind in Kind if kind in means)
    indicator = means[kind] or table["rows"][row[table["by"]]]
    indicator = "/".join([indicator, *(row[part] for part in means.get("within", []) if row[part])])
    year = means.get("year", table["year"])
    unit = means.get("unit", 1)
    number, half = _number(row[column])
    return Claim(
        kind=kind,
        indicator=indicator,
        region=table.get("region") or row["region_code"],
        year=int(row[year]) if isinstance(year, str) else year,
        text=row[column],
        source=source,
        table=table["name"],
        file=table["file"],
        value=None if number is None else number * unit,
        half=half * unit,
        since=means.get("since"),
        per=means.get("per", 100),
    )


def _sentences(folder: Path, filename: str, document: str) -> Iterator[Claim]:
    for row in _rows(folder, filename):
        if row["document"] == document:
            yield _sentence(row, filename)


def _gaps(folder: Path, filename: str, document: str) -> Iterator[Gap]:
    for row in _rows(folder, filename):
        if row["document"].split()[:1] == [document]:
            yield Gap(
                region=row["region_code"],
                year=int(row["year"]),
                lines=tuple(row["lines"].split()),
                state=row["state"],
                source=f"{filename}:{row['region_code']}/{row['year']}:lines",
            )


def _sentence(row: Mapping[str, str], filename: str) -> Claim:
    kind, per = _said(row["kind"])
    number, half = (None, Fraction(0)) if kind is Kind.DATE else _number(row["value"])
    unit = _MILLION.get(row["unit"], 1)
    return Claim(
        kind=kind,
        indicator=row["indicator"],
        region=row["region_code"],
        year=int(row["year"]),
        text=row["value"],
        source=f"{filename}:{row['claim_id']}:{'value' if row['value'] else 'regions'}",
        table="",
        file=filename,
        value=None if number is None else number * unit,
        half=half * unit,
        since=int(row["compared_year"]) if row["compared_year"] else None,
        per=per,
        regions=tuple(row["regions"].split()),
    )


def _said(words: str) -> tuple[Kind, int]:
    """The kind that a sentence's words name, and the number in them: "per 1000", "share above 50"."""
    digits = re.search(r"\d+", words)
    number = int(digits[0]) if digits else 100
    if words == "value":
        return Kind.COUNT, number
    if words.startswith("per "):
        return Kind.RATE, number
    if words.startswith("share without"):
        return Kind.SHARE, 100
    if "date" in words.split():
        return Kind.DATE, number
    known = [kind for kind in Kind if words == kind or words.startswith(f"{kind} ")]
    return (max(known, key=len), number) if known else (Kind.OTHER, number)


def _number(text: str) -> tuple[Fraction | None, Fraction]:
    """A printed number and half a unit of its last digit; counts are exact to the unit."""
    plain = text.strip().replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        return None, Fraction(0)
    places = len(plain.partition(".")[2])
    return Fraction(plain), Fraction(1, 2 * 10**places)
