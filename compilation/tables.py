"""The tables of the national report, made from the data of any year.

Rows carry codes and exact numbers; words and rounding are the page's. What is missing is
None, never 0, and a sum with a missing part says which. Shares and changes are percent.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from agreement.lines import FORMS
from agreement.totals import change, national, rate, share
from compilation.absent import amount_notes, answer_notes, missing_notes
from compilation.answered import amount_rows, coordinator_rows, supplier_rows
from compilation.footnotes import break_notes, rate_notes
from compilation.notes import Note
from compilation.people import ages_in_words
from compilation.sources import NATION, Sources

Value = int | Fraction | str | None
Row = Mapping[str, Value]
PERCENT, COUNT, KRONOR, PER_1000, CODE, YEAR = "percent", "count", "kronor", "per_1000", "code", "year"
PER_10000 = "per_10000"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in the rows, in what unit its values are, and of which ages a rate's people are.

    ``ages`` is empty where the rows differ: a note says where the series breaks.
    """

    key: str
    unit: str = COUNT
    ages: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``rows`` have exactly the keys of ``columns``."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()


def tables(sources: Sources) -> tuple[Table, ...]:
    """Every table of the year's compilation, in the order of the report."""
    return tuple(make(sources) for make in TABLES.values())


def forms_national(sources: Sources) -> Table:
    """Treatments by form in two years, in falling order; shares of all treatments and the change."""
    year, before = sources.year, sources.year - 1
    now, earlier = nation_of(sources, year), nation_of(sources, before)
    rows = [
        {
            "form": form,
            "previous_count": earlier.get(form),
            "previous_share": _percent(share(earlier.get(form), earlier.get("TREATMENTS"))),
            "count": now.get(form),
            "share": _percent(share(now.get(form), now.get("TREATMENTS"))),
            "change": _percent(change(now.get(form), earlier.get(form))),
        }
        for form in (*FORMS, "TREATMENTS")
    ]
    rows.sort(key=lambda row: (row["form"] == "TREATMENTS", -_number(row["count"])))
    columns = (
        Column("form", CODE),
        Column("previous_count"),
        Column("previous_share", PERCENT),
        Column("count"),
        Column("share", PERCENT),
        Column("change", PERCENT),
    )
    notes = (*missing_notes(sources, FORMS, (before,)), *break_notes(FORMS, (before, year)))
    return Table("forms_national", columns, tuple(rows), notes)


def contacts_by_region(sources: Sources) -> Table:
    """Contacts of each kind and the share of treatments, in falling order of the share."""
    codes = ("EMPLOYER", "EMPLOYMENT_SERVICE", "CONTACTS", "TREATMENTS")
    made = _by_region(sources, "contacts_by_region", codes, (_Share("share", "CONTACTS"),))
    regions, nation = made.rows[:-1], made.rows[-1]
    ordered = sorted(regions, key=lambda row: (row["share"] is None, -_number(row["share"])))
    return replace(made, rows=(*ordered, nation))


def payouts_by_region(sources: Sources) -> Table:
    """What was decided for each region, in kronor."""
    kinds = ("base", "contacts")
    rows: list[Row] = [
        {"region": code, **{kind: sources.payouts.get((code, kind)) for kind in kinds}}
        for code in sources.regions
    ]
    total = {kind: _sum(sources.payouts.get((code, kind)) for code in sources.regions) for kind in kinds}
    columns = (Column("region", CODE), Column("base", KRONOR), Column("contacts", KRONOR))
    notes = tuple(amount_notes(sources, kinds))
    return Table("payouts_by_region", columns, (*rows, {"region": NATION, **total}), notes)


def providers_by_region(sources: Sources) -> Table:
    """Treatments by private and public care providers, numbers and shares."""
    shares = (_Share("private_share", "PRIVATE"), _Share("public_share", "PUBLIC"))
    return _by_region(sources, "providers_by_region", ("PRIVATE", "PUBLIC", "TREATMENTS"), shares)


def gender_by_region(sources: Sources) -> Table:
    """Treatments of men and women, numbers and shares."""
    shares = (_Share("men_share", "MEN"), _Share("women_share", "WOMEN"))
    return _by_region(sources, "gender_by_region", ("MEN", "WOMEN", "TREATMENTS"), shares)


def appropriations_by_year(sources: Sources) -> Table:
    """The appropriation of every year, what part of it has a purpose of its own, and which."""
    years = sorted({year for year, code in sources.national if code == "APPROPRIATION"} | set(sources.terms))
    rows = [row for year in years if (row := _appropriation(sources, year))["appropriation"] is not None]
    columns = (
        Column("year", YEAR),
        Column("appropriation", KRONOR),
        Column("specified", KRONOR),
        Column("purpose", CODE),
    )
    return Table("appropriations_by_year", columns, tuple(rows))


def psychological_by_region(sources: Sources) -> Table:
    """Treatments for mental ill-health by form, with KBT and IPT per 1 000 inhabitants."""
    codes = ("KBT", "IPT", "KBT_IPT_per_1000", "IKBT", "PDT", "EMDR", "APB")
    return _by_region(sources, "psychological_by_region", codes)


def pain_by_region(sources: Sources) -> Table:
    """Treatments for long-term pain by form, with MMR per 1 000 inhabitants."""
    return _by_region(sources, "pain_by_region", ("MMR1", "MMR2", "MMR", "MMR_per_1000", "BMB", "AST", "ASB"))


def contacts_two_years(sources: Sources) -> Table:
    """Contacts of each kind, this year and the year before."""
    return _two_years(sources, "contacts_two_years", ("EMPLOYER", "EMPLOYMENT_SERVICE"))


def other_psychological_two_years(sources: Sources) -> Table:
    """The psychological forms beside KBT and IPT, this year and the year before."""
    return _two_years(sources, "other_psychological_two_years", ("IKBT", "PDT", "EMDR", "APB"))


def kbt_ipt_over_time(sources: Sources) -> Table:
    """KBT and IPT together in every year that has them, number and per 1 000 inhabitants."""
    return _over_time(sources, "kbt_ipt_over_time", "KBT_IPT")


def mmr_over_time(sources: Sources) -> Table:
    """MMR in every year that has it, number and per 1 000 inhabitants."""
    return _over_time(sources, "mmr_over_time", "MMR")


def mmr_suppliers(sources: Sources) -> Table:
    """How many suppliers of MMR each region has at each level, by its own answer."""
    columns = (Column("region", CODE), Column("level", CODE), Column("suppliers"), Column("answer", CODE))
    return Table("mmr_suppliers", columns, supplier_rows(sources))


def mmr_compensation(sources: Sources) -> Table:
    """What each region answers that it pays for MMR, by level and component."""
    columns = (Column("region", CODE), Column("level", CODE), *_AMOUNT)
    return Table("mmr_compensation", columns, amount_rows(sources, "mmr_compensation", ("MMR1", "MMR2")))


def kbt_ipt_compensation(sources: Sources) -> Table:
    """What each region answers that it pays for KBT and IPT, by component."""
    rows = amount_rows(sources, "kbt_ipt_compensation", ())
    return Table("kbt_ipt_compensation", (Column("region", CODE), *_AMOUNT), rows)


def coordinators(sources: Sources) -> Table:
    """Rehabilitation coordinators in psychiatry, by the regions' answers, and per 10 000 inhabitants."""
    columns = (Column("region", CODE), Column("count"), _rate("per_10000", [sources.year], PER_10000))
    rows = coordinator_rows(sources)
    if not rows:
        return Table("coordinators", columns, ())
    known = {row["region"] for row in rows if row["count"] is not None}
    notes = (*answer_notes(sources, known.__contains__), *rate_notes(sources, [sources.year], 10_000))
    return Table("coordinators", columns, rows, notes)


_AMOUNT = (Column("component", CODE), Column("amount", KRONOR), Column("basis", CODE), Column("answer", CODE))


@dataclass(frozen=True, slots=True)
class _Share:
    """A column that is a share of the treatments: its key, and which line it is the share of."""

    key: str
    of: str


def _by_region(sources: Sources, name: str, codes: Sequence[str], shares: Iterable[_Share] = ()) -> Table:
    """A row for each region, the nation last; rates and shares follow from the row's own counts."""
    rows: list[Row] = []
    for region in (*sources.regions, NATION):
        counts = {code: _value(sources, region, sources.year, code) for code in codes}
        parts = {
            each.key: _percent(share(_whole(counts[each.of]), _whole(counts["TREATMENTS"])))
            for each in shares
        }
        rows.append({"region": region, **counts, **parts})
    columns = (
        Column("region", CODE),
        *(_rate(code, [sources.year]) if code.endswith("_per_1000") else Column(code) for code in codes),
        *(Column(each.key, PERCENT) for each in shares),
    )
    rates = any(code.endswith("_per_1000") for code in codes)
    notes = (*missing_notes(sources, codes), *(rate_notes(sources, [sources.year]) if rates else ()))
    return Table(name, columns, tuple(rows), notes)


def _rate(key: str, years: Iterable[int], unit: str = PER_1000) -> Column:
    ages = {ages_in_words(year) for year in years}
    return Column(key, unit, ages.pop() if len(ages) == 1 else "")


def _two_years(sources: Sources, name: str, codes: Sequence[str]) -> Table:
    rows = [
        {"region": region, "year": year, **{code: _value(sources, region, year, code) for code in codes}}
        for region in (*sources.regions, NATION)
        for year in (sources.year - 1, sources.year)
    ]
    columns = (Column("region", CODE), Column("year", YEAR), *(Column(code) for code in codes))
    years = (sources.year - 1, sources.year)
    notes = (*missing_notes(sources, codes, years), *break_notes(codes, years))
    return Table(name, columns, tuple(rows), notes)


def _over_time(sources: Sources, name: str, code: str) -> Table:
    of_regions = sources.years_with([code])
    of_nation = {year for year, _code in sources.national if code in sources.printed(year)}
    years = sorted({*of_regions, *of_nation})
    rows = [
        {
            "region": region,
            "year": year,
            code: _value(sources, region, year, code),
            "per_1000": _value(sources, region, year, f"{code}_per_1000"),
        }
        for region in (*sources.regions, NATION)
        for year in years
    ]
    columns = (Column("region", CODE), Column("year", YEAR), Column(code), _rate("per_1000", years))
    alone = [year for year in years if year not in of_regions]
    notes = (
        *missing_notes(sources, [code], years),
        *([Note("nation_only", {"years": alone})] if alone else ()),
        *rate_notes(sources, years),
        *break_notes([code], years),
    )
    return Table(name, columns, tuple(rows), notes)


def _value(sources: Sources, region: str, year: int, code: str) -> int | Fraction | None:
    """A region's or the nation's figure or rate."""
    if code.endswith("_per_1000"):
        return rate_of(sources, region, year, code.removesuffix("_per_1000"))
    return nation_of(sources, year).get(code) if region == NATION else sources.figure(region, year, code)


def rate_of(sources: Sources, region: str, year: int, code: str) -> Fraction | None:
    """Per 1 000 inhabitants; for the nation over those regions that have both the count and the people."""
    regions = list(sources.regions) if region == NATION else [region]
    pairs = [(sources.figure(each, year, code), sources.inhabitants(each, year)) for each in regions]
    known = [(count, people.count) for count, people in pairs if count is not None and people is not None]
    if not known:
        return None
    return rate(sum(count for count, _people in known), sum(people for _count, people in known))


def nation_of(sources: Sources, year: int) -> dict[str, int]:
    """The nation's figures: the sum of the regions', else what a source prints for the nation alone."""
    codes = {code for (_region, of), told in sources.told.items() if of == year for code in told.figures}
    return sources.printed(year) | {
        code: national({each: sources.figure(each, year, code) for each in sources.regions}).value
        for code in codes
    }


def _appropriation(sources: Sources, year: int) -> dict[str, Value]:
    """From the year's terms if it has any, else as printed."""
    terms = sources.terms.get(year)
    stated = terms is not None and terms.base_appropriation is not None
    whole = terms.base_appropriation if terms and stated else sources.national.get((year, "APPROPRIATION"))
    part = terms.contact_appropriation if terms and stated else sources.national.get((year, "SPECIFIED"))
    purpose = sources.purposes.get(year) or ("contacts" if part else None)
    return {"year": year, "appropriation": whole, "specified": part, "purpose": purpose}


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _percent(part: Fraction | None) -> Fraction | None:
    return None if part is None else part * 100


def _number(value: Value) -> Fraction:
    return Fraction(value) if isinstance(value, int | Fraction) else Fraction(-1)


def _whole(value: int | Fraction | None) -> int | None:
    return value if isinstance(value, int) else None


TABLES: dict[str, Callable[[Sources], Table]] = {
    make.__name__: make
    for make in (
        forms_national,
        contacts_by_region,
        payouts_by_region,
        providers_by_region,
        gender_by_region,
        appropriations_by_year,
        psychological_by_region,
        pain_by_region,
        contacts_two_years,
        kbt_ipt_over_time,
        other_psychological_two_years,
        mmr_over_time,
        mmr_suppliers,
        mmr_compensation,
        kbt_ipt_compensation,
        coordinators,
    )
}
