"""claim_twice: one indicator has one value, however many tables or sentences show it."""

from collections.abc import Iterator, Sequence

from compilation.claims.book import Book, Known
from compilation.claims.judged import Judged, judged, places_of, written
from compilation.claims.reading import NATION, Claim, Kind

# So many values are named in words.
_NAMED = 3


def counts(book: Book) -> Iterator[Judged]:
    """A count is the same in every place, and the same as its parts in other tables."""
    for (indicator, region, year), claims in book.groups(Kind.COUNT):
        known = [Known(c.value, (c,)) for c in claims if c.value is not None]
        apart = [each for each in book.sums(indicator, region, year) if _is_elsewhere(each, claims)]
        values = {each.value for each in known}
        if len(values) > 1:
            yield _differing(claims[0], _one_each(known))
        elif values and apart and not values & {each.value for each in apart}:
            yield _differing(claims[0], _one_each([*known, apart[0]]))


def nation_in_two_ways(book: Book) -> Iterator[Judged]:
    """An indicator that nobody prints for the nation, but that follows from two sets of printed parts."""
    for indicator in ("TREATMENTS", "PSYCHOLOGICAL", "PAIN"):
        for year in sorted({claim.year for claim in book.claims}):
            ways = book.ways(indicator, NATION, year)
            if len(ways) < 2 or book.direct(Kind.COUNT, indicator, NATION, year):
                continue
            if not set.intersection(*({known.value for known in way} for way in ways)):
                yield _differing(ways[0][0].claims[0], _one_each([way[0] for way in ways]), indicator)


def rates(book: Book) -> Iterator[Judged]:
    """A rate is printed alike in every place, as far as its digits go."""
    for _key, claims in book.groups(Kind.RATE):
        known = [(claim, claim.value) for claim in claims if claim.value is not None]
        for (first, one), (second, other) in ((known[0], each) for each in known[1:]):
            if abs(one - other) > first.half + second.half:
                yield _differing(first, [Known(one, (first,)), Known(other, (second,))])


def dates(book: Book) -> Iterator[Judged]:
    """One thing happened on one day."""
    for _key, claims in book.groups(Kind.DATE):
        texts = list(dict.fromkeys(claim.text for claim in claims if _is_payment(claim)))
        if len(texts) > 1:
            yield judged(
                "claim_twice.dates", claims[0], claims, claimed=" / ".join(texts), values=texts[:_NAMED]
            )


def _is_payment(claim: Claim) -> bool:
    return claim.indicator.startswith("PAYOUT")


def _is_elsewhere(known: Known, claims: Sequence[Claim]) -> bool:
    """Whether the parts stand in another table than the printed total; within one table it is a wrong sum."""
    files = {claim.file for claim in claims}
    return any(claim.file not in files for claim in known.claims)


def _one_each(known: Sequence[Known]) -> list[Known]:
    return list({each.value: each for each in reversed(known)}.values())[::-1]


def _differing(claim: Claim, known: Sequence[Known], indicator: str = "") -> Judged:
    values = [[written(each.value, _places(each)), _place(each)] for each in known]
    return judged(
        "claim_twice.values",
        claim,
        [each for one in known for each in one.claims],
        claimed=" / ".join(value for value, _place_ in values),
        values=values[:_NAMED],
        indicator=indicator or claim.indicator,
    )


def _places(known: Known) -> int:
    """The decimals that the value was printed with; sums are whole."""
    return places_of(known.claims[0]) if len(known.claims) == 1 else 0


def _place(known: Known) -> str:
    tables = dict.fromkeys(claim.table for claim in known.claims)
    return "+".join(table for table in tables if table)


CHECKS = (counts, nation_in_two_ways, rates, dates)
