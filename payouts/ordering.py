"""From decided amounts to money: an order by one person, approval by another, confirmation when it is paid.

Order, approval and payment are separate acts with their own dates. A later difference has an order of its own
(`payouts.settling`); what an approved set-off takes is not paid again here.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreement.moves import PayoutStatus, Role
from audit.record import record
from payouts.appeal_time import refuse_appealable
from payouts.exporting import Cell, as_csv, as_xlsx, day_of
from payouts.models import Decision, PaymentOrder, PaymentRow, Run
from payouts.refusals import (
    NotDecided,
    NothingToOrder,
    OrderedAlready,
    OrderMoved,
    OrgNumberMissing,
    OwnOrder,
    PaymentNotStated,
)
from register.access import has_role
from register.models import Region, User
from register.org_numbers import check_org_number, written
from submissions.impartiality import refuse_conflicted_in
from submissions.refusals import NotPermitted

MAKERS = frozenset({Role.OFFICER})
APPROVERS = frozenset({Role.OFFICER, Role.DECISION_MAKER})


@transaction.atomic
def make_order(run_id: int, by: User) -> PaymentOrder:
    """Order the money of a decided run, a row for each region that gets any.

    Raises NotPermitted, Conflicted, NotDecided, NothingToOrder, OrderedAlready or OrgNumberMissing.
    """
    if not has_role(by, MAKERS):
        raise NotPermitted
    run = Run.objects.select_for_update().get(pk=run_id)
    refuse_conflicted_in(by, run.year_id)
    decisions = _to_pay(run)
    order = PaymentOrder.objects.create(run=run, made_by=by)
    for each in decisions:
        amount = each.amount
        number = written(amount.region.org_number)
        PaymentRow.objects.create(order=order, decision=each, org_number=number, amount=left_to_pay(each))
    total = sum(left_to_pay(each) for each in decisions)
    record(by, "payment.order", order, year=run.year_id, kind=run.kind, rows=len(decisions), total=total)
    return order


@transaction.atomic
def approve_order(order_id: int, by: User) -> None:
    """Approve an order that somebody else made, when its decisions may be carried out.

    Raises NotPermitted, Conflicted, OwnOrder, CanBeAppealed or OrderMoved.
    """
    order = _locked(order_id, by)
    if order.made_by_id == by.pk:
        raise OwnOrder
    rows = order.rows.select_related("decision__amount__run", "decision__amount__region")
    refuse_appealable(row.decision for row in rows.order_by("decision__amount__region"))
    waiting = PaymentOrder.objects.filter(pk=order_id, approved_by=None)
    if not waiting.update(approved_by=by, approved_at=timezone.now()):
        raise OrderMoved
    record(by, "payment.approve", order)


@transaction.atomic
def confirm_payment(order_id: int, by: User, paid_on: date, reference: str) -> None:
    """State that an approved order was paid, once.

    Raises NotPermitted, Conflicted, PaymentNotStated or OrderMoved.
    """
    order = _locked(order_id, by)
    if not reference.strip() or paid_on > timezone.localdate():
        raise PaymentNotStated
    waiting = PaymentOrder.objects.filter(pk=order_id, approved_by__isnull=False, paid_on=None)
    said = {"paid_on": paid_on, "reference": reference.strip()}
    if not waiting.update(confirmed_by=by, confirmed_at=timezone.now(), **said):
        raise OrderMoved
    record(by, "payment.confirm", order, paid_on=paid_on.isoformat(), reference=reference.strip())


def order_rows(order: PaymentOrder) -> list[list[Cell]]:
    """The order below its headings, by county code. Raises OrderMoved before it is approved."""
    if order.approved_by_id is None:
        raise OrderMoved
    rows = order.rows.select_related("decision__amount__region").order_by("decision__amount__region")
    return [_headings(), *(_cells(row, order) for row in rows)]


def order_csv(order: PaymentOrder) -> bytes:
    """The order as CSV. Raises OrderMoved before it is approved."""
    return as_csv(order_rows(order))


def order_xlsx(order: PaymentOrder) -> bytes:
    """The order as a workbook. Raises OrderMoved before it is approved."""
    return as_xlsx({_("Betalningsorder"): order_rows(order)})


def _headings() -> list[Cell]:
    return [
        _("Länskod"),
        pgettext("column", "Region"),
        _("Organisationsnummer"),
        _("Belopp, kronor"),
        _("Diarienummer"),
        _("Beslutsdatum"),
        _("Verifikation"),
        _("Order skapad"),
        _("Order godkänd"),
    ]


def _cells(row: PaymentRow, order: PaymentOrder) -> list[Cell]:
    """What a verification holds: number, dates, amount, counterparty and document (legal note L14)."""
    region, decision = row.decision.amount.region, row.decision
    made: list[Cell] = [region.code, str(region), row.org_number, row.amount, decision.diary_number]
    dates = (decision.decided_at, order.made_at, order.approved_at)
    decided, ordered, approved = (day_of(moment) for moment in dates)
    return [*made, decided, f"U{row.pk}", ordered, approved]


def _to_pay(run: Run) -> list[Decision]:
    if run.status != PayoutStatus.DECIDED:
        raise NotDecided(run)
    if PaymentOrder.objects.filter(run=run).exists():
        raise OrderedAlready(run)
    found = Decision.objects.filter(amount__run=run, amount__amount__gt=0, as_printed=False)
    # Locked in one order: no set-off is approved between the look at what is left and the order of it.
    rows = found.select_for_update(of=("self",)).select_related("amount__region").order_by("amount__region")
    decisions = [each for each in rows.prefetch_related("set_offs") if left_to_pay(each) > 0]
    if not decisions:
        raise NothingToOrder(run)
    unknown = [each.amount.region for each in decisions if not has_number(each.amount.region)]
    if unknown:
        raise OrgNumberMissing(unknown)
    return decisions


def left_to_pay(decision: Decision) -> int:
    """The decided amount less what approved set-offs take from it, whole kronor."""
    taken = sum(each.amount for each in decision.set_offs.all() if each.approved_by_id is not None)
    return decision.amount.amount - taken


def has_number(region: Region) -> bool:
    """Whether the region can be named in an order."""
    try:
        check_org_number(region.org_number)
    except ValidationError:
        return False
    return True


def _locked(order_id: int, by: User) -> PaymentOrder:
    if not has_role(by, APPROVERS):
        raise NotPermitted
    order = PaymentOrder.objects.select_for_update(of=("self",)).select_related("run").get(pk=order_id)
    refuse_conflicted_in(by, order.run.year_id)
    return order
