"""Limits: contacts are taken as part of treatments, so there cannot be more of one kind."""

from collections.abc import Iterator

from agreement.case import Case
from agreement.findings import Finding, Weight
from agreement.lines import CONTACTS
from agreement.rules.balance import sides_of
from agreement.rules.places import found_in


def contacts_within_treatments(case: Case) -> Iterator[Finding]:
    """There can be no more contacts of one kind than there were treatments."""
    treatments = case.treatments()
    for code in case.asked(CONTACTS):
        contacts = case.figure(code)
        if treatments is None or contacts is None:
            continue  # a missing figure is reported by completeness
        if contacts > max(treatments.value, _largest_sum(case)):
            yield found_in(
                case,
                "limits.contacts",
                Weight.ERROR,
                [code],
                found=contacts,
                expected=f"≤ {treatments.value}",
                contacts=contacts,
                treatments=treatments.value,
                basis=treatments.basis,
            )


def contacts_together(case: Case) -> Iterator[Finding]:
    """Contacts of both kinds beyond the treatments mean patients with both: possible, so a query."""
    treatments, together = case.treatments(), case.sum(CONTACTS)
    kinds = [case.figure(code) for code in CONTACTS]
    if treatments is None or together is None or together <= max(treatments.value, _largest_sum(case)):
        return
    if any(kind is not None and kind > treatments.value for kind in kinds):
        return  # the single kind is the first cause
    yield found_in(
        case,
        "limits.contacts_together",
        Weight.QUERY,
        CONTACTS,
        found=together,
        expected=f"≤ {treatments.value}",
        together=together,
        employer=kinds[0],
        employment_service=kinds[1],
        treatments=treatments.value,
        basis=treatments.basis,
    )


def both_within_each(case: Case) -> Iterator[Finding]:
    """Treatments with both kinds of contact are at most those with either kind."""
    both = case.figure("BOTH")
    kinds = [case.figure(code) for code in CONTACTS]
    if both is None or any(kind is None for kind in kinds):
        return
    smallest = min(kind for kind in kinds if kind is not None)
    if both > smallest:
        yield found_in(
            case,
            "limits.both",
            Weight.ERROR,
            ["BOTH"],
            found=both,
            expected=f"≤ {smallest}",
            both=both,
            smallest=smallest,
        )


def _largest_sum(case: Case) -> int:
    """The most treatments that any of the sums gives: where they differ, that is the first cause."""
    return max((side.total for side in sides_of(case)), default=0)


RULES = (contacts_within_treatments, contacts_together, both_within_each)
