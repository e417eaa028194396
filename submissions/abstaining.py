"""A region says that it cannot, or has nothing to, report for the year, instead of leaving silence."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from agreement.moves import PUBLIC_STATUSES, Act, Role
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.models import Abstention, Return
from submissions.refusals import AlreadyAnswered, Closed, NotPermitted, ReasonMissing


def abstain(
    shown: Return, reason: str, by: User, kind: Abstention.Kind = Abstention.Kind.CANNOT
) -> Abstention:
    """Say that no return will come, and why. The draft stays; the word can be taken back.

    Raises NotPermitted, ReasonMissing, AlreadyAnswered, or Closed once a version is signed or the
    year is over.
    """
    if Role.PROCESS_LEADER not in roles_of(by, shown.region_id):
        raise NotPermitted
    if not reason.strip():
        raise ReasonMissing
    try:
        with transaction.atomic():
            the_return = Return.objects.locked().get(pk=shown.pk)
            if not the_return.year.is_open or the_return.status in PUBLIC_STATUSES:
                raise Closed(Act.SIGN, the_return)
            made = Abstention.objects.create(
                the_return=the_return, kind=kind, reason=reason.strip()[:2000], by=by
            )
            record(
                by,
                "return.abstain",
                the_return,
                region=the_return.region_id,
                kind=kind.value,
                reason=made.reason,
            )
    except IntegrityError as twice:
        raise AlreadyAnswered from twice
    return made


def resume(the_return: Return, by: User) -> None:
    """Take the word back: a return may come after all. Twice is once. Raises NotPermitted, or Closed."""
    if Role.PROCESS_LEADER not in roles_of(by, the_return.region_id):
        raise NotPermitted
    if not the_return.year.is_open:
        raise Closed(Act.SIGN, the_return)
    with transaction.atomic():
        if end(the_return):
            record(by, "return.resume", the_return, region=the_return.region_id)


def end(the_return: Return) -> bool:
    """The word no longer holds, for instance since the return was signed. Whether there was one."""
    held = Abstention.objects.filter(the_return=the_return, taken_back_at=None)
    return bool(held.update(taken_back_at=timezone.now()))
