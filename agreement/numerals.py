"""Numbers and days as people write them, and as pages show them. The only formatter there is.

Formats follow the Swedish authorities' writing rules: no-break space from 1 000, decimal
comma, U+2212 as minus, no-break space before %.
"""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from agreement.case import Fault

NBSP = "\u00a0"
MINUS = "\u2212"
MONTHS_SV = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS_SV = ["måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"]
WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

# Every kind of space that a number can be grouped by; a line break parts two numbers.
_SPACES = re.compile(r"[ \t\u00a0\u2007\u2009\u202f]+")
_SPACED = re.compile(r"\d{1,3}( \d{3})+([.,]\d+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,'])\d{3}(\1\d{3})*", re.ASCII)
_GROUPED_DECIMAL = re.compile(r"[1-9]\d{0,2}((\.\d{3})+,\d+|(,\d{3})+\.\d+)", re.ASCII)
_DECIMAL = re.compile(r"\d+[.,]\d+", re.ASCII)
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE][+-]?\d{1,3}", re.ASCII)
_TYPED_NUMBER = re.compile(r"([-\u2212]?)(\d{1,30})(?:(\.)(\d{1,12})|(,)(\d{1,2}|\d{4,12}))?", re.ASCII)
# More digits than any count has; beyond some thousands Python refuses to make a number of them.
_MOST_DIGITS = 30
_ISO_DAY = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})", re.ASCII)
_SPOKEN_DAY = re.compile(r"(\d{1,2})\.? ([a-zåäö]+),? (\d{4})", re.IGNORECASE)
TRUTHS = {"TRUE": "SANT", "FALSE": "FALSKT"}
ERROR_VALUES = {
    "#REF!": "#REFERENS!",
    "#DIV/0!": "#DIVISION/0!",
    "#VALUE!": "#VÄRDEFEL!",
    "#N/A": "#SAKNAS!",
    "#NAME?": "#NAMN?",
    "#NUM!": "#OGILTIGT!",
    "#NULL!": "#SKÄRNING!",
}


def parse_count(raw: str, *, largest: int = 10_000_000) -> tuple[int | None, Fault | None]:
    """A count as typed: (number, None), (None, fault), or (None, None) where nothing was typed.

    Understands spaces of every kind, dots, commas and apostrophes between groups of three
    ("1 234", "1.234", "1,234,567"). One group after a comma or dot is a group of thousands
    only if it has exactly three digits and no zero leads: "412,5" and "0,500" are decimals,
    "412,0" is 412. Spaces elsewhere part two numbers, which nobody adds up: "12 34" is text.
    """
    text = _SPACES.sub(" ", raw).strip().replace(MINUS, "-").replace("\u2013", "-")
    if not text:
        return None, None
    if text.upper() in ERROR_VALUES or text.upper() in ERROR_VALUES.values():
        return None, Fault.ERROR_VALUE
    if _is_day(text):
        return None, Fault.DATE
    negative = text.startswith("-")
    value, fault = _magnitude(text.removeprefix("-").removeprefix("+").lstrip())
    if negative and (value or fault in (Fault.DECIMAL, Fault.TOO_LARGE)):
        return None, Fault.NEGATIVE
    if value is not None and value > largest:
        return None, Fault.TOO_LARGE
    return value, fault


def _magnitude(text: str) -> tuple[int | None, Fault | None]:
    digits = text.replace(" ", "") if _SPACED.fullmatch(text) else text
    if digits.isascii() and digits.isdigit():
        return _whole(digits)
    if _GROUPED.fullmatch(digits):
        return _whole(re.sub(r"[.,']", "", digits))
    if _DECIMAL.fullmatch(digits) or _GROUPED_DECIMAL.fullmatch(digits):
        *groups, part = re.split(r"[.,]", digits)
        return (None, Fault.DECIMAL) if part.strip("0") else _whole("".join(groups))
    if _SCIENTIFIC.fullmatch(digits):
        return _expanded(Decimal(digits.replace(",", ".")))
    return None, Fault.TEXT


def _whole(digits: str) -> tuple[int | None, Fault | None]:
    return (int(digits), None) if len(digits) <= _MOST_DIGITS else (None, Fault.TOO_LARGE)


def _expanded(number: Decimal) -> tuple[int | None, Fault | None]:
    if number.adjusted() >= _MOST_DIGITS:
        return None, Fault.TOO_LARGE
    return (int(number), None) if number == int(number) else (None, Fault.DECIMAL)


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.](\d{4}|\d{2})", text))


def parse_day(raw: str) -> date | None:
    """A day as typed: 2026-12-31, 20261231 or 31 december 2026. None if it is no day."""
    text = _SPACES.sub(" ", raw).strip()
    iso = _ISO_DAY.fullmatch(text)
    if iso:
        return _day_or_none(int(iso[1]), int(iso[3]), int(iso[4]))
    spoken = _SPOKEN_DAY.fullmatch(text)
    if spoken is None:
        return None
    name = spoken[2].lower()
    months = (MONTHS_SV, tuple(month.lower() for month in MONTHS_EN))
    number = next((names.index(name) + 1 for names in months if name in names), 0)
    return _day_or_none(int(spoken[3]), number, int(spoken[1]))


def _day_or_none(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def count(number: int, lang: str = "sv") -> str:
    """14 473 (Swedish, no-break space) or 14,473 (English)."""
    text = f"{abs(number):,}"
    if lang != "en":
        text = text.replace(",", NBSP)
    return MINUS + text if number < 0 else text


def decimal(number: Fraction | Decimal, places: int, lang: str = "sv") -> str:
    """A number rounded once, half up: 85,4 or 85.4."""
    scaled = abs(Fraction(number)) * 10**places
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, part = divmod(rounded, 10**places)
    text = count(whole, lang)
    if places:
        text += ("." if lang == "en" else ",") + f"{part:0{places}}"
    return MINUS + text if number < 0 and rounded else text


def percent(share: Fraction | Decimal, places: int, lang: str = "sv") -> str:
    """A share as percent: 85,4 % or 85.4%."""
    words = decimal(share * 100, places, lang)
    return f"{words}%" if lang == "en" else f"{words}{NBSP}%"


def kronor(amount: int, lang: str = "sv") -> str:
    """An amount in whole kronor: 609 000 kr or SEK 609,000."""
    return f"SEK{NBSP}{count(amount, lang)}" if lang == "en" else f"{count(amount, lang)}{NBSP}kr"


def day(when: date, lang: str = "sv") -> str:
    """15 augusti 2027."""
    months = MONTHS_EN if lang == "en" else MONTHS_SV
    return f"{when.day}{NBSP}{months[when.month - 1]} {when.year}"


def day_with_weekday(when: date, lang: str = "sv") -> str:
    """söndagen den 15 augusti 2027, or Sunday 15 August 2027."""
    if lang == "en":
        return f"{WEEKDAYS_EN[when.weekday()]} {day(when, lang)}"
    return f"{WEEKDAYS_SV[when.weekday()]} den {day(when, lang)}"


def error_value(text: str, lang: str = "sv") -> str:
    """A spreadsheet's error value in the reader's language: #REF! is #REFERENS! in Swedish."""
    return ERROR_VALUES.get(text.upper(), text) if lang != "en" else text


def as_read(raw: str, lang: str = "sv") -> str:
    """What stood in a place, as the reader writes it: −12, 412,5, 1 maj 2026, #REFERENS!, SANT.

    A dot in a cell's number is the spreadsheet's decimal sign. Anything else stays as it stood.
    """
    text = raw.strip()
    when = parse_day(text) if "-" in text else None
    if when is not None:
        return day(when, lang)
    typed = _TYPED_NUMBER.fullmatch(text)
    if typed is None:
        return TRUTHS.get(text.upper(), error_value(text, lang)) if lang != "en" else text
    part = typed[4] or typed[6]
    sign, point = (MINUS if typed[1] else ""), ("." if lang == "en" else ",")
    return sign + count(int(typed[2]), lang) + (point + part if part else "")
