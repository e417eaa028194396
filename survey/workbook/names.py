"""What the survey workbook's writer and reader agree on: columns, codes of rows, and words.

The first column is hidden and holds each row's code, so that rows may be moved or added between them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from agreement.replies import BASES, INSTEAD, Direction, Form, Kind, Part
from agreement.replies_wording import basis_name, direction_name, form_name, yes_or_no
from survey.models import QuestionWording

VERSION = 1
BOOK = "villkor3-enkat"
HEAD, PART, COMMENT, CONFIDENTIAL = "head", "part", "comment", "confidential"
CODE, NAME, COMPONENT, RAW, FORM, BASIS, CHOICE, TEXT = "ABCDEFGH"
# The field of a part that each column holds.
FIELDS = {COMPONENT: "component", RAW: "raw", FORM: "form", BASIS: "basis", CHOICE: "choice", TEXT: "text"}
# So many empty amounts are offered below those that are there, for each row.
SPARE = 3
YES_NO = ("yes", "no")
Named = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one part in the workbook: its row, which of several, and what stood there."""

    row: str
    index: int
    there: Part


def book_code(year: int, region: str) -> str:
    """What says that a sheet is ours, and whose."""
    return f"{BOOK}|{year}|{region}|{VERSION}"


def code(what: str, key: str, *more: object) -> str:
    """The code of a row: what it is, the question, and more."""
    return "|".join([what, key, *map(str, more)])


def columns_of(wording: QuestionWording) -> str:
    """The columns that a part of the question is written in."""
    kind = Kind(wording.question.kind)
    if kind is Kind.AMOUNT:
        return (COMPONENT if wording.components else "") + RAW + FORM + BASIS
    if kind in INSTEAD:
        return RAW + FORM
    return TEXT if kind is Kind.TEXT else CHOICE + TEXT


def words_of(column: str, wording: QuestionWording) -> list[Named]:
    """What may be chosen in a column: code, Swedish, English. Empty where anything may be written."""
    kind = Kind(wording.question.kind)
    if column == COMPONENT:
        return [(code, sv, en or sv) for code, sv, en in wording.components]
    if column == FORM:
        return [(form.value, form_name(form), form_name(form, "en")) for form in INSTEAD[kind]]
    if column == BASIS:
        return [(basis.value, basis_name(basis), basis_name(basis, "en")) for basis in BASES]
    return _choices(kind, wording) if column == CHOICE else []


def _choices(kind: Kind, wording: QuestionWording) -> list[Named]:
    if kind is Kind.DIRECTION:
        return [(each.value, direction_name(each), direction_name(each, "en")) for each in Direction]
    if kind is Kind.YES_NO:
        return [(each, yes_or_no(each), yes_or_no(each, "en")) for each in YES_NO]
    return [(code, sv, en or sv) for code, sv, en in wording.choices]


def slots_of(wording: QuestionWording, said: Iterable[Part]) -> Iterator[Slot]:
    """The places of a question's parts, in reading order, with room for some more amounts."""
    parts = list(said)
    spare = SPARE if wording.question.kind == Kind.AMOUNT else 0
    for row in [code for code, *_names in wording.rows] or [""]:
        mine = [part for part in parts if part.row == row]
        for index in range(max(len(mine) + spare, 1)):
            yield Slot(row, index, mine[index] if index < len(mine) else Part(row=row))


def typed(part: Part) -> Part:
    """A part as somebody would type it: without what reading it adds."""
    raw = part.raw or (str(part.number) if part.number is not None else "")
    return replace(part, raw=raw, number=None, highest=None, marks=(), as_printed="", source="")


def digest(parts: Iterable[Part], comment: str, confidential: bool) -> str:
    """What tells whether an answer in a workbook is still the one that was written there."""
    said: list[Mapping[str, object]] = [
        {"row": part.row, "form": part.form or Form.GIVEN.value}
        | {name: getattr(part, name) for name in FIELDS.values() if name != "form"}
        for part in map(typed, parts)
        if not part.is_empty
    ]
    text = json.dumps([said, comment, confidential], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
