"""claim_twice: a printed 0 says that nothing took place, also where the report says that nobody knows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from agreement.findings import Weight
from agreement.lines import INDICATORS, LINE
from compilation.claims.book import Book
from compilation.claims.judged import Judged, judged
from compilation.claims.reading import Claim, Gap, Kind

# A report that has no figures at all for a region.
_ALL = "ALL"


def not_collected(book: Book, gaps: Iterable[Gap]) -> Iterator[Judged]:
    """What the report itself says is missing is not printed as 0. One finding for each gap."""
    for gap in gaps:
        zeros = [claim for kind in (Kind.COUNT, Kind.SHARE) for claim in _zeros(book, kind, gap)]
        if zeros:
            found = judged(
                "claim_twice.zero",
                zeros[0],
                zeros,
                Weight.ERROR,
                zeros=list(dict.fromkeys(claim.indicator for claim in zeros)),
                tables=list(dict.fromkeys(claim.table for claim in zeros)),
                state=gap.state,
            )
            yield replace(found, sources=(*found.sources, gap.source))


def _zeros(book: Book, kind: Kind, gap: Gap) -> Iterator[Claim]:
    for indicator in _missing(gap):
        for claim in book.direct(kind, indicator, gap.region, gap.year):
            if claim.value == 0 and claim.table:
                yield claim


def _missing(gap: Gap) -> Iterator[str]:
    """The lines that are missing, and the indicators that are made of such lines alone."""
    lines = set(LINE) if _ALL in gap.lines else set(gap.lines)
    yield from (code for code in LINE if code in lines)
    yield from (code for code, parts in INDICATORS.items() if set(parts) <= lines)
    if _ALL in gap.lines:
        yield "TREATMENTS"
