"""Change: what is far from the region's own earlier return, and what had nothing to be compared with."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from agreement import rules
from agreement.case import Case, Earlier
from agreement.findings import Finding
from agreement.usual import SHARES
from agreement.wording import message
from tests.agreement.cases import GOOD, a_case, before, found, of_size, only

EARLIER = before(**{code: int(value) + 1 for code, value in GOOD.items()})
ALIKE = {name: (Fraction(1, 3),) * 20 for name in SHARES}


def notes(case: Case) -> list[Finding]:
    """What is said to the officer alone."""
    return [each for each in rules.findings(case) if not rules.is_for_region(each.rule)]


def said(case: Case, lang: str = "sv") -> str:
    [note] = notes(case)
    return message(note.rule, note.params, lang)


# --- the total: 324 now, and 20 is added to both sides ---------------------------------------


@pytest.mark.parametrize(
    ("year", "earlier", "is_asked"),
    [
        (2025, 209, True),  # 344 is more than one and a half times 229
        (2025, 210, False),
        (2025, 496, False),  # 516 is one and a half times 344
        (2025, 497, True),
        (2020, 151, True),  # after six years twice is the limit
        (2020, 152, False),
    ],
)
def test_a_total_is_asked_about_beyond_the_limit_and_not_at_it(
    year: int, earlier: int, is_asked: bool
) -> None:
    case = a_case(earlier=before(year, TREATMENTS=earlier))

    assert found(case) == (["change.total"] if is_asked else [])


def test_a_total_is_not_asked_about_where_only_treatments_with_a_contact_came() -> None:
    case = a_case(earlier=before(TREATMENTS=1_000), EMPLOYER="265")

    assert found(case) == ["silence.only_with_contact"]


def test_a_total_that_fell_by_a_form_that_is_gone_is_not_asked_about_as_well() -> None:
    assert found(a_case(earlier=before(TREATMENTS=600, ASB=276))) == ["silence.gone"]
    assert found(a_case(earlier=before(TREATMENTS=600, ASB=0))) == ["change.total"]


# --- lines: 50 is added to both sides, and three times is the limit --------------------------


@pytest.mark.parametrize(
    ("line", "year", "earlier", "is_asked"),
    [
        ("KBT", 2025, 34, True),  # 203 now: 253 is more than three times 84
        ("KBT", 2025, 35, False),
        ("KBT", 2024, 27, True),  # after two years 3,25 times
        ("KBT", 2024, 28, False),
        ("AST", 2025, 259, False),  # 53 now: 309 is three times 103
        ("AST", 2025, 260, True),
        ("EMPLOYER", 2025, 17, False),  # 151 now: 201 is three times 67
        ("EMPLOYER", 2025, 16, True),
    ],
)
def test_a_line_is_asked_about_beyond_the_limit_and_not_at_it(
    line: str, year: int, earlier: int, is_asked: bool
) -> None:
    assert found(a_case(earlier=before(year, **{line: earlier}))) == (["change.line"] if is_asked else [])


def test_lines_that_changed_are_one_finding_for_all_of_them() -> None:
    finding = only(a_case(earlier=before(KBT=10, AST=400, APB=18)))

    assert (finding.rule, finding.lines, finding.count) == ("change.line", ("KBT", "AST"), 2)


def test_a_line_that_grew_as_the_total_did_is_not_asked_about() -> None:
    assert found(a_case(earlier=before(TREATMENTS=100, KBT=30))) == ["change.total"]


def test_a_line_that_is_partly_collected_is_not_compared() -> None:
    case = a_case(earlier=before(AST=400), marks={"AST": "partly"}, comments={"AST": "En mottagning saknas."})

    assert found(case) == []


# --- shares: 25 percentage points for private, 10 for men, and one more for each year --------


@pytest.mark.parametrize(
    ("year", "private", "is_asked"),
    [
        (2025, 870, False),  # 62,04 percent now: 24,96 points
        (2025, 871, True),
        (2023, 890, False),  # after three years 27 points: 26,96
        (2023, 891, True),
    ],
)
def test_a_private_share_is_asked_about_beyond_the_limit(year: int, private: int, is_asked: bool) -> None:
    case = a_case(earlier=before(year, PRIVATE=private, PUBLIC=1_000 - private))

    assert found(case) == (["change.private"] if is_asked else [])


@pytest.mark.parametrize(
    ("year", "men", "is_asked"),
    [
        (2025, 171, True),  # 27,16 percent now: 10,06 points
        (2025, 172, False),
        (2025, 371, False),
        (2025, 372, True),
        (2023, 391, False),  # after three years 12 points
        (2023, 392, True),
    ],
)
def test_a_share_of_men_is_asked_about_beyond_the_limit(year: int, men: int, is_asked: bool) -> None:
    case = a_case(earlier=before(year, MEN=men, WOMEN=1_000 - men))

    assert found(case) == (["change.men"] if is_asked else [])


@pytest.mark.parametrize(("treatments", "is_asked"), [(99, False), (100, True)])
def test_shares_of_few_treatments_are_not_compared_now_or_then(treatments: int, is_asked: bool) -> None:
    few_now = of_size(treatments, WOMEN="0", MEN=str(treatments))
    then = before(WOMEN=500, MEN=500)
    few_then = before(WOMEN=0, MEN=treatments, PRIVATE=0, PUBLIC=0)

    assert found(a_case(few_now, earlier=then)) == (["change.men"] if is_asked else [])
    assert ("change.men" in found(a_case(earlier=few_then))) == is_asked


def test_a_share_whose_parts_are_of_two_years_is_not_compared() -> None:
    assert found(a_case(earlier={"WOMEN": Earlier(2025, 100), "MEN": Earlier(2024, 900)})) == []


# --- what could not be compared ------------------------------------------------------------


def test_nothing_is_said_where_everything_was_compared() -> None:
    assert notes(a_case(earlier=EARLIER, others=ALIKE)) == []


def test_a_new_region_gets_one_note_for_all_that_was_not_compared() -> None:
    text = said(a_case(earlier={}, others={}))

    assert "Regionen har inget tidigare tal att jämföra med för KBT" in text
    assert "Andelen kontakter, andelen privata vårdgivare, andelen män och andelen smärtbehandling" in text
    assert found(a_case(earlier={}, others={})) == []


@pytest.mark.parametrize(("regions", "is_noted"), [(7, True), (8, False)])
def test_too_few_other_regions_are_said_to_the_officer(regions: int, is_noted: bool) -> None:
    case = a_case(earlier=EARLIER, others={name: (Fraction(1, 3),) * regions for name in SHARES})

    assert bool(notes(case)) == is_noted
    if is_noted:
        assert said(case).endswith(
            "har inte jämförts med de andra regionernas: färre än 8 av dem har uppgiften. "
            "Granska de talen utan jämförelse."
        )
        assert "fewer than 8 of them have the figure" in said(case, "en")


def test_one_share_that_few_regions_have_is_named_alone() -> None:
    case = a_case(earlier=EARLIER, others=ALIKE | {"PAIN_SHARE": ()})

    assert said(case) == (
        "Andelen smärtbehandling har inte jämförts med de andra regionernas: färre än 8 av dem har "
        "uppgiften. Granska de talen utan jämförelse."
    )


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"MEN": Earlier(2024, 89)}, "de tidigare talen är från olika år"),
        ({"WOMEN": Earlier(2025, 60), "MEN": Earlier(2025, 20)}, "bygger på färre än 100 behandlingar"),
    ],
)
def test_a_share_without_an_earlier_one_says_why(changed: Mapping[str, Earlier], reason: str) -> None:
    text = said(a_case(earlier={**EARLIER, **changed}, others=ALIKE))

    assert text.startswith("Andelen män har inte jämförts med regionens tidigare andel: ")
    assert reason in text


def test_half_an_earlier_share_names_the_line_and_the_share() -> None:
    text = said(a_case(earlier={code: v for code, v in EARLIER.items() if code != "MEN"}, others=ALIKE))

    assert text.startswith("Regionen har inget tidigare tal att jämföra med för män. Andelen män har inte")
    assert "ett av de tidigare talen saknas" in text


def test_a_note_stored_before_shares_were_told_can_still_be_read() -> None:
    params: dict[str, Any] = {"lines": ["BMB", "AST"], "cells": [], "count": 2}

    assert message("change.no_earlier", params).startswith("Regionen har inget tidigare tal")
