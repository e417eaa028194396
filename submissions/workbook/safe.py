"""Writing in a cell what somebody wrote, so that it never becomes a formula."""

import re
from decimal import Decimal

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

LONGEST_TEXT = 32_767  # what a cell can hold
# Markup writes a control character as _x000D_; somebody's own "_x000D_" would be read as one.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What no XML can hold, and so no office file; a line ends with a line feed alone.
_NOT_WRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text as a document can hold it: of the signs that are not seen, tabs and line feeds alone."""
    return _NOT_WRITABLE.sub("", text)


def write(cell: Cell, value: str | int | Decimal) -> None:
    """Put a number, or a text that stays a text, in the cell. An empty text leaves it empty."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = plain(value)
    if not text:
        return
    cell.value = text[:LONGEST_TEXT]
    # Somebody's words may begin with "=" or look like an error value; they are words all the same.
    cell.data_type = "s"
    cell.quotePrefix = text[0] in "=+-@\t\r\n"


def plain(text: str) -> str:
    """The text as a workbook can hold it: no control characters, and what looks like an escape escaped."""
    return _LIKE_AN_ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", text))
