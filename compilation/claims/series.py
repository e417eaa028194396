"""claim_rate and claim_twice: a region's figures over the years, beside each other and the other rows."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise

from agreement.findings import Weight
from compilation.claims.book import Book
from compilation.claims.judged import Judged, judged
from compilation.claims.reading import NATION, Claim, Kind

Series = Mapping[str, Mapping[int, Claim]]


def dips(book: Book) -> Iterator[Judged]:
    """No figure is many times larger or smaller than the same table's for the years before and after."""
    for rows in _tables(book).values():
        for series in rows.values():
            years = sorted(series)
            for before, year, after in zip(years, years[1:], years[2:], strict=False):
                sides = (series[before], series[after])
                if _is_far(book, series[year], sides):
                    yield _asked(series[year], *sides)


def copied_rows(book: Book) -> Iterator[Judged]:
    """Two regions do not have the same figures in two printed years running. One finding for two rows."""
    for rows in _tables(book).values():
        for (one, other), years in _alike(rows, book.limits.series_smallest).items():
            counts = [rows[one][year].text for year in sorted(years)]
            yield judged(
                "claim_twice.row",
                rows[one][min(years)],
                [rows[region][year] for region in (one, other) for year in sorted(years)],
                Weight.QUERY,
                claimed=" / ".join(counts),
                claimed_regions=[one, other],
                years=sorted(years),
                counts=counts,
            )


def _alike(rows: Series, smallest: int) -> dict[tuple[str, str], set[int]]:
    """The years in which two regions have the same figures, of those that run on. Grouped by the figures."""
    same: dict[tuple[int, int, int, int], list[str]] = {}
    for region, series in rows.items():
        for first, second in pairwise(sorted(series)):
            counts = _count(series[first]), _count(series[second])
            if min(counts) >= smallest:
                same.setdefault((first, second, *counts), []).append(region)
    found: dict[tuple[str, str], set[int]] = {}
    for (first, second, _one, _other), regions in same.items():
        for pair in combinations(regions, 2):
            found.setdefault(pair, set()).update((first, second))
    return found


def _tables(book: Book) -> dict[tuple[str, str], dict[str, dict[int, Claim]]]:
    """The counts by table and indicator, then by region and year."""
    found: dict[tuple[str, str], dict[str, dict[int, Claim]]] = {}
    for claim in book.of(Kind.COUNT):
        if claim.table and claim.value is not None and claim.region != NATION:
            rows = found.setdefault((claim.file, claim.indicator), {})
            rows.setdefault(claim.region, {})[claim.year] = claim
    return found


def _is_far(book: Book, claim: Claim, sides: tuple[Claim, Claim]) -> bool:
    """Many times below both its neighbours, or above them, where the larger says something at all."""
    times, smallest = Fraction(book.limits.series_times, 100), book.limits.series_smallest
    low, high = sorted(Fraction(_count(side)) for side in sides)
    now = _count(claim)
    fell = low >= smallest and now * times < low
    return fell or (now >= smallest and now > times * max(high, times))


def _asked(claim: Claim, before: Claim, after: Claim) -> Judged:
    return judged(
        "claim_rate.series",
        claim,
        (claim, before, after),
        Weight.QUERY,
        reckoned=f"{before.text} / {after.text}",
        neighbours=[[before.year, before.text], [after.year, after.text]],
    )


def _count(claim: Claim) -> int:
    return int(claim.value or 0)


CHECKS = (dips, copied_rows)
