"""The only place that says who is what, and so who may."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreement.moves import AGENCY_ROLES, REGION_ROLES, Role
from register.models import ROLE_NAMES, Membership, Region, User

if TYPE_CHECKING:
    AnyUser = User | AnonymousUser
else:
    AnyUser = object


def memberships_of(user: "AnyUser") -> list[Membership]:
    """What the person is today, read from the database once per person and request."""
    if not isinstance(user, User):
        return []
    cached: list[Membership] | None = getattr(user, "_memberships_in_force", None)
    if cached is None:
        cached = list(Membership.objects.in_force().filter(user=user).select_related("region"))
        user._memberships_in_force = cached  # type: ignore[attr-defined]
    return cached


def roles_of(user: "AnyUser", region: str | None = None) -> frozenset[Role]:
    """The person's roles: all of them, or those that hold for one region (its own and the agency's)."""
    return frozenset(
        Role(membership.role)
        for membership in memberships_of(user)
        if region is None or membership.region_id in (None, region)
    )


def regions_of(user: "AnyUser") -> list[Region]:
    """The regions that the person acts for, by county code."""
    regions = {m.region_id: m.region for m in memberships_of(user) if m.region is not None}
    return [region for _code, region in sorted(regions.items())]


def is_agency(user: "AnyUser") -> bool:
    """Whether the person works with returns at Försäkringskassan."""
    return not roles_of(user).isdisjoint(AGENCY_ROLES)


def has_role(user: "AnyUser", roles: Iterable[Role]) -> bool:
    """Whether the person has any of the roles."""
    return not roles_of(user).isdisjoint(roles)


def home_label(user: "AnyUser", here: str | None = None) -> str:
    """Who the person is, for the head of the page: "Region Kronoberg · processledare".

    ``here`` is the region that the page is about: who acts for several sees for which one.
    """
    regions = regions_of(user)
    at = [region for region in regions if region.pk == here]
    regions, roles = (at, roles_of(user, here)) if at else (regions, roles_of(user))
    names = " och ".join(str(ROLE_NAMES[role]) for role in Role if role in roles and role in ROLE_NAMES)
    if len(regions) == 1:
        return f"{regions[0]} · {names}"
    if regions:
        count = ngettext("%(n)d region", "%(n)d regioner", len(regions)) % {"n": len(regions)}
        return f"{count} · {names}"
    if roles & {Role.ANALYST}:
        return f"SKR · {names}"
    return f"{_('Försäkringskassan')} · {names}" if roles else str(user)


def people_of(region: str) -> list[User]:
    """The people who act for a region today."""
    held = Membership.objects.in_force().filter(region=region, role__in=sorted(REGION_ROLES))
    return [membership.user for membership in held.select_related("user")]


def people_of_region(region: str) -> list[Membership]:
    """What each person is for a region today, process leaders first, then by name."""
    held = Membership.objects.in_force().filter(region=region, user__is_active=True).select_related("user")
    return sorted(held, key=lambda each: (each.role != Role.PROCESS_LEADER, each.user.name, each.pk))


def person(request: HttpRequest) -> User:
    """Who is signed in; 404 for nobody. The middleware lets nobody else come as far as a page."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
