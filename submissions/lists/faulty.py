"""The answer workbook: the rows that were not understood, each with its number in the file.

A child of its own (`python -m submissions.lists.faulty`) reads the file once more and writes it.
"""

from datetime import date
from pathlib import Path

import xlsxwriter

from submissions.lists.child import Found, read_list, serve
from submissions.lists.headings import Header
from submissions.lists.limits import Limits
from submissions.lists.series import Period
from submissions.lists.tables import Row
from submissions.lists.words import text_of

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class FaultyRows:
    """Writes row after row, keeping none. Nothing that stands in the file becomes a formula or a link."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(str(path), OPTIONS)
        self.sheet = self.book.add_worksheet("Rader att rätta")
        # Without the mark, a text becomes a formula when somebody only edits the cell.
        self.text = self.book.add_format({"quote_prefix": True})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.next = 1

    def begin(self, header: Header) -> None:
        """The headings as the file has them, after the row's number."""
        for place, text in enumerate(["Rad", *(column.heading for column in header.columns)]):
            self.sheet.write_string(0, place, text, self.text)

    def add(self, number: int, row: Row) -> None:
        """One row with its number."""
        self.sheet.write_number(self.next, 0, number)
        for place, value in enumerate(row, start=1):
            self._write(place, value)
        self.next += 1

    def close(self) -> None:
        """Finish the file."""
        self.book.close()

    def _write(self, place: int, value: object) -> None:
        if isinstance(value, date):
            self.sheet.write_datetime(self.next, place, value, self.day)
        elif isinstance(value, float):
            self.sheet.write_number(self.next, place, value)
        elif value != "":
            self.sheet.write_string(self.next, place, text_of(value), self.text)


def _write(asked: Found, period: Period, limits: Limits) -> Found:
    rows = FaultyRows(Path(asked["answer"]))
    found = read_list(Path(asked["path"]).read_bytes(), period, limits, rows)
    rows.close()
    return found


if __name__ == "__main__":
    serve(_write)
