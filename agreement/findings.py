"""A finding: what a rule saw, in a form that every door shows alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Found = str | int | None


class Weight(StrEnum):
    """How serious a finding is: corrected or waived, corrected or explained, for information."""

    ERROR = "error"
    QUERY = "query"
    NOTE = "note"


class Family(StrEnum):
    """The families of rules, as the domain names them."""

    COMPLETE = "complete"
    WHOLE = "whole"
    FILE = "file"
    BALANCE = "balance"
    LIMITS = "limits"
    EXTREMES = "extremes"
    CHANGE = "change"
    SILENCE = "silence"
    COPIES = "copies"
    CLAIM_TOTAL = "claim_total"
    CLAIM_TWICE = "claim_twice"
    CLAIM_RATE = "claim_rate"
    CLAIM_PAYOUT = "claim_payout"


class Verdict(StrEnum):
    """What a checked delivery amounts to."""

    READY = "ready"
    QUERIES = "queries"
    ERRORS = "errors"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``rule`` names a template in ``agreement.wording``; ``params`` fill it.

    ``lines`` are line codes; ``cells`` are addresses such as ``C12``, where there is a
    workbook; ``count`` is how many places share the fault (the lists are bounded, the
    count is not).
    """

    rule: str
    family: Family
    weight: Weight
    lines: tuple[str, ...] = ()
    found: Found = None
    expected: Found = None
    params: Mapping[str, Any] = field(default_factory=dict)
    sheet: str | None = None
    cells: tuple[str, ...] = ()
    count: int = 1


def verdict_of(findings: "list[Finding] | tuple[Finding, ...]") -> Verdict:
    """The verdict that the findings give together."""
    weights = {finding.weight for finding in findings}
    if any(f.family is Family.FILE and f.weight is Weight.ERROR for f in findings):
        return Verdict.UNREADABLE
    if Weight.ERROR in weights:
        return Verdict.ERRORS
    return Verdict.QUERIES if Weight.QUERY in weights else Verdict.READY
