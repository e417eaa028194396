"""What a payout is computed from: populations with their sources, or contacts with their versions.

Nothing here changes anything. Counts come from frozen versions, never from a draft.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from agreement.entitlement import PAID, paid_units
from agreement.moves import Status
from agreement.terms import AppealFrom, ContactUnit, PayWhen, Review, Rounding, Terms
from payouts.models import Kind
from register.models import ALL_AGES, AgreementYear, Population, Region
from submissions.deadlines import late_regions
from submissions.models import Version

DATES = frozenset({"population_date", "population_date_printed", "period_first", "period_last", "last_day"})
TUPLES = frozenset({"asked", "reminder_days"})


@dataclass(frozen=True, slots=True)
class Input:
    """One region's quantity – inhabitants or paid units – and where it comes from.

    ``quantity`` is None where nothing is known, which is never the same as zero.
    """

    region: Region
    quantity: int | None
    details: Mapping[str, Any]
    version: Version | None = None


def gather(year: AgreementYear, kind: Kind, terms: Terms) -> list[Input]:
    """The inputs of a payout for every region, by county code. Two queries."""
    if kind is Kind.BASE:
        return _populations(terms)
    return _contacts(year.year, terms, accepted_versions(year.year))


def gather_with_signed(year: AgreementYear, terms: Terms) -> list[Input]:
    """The inputs for contacts as if every return that was signed had been accepted, for a simulation."""
    return _contacts(year.year, terms, _current(year.year, {Status.ACCEPTED, Status.SIGNED, Status.ASKED}))


def replaced(inputs: list[Input], what_if: Mapping[str, int]) -> list[Input]:
    """The inputs with other quantities for the named regions; such inputs are marked."""
    return [
        Input(each.region, what_if[each.region.code], {"what_if": True}, each.version)
        if each.region.code in what_if
        else each
        for each in inputs
    ]


def accepted_versions(year: int) -> dict[str, Version]:
    """The versions that count: current, of accepted returns, by county code. One query."""
    return _current(year, {Status.ACCEPTED})


def _current(year: int, statuses: set[Status]) -> dict[str, Version]:
    rows = Version.objects.filter(
        state=Version.State.CURRENT, the_return__year=year, the_return__status__in=statuses
    ).select_related("the_return__region")
    return {version.the_return.region_id: version for version in rows}


def populations(terms: Terms) -> dict[str, Population]:
    """The populations of all ages on the day that the terms name, by county code. One query."""
    if terms.population_date is None:
        return {}
    ages = {"age_from": ALL_AGES[0], "age_to": ALL_AGES[1]}
    rows = Population.objects.filter(date=terms.population_date, **ages)
    return {population.region_id: population for population in rows}


def terms_snapshot(year: AgreementYear, terms: Terms) -> dict[str, Any]:
    """The terms as they are stored beside a run, with the number of their version."""
    number = max(version.number for version in year.terms_versions.all())
    return {"version": number} | {key: _plain(value) for key, value in asdict(terms).items()}


def terms_of(snapshot: Mapping[str, Any]) -> Terms:
    """The terms that a run was made with. A field that is younger than the run has its default."""
    known = {field.name for field in fields(Terms)}
    kept = {name: value for name, value in snapshot.items() if name in known}
    for name in kept.keys() & DATES:
        kept[name] = date.fromisoformat(kept[name]) if kept[name] else None
    kept["contact_unit"] = ContactUnit(kept["contact_unit"])
    kept["rounding"] = Rounding(kept["rounding"])
    kept["review"] = Review(kept["review"]) if kept.get("review") else None
    kept["appeal_counts_from"] = appeal_counts_from(snapshot)
    kept["pay_when"] = PayWhen(kept.get("pay_when") or PayWhen.AFTER_APPEAL)
    for name in kept.keys() & TUPLES:
        kept[name] = tuple(kept[name])
    return Terms(**kept)


def appeal_counts_from(snapshot: Mapping[str, Any]) -> AppealFrom:
    """From which day the time to appeal runs, by a run's terms; older runs go by the main rule of the law."""
    return AppealFrom(snapshot.get("appeal_counts_from") or AppealFrom.RECEIPT)


def stored_quantity(line: Mapping[str, Any], terms: Terms) -> int | None:
    """The quantity that a stored line of inputs leads to, by its counts where it has them."""
    if line.get("forfeited"):
        return 0
    counts = line.get("counts")
    quantity: int | None = paid_units(counts, terms.contact_unit) if counts else line["quantity"]
    return quantity


def _plain(value: Any) -> Any:
    """What JSON gives back unchanged."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _populations(terms: Terms) -> list[Input]:
    known = populations(terms)
    return [_population(region, known.get(region.code)) for region in Region.objects.all()]


def _population(region: Region, population: Population | None) -> Input:
    if population is None:
        return Input(region, None, {})
    details = {
        "date": population.date.isoformat(),
        "quality": population.quality,
        "source": population.source,
    }
    return Input(region, population.count, details)


def _contacts(year: int, terms: Terms, versions: Mapping[str, Version]) -> list[Input]:
    late = late_regions(year) if terms.late_forfeits_contacts else frozenset()
    return [
        _units(region, versions.get(region.code), terms, forfeited=region.code in late)
        for region in Region.objects.all()
    ]


def _units(region: Region, version: Version | None, terms: Terms, *, forfeited: bool) -> Input:
    if version is None:
        return Input(region, None, {})
    counts = {code: _counted(version, code) for code in PAID}
    details = {"version": version.number, "sha256": version.sha256, "counts": counts, "forfeited": forfeited}
    return Input(region, 0 if forfeited else paid_units(counts, terms.contact_unit), details, version)


def _counted(version: Version, code: str) -> int | None:
    value: int | None = version.content["figures"].get(code, {}).get("value")
    return value
