"""After a decision: a difference decision (more to pay, or a reclaim).

A decided amount never changes. A new computation is compared with what has been decided so far, and
each region whose amount differs gets a decision of its own, with its own diary number. Before a
reclaim the region sees the material and has time to answer (25 § förvaltningslagen).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agreement.moves import (
    DIFFERENCE_MOVES,
    REGION_ROLES,
    DifferenceAct,
    DifferenceStatus,
    PayoutStatus,
)
from agreement.terms import ANSWER_DAYS
from audit.record import record
from payouts import informing
from payouts.computing import is_intact
from payouts.gates import (
    hold_apart,
    material_to_send,
    own_number,
    refuse_newer_or_outdated,
    refuse_unlike_shown,
    refuse_unreviewable,
    state_no_conflict,
)
from payouts.hearing import refuse_without_source
from payouts.models import Amount, Decision, Difference, Run
from payouts.refusals import (
    DifferenceMoved,
    NoDifference,
    NotCommunicated,
    NothingDecided,
    NotTheShownRun,
    StillTimeToAnswer,
    TextMissing,
)
from register.access import has_role
from register.models import AgreementYear, Membership, User
from submissions.impartiality import refuse_conflicted_in
from submissions.models import Return
from submissions.refusals import NotPermitted

OPEN = (DifferenceStatus.OPENED, DifferenceStatus.COMMUNICATED, DifferenceStatus.PROPOSED)


def days_to_answer(difference: Difference) -> int:
    """The least time that the region has, by the terms of the run that the difference comes from."""
    return int(difference.amount_now.run.terms.get("answer_days") or ANSWER_DAYS)


@transaction.atomic
def open_differences(run_id: int, by: User) -> list[Difference]:
    """Open a difference for every region whose amount in the newest run is not the decided balance.

    Differences that were not decided yet are dropped: the newest computation counts. Raises
    NotPermitted, Conflicted, NothingDecided, NewerRun, Outdated, NotTheShownRun, or NoDifference.
    """
    _may(DifferenceAct.OPEN, by)
    run = _newest(run_id)
    refuse_conflicted_in(by, run.year_id)
    decisions = {
        decision.amount.region_id: decision
        for decision in Decision.objects.filter(
            amount__run__year=run.year_id,
            amount__run__kind=run.kind,
            amount__run__status=PayoutStatus.DECIDED,
        ).select_related("amount")
    }
    if not decisions:
        raise NothingDecided(run.year_id)
    Difference.objects.filter(decision__in=decisions.values(), status__in=OPEN).exclude(
        amount_now__run=run
    ).update(status=DifferenceStatus.DROPPED)
    opened = [
        _open(decisions[amount.region_id], amount, by)
        for amount in _unlike(run.amounts.select_related("run"), decisions)
    ]
    if not opened:
        raise NoDifference(run)
    return opened


@transaction.atomic
def communicate(difference_id: int, by: User, material: str, answer_by: date) -> Difference:
    """Send the material to the region and set the last day to answer.

    Raises NotPermitted, DifferenceMoved, TextMissing or AnswerTimeTooShort.
    """
    difference = _locked(difference_id, DifferenceAct.COMMUNICATE, by)
    shown = material_to_send(material, answer_by, days_to_answer(difference))
    moved = _move(
        difference,
        DifferenceAct.COMMUNICATE,
        by,
        material=shown,
        communicated_by=by,
        communicated_at=timezone.now(),
        answer_by=answer_by,
    )
    informing.of_communication(moved)
    return moved


@transaction.atomic
def answer(difference_id: int, by: User, words: str) -> Difference:
    """Keep the region's answer; a later one takes its place and both are in the trail.

    Raises NotPermitted, DifferenceMoved or TextMissing.
    """
    difference = _locked(difference_id, DifferenceAct.ANSWER, by)
    if not words.strip():
        raise TextMissing
    return _move(
        difference,
        DifferenceAct.ANSWER,
        by,
        answer=words.strip(),
        answered_by=by,
        answered_at=timezone.now(),
    )


@transaction.atomic
def propose_difference(difference_id: int, by: User, reason: str) -> Difference:
    """Put it before the decision maker, with the reasons that will stand in the decision.

    Raises NotPermitted, DifferenceMoved, TextMissing, NotCommunicated or StillTimeToAnswer.
    """
    difference = _locked(difference_id, DifferenceAct.PROPOSE, by)
    if not reason.strip():
        raise TextMissing
    _heard(difference)
    return _move(
        difference,
        DifferenceAct.PROPOSE,
        by,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=timezone.now(),
    )


@transaction.atomic
def decide_difference(
    difference_id: int, by: User, seen_checksum: str, diary_number: str, *, no_conflict: bool
) -> Difference:
    """Decide the difference that was shown, by somebody who had no hand in it.

    ``no_conflict`` is the decider's word about the region. Raises NotPermitted, Conflicted, DifferenceMoved,
    NotTheShownRun, NewerRun, Outdated, OwnWork, NotCommunicated, StillTimeToAnswer, DiaryNumberMissing,
    DiaryNumberTaken, ReviewNotChosen, ForfeitWithoutSource or ConflictNotStated.
    """
    difference = _locked(difference_id, DifferenceAct.DECIDE, by)
    run = _newest(difference.amount_now.run_id)
    refuse_unlike_shown(run, seen_checksum)
    if difference.before != difference.decision.balance():
        raise DifferenceMoved
    _heard(difference)
    hold_apart(run, difference.proposed_by_id, by)
    number = own_number(diary_number)
    refuse_unreviewable(run)
    refuse_without_source(run, [difference.amount_now.region_id])
    returns = Return.objects.filter(year=run.year_id, region=difference.amount_now.region_id)
    state_no_conflict(returns, by, no_conflict)
    moved = _move(
        difference,
        DifferenceAct.DECIDE,
        by,
        decided_by=by,
        decided_at=timezone.now(),
        diary_number=number,
    )
    informing.of_difference(moved)
    return moved


def _may(act: DifferenceAct, by: User, region: str = "") -> None:
    role = DIFFERENCE_MOVES[act][0]
    if role in REGION_ROLES:
        if not Membership.objects.in_force().filter(user=by, role=role.value, region=region).exists():
            raise NotPermitted
    elif not has_role(by, [role]):
        raise NotPermitted


def _locked(difference_id: int, act: DifferenceAct, by: User) -> Difference:
    """The difference, its year locked before it, if the person may do the act and it stands there."""
    shown = Difference.objects.select_related("amount_now__run").get(pk=difference_id)
    _may(act, by, shown.amount_now.region_id)
    refuse_conflicted_in(by, shown.amount_now.run.year_id)
    AgreementYear.objects.select_for_update().get(pk=shown.amount_now.run.year_id)
    rows = Difference.objects.select_for_update(of=("self",))
    difference = rows.select_related("decision__amount", "amount_now__region", "amount_now__run").get(
        pk=difference_id
    )
    if difference.status not in DIFFERENCE_MOVES[act][1]:
        raise DifferenceMoved
    return difference


def _newest(run_id: int) -> Run:
    """The run, whole, and nothing newer than it. Raises NotTheShownRun, NewerRun or Outdated."""
    year = Run.objects.values_list("year", flat=True).get(pk=run_id)
    AgreementYear.objects.select_for_update().get(pk=year)
    run = Run.objects.select_related("year").get(pk=run_id)
    refuse_newer_or_outdated(run)
    if not is_intact(run):
        raise NotTheShownRun(run)
    return run


def _unlike(amounts: Iterable[Amount], decisions: dict[str, Decision]) -> list[Amount]:
    """Amounts that differ from the balance and have no difference yet."""
    found = [
        amount
        for amount in amounts
        if amount.region_id in decisions and amount.amount != decisions[amount.region_id].balance()
    ]
    there = set(Difference.objects.filter(amount_now__in=found).values_list("amount_now", flat=True))
    return [amount for amount in found if amount.pk not in there]


def _open(decision: Decision, amount: Amount, by: User) -> Difference:
    before = decision.balance()
    newest = decision.differences.aggregate(newest=Max("number"))["newest"] or 0
    computer = amount.run.computed_by_id
    assert computer is not None
    difference = Difference.objects.create(
        decision=decision,
        amount_now=amount,
        number=newest + 1,
        before=before,
        amount=amount.amount - before,
        opened_by=by,
        computed_by_id=computer,
    )
    _record(difference, "payout.difference.open", by)
    return difference


def _heard(difference: Difference) -> None:
    """A reclaim waits for the region's answer or the last day to give one."""
    if not difference.is_reclaim:
        return
    if difference.communicated_at is None or difference.answer_by is None:
        raise NotCommunicated
    if not difference.answer and timezone.localdate() <= difference.answer_by:
        raise StillTimeToAnswer(difference.answer_by)


def _move(difference: Difference, act: DifferenceAct, by: User, **changes: Any) -> Difference:
    """Compare-and-set, then record. Raises DifferenceMoved if another was first."""
    after = DIFFERENCE_MOVES[act][2] or difference.status
    here = Difference.objects.filter(pk=difference.pk, status=difference.status)
    if not here.update(status=after, **changes):
        raise DifferenceMoved
    difference.refresh_from_db()
    _record(difference, f"payout.difference.{act.value}", by)
    return difference


def _record(difference: Difference, act: str, by: User) -> None:
    record(
        by,
        act,
        difference,
        region=difference.amount_now.region_id,
        number=difference.number,
        before=difference.before,
        amount=difference.amount,
        diary_number=difference.diary_number,
        answer=difference.answer,
        **difference.amount_now.region.as_named(),
    )
