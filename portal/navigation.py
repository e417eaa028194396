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

# The board shows the payouts too and is made where they are, but it is the home of the returns.
_HOMES = {"payouts:board": "submissions"}
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
        "whose": home_label(user, _region_of(request)) if user is not None and signed_in else "",
        "may_work": user is not None and signed_in and bool(roles_of(user) & REGION_ROLES),
        "demo": settings.DEBUG,
    }


def _region_of(request: HttpRequest) -> str | None:
    """The region that the page's address names, if it names one."""
    here = getattr(request, "resolver_match", None)
    return str(here.kwargs["region"]) if here is not None and "region" in here.kwargs else None


def menu_of(request: HttpRequest, roles: frozenset[Role]) -> list[Item]:
    """The menu for somebody with these roles."""
    here = request.resolver_match
    namespace = here.namespace if here else ""
    places = [
        (label, reverse(name), _HOMES.get(name, name.partition(":")[0])) for label, name in _places(roles)
    ]
    urls = [url for _label, url, _room in places]
    above = [url for url in urls if len(url) > 1 and request.path.startswith(url)]
    first = next((url for _label, url, room in places if room == namespace), "")
    home = request.path if request.path in urls else max(above, key=len, default=first)
    return [Item(label, url, _current(url, home, request.path)) for label, url, _room in places]


def _current(url: str, home: str, here: str) -> str:
    """A page of the menu is itself; any other belongs to the place it lies under, or to its room."""
    return ("page" if url == here else "true") if url == home else ""


def _places(roles: frozenset[Role]) -> Iterator[tuple[str, str]]:
    if roles & REGION_ROLES or not roles & _READERS_OF_RETURNS:
        yield _("Start"), "start"
    if roles & REGION_ROLES:
        yield _("Redovisningar"), "submissions:mine"
        yield _("Enkät"), "survey:surveys"
        yield _("Beslut"), "payouts:own"
        yield _("Personer"), "submissions:people"
    if roles & _READERS_OF_RETURNS:
        yield _("Läget i regionerna") if roles & REGION_ROLES else _("Redovisningar"), "payouts:board"
        yield _("Utbetalningar"), "payouts:year_list"
    if roles & (_READERS_OF_RETURNS | {Role.ANALYST}):
        yield _("Sammanställning"), "compilation:years"
    if Role.ANALYST in roles:
        yield _("Enkäter"), "survey:surveys"
    if roles:
        yield _("Meddelanden"), "outbox:messages"
        yield _("Regler"), "submissions:rules"
    if Role.ADMINISTRATOR in roles:
        yield _("Administration"), "admin:index"
