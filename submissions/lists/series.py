"""A series list, added up: how many rows of each kind, and which rows were not understood.

Columns are translated value by value through tables that fill themselves, and rows counted as
tuples, so the work grows with the number of different values and not with the rows.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from heapq import nsmallest
from typing import Any

from agreement.lines import FORMS
from submissions.lists.days import day_of
from submissions.lists.headings import Header, is_total
from submissions.lists.sketch import Sketch
from submissions.lists.tables import Row, Unread
from submissions.lists.translation import UNKNOWN, Translation
from submissions.lists.words import TOTALS, VALUES, Meaning, key, text_of

# The order of a row's tuple. Provider and end are the last two.
DIMENSIONS = (Meaning.FORM, Meaning.TYPE, Meaning.SEX, Meaning.EMPLOYER, Meaning.SERVICE, Meaning.AGE)
PLACES = (*DIMENSIONS, Meaning.PROVIDER, Meaning.END)
BLANK = ""
AGES = (16, 67)
GROUPS = 200
FIRST_ROWS = 5
# What was understood is shown for confirmation; what was not is told in findings of its own.
SHOWN_VALUES = 500
MOST_PROVIDERS = 5_000

# A column may say the contrary: "Utanför 16–67".
_OUTSIDE = re.compile(r"(.*\b)?(utanför|outside)\b|\s*(ej|inte|not)\b", re.IGNORECASE)
_TURNED = {"in": "outside", "outside": "in", "": ""}
_YEARS = re.compile(
    r"(?P<sign>[<>]|under|below|över|over|above)? ?(?P<age>\d{1,3})([.,]\d+)? ?(?P<more>\+)? ?(år|years?)?"
)
_INSIDE_WORDS = frozenset(("1667", "1667ar", "inom", "inom1667", "inside", "within"))
_OUTSIDE_WORDS = frozenset(("utanfor", "utanfor1667", "ej1667", "outside", "outside1667"))

Kind = tuple[str, ...]


@dataclass(slots=True)
class Group:
    """Rows with the same fault: where, what stands there, why, how many, and the first of them."""

    column: str
    heading: str
    value: str
    why: str
    rows: int = 0
    first: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that the year's return covers; None where the year does not say."""

    year: int
    first: date | None = None
    last: date | None = None


class SeriesTally:
    """Adds up one series list, chunk by chunk."""

    def __init__(self, header: Header, period: Period) -> None:
        self.header, self.period = header, period
        self.places = {meaning: header.place(meaning) for meaning in Meaning}
        self.tables = {meaning: Translation(_understanding(meaning, period)) for meaning in Meaning}
        self.days = Translation(_plain_day)
        age = self.places[Meaning.AGE]
        if age is not None and _OUTSIDE.match(header.columns[age].heading):
            self.tables[Meaning.AGE] = Translation(lambda value: _TURNED.get(_age(value), "?unknown"))
        self.kinds: Counter[Kind] = Counter()
        self.values: dict[str, Counter[object]] = {}
        self.more_values: Counter[str] = Counter()
        self.years: Counter[int] = Counter()
        self.bad: dict[Kind, tuple[Meaning, ...]] = {}
        self.seen: set[Kind] = set()
        self.groups: dict[tuple[str, str, str], Group] = {}
        self.more_groups = 0
        self.faulty = 0
        self.sums = 0
        self.sketch = Sketch()

    def met(self) -> dict[int, Translation]:
        """The different values met in columns of a few words, by place; they fill as rows come."""
        return {
            place: self.tables[meaning]
            for meaning in DIMENSIONS
            if (place := self.places[meaning]) is not None
        }

    def add(self, number: int, rows: list[Row]) -> list[int]:
        """Add rows that begin at a row number. Returns the numbers of those that were not understood."""
        columns = list(zip(*rows, strict=True))
        raw = {meaning: columns[at] for meaning, at in self.places.items() if at is not None}
        meant = self._meant(raw, len(rows))
        kinds = list(zip(*meant, strict=True))
        self.kinds.update(kinds)
        self._count_values(raw)
        self._sketch(meant, raw, len(rows))
        self._judge(set(kinds) - self.seen)
        if not self.bad.keys() & set(kinds):
            return []
        found = [at for at, kind in enumerate(kinds) if kind in self.bad]
        sums = {at for at in found if _says_total(rows[at][0])}
        self._take_away_sums([kinds[at] for at in sums])
        return self._faulty_rows(number, kinds, raw, [at for at in found if at not in sums])

    def _take_away_sums(self, kinds: list[Kind]) -> None:
        """Rows that turned out to be sums, by what their first cell says."""
        self.kinds.subtract(kinds)
        self.sums += len(kinds)

    def _meant(self, raw: Mapping[Meaning, tuple[object, ...]], length: int) -> list[Sequence[str]]:
        """What each column says in each row, in the order of a row's tuple."""
        empty = (BLANK,) * length
        return [
            list(map(self.tables[meaning].__getitem__, raw[meaning])) if meaning in raw else empty
            for meaning in PLACES
        ]

    def _count_values(self, raw: Mapping[Meaning, tuple[object, ...]]) -> None:
        for meaning in (*DIMENSIONS, Meaning.END):
            values, counted = raw.get(meaning, ()), self.values.setdefault(meaning, Counter())
            forgotten = self.tables[meaning].forgotten(values)
            # Whether two cells that were forgotten are alike is not known; each counts as a value of its own.
            self.more_values[meaning] += len(forgotten)
            counted.update(values)
            for value in forgotten:
                counted.pop(value, None)

    def _sketch(
        self, meant: list[Sequence[str]], raw: Mapping[Meaning, tuple[object, ...]], length: int
    ) -> None:
        ended = map(self.days.__getitem__, raw[Meaning.END]) if Meaning.END in raw else (BLANK,) * length
        self.sketch.add(zip(*meant[:5], meant[6], ended, strict=True))

    def _judge(self, kinds: Iterable[Kind]) -> None:
        for kind in kinds:
            self.seen.add(kind)
            faults = self._faults(kind)
            if faults:
                self.bad[kind] = faults

    def _faults(self, kind: Kind) -> tuple[Meaning, ...]:
        """The columns that keep a kind of row from being counted. An empty row and a total have none."""
        if not any(kind) or is_sum(kind):
            return ()
        return tuple(
            meaning
            for meaning, value in zip(PLACES, kind, strict=True)
            if value.startswith(UNKNOWN) or (value == BLANK and self._is_needed(meaning))
        )

    def _is_needed(self, meaning: Meaning) -> bool:
        return self.places[meaning] is not None and meaning in (Meaning.FORM, Meaning.TYPE, Meaning.SEX)

    def _faulty_rows(
        self,
        number: int,
        kinds: list[Kind],
        raw: Mapping[Meaning, tuple[object, ...]],
        found: list[int],
    ) -> list[int]:
        self.faulty += len(found)
        for at in found:
            for meaning in self.bad[kinds[at]]:
                self._group(meaning, raw[meaning][at], kinds[at][PLACES.index(meaning)], number + at)
        return [number + at for at in found]

    def _group(self, meaning: Meaning, value: object, meant: str, row: int) -> None:
        place = self.places[meaning]
        column = self.header.columns[place if place is not None else 0]
        why = meant.removeprefix(UNKNOWN) or "blank"
        said = text_of(value)[:60]
        group = self.groups.get((column.letter, said, why))
        if group is None:
            if len(self.groups) >= GROUPS:
                self.more_groups += 1
                return
            group = self.groups[column.letter, said, why] = Group(column.letter, column.heading, said, why)
        group.rows += 1
        if len(group.first) < FIRST_ROWS:
            group.first.append(row)

    def as_json(self) -> dict[str, Any]:
        """What is kept: sums and what was taken as what. No row."""
        counted: Counter[Kind] = Counter()
        by_provider: dict[str, Counter[str]] = {}
        types: dict[str, Counter[str]] = {}
        outside, totals = 0, self.sums
        for kind, rows in self.kinds.items():
            if not any(kind) or kind in self.bad:
                continue
            if is_sum(kind):
                totals += rows
            elif kind[5] == "outside":
                outside += rows
            else:
                counted[self._counted(kind)] += rows
                # What comes after very many names is counted together, without a name.
                name = kind[6] if kind[6] in types or len(types) < MOST_PROVIDERS else ""
                by_provider.setdefault(name, Counter())[kind[0]] += rows
                types.setdefault(name, Counter())[kind[1]] += rows
        return {
            "aggregate": [[*kind, rows] for kind, rows in sorted(counted.items())],
            "providers": [
                {"name": name, "type": types[name].most_common(1)[0][0], "forms": dict(sorted(forms.items()))}
                for name, forms in sorted(by_provider.items())
            ],
            "rows": sum(counted.values()),
            "outside_age": outside,
            "totals": totals,
            "faulty": self.faulty,
            "groups": [asdict(group) for group in sorted(self.groups.values(), key=lambda g: -g.rows)],
            "more_groups": self.more_groups,
            **self._taken_as(),
            "years": self._ended(),
            "blank_contacts": {
                meaning.value: self._blank(at)
                for at, meaning in ((3, Meaning.EMPLOYER), (4, Meaning.SERVICE))
                if self.places[meaning] is not None
            },
            "blank_end": self._blank(7) if self.places[Meaning.END] is not None else 0,
            "missing": [
                meaning
                for meaning in (*DIMENSIONS[:5], Meaning.PROVIDER, Meaning.END)
                if self.places[meaning] is None
            ],
            "sketch": self.sketch.as_json(),
        }

    def _blank(self, at: int) -> int:
        """Counted rows with an empty cell at a place."""
        return sum(
            rows
            for kind, rows in self.kinds.items()
            if kind[at] == BLANK and any(kind) and kind not in self.bad and not is_sum(kind)
        )

    def _counted(self, kind: Kind) -> Kind:
        """Form, type, sex, employer, service. An empty cell for a contact means none."""
        contacts = tuple(
            value or ("0" if self.places[meaning] is not None else BLANK)
            for meaning, value in zip(DIMENSIONS[3:5], kind[3:5], strict=True)
        )
        return (*kind[:3], *contacts)

    def _taken_as(self) -> dict[str, dict[str, Any]]:
        """For each column, the values that stood there, what each was taken as, and in how many rows.

        Of very many, those that were understood go first; how many are left out is counted.
        """
        values, more = {}, {}
        for meaning in DIMENSIONS:
            merged: Counter[tuple[str, str]] = Counter()
            for value, rows in self.values.get(meaning, Counter()).items():
                merged[text_of(value)[:60], self.tables[meaning][value]] += rows
            kept = nsmallest(SHOWN_VALUES, merged.items(), key=_shown_first)
            values[meaning.value] = [[*pair, rows] for pair, rows in kept]
            more[meaning.value] = len(merged) - len(kept) + self.more_values[meaning]
        return {
            "values": {meaning: rows for meaning, rows in values.items() if rows},
            "more_values": {meaning: number for meaning, number in more.items() if number},
        }

    def _ended(self) -> dict[str, int]:
        """How many rows ended in each year."""
        years: Counter[str] = Counter()
        for value, rows in self.values.get(Meaning.END, Counter()).items():
            day = self.days[value]
            if day and day != UNKNOWN:
                years[day[:4]] += rows
        return dict(sorted(years.items()))


def _shown_first(counted: tuple[tuple[str, str], int]) -> tuple[bool, int]:
    return counted[0][1].startswith(UNKNOWN), -counted[1]


def _says_total(cell: object) -> bool:
    """Whether a row's first cell says that the row is a sum."""
    return isinstance(cell, str) and not cell.isdecimal() and is_total(cell, TOTALS)


def is_sum(kind: Kind) -> bool:
    """Whether a row is a sum of others: the name says so and no sex is said."""
    return (kind[0] == "?total" or kind[6] == "?total") and kind[2] not in ("WOMEN", "MEN")


def _understanding(meaning: Meaning, period: Period) -> Callable[[object], str]:
    special: dict[Meaning, Callable[[object], str]] = {
        Meaning.AGE: _age,
        Meaning.PROVIDER: _provider,
        Meaning.END: lambda value: _end(value, period),
        Meaning.NUMBER: lambda _value: BLANK,
    }
    return special.get(meaning) or (lambda value: _word(value, meaning))


def _word(value: object, meaning: Meaning) -> str:
    if isinstance(value, Unread):
        return "?unread"
    text = text_of(value)
    if not text:
        return BLANK
    said = key(text)
    known = VALUES[meaning].get(said)
    if known is not None:
        return known
    if meaning is Meaning.FORM:
        if is_total(text, TOTALS):
            return "?total"
        return "?level" if said in ("mmr", "multimodalrehabilitering") else _form_inside(said)
    # A dash is how some write that there was none.
    is_dash = meaning in (Meaning.EMPLOYER, Meaning.SERVICE) and not said and text in ("-", "–", "—")
    return "0" if is_dash else "?unknown"


def _form_inside(said: str) -> str:
    """A form whose full name is written after its code, as "KBT (kognitiv beteendeterapi)"."""
    words = VALUES[Meaning.FORM]
    found = {words[said[:at]] for at in range(2, len(said)) if said[:at] in words and said[at:] in words}
    return found.pop() if len(found) == 1 and found <= set(FORMS) else "?unknown"


def _age(value: object) -> str:
    if isinstance(value, Unread):
        return "?unread"
    text = text_of(value)
    said = key(text)
    known = VALUES[Meaning.AGE].get(said)
    if known or not text:
        return {"1": "in", "0": "outside"}.get(known or "", BLANK)
    years = _YEARS.fullmatch(text.casefold())
    if years:
        return _by_years(int(years["age"]), years["sign"] or "", bool(years["more"]))
    if said in _INSIDE_WORDS:
        return "in"
    return "outside" if said in _OUTSIDE_WORDS else "?unknown"


def _by_years(age: int, sign: str, more: bool) -> str:
    """An age in whole years, or a bound that says enough: under 16, over 67."""
    if sign in ("<", "under", "below"):
        return "outside" if age <= AGES[0] else "?unknown"
    if sign:
        return "outside" if age >= AGES[1] else "?unknown"
    if more and age <= AGES[1]:
        return "?unknown"
    return "in" if AGES[0] <= age <= AGES[1] else "outside"


def _provider(value: object) -> str:
    text = text_of(value)[:120]
    return (
        "?total" if is_total(text, TOTALS) else ("?unread" if isinstance(value, Unread) else text.lstrip("?"))
    )


def _end(value: object, period: Period) -> str:
    """Inside the period: "in". A day outside it is told by its year."""
    if value == "":
        return BLANK
    day = None if isinstance(value, Unread) else day_of(value)
    if day is None:
        return "?unread" if isinstance(value, Unread) else "?date"
    first, last = period.first or date(period.year, 1, 1), period.last or date(period.year, 12, 31)
    return "in" if first <= day <= last else "?outside_period"


def _plain_day(value: object) -> str:
    day = day_of(value)
    return day.isoformat() if day else (BLANK if value == "" else UNKNOWN)
