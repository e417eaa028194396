"""The first page after signing in: each role to where its work is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from agreement.moves import AGENCY_ROLES, Role
from register.access import has_role, regions_of, roles_of
from submissions.models import Return


def start(request: HttpRequest) -> HttpResponse:
    """To the only open return, to the list of them, to the board; or a page that says why there is none."""
    user = request.user
    if regions_of(user):
        own = list(Return.objects.own_of(user).filter(year__state="open")[:2])
        if len(own) == 1:
            return redirect("submissions:overview", year=own[0].year_id, region=own[0].region_id)
        return redirect("submissions:mine")
    if has_role(user, AGENCY_ROLES | {Role.AUDITOR}):
        return redirect("payouts:board")
    return render(request, "portal/start.html", {"is_analyst": Role.ANALYST in roles_of(user)})
