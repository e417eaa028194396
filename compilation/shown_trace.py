"""A number's trace in words: its formula with numbers in it, and a table for each thing it is made of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement import numerals
from agreement.lines import LINE, Collected
from agreement.moves import Status
from compilation.figures import NONE, shown_number
from compilation.labels import label
from compilation.people import ages_in_words
from compilation.sources import NATION, Sources
from compilation.tables import KRONOR, PER_1000, PERCENT, Column
from compilation.trace import Formula, Kind, Operand, Trace

_ENDINGS = {PERCENT: ("\N{NO-BREAK SPACE}%", "%"), KRONOR: ("\N{NO-BREAK SPACE}kr", "\N{NO-BREAK SPACE}SEK")}
_QUALITIES = {
    "official": gettext_lazy("officiell"),
    "recovered": gettext_lazy("återskapad"),
    "estimated": gettext_lazy("uppskattad"),
}


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One region's part of an operand. ``version`` is that of the return which it stands in."""

    region: str
    code: str
    value: str
    is_missing: bool
    lines: str
    version: int | None
    year: int
    notes: tuple[str, ...]
    date: date | None
    quality: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownOperand:
    """What a number is made of: a heading, its sum, and the parts of it."""

    name: str
    kind: str
    value: str
    parts: tuple[ShownPart, ...]
    missing: tuple[str, ...]
    source: str
    has_sum: bool


@dataclass(frozen=True, slots=True)
class ShownTrace:
    """A number with its formula in words."""

    table: str
    row: str
    column: str
    name: str
    value: str
    is_missing: bool
    formula: str
    denominator: str
    is_estimated: bool
    operands: tuple[ShownOperand, ...]


def shown_trace(trace: Trace, sources: Sources, lang: str) -> ShownTrace:
    """The trace in a reader's language."""
    return ShownTrace(
        trace.table,
        trace.row,
        trace.column.key,
        _name(trace, lang),
        with_unit(trace.column, trace.value, lang),
        trace.value is None,
        _formula(trace, lang),
        _denominator(trace, lang),
        any(_qualities(each) & {"estimated", "recovered"} for each in trace.operands),
        tuple(_operand(each, sources, lang) for each in trace.operands),
    )


def with_unit(column: Column, value: object, lang: str) -> str:
    """The number as the tables show it, with its unit."""
    said = shown_number(value, lang)  # type: ignore[arg-type]  # a table's value
    return said if value is None else f"{said}{_ENDINGS.get(column.unit, ('', ''))[lang == 'en']}"


def heading_of(key: str, sources: Sources, lang: str) -> str:
    """What a row is called: a region, a form or a year."""
    names = {NATION: _("Hela riket"), **sources.regions}
    first = key.partition(".")[0]
    if first in LINE:
        return LINE[first].label(lang)
    return names.get(first) or (label(first, lang) if first.isalpha() else first)


def _name(trace: Trace, lang: str) -> str:
    """The column's heading, with the year where the row has one beside its region."""
    _region, _dot, year = trace.row.partition(".")
    ages = ages_in_words(int(year)) if year else trace.column.ages
    return f"{label(trace.column.key, lang, ages)} {year}".strip()


def _formula(trace: Trace, lang: str) -> str:
    """The numbers as they are put together; empty where the number is one as it stands."""
    if trace.value is None or trace.formula is Formula.IS:
        return ""
    first, second = (_count(each.value, lang) for each in trace.operands)
    result = with_unit(trace.column, trace.value, lang)
    if trace.formula is Formula.CHANGE:
        return f"({first} − {second}) ÷ {second} × 100 = {result}"
    per = numerals.count(1000, lang) if trace.column.unit == PER_1000 else "100"
    return f"{first} ÷ {second} × {per} = {result}"


def _denominator(trace: Trace, lang: str) -> str:
    """What is divided by, by name, with date and ages for people."""
    if trace.formula is Formula.IS:
        return ""
    below = trace.operands[1]
    if below.kind is not Kind.PEOPLE:
        return f"{label(below.code, lang)} {below.year}"
    days = sorted({each.people.date for each in (*below.parts, below) if each.people})
    named = _operand_name(below, lang)
    return f"{named}, {', '.join(numerals.day(day, lang) for day in days)}" if days else named


def _operand(each: Operand, sources: Sources, lang: str) -> ShownOperand:
    is_nation = each.region == NATION
    parts = each.parts if is_nation else (each,)
    names = sources.regions
    return ShownOperand(
        _operand_name(each, lang),
        each.kind.value,
        _count(each.value, lang),
        tuple(_part(part, sources, lang) for part in parts),
        tuple(names[part.region] for part in parts if part.value is None) if is_nation else (),
        each.source,
        is_nation and bool(parts),
    )


def _operand_name(each: Operand, lang: str) -> str:
    if each.kind is Kind.PEOPLE:
        return _("Invånare %(ages)s år") % {"ages": ages_in_words(each.year)}
    return f"{label(each.code, lang)} {each.year}"


def _part(part: Operand, sources: Sources, lang: str) -> ShownPart:
    lines = " + ".join(f"{label(code, lang)} {numerals.count(value, lang)}" for code, value in part.lines)
    people = part.people
    return ShownPart(
        sources.regions.get(part.region, part.region),
        part.region,
        _count(part.value, lang),
        part.value is None,
        lines,
        part.version,
        part.year,
        tuple(_notes(part, sources)),
        people.date if people else None,
        str(_QUALITIES.get(people.quality, "")) if people else "",
        people.source if people else part.source,
    )


def _notes(part: Operand, sources: Sources) -> Collection[str]:
    notes = []
    status = sources.statuses.get(part.region)
    if part.kind is Kind.FIGURE and part.version and part.year == sources.year and status != Status.ACCEPTED:
        notes.append(_("inte godkänd"))
    if part.mark == Collected.PARTLY:
        notes.append(_("delvis insamlat"))
    if part.mark == Collected.NOT_COLLECTED:
        notes.append(_("inte insamlat"))
    return notes


def _qualities(each: Operand) -> set[str]:
    return {part.people.quality for part in (each, *each.parts) if part.people}


def _count(value: int | None, lang: str) -> str:
    return NONE if value is None else numerals.count(value, lang)
