"""claim_rate: shares, changes and rates follow from the counts and a stated denominator."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

from compilation.claims.book import Book, Known
from compilation.claims.judged import Judged, judged, places_of, written
from compilation.claims.reading import Claim, Kind

_WAYS = 24


def shares(book: Book) -> Iterator[Judged]:
    """A share is a part of the treatments, in percent."""
    for claim in book.of(Kind.SHARE):
        yield from _judged(claim, list(_shares(book, claim)), "claim_rate.share")


def changes(book: Book) -> Iterator[Judged]:
    """A change is measured on the earlier count, in percent."""
    for claim in book.of(Kind.CHANGE):
        yield from _judged(claim, list(_changes(book, claim)), "claim_rate.change")


def populations(book: Book) -> Iterator[Judged]:
    """Some number of inhabitants gives every rate that is printed for a region and year.

    The population itself need not be known, and none that was worked out from these rates is used.
    """
    for claims in _by_place(book.of(Kind.RATE)).values():
        spans = [list(_spans(book, claim)) for claim in claims]
        spans = [each for each in spans if each]
        if spans and not any(_meet(chosen) for chosen in islice(product(*spans), 4 * _WAYS)):
            low, high = _apart([each[0] for each in spans])
            yield judged(
                "claim_rate.population",
                low.claim,
                (low.claim, *low.known.claims, high.claim, *high.known.claims),
                claimed=f"{low.claim.text} / {high.claim.text}",
                per=low.claim.per,
                pairs=[_said(low), _said(high)],
            )


@dataclass(frozen=True, slots=True)
class Span:
    """The populations under which a printed rate rounds right; ``high`` is None where there is no end."""

    claim: Claim
    known: Known
    low: Fraction
    high: Fraction | None


def share_of(book: Book, indicator: str, region: str, year: int) -> Fraction | None:
    """A region's share of its treatments by the first value of each, in percent."""
    parts, wholes = book.known(indicator, region, year), book.known("TREATMENTS", region, year)
    if not parts or not wholes or wholes[0].value == 0:
        return None
    return 100 * parts[0].value / wholes[0].value


@dataclass(frozen=True, slots=True)
class _Reckoned:
    value: Fraction
    claims: tuple[Claim, ...]


def _judged(claim: Claim, found: list[_Reckoned], rule: str) -> Iterator[Judged]:
    """One finding where the claim follows from none of the values that there are."""
    if found and not any(claim.fits(each.value) for each in found):
        yield judged(
            rule,
            claim,
            (claim, *found[0].claims),
            reckoned=written(found[0].value, places_of(claim)),
            since=claim.since,
        )


def _shares(book: Book, claim: Claim) -> Iterator[_Reckoned]:
    parts = _without(book, claim, claim.indicator)
    wholes = _without(book, claim, "TREATMENTS")
    for part, whole in islice(product(parts, wholes), _WAYS):
        if whole.value:
            yield _Reckoned(100 * part.value / whole.value, (*part.claims, *whole.claims))
        elif part.value == 0:
            yield _Reckoned(Fraction(0), (*part.claims, *whole.claims))


def _without(book: Book, claim: Claim, indicator: str) -> tuple[Known, ...]:
    """The values of an indicator, less what the regions that the claim leaves out have of it."""
    known = book.known(indicator, claim.region, claim.year)
    if not claim.regions:
        return known
    out = [book.known(indicator, region, claim.year) for region in claim.regions]
    if not all(out):
        return ()
    less = sum((each[0].value for each in out), Fraction(0))
    return tuple(Known(each.value - less, each.claims) for each in known)


def _changes(book: Book, claim: Claim) -> Iterator[_Reckoned]:
    before = book.known(claim.indicator, claim.region, claim.since or claim.year - 1)
    now = book.known(claim.indicator, claim.region, claim.year)
    if claim.indicator.startswith("PAYOUT"):
        now, before = _amounts(book, claim, claim.year), _amounts(book, claim, claim.since or claim.year - 1)
    for new, old in islice(product(now, before), _WAYS):
        if old.value:
            yield _Reckoned(100 * (new.value - old.value) / old.value, (*new.claims, *old.claims))


def _amounts(book: Book, claim: Claim, year: int) -> tuple[Known, ...]:
    found = book.direct(Kind.AMOUNT, claim.indicator, claim.region, year)
    return tuple(Known(each.value, (each,)) for each in found if each.value is not None)


def _by_place(claims: Iterable[Claim]) -> dict[tuple[str, int], list[Claim]]:
    found: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        if claim.table:  # a sentence repeats a table; whether it does so rightly is claim_twice's to say
            found.setdefault((claim.region, claim.year), []).append(claim)
    return found


def _spans(book: Book, claim: Claim) -> Iterator[Span]:
    """The span of populations for each value that the count may have."""
    if claim.value is None:
        return
    low, high = claim.value + claim.half, claim.value - claim.half
    for known in book.known(claim.indicator, claim.region, claim.year):
        people = known.value * claim.per
        yield Span(claim, known, people / low, people / high if high > 0 else None)


def _meet(spans: Iterable[Span]) -> bool:
    """Whether some whole number lies in all spans."""
    chosen = list(spans)
    low = max(span.low for span in chosen)
    ends = [span.high for span in chosen if span.high is not None]
    return not ends or -(-low.numerator // low.denominator) <= min(ends)


def _apart(spans: list[Span]) -> tuple[Span, Span]:
    """The two that are farthest from meeting: the smallest end and the largest beginning."""
    ended = [span for span in spans if span.high is not None]
    return min(ended, key=lambda span: span.high or 0), max(spans, key=lambda span: span.low)


def _said(span: Span) -> list[str]:
    return [span.claim.indicator, span.claim.text, written(span.known.value), span.claim.table]


CHECKS = (shares, changes, populations)
