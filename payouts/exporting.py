"""The payment list of a decided payout, for people and for the paying system."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreement.moves import PayoutStatus
from payouts.models import Decision, Kind, Run
from payouts.refusals import NotDecided

# A spreadsheet takes a cell that begins like this for a formula, also when it opens a CSV file; some
# take the wide signs of East Asian keyboards for the same.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int


def payment_rows(run: Run) -> list[list[Cell]]:
    """One row for each region by county code, below a row of headings. Raises NotDecided."""
    if run.status != PayoutStatus.DECIDED:
        raise NotDecided(run)
    decisions = Decision.objects.filter(amount__run=run).select_related(
        "amount__region", "decided_by", "presented_by"
    )
    return [_headings(run), *(_row(decision) for decision in decisions.order_by("amount__region"))]


def payment_csv(run: Run) -> bytes:
    """The list as CSV that Swedish spreadsheets open: UTF-8 with a mark, semicolons. Raises NotDecided."""
    return as_csv(payment_rows(run))


def payment_xlsx(run: Run) -> bytes:
    """The list as a workbook, with a second sheet that says which decision it is. Raises NotDecided."""
    return as_xlsx({_("Betalningslista"): payment_rows(run), _("Om listan"): _about(run)})


def as_csv(rows: list[list[Cell]]) -> bytes:
    """Rows as CSV for Swedish spreadsheets."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: dict[str, list[list[Cell]]]) -> bytes:
    """Sheets by name as a workbook; the first has a row of headings."""
    data = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        heading = book.add_format({"bold": True})
        for number, (name, rows) in enumerate(sheets.items()):
            _write(book, name, rows, heading if number == 0 else None)
    return data.getvalue()


def filename(run: Run, ending: str) -> str:
    """A name that says what the file is: villkor3-2026-contacts-berakning-2.csv."""
    return f"villkor3-{run.year_id}-{run.kind}-berakning-{run.number}.{ending}"


def _headings(run: Run) -> list[Cell]:
    quantity = _("Invånare") if run.kind == Kind.BASE else _("Kontakter")
    return [
        _("Länskod"),
        pgettext("column", "Region"),
        quantity,
        _("Belopp, kronor"),
        _("Diarienummer"),
        _("Beslutad"),
        _("Beslutsfattare"),
        _("Föredragande"),
    ]


def _row(decision: Decision) -> list[Cell]:
    amount = decision.amount
    return [
        amount.region_id,
        str(amount.region),
        "" if amount.quantity is None else amount.quantity,
        amount.amount,
        decision.diary_number,
        day_of(decision.decided_at),
        str(decision.decided_by or ""),
        str(decision.presented_by or ""),
    ]


def _about(run: Run) -> list[list[Cell]]:
    return [
        [_("År"), str(run.year_id)],
        [_("Ersättning"), run.get_kind_display()],
        [_("Beräkning"), run.number],
        [_("Summa, kronor"), run.total],
        [_("Kontrollsumma"), run.checksum],
    ]


def day_of(moment: datetime | None) -> str:
    """The Swedish day of a moment; nothing where there is none."""
    return timezone.localtime(moment).date().isoformat() if moment is not None else ""


def harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _write(book: Any, name: str, rows: list[list[Cell]], heading: Any) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 8, 26)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            put: Callable[..., Any] = sheet.write_string if isinstance(cell, str) else sheet.write_number
            put(number, column, cell, heading if number == 0 else None)
