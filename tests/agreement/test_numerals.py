"""Numbers and days: as people write them, and as pages show them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.case import Fault
from agreement.numerals import (
    as_read,
    count,
    day,
    day_with_weekday,
    decimal,
    error_value,
    kronor,
    parse_count,
    parse_day,
    percent,
)

SUNDAY = date(2027, 8, 15)


@given(st.integers(0, 10_000_000), st.sampled_from(["sv", "en"]))
def test_what_pages_show_is_understood_when_it_is_typed_back(number: int, lang: str) -> None:
    assert parse_count(count(number, lang)) == (number, None)


@given(st.text(alphabet="0123456789.,'eE+- \u00a0\u2212\n#x", max_size=60))
def test_whatever_is_typed_is_a_count_or_a_fault_or_nothing(text: str) -> None:
    value, fault = parse_count(text)

    assert value is None or fault is None
    assert value is None or 0 <= value <= 10_000_000


@pytest.mark.parametrize("text", ["9" * 5000, "1" + ".000" * 1500, "9" * 5000 + ",0", "9" * 5000 + "e1"])
def test_a_number_of_thousands_of_digits_is_too_large_and_breaks_nothing(text: str) -> None:
    assert parse_count(text) == (None, Fault.TOO_LARGE)
    assert as_read(text)


@pytest.mark.parametrize("text", ["0,500", "0.123", "012,345", "1.234,5", "1,234.5", "1e-05", "1 234,5"])
def test_a_part_of_a_treatment_is_never_taken_for_thousands(text: str) -> None:
    assert parse_count(text) == (None, Fault.DECIMAL)


@pytest.mark.parametrize("text", ["12 34", "2 03", "12\n13", "1 23 456", "1 234 56"])
def test_two_numbers_in_one_place_are_not_joined(text: str) -> None:
    assert parse_count(text) == (None, Fault.TEXT)


@pytest.mark.parametrize("text", ["1.234,0", "1,234.00", "1 234,000", "+ 1 234", "1.234e3", "0001234"])
def test_whole_numbers_in_long_forms_are_whole(text: str) -> None:
    assert parse_count(text) == (1234, None)


def test_the_largest_count_is_the_years() -> None:
    assert parse_count("500", largest=500) == (500, None)
    assert parse_count("501", largest=500) == (None, Fault.TOO_LARGE)


@pytest.mark.parametrize(
    "text", ["2027-08-15", "20270815", "15 augusti 2027", " 15 AUGUSTI 2027 ", "15 August 2027"]
)
def test_days_are_understood_as_people_write_them(text: str) -> None:
    assert parse_day(text) == SUNDAY


@pytest.mark.parametrize(
    "text", ["", "2027-02-30", "2027-0815", "15/8-27", "i våras", "15 smarch 2027", "0000-01-01"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_shown_day_is_understood_when_it_is_typed_back(lang: str) -> None:
    assert parse_day(day(SUNDAY, lang)) == SUNDAY


def test_counts_are_grouped_from_a_thousand() -> None:
    assert (count(999), count(14_473), count(14_473, "en")) == ("999", "14\u00a0473", "14,473")
    assert count(-1_234) == "\u22121\u00a0234"


def test_decimals_are_rounded_once_and_half_up() -> None:
    assert decimal(Fraction(1, 8), 2) == "0,13"
    assert decimal(Decimal("2.345"), 2, "en") == "2.35"
    assert decimal(Fraction(-1, 8), 2) == "\u22120,13"
    assert decimal(Fraction(-1, 1000), 2) == "0,00"
    assert decimal(Fraction(13_817_700_000_000, 1_034_641), 1) == "13\u00a0355\u00a0067,1"
    assert decimal(Fraction(5 * 10**40 - 1, 10**41), 0) == "0"


def test_percent_keeps_its_sign_with_its_number() -> None:
    assert percent(Fraction(854, 1000), 1) == "85,4\u00a0%"
    assert percent(Fraction(854, 1000), 1, "en") == "85.4%"
    assert percent(Fraction(-9, 100), 0) == "\u22129\u00a0%"


def test_money_is_whole_kronor() -> None:
    assert kronor(609_000) == "609\u00a0000\u00a0kr"
    assert kronor(609_000, "en") == "SEK\u00a0609,000"


def test_days_are_written_out() -> None:
    assert day(SUNDAY) == "15\u00a0augusti 2027"
    assert day(SUNDAY, "en") == "15\u00a0August 2027"
    assert day_with_weekday(SUNDAY) == "söndagen den 15\u00a0augusti 2027"
    assert day_with_weekday(SUNDAY, "en") == "Sunday 15\u00a0August 2027"


def test_error_values_are_the_readers() -> None:
    assert error_value("#REF!") == "#REFERENS!"
    assert error_value("#REF!", "en") == "#REF!"


@pytest.mark.parametrize("text", ["ca 40", "-1,234", "12 34", "", "=SUM(C12:C16)"])
def test_what_could_be_read_in_two_ways_is_quoted_as_it_stood(text: str) -> None:
    assert as_read(text) == text
    assert as_read(text, "en") == text
