"""What a draft would give its region in kronor, and what each open query could change. Stores nothing.

The arithmetic is the payout's own (`agreement.entitlement`). Of other regions only accepted returns count,
and only their sum is told.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from agreement import entitlement, wording
from agreement.entitlement import PAID
from agreement.lines import CONTACTS
from agreement.moves import Status
from agreement.terms import Terms
from submissions.deadlines import is_late, late_regions
from submissions.models import Delivery, Finding, Return, Version
from submissions.returns import questions


@dataclass(frozen=True, slots=True)
class Stake:
    """What a query could change. ``kronor`` is None where it depends on what the right figure is."""

    finding: Finding
    touches: bool
    kronor: int | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the contacts of a draft would give. ``amount`` is in whole kronor, before any reduction.

    ``reduced`` is what is left of it where the appropriation does not suffice for what is accepted by now.
    """

    units: int
    rate: int
    amount: int
    steps: tuple[Mapping[str, str], ...]
    reduced: int | None
    forfeited: bool
    stakes: tuple[Stake, ...]


def forecast(the_return: Return, terms: Terms, lang: str) -> Forecast | None:
    """The forecast of a return's draft; None where a contact count or the year's rate is missing."""
    draft = the_return.draft
    if draft is None or terms.amount_per_contact is None or terms.contact_appropriation is None:
        return None
    counts = {each.line: each.value for each in draft.figures.all() if each.line in PAID}
    if any(counts.get(code) is None for code in CONTACTS):
        return None
    units = entitlement.paid_units(counts, terms.contact_unit) or 0
    late = late_regions(the_return.year_id) if terms.late_forfeits_contacts else frozenset()
    forfeited = terms.late_forfeits_contacts and _is_late(the_return, terms, late)
    share = entitlement.contacts(terms, {**_others(the_return, terms, late), the_return.region_id: units})
    mine = share[the_return.region_id]
    asked = units * terms.amount_per_contact
    return Forecast(
        units,
        terms.amount_per_contact,
        0 if forfeited else asked,
        tuple(wording.step(step, lang) for step in mine.steps),
        mine.amount if mine.amount != asked else None,
        forfeited,
        () if forfeited else tuple(_stakes(draft, terms, counts)),
    )


def _stakes(draft: Delivery, terms: Terms, counts: Mapping[str, int | None]) -> list[Stake]:
    return [_stake(each.finding, terms, counts) for each in questions(draft)]


def _stake(finding: Finding, terms: Terms, counts: Mapping[str, int | None]) -> Stake:
    """Compared figures are tried in place of the draft's; where there are none, the amount is open."""
    if not set(finding.lines) & set(PAID):
        return Stake(finding, touches=False)
    compared = {
        line: before for line, _now, before, _year in finding.params.get("changes", ()) if line in PAID
    }
    if not compared:
        return Stake(finding, touches=True)
    return Stake(finding, touches=True, kronor=entitlement.at_stake(terms, counts, compared))


def _is_late(the_return: Return, terms: Terms, late: Collection[str]) -> bool:
    """What came in first decides, as in the computation; before that, what would come in today."""
    return the_return.region_id in late if the_return.versions.exists() else is_late(the_return, terms)


def _others(the_return: Return, terms: Terms, late: Collection[str]) -> dict[str, int]:
    """The paid units of the other regions' accepted versions, by county code. One query."""
    versions = Version.objects.filter(
        state=Version.State.CURRENT, the_return__year=the_return.year_id, the_return__status=Status.ACCEPTED
    ).exclude(the_return=the_return.pk)
    found = {}
    for region, content in versions.values_list("the_return__region", "content"):
        counts = {code: content["figures"].get(code, {}).get("value") for code in PAID}
        units = 0 if region in late else entitlement.paid_units(counts, terms.contact_unit)
        found[str(region)] = units or 0
    return found
