"""The dialogue about a return, and the officer's desk: questions, notes, who has what."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.moves import AGENCY_ROLES, Role
from outbox.models import Message
from register.access import has_role, person, regions_of
from submissions import abstaining, assigning, conversing, noting, responding
from submissions.desk import tasks_of, unstated_by_year
from submissions.desk_forms import AbstainForm, AssignForm, NoteForm, QuestionForm, ReplyForm, RespondForm
from submissions.models import Abstention, Note, Thread, Version
from submissions.refusals import Refused
from submissions.views.officer import agency_only, seen_return
from submissions.views.own import own_return
from submissions.views.versions import seen_version


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for an officer, made from state: own regions first."""
    agency_only(request)
    by = person(request)
    unstated = unstated_by_year(by) if has_role(by, AGENCY_ROLES) else []
    not_arrived = Message.objects.filter(region__isnull=False).not_arrived().count()
    context = {
        "tasks": tasks_of(by),
        "unstated": unstated,
        "not_arrived": not_arrived if has_role(by, {Role.OFFICER, Role.ADMINISTRATOR}) else 0,
    }
    return render(request, "submissions/desk.html", context)


@require_POST
def ask(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Ask about a version that the person may read. Both sides may ask."""
    number = request.POST.get("version", "")
    version = seen_version(request, year, region, int(number) if number.isdecimal() else 0)
    form = QuestionForm(request.POST, terms=version.the_return.year.terms())
    return _done(
        request,
        version,
        form,
        lambda said: conversing.ask_about(version, said["line"], said["text"], person(request)),
        _("Frågan är ställd."),
    )


@require_POST
def reply(request: HttpRequest, year: int, region: str, thread: int) -> HttpResponse:
    """Answer in a thread that the person may read."""
    found = _thread(request, year, region, thread)
    return _done(
        request,
        found.version,
        ReplyForm(request.POST),
        lambda said: conversing.reply(found, said["text"], person(request)),
        _("Svaret är sparat."),
    )


@require_POST
def close(request: HttpRequest, year: int, region: str, thread: int) -> HttpResponse:
    """The officer has the answer."""
    agency_only(request)
    found = _thread(request, year, region, thread)
    return _done(
        request,
        found.version,
        None,
        lambda _said: conversing.close(found, person(request)),
        _("Frågan är avslutad."),
    )


@require_POST
def note(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Write a note on a return."""
    agency_only(request)
    the_return = seen_return(request, year, region)
    form = NoteForm(request.POST)
    if not form.is_valid():
        tell(request, form)
    else:
        said = form.cleaned_data
        _tried(
            request,
            lambda: noting.note(the_return, Note.Kind(said["kind"]), said["text"], person(request)),
            _("Anteckningen är sparad."),
        )
    return redirect("submissions:review", year=year, region=region)


@require_POST
def assign(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Give a return to an officer."""
    agency_only(request)
    the_return = seen_return(request, year, region)
    form = AssignForm(request.POST)
    if not form.is_valid():
        tell(request, form)
    else:
        officer = form.cleaned_data["officer"]
        _tried(
            request,
            lambda: assigning.assign(the_return, officer, person(request)),
            _("Fördelningen är sparad."),
        )
    return redirect("submissions:review", year=year, region=region)


@require_POST
def respond(request: HttpRequest, year: int, region: str, number: int) -> HttpResponse:
    """Confirm a correction by Försäkringskassan, or object to it."""
    own_return(request, year, region)
    version = seen_version(request, year, region, number)
    form = RespondForm(request.POST)
    return _done(
        request,
        version,
        form,
        lambda said: responding.respond(version, said["agrees"] == "yes", said["text"], person(request)),
        _("Svaret är sparat. Handläggaren ser det."),
    )


@require_http_methods(["GET", "POST"])
def abstain(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Say that no return will come, or take that back."""
    the_return = own_return(request, year, region)
    form = AbstainForm(request.POST if "reason" in request.POST else None)
    refusal = ""
    if request.method == "POST" and ("resume" in request.POST or form.is_valid()):
        try:
            if "resume" in request.POST:
                abstaining.resume(the_return, person(request))
            else:
                said = form.cleaned_data
                kind = Abstention.Kind(said["kind"] or Abstention.Kind.CANNOT)
                abstaining.abstain(the_return, said["reason"], person(request), kind)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Beskedet är sparat. Handläggaren ser det."))
            return redirect("submissions:overview", year=year, region=region)
    context = {
        "the_return": the_return,
        "form": form,
        "refusal": refusal,
        "held": the_return.abstentions.filter(taken_back_at=None).select_related("by").first(),
    }
    return render(request, "submissions/abstain.html", context)


def _thread(request: HttpRequest, year: int, region: str, number: int) -> Thread:
    return get_object_or_404(
        Thread.objects.visible_to(person(request)).select_related("version__the_return"),
        pk=number,
        version__the_return__year=year,
        version__the_return__region=region,
    )


def _done(
    request: HttpRequest,
    version: Version,
    form: forms.Form | None,
    act: Callable[[dict[str, str]], object],
    said: str,
) -> HttpResponse:
    """Do it, say so, and go back to the person's own side of the return."""
    if form is not None and not form.is_valid():
        tell(request, form)
    else:
        _tried(request, lambda: act(form.cleaned_data if form is not None else {}), said)
    the_return = version.the_return
    is_own = any(region.pk == the_return.region_id for region in regions_of(person(request)))
    page = "submissions:overview" if is_own else "submissions:review"
    return redirect(page, year=the_return.year_id, region=the_return.region_id)


def tell(request: HttpRequest, form: forms.Form) -> None:
    """Say on the next page what a small form lacked."""
    for problems in form.errors.values():
        messages.error(request, " ".join(str(problem) for problem in problems))


def _tried(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
