"""Closing the round: one page that leads through all regions, and what can be taken away from it."""

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.handing_out import exported
from register.access import person
from register.models import AgreementYear
from submissions import closing
from submissions.board import bundle
from submissions.models import Closing
from submissions.people_forms import RoundMessageForm
from submissions.refusals import Refused
from submissions.views.officer import agency_only

# So much of a bundle is held in memory; more goes to disk.
_HELD = 32 * 1024 * 1024


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, year: int) -> HttpResponse:
    """How every region stands; when none is left, the round can be closed."""
    agency_only(request)
    chosen = get_object_or_404(AgreementYear.objects.with_terms(), pk=year)
    refusal = ""
    if request.method == "POST":
        try:
            closing.close_round(chosen, person(request))
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Omgången är avslutad."))
            return redirect("submissions:close_round", year=year)
    return render(request, "submissions/close_round.html", _context(chosen) | {"refusal": refusal})


@require_POST
def message(request: HttpRequest, year: int) -> HttpResponse:
    """One message to all regions that are missing."""
    agency_only(request)
    chosen = get_object_or_404(AgreementYear.objects.with_terms(), pk=year)
    form = RoundMessageForm(request.POST)
    if not form.is_valid():
        return render(request, "submissions/close_round.html", _context(chosen) | {"message_form": form})
    said = form.cleaned_data
    try:
        many = closing.remind_missing(chosen, said["subject"], said["body"], person(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        words = ngettext(
            "Meddelandet är skickat till %(n)d region.", "Meddelandet är skickat till %(n)d regioner.", many
        )
        messages.success(request, words % {"n": many})
    return redirect("submissions:close_round", year=year)


@require_GET
def originals(request: HttpRequest, year: int) -> HttpResponseBase:
    """All signed files of a year, as they came, in one zip with a list of checksums."""
    agency_only(request)
    chosen = get_object_or_404(AgreementYear, pk=year)
    with ExitStack() as closed_on_failure:
        out = closed_on_failure.enter_context(SpooledTemporaryFile(max_size=_HELD))
        bundle(chosen.year, out)
        out.seek(0)
        closed_on_failure.pop_all()  # from here on the response closes it
    name = f"Original_{chosen.year}.zip"
    exported(person(request), chosen, name)
    return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")


def _context(year: AgreementYear) -> dict[str, object]:
    found = closing.standings(year)
    return {
        "year": year,
        "standings": found,
        "left": [standing for standing in found if not standing.is_done],
        "missing": [standing for standing in found if standing.is_missing],
        "closing": Closing.objects.filter(year=year).select_related("by").first(),
        "message_form": RoundMessageForm(),
    }
