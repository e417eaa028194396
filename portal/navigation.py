"""The head of every page: where this person can go, and who the page takes them for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agreement.moves import REGION_ROLES, Role
from register.access import home_label, roles_of

_READERS_OF_RETURNS = frozenset({Role.OFFICER, Role.DECISION_MAKER, Role.AUDITOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the main menu. ``current`` is what aria-current says: page, true, or nothing."""

    label: str
    url: str
    current: str


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html: ``navigation``, ``whose`` (the person's role), ``may_work`` and ``demo``."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "navigation": menu_of(request, roles_of(user)) if user is not None and signed_in else [],
        "whose": home_label(user) if user is not None and signed_in else "",
        "may_work": user is not None and signed_in and bool(roles_of(user) & REGION_ROLES),
        "demo": settings.DEBUG,
    }


def menu_of(request: HttpRequest, roles: frozenset[Role]) -> list[Item]:
    """The menu for somebody with these roles."""
    here = request.resolver_match
    namespace = here.namespace if here else ""
    places = [(label, reverse(name), name.partition(":")[0]) for label, name in _places(roles)]
    is_listed = any(url == request.path for _label, url, _room in places)
    first = next((url for _label, url, room in places if room == namespace), "")
    return [
        Item(label, url, _current(url == request.path, not is_listed and url == first))
        for label, url, _room in places
    ]


def _current(is_page: bool, is_room: bool) -> str:
    """A page of the menu is itself; any other page belongs to the first place of its room."""
    return "page" if is_page else "true" if is_room else ""


def _places(roles: frozenset[Role]) -> Iterator[tuple[str, str]]:
    if roles & REGION_ROLES or not roles & _READERS_OF_RETURNS:
        yield _("Start"), "start"
    if roles & REGION_ROLES:
        yield _("Redovisningar"), "submissions:mine"
    if roles & _READERS_OF_RETURNS:
        yield _("Läget i regionerna") if roles & REGION_ROLES else _("Redovisningar"), "submissions:board"
        yield _("Utbetalningar"), "payouts:year_list"
    if roles:
        yield _("Regler"), "submissions:rules"
    if Role.ADMINISTRATOR in roles:
        yield _("Administration"), "admin:index"
