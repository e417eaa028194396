"""Deciding on a proposed compilation, by another person than who proposed it, or giving it back."""

from django.db import transaction
from django.utils import timezone

from agreement.moves import COMPILATION_MOVES, CompilationAct
from audit.record import hold, record
from compilation.compiling import draft
from compilation.models import Compilation
from compilation.refusals import CompilationMoved, CompilationOutdated, DiaryNumberNeeded, OwnProposal
from payouts.models import Decision, Difference, Rectification
from register.access import has_role
from register.models import AgreementYear, User
from submissions.refusals import NotPermitted, ReasonMissing


@transaction.atomic
def decide(compilation_id: int, by: User, seen_checksum: str, diary_number: str) -> Compilation:
    """Decide on the very words that were shown. Raises NotPermitted, OwnProposal, CompilationMoved,
    CompilationOutdated or DiaryNumberNeeded, and then nothing has happened.
    """
    found = _locked(compilation_id, CompilationAct.DECIDE, by)
    if found.proposed_by_id == by.pk:
        raise OwnProposal
    if found.checksum != seen_checksum:
        raise CompilationMoved
    if is_outdated(found):
        raise CompilationOutdated
    number = diary_number.strip()
    hold()
    if not number or _is_taken(number):
        raise DiaryNumberNeeded
    _move(found, CompilationAct.DECIDE, decided_by=by, decided_at=timezone.now(), diary_number=number)
    record(by, "compilation.decide", found, checksum=found.checksum, diary_number=number)
    return found


@transaction.atomic
def send_back(compilation_id: int, by: User, reason: str) -> Compilation:
    """Give the proposal back with a reason. Raises NotPermitted, CompilationMoved or ReasonMissing."""
    found = _locked(compilation_id, CompilationAct.SEND_BACK, by)
    if not reason.strip():
        raise ReasonMissing
    _move(found, CompilationAct.SEND_BACK, returned_reason=reason.strip())
    record(by, "compilation.send_back", found, reason=reason.strip())
    return found


def _is_taken(number: str) -> bool:
    """Whether another decision has the diary number: of a compilation or of a payout."""
    holders = (Compilation, Decision, Difference, Rectification)
    return any(holder._default_manager.filter(diary_number=number).exists() for holder in holders)


def is_outdated(compilation: Compilation) -> bool:
    """Whether a proposal made now would say something else."""
    return draft(compilation.year_id).checksum != compilation.checksum


def _locked(compilation_id: int, act: CompilationAct, by: User) -> Compilation:
    role, before, _after = COMPILATION_MOVES[act]
    if not has_role(by, [role]):
        raise NotPermitted
    year = Compilation.objects.values_list("year", flat=True).get(pk=compilation_id)
    AgreementYear.objects.select_for_update().get(pk=year)
    found = Compilation.objects.select_for_update(of=("self",)).get(pk=compilation_id)
    if found.status != before:
        raise CompilationMoved
    return found


def _move(compilation: Compilation, act: CompilationAct, **changes: object) -> None:
    """Compare-and-set the status and what follows from it. Raises CompilationMoved if another was first."""
    _role, before, after = COMPILATION_MOVES[act]
    if not Compilation.objects.filter(pk=compilation.pk, status=before).update(status=after, **changes):
        raise CompilationMoved
    compilation.refresh_from_db()
