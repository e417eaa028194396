"""How far each region's payouts have come: from the computation to the money, and what changed after."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreement.moves import DifferenceStatus, PayoutStatus
from payouts.models import Amount, Difference, PaymentRow

ORDERED, PAID = "ordered", "paid"
TO_SETTLE, SETTLING, SETTLED = "to_settle", "settling", "settled"
# As they are listed, and the most pressing first.
STATUSES = (*(status.value for status in PayoutStatus), ORDERED, PAID)
CHANGES = (
    DifferenceStatus.OPENED.value,
    DifferenceStatus.COMMUNICATED.value,
    DifferenceStatus.PROPOSED.value,
    TO_SETTLE,
    SETTLING,
    SETTLED,
)
OPEN_CHANGES = frozenset(CHANGES) - {SETTLED}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one payout of one region has come. An empty ``status``: it is in no computation.

    ``change`` is the most pressing change after the decision, one of CHANGES; empty where there is none.
    """

    status: str = ""
    change: str = ""

    @property
    def has_open_change(self) -> bool:
        """Whether a change waits to be decided or settled."""
        return self.change in OPEN_CHANGES


# By county code, year and kind. What is not there is NOT_COMPUTED.
Payouts = dict[tuple[str, int, str], Progress]
NOT_COMPUTED = Progress()


def progress_of(years: Iterable[int]) -> Payouts:
    """Every region's payouts in the years, in three queries."""
    asked = list(years)
    changes = _changes(asked)
    return {key: Progress(status, changes.get(key, "")) for key, status in _statuses(asked).items()}


def status_words() -> dict[str, str]:
    """What a payout's status is called in a workbook."""
    return {
        PayoutStatus.COMPUTED.value: _("Beräknad"),
        PayoutStatus.PROPOSED.value: _("Förslag till beslut"),
        PayoutStatus.DECIDED.value: _("Beslutad"),
        ORDERED: _("Betalning beställd"),
        PAID: _("Betald"),
    }


def change_words() -> dict[str, str]:
    """What a change after the decision is called in a workbook."""
    return {
        DifferenceStatus.OPENED.value: _("Ändring att handlägga"),
        DifferenceStatus.COMMUNICATED.value: _("Ändring skickad till regionen"),
        DifferenceStatus.PROPOSED.value: _("Ändring föreslagen"),
        TO_SETTLE: _("Ändring att reglera"),
        SETTLING: _("Reglering pågår"),
        SETTLED: _("Ändring reglerad"),
    }


def _statuses(years: list[int]) -> dict[tuple[str, int, str], str]:
    """Of the decided computation, else of the newest; then whether it is ordered or paid."""
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


def _changes(years: list[int]) -> dict[tuple[str, int, str], str]:
    """The most pressing change of each decision."""
    found: dict[tuple[str, int, str], str] = {}
    changes = Difference.objects.filter(decision__amount__run__year__in=years)
    rows = changes.exclude(status=DifferenceStatus.DROPPED).values_list(
        "decision__amount__region",
        "decision__amount__run__year",
        "decision__amount__run__kind",
        "status",
        "settlement",
        "settlement__settled_on",
    )
    for region, year, kind, status, settlement, settled_on in rows:
        now = status
        if status == DifferenceStatus.DECIDED:
            now = SETTLED if settled_on else SETTLING if settlement else TO_SETTLE
        before = found.get((region, year, kind), SETTLED)
        found[region, year, kind] = min(now, before, key=CHANGES.index)
    return found
