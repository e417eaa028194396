"""What a year's returns are set beside: each region's earlier figures, and the other regions' shares.

Only accepted returns count. A whole year is read in three queries, however many regions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from agreement.case import Earlier
from agreement.lines import Collected
from agreement.moves import Status
from agreement.thresholds import Thresholds
from agreement.usual import USUAL, comparable, shares_of
from register.models import AgreementYear
from submissions.models import Figure, Return, Version

YEARS_BACK = Thresholds().years_back


@dataclass(slots=True)
class _Told:
    """What one region's return of one year says: its figures, and which of them are partly collected."""

    figures: dict[str, int]
    partly: set[str]


@dataclass(frozen=True, slots=True)
class Background:
    """The earlier figures by region, and each share of the compared round by region."""

    earlier: Mapping[str, Mapping[str, Earlier]]
    shares: Mapping[str, Mapping[str, Fraction]]

    def earlier_of(self, region: str) -> Mapping[str, Earlier]:
        """The region's latest earlier figure of every line and indicator."""
        return self.earlier.get(region, {})

    def others_of(self, region: str) -> dict[str, tuple[Fraction, ...]]:
        """Every share of the other regions, sorted; the region itself is left out."""
        return {
            name: tuple(sorted(share for code, share in by_region.items() if code != region))
            for name, by_region in self.shares.items()
        }


def background(year: AgreementYear) -> Background:
    """What the returns of a year are judged against.

    The other regions are those of the latest complete round before the year that has the
    share, so that the same file gives the same findings tomorrow. A past year without such
    a round is set beside itself. What was not collected or partly collected is left out.
    """
    limits = Thresholds.of(year.terms().thresholds)
    own = () if year.is_open else (year.year,)
    rows = _figures().filter(
        delivery__the_return__year__gte=year.year - limits.years_back,
        delivery__the_return__year__lte=year.year if own else year.year - 1,
    )
    told = _told(rows)
    earlier = {region: _latest(by_year, year.year) for region, by_year in told.items()}
    rounds = [*sorted(_complete_rounds(year.year), reverse=True), *own]
    return Background(earlier, _shares(told, rounds, limits))


def earlier_figures(region: str, year: int) -> dict[str, Earlier]:
    """The region's latest earlier figure of every line and indicator, with its year, to be shown.

    A line that the latest round did not ask for is taken from the round before it; what
    was not collected is passed over, what was partly collected is there. One query.
    """
    rows = _figures().filter(
        delivery__the_return__region=region,
        delivery__the_return__year__lt=year,
        delivery__the_return__year__gte=year - YEARS_BACK,
    )
    by_year = _told(rows).get(region, {})
    return _latest({of: _Told(told.figures, set()) for of, told in by_year.items()}, year)


def figures_by_year(the_return: Return) -> dict[int, dict[str, int]]:
    """The region's own figures and sums: of accepted earlier years, and of this return as it stands.

    What was partly collected is there, as far as it goes. One query, and one for the draft.
    """
    rows = _figures().filter(delivery__the_return__region=the_return.region_id)
    told = _told(rows.filter(delivery__the_return__year__lt=the_return.year_id)).get(the_return.region_id, {})
    found = {year: comparable(of.figures) for year, of in told.items()}
    draft = the_return.draft.figures.all() if the_return.draft is not None else []
    own = {figure.line: figure.value for figure in draft if figure.value is not None}
    return found | {the_return.year_id: comparable(own)} if own else found


def _figures() -> QuerySet[Figure]:
    return Figure.objects.filter(
        delivery__versions__state=Version.State.CURRENT,
        delivery__the_return__status=Status.ACCEPTED,
        value__isnull=False,
    ).exclude(collected=Collected.NOT_COLLECTED)


def _told(rows: QuerySet[Figure]) -> dict[str, dict[int, _Told]]:
    """By region and year."""
    found: dict[str, dict[int, _Told]] = {}
    for region, year, line, value, collected in rows.values_list(
        "delivery__the_return__region", "delivery__the_return__year", "line", "value", "collected"
    ):
        told = found.setdefault(region, {}).setdefault(year, _Told({}, set()))
        told.figures[line] = value or 0
        if collected == Collected.PARTLY:
            told.partly.add(line)
    return found


def _latest(by_year: Mapping[int, _Told], before: int) -> dict[str, Earlier]:
    """Later years over earlier ones, code by code."""
    found: dict[str, Earlier] = {}
    for year in sorted(year for year in by_year if year < before):
        known = comparable(by_year[year].figures, by_year[year].partly)
        found.update({code: Earlier(year, value) for code, value in known.items()})
    return found


def _complete_rounds(before: int) -> list[int]:
    """Earlier years that no return is missing from: past ones, and those whose every return is accepted."""
    accepted = Count("pk", filter=Q(status=Status.ACCEPTED))
    years = (
        Return.objects.filter(year__lt=before)
        .values_list("year", "year__state")
        .annotate(total=Count("pk"), accepted=accepted)
    )
    past = AgreementYear.State.PAST
    return [year for year, state, total, accepted in years if state == past or total == accepted]


def _shares(
    told: Mapping[str, Mapping[int, _Told]], rounds: Iterable[int], limits: Thresholds
) -> dict[str, dict[str, Fraction]]:
    """Every share by region, each of the first of the rounds that has it for enough regions."""
    found: dict[str, dict[str, Fraction]] = {}
    for year in rounds:
        by_region = {
            region: shares_of(comparable(by_year[year].figures, by_year[year].partly), limits.smallest_total)
            for region, by_year in told.items()
            if year in by_year
        }
        for name in USUAL.keys() - found.keys():
            shares = {region: of[name] for region, of in by_region.items() if name in of}
            if len(shares) > limits.fewest_regions:
                found[name] = shares
    return {name: found.get(name, {}) for name in USUAL}
