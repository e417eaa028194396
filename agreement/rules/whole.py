"""Whole numbers: what stands in a figure's place is a count, 0 or more."""

from collections.abc import Iterator

from agreement.case import Case, Fault
from agreement.findings import Finding, Weight
from agreement.rules.beside import year_like
from agreement.rules.places import LISTED, found_in
from agreement.thresholds import Thresholds


def every_figure_is_a_count(case: Case) -> Iterator[Finding]:
    """Text, decimals, negative numbers, error values and the like are named by place; one finding a fault."""
    by_fault: dict[Fault, list[str]] = {}
    for line in case.terms.lines():
        fault = case.entry(line.code).fault
        if fault is not None:
            by_fault.setdefault(fault, []).append(line.code)
    for fault in Fault:
        lines = by_fault.get(fault)
        if lines:
            raws = [case.entry(code).raw for code in lines][:LISTED]
            yield found_in(
                case, f"whole.{fault}", Weight.ERROR, lines, found=raws[0] or None, raw=raws[0], raws=raws
            )


def no_figure_is_a_year(case: Case) -> Iterator[Finding]:
    """A count that is the agreement year or its neighbour is more often a year; one finding a year."""
    by_year: dict[int | None, list[str]] = {}
    for code in year_like(case, Thresholds.of(case.terms.thresholds)):
        by_year.setdefault(case.figure(code), []).append(code)
    for value, lines in by_year.items():
        yield found_in(case, YEAR, Weight.QUERY, lines, found=value, value=value)


# A year in a count's place; the second is what it becomes where it also breaks a sum.
YEAR, YEAR_FOR_COUNT = "whole.year", "whole.year_for_count"
RULES = (every_figure_is_a_count, no_figure_is_a_year)
