"""From a decided difference to money: paid out, claimed, or set off against a later decision.

Made by one person, approved by another, confirmed when the money has moved, each with its own date. The
decision is never touched (legal notes L13–L16).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreement.moves import DifferenceStatus, PayoutStatus
from audit.record import record
from payouts.appeal_time import last_day_to_appeal, refuse_appealable
from payouts.exporting import Cell
from payouts.models import Decision, Difference, Settlement
from payouts.ordering import APPROVERS, MAKERS, has_number, left_to_pay
from payouts.refusals import (
    CannotSetOff,
    ConsentMissing,
    DifferenceNotDecided,
    DueTooSoon,
    OrderMoved,
    OrgNumberMissing,
    OwnOrder,
    PaymentNotStated,
    SettledAlready,
    WrongWay,
)
from register.access import has_role
from register.models import User
from register.org_numbers import written
from submissions.impartiality import refuse_conflicted_in
from submissions.refusals import NotPermitted


@dataclass(frozen=True, slots=True)
class Wish:
    """How to settle a difference. ``due_on`` for a claim; ``against`` and ``consent`` for a set-off."""

    way: Settlement.Way
    due_on: date | None = None
    against: int | None = None
    consent: str = ""


@transaction.atomic
def settle(difference_id: int, wish: Wish, by: User) -> Settlement:
    """Make the order, the claim or the set-off of a decided difference, once.

    Raises NotPermitted, Conflicted, DifferenceNotDecided, SettledAlready, WrongWay, OrgNumberMissing,
    DueTooSoon, ConsentMissing or CannotSetOff.
    """
    if not has_role(by, MAKERS):
        raise NotPermitted
    difference = _decided(difference_id)
    refuse_conflicted_in(by, difference.amount_now.run.year_id)
    if difference.is_reclaim == (wish.way == Settlement.Way.PAY):
        raise WrongWay
    region = difference.amount_now.region
    if not has_number(region):
        raise OrgNumberMissing([region])
    against = _what_it_needs(difference, wish)
    made = Settlement.objects.create(
        difference=difference,
        way=wish.way,
        org_number=written(region.org_number),
        amount=abs(difference.amount),
        due_on=wish.due_on if wish.way == Settlement.Way.CLAIM else None,
        against=against,
        consent=wish.consent.strip() if against is not None else "",
        made_by=by,
    )
    record(by, "settlement.make", made, region=region.code, way=made.way, amount=made.amount)
    return made


@transaction.atomic
def approve_settlement(settlement_id: int, by: User) -> None:
    """Approve what somebody else made.

    Raises NotPermitted, Conflicted, OwnOrder, CanBeAppealed, CannotSetOff or OrderMoved.
    """
    found = _locked(settlement_id, by)
    if found.made_by_id == by.pk:
        raise OwnOrder
    if found.way == Settlement.Way.PAY:
        refuse_appealable([found.difference])
    if found.against is not None:
        _room_in(found.against, found.amount)
    waiting = Settlement.objects.filter(pk=settlement_id, approved_by=None)
    if not waiting.update(approved_by=by, approved_at=timezone.now()):
        raise OrderMoved
    record(by, "settlement.approve", found)


@transaction.atomic
def confirm_settlement(settlement_id: int, by: User, settled_on: date, reference: str) -> None:
    """State that the money has moved, once.

    Raises NotPermitted, Conflicted, PaymentNotStated or OrderMoved.
    """
    found = _locked(settlement_id, by)
    if not reference.strip() or settled_on > timezone.localdate():
        raise PaymentNotStated
    waiting = Settlement.objects.filter(pk=settlement_id, approved_by__isnull=False, settled_on=None)
    said = {"settled_on": settled_on, "reference": reference.strip()}
    if not waiting.update(confirmed_by=by, confirmed_at=timezone.now(), **said):
        raise OrderMoved
    record(by, "settlement.confirm", found, settled_on=settled_on.isoformat(), reference=reference.strip())


def earliest_due(difference: Difference) -> date:
    """The first day on which a claim may be due: not before the time to appeal has passed."""
    today = timezone.localdate()
    return max(today, last_day_to_appeal(difference) or today) + timedelta(days=1)


def to_set_off_against(difference: Difference) -> QuerySet[Decision]:
    """Later years' decisions for the same region that nobody has ordered yet."""
    return Decision.objects.filter(
        amount__region=difference.amount_now.region_id,
        amount__run__year__gt=difference.amount_now.run.year_id,
        amount__run__status=PayoutStatus.DECIDED,
        amount__amount__gt=0,
        as_printed=False,
        payment_row=None,
    ).select_related("amount__run", "amount__region")


def settlement_rows(settlement: Settlement) -> list[list[Cell]]:
    """The settlement below its headings. Raises OrderMoved before it is approved."""
    if settlement.approved_by_id is None:
        raise OrderMoved
    difference = settlement.difference
    region = difference.amount_now.region
    due = settlement.due_on.isoformat() if settlement.due_on else ""
    heads: list[Cell] = [
        _("Verifikation"),
        _("Länskod"),
        pgettext("column", "Region"),
        _("Organisationsnummer"),
        _("Sätt"),
        _("Belopp, kronor"),
        _("Diarienummer"),
        _("Sista betalningsdag"),
        _("Beslutsdatum"),
        _("Skapad"),
        _("Underlag"),
    ]
    cells: list[Cell] = [
        f"R{settlement.pk}",
        region.code,
        str(region),
        settlement.org_number,
        str(settlement.get_way_display()),
        settlement.amount,
        difference.diary_number,
        due,
        timezone.localdate(difference.decided_at).isoformat(),
        timezone.localdate(settlement.made_at).isoformat(),
        _documents(settlement),
    ]
    return [heads, cells]


def _documents(settlement: Settlement) -> str:
    """The decisions behind the entry, by diary number, and the word that a set-off rests on."""
    difference = settlement.difference
    numbers = [difference.decision.diary_number, difference.diary_number]
    if settlement.against is not None:
        numbers += [settlement.against.diary_number, settlement.consent]
    return ", ".join(numbers)


def _decided(difference_id: int) -> Difference:
    difference = (
        Difference.objects.select_for_update(of=("self",))
        .select_related("amount_now__region", "amount_now__run")
        .get(pk=difference_id)
    )
    if difference.status != DifferenceStatus.DECIDED:
        raise DifferenceNotDecided
    if Settlement.objects.filter(difference=difference).exists():
        raise SettledAlready
    return difference


def _what_it_needs(difference: Difference, wish: Wish) -> Decision | None:
    """The decision that a set-off is taken from; refusals for what the way lacks."""
    if wish.way == Settlement.Way.CLAIM:
        earliest = earliest_due(difference)
        if wish.due_on is None or wish.due_on < earliest:
            raise DueTooSoon(earliest)
    if wish.way != Settlement.Way.SET_OFF:
        return None
    if not wish.consent.strip():
        raise ConsentMissing
    against = to_set_off_against(difference).filter(pk__in=[wish.against]).first()
    if against is None:
        raise CannotSetOff
    _room_in(against, abs(difference.amount))
    return against


def _room_in(decision: Decision, amount: int) -> None:
    locked = Decision.objects.select_for_update(of=("self",)).select_related("amount").get(pk=decision.pk)
    if hasattr(locked, "payment_row") or left_to_pay(locked) < amount:
        raise CannotSetOff


def _locked(settlement_id: int, by: User) -> Settlement:
    if not has_role(by, APPROVERS):
        raise NotPermitted
    rows = Settlement.objects.select_for_update(of=("self",))
    found = rows.select_related(
        "against", "difference__amount_now__run", "difference__amount_now__region"
    ).get(pk=settlement_id)
    refuse_conflicted_in(by, found.difference.amount_now.run.year_id)
    return found
