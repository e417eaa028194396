"""A provider list: one row per care provider with its counts per line, read and summed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agreement.case import Fault
from agreement.lines import LINE, LINES, PROVIDERS
from agreement.numerals import parse_count
from submissions.lists.headings import Header, is_total
from submissions.lists.limits import Stop
from submissions.lists.parts import column_letters
from submissions.lists.tables import Row, Unread
from submissions.lists.words import LINE_HEADINGS, TOTALS, TYPES, Meaning, heading, key, text_of

CODES = tuple(line.code for line in LINES)
# More care providers than any region has: it is a list of something else.
MOST_PROVIDERS = 20_000
FIRST_FAULTS = 200
NAME_WORDS = frozenset(("vardgivare", "namn", "provider", "name", "enhet", "vardgivarensnamn", "vardenhet"))
TYPE_WORDS = frozenset(
    ("driftsform", "regi", "privatelleroffentlig", "privatoffentlig", "providertype", "type")
)


@dataclass(slots=True)
class CountsTally:
    """Reads a provider list, chunk by chunk."""

    header: Header
    rows: list[dict[str, Any]] = field(default_factory=list)
    totals: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    faulty: int = 0

    def add(self, number: int, rows: list[Row]) -> list[int]:
        """Add rows that begin at a row number. Returns the numbers of those with a fault."""
        before = self.faulty
        bad = []
        for at, row in enumerate(rows):
            self._row(number + at, row)
            if self.faulty > before:
                bad.append(number + at)
                before = self.faulty
        return bad

    def _row(self, number: int, row: Row) -> None:
        if all(cell == "" for cell in row):
            return
        name, kind = self._text(row, Meaning.PROVIDER), self._text(row, Meaning.TYPE)
        counts = self._counts(number, row)
        if is_total(name or text_of(row[0]), TOTALS):
            self.totals.append({"row": number, "counts": counts})
        elif counts or name:
            if len(self.rows) >= MOST_PROVIDERS:
                raise Stop("file.list_too_long", row=number, limit=MOST_PROVIDERS)
            self.rows.append(
                {"row": number, "name": name, "type": self._type(number, kind), "counts": counts}
            )

    def _text(self, row: Row, meaning: Meaning) -> str:
        at = self.header.place(meaning)
        return text_of(row[at])[:120] if at is not None else ""

    def _type(self, number: int, said: str) -> str:
        known = TYPES.get(key(said), "")
        if said and not known:
            at = self.header.place(Meaning.TYPE) or 0
            self.fault(number, self.header.columns[at].letter, said, "unknown")
        return known

    def _counts(self, number: int, row: Row) -> dict[str, int]:
        counts = {}
        for at, column in enumerate(self.header.columns):
            if column.meaning in LINE and at < len(row):
                value, fault = count_of(row[at])
                if value is not None:
                    counts[column.meaning] = value
                if fault:
                    self.fault(number, column.letter, text_of(row[at]), fault)
        return counts

    def fault(self, row: int, column: str, value: str, why: str) -> None:
        """Keep one fault, if there is room; count it anyway."""
        self.faulty += 1
        if len(self.faults) < FIRST_FAULTS:
            said = next((each.heading for each in self.header.columns if each.letter == column), "")
            self.faults.append(
                {
                    "column": column,
                    "heading": said,
                    "value": value[:60],
                    "why": why,
                    "rows": 1,
                    "first": [row],
                }
            )

    def as_json(self) -> dict[str, Any]:
        """The rows as they were read, and the sum of each line over them."""
        if self.rows and not self.rows[-1]["name"] and is_sum_of(self.rows[-1], self.rows[:-1]):
            last = self.rows.pop()
            self.totals.append({"row": last["row"], "counts": last["counts"]})
        return {
            "provider_rows": self.rows,
            "rows": len(self.rows),
            "totals": self.totals,
            "faulty": self.faulty,
            "groups": self.faults,
            "more_groups": max(0, self.faulty - len(self.faults)),
        }


def is_sum_of(last: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a row has the sum of the others in each of its lines, which are too many for chance."""
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update(row["counts"])
    counts = last["counts"]
    told = sum(value > 0 for value in counts.values())
    return len(rows) > 1 and told > 1 and all(sums[code] == value for code, value in counts.items())


def read_standing(
    rows: Sequence[Row], places: tuple[int, int], first_column: int
) -> tuple[Header, dict[str, Any]]:
    """One provider's own sheet, with its lines below each other; ``named`` if it is to hold the name."""
    labels, values = places
    letter = column_letters(first_column + values)
    tally = CountsTally(Header("providers", 1, 1, ()))
    found: dict[str, Any] = {"row": 1, "name": "", "type": "", "counts": {}}
    is_named = False
    sides: set[str] = set()
    for number, row in enumerate(rows, start=1):
        said, value = text_of(row[labels]), row[values]
        sides |= {code for code in (heading(said, LINE_HEADINGS)[0],) if code in PROVIDERS}
        if key(said) in NAME_WORDS and not found["counts"]:
            is_named = True
            found |= {"name": text_of(value)[:120], "row": number}
        elif key(said) in TYPE_WORDS:
            found["type"] = TYPES.get(key(text_of(value)), "")
        else:
            _take_line(tally, found["counts"], number, letter, (said, value))
    tally.rows.append(found)
    # A sheet without a place for a provider's name, or with counts of both kinds of provider, is a region's.
    return tally.header, tally.as_json() | {"named": is_named and len(sides) < len(PROVIDERS)}


def _take_line(
    tally: CountsTally, counts: dict[str, int], number: int, letter: str, said: tuple[str, object]
) -> None:
    code, sure = heading(said[0], LINE_HEADINGS)
    if sure < 2 or code in counts:
        return
    value, fault = count_of(said[1])
    if value is not None:
        counts[code] = value
    if fault:
        tally.fault(number, letter, text_of(said[1]), fault)


def count_of(value: object) -> tuple[int | None, str]:
    """A count as a cell has it, or why it is none ("" where nothing stands there)."""
    if isinstance(value, Unread):
        return None, "unread"
    if isinstance(value, bool):
        return None, Fault.TRUTH
    if isinstance(value, date):
        return None, Fault.DATE
    if isinstance(value, float) and abs(value) < 1e15 and not value.is_integer():
        return None, Fault.DECIMAL if value > 0 else Fault.NEGATIVE
    if text_of(value) in ("-", "–"):
        return None, ""
    number, fault = parse_count(text_of(value))
    return number, fault or ""
