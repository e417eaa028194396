"""How all regions stand in a year: the return beside both payouts, on the page and as a workbook."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from payouts.choice import Choice, Facts
from payouts.exporting import Cell, as_xlsx
from payouts.models import Kind
from payouts.progress import NOT_COMPUTED, Progress, change_words, progress_of, status_words
from submissions.board import BoardRow, cells, headings
from submissions.board import board as returns_of


@dataclass(frozen=True, slots=True)
class Row:
    """One region on the officer's board."""

    seen: BoardRow
    base: Progress
    contacts: Progress


def board(year: int) -> list[Row]:
    """All regions of a year by county code, in a constant number of queries."""
    payouts = progress_of([year])
    return [
        Row(
            seen,
            payouts.get((seen.the_return.region_id, year, Kind.BASE), NOT_COMPUTED),
            payouts.get((seen.the_return.region_id, year, Kind.CONTACTS), NOT_COMPUTED),
        )
        for seen in returns_of(year)
    ]


def facts(row: Row) -> Facts:
    """What the row is chosen and sorted by."""
    the_return, officer = row.seen.the_return, row.seen.officer
    return Facts(
        the_return.region.name,
        (row.seen.status,),
        (row.base, row.contacts),
        frozenset({officer.pk} if officer is not None else ()),
        the_return.touched_at,
    )


def as_workbook(year: int, choice: Choice) -> bytes:
    """The regions asked for as a workbook; a dash where nothing is seen or computed, never a zero."""
    money = (str(Kind.BASE.label), str(Kind.CONTACTS.label))
    rows: list[list[Cell]] = [[*headings(), *(head for name in money for head in (name, _change(name)))]]
    rows += [
        [*cells(row.seen), *words_of(row.base), *words_of(row.contacts)]
        for row in choice.of(board(year), facts)
    ]
    return as_xlsx({str(year): rows})


def words_of(payout: Progress) -> tuple[str, str]:
    """A payout's status and change in words, a dash for what there is not."""
    return status_words().get(payout.status, "–"), change_words().get(payout.change, "–")


def _change(payout: str) -> str:
    return _("%(payout)s, ändring") % {"payout": payout}
