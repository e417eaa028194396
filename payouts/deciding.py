"""From a computation to a decision: proposed by one person, decided by another.

Every move is compare-and-set inside a transaction that holds the year's row, the same row
that a new version of a return takes, so that nothing slips in between look and decide.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agreement.moves import PAYOUT_MOVES, PayoutAct, PayoutStatus
from audit.record import record
from payouts.computing import is_intact, newer_version, outdated, terms_changed
from payouts.models import Decision, Run
from payouts.refusals import (
    AlreadyDecided,
    DiaryNumberMissing,
    MovedMeanwhile,
    NewerRun,
    NotTheShownRun,
    Outdated,
    OwnWork,
    computed_by_you,
    corrected_by_you,
    presented_by_you,
)
from register.access import has_role
from register.models import AgreementYear, Region, User
from submissions.models import Version
from submissions.refusals import NotPermitted, ReasonMissing


@transaction.atomic
def propose(run_id: int, by: User) -> Run:
    """Put a computation before the decision maker; the officer becomes its presenter (föredragande).

    Raises NotPermitted, MovedMeanwhile, NewerRun, Outdated or AlreadyDecided.
    """
    run = _locked(run_id, PayoutAct.PROPOSE, by)
    _refuse_stale(run)
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
def decide(run_id: int, by: User, seen_checksum: str, diary_number: str) -> Run:
    """Decide the very run that was shown: one decision for each region, all or none.

    Never by who computed it, presented it, or corrected a figure of a return in it. Raises
    NotPermitted, MovedMeanwhile, NotTheShownRun, NewerRun, Outdated, AlreadyDecided, OwnWork
    or DiaryNumberMissing, and then nothing has happened.
    """
    run = _locked(run_id, PayoutAct.DECIDE, by)
    if run.checksum != seen_checksum or not is_intact(run):
        raise NotTheShownRun(run)
    _refuse_stale(run)
    correctors = _correctors(run)
    _hold_apart(run, by, correctors)
    if not diary_number.strip():
        raise DiaryNumberMissing
    _move(run, PayoutAct.DECIDE)
    _decide_each(run, by, diary_number.strip(), correctors)
    record(by, "payout.decide", run, diary_number=diary_number.strip(), **_said(run))
    return run


def may_decide(run: Run, by: User) -> str:
    """Empty if the person may decide the run, else the sentence that says why not; for the page."""
    if not has_role(by, [PAYOUT_MOVES[PayoutAct.DECIDE][0]]):
        return str(NotPermitted())
    try:
        _hold_apart(run, by, _correctors(run))
    except OwnWork as refusal:
        return str(refusal)
    return ""


def _locked(run_id: int, act: PayoutAct, by: User) -> Run:
    """The run, its year's row locked, if the person may do the act and the run stands where it begins."""
    role, before, _after = PAYOUT_MOVES[act]
    if not has_role(by, [role]):
        raise NotPermitted
    year = Run.objects.values_list("year", flat=True).get(pk=run_id)
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
    newer = same.filter(number__gt=run.number).last()
    if newer is not None:
        raise NewerRun(run, newer)
    changed = outdated(run)
    if changed:
        raise Outdated(run, newer_version(run, changed[0]))
    if terms_changed(run):
        raise Outdated(run)


def _correctors(run: Run) -> dict[str, list[User]]:
    """Who corrected any version of the returns in the run, by county code, the latest last."""
    corrected = Version.objects.filter(
        the_return__versions__amounts__run=run, origin=Version.Origin.CORRECTED
    )
    found: dict[str, list[User]] = {}
    for version in corrected.select_related("the_return", "made_by").order_by("number").distinct():
        if version.made_by is not None:
            found.setdefault(version.the_return.region_id, []).append(version.made_by)
    return found


def _hold_apart(run: Run, by: User, correctors: dict[str, list[User]]) -> None:
    if run.computed_by_id == by.pk:
        raise OwnWork(run, computed_by_you(run))
    if run.proposed_by_id == by.pk:
        raise OwnWork(run, presented_by_you(run))
    for code, people in correctors.items():
        if by in people:
            raise OwnWork(run, corrected_by_you(Region.objects.get(pk=code)))


def _decide_each(run: Run, by: User, diary_number: str, correctors: dict[str, list[User]]) -> None:
    now = timezone.now()
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
        record(
            by,
            "payout.decide_region",
            decision,
            region=amount.region_id,
            year=run.year_id,
            kind=run.kind,
            amount=amount.amount,
            diary_number=diary_number,
        )


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
