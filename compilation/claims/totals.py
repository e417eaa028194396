"""claim_total: a printed total is the sum of what it stands over."""

from collections.abc import Iterator
from fractions import Fraction

from compilation.claims.book import FORMULAS, Book
from compilation.claims.judged import Judged, judged, written
from compilation.claims.reading import NATION, Claim, Kind


def columns(book: Book) -> Iterator[Judged]:
    """The nation's row is the sum of the regions' rows of the same column."""
    for kind in (Kind.COUNT, Kind.AMOUNT):
        for claim in book.of(kind):
            if claim.region != NATION or claim.value is None or not claim.table:
                continue
            rows = _rows_under(book, claim)
            total = sum((row.value for row in rows if row.value is not None), Fraction(0))
            if len(rows) > 1 and total != claim.value:
                yield judged("claim_total.column", claim, (claim, *rows), reckoned=written(total))


def rows(book: Book) -> Iterator[Judged]:
    """A total in a row, or under a list, is the sum of its parts in the same table."""
    for claim in book.of(Kind.COUNT):
        found = [parts for parts in _parts_beside(book, claim) if parts]
        sums = {sum((part.value for part in parts if part.value is not None), Fraction(0)) for parts in found}
        if claim.value is not None and sums and claim.value not in sums:
            yield judged("claim_total.row", claim, (claim, *found[0]), reckoned=written(sorted(sums)[0]))


def _rows_under(book: Book, total: Claim) -> list[Claim]:
    column = total.source.rpartition(":")[2]
    return [
        claim
        for region in book.regions
        for claim in book.direct(total.kind, total.indicator, region, total.year)
        if claim.file == total.file and claim.source.rpartition(":")[2] == column
    ]


def _parts_beside(book: Book, claim: Claim) -> Iterator[list[Claim]]:
    """The parts of an indicator that the same table prints for the same region and year."""
    for formula in FORMULAS.get(claim.indicator, ()):
        beside = [
            [
                each
                for each in book.direct(Kind.COUNT, part, claim.region, claim.year)
                if each.file == claim.file and claim.table
            ]
            for part in formula
        ]
        if all(beside):
            yield [each[0] for each in beside]


CHECKS = (columns, rows)
