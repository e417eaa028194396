"""Claiming invitations: whoever signs in with the invited address is who was invited."""

from django.db import transaction
from django.utils import timezone

from audit.record import record
from register.models import Invitation, Membership, User


@transaction.atomic
def claim(user: User) -> list[Membership]:
    """Turn the person's waiting invitations into memberships. Twice is once; an old one gives nothing."""
    waiting = list(Invitation.objects.waiting().filter(user=user).select_related("region"))
    return [membership for each in waiting if (membership := _claimed(each)) is not None]


def _claimed(invitation: Invitation) -> Membership | None:
    moved = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.WAITING).update(
        state=Invitation.State.CLAIMED, ended_at=timezone.now()
    )
    if not moved:
        return None
    # Who was removed earlier has a row already, with the day on which it ended; the trail keeps both.
    membership, _is_new = Membership.objects.update_or_create(
        user=invitation.user,
        region=invitation.region,
        role=invitation.role,
        defaults={"valid_from": timezone.localdate(), "valid_until": None},
    )
    record(
        invitation.user,
        "invitation.claim",
        membership,
        region=invitation.region_id,
        role=invitation.role,
        invited_by=invitation.by_id,
    )
    return membership
