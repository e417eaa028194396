"""What a survey asks and what is answered: kinds of question, forms of answer, and how one is read.

An answer is a list of parts: one for free text or a number, one a row for a table, one a row and
component for amounts, one an indicator for a direction. Missing is None, never 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from agreement.amounts import AmountFault, parse_amount, plain
from agreement.case import Fault
from agreement.numerals import parse_count

LONGEST_TEXT = 20_000
LARGEST_NUMBER = 1_000_000


class Kind(StrEnum):
    """What is asked for."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DIRECTION = "direction"
    TABLE = "table"
    AMOUNT = "amount"


class Form(StrEnum):
    """How a part was answered. Only GIVEN and EXTERNAL have a number."""

    GIVEN = "given"
    OFFERED = "offered_not_known"
    EXTERNAL = "external"
    NO_SPECIAL = "no_special"
    NOT_STATED = "not_stated"
    BLANK = "blank"


class Direction(StrEnum):
    """Where an indicator went since the year before."""

    INCREASED = "increased"
    DECREASED = "decreased"
    UNCHANGED = "unchanged"


class Basis(StrEnum):
    """What an amount is paid for."""

    PER_PATIENT = "per_patient"
    PER_LISTED_PATIENT = "per_listed_patient"
    PER_LISTED_PATIENT_MAX_PER_UNIT = "per_listed_patient_max_per_unit"
    PER_LISTED_PATIENT_NOT_KNOWN = "per_listed_patient_level_not_reported"
    PER_UNIT = "per_unit"
    TOTAL_PER_YEAR = "total_per_year"
    PER_YEAR_UNCLEAR = "per_year_unit_unclear"
    NO_SPECIAL = "no_specific_compensation"
    NOT_STATED = "not_reported"
    BLANK = "blank"


# What can stand in place of a number, by kind of question.
INSTEAD: Mapping[Kind, tuple[Form, ...]] = {
    Kind.NUMBER: (Form.OFFERED, Form.NOT_STATED),
    Kind.TABLE: (Form.OFFERED, Form.EXTERNAL, Form.NOT_STATED),
    Kind.AMOUNT: (Form.NO_SPECIAL, Form.NOT_STATED),
}
# What an amount can be for; the others are how a report printed that it does not know.
BASES = (
    Basis.PER_PATIENT,
    Basis.PER_LISTED_PATIENT,
    Basis.PER_LISTED_PATIENT_MAX_PER_UNIT,
    Basis.PER_UNIT,
    Basis.TOTAL_PER_YEAR,
    Basis.PER_YEAR_UNCLEAR,
)


class ReplyFault(StrEnum):
    """Why a part cannot be used as it stands, where it is not the amount's own fault."""

    NOT_A_COUNT = "not_a_count"
    TEXT_TOO_LONG = "text_too_long"
    NO_SUCH_ROW = "no_such_row"
    NO_SUCH_CHOICE = "no_such_choice"
    BASIS_MISSING = "basis_missing"
    BOTH = "both"
    NO_VALUE = "no_value"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an answer. ``raw`` is what was typed; ``as_printed`` what a report printed, if it did, and
    ``source`` where: file, row key and column.

    ``number`` and ``highest`` are whole kronor or counts, filled in by `read`. ``choice`` is a Direction,
    "yes" or "no", or one of the question's choices; ``text`` is words, a cause or a comment to the row.
    """

    row: str = ""
    component: str = ""
    form: str = Form.GIVEN.value
    raw: str = ""
    number: int | None = None
    highest: int | None = None
    basis: str = ""
    choice: str = ""
    text: str = ""
    marks: tuple[str, ...] = ()
    as_printed: str = ""
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was said."""
        said = self.raw or self.choice or self.text or self.as_printed or self.number is not None
        return not said and self.form in (Form.GIVEN, "")

    def as_json(self) -> dict[str, Any]:
        """The stored shape, which only ever grows."""
        return {**asdict(self), "marks": list(self.marks)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Part":
        """The part back from its stored shape."""
        return cls(**{**stored, "marks": tuple(stored.get("marks", ()))})


@dataclass(frozen=True, slots=True)
class Misread:
    """A part that could not be used: where, why (an AmountFault or ReplyFault), and what stood there."""

    row: str
    component: str
    fault: str
    raw: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a wording asks: its kind, and the rows, components and choices that it offers."""

    kind: Kind
    rows: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def read(asked: Asked, typed: Iterable[Part]) -> tuple[list[Part], list[Misread]]:
    """The parts with their numbers understood, and those that could not be. Empty parts are left out."""
    parts: list[Part] = []
    faults: list[Misread] = []
    for each in typed:
        tidy = replace(each, raw=plain(each.raw), text=plain(each.text))
        if tidy.is_empty:
            continue
        part, fault = _read(asked, tidy)
        parts.append(part)
        if fault:
            faults.append(Misread(part.row, part.component, fault, part.raw or part.choice))
    return parts, faults


def _read(asked: Asked, part: Part) -> tuple[Part, str]:
    if len(part.text) > LONGEST_TEXT or len(part.raw) > LONGEST_TEXT:
        return part, ReplyFault.TEXT_TOO_LONG
    if part.row not in ("", *asked.rows) or part.component not in ("", *asked.components):
        return part, ReplyFault.NO_SUCH_ROW
    if part.choice and part.choice not in _choices(asked):
        return part, ReplyFault.NO_SUCH_CHOICE
    if part.form not in (Form.GIVEN, Form.EXTERNAL):
        made = replace(part, number=None, highest=None, marks=())
        return made, ReplyFault.BOTH if part.raw and asked.kind in INSTEAD else ""
    if asked.kind is Kind.AMOUNT:
        return _amount(part)
    return _count(part) if asked.kind in (Kind.NUMBER, Kind.TABLE) else (part, "")


def _choices(asked: Asked) -> tuple[str, ...]:
    if asked.kind is Kind.DIRECTION:
        return tuple(Direction)
    return ("yes", "no") if asked.kind is Kind.YES_NO else asked.choices


def _amount(part: Part) -> tuple[Part, str]:
    amount, fault = parse_amount(part.raw)
    if fault or amount is None:
        return part, fault or (AmountFault.TEXT if part.raw else "")
    made = replace(part, number=amount.value, highest=amount.highest, marks=amount.marks)
    return made, "" if part.basis else ReplyFault.BASIS_MISSING


def _count(part: Part) -> tuple[Part, str]:
    number, fault = parse_count(part.raw, largest=LARGEST_NUMBER)
    if fault is Fault.NEGATIVE:
        return part, AmountFault.NEGATIVE
    return (part, ReplyFault.NOT_A_COUNT) if fault else (replace(part, number=number), "")
