"""What the rules of a return say of one care provider's row, as if it were a small return."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from agreement.case import Case, Entry
from agreement.lines import CONTACTS, FORMS, PROVIDERS, SEXES
from agreement.rules import limits, silence, whole
from agreement.terms import Terms
from agreement.thresholds import Thresholds

NO_CONTACTS, YEAR = "silence.list_no_contacts", "whole.list_year"
# A figure that is further from the agreement year is never taken for a year.
NEAR = 2
# A list has many rows, so what a return shows by chance once in 500 is in every list: a row needs more.
TIMES = 3
SCALED = ("silent_treatments", "only_contacts_smallest")
_SIDES = (("forms", FORMS), ("providers", PROVIDERS), ("sex", SEXES))
_RULES = {
    "limits.contacts": "limits.list_row",
    "limits.contacts_together": "limits.list_together",
    "limits.both": "limits.list_both",
    "silence.no_contacts": NO_CONTACTS,
    "silence.only_with_contact": "silence.list_only_contacts",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """What is odd in a row: the rule, and what fills its sentence."""

    rule: str
    params: Mapping[str, Any]


def slips(counts: Mapping[str, int], terms: Terms) -> Iterator[Slip]:
    """What the row would be asked about. A year in a count's place is the first cause of all else."""
    sides = {
        side: sum(counts.get(code, 0) for code in codes)
        for side, codes in _SIDES
        if any(code in counts for code in codes)
    }
    totals = list(sides.values())
    judged = list(_judged(counts, terms)) if _may_speak(counts, totals, terms) else []
    if len(set(totals)) > 1 and not any(each.rule == YEAR for each in judged):
        yield Slip("balance.list_row", {"sides": [[side, total] for side, total in sides.items()]})
    yield from judged


def _may_speak(counts: Mapping[str, int], totals: list[int], terms: Terms) -> bool:
    """Whether a rule can have something to say; most rows are far from it, and a list has many."""
    limits_of = _limits(tuple(sorted(terms.thresholds.items())))
    if any(abs(value - terms.year) <= NEAR for value in counts.values()) or "BOTH" in counts:
        return True
    contacts = [counts[code] for code in CONTACTS if code in counts]
    if not contacts or not totals:
        return False
    if not any(contacts):
        return max(totals) >= limits_of.silent_treatments
    return sum(contacts) * 100 >= min(100, limits_of.only_contacts_percent) * min(totals)


def _judged(counts: Mapping[str, int], terms: Terms) -> Iterator[Slip]:
    """What the return's own rules say of the row."""
    case = _case(counts, terms)
    years = [_slip(found.params, YEAR, found.lines) for found in whole.no_figure_is_a_year(case)]
    if years:
        yield from years
        return
    for rule in (*limits.RULES, *silence.RULES):
        for found in rule(case):
            if found.rule in _RULES:
                yield _slip(found.params, _RULES[found.rule], found.lines)


def _slip(params: Mapping[str, Any], rule: str, lines: tuple[str, ...]) -> Slip:
    kept = {name: value for name, value in params.items() if name not in ("name", "row", "provider", "cells")}
    return Slip(rule, kept | {"lines": list(lines)})


def _case(counts: Mapping[str, int], terms: Terms) -> Case:
    """The row as a return. Where a section has a figure an empty cell is none; contacts are as they stand."""
    filled = [codes for _side, codes in _SIDES if any(code in counts for code in codes)]
    values = {code: 0 for codes in filled for code in codes} | dict(counts)
    return Case(_scaled(terms), "", {code: Entry(value=value) for code, value in values.items()})


def _scaled(terms: Terms) -> Terms:
    """The year's terms with the limits of one row among many."""
    return replace(terms, thresholds=_thresholds(tuple(sorted(terms.thresholds.items()))))


@lru_cache(maxsize=64)
def _thresholds(said: tuple[tuple[str, int], ...]) -> dict[str, int]:
    own = Thresholds.of(dict(said))
    return dict(said) | {name: getattr(own, name) * TIMES for name in SCALED}


@lru_cache(maxsize=64)
def _limits(said: tuple[tuple[str, int], ...]) -> Thresholds:
    return Thresholds.of(_thresholds(said))
