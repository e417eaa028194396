"""Whole numbers: what fires, and what does not."""

import pytest

from agreement.answers import Answer, Answers, case_of
from agreement.case import Fault
from agreement.lines import FIGURES
from agreement.numerals import parse_count
from tests.agreement.cases import GOOD, TERMS, a_case, found, only


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("391", 391), ("0", 0), ("1 234", 1234), ("1\u00a0234", 1234), ("1\u202f234", 1234), (" 12 ", 12),
        ("1.234", 1234), ("1,234", 1234), ("1'234", 1234), ("1.234.567", 1234567), ("412,0", 412),
        ("412.00", 412), ("+5", 5), ("1e3", 1000), ("-0", 0),
    ],
)  # fmt: skip
def test_numbers_are_understood_as_people_write_them(text: str, value: int) -> None:
    assert parse_count(text) == (value, None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("ca 40", Fault.TEXT), ("12 st", Fault.TEXT), ("1.23.4", Fault.TEXT), ("x", Fault.TEXT),
        ("412,5", Fault.DECIMAL), ("412.5", Fault.DECIMAL), ("0,25", Fault.DECIMAL),
        ("-12", Fault.NEGATIVE), ("\u221212", Fault.NEGATIVE), ("-1 234", Fault.NEGATIVE),
        ("2026-05-01", Fault.DATE), ("1/5 2026", Fault.TEXT), ("1/5/2026", Fault.DATE),
        ("#REF!", Fault.ERROR_VALUE), ("#SAKNAS!", Fault.ERROR_VALUE), ("#N/A", Fault.ERROR_VALUE),
        ("1000000000000", Fault.TOO_LARGE), ("1e12", Fault.TOO_LARGE), ("9" * 400, Fault.TOO_LARGE),
        ("1e999999999", Fault.TEXT),
    ],
)  # fmt: skip
def test_what_is_no_count_is_named_for_what_it_is(text: str, fault: Fault) -> None:
    assert parse_count(text) == (None, fault)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0"])
def test_nothing_typed_is_nothing_never_zero(text: str) -> None:
    assert parse_count(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("ca 40", "whole.text"),
        ("412,5", "whole.decimal"),
        ("-12", "whole.negative"),
        ("2026-05-01", "whole.date"),
        ("#REF!", "whole.error_value"),
        ("10000000000000", "whole.too_large"),
    ],
)
def test_a_faulty_figure_gives_one_finding_and_breaks_no_other_rule(text: str, rule: str) -> None:
    finding = only(a_case(KBT=text))

    assert (finding.rule, finding.lines, finding.found) == (rule, ("KBT",), text)


def test_the_same_fault_in_every_cell_is_one_finding_that_counts() -> None:
    finding = only(a_case(dict.fromkeys(FIGURES, "ca 40")))

    assert finding.rule == "whole.text"
    assert finding.count == len(FIGURES)


def test_the_cell_and_its_sheet_follow_the_finding() -> None:
    lines = {code: Answer(text) for code, text in GOOD.items()}
    lines["KBT"] = Answer("#REF!", cell="C12", fault="error_value")
    answers = Answers(lines=lines, first="2026-01-01", last="2026-12-31", sheet="Redovisning")

    finding = only(case_of(answers, TERMS, "07"))

    assert (finding.sheet, finding.cells) == ("Redovisning", ("C12",))


def test_a_spaced_number_gives_no_finding() -> None:
    assert found(a_case(KBT="  203 ")) == []
