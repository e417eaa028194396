"""The rules, in reading order. Each sees a case, yields findings, and touches nothing.

A figure that is missing or not a count is reported once, by `complete` or `whole`; the
rules that compare figures pass over it, so that only first causes are shown.
"""

from collections.abc import Callable, Iterator

from agreement.case import Case
from agreement.findings import Finding
from agreement.rules import balance, complete, limits, whole

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (*complete.RULES, *whole.RULES, *balance.RULES, *limits.RULES)


def findings(case: Case) -> list[Finding]:
    """Everything that the rules find in a case, in reading order."""
    return [finding for rule in RULES for finding in rule(case)]
