"""Where a list's header is and what its columns mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agreement.lines import FORMS
from submissions.lists.parts import column_letters
from submissions.lists.tables import Row
from submissions.lists.words import (
    LINE_HEADINGS,
    PROVIDER_HEADINGS,
    SERIES_HEADINGS,
    TYPES,
    Meaning,
    Words,
    heading,
    key,
    text_of,
)

SERIES, PROVIDERS = "series", "providers"
# Titles and notes stand above a header, but never this many.
SEARCHED = 40
FEWEST_FORMS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its letter, its heading as written, and what it was taken as ("" for nothing)."""

    letter: str
    heading: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What kind of list it is, the rows that the header takes (from 1), and the columns in order."""

    layout: str
    first_row: int
    last_row: int
    columns: tuple[Column, ...]

    def place(self, meaning: str) -> int | None:
        """The index of the column with a meaning."""
        return next((at for at, column in enumerate(self.columns) if column.meaning == meaning), None)


def find_header(rows: Sequence[Row], first_column: int = 1) -> Header | None:
    """The header among the first rows, in one row or two. None where there is none to be found.

    Misspelt headings are looked for where the header turns out to be, or everywhere if it is not found.
    """
    exact = _best(rows, range(min(len(rows), SEARCHED)), first_column, like=False)
    where = (exact.first_row - 1,) if exact else range(min(len(rows), SEARCHED))
    return _best(rows, where, first_column, like=True) or exact


def _best(rows: Sequence[Row], where: Iterable[int], first_column: int, *, like: bool) -> Header | None:
    rated = [_rated(rows[at : at + height], at, first_column, like) for at in where for height in (1, 2)]
    return max((each for each in rated if each), key=lambda each: each[0], default=(0, None))[1]


def by_values(header: Header, rows: Sequence[Row]) -> Header:
    """The header of a series list, with "Vårdgivare" as the type where only private or public stands below.

    The return calls that section so, and a region that copies its heading means no name.
    """
    place = header.place(Meaning.PROVIDER)
    if header.layout != SERIES or place is None or header.place(Meaning.TYPE) is not None:
        return header
    said = {key(text_of(row[place])) for row in rows[header.last_row :]} - {""}
    if not said or not said <= TYPES.keys():
        return header
    columns = list(header.columns)
    columns[place] = replace(columns[place], meaning=Meaning.TYPE)
    return replace(header, columns=tuple(columns))


def find_standing(rows: Sequence[Row]) -> tuple[int, int] | None:
    """(label column, value column) of one provider's own sheet, where the lines stand below each other."""
    width = max((len(row) for row in rows[:SEARCHED]), default=0)
    for at in range(min(width, 6) - 1):
        said = [heading(text_of(row[at]), LINE_HEADINGS) for row in rows[:SEARCHED] if at < len(row)]
        if sum(code in FORMS and sure > 1 for code, sure in said) > FEWEST_FORMS:
            return at, at + 1
    return None


def _rated(rows: Sequence[Row], at: int, first_column: int, like: bool) -> tuple[int, Header] | None:
    texts = _texts(rows)
    candidates = [
        _candidate(SERIES, texts, SERIES_HEADINGS, like),
        _candidate(PROVIDERS, texts, PROVIDER_HEADINGS, like),
    ]
    fitting = [candidate for candidate in candidates if candidate is not None]
    if not fitting:
        return None
    height = len(rows)
    layout, score, meanings = max(fitting, key=lambda candidate: candidate[1])
    columns = tuple(
        Column(column_letters(first_column + place), " ".join(part for part in said if part), meaning)
        for place, (said, meaning) in enumerate(zip(texts, meanings, strict=True))
    )
    # Of two that understand as much, the lower header and the higher place.
    return score * 1000 - height * 100 - at, Header(layout, at + 1, at + height, columns)


def _texts(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The heading texts of each column, top first. A merged group heading covers what is right of it."""
    width = max(len(row) for row in rows)
    padded = [[text_of(cell) if isinstance(cell, str) else "" for cell in row] for row in rows]
    for row in padded:
        row.extend([""] * (width - len(row)))
    return list(zip(*padded, strict=True))


def _candidate(
    layout: str, texts: list[tuple[str, ...]], known: Words, like: bool
) -> tuple[str, int, list[str]] | None:
    lines = sum(any(_is_line(part) for part in parts) for parts in texts)
    if layout == SERIES and lines >= FEWEST_FORMS:
        return None
    said = [_column(parts, known, like) for parts in texts]
    meanings = _once(said)
    score = sum(3 + sure for (_code, sure), meaning in zip(said, meanings, strict=True) if meaning)
    # A row of data is no second row of a header: it has values where the first has understood headings.
    score -= sum(5 for parts in texts if len(parts) > 1 and parts[0] and parts[1])
    return (layout, score, meanings) if _fits(layout, set(meanings)) else None


def _fits(layout: str, found: set[str]) -> bool:
    if layout == PROVIDERS:
        return Meaning.PROVIDER in found and len(found & set(FORMS)) >= FEWEST_FORMS
    others = {Meaning.SEX, Meaning.TYPE, Meaning.EMPLOYER, Meaning.SERVICE, Meaning.END, Meaning.PROVIDER}
    return Meaning.FORM in found and bool(found & others)


def _column(parts: tuple[str, ...], known: Words, like: bool) -> tuple[str, int]:
    """What a column's heading means: the lowest row first, then the rows together, then the upper one."""
    if known is SERIES_HEADINGS and any(_is_line(part) for part in parts):
        return "", 0
    tries = (parts[-1], " ".join(part for part in parts if part), parts[0])
    return max((heading(text, known, like=like) for text in tries), key=lambda found: found[1])


def _is_line(text: str) -> bool:
    """Whether a heading is the name of a line of the return, so that counts stand below it and no words."""
    said = key(text)
    return said in LINE_HEADINGS and said not in SERIES_HEADINGS


def _once(said: Sequence[tuple[str, int]]) -> list[str]:
    """Each meaning for one column: the surest, of equals the first."""
    best: dict[str, int] = {}
    for at, (code, sure) in enumerate(said):
        if code and (code not in best or sure > said[best[code]][1]):
            best[code] = at
    return [code if code and best[code] == at else "" for at, (code, _sure) in enumerate(said)]


def is_total(text: str, totals: frozenset[str]) -> bool:
    """Whether a row's name says that it is a sum."""
    said = key(text)
    begins = said.startswith(("summa", "totalt", "delsumma", "totalsumma"))
    return said in totals or begins or text.casefold().endswith((" totalt", " summa"))
