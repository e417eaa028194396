"""What was recognised in a workbook of another shape, laid out to be confirmed cell by cell."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreement import numerals
from agreement.lines import LINE
from agreement.numerals import parse_count
from agreement.terms import Terms
from submissions import originals
from submissions.models import Delivery
from submissions.workbook import read
from submissions.workbook.blocks import Why
from submissions.workbook.layouts import Recognition
from submissions.workbook.survey import Row, Unused


@dataclass(frozen=True, slots=True)
class RecognisedRow:
    """A line of the return: the label found, where, and its value as the reader writes it.

    ``is_count`` is false for what stands there but is no count; ``mark`` is how far it was collected.
    """

    code: str
    line: str
    label: str = ""
    sheet: str = ""
    cell: str = ""
    value: str = ""
    is_count: bool = True
    mark: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class NotUsed:
    """Something in the file that is not proposed: what it says, where, and why in words."""

    label: str
    sheet: str
    cell: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """All that the region has to look at before the figures are used.

    ``rows`` has every line that the year asks for, in reading order, but not an optional one that the
    file does not have; ``unknown`` is what nobody
    understood, ``left_out`` what was understood not to belong. ``first`` and ``last`` are the period's
    days in words; ``period_cell`` is empty where the year's own period is proposed.
    """

    rows: tuple[RecognisedRow, ...]
    unknown: tuple[NotUsed, ...]
    left_out: tuple[NotUsed, ...]
    found: int
    asked: int
    first: str
    last: str
    period_sheet: str = ""
    period_cell: str = ""


def recognised_in(delivery: Delivery, lang: str) -> Recognised | None:
    """What was recognised in a delivery's file, read anew from its original.

    None for the year's own workbook, which needs no confirming, and for what could not be read.
    """
    if delivery.kind != Delivery.Kind.WORKBOOK:
        return None
    the_return = delivery.the_return
    terms = the_return.year.terms()
    found = read(originals.fetch(delivery.sha256), delivery.filename, terms, the_return.region).recognition
    return recognised(found, terms, lang) if found is not None else None


def recognised(found: Recognition, terms: Terms, lang: str) -> Recognised:
    """The recognition as a page shows it."""
    rows = {row.code: row for row in found.rows}
    lines = (line for line in terms.lines() if line.code in rows or not line.optional)
    shown = tuple(_row(line.code, rows.get(line.code), lang) for line in lines)
    asked = [line.code for line in terms.lines() if not line.optional]
    period = found.period
    first = period.first or (terms.period_first.isoformat() if terms.period_first else "")
    last = period.last or (terms.period_last.isoformat() if terms.period_last else "")
    cells = dict.fromkeys(cell for cell in (period.first_cell, period.last_cell) if cell)
    return Recognised(
        shown,
        tuple(_unused(found.unknown, lang)),
        tuple(_unused(found.left_out, lang)),
        sum(1 for row in shown if row.code in asked and (row.value or row.mark)),
        len(asked),
        numerals.as_read(first, lang),
        numerals.as_read(last, lang),
        period.sheet,
        ", ".join(cells),
    )


def _row(code: str, row: Row | None, lang: str) -> RecognisedRow:
    line = LINE[code].label(lang)
    if row is None:
        return RecognisedRow(code, line)
    value, _fault = parse_count(row.value)
    is_count = not row.fault and (value is not None or not row.value)
    text = (
        numerals.count(value, lang) if value is not None and is_count else numerals.as_read(row.value, lang)
    )
    return RecognisedRow(code, line, row.label, row.sheet, row.cell, text, is_count, row.mark, row.comment)


def _unused(found: Iterable[Unused], lang: str) -> Iterable[NotUsed]:
    for each in found:
        lines = ", ".join(LINE[code].short(lang) for code in each.codes)
        why = _why(each.why) % {"lines": lines}
        yield NotUsed(each.label, each.sheet, each.cell, numerals.as_read(each.value, lang), why)


def _why(why: Why) -> str:
    return {
        Why.OTHER_YEAR: _("Gäller ett annat år"),
        Why.OTHER_REGION: _("Gäller en annan region"),
        Why.APART: _("Andel, del eller jämförelse"),
        Why.TOTAL: _("Summa"),
        Why.AMBIGUOUS: _("Kan vara %(lines)s, men det framgår inte vilken siffra som gäller"),
        Why.ELSEWHERE: _("Raden har redan en siffra, som tydligare hör till året och regionen"),
        Why.NO_LINE: _("Rubriken motsvarar ingen rad"),
        Why.NO_LABEL: _("Siffran har ingen rubrik"),
        Why.NOT_ASKED: _("Efterfrågas inte i år"),
    }[why]
