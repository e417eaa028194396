"""A person's own messages; those who answer for the mail see everybody's, with what became of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agreement.moves import Role
from outbox.models import Message, MessageQuerySet
from outbox.sending import try_again
from outbox.tasks import ring
from register.access import has_role
from register.models import User

SHOWN = 200
EVERYBODY, NOT_ARRIVED = "alla", "fel"


# Officers see what the regions were sent, administrators everything.
_ANSWERABLE = frozenset({Role.OFFICER, Role.ADMINISTRATOR})


@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """The newest messages: the person's own; for who answers for the mail, those of others as well."""
    if not isinstance(request.user, User):
        raise Http404
    others = _others_of(request.user)
    chosen = _chosen(request, request.user) if others is not None else ""
    shown = Message.objects.filter(to=request.user)
    if others is not None and chosen:
        shown = others.not_arrived() if chosen == NOT_ARRIVED else others
    context = {
        "shown": shown.select_related("to", "region")[:SHOWN],
        "chosen": chosen,
        "is_answerable": others is not None,
        "not_arrived": others.not_arrived().count() if others is not None else 0,
    }
    return render(request, "outbox/messages.html", context)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a message that was given up once more."""
    others = _others_of(request.user) if isinstance(request.user, User) else None
    if others is None:
        raise Http404
    try_again(get_object_or_404(others, pk=pk).pk)
    ring()
    return redirect(f"{reverse('outbox:messages')}?visa={NOT_ARRIVED}")


def _chosen(request: HttpRequest, by: User) -> str:
    """Which messages the address asks for; an administrator begins with all of them."""
    asked = request.GET.get("visa", EVERYBODY if has_role(by, {Role.ADMINISTRATOR}) else "")
    return asked if asked in (EVERYBODY, NOT_ARRIVED) else ""


def _others_of(user: User) -> MessageQuerySet | None:
    """The messages that the person answers for; None for who answers for nobody's."""
    if not has_role(user, _ANSWERABLE):
        return None
    found = Message.objects.all()
    return found if has_role(user, {Role.ADMINISTRATOR}) else found.filter(region__isnull=False)
