"""A region's own people: invited by its process leader, removed with a reason, never forgotten."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agreement.moves import REGION_ROLES, Role
from audit.record import record
from register.access import roles_of
from register.models import Invitation, Membership, Region, User
from submissions import telling
from submissions.refusals import AlreadyInvited, CannotBeInvited, LastLeader, NotPermitted, ReasonMissing


@transaction.atomic
def invite(region: Region, email: str, name: str, role: Role, by: User) -> Invitation:
    """Invite somebody by e-mail to act for a region; who has no account gets one without a password.

    Raises NotPermitted, CannotBeInvited (a closed account, or one with a role outside the regions) or
    AlreadyInvited.
    """
    _may_manage(region.pk, by)
    if role not in REGION_ROLES:
        raise NotPermitted
    Region.objects.select_for_update().get(pk=region.pk)
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email.strip(), name=name.strip()[:120])
    if not user.is_active or roles_of(user) - REGION_ROLES:
        raise CannotBeInvited
    held = Membership.objects.in_force().filter(user=user, region=region, role=role)
    if held.exists() or Invitation.objects.waiting().filter(user=user, region=region, role=role).exists():
        raise AlreadyInvited(user)
    # One that ran out makes room for the new one.
    stale = Invitation.objects.filter(user=user, region=region, role=role, state=Invitation.State.WAITING)
    stale.update(state=Invitation.State.WITHDRAWN, ended_at=timezone.now())
    made = Invitation.objects.create(user=user, region=region, role=role, by=by)
    record(by, "invitation.make", made, region=region.pk, role=role.value, person=user.pk)
    telling.of_invitation(made)
    return made


@transaction.atomic
def withdraw(invitation: Invitation, by: User) -> None:
    """Take an invitation back that nobody has claimed. Raises NotPermitted; twice is once."""
    _may_manage(invitation.region_id, by)
    moved = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.WAITING).update(
        state=Invitation.State.WITHDRAWN, ended_at=timezone.now()
    )
    if moved:
        record(by, "invitation.withdraw", invitation, region=invitation.region_id, person=invitation.user_id)


@transaction.atomic
def remove(membership: Membership, by: User, why: str) -> None:
    """End what a person is for a region, from now on; what the person did stays.

    Raises NotPermitted, ReasonMissing, or LastLeader for the only one who can sign.
    """
    region = str(membership.region_id)
    _may_manage(region, by)
    if not why.strip():
        raise ReasonMissing
    Region.objects.select_for_update().get(pk=region)
    leaders = Membership.objects.in_force().filter(
        region=region, role=Role.PROCESS_LEADER, user__is_active=True
    )
    if membership.role == Role.PROCESS_LEADER and not leaders.exclude(pk=membership.pk).exists():
        raise LastLeader
    yesterday = timezone.localdate() - timedelta(days=1)
    ended = Membership.objects.in_force().filter(pk=membership.pk).update(valid_until=yesterday)
    if ended:
        record(
            by,
            "membership.end",
            membership,
            region=region,
            role=membership.role,
            person=membership.user_id,
            reason=why.strip()[:2000],
        )


def _may_manage(region: str | None, by: User) -> None:
    if Role.PROCESS_LEADER not in roles_of(by, region):
        raise NotPermitted
