"""Which officer has a region's return on the desk."""

from django.db import transaction
from django.utils import timezone

from agreement.moves import Role
from audit.record import record
from register.access import has_role
from register.models import User
from submissions.impartiality import barred_from, refuse_conflicted
from submissions.models import Assignment, Return
from submissions.refusals import NotPermitted, OfficerConflicted


@transaction.atomic
def assign(the_return: Return, officer: User | None, by: User) -> None:
    """Give a return to an officer, or to nobody.

    Raises NotPermitted, Conflicted for who gives, or OfficerConflicted for who would get it.
    """
    if not has_role(by, {Role.OFFICER}) or (officer is not None and not has_role(officer, {Role.OFFICER})):
        raise NotPermitted
    refuse_conflicted(by, the_return)
    if officer is not None and barred_from(officer, [the_return]):
        raise OfficerConflicted(officer, the_return)
    if officer is None:
        Assignment.objects.filter(the_return=the_return).delete()
    else:
        Assignment.objects.update_or_create(
            the_return=the_return, defaults={"officer": officer, "since": timezone.now()}
        )
    record(
        by,
        "return.assign",
        the_return,
        region=the_return.region_id,
        officer=officer.pk if officer is not None else None,
    )
