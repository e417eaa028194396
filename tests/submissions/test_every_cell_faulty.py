"""A file with a fault in every cell takes at most twice the work of a clean one: faults are grouped by key.

`bench/every_cell_faulty.py` measures the time.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from agreement import rules
from agreement.answers import case_of
from agreement.case import Earlier
from agreement.lines import FIGURES
from agreement.repair import repairs
from agreement.usual import SHARES
from register.models import Region
from submissions.checking import finding_row
from submissions.lists.child import read_list
from submissions.lists.limits import Limits
from submissions.lists.providers import ReadFile
from submissions.lists.series import Period
from submissions.lists.together import add_up
from submissions.workbook import read
from tests.lists import PROVIDERS, SERIES, text
from tests.makers import BALANCED
from tests.work import calls
from tests.workbooks import a_workbook, filled, some_terms

PERIOD = Period(2026, date(2026, 1, 1), date(2026, 12, 31))
EARLIER = {code: Earlier(2025, value + 1) for code, value in BALANCED.items()}
OTHERS = {name: (Fraction(1, 3),) * 20 for name in SHARES}


def judged(data: bytes) -> Callable[[], object]:
    """From the bytes of a workbook to its findings in words and its proposals, beside all history."""

    def work() -> object:
        reading = read(data, "redovisning.xlsx", some_terms(), Region(code="07", name="Kronoberg"))
        assert reading.answers is not None
        case = case_of(reading.answers, some_terms(), "07", EARLIER, OTHERS)
        found = rules.for_region(rules.findings(case))
        words = [finding_row(each, 0, year=2026, region="07").as_json("sv") for each in found]
        return words, repairs(case)

    return work


def listed(rows: list[tuple[object, ...]]) -> Callable[[], object]:
    """From the bytes of a list to its sums and what is said of it."""
    data = text(rows)

    def work() -> object:
        found = dict(read_list(data, PERIOD, Limits()))
        return add_up([ReadFile("lista.csv", "1", found)], year=2026).findings

    return work


FAULTS: dict[str, dict[str, Any]] = {
    "the same text": dict.fromkeys(FIGURES, "ca 40"),
    "a text of its own in each": {code: f"cirka {at}" for at, code in enumerate(FIGURES)},
    "a negative number": dict.fromkeys(FIGURES, -5),
    "far too large": dict.fromkeys(FIGURES, 10**12),
    "a date": dict.fromkeys(FIGURES, date(2026, 5, 3)),
    "a year": dict.fromkeys(FIGURES, 2026),
    "one of each": {code: ("ca 4", -5, 10**12, 1.5, 2026)[at % 5] for at, code in enumerate(FIGURES)},
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_workbook_with_a_fault_in_every_cell_is_at_most_twice_the_work(kind: str) -> None:
    clean, faulty = judged(a_workbook()), judged(filled(a_workbook(), **FAULTS[kind]))

    assert calls(faulty) <= 2 * calls(clean)


def series(rows: int, faulty: bool) -> list[tuple[object, ...]]:
    head, *right = SERIES
    wrong = ("??", "okänd form", "Z", "kanske", "vet ej", "igår")
    lines = [right[at % len(right)] for at in range(rows)]
    return [head, *((*line[:2], *wrong) if faulty else line for line in lines)]


def providers(rows: int, faulty: bool) -> list[tuple[object, ...]]:
    head = PROVIDERS[0]
    count = "ca 4" if faulty else 12
    return [head, *((f"Mottagning {at}", "Privat", count, *[count] * 6) for at in range(rows))]


def test_a_provider_list_with_a_fault_in_every_count_is_at_most_twice_the_work() -> None:
    assert calls(listed(providers(400, True))) <= 2 * calls(listed(providers(400, False)))


@pytest.mark.parametrize("made", [series, providers])
def test_twice_the_faulty_rows_are_twice_the_work_and_not_four_times(
    made: Callable[[int, bool], list[tuple[object, ...]]],
) -> None:
    assert calls(listed(made(800, True))) <= 2.1 * calls(listed(made(400, True)))
