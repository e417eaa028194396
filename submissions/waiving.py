"""Letting one error stand: asked for by the region, proposed by an officer, approved by another."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from agreement.findings import Verdict, Weight
from agreement.moves import OPEN_STATUSES, WAIVER_MOVES, Act, Status, WaiverAct, WaiverStatus
from audit.record import record
from register.access import has_role, roles_of
from register.models import User
from submissions import telling
from submissions.checking import judge
from submissions.impartiality import refuse_conflicted
from submissions.models import Delivery, Finding, Return, Waiver
from submissions.refusals import Closed, DayPassed, NotPermitted, OwnProposal, ReasonMissing, WaiverMoved
from submissions.signing import move


@transaction.atomic
def request(finding_id: int, by: User, why: str) -> Waiver:
    """Ask the officers to let an error of the present draft stand; asking twice asks once.

    Raises NotPermitted, ReasonMissing, Closed once a version is signed or the year is over, and
    Finding.DoesNotExist for what is no error of a draft.
    """
    finding = Finding.objects.select_related("delivery__the_return").get(pk=finding_id, weight=Weight.ERROR)
    the_return = finding.delivery.the_return if finding.delivery is not None else None
    if the_return is None or the_return.draft_id != finding.delivery_id:
        raise Finding.DoesNotExist
    if WAIVER_MOVES[WaiverAct.REQUEST][0].isdisjoint(roles_of(by, the_return.region_id)):
        raise NotPermitted
    if not why.strip():
        raise ReasonMissing
    the_return = Return.objects.locked().get(pk=the_return.pk)
    if not the_return.year.is_open or the_return.status not in OPEN_STATUSES | {Status.ASKED}:
        raise Closed(Act.EXPLAIN, the_return)
    pending = next((waiver for waiver in the_return.waivers.all() if _answers(waiver, finding)), None)
    if pending is not None:
        return pending
    waiver = Waiver.objects.create(
        the_return=the_return,
        rule=finding.rule,
        lines=finding.lines,
        found=finding.found,
        params=finding.params,
        request=why.strip(),
        asked_by=by,
    )
    record(by, "waiver.request", waiver, region=the_return.region_id, rule=waiver.rule)
    telling.of_waiver_asked(the_return, waiver.pk)
    return waiver


@transaction.atomic
def propose(waiver_id: int, by: User, *, reason: str, until: date) -> Waiver:
    """Propose to let the error stand until a day.

    Raises NotPermitted, Closed, WaiverMoved, ReasonMissing, or DayPassed for a day before today.
    """
    if not reason.strip():
        raise ReasonMissing
    if until < timezone.localdate():
        raise DayPassed
    waiver = _move(waiver_id, WaiverAct.PROPOSE, by, reason=reason.strip(), until=until, proposed_by=by)
    telling.of_waiver_proposed(waiver.the_return, waiver.pk, by)
    return waiver


@transaction.atomic
def approve(waiver_id: int, by: User) -> Waiver:
    """Grant it, as another officer than who proposed it; the draft is judged anew with it.

    Raises NotPermitted, Closed, OwnProposal or WaiverMoved.
    """
    if Waiver.objects.filter(pk=waiver_id, proposed_by=by).exists():
        raise OwnProposal
    waiver = _move(waiver_id, WaiverAct.APPROVE, by, decided_by=by, decided_at=timezone.now())
    _judge_draft(waiver.the_return)
    telling.of_waiver(waiver.the_return, waiver.pk, True, waiver.reason)
    return waiver


@transaction.atomic
def refuse(waiver_id: int, by: User, reason: str) -> Waiver:
    """Refuse it, with a reason. Raises NotPermitted, Closed, WaiverMoved or ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    now = timezone.now()
    waiver = _move(waiver_id, WaiverAct.REFUSE, by, reason=reason.strip(), decided_by=by, decided_at=now)
    telling.of_waiver(waiver.the_return, waiver.pk, False, waiver.reason)
    return waiver


def _move(waiver_id: int, act: WaiverAct, by: User, **changes: Any) -> Waiver:
    roles, before, after = WAIVER_MOVES[act]
    if not has_role(by, roles):
        raise NotPermitted
    the_return = Return.objects.select_related("region", "year").get(waivers=waiver_id)
    if not the_return.year.is_open:
        raise Closed(Act.EXPLAIN, the_return)
    refuse_conflicted(by, the_return)
    moved = Waiver.objects.filter(pk=waiver_id, status__in=[s for s in before if s]).update(
        status=after, **changes
    )
    if not moved:
        raise WaiverMoved
    waiver = Waiver.objects.select_related("the_return__year", "the_return__region").get(pk=waiver_id)
    record(by, f"waiver.{act}", waiver, region=waiver.the_return.region_id, rule=waiver.rule)
    return waiver


def _judge_draft(seen: Return) -> None:
    """Judge the draft anew, where the region still works on it, and move the return on if it can be."""
    the_return = Return.objects.locked().get(pk=seen.pk)
    draft = the_return.draft
    if draft is None or draft.state != Delivery.State.CHECKED or draft.versions.exists():
        return
    draft.the_return = the_return
    verdict = judge(draft)
    if the_return.status == Status.RETURNED and verdict in (Verdict.READY, Verdict.QUERIES):
        move(the_return, Status.READY)


def _answers(waiver: Waiver, finding: Finding) -> bool:
    """Whether it waits for the officers or holds. One that has run out, or is for other figures, does not."""
    if waiver.status in (WaiverStatus.ASKED, WaiverStatus.PROPOSED):
        return waiver.key == finding.key
    return waiver.holds_for(finding.key, finding.found, timezone.localdate())
