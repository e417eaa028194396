"""Numbers and days as people write them, and as pages show them. The only formatter there is.

Formats follow the Swedish authorities' writing rules: no-break space from 1 000, decimal
comma, U+2212 as minus, no-break space before %.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
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

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_GROUPED = re.compile(r"\d{1,3}([.,'])\d{3}(\1\d{3})*")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_SCIENTIFIC = re.compile(r"\d+(\.\d+)?[eE]\+?(\d{1,3})")
_ISO_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_SPOKEN_DAY = re.compile(r"(\d{1,2})\.? ([a-zåäö]+),? (\d{4})", re.IGNORECASE)
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

    Understands spaces of every kind, and dots, commas and apostrophes between groups of
    three ("1 234", "1.234", "1,234,567"). One group after a comma or dot is a group of
    thousands only if it has exactly three digits; "412,5" is a decimal, "412,0" is 412.
    """
    text = _SPACES.sub("", raw).replace(MINUS, "-").replace("\u2013", "-")
    if not text:
        return None, None
    if text.upper() in ERROR_VALUES or text.upper() in ERROR_VALUES.values():
        return None, Fault.ERROR_VALUE
    if _is_day(raw.strip()):
        return None, Fault.DATE
    negative = text.startswith("-")
    digits = text.removeprefix("-").removeprefix("+")
    value, fault = _magnitude(digits)
    if negative and (value or fault is Fault.DECIMAL):
        return None, Fault.NEGATIVE
    if value is not None and value > largest:
        return None, Fault.TOO_LARGE
    return value, fault


def _magnitude(digits: str) -> tuple[int | None, Fault | None]:
    if digits.isascii() and digits.isdigit():
        return (int(digits), None) if len(digits) <= 30 else (None, Fault.TOO_LARGE)
    if _GROUPED.fullmatch(digits):
        return int(re.sub(r"[.,']", "", digits)), None
    if _DECIMAL.fullmatch(digits):
        whole, _, part = digits.replace(",", ".").partition(".")
        return (int(whole), None) if not part.strip("0") else (None, Fault.DECIMAL)
    scientific = _SCIENTIFIC.fullmatch(digits)
    if scientific:
        return (None, Fault.TOO_LARGE) if int(scientific[2]) > 15 else _magnitude(str(_expand(digits)))
    return None, Fault.TEXT


def _expand(digits: str) -> str:
    number = Decimal(digits)
    return str(int(number)) if number == int(number) else format(number, "f")


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.](\d{4}|\d{2})", text))


def parse_day(raw: str) -> date | None:
    """A day as typed: 2026-12-31, 20261231 or 31 december 2026. None if it is no day."""
    text = raw.strip()
    iso = _ISO_DAY.fullmatch(text)
    if iso:
        return _day_or_none(int(iso[1]), int(iso[2]), int(iso[3]))
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
    exact = (
        Decimal(number.numerator) / Decimal(number.denominator) if isinstance(number, Fraction) else number
    )
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, part = f"{abs(rounded):f}".partition(".")
    text = count(int(whole), lang)
    if part:
        text += ("." if lang == "en" else ",") + part
    return MINUS + text if rounded < 0 else text


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
