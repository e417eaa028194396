"""References in an editor's paragraphs: ``{contacts_by_region.12.share}`` is that cell, whatever it becomes.

A reference is a table, what tells its row apart (a region's county code, a form, a year, several with dots
between them), and a column. The nation is ``00``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compilation.answered import Row, Value
from compilation.figures import NONE, shown_number
from compilation.tables import CODE, KRONOR, PERCENT, YEAR, Column, Table

REFERENCE = re.compile(r"\{([^{}]*)\}")
_BLANK = "\N{NO-BREAK SPACE}"
# A number as somebody types it: 14 473, 85,4 or 2.5.
_NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|(?<![\w.,])\d+(?:[.,]\d+)?(?![\w])"
)
_ENDINGS = {PERCENT: ("%", "%"), KRONOR: ("kronor", "SEK")}


@dataclass(frozen=True, slots=True)
class Filled:
    """A paragraph with its numbers in place, and the references that nothing answers to."""

    text: str
    unknown: tuple[str, ...]


def references(tables: Sequence[Table]) -> Iterator[tuple[str, Column, Value]]:
    """Every reference that can be made, with its column and value."""
    for table in tables:
        for row in table.rows:
            for column in table.columns:
                if column.unit not in (CODE, YEAR):
                    yield _name(table, row, column), column, row[column.key]


def filled(text: str, tables: Sequence[Table], lang: str = "sv") -> Filled:
    """The paragraph with every reference replaced by its number in the language's writing."""
    known = {name: (column, value) for name, column, value in references(tables)}
    unknown: list[str] = []

    def number(found: re.Match[str]) -> str:
        name = found.group(1).strip()
        if name not in known:
            unknown.append(name)
            return found.group(0)
        return _written(*known[name], lang)

    return Filled(REFERENCE.sub(number, text), tuple(unknown))


def stray_numbers(text: str, tables: Sequence[Table], lang: str = "sv") -> list[str]:
    """The numbers typed in a paragraph that equal no figure of the tables, nor one of their years."""
    told = {_plain(shown_number(value, lang)) for _name, _column, value in references(tables)}
    told |= {
        str(row[c.key]) for table in tables for row in table.rows for c in table.columns if c.unit == YEAR
    }
    typed = (_plain(found.group(0)) for found in _NUMBER.finditer(REFERENCE.sub(" ", text)))
    return list(dict.fromkeys(number for number in typed if number not in told))


def _name(table: Table, row: Row, column: Column) -> str:
    keys = [str(row[each.key]) for each in table.columns if each.unit in (CODE, YEAR) and each.key in _KEYS]
    return ".".join([table.id, *keys, column.key])


_KEYS = frozenset({"region", "form", "year", "level", "component"})


def _written(column: Column, value: Value, lang: str) -> str:
    if value is None:
        return NONE
    ending = _ENDINGS.get(column.unit)
    said = shown_number(value, lang)
    return f"{said}{_BLANK}{ending[lang == 'en']}" if ending else said


def _plain(number: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]", "", number)


def by_table(tables: Sequence[Table]) -> Mapping[str, list[str]]:
    """The references of each table, for a list to choose from."""
    found: dict[str, list[str]] = {}
    for table in tables:
        found[table.id] = [name for name, _column, _value in references([table])]
    return found
