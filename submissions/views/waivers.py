"""Waivers: the region asks, an officer proposes, another approves or refuses."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from register.access import person
from submissions import waiving
from submissions.forms import WaiverForm
from submissions.models import Finding, Waiver
from submissions.refusals import Refused
from submissions.views.officer import agency_only
from submissions.views.own import own_return


@require_POST
def request_waiver(request: HttpRequest, year: int, region: str, finding: int) -> HttpResponse:
    """Ask the officers to let one error of the draft stand."""
    the_return = own_return(request, year, region)
    why = request.POST.get("why", "")[:2000]
    try:
        waiving.request(
            get_object_or_404(Finding, pk=finding, delivery=the_return.draft_id).pk, person(request), why
        )
    except Finding.DoesNotExist as missing:
        raise Http404 from missing
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undantaget är begärt. Handläggaren ser det här felet och ert skäl."))
    return redirect("submissions:check", year=year, region=region)


@require_POST
def propose(request: HttpRequest, year: int, region: str, waiver: int) -> HttpResponse:
    """Propose to let the error stand until a day."""
    asked = _asked(request, year, region, waiver)
    form = WaiverForm(request.POST)
    if not form.is_valid():
        for problems in form.errors.values():
            messages.error(request, " ".join(str(problem) for problem in problems))
        return redirect("submissions:review", year=year, region=region)
    return _done(
        request,
        asked,
        lambda: waiving.propose(asked.pk, person(request), **form.cleaned_data),
        _("Undantaget är föreslaget. En annan handläggare behöver bevilja det."),
    )


@require_POST
def approve(request: HttpRequest, year: int, region: str, waiver: int) -> HttpResponse:
    """Grant what another officer proposed."""
    asked = _asked(request, year, region, waiver)
    return _done(
        request, asked, lambda: waiving.approve(asked.pk, person(request)), _("Undantaget är beviljat.")
    )


@require_POST
def refuse(request: HttpRequest, year: int, region: str, waiver: int) -> HttpResponse:
    """Refuse it, with a reason."""
    asked = _asked(request, year, region, waiver)
    reason = request.POST.get("reason", "")[:2000]
    return _done(
        request,
        asked,
        lambda: waiving.refuse(asked.pk, person(request), reason),
        _("Undantaget är avslaget."),
    )


def _asked(request: HttpRequest, year: int, region: str, waiver: int) -> Waiver:
    agency_only(request)
    return get_object_or_404(Waiver, pk=waiver, the_return__year=year, the_return__region=region)


def _done(request: HttpRequest, waiver: Waiver, act: Callable[[], Waiver], said: str) -> HttpResponse:
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    the_return = waiver.the_return
    return redirect("submissions:review", year=the_return.year_id, region=the_return.region_id)
