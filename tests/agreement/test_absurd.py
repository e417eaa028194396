"""Absurd values: one finding each, and no other rule speaks of the same cell."""

from fractions import Fraction

import pytest

from agreement import rules
from agreement.case import Case
from agreement.lines import CONTACTS, FIGURES
from agreement.repair import repairs
from agreement.usual import SHARES
from tests.agreement.cases import GOOD, a_case, before, found, only

ABSURD = {
    "1000000000000": "whole.too_large",
    "-5": "whole.negative",
    "2026-05-03": "whole.date",
}


# A year's history and twenty regions beside, so that every rule that compares has something to say.
EARLIER = before(**{code: int(value) + 1 for code, value in GOOD.items()}, TREATMENTS=325, CONTACTS=188)
SHARE_OF_ALL = {
    "CONTACTS_PER_TREATMENT": Fraction(186, 324),
    "PRIVATE_SHARE": Fraction(201, 324),
    "MEN_SHARE": Fraction(88, 324),
    "PAIN_SHARE": Fraction(101, 324),
}
OTHERS = {name: (SHARE_OF_ALL[name],) * 20 for name in SHARES}


def compared(**values: str) -> Case:
    """The balanced case beside its history and the other regions, with other values."""
    return a_case(values, earlier=EARLIER, others=OTHERS)


def every_rule(case: Case) -> list[str]:
    """What officers see, too."""
    return [finding.rule for finding in rules.findings(case)]


def test_the_case_that_all_is_compared_with_is_quiet_itself() -> None:
    assert every_rule(compared()) == []


@pytest.mark.parametrize("line", FIGURES)
@pytest.mark.parametrize("text", ABSURD)
def test_an_absurd_value_breaks_no_rule_that_compares(line: str, text: str) -> None:
    assert every_rule(compared(**{line: text})) == [ABSURD[text]]


@pytest.mark.parametrize("line", FIGURES)
@pytest.mark.parametrize("year", ["2024", "2025", "2026", "2027", "2028"])
def test_a_year_in_a_count_breaks_no_rule_that_compares(line: str, year: str) -> None:
    assert every_rule(compared(**{line: year})) == ["whole.year_for_count"]


@pytest.mark.parametrize("line", CONTACTS)
def test_a_year_among_the_contacts_of_a_large_region_is_one_question(line: str) -> None:
    figures = {code: int(value) * 20 for code, value in GOOD.items()}
    earlier = before(**{code: value + 1 for code, value in figures.items()}, TREATMENTS=6_481)
    values = {code: str(value) for code, value in figures.items()} | {line: "2026"}

    assert every_rule(a_case(values, earlier=earlier, others=OTHERS)) == ["whole.year"]


@pytest.mark.parametrize("text", [*ABSURD, "2026"])
@pytest.mark.parametrize("pair", [("WOMEN", "MEN"), ("PRIVATE", "PUBLIC"), CONTACTS, ("KBT", "AST")])
def test_an_absurd_value_in_two_lines_is_one_finding_and_breaks_no_other(
    text: str, pair: tuple[str, str]
) -> None:
    case = compared(**dict.fromkeys(pair, text))

    assert every_rule(case) == [ABSURD.get(text, "whole.year_for_count")]
    assert set(rules.findings(case)[0].lines) == set(pair)


@pytest.mark.parametrize("text", [*ABSURD, "2026"])
def test_an_absurd_value_in_every_line_breaks_no_rule_that_compares(text: str) -> None:
    assert len(every_rule(compared(**dict.fromkeys(FIGURES, text)))) == 1


@pytest.mark.parametrize("text", [*ABSURD, "2026"])
@pytest.mark.parametrize("line", FIGURES)
def test_no_correction_proposes_to_keep_an_absurd_value_or_to_make_another(line: str, text: str) -> None:
    for repair in repairs(compared(**{line: text})):
        assert all(0 <= change.after < 10**9 for change in repair.changes)


@pytest.mark.parametrize("line", FIGURES)
@pytest.mark.parametrize("text", ABSURD)
def test_an_absurd_value_gives_one_finding_in_any_line(line: str, text: str) -> None:
    assert found(a_case({line: text})) == [ABSURD[text]]


@pytest.mark.parametrize("line", ["KBT", "PRIVATE", "WOMEN"])
def test_the_year_in_a_count_that_is_summed_gives_one_finding(line: str) -> None:
    assert found(a_case({line: "2026"})) == ["whole.year_for_count"]


@pytest.mark.parametrize("text", ["1000000000000", "-5", "2026-05-03", "2026"])
def test_the_same_absurd_value_in_every_line_gives_one_finding(text: str) -> None:
    finding = only(a_case(dict.fromkeys(FIGURES, text)))

    assert set(finding.lines) <= set(FIGURES)
    assert finding.count == len(FIGURES)


def test_years_that_fill_two_sections_are_not_called_copies_of_each_other() -> None:
    years = dict.fromkeys(("PRIVATE", "PUBLIC", "WOMEN", "MEN"), "2026")

    assert "copies.pair" not in found(a_case(years))
    assert found(a_case(years)).count("whole.year") == 1


def test_a_region_without_earlier_years_is_a_note_to_the_officer_alone() -> None:
    case = a_case(earlier={}, others={})

    assert found(case) == []
    assert [each.rule for each in rules.findings(case)] == ["change.no_earlier"]
