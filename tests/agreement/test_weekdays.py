"""Weekdays: what ends on a free day ends the next day that is not."""

from datetime import date

import pytest

from agreement.terms import Terms
from agreement.weekdays import next_weekday


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 8, 14), date(2026, 8, 14)),  # a Friday
        (date(2026, 8, 15), date(2026, 8, 17)),  # Saturday
        (date(2027, 8, 15), date(2027, 8, 16)),  # Sunday
        (date(2024, 3, 29), date(2024, 4, 2)),  # Good Friday
        (date(2025, 4, 18), date(2025, 4, 22)),  # Good Friday
        (date(2038, 4, 26), date(2038, 4, 27)),  # Easter Monday, as late as it can be
        (date(2008, 3, 24), date(2008, 3, 25)),  # Easter Monday, nearly as early
        (date(2026, 5, 14), date(2026, 5, 15)),  # Ascension Day
        (date(2025, 6, 6), date(2025, 6, 9)),  # the national day, a Friday
        (date(2026, 6, 19), date(2026, 6, 22)),  # Midsummer Eve
        (date(2020, 6, 19), date(2020, 6, 22)),  # Midsummer Eve at its earliest
        (date(2027, 6, 25), date(2027, 6, 28)),  # and at its latest
        (date(2026, 12, 24), date(2026, 12, 28)),  # Christmas Eve, a Thursday
        (date(2026, 12, 31), date(2027, 1, 4)),  # New Year's Eve, a Thursday
        (date(2027, 1, 6), date(2027, 1, 7)),  # Epiphany
        (date(2026, 5, 1), date(2026, 5, 4)),  # the first of May, a Friday
        (date(2026, 4, 30), date(2026, 4, 30)),  # Walpurgis Night is a day like others
    ],
)
def test_a_free_day_moves_to_the_next_weekday(day: date, then: date) -> None:
    assert next_weekday(day) == then


def test_the_last_day_moves_only_where_the_agreement_says_so() -> None:
    free = date(2026, 12, 25)

    assert Terms(2026, last_day=free).deadline() == free
    assert Terms(2026, last_day=free, roll_to_weekday=True).deadline() == date(2026, 12, 28)
