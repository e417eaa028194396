"""Statistics Sweden's PxWeb exports of population: CSV as the site writes it, and JSON-stat 2.

Both become the same cells. Nothing here adds up or knows the portal's regions.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod
from typing import Any

from django.utils.translation import gettext as _

OLDEST = 120
_MOST_CELLS = 5_000_000
_REGION = ("region", "län", "county")
_AGE = ("ålder", "age", "alder")
_SEX = ("kön", "sex", "kon")
_TIME = ("år", "tid", "månad", "datum", "year", "time", "month", "date")
_CONTENT = ("tabellinnehåll", "observations", "contentscode", "contents")
_STUB = frozenset((*_REGION, *_AGE, *_SEX, *_TIME, *_CONTENT))
_BOTH_SEXES = ("totalt", "total", "tot", "totsa", "1+2", "båda könen")
_WHEN = re.compile(r"(?:^|\s)(\d{4})(?:M(\d{2})|-\d{2}-\d{2})?$")
_DAYS = {(11, 1): ("1 november", "november 1"), (12, 31): ("31 december", "december 31")}


class NotCounted(Exception):
    """The file cannot be used. ``str()`` is a sentence for the person who tried."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: a region's code, ages (None: all), a sex (None: both), a time and value as written."""

    region: str
    ages: tuple[int, int] | None
    sex: str | None
    content: str
    time: str
    value: str


@dataclass(frozen=True, slots=True)
class Export:
    """A file's cells. ``words`` are its title and headings, where it may name the day of the count."""

    cells: tuple[Cell, ...]
    words: str

    def at(self, day: date) -> list[Cell]:
        """The cells of a day: those of its month, else of its year. Raises NotCounted if there are none."""
        self._refuse_other_day(day)
        month, year = f"{day.year}M{day.month:02}", str(day.year)
        by_time: dict[str, list[Cell]] = {}
        for cell in self.cells:
            by_time.setdefault(cell.time, []).append(cell)
        found = by_time.get(day.isoformat()) or by_time.get(month) or by_time.get(year)
        if not found:
            times = ", ".join(sorted({cell.time for cell in self.cells}))
            raise NotCounted(
                _("Filen har inga tal för %(day)s. Den har: %(times)s.")
                % {"day": day.isoformat(), "times": times}
            )
        return found

    def day(self) -> date:
        """The day of the count, where the file has one time alone: a year is counted on its last day
        unless the file names another, a month on its first. Raises NotCounted if there are several.
        """
        times = sorted({cell.time for cell in self.cells})
        at = re.fullmatch(r"(\d{4})(?:M(\d{2})|-(\d{2})-(\d{2}))?", times[0]) if len(times) == 1 else None
        if at is None:
            raise NotCounted(
                _(
                    "Dagen då folket räknades går inte att läsa ur filen. Ange den med --date. "
                    "Filen har: %(times)s."
                )
                % {"times": ", ".join(times)}
            )
        named = next(
            (known for known, words in _DAYS.items() if any(w in self.words for w in words)), (12, 31)
        )
        month, day = (int(at[2] or at[3]), int(at[4] or 1)) if at[2] or at[3] else named
        try:
            return date(int(at[1]), month, day)
        except ValueError as problem:
            raise NotCounted(_("”%(text)s” är inget datum.") % {"text": times[0]}) from problem

    def _named(self) -> list[tuple[int, int]]:
        """The month and day that the file names in words."""
        return [known for known, words in _DAYS.items() if any(each in self.words for each in words)]

    def _refuse_other_day(self, day: date) -> None:
        """A file that names the day of its count is not taken for another day."""
        named = self._named()
        if named and (day.month, day.day) not in named:
            raise NotCounted(
                _("Filen säger att folket räknades den %(said)s, men datumet som angavs är %(day)s.")
                % {"said": _DAYS[named[0]][0], "day": day.isoformat()}
            )


def read_export(content: bytes) -> Export:
    """The cells of a file. Raises NotCounted if it is no export of population by region, age and sex."""
    text = _text(content)
    export = _json_stat(text) if text.lstrip().startswith("{") else _csv(text)
    if not export.cells:
        raise NotCounted(_("Filen har inga rader med folkmängd."))
    return export


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _csv(text: str) -> Export:
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if _is_header(line)), None)
    if start is None:
        raise NotCounted(
            _("Filen har ingen rad med rubrikerna region, ålder och kön. Spara den från SCB:s PxWeb.")
        )
    mark = max(";,\t", key=lines[start].count)
    try:
        rows = [row for row in csv.reader(lines[start:], delimiter=mark) if any(part.strip() for part in row)]
    except csv.Error as problem:
        raise NotCounted(_("Filen är ingen CSV-fil från SCB:s PxWeb.")) from problem
    header = [part.strip() for part in rows[0]]
    words = " ".join([*lines[:start], *header]).lower()
    return Export(tuple(cell for row in rows[1:] for cell in _cells(header, row)), words)


def _is_header(line: str) -> bool:
    words = {part.strip(' "').lower() for part in re.split("[;,\t]", line)}
    return bool(words & set(_REGION)) and bool(words & {*_AGE, *_SEX})


def _cells(header: Sequence[str], row: Sequence[str]) -> Iterator[Cell]:
    """A row's cells: one for each column that ends in a year or month."""
    if len(row) != len(header):
        raise NotCounted(
            _("En rad har %(n)d kolumner, men rubrikraden har %(wanted)d: ”%(row)s”.")
            % {"n": len(row), "wanted": len(header), "row": " ".join(row)[:60]}
        )
    said = {name: part.strip() for name, part in zip(header, row, strict=True)}
    measured = _measured(header)
    stub = {name.lower(): part for name, part in said.items() if name not in measured}
    time = _one(stub, _TIME)
    for name, value in said.items():
        if name in measured:
            at = _WHEN.search(name)
            yield _cell(stub, at[0].strip() if at else time or "", name[: at.start()] if at else name, value)


def _measured(header: Sequence[str]) -> list[str]:
    """The columns that hold numbers; in a file of codes it is the last one, called BE0101N1 or the like."""
    found = [name for name in header if _measures(name)]
    return found or ([] if header[-1].lower() in _STUB else [header[-1]])


def _measures(name: str) -> bool:
    """Whether a column holds numbers: it ends in a year or month, or is called population."""
    return bool(_WHEN.search(name)) or name.lower() in ("folkmängd", "population", "antal", "value")


def _json_stat(text: str) -> Export:
    try:
        said = json.loads(text)
        names: list[str] = said["id"]
        members = [_members(said["dimension"][name]["category"]) for name in names]
        if prod(len(codes) for codes in members) > _MOST_CELLS:
            raise ValueError
        every = enumerate(product(*members))
        numbers = [(chosen, _nth(said["value"], at)) for at, chosen in every]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise NotCounted(_("Filen är inte JSON-stat 2 från SCB:s PxWeb.")) from problem
    cells = tuple(_of_codes(names, chosen, value) for chosen, value in numbers)
    return Export(cells, str(said.get("label", "")).lower())


def _members(category: Mapping[str, Any]) -> list[str]:
    """The codes of a dimension, in order."""
    index = category.get("index") or list(category["label"])
    codes = index if isinstance(index, list) else sorted(index, key=lambda code: index[code])
    return [str(code) for code in codes]


def _nth(values: Any, at: int) -> str:
    found = values.get(str(at)) if isinstance(values, dict) else values[at] if at < len(values) else None
    return "" if found is None else str(found)


def _of_codes(names: Sequence[str], chosen: Sequence[str], value: str) -> Cell:
    stub = {name.lower(): code for name, code in zip(names, chosen, strict=True)}
    return _cell(stub, _one(stub, _TIME) or "", "", value)


def _cell(stub: Mapping[str, str], time: str, content: str, value: str) -> Cell:
    region, age, sex = (_one(stub, names) for names in (_REGION, _AGE, _SEX))
    other = [f"{name}: {said}" for name, said in stub.items() if name not in _STUB]
    if region is None:
        raise NotCounted(_("Filen saknar kolumnen region."))
    return Cell(
        region=region.split()[0] if region else "",
        ages=_ages(age),
        sex=None if sex is None or sex.lower() in _BOTH_SEXES else sex.lower(),
        content=" ".join([content.strip(), _one(stub, _CONTENT) or "", *other]).strip(),
        time=time,
        value=re.sub(r"\s", "", value).removesuffix(".0"),
    )


def _one(stub: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((stub[name] for name in names if name in stub), None)


def _ages(text: str | None) -> tuple[int, int] | None:
    """16 år, 16-19 år, 100+ år; None is the total. Raises NotCounted for anything else."""
    if text is None or text.lower().startswith("tot"):
        return None
    plain = re.sub(r"\s*(år|years?)$", "", text.strip().lower())
    found = re.fullmatch(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3})|(\+))?", plain)
    if not found:
        raise NotCounted(_("Åldern ”%(age)s” går inte att läsa.") % {"age": text})
    low = int(found[1])
    return low, OLDEST if found[3] else int(found[2] or low)
