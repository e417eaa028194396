"""From a computation to a decision: proposed by one person, decided by another.

Every move is compare-and-set inside a transaction that holds the year's row, the same row
that a new version of a return takes, so that nothing slips in between look and decide.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agreement.moves import PAYOUT_MOVES, PayoutAct, PayoutStatus
from audit.record import record
from payouts import informing
from payouts.gates import (
    hold_apart,
    own_number,
    refuse_newer_or_outdated,
    refuse_unlike_shown,
    refuse_unreviewable,
    state_no_conflict,
)
from payouts.hearing import refuse_unheard
from payouts.models import Corrector, Decision, Run
from payouts.refusals import AlreadyDecided, MovedMeanwhile, OwnWork
from register.access import has_role
from register.models import AgreementYear, User
from submissions.impartiality import refuse_conflicted_in
from submissions.models import Return
from submissions.refusals import Conflicted, NotPermitted, ReasonMissing


@transaction.atomic
def propose(run_id: int, by: User) -> Run:
    """Put a computation before the decision maker; the officer becomes its presenter (föredragande).

    Raises NotPermitted, MovedMeanwhile, NewerRun, Outdated, AlreadyDecided, NotHeard or ForfeitWithoutSource.
    """
    run = _locked(run_id, PayoutAct.PROPOSE, by)
    _refuse_stale(run)
    refuse_unheard(run)
    _move(run, PayoutAct.PROPOSE, proposed_by=by, proposed_at=timezone.now(), sent_back_reason="")
    record(by, "payout.propose", run, **_said(run))
    return run


@transaction.atomic
def send_back(run_id: int, by: User, reason: str) -> Run:
    """Give a proposal back to the officers, with a reason.

    Raises NotPermitted, MovedMeanwhile or ReasonMissing.
    """
    run = _locked(run_id, PayoutAct.SEND_BACK, by)
    if not reason.strip():
        raise ReasonMissing
    _move(run, PayoutAct.SEND_BACK, proposed_by=None, proposed_at=None, sent_back_reason=reason.strip())
    record(by, "payout.send_back", run, reason=reason.strip(), **_said(run))
    return run


@transaction.atomic
def decide(run_id: int, by: User, seen_checksum: str, diary_number: str, *, no_conflict: bool) -> Run:
    """Decide the very run that was shown: one decision for each region, all or none.

    Never by who computed it, presented it, or corrected a figure of a return in it. ``no_conflict`` is the
    decider's word about every region. Raises NotPermitted, Conflicted, MovedMeanwhile, NotTheShownRun,
    NewerRun, Outdated, AlreadyDecided, OwnWork, DiaryNumberMissing, DiaryNumberTaken, ReviewNotChosen,
    NotHeard or ConflictNotStated, and then nothing has happened.
    """
    run = _locked(run_id, PayoutAct.DECIDE, by)
    refuse_unlike_shown(run, seen_checksum)
    _refuse_stale(run)
    hold_apart(run, run.proposed_by_id, by)
    number = own_number(diary_number)
    refuse_unreviewable(run)
    refuse_unheard(run)
    state_no_conflict(Return.objects.filter(year=run.year_id).order_by("region"), by, no_conflict)
    _move(run, PayoutAct.DECIDE)
    _decide_each(run, by, number)
    record(by, "payout.decide", run, diary_number=number, **_said(run))
    return run


def may_decide(run: Run, by: User) -> str:
    """Empty if the person may decide the run, else the sentence that says why not; for the page."""
    if not has_role(by, [PAYOUT_MOVES[PayoutAct.DECIDE][0]]):
        return str(NotPermitted())
    try:
        hold_apart(run, run.proposed_by_id, by)
        refuse_conflicted_in(by, run.year_id)
    except (OwnWork, Conflicted) as refusal:
        return str(refusal)
    return ""


def _locked(run_id: int, act: PayoutAct, by: User) -> Run:
    """The run, its year's row locked, if the person may do the act and the run stands where it begins."""
    role, before, _after = PAYOUT_MOVES[act]
    if not has_role(by, [role]):
        raise NotPermitted
    year = Run.objects.values_list("year", flat=True).get(pk=run_id)
    refuse_conflicted_in(by, year)
    AgreementYear.objects.select_for_update().get(pk=year)
    run = Run.objects.select_for_update(of=("self",)).select_related("year").get(pk=run_id)
    if run.status != before:
        raise MovedMeanwhile(run)
    return run


def _refuse_stale(run: Run) -> None:
    same = Run.objects.filter(year=run.year_id, kind=run.kind)
    decided = same.filter(status=PayoutStatus.DECIDED).first()
    if decided is not None:
        raise AlreadyDecided(decided)
    refuse_newer_or_outdated(run)


def _correctors(run: Run) -> dict[str, list[User]]:
    """Who corrected a figure of the returns in the run, by county code, the latest last."""
    found: dict[str, list[User]] = {}
    for each in Corrector.objects.filter(amount__run=run).select_related("amount", "person").order_by("pk"):
        found.setdefault(each.amount.region_id, []).append(each.person)
    return found


def _decide_each(run: Run, by: User, diary_number: str) -> None:
    now, correctors, made = timezone.now(), _correctors(run), []
    for amount in run.amounts.select_related("region"):
        people = correctors.get(amount.region_id, [])
        decision = Decision.objects.create(
            amount=amount,
            diary_number=diary_number,
            decided_by=by,
            decided_at=now,
            computed_by=run.computed_by,
            presented_by=run.proposed_by,
            corrected_by=people[-1] if people else None,
        )
        made.append(decision)
        record(
            by,
            "payout.decide_region",
            decision,
            region=amount.region_id,
            year=run.year_id,
            kind=run.kind,
            amount=amount.amount,
            diary_number=diary_number,
            **amount.region.as_named(),
        )
    informing.of_decisions(made)


def _move(run: Run, act: PayoutAct, **changes: Any) -> None:
    """Compare-and-set the status and what follows from it. Raises MovedMeanwhile if another was first."""
    _role, before, after = PAYOUT_MOVES[act]
    if not Run.objects.filter(pk=run.pk, status=before).update(status=after, **changes):
        raise MovedMeanwhile(run)
    run.refresh_from_db()


def _said(run: Run) -> dict[str, Any]:
    return {
        "year": run.year_id,
        "kind": run.kind,
        "number": run.number,
        "total": run.total,
        "checksum": run.checksum,
    }
