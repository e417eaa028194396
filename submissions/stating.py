"""Stating a conflict of interest, or that there is none, and trying the question (legal note L9)."""

from django.db import transaction
from django.utils import timezone

from agreement.moves import AGENCY_ROLES, Role
from audit.record import record
from register.access import has_role
from register.models import User
from submissions.impartiality import unstated_of
from submissions.models import ConflictStatement, Return
from submissions.refusals import AlreadyAnswered, NotPermitted, OwnConflict, ReasonMissing

Outcome = ConflictStatement.Outcome


@transaction.atomic
def state(the_return: Return, is_conflicted: bool, grounds: str, by: User) -> ConflictStatement:
    """Say whether there is a conflict of interest in a region's case. The newest word counts.

    Who said yes cannot take it back: another person tries it. Raises NotPermitted, ReasonMissing for
    a yes without words, or OwnConflict.
    """
    _may_state(by)
    if is_conflicted and not grounds.strip():
        raise ReasonMissing
    open_yes = ConflictStatement.objects.filter(the_return=the_return, by=by, is_conflicted=True).exclude(
        outcome=Outcome.CLEAR
    )
    if not is_conflicted and open_yes.exists():
        raise OwnConflict
    made = ConflictStatement.objects.create(
        the_return=the_return, by=by, is_conflicted=is_conflicted, grounds=grounds.strip()[:2000]
    )
    record(
        by,
        "conflict.state",
        made,
        region=the_return.region_id,
        year=the_return.year_id,
        conflicted=is_conflicted,
        reason=made.grounds,
    )
    return made


@transaction.atomic
def state_none(year: int, by: User) -> int:
    """Say that there is no conflict where the person has said nothing yet in a year. How many regions."""
    _may_state(by)
    unstated = unstated_of(by, Return.objects.filter(year=year))
    for the_return in unstated:
        state(the_return, False, "", by)
    return len(unstated)


@transaction.atomic
def try_statement(statement: ConflictStatement, outcome: Outcome, why: str, by: User) -> None:
    """Decide whether it is a conflict. Raises NotPermitted, OwnConflict, ReasonMissing or AlreadyAnswered."""
    if not has_role(by, {Role.OFFICER, Role.DECISION_MAKER}):
        raise NotPermitted
    if statement.by_id == by.pk:
        raise OwnConflict
    if not why.strip():
        raise ReasonMissing
    moved = ConflictStatement.objects.filter(pk=statement.pk, is_conflicted=True, outcome="").update(
        outcome=outcome, tried_by=by, tried_at=timezone.now(), why=why.strip()[:2000]
    )
    if not moved:
        raise AlreadyAnswered
    record(
        by,
        "conflict.try",
        statement,
        region=statement.the_return.region_id,
        outcome=outcome.value,
        reason=why.strip(),
    )


def _may_state(by: User) -> None:
    if not has_role(by, AGENCY_ROLES):
        raise NotPermitted
