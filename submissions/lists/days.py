"""End dates in the ways that people and programs write them."""

import re
from datetime import date, datetime, timedelta

from agreement.numerals import parse_day
from submissions.lists.words import text_of

_YEAR_FIRST = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?", re.ASCII
)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_SHORT = re.compile(r"(\d{2})-?(\d{2})-?(\d{2})", re.ASCII)
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
           "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
_NAMED = re.compile(r"(\d{1,2})[. -]+([a-zåäö]{3})[a-zåäö]*\.?,?[ -]+(\d{4})", re.IGNORECASE)
# Day 1 of a workbook's calendar less one, the leap day of 1900 that never was included.
_EPOCH = date(1899, 12, 30)
_SERIALS = (36_526, 73_050)  # 2000 to 2099


def day_of(value: object) -> date | None:
    """The day of an end date, or None.

    2026-03-01 and 2026/3/1, 20260301, 1 mars 2026 and 1-mar-2026, 1/3 2026 and 01.03.2026 (day first, as in
    Sweden), 26-03-01; a cell's date, with or without a time, and a date's bare number.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value)
    return parse_day(text) or _by_pattern(text) or _serial(value)


def _by_pattern(text: str) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _YEAR_LAST.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _NAMED.fullmatch(text):
        month = _MONTHS.get(found[2].casefold())
        return _day(found[3], str(month), found[1]) if month else None
    if found := _SHORT.fullmatch(text):
        return _day("20" + found[1], found[2], found[3])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _serial(value: object) -> date | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return None
    return _EPOCH + timedelta(days=int(value)) if _SERIALS[0] <= value < _SERIALS[1] else None
