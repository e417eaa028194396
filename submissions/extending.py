"""A later last day for one region (anstånd): asked for, granted or refused."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from agreement.moves import PUBLIC_STATUSES, Act, Role
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.impartiality import refuse_conflicted
from submissions.models import Extension, Return
from submissions.refusals import AlreadyAnswered, Closed, DayHasBeen, NotPermitted, ReasonMissing
from submissions.telling import of_extension


def ask_for(shown: Return, wished: date, reason: str, by: User) -> Extension:
    """Ask for a later last day. Raises NotPermitted, ReasonMissing, DayHasBeen, Closed or AlreadyAnswered."""
    if Role.PROCESS_LEADER not in roles_of(by, shown.region_id):
        raise NotPermitted
    if not reason.strip():
        raise ReasonMissing
    if wished < timezone.localdate():
        raise DayHasBeen
    try:
        with transaction.atomic():
            the_return = Return.objects.locked().get(pk=shown.pk)
            if not the_return.year.is_open or the_return.status in PUBLIC_STATUSES:
                raise Closed(Act.SIGN, the_return)
            made = Extension.objects.create(
                the_return=the_return, wished=wished, reason=reason.strip()[:2000], asked_by=by
            )
            record(by, "extension.ask", made, region=the_return.region_id, wished=wished.isoformat())
    except IntegrityError as twice:
        raise AlreadyAnswered from twice
    return made


def grant(extension: Extension, until: date, answer: str, by: User) -> None:
    """Give the region a later last day. Raises NotPermitted, DayHasBeen, Closed or AlreadyAnswered."""
    if until < timezone.localdate():
        raise DayHasBeen
    _decide(extension, Extension.State.GRANTED, until, answer, by)


def refuse(extension: Extension, answer: str, by: User) -> None:
    """The last day stands. Raises NotPermitted, ReasonMissing, Closed or AlreadyAnswered."""
    if not answer.strip():
        raise ReasonMissing
    _decide(extension, Extension.State.REFUSED, None, answer, by)


def _decide(extension: Extension, state: Extension.State, until: date | None, answer: str, by: User) -> None:
    if Role.OFFICER not in roles_of(by):
        raise NotPermitted
    refuse_conflicted(by, extension.the_return)
    with transaction.atomic():
        if not Return.objects.locked().get(pk=extension.the_return_id).year.is_open:
            raise Closed(Act.SIGN, extension.the_return)
        moved = Extension.objects.filter(pk=extension.pk, state=Extension.State.ASKED).update(
            state=state, until=until, answer=answer.strip()[:2000], decided_by=by, decided_at=timezone.now()
        )
        if not moved:
            raise AlreadyAnswered
        the_return = extension.the_return
        record(
            by,
            f"extension.{state.value}",
            extension,
            region=the_return.region_id,
            until=until.isoformat() if until else None,
            reason=answer.strip(),
        )
        of_extension(the_return, extension.pk, until, answer.strip())
