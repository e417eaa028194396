"""The rules, in reading order. Each sees a case, yields findings, and touches nothing.

A figure that is missing or not a count is reported once, by `complete` or `whole`; the
rules that compare figures pass over it, so that only first causes are shown.
"""

from collections.abc import Callable, Iterable, Iterator

from agreement.case import Case
from agreement.findings import Finding
from agreement.rules import balance, complete, limits, whole

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (*complete.RULES, *whole.RULES, *balance.RULES, *limits.RULES)

# Said to officers alone: notes on what could not be compared.
OFFICER_ONLY: frozenset[str] = frozenset({"change.no_earlier"})
# Rules that are being tried: officers see what they find, the region does not.
ON_TRIAL: frozenset[str] = frozenset()


def findings(case: Case) -> list[Finding]:
    """Everything that the rules find in a case, in reading order."""
    return [finding for rule in RULES for finding in rule(case)]


def for_region(found: Iterable[Finding]) -> list[Finding]:
    """What the region is shown: all but what is said to officers alone or is on trial."""
    return [finding for finding in found if finding.rule not in OFFICER_ONLY | ON_TRIAL]
