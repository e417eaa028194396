"""Extremes: shares far from those of the other regions, measured by quartiles."""

from collections.abc import Iterator
from fractions import Fraction

from agreement.case import Case
from agreement.findings import Finding, Weight
from agreement.lines import CONTACTS, FORMS, INDICATORS, PROVIDERS, SEXES
from agreement.numerals import decimal
from agreement.rules.beside import beside
from agreement.rules.change import share_has_moved
from agreement.rules.copies import SPLITS
from agreement.rules.fence import fence_of, is_far_out
from agreement.rules.places import found_in
from agreement.rules.silence import has_no_contacts, has_only_contacts, is_gone


def contacts_are_like_the_others(case: Case) -> Iterator[Finding]:
    """Contacts per treatment far from the other regions' mean that treatments or contacts are missing."""
    if not has_only_contacts(case) and not has_no_contacts(beside(case)):
        yield from _far(case, "CONTACTS_PER_TREATMENT", "extremes.contacts", CONTACTS)


def private_share_is_like_the_others(case: Case) -> Iterator[Finding]:
    """Hardly any region has only private or only public providers."""
    yield from _far(case, "PRIVATE_SHARE", "extremes.private", PROVIDERS)


def share_of_men_is_like_the_others(case: Case) -> Iterator[Finding]:
    """The share of men differs little between regions."""
    yield from _far(case, "MEN_SHARE", "extremes.men", SEXES)


def pain_share_is_like_the_others(case: Case) -> Iterator[Finding]:
    """A very small or large part of treatments for pain means that forms are missing."""
    said = beside(case)
    if not any(is_gone(said, pair) for pair in said.pairs() if pair.code in FORMS):
        yield from _far(case, "PAIN_SHARE", "extremes.pain", case.asked(INDICATORS["PAIN"]))


def _far(case: Case, name: str, rule: str, lines: tuple[str, ...]) -> Iterator[Finding]:
    """A share beyond the others' fences; one that was so before was asked about when it was new."""
    said = beside(case)
    part, fence = said.part(name), fence_of(said, name)
    if part is None or fence is None or not is_far_out(said, name):
        return
    if name in SPLITS and share_has_moved(said, name):
        return  # the change is the first cause
    yield found_in(
        case,
        rule,
        Weight.QUERY,
        lines,
        found=f"{part.part} / {part.whole}",
        expected=f"{_percent(fence.first)}–{_percent(fence.third)} %",
        part=part.part,
        whole=part.whole,
        high=part.share > fence.median,
        first=[fence.first.numerator, fence.first.denominator],
        third=[fence.third.numerator, fence.third.denominator],
    )


def _percent(share: Fraction) -> str:
    return decimal(share * 100, 0, "en")


RULES = (
    contacts_are_like_the_others,
    private_share_is_like_the_others,
    share_of_men_is_like_the_others,
    pain_share_is_like_the_others,
)
