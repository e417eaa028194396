"""Amounts as people write them in a survey: about, from–to, without VAT, in thousands or millions.

Whole kronor; what is not understood is a fault with a name, and nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from agreement.numerals import MINUS, NBSP, kronor


class Mark(StrEnum):
    """What was said beside an amount."""

    APPROXIMATE = "approximate"
    EX_VAT = "ex_vat"
    CEILING = "ceiling"


class AmountFault(StrEnum):
    """Why a text is not an amount."""

    TEXT = "text"
    NEGATIVE = "negative"
    REVERSED = "reversed"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in whole kronor; ``highest`` is the other end of a range; ``marks`` stand in order."""

    value: int
    highest: int | None = None
    marks: tuple[Mark, ...] = ()

    def words(self, lang: str = "sv") -> str:
        """How it was understood, to be shown back: "ungefär 25 000 kr, utan moms"."""
        text = kronor(self.value, lang)
        if self.highest is not None:
            text = f"{text.removesuffix(f'{NBSP}kr')}–{kronor(self.highest, lang).removeprefix(f'SEK{NBSP}')}"
        return marked(text, self.marks, lang)


LONGEST_AMOUNT = 120
LARGEST_AMOUNT = 100_000_000_000
_MARKS = (
    {Mark.APPROXIMATE: "ungefär", Mark.EX_VAT: "utan moms", Mark.CEILING: "högst"},
    {Mark.APPROXIMATE: "about", Mark.EX_VAT: "without VAT", Mark.CEILING: "at most"},
)
_WORDS = (
    (
        Mark.APPROXIMATE,
        re.compile(r"\b(ca|cirka|circa|ungefär|omkring|runt|drygt|knappt|about|approx)\b\.?|~"),
    ),
    (
        Mark.EX_VAT,
        re.compile(
            r"\+\s*moms\b|\b(exkl|exklusive|ex|utan|excl|excluding|plus)\b\.?\s*(moms|vat)\b|\+\s*vat\b"
        ),
    ),
    (Mark.CEILING, re.compile(r"\b(max|maximalt|högst|upp till|takbelopp|at most|up to)\b\.?")),
)
_PLAIN = re.compile(
    r"\b(inkl|inklusive|med|incl|including)\b\.?\s*(moms|vat)\b|\b(kronor|kr|sek)\b\.?|:-|\*|,-"
)
_UNITS = {
    "miljoner": 1_000_000, "miljon": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "mkr": 1_000_000,
    "mnkr": 1_000_000, "msek": 1_000_000, "tkr": 1_000, "tusen": 1_000, "thousand": 1_000, "ksek": 1_000,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:[ .']\d{3})+(?:,\d{1,3})?|\d+(?:[.,]\d{1,3})?"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SHAPE = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?P<low_unit>{_UNIT})?"
    rf"(?:\s*(?:-|till|to)\s*(?P<high>{_NUMBER})\s*(?P<high_unit>{_UNIT})?)?"
)
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]")


def marked(text: str, marks: Collection[str], lang: str = "sv") -> str:
    """An amount in words with what was said beside it."""
    said = _MARKS[lang == "en"]
    for mark in (Mark.APPROXIMATE, Mark.CEILING):
        text = f"{said[mark]} {text}" if mark in marks else text
    return f"{text}, {said[Mark.EX_VAT]}" if Mark.EX_VAT in marks else text


def plain(text: str) -> str:
    """Text as typed, without what pasting brings along: control signs, invisible signs, odd line ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    return "\n".join(line.rstrip() for line in _INVISIBLE.sub("", seen).split("\n")).strip()


def parse_amount(raw: str) -> tuple[Amount | None, AmountFault | None]:
    """An amount as typed: (amount, None), (None, fault), or (None, None) where nothing was typed."""
    text = _tidy(raw)
    if not text:
        return None, None
    if len(text) > LONGEST_AMOUNT:
        return None, AmountFault.TOO_LONG
    marks, text = _marked(text)
    if re.match(r"-\s*\d", text):
        return None, AmountFault.NEGATIVE
    shape = _SHAPE.fullmatch(text)
    return _amount(shape, marks) if shape else (None, AmountFault.TEXT)


def _tidy(raw: str) -> str:
    text = re.sub(r"[\s\u00a0\u2007\u2009\u202f]+", " ", plain(raw)).casefold()
    return re.sub(f"[{MINUS}–—‒]", "-", text)


def _marked(text: str) -> tuple[tuple[Mark, ...], str]:
    marks = []
    for mark, words in _WORDS:
        text, found = words.subn(" ", text)
        marks += [mark] if found else []
    text = re.sub(r"\s+", " ", _PLAIN.sub(" ", text)).strip(" ;()")
    return tuple(sorted(marks)), text


def _amount(shape: re.Match[str], marks: tuple[Mark, ...]) -> tuple[Amount | None, AmountFault | None]:
    high_unit = shape["high_unit"]
    low = _kronor(shape["low"], shape["low_unit"] or high_unit)
    high = _kronor(shape["high"], high_unit or shape["low_unit"]) if shape["high"] else None
    if high is not None and not shape["low_unit"] and low < 1_000 <= high and high % 1_000 == 0:
        low *= 1_000  # "25–30 000": the groups of the second number are meant for both
    if max(low, high or low) > LARGEST_AMOUNT:
        return None, AmountFault.TOO_LARGE
    if low.as_tuple().exponent or (high is not None and high.as_tuple().exponent):
        return None, AmountFault.DECIMAL
    if high is not None and high < low:
        return None, AmountFault.REVERSED
    return Amount(int(low), None if high is None else int(high), marks), None


def _kronor(number: str, unit: str | None) -> Decimal:
    """The number in kronor; with a part of a krona where it has one."""
    groups = re.fullmatch(r"(\d{1,3}(?:[ .']\d{3})+)(?:,(\d{1,3}))?", number)
    text = (re.sub(r"[ .']", "", groups[1]) + (f".{groups[2]}" if groups[2] else "")) if groups else number
    exact = Decimal(text.replace(",", ".")) * _UNITS.get(unit or "", 1)
    return exact.to_integral_value() if exact == exact.to_integral_value() else exact
