"""Where a finding is: the cells of its lines, bounded, since a file can have a fault in every one."""

from collections.abc import Sequence
from typing import Any

from agreement.case import Case
from agreement.findings import Family, Finding, Weight

# What is listed; how many there are is always counted.
LISTED = 20


def found_in(case: Case, rule: str, weight: Weight, lines: Sequence[str], **said: Any) -> Finding:
    """A finding about lines of the case, with their cells and the sheet.

    The family is the rule's first word. ``found`` and ``expected`` among what is said become
    the finding's own; the rest are the parameters of its message.
    """
    entries = [case.entry(code) for code in lines]
    cells = tuple(entry.cell for entry in entries if entry.cell)[:LISTED]
    found, expected = said.pop("found", None), said.pop("expected", None)
    return Finding(
        rule,
        Family(rule.partition(".")[0]),
        weight,
        tuple(lines)[:LISTED],
        found,
        expected,
        {"lines": list(lines)[:LISTED], "cells": list(cells), "count": len(lines), **said},
        next((entry.sheet for entry in entries if entry.sheet), None),
        cells,
        len(lines),
    )
