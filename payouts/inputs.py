"""What a payout is computed from: populations with their sources, or contacts with their versions.

Nothing here changes anything. Counts come from frozen versions, never from a draft.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from agreement.lines import CONTACTS
from agreement.moves import Status
from agreement.terms import ContactUnit, Terms
from payouts.models import Kind
from register.models import ALL_AGES, AgreementYear, Population, Region
from submissions.models import Version


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
    return _populations(terms) if kind is Kind.BASE else _contacts(year.year, terms)


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
    rows = Version.objects.filter(
        state=Version.State.CURRENT, the_return__year=year, the_return__status=Status.ACCEPTED
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


def _contacts(year: int, terms: Terms) -> list[Input]:
    versions = accepted_versions(year)
    late = _late_regions(year) if terms.late_forfeits_contacts else frozenset()
    return [
        _units(region, versions.get(region.code), terms, forfeited=region.code in late)
        for region in Region.objects.all()
    ]


def _late_regions(year: int) -> frozenset[str]:
    """Regions whose first version came after the last day; a later correction does not make it better."""
    first: dict[str, bool] = {}
    for region, late in (
        Version.objects.filter(the_return__year=year)
        .order_by("number")
        .values_list("the_return__region", "late")
    ):
        first.setdefault(region, late)
    return frozenset(region for region, late in first.items() if late)


def _units(region: Region, version: Version | None, terms: Terms, *, forfeited: bool) -> Input:
    if version is None:
        return Input(region, None, {})
    counts = {code: _counted(version, code) for code in (*CONTACTS, "BOTH")}
    details = {"version": version.number, "sha256": version.sha256, "counts": counts, "forfeited": forfeited}
    return Input(region, 0 if forfeited else _paid_units(counts, terms.contact_unit), details, version)


def _counted(version: Version, code: str) -> int | None:
    value: int | None = version.content["figures"].get(code, {}).get("value")
    return value


def _paid_units(counts: Mapping[str, int | None], unit: ContactUnit) -> int | None:
    """Contacts of both kinds, less those with both where a treatment is paid; None if neither is known."""
    known = [count for code in CONTACTS if (count := counts[code]) is not None]
    if not known:
        return None
    both = counts["BOTH"] or 0 if unit is ContactUnit.TREATMENTS_WITH_CONTACT else 0
    return max(sum(known) - both, 0)
