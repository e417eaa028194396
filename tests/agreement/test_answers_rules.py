"""Answers that contradict figures are queries; missing or partly collected figures contradict nothing."""

from dataclasses import replace

import pytest

from agreement.replies import Part
from agreement.rules.answers import Said, doubts
from agreement.thresholds import Thresholds
from agreement.wording import message


def rules(said: Said) -> list[str]:
    return [doubt.finding.rule for doubt in doubts(said)]


def direction(choice: str, now: int | None, before: int | None) -> Said:
    figures = {} if now is None else {"KBT_IPT": now}
    earlier = {} if before is None else {"KBT_IPT": before}
    return Said(2018, {"change": [Part(row="KBT_IPT", choice=choice)]}, figures, earlier)


@pytest.mark.parametrize(
    ("choice", "now", "before", "contradicts"),
    [
        ("increased", 203, 262, True),
        ("increased", 262, 262, True),
        ("increased", 263, 262, False),
        ("decreased", 263, 262, True),
        ("decreased", 203, 262, False),
        ("unchanged", 203, 262, True),
        ("unchanged", 255, 262, False),
        ("unchanged", 3, 9, False),
        ("increased", None, 262, False),
        ("increased", 203, None, False),
    ],
)
def test_a_direction_is_held_against_two_years(
    choice: str, now: int | None, before: int | None, contradicts: bool
) -> None:
    assert rules(direction(choice, now, before)) == (["claim_rate.answer"] if contradicts else [])


def test_the_words_name_both_years_and_what_to_do() -> None:
    finding = doubts(direction("increased", 203, 262))[0].finding

    assert message(finding.rule, finding.params) == (
        "Ni svarar att KBT och IPT ökade, men redovisningarna säger 262 för 2017 och 203 för 2018. "
        "Rätta svaret, eller förklara skillnaden."
    )
    assert "rose, but the returns say 262 for 2017 and 203 for 2018" in message(
        finding.rule, finding.params, "en"
    )


@pytest.mark.parametrize(
    ("part", "figure", "rule"),
    [
        (Part(row="MMR1", number=2), 0, "claim_twice.suppliers"),
        (Part(row="MMR1", form="offered_not_known"), 0, "claim_twice.suppliers"),
        (Part(row="MMR1", form="external"), 0, "claim_twice.suppliers"),
        (Part(row="MMR1", number=0), 49, "claim_twice.no_suppliers"),
        (Part(row="MMR1", number=2), 49, None),
        (Part(row="MMR1", number=0), 0, None),
        (Part(row="MMR1", form="not_stated"), 0, None),
        (Part(row="MMR1", number=2), None, None),
    ],
)
def test_suppliers_are_held_against_treatments(part: Part, figure: int | None, rule: str | None) -> None:
    figures = {} if figure is None else {"MMR1": figure}

    assert rules(Said(2018, {"mmr_suppliers": [part]}, figures)) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("now", "before", "asked"), [(0, 19, True), (0, 0, False), (1, 19, False), (0, None, False)]
)
def test_coordinators_that_vanish_are_asked_about(now: int, before: int | None, asked: bool) -> None:
    earlier = {} if before is None else {"coordinators": [Part(number=before)]}
    said = Said(2026, {"coordinators": [Part(number=now)]}, earlier=earlier, earlier_year=2018)

    assert rules(said) == (["claim_twice.coordinators"] if asked else [])


@pytest.mark.parametrize(
    ("now", "limits", "asked"),
    [
        (289, Thresholds(), True),  # 27 more than 262, over a tenth
        (288, Thresholds(), False),
        (289, Thresholds(unchanged_percent=11), False),
        (289, Thresholds(unchanged_count=28), False),
        (265, Thresholds(unchanged_percent=1, unchanged_count=3), True),
        (264, Thresholds(unchanged_percent=1, unchanged_count=3), False),
    ],
)
def test_how_little_may_be_called_unchanged_is_a_term_of_the_year(
    now: int, limits: Thresholds, asked: bool
) -> None:
    said = replace(direction("unchanged", now, 262), limits=limits)

    assert rules(said) == (["claim_rate.answer"] if asked else [])
