"""How the regions stand over several years: the return beside both payouts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreement.moves import PUBLIC_STATUSES
from payouts.board import words_of
from payouts.choice import Choice, Facts
from payouts.exporting import Cell, as_xlsx
from payouts.models import Kind
from payouts.progress import NOT_COMPUTED, Payouts, Progress, progress_of
from register.models import Region
from submissions.board import shown_status
from submissions.models import Return, Version
from submissions.names import OFFICER_STATUS_NAMES


@dataclass(frozen=True, slots=True)
class Standing:
    """One region in one year. An empty status: there is no return to speak of."""

    year: int
    status: str
    late: bool
    base: Progress
    contacts: Progress
    touched_at: datetime | None = None
    officer: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One region over the years asked for, in their order."""

    region: Region
    years: tuple[Standing, ...]


def standings(years: Iterable[int]) -> list[Row]:
    """Every region by county code, in a constant number of queries."""
    asked = list(years)
    found = Return.objects.filter(year__in=asked).select_related("year", "assignment")
    returns = {(each.region_id, each.year_id): each for each in found}
    current = Version.objects.filter(the_return__year__in=asked, state=Version.State.CURRENT, late=True)
    late = set(current.values_list("the_return", flat=True))
    payouts = progress_of(asked)
    return [
        Row(
            region,
            tuple(
                _standing(region.pk, year, returns.get((region.pk, year)), late, payouts) for year in asked
            ),
        )
        for region in Region.objects.order_by("code")
    ]


def facts(row: Row) -> Facts:
    """What the row is chosen and sorted by: every year counts, the first shown before the others."""
    touched = [each.touched_at for each in row.years if each.touched_at is not None]
    return Facts(
        row.region.name,
        tuple(each.status for each in row.years),
        tuple(payout for each in row.years for payout in (each.base, each.contacts)),
        frozenset(each.officer for each in row.years if each.officer is not None),
        max(touched, default=None),
    )


def as_workbook(years: Iterable[int], choice: Choice) -> bytes:
    """The same as a workbook, a row for each region and year; a dash where there is nothing."""
    base, contacts, change = str(Kind.BASE.label), str(Kind.CONTACTS.label), _("%(payout)s, ändring")
    rows: list[list[Cell]] = [
        [
            _("Länskod"), pgettext("column", "Region"), _("År"), _("Redovisning"), _("Efter sista dagen"),
            base, change % {"payout": base}, contacts, change % {"payout": contacts}, _("Senast"),
        ]
    ]  # fmt: skip
    for row in choice.of(standings(years), facts):
        for each in row.years:
            rows.append(
                [
                    row.region.code,
                    row.region.name,
                    each.year,
                    str(OFFICER_STATUS_NAMES.get(each.status, "–")),
                    _late(each),
                    *words_of(each.base),
                    *words_of(each.contacts),
                    f"{timezone.localtime(each.touched_at):%Y-%m-%d %H.%M}" if each.touched_at else "–",
                ]
            )
    return as_xlsx({_("Läget"): rows})


def _late(each: Standing) -> str:
    """Whether it came after the last day; a dash for what has not come."""
    if each.status not in PUBLIC_STATUSES:
        return "–"
    return _("ja") if each.late else _("nej")


def _standing(
    region: str, year: int, the_return: Return | None, late: set[int], payouts: Payouts
) -> Standing:
    base = payouts.get((region, year, Kind.BASE), NOT_COMPUTED)
    contacts = payouts.get((region, year, Kind.CONTACTS), NOT_COMPUTED)
    if the_return is None:
        return Standing(year, "", False, base, contacts)
    assignment = getattr(the_return, "assignment", None)
    return Standing(
        year,
        shown_status(the_return),
        the_return.pk in late,
        base,
        contacts,
        the_return.touched_at,
        assignment.officer_id if assignment is not None else None,
    )
