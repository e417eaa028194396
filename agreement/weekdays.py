"""Days on which nothing need be done: a time that ends on one ends the next weekday.

Source: 2 § lagen (1930:173) om beräkning av lagstadgad tid; 1 § lagen (1989:253) om allmänna helgdagar.
"""

from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5
# Month and day of the holidays and eves that have one. Sundays and Saturdays are free anyway.
_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
# Days after Easter Sunday: Good Friday, Easter Monday, Ascension Day.
_BY_EASTER = (-2, 1, 39)


def next_weekday(day: date) -> date:
    """The day itself, or the first day after it that is neither Saturday, Sunday, holiday nor an eve."""
    while day.weekday() >= _SATURDAY or day in _free(day.year):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=16)
def _free(year: int) -> frozenset[date]:
    easter = _easter(year)
    # Midsummer Eve is the Friday between 19 and 25 June; the days beside it are a Saturday and a Sunday.
    midsummer_eve = next(day for day in (date(year, 6, 19 + add) for add in range(7)) if day.weekday() == 4)
    fixed = (date(year, month, day) for month, day in _FIXED)
    return frozenset({*fixed, *(easter + timedelta(days=add) for add in _BY_EASTER), midsummer_eve})


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the Meeus, Jones and Butcher algorithm."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
