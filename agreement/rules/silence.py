"""Silence: what is missing where something is usually found."""

from collections.abc import Iterator
from fractions import Fraction

from agreement.case import Case
from agreement.findings import Finding, Weight
from agreement.lines import CONTACTS
from agreement.rules.beside import Beside, Pair, beside, year_like
from agreement.rules.fence import is_far_out
from agreement.rules.places import LISTED, found_in


def no_contacts_with_many_treatments(case: Case) -> Iterator[Finding]:
    """Many treatments without a single contact usually mean that contacts were not collected."""
    said = beside(case)
    if has_no_contacts(said):
        yield found_in(
            case,
            "silence.no_contacts",
            Weight.QUERY,
            case.asked(CONTACTS),
            found=0,
            expected="≥ 1",
            treatments=said.total,
        )


def only_treatments_with_contact(case: Case) -> Iterator[Finding]:
    """Contacts for nearly every treatment usually mean that only such treatments were reported."""
    treatments, contacts = case.treatments(), case.sum(CONTACTS)
    if treatments is not None and contacts is not None and has_only_contacts(case):
        limits = beside(case).limits
        yield found_in(
            case,
            "silence.only_with_contact",
            Weight.QUERY,
            CONTACTS,
            found=f"{contacts} / {treatments.value}",
            expected=f"≤ {limits.only_contacts_percent} %",
            contacts=contacts,
            treatments=treatments.value,
        )


def large_lines_do_not_vanish(case: Case) -> Iterator[Finding]:
    """A line that was large and is 0 now was more often left out than given up."""
    said = beside(case)
    pairs = [pair for pair in said.pairs() if is_gone(said, pair)]
    if pairs:
        yield found_in(
            case,
            "silence.gone",
            Weight.QUERY,
            [pair.code for pair in pairs],
            found=0,
            expected=" / ".join(str(pair.before.value) for pair in pairs[:LISTED]),
            changes=[[pair.code, pair.now, pair.before.value, pair.before.year] for pair in pairs],
        )


def has_no_contacts(said: Beside) -> bool:
    """Whether every kind of contact is asked for, known and 0, beside many treatments."""
    return (
        said.total is not None
        and said.total >= said.limits.silent_treatments
        and said.figures.get("CONTACTS") == 0
    )


def has_only_contacts(case: Case) -> bool:
    """Whether nearly every treatment has a contact; also where the figures are partly collected."""
    limits = beside(case).limits
    treatments, contacts = case.treatments(), case.sum(CONTACTS)
    if treatments is None or contacts is None or treatments.value < limits.only_contacts_smallest:
        return False
    if set(CONTACTS) & set(year_like(case, limits)):
        return False  # a year in a count's place is the first cause
    return limits.only_contacts_percent * treatments.value <= contacts * 100 <= treatments.value * 100


def contacts_are_asked_about(said: Beside) -> bool:
    """Whether the contacts as a whole are so few or many that their lines need no question of their own."""
    return has_no_contacts(said) or has_only_contacts(said.case) or is_far_out(said, "CONTACTS_PER_TREATMENT")


def is_gone(said: Beside, pair: Pair) -> bool:
    """Whether a line is 0 that was large, also when measured by what became of the total."""
    if pair.code in CONTACTS and contacts_are_asked_about(said):
        return False  # the contacts as a whole are the first cause
    smallest = said.limits.gone_smallest
    return pair.now == 0 and pair.before.value * min(Fraction(1), said.growth()) >= smallest


RULES = (no_contacts_with_many_treatments, only_treatments_with_contact, large_lines_do_not_vanish)
