"""More time: extensions asked for and answered, and the last day for people's own calendars."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outbox.calendar import last_day
from register.access import person
from submissions import extending
from submissions.deadlines import counts_until, last_day_of
from submissions.desk_forms import ExtensionAnswerForm, ExtensionForm
from submissions.models import Extension
from submissions.refusals import Refused
from submissions.views.officer import agency_only, seen_return
from submissions.views.own import own_return


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Ask for a later last day."""
    the_return = own_return(request, year, region)
    form = ExtensionForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            extending.ask_for(the_return, said["wished"], said["reason"], person(request))
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Anståndet är begärt. Ni får svar i portalen och som mejl."))
            return redirect("submissions:overview", year=year, region=region)
    context = {
        "the_return": the_return,
        "form": form,
        "refusal": refusal,
        "deadline": last_day_of(the_return, the_return.year.terms()),
        "waiting": the_return.extensions.filter(state=Extension.State.ASKED).first(),
    }
    return render(request, "submissions/extend.html", context)


@require_POST
def answer(request: HttpRequest, year: int, region: str, extension: int) -> HttpResponse:
    """Grant or refuse an extension."""
    agency_only(request)
    asked = get_object_or_404(Extension, pk=extension, the_return=seen_return(request, year, region))
    form = ExtensionAnswerForm(request.POST)
    if not form.is_valid():
        for problems in form.errors.values():
            messages.error(request, " ".join(str(problem) for problem in problems))
        return redirect("submissions:review", year=year, region=region)
    said = form.cleaned_data
    try:
        if said["granted"] == "yes":
            extending.grant(asked, said["until"], said["answer"], person(request))
        else:
            extending.refuse(asked, said["answer"], person(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Beslutet är sparat. Regionen får veta det."))
    return redirect("submissions:review", year=year, region=region)


@require_GET
def calendar(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """The last day for what the region has to send next, as a calendar file."""
    the_return = own_return(request, year, region)
    day = counts_until(the_return, the_return.year.terms())
    if day is None:
        raise Http404
    subject = _("Sista dag för redovisningen %(year)d") % {"year": year}
    url = request.build_absolute_uri(f"/redovisning/{year}/{region}/")
    content = last_day(f"villkor3-{year}-{region}", day, subject, url)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sista-dag-{year}.ics"'
    return response
