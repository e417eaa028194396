"""Everything that a compilation of a year is made from, read in a constant number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F

from agreement.lines import CONTACTS, INDICATORS, Collected
from agreement.moves import PUBLIC_STATUSES, Status
from agreement.replies import Part
from agreement.terms import Terms
from agreement.usual import comparable
from compilation.models import NationalFigure
from compilation.people import Inhabitants, people_of
from payouts.models import Decision
from register.models import AgreementYear, Region
from submissions.models import Figure, Return, Version
from survey.reading import answers_to_count

NATION = "00"


@dataclass(frozen=True, slots=True)
class Told:
    """One region's figures of one year, with the indicators that follow from them. Missing is absent.

    ``marks`` says how far a line was collected, where it was not simply reported; ``version``
    is the number of the version that they come from.
    """

    figures: Mapping[str, int]
    marks: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The data of a year's compilation. Regions are by county code, in its order.

    ``payouts`` are the year's and ``payouts_before`` those of the year before, in kronor by region and kind.
    ``answers`` are the survey's, by question key and region; ``undecided`` the years whose people were
    counted on several days, none of which the terms name.
    """

    year: int
    regions: Mapping[str, str]
    told: Mapping[tuple[str, int], Told]
    statuses: Mapping[str, str]
    national: Mapping[tuple[int, str], int]
    purposes: Mapping[int, str]
    populations: Mapping[tuple[str, int], Inhabitants]
    payouts: Mapping[tuple[str, str], int]
    terms: Mapping[int, Terms]
    payouts_before: Mapping[tuple[str, str], int] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, list[Part]]] = field(default_factory=dict)
    undecided: Mapping[int, tuple[date, ...]] = field(default_factory=dict)

    def figure(self, region: str, year: int, code: str) -> int | None:
        """A region's figure of a line or indicator, or None."""
        told = self.told.get((region, year))
        return told.figures.get(code) if told else None

    def years(self) -> tuple[int, ...]:
        """The years up to this one that some region has figures for, in order."""
        return tuple(sorted({year for _region, year in self.told if year <= self.year}))

    def years_with(self, codes: Iterable[str]) -> tuple[int, ...]:
        """Those of the years in which some region has any of the codes."""
        wanted = set(codes)
        found = {year for (_region, year), told in self.told.items() if wanted & told.figures.keys()}
        return tuple(sorted(year for year in found if year <= self.year))

    def printed(self, year: int) -> dict[str, int]:
        """What a source prints for the nation alone, with the sums that follow from it."""
        return comparable({code: value for (of, code), value in self.national.items() if of == year})

    def inhabitants(self, region: str, year: int) -> Inhabitants | None:
        """Those that the year's rates are measured by."""
        return self.populations.get((region, year))


def sources_of(year: int, with_signed: bool = False) -> Sources:
    """Read what the compilation of a year is made from: accepted returns, or in a preview signed ones too."""
    statuses = statuses_of(with_signed)
    years = AgreementYear.objects.with_terms().filter(year__lte=year)
    terms = {each.year: each.terms() for each in years}
    people = people_of(terms)
    decided = _payouts(year - 1, year)
    national = list(NationalFigure.objects.filter(year__lte=year))
    return Sources(
        year=year,
        regions=dict(Region.objects.values_list("code", "name")),
        told=_told(year, statuses),
        statuses=dict(Return.objects.filter(year=year).values_list("region", "status")),
        national={(each.year, each.code): each.value for each in national},
        purposes={each.year: each.text for each in national if each.text},
        populations=people.by_place,
        payouts=decided[year],
        payouts_before=decided[year - 1],
        terms=terms,
        answers=answers_to_count(year),
        undecided=people.undecided,
    )


def statuses_of(with_signed: bool) -> list[str]:
    """Which returns count: accepted ones, or in a preview all that are handed in."""
    return sorted({Status.ACCEPTED, *(PUBLIC_STATUSES if with_signed else ())})


def _told(year: int, statuses: Iterable[str]) -> dict[tuple[str, int], Told]:
    figures: dict[tuple[str, int], dict[str, int]] = {}
    marks: dict[tuple[str, int], dict[str, str]] = {}
    versions: dict[tuple[str, int], int] = {}
    rows = Figure.objects.filter(
        delivery__versions__state=Version.State.CURRENT,
        delivery__the_return__status__in=list(statuses),
        delivery__the_return__year__lte=year,
    ).values_list(
        F("delivery__the_return__region"),
        F("delivery__the_return__year"),
        "line",
        "value",
        "collected",
        F("delivery__versions__number"),
    )
    for region, of_year, line, value, collected, number in rows:
        key = (region, of_year)
        versions[key] = number
        mine = figures.setdefault(key, {})
        if value is not None and collected != Collected.NOT_COLLECTED:
            mine[line] = value
        if collected in (Collected.NOT_COLLECTED, Collected.PARTLY):
            marks.setdefault(key, {})[line] = collected
    return {key: Told(_with_sums(found), marks.get(key, {}), versions[key]) for key, found in figures.items()}


def _with_sums(figures: dict[str, int]) -> dict[str, int]:
    """The figures with what follows from them; MMR is MMR1 and MMR2 together, and so on."""
    known = comparable(figures)
    if "CONTACTS" not in known and all(code in known for code in CONTACTS):
        known["CONTACTS"] = sum(known[code] for code in INDICATORS["CONTACTS"])
    return known


def _payouts(*years: int) -> dict[int, dict[tuple[str, str], int]]:
    """What has been decided so far of each year, the changes with the first decision, by region and kind."""
    found: dict[int, dict[tuple[str, str], int]] = {year: {} for year in years}
    for each in Decision.objects.of_years(years):
        found[each.amount.run.year_id][each.amount.region_id, each.amount.run.kind] = each.balance()
    return found
