"""Where each number of the tables comes from: its formula, and the figures and people it is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agreement.lines import FORMS, INDICATORS, PROVIDERS, SEXES
from compilation.answered import Row, Value
from compilation.models import NationalFigure
from compilation.people import Inhabitants
from compilation.sources import NATION, Sources
from compilation.tables import CODE, TABLES, YEAR, Column, Table, nation_of
from payouts.models import Decision

_KEYS = ("region", "form", "year")
_SHARES = {
    "share": "CONTACTS",
    "private_share": "PRIVATE",
    "public_share": "PUBLIC",
    "men_share": "MEN",
    "women_share": "WOMEN",
}
_OVER_TIME = {"kbt_ipt_over_time": "KBT_IPT", "mmr_over_time": "MMR"}
# What the regions answered in the survey stands as they answered it.
_ANSWERED = frozenset(("mmr_suppliers", "mmr_compensation", "kbt_ipt_compensation", "coordinators"))
_WHOLES = {"APPROPRIATION": "base_appropriation", "SPECIFIED": "contact_appropriation"}


class Formula(StrEnum):
    """How a number follows from what it is made of."""

    IS = "is"
    SHARE = "share"
    CHANGE = "change"
    RATE = "rate"


class Kind(StrEnum):
    """What an operand is."""

    FIGURE = "figure"
    PEOPLE = "people"
    PAYOUT = "payout"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Operand:
    """A whole number in a formula, and where it is from. For the nation ``parts`` are the regions'.

    ``lines`` are the lines that an indicator is the sum of; ``source`` is where a number is printed,
    or what decided it.
    """

    kind: Kind
    code: str
    region: str
    year: int
    value: int | None
    version: int | None = None
    mark: str = ""
    lines: tuple[tuple[str, int], ...] = ()
    people: Inhabitants | None = None
    source: str = ""
    parts: tuple["Operand", ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """One number of a table with its formula and operands."""

    table: str
    row: str
    column: Column
    value: Value
    formula: Formula
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What stands behind printed and decided amounts, beside the data itself."""

    printed: Mapping[tuple[int, str], str] = field(default_factory=dict)
    decided: Mapping[tuple[str, str], str] = field(default_factory=dict)


def row_key(row: Row) -> str:
    """What tells a row apart in an address: 12, KBT, or 12.2018."""
    return ".".join(str(row[key]) for key in _KEYS if key in row)


def is_traced(table: str) -> bool:
    """Whether the numbers of a table can be followed back."""
    return table in TABLES and table not in _ANSWERED


def grounds_of(year: int) -> Grounds:
    """Read where printed national figures stand, and the diary numbers of what was decided."""
    printed = NationalFigure.objects.filter(year__lte=year).values_list("year", "code", "source")
    decided = Decision.objects.of_year(year)
    return Grounds(
        {(of, code): source for of, code, source in printed},
        {(each.amount.region_id, each.amount.run.kind): each.diary_numbers() for each in decided},
    )


def rows_of(sources: Sources, table: str, key: str) -> tuple[Table, tuple[Row, ...]] | None:
    """The made table and those of its rows that a key stands for; 12 stands for 12.2018 as well."""
    if not is_traced(table):
        return None
    made = TABLES[table](sources)
    rows = tuple(row for row in made.rows if row_key(row) == key or row_key(row).startswith(f"{key}."))
    return (made, rows) if rows else None


def traces_of(table: Table, row: Row, sources: Sources, grounds: Grounds) -> Iterator[Trace]:
    """Every number of a row, traced."""
    for column in table.columns:
        if column.unit in (CODE, YEAR):
            continue
        formula, operands = _made_of(_At(sources, grounds, table.id, row), column.key)
        yield Trace(table.id, row_key(row), column, row[column.key], formula, operands)


@dataclass(frozen=True, slots=True)
class _At:
    """A row of a table, among the data."""

    sources: Sources
    grounds: Grounds
    table: str
    row: Row

    @property
    def region(self) -> str:
        return str(self.row.get("region", NATION))

    @property
    def year(self) -> int:
        return int(str(self.row.get("year", self.sources.year)))


def _made_of(at: _At, key: str) -> tuple[Formula, tuple[Operand, ...]]:
    if at.table == "forms_national":
        return _form(at, key)
    if at.table == "payouts_by_region":
        return Formula.IS, (_payout(at, at.region, key),)
    if at.table == "appropriations_by_year":
        return Formula.IS, (_money(at, key.upper()),)
    if key in _SHARES:
        return Formula.SHARE, (_figure(at, at.year, _SHARES[key]), _figure(at, at.year, "TREATMENTS"))
    if key.endswith("per_1000"):
        return Formula.RATE, _rate(at, _OVER_TIME.get(at.table) or key.removesuffix("_per_1000"))
    return Formula.IS, (_figure(at, at.year, key),)


def _form(at: _At, key: str) -> tuple[Formula, tuple[Operand, ...]]:
    form, year = str(at.row["form"]), at.year - 1 if key.startswith("previous") else at.year
    if key == "change":
        return Formula.CHANGE, (_figure(at, year, form), _figure(at, year - 1, form))
    if key.endswith("share"):
        return Formula.SHARE, (_figure(at, year, form), _figure(at, year, "TREATMENTS"))
    return Formula.IS, (_figure(at, year, form),)


def _figure(at: _At, year: int, code: str) -> Operand:
    """A region's figure, or the nation's with every region's."""
    if at.region != NATION:
        return _of_region(at.sources, at.region, year, code)
    parts = tuple(_of_region(at.sources, each, year, code) for each in at.sources.regions)
    value = nation_of(at.sources, year).get(code)
    if all(part.value is None for part in parts):
        return _printed(at, year, code, value)
    return Operand(Kind.FIGURE, code, NATION, year, value, parts=parts)


def _printed(at: _At, year: int, code: str, value: int | None) -> Operand:
    """What is printed for the nation alone: the number itself, or the lines that it is the sum of."""
    lines = () if (year, code) in at.grounds.printed else _lines(at.sources.printed(year), code)
    named = [at.grounds.printed.get((year, each), "") for each in (code, *(line for line, _value in lines))]
    source = next((each for each in named if each), "")
    return Operand(Kind.FIGURE, code, NATION, year, value, lines=lines, source=source)


def _of_region(sources: Sources, region: str, year: int, code: str) -> Operand:
    told = sources.told.get((region, year))
    if told is None:
        return Operand(Kind.FIGURE, code, region, year, None)
    value, lines = told.figures.get(code), _lines(told.figures, code)
    mark = told.marks.get(code, "")
    return Operand(Kind.FIGURE, code, region, year, value, told.version, mark, lines)


def _lines(figures: Mapping[str, int], code: str) -> tuple[tuple[str, int], ...]:
    """The lines that an indicator is the sum of, where they are known; none for a line itself."""
    ways = (FORMS, PROVIDERS, SEXES) if code == "TREATMENTS" else (INDICATORS.get(code, ()),)
    for way in ways:
        known = tuple((line, figures[line]) for line in way if line in figures)
        if way and len(known) == len(way) and sum(value for _line, value in known) == figures.get(code):
            return known
    return ()


def _rate(at: _At, code: str) -> tuple[Operand, Operand]:
    """The count and the people; for the nation over the regions that have both."""
    regions = at.sources.regions if at.region == NATION else (at.region,)
    pairs = [(_of_region(at.sources, each, at.year, code), _people(at, each)) for each in regions]
    if at.region != NATION:
        return pairs[0]
    both = [
        (count, people) for count, people in pairs if count.value is not None and people.value is not None
    ]
    counts, peoples = tuple(count for count, _ in both), tuple(people for _, people in both)
    return (
        Operand(Kind.FIGURE, code, NATION, at.year, _sum(counts), parts=counts),
        Operand(Kind.PEOPLE, "", NATION, at.year, _sum(peoples), parts=peoples),
    )


def _people(at: _At, region: str) -> Operand:
    people = at.sources.inhabitants(region, at.year)
    return Operand(Kind.PEOPLE, "", region, at.year, people.count if people else None, people=people)


def _payout(at: _At, region: str, kind: str) -> Operand:
    if region == NATION:
        parts = tuple(_payout(at, each, kind) for each in at.sources.regions)
        return Operand(Kind.PAYOUT, kind, NATION, at.year, _sum(parts), parts=parts)
    value, diary = at.sources.payouts.get((region, kind)), at.grounds.decided.get((region, kind), "")
    return Operand(Kind.PAYOUT, kind, region, at.year, value, source=diary)


def _money(at: _At, code: str) -> Operand:
    """From the year's terms if they say it, else as printed."""
    terms, key = at.sources.terms.get(at.year), code.lower()
    if terms is not None and terms.base_appropriation is not None:
        value: int | None = getattr(terms, _WHOLES[code])
        return Operand(Kind.MONEY, key, NATION, at.year, value, source=terms.source or terms.diary_number)
    source = at.grounds.printed.get((at.year, code), "")
    return Operand(Kind.MONEY, key, NATION, at.year, at.sources.national.get((at.year, code)), source=source)


def _sum(parts: tuple[Operand, ...]) -> int | None:
    known = [part.value for part in parts if part.value is not None]
    return sum(known) if known else None
