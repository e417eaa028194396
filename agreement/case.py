"""A case: everything that a rule may see of a return, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from agreement.lines import FORMS, INDICATORS, Collected, Line, Section
from agreement.terms import Terms


class Fault(StrEnum):
    """Why what stands in a place is not a count."""

    TEXT = "text"
    DECIMAL = "decimal"
    NEGATIVE = "negative"
    DATE = "date"
    TRUTH = "truth"
    ERROR_VALUE = "error_value"
    NO_RESULT = "no_result"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line says. ``value`` is a count or absent; ``raw`` is what stood there if it is a fault."""

    value: int | None = None
    collected: Collected | None = None
    comment: str = ""
    raw: str = ""
    fault: Fault | None = None
    cell: str | None = None
    sheet: str | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing was written and nothing was marked."""
        return self.value is None and self.fault is None and self.collected is None


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, or what stood there instead of a date."""

    first: date | None = None
    last: date | None = None
    raw_first: str = ""
    raw_last: str = ""
    cells: tuple[str, ...] = ()
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A number of treatments and which parts of the return it was taken from."""

    value: int
    basis: str  # "forms" | "stated" | "providers" | "sex"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A region's latest earlier figure of a line or indicator, with its year."""

    year: int
    value: int


BLANK = Entry()


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One return as the rules see it.

    ``entries`` are by line code, ``stated`` are indicators that a source gives without
    their parts (2020 has TREATMENTS), ``earlier`` the latest earlier figures by line or
    indicator code, ``others`` the other regions' sorted shares by name (`agreement.usual`).
    A missing figure is absent, never zero.
    """

    terms: Terms
    region: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    period: Period = field(default_factory=Period)
    stated: Mapping[str, int] = field(default_factory=dict)
    earlier: Mapping[str, Earlier] = field(default_factory=dict)
    section_comments: Mapping[Section, str] = field(default_factory=dict)
    others: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)

    def entry(self, code: str) -> Entry:
        """The line's entry; a blank one if nothing was said."""
        return self.entries.get(code, BLANK)

    def figure(self, code: str) -> int | None:
        """The count of a line, or None. A line marked as zero counts 0; not collected is absent.

        Marked as zero beside another figure is a contradiction: nobody knows which holds.
        """
        entry = self.entry(code)
        if entry.fault is not None or entry.collected is Collected.NOT_COLLECTED:
            return None
        if entry.collected is Collected.ZERO:
            return None if entry.value else 0
        return entry.value

    def figures(self) -> dict[str, int]:
        """All counts that are present, by line code."""
        pairs = ((line.code, self.figure(line.code)) for line in self.terms.lines())
        return {code: value for code, value in pairs if value is not None}

    def asked(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Those of the codes that the year asks for."""
        return tuple(code for code in codes if self.terms.asks(code))

    def sum(self, codes: Iterable[str]) -> int | None:
        """The sum of the asked lines, or None where one of them is missing or none is asked."""
        asked = self.asked(codes)
        values = [self.figure(code) for code in asked]
        if not asked or any(value is None for value in values):
            return None
        return sum(value for value in values if value is not None)

    def comment(self, line: Line) -> str:
        """The words given for a line: its own, else its section's."""
        return self.entry(line.code).comment or self.section_comments.get(line.section, "")

    def treatments(self) -> Total | None:
        """The number of treatments and what it was taken from.

        The sum of the forms if all were collected; else the stated total; else private plus
        public; else women plus men (domain, "The return").
        """
        candidates = (
            (self.treatments_by_forms(), "forms"),
            (self.stated.get("TREATMENTS"), "stated"),
            (self.sum(("PRIVATE", "PUBLIC")), "providers"),
            (self.sum(("WOMEN", "MEN")), "sex"),
        )
        return next((Total(value, basis) for value, basis in candidates if value is not None), None)

    def treatments_by_forms(self) -> int | None:
        """The sum of the forms; None for a source that prints an indicator in place of some (2017)."""
        printed = [INDICATORS[code] for code in self.terms.asked if code in INDICATORS]
        return None if any(set(parts) & set(FORMS) for parts in printed) else self.sum(FORMS)
