"""What a cell holds: its saved value, its type as Excel has it, and the text and the fault they make."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

from agreement.case import Fault
from agreement.numerals import parse_count


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's saved value, its type as Excel has it, and its address."""

    value: Any = None
    kind: str = "n"
    address: str = ""
    no_result: bool = False


def fault_of(cell: Cell) -> str:
    """What only the cell's type shows; the text shows the rest."""
    if cell.no_result:
        return Fault.NO_RESULT.value
    if cell.kind == "e":
        return Fault.ERROR_VALUE.value
    if isinstance(cell.value, float) and isfinite(cell.value) and cell.value > 0:
        # As text 1.234 could be taken for 1 234.
        return "" if cell.value.is_integer() else Fault.DECIMAL.value
    return next((fault.value for kind, fault in _FAULTS if isinstance(cell.value, kind)), "")


_FAULTS: tuple[tuple[type, Fault], ...] = ((bool, Fault.TRUTH), (date, Fault.DATE))


# What people write after a number: its unit, the mark of a footnote.
_MARKED = re.compile(
    r"(?P<number>.*\d)(?:\s*(?:st|stycken|beh|behandlingar|pat|patienter|treatments)\.?"
    r"|\s*(?:\*{1,3}|†|‡|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,2})|\s+\d{1,2}\))",
    re.IGNORECASE,
)
LONGEST_MARKED = 40


def without_mark(text: str) -> str:
    """The number alone of "1 203 st" or "1 203*"; any other text as it stands."""
    found = _MARKED.fullmatch(text.strip()) if len(text) <= LONGEST_MARKED else None
    is_count = found is not None and parse_count(found["number"])[0] is not None
    return found["number"].strip() if found is not None and is_count else text


def count_or_text(text: str) -> str:
    """What two texts have alike when they say the same: "1 203" and "1203" are one count."""
    value, _fault = parse_count(without_mark(text))
    return text if value is None else str(value)


def text_of(value: Any) -> str:
    """The text of what a cell holds: 391.0 is 391, a day is 2026-12-31."""
    write = next((write for kind, write in _WRITERS if isinstance(value, kind)), str)
    return "" if value is None else write(value)


def _day(value: datetime) -> str:
    return value.isoformat(" ") if value.time() != time.min else value.date().isoformat()


def _number(value: float) -> str:
    """All digits and no exponent, so that a sum that is a hair from whole is seen for what it is."""
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")


_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "TRUE" if value else "FALSE"),
    (float, _number),
    (datetime, _day),
    (date, date.isoformat),
)
