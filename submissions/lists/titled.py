"""Which year a list is of, by its own words: the sheet's name, the titles above its header, its headings."""

import re
from collections.abc import Iterable, Iterator, Sequence

from agreement.lines import LINE
from submissions.lists.headings import Header
from submissions.lists.limits import Stop
from submissions.lists.tables import Row
from submissions.lists.words import LINE_HEADINGS, heading, text_of
from submissions.saying import plain, years_in

LONGEST = 120
TOLD = 60
# A year that is compared with, or that says whence the file comes, is not the figures'.
_BESIDE = re.compile(
    r"jamfor|\bforra\b|foregaende|tidigare|\bsedan\b|\bmall\b|\buttag|\butdrag|hamta|lage[nts]*\b"
    r"|compar|previous|earlier|\bsince\b|template|extract"
)
_MONTH = re.compile(r"\b(jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)[a-z]*\b")


def check_titles(said: Iterable[str], year: int, inside: range) -> None:
    """Raises Stop where the words speak of other years and never of one that the period has."""
    other = ""
    for text in said:
        years = _years(text, year)
        if years & set(inside):
            return
        other = other or (text if years else "")
    if other:
        raise Stop("file.list_other_year", file_year=max(_years(other, year)), year=year, title=other[:TOLD])


def titles(sheet: str, rows: Sequence[Row], header: Header) -> Iterator[str]:
    """The sheet's name, what stands above the header, and the headings of counts."""
    yield sheet
    for row in rows[: header.first_row - 1]:
        yield from _row(row)
    yield from (column.heading for column in header.columns if column.meaning in LINE)


def titles_beside(sheet: str, rows: Sequence[Row], labels: int) -> Iterator[str]:
    """The same of a sheet whose lines stand below each other. What stands beside a label is an answer."""
    yield sheet
    for row in rows:
        text = text_of(row[labels])
        if heading(text, LINE_HEADINGS)[1] > 1:
            return
        yield text


def _row(row: Row) -> Iterator[str]:
    cells = [cell for cell in row if cell != ""]
    for cell in cells:
        # A number among others is a sum; one by itself, or after "År", may be a year.
        if isinstance(cell, str) or len(cells) < 3:
            yield text_of(cell)


def _years(text: str, year: int) -> frozenset[int]:
    """The years that a title says the figures are of. A month after the year is when it was written."""
    said = plain(text)
    if not said or len(text) > LONGEST or _BESIDE.search(said):
        return frozenset()
    years = years_in(text)
    return frozenset() if years and min(years) > year and _MONTH.search(said) else years
