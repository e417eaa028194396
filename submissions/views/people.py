"""A region's own people: who they are, who is invited, and who is no longer there."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.moves import Role
from register.access import people_of_region, person, regions_of, roles_of
from register.models import Invitation, Membership, Region
from submissions import inviting
from submissions.people_forms import InviteForm, RemoveForm
from submissions.refusals import Refused


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """To the only region, or a choice of regions."""
    regions = regions_of(person(request))
    if not regions:
        raise Http404
    if len(regions) == 1:
        return redirect("submissions:people_of", region=regions[0].pk)
    return render(request, "submissions/people_regions.html", {"regions": regions})


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, region: str) -> HttpResponse:
    """Who acts for the region; its process leader invites others."""
    own = _own_region(request, region)
    may_manage = Role.PROCESS_LEADER in roles_of(person(request), region)
    if request.method == "POST" and not may_manage:
        raise Http404
    form = InviteForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            inviting.invite(own, said["email"], said["name"], Role(said["role"]), person(request))
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Inbjudan är skickad till %(email)s.") % {"email": said["email"]})
            return redirect("submissions:people_of", region=region)
    context = {
        "region": own,
        "may_manage": may_manage,
        "form": form,
        "refusal": refusal,
        "held": people_of_region(region),
        "invitations": Invitation.objects.waiting().filter(region=own).select_related("user", "by"),
    }
    return render(request, "submissions/people.html", context)


@require_POST
def withdraw(request: HttpRequest, region: str, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    made = get_object_or_404(Invitation, pk=invitation, region=_managed_region(request, region))
    return _done(
        request, region, lambda: inviting.withdraw(made, person(request)), _("Inbjudan är återkallad.")
    )


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, region: str, membership: int) -> HttpResponse:
    """Ask why, then end what a person is for the region."""
    held = get_object_or_404(
        Membership.objects.in_force().select_related("user"),
        pk=membership,
        region=_managed_region(request, region),
    )
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        said = _("%(who)s är borttagen.") % {"who": held.user}
        return _done(request, region, lambda: inviting.remove(held, person(request), why), said)
    return render(request, "submissions/remove_person.html", {"held": held, "form": form})


def _done(request: HttpRequest, region: str, act: Callable[[], None], said: str) -> HttpResponse:
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("submissions:people_of", region=region)


def _own_region(request: HttpRequest, code: str) -> Region:
    """The region, if the person acts for it; else it is not there."""
    for region in regions_of(person(request)):
        if region.pk == code:
            return region
    raise Http404


def _managed_region(request: HttpRequest, code: str) -> Region:
    """The region, if the person leads it."""
    region = _own_region(request, code)
    if Role.PROCESS_LEADER not in roles_of(person(request), code):
        raise Http404
    return region
