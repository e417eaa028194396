"""The rules, in reading order. Each sees a case, yields findings, and touches nothing.

A figure that is missing or not a count is reported once, by `complete` or `whole`; the
rules that compare figures pass over it, so that only first causes are shown.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from agreement.case import Case
from agreement.findings import Family, Finding, Weight
from agreement.rules import balance, change, complete, copies, extremes, limits, silence, whole

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    *complete.RULES,
    *whole.RULES,
    *balance.RULES,
    *limits.RULES,
    *silence.RULES,
    *copies.RULES,
    *change.RULES,
    *extremes.RULES,
)

# Said to officers alone: notes on what could not be compared.
OFFICER_ONLY: frozenset[str] = frozenset({"change.no_earlier"})
# Rules that are being tried: officers see what they find, the region does not.
ON_TRIAL: frozenset[str] = frozenset()


def findings(case: Case) -> list[Finding]:
    """Everything that the rules find in a case, in reading order."""
    return _first_causes([finding for rule in RULES for finding in rule(case)])


def for_region(found: Iterable[Finding]) -> list[Finding]:
    """What the region is shown: all but what is said to officers alone or is on trial."""
    return [finding for finding in found if is_for_region(finding.rule)]


def is_for_region(rule: str) -> bool:
    """Whether the region is shown what the rule finds, and must answer for it."""
    return rule not in OFFICER_ONLY | ON_TRIAL


def _first_causes(found: list[Finding]) -> list[Finding]:
    """A year in a count's place breaks the sums that it stands in: one error instead of two findings."""
    years = {code for finding in found if finding.rule == whole.YEAR for code in finding.lines}
    broken = [
        finding
        for finding in found
        if finding.family in (Family.BALANCE, Family.LIMITS) and years & set(finding.lines)
    ]
    guilty = {code for finding in broken for code in finding.lines} & years
    return [_as_error(finding, guilty) for finding in found if finding not in broken]


def _as_error(finding: Finding, guilty: set[str]) -> Finding:
    if finding.rule == whole.YEAR and guilty & set(finding.lines):
        return replace(finding, rule=whole.YEAR_FOR_COUNT, weight=Weight.ERROR)
    return finding
