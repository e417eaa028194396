"""The officer's pages of one return: the review of what a region signed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.findings import Weight
from agreement.moves import AGENCY_ROLES, PUBLIC_STATUSES, Act, Role, permits
from register.access import has_role, person, roles_of
from register.language import language
from register.models import AgreementYear
from submissions import asking, assessing
from submissions.board import shown_status
from submissions.desk import desk_context
from submissions.differences import former_of, from_former
from submissions.forms import AskForm, WaiverForm
from submissions.models import Return, Version
from submissions.reading import figure_rows
from submissions.refusals import Refused
from submissions.returns import for_officers, for_region, open_request, questions


def agency_only(request: HttpRequest) -> None:
    """The officers' pages do not exist for anybody else."""
    if not has_role(person(request), AGENCY_ROLES | {Role.AUDITOR}):
        raise Http404


def latest_open_year() -> AgreementYear:
    """The year that regions work on now, else the latest there is."""
    years = AgreementYear.objects.with_terms().order_by("-year")
    year = years.filter(state=AgreementYear.State.OPEN).first() or years.first()
    if year is None:
        raise Http404
    return year


@require_GET
def review(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """A signed return as the officer reads it; before signing, only that it has begun."""
    agency_only(request)
    the_return = seen_return(request, year, region)
    return render(request, "submissions/review.html", _review_context(request, the_return))


@require_http_methods(["POST"])
def ask(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Ask the region for completion of named lines."""
    agency_only(request)
    the_return = seen_return(request, year, region)
    shown = AskForm(request.POST, terms=the_return.year.terms())
    refusal = ""
    if shown.is_valid():
        try:
            asking.ask(the_return, person(request), **shown.cleaned_data)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Begäran om komplettering är sparad. Regionen ser den på sin sida."))
            return redirect("submissions:review", year=year, region=region)
    context = _review_context(request, the_return) | {"form": shown, "refusal": refusal}
    return render(request, "submissions/review.html", context)


@require_POST
def accept(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Accept the version that was shown."""
    agency_only(request)
    the_return = seen_return(request, year, region)
    number = request.POST.get("version", "")
    try:
        version = asking.accept(the_return, person(request), int(number) if number.isdecimal() else 0)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Redovisningen är godkänd, version %(number)d.") % {"number": version.number}
        )
    return redirect("submissions:review", year=year, region=region)


@require_POST
def assess(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Store what the officer thinks of the region's answers."""
    agency_only(request)
    the_return = seen_return(request, year, region)
    prefix, number = "view-", request.POST.get("version", "")
    views = {
        int(name.removeprefix(prefix)): chosen == "enough"
        for name, chosen in request.POST.items()
        if name.startswith(prefix) and name.removeprefix(prefix).isdecimal()
    }
    try:
        seen = int(number) if number.isdecimal() else 0
        assessing.assess(the_return, person(request), seen, views)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Bedömningen är sparad."))
    return redirect("submissions:review", year=year, region=region)


def _review_context(request: HttpRequest, the_return: Return) -> dict[str, object]:
    version = _current(the_return) if the_return.status in PUBLIC_STATUSES else None
    request_open = open_request(the_return)
    asked = frozenset(request_open.lines) if request_open is not None else frozenset()
    roles = roles_of(person(request), the_return.region_id)
    is_open = the_return.year.is_open
    findings = for_region(version.delivery) if version is not None else []
    return {
        "the_return": the_return,
        "seen_status": shown_status(the_return),
        "version": version,
        "versions": list(the_return.versions.order_by("-number")),
        "former": former_of(version) if version is not None else None,
        "differences": from_former(version, language()) if version is not None else [],
        "blocks": figure_rows(version, language(), asked=asked) if version is not None else [],
        "errors": [f for f in findings if f.weight == Weight.ERROR],
        "questions": questions(version.delivery) if version is not None else [],
        "views": assessing.newest(version) if version is not None else {},
        "for_officers": for_officers(version.delivery) if version is not None else [],
        "waivers": list(
            the_return.waivers.select_related("asked_by", "proposed_by", "decided_by").order_by("-pk")
        ),
        "waiver_form": WaiverForm(),
        "may_waive": is_open and Role.OFFICER in roles,
        "officer": person(request),
        "notes": [f for f in findings if f.weight == Weight.NOTE],
        **desk_context(the_return, version),
        "asked": request_open,
        "form": AskForm(terms=the_return.year.terms()),
        "may_ask": is_open and permits(Act.ASK, the_return.status, roles),
        "may_accept": is_open and permits(Act.ACCEPT, the_return.status, roles),
    }


def seen_return(request: HttpRequest, year: int, region: str) -> Return:
    """A return that the person may know of, or 404."""
    returns = Return.objects.visible_to(person(request)).select_related("year", "region")
    return get_object_or_404(returns.prefetch_related("year__terms_versions"), year=year, region=region)


def _current(the_return: Return) -> Version | None:
    return (
        the_return.versions.filter(state=Version.State.CURRENT)
        .select_related("delivery", "made_by", "accepted_by", "the_return")
        .prefetch_related("delivery__figures", "delivery__findings")
        .first()
    )
