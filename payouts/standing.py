"""How the regions stand over several years: the return beside both payouts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreement.moves import PUBLIC_STATUSES, PayoutStatus
from payouts.exporting import Cell, as_xlsx
from payouts.models import Amount, Kind, PaymentRow
from register.models import Region
from submissions.board import shown_status
from submissions.models import Return, Version
from submissions.names import OFFICER_STATUS_NAMES

ORDERED, PAID = "ordered", "paid"


@dataclass(frozen=True, slots=True)
class Standing:
    """One region in one year. An empty status: there is no return, or no computation, to speak of."""

    year: int
    status: str
    late: bool
    base: str
    contacts: str
    touched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One region over the years asked for, in their order."""

    region: Region
    years: tuple[Standing, ...]


def standings(years: Iterable[int]) -> list[Row]:
    """Every region by county code, in a constant number of queries."""
    asked = list(years)
    returns = {
        (each.region_id, each.year_id): each
        for each in Return.objects.filter(year__in=asked).select_related("year")
    }
    current = Version.objects.filter(the_return__year__in=asked, state=Version.State.CURRENT, late=True)
    late = set(current.values_list("the_return", flat=True))
    payouts = _payouts(asked)
    return [
        Row(region, tuple(_standing(region.pk, year, returns, late, payouts) for year in asked))
        for region in Region.objects.order_by("code")
    ]


def as_workbook(years: Iterable[int]) -> bytes:
    """The same as a workbook, a row for each region and year; a dash where there is nothing."""
    from_payout = payout_words()
    rows: list[list[Cell]] = [
        [
            _("Länskod"), pgettext("column", "Region"), _("År"), _("Redovisning"), _("Efter sista dagen"),
            str(Kind.BASE.label), str(Kind.CONTACTS.label), _("Senast"),
        ]
    ]  # fmt: skip
    for row in standings(years):
        for each in row.years:
            rows.append(
                [
                    row.region.code,
                    row.region.name,
                    each.year,
                    str(OFFICER_STATUS_NAMES.get(each.status, "–")),
                    _late(each),
                    from_payout.get(each.base, "–"),
                    from_payout.get(each.contacts, "–"),
                    f"{timezone.localtime(each.touched_at):%Y-%m-%d %H.%M}" if each.touched_at else "–",
                ]
            )
    return as_xlsx({_("Läget"): rows})


def _late(each: Standing) -> str:
    """Whether it came after the last day; a dash for what has not come."""
    if each.status not in PUBLIC_STATUSES:
        return "–"
    return _("ja") if each.late else _("nej")


def payout_words() -> dict[str, str]:
    """What a payout's status is called in the workbook."""
    return {
        PayoutStatus.COMPUTED.value: _("Beräknad"),
        PayoutStatus.PROPOSED.value: _("Förslag till beslut"),
        PayoutStatus.DECIDED.value: _("Beslutad"),
        ORDERED: _("Betalning beställd"),
        PAID: _("Betald"),
    }


def _payouts(years: list[int]) -> dict[tuple[str, int, str], str]:
    """The status of each region's payout: of the decided computation, else of the newest."""
    found: dict[tuple[str, int, str], str] = {}
    amounts = Amount.objects.filter(run__year__in=years).order_by("run__number")
    for region, year, kind, status in amounts.values_list("region", "run__year", "run__kind", "run__status"):
        if found.get((region, year, kind)) != PayoutStatus.DECIDED:
            found[region, year, kind] = status
    rows = PaymentRow.objects.filter(decision__amount__run__year__in=years).values_list(
        "decision__amount__region",
        "decision__amount__run__year",
        "decision__amount__run__kind",
        "order__paid_on",
    )
    return found | {(region, year, kind): PAID if paid else ORDERED for region, year, kind, paid in rows}


def _standing(
    region: str,
    year: int,
    returns: dict[tuple[str, int], Return],
    late: set[int],
    payouts: dict[tuple[str, int, str], str],
) -> Standing:
    the_return = returns.get((region, year))
    return Standing(
        year,
        shown_status(the_return) if the_return is not None else "",
        the_return is not None and the_return.pk in late,
        payouts.get((region, year, Kind.BASE), ""),
        payouts.get((region, year, Kind.CONTACTS), ""),
        the_return.touched_at if the_return is not None else None,
    )
