"""By which people a year's rates are measured: those that its terms name, of the ages that it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from agreement.terms import Terms
from register.models import Population

WORKING_AGES, AGES_BEFORE = (16, 67), (16, 65)
# From this year on treatments of those aged 66 and 67 are counted too.
AGES_WIDENED = 2017


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """How many lived in a region, of which ages, and where that is from."""

    count: int
    date: date
    quality: str
    source: str
    ages: tuple[int, int] = WORKING_AGES


ByDay = Mapping[date, Mapping[str, Inhabitants]]


def ages_of(year: int) -> tuple[int, int]:
    """The ages whose treatments a year counts, both included. Its rates are measured by no others."""
    return WORKING_AGES if year >= AGES_WIDENED else AGES_BEFORE


def ages_in_words(year: int) -> str:
    """16–67."""
    low, high = ages_of(year)
    return f"{low}–{high}"


@dataclass(frozen=True, slots=True)
class People:
    """Inhabitants by region and agreement year; ``undecided`` are years without a chosen day."""

    by_place: Mapping[tuple[str, int], Inhabitants]
    undecided: Mapping[int, tuple[date, ...]]


def people_of(terms: Mapping[int, Terms]) -> People:
    """The people that each year's rates are measured by. One query.

    A year has those of the day that its terms name, if they were counted then. Else it has those counted
    the year before, if that was done on one day alone: of several days none is taken.
    """
    counted = _counted()
    found: dict[tuple[str, int], Inhabitants] = {}
    undecided: dict[int, tuple[date, ...]] = {}
    for year in sorted({*terms, *(day.year + 1 for by_day in counted.values() for day in by_day)}):
        by_day = counted.get(ages_of(year), {})
        days = _days(year, terms.get(year), by_day)
        if len(days) > 1:
            undecided[year] = days
        elif days:
            found |= {(region, year): people for region, people in by_day[days[0]].items()}
    return People(found, undecided)


def _days(year: int, terms: Terms | None, by_day: ByDay) -> tuple[date, ...]:
    """The day of the terms, else every day of the year before."""
    named = terms.population_date if terms else None
    if named is not None and named in by_day:
        return (named,)
    return tuple(day for day in by_day if day.year + 1 == year)


def _counted() -> dict[tuple[int, int], dict[date, dict[str, Inhabitants]]]:
    """What is stored of the ages that any year counts, by ages, day and region."""
    found: dict[tuple[int, int], dict[date, dict[str, Inhabitants]]] = {}
    for row in _rows([WORKING_AGES, AGES_BEFORE]):
        ages = (row.age_from, row.age_to)
        said = Inhabitants(row.count, row.date, row.quality, row.source, ages)
        found.setdefault(ages, {}).setdefault(row.date, {})[row.region_id] = said
    return found


def _rows(wanted: Iterable[tuple[int, int]]) -> Iterable[Population]:
    chosen = set(wanted)
    lowest, highest = {low for low, _high in chosen}, {high for _low, high in chosen}
    rows = Population.objects.filter(age_from__in=lowest, age_to__in=highest).order_by("date")
    return (row for row in rows if (row.age_from, row.age_to) in chosen)
