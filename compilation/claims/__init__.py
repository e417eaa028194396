"""The claims of printed reports, judged against their parts, each other and what they imply."""

from collections.abc import Iterator, Mapping

from agreement.terms import Terms
from agreement.thresholds import Thresholds
from compilation.claims import payouts, rankings, rates, series, totals, twice, zeros
from compilation.claims.book import Book
from compilation.claims.judged import Judged
from compilation.claims.reading import PrintedReport


def findings(report: PrintedReport, years: Mapping[int, Terms]) -> Iterator[Judged]:
    """Everything that does not agree in a report, in the order of the families. Linear in its cells."""
    said = years[report.round].thresholds if report.round in years else {}
    book = Book(report.claims, Thresholds.of(said))
    for check in (*totals.CHECKS, *twice.CHECKS, *rates.CHECKS, *rankings.CHECKS, *series.CHECKS):
        yield from check(book)
    yield from zeros.not_collected(book, report.gaps)
    for of_money in payouts.CHECKS:
        yield from of_money(book, years)
