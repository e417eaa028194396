"""claim_payout: amounts follow from counts, terms and appropriation, and are of a plausible size."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from agreement.findings import Weight
from agreement.terms import Terms
from compilation.claims.book import Book
from compilation.claims.judged import Judged, judged, written
from compilation.claims.reading import Claim, Kind

Years = Mapping[int, Terms]
# What each kind of amount is paid from: the field of the terms, and the indicator that a table prints.
_FROM = {
    "PAYOUT_CONTACTS": ("contact_appropriation", "SPECIFIED"),
    "PAYOUT_BASE": ("base_appropriation", "APPROPRIATION"),
}


def sizes(book: Book, years: Years) -> Iterator[Judged]:
    """Nothing larger than its whole appropriation was paid."""
    for claim in book.of(Kind.AMOUNT):
        whole = _appropriation(book, claim, years)
        if claim.value is not None and whole is not None and claim.value - claim.half > whole:
            yield judged(
                "claim_payout.size", claim, (claim,), claimed=written(claim.value), reckoned=written(whole)
            )


def contacts(book: Book, years: Years) -> Iterator[Judged]:
    """The compensation for contacts is the year's amount for each."""
    for claim in book.of(Kind.AMOUNT):
        terms, whole = years.get(claim.year), _appropriation(book, claim, years)
        if claim.indicator != "PAYOUT_CONTACTS" or terms is None or terms.amount_per_contact is None:
            continue
        if claim.value is None or (whole is not None and claim.value - claim.half > whole):
            continue  # its size is the first cause
        known = book.known("CONTACTS", claim.region, claim.year)
        amounts = [each.value * terms.amount_per_contact for each in known]
        if amounts and not any(claim.fits(amount) for amount in amounts):
            yield judged(
                "claim_payout.amount",
                claim,
                (claim, *known[0].claims),
                claimed=written(claim.value),
                reckoned=written(amounts[0]),
            )


def populations(book: Book, years: Years) -> Iterator[Judged]:
    """The day that a report gives for the population is the day by which the year's terms share out."""
    for claim in book.of(Kind.DATE):
        terms = years.get(claim.year)
        used = terms.population_date.isoformat() if terms and terms.population_date else ""
        if claim.indicator == "POPULATION" and used and not used.startswith(claim.text):
            yield judged(
                "claim_payout.population",
                claim,
                (claim,),
                Weight.QUERY,
                reckoned=used,
                printed_day=claim.text,
                used_day=used,
            )


def _appropriation(book: Book, claim: Claim, years: Years) -> Fraction | None:
    field, indicator = _FROM.get(claim.indicator, ("", ""))
    terms = years.get(claim.year)
    stated: int | None = getattr(terms, field, None) if terms is not None and field else None
    if stated is not None:
        return Fraction(stated)
    printed = book.direct(Kind.AMOUNT, indicator, claim.region, claim.year) if indicator else []
    return printed[0].value if printed else None


CHECKS = (sizes, contacts, populations)
