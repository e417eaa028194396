"""The officer's pages: how the regions stand, and the review of what they signed."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.findings import Weight
from agreement.lines import CONTACTS, PROVIDERS, Section
from agreement.moves import AGENCY_ROLES, PUBLIC_STATUSES, Act, Role, Status, permits
from register.access import has_role, roles_of
from register.models import AgreementYear
from submissions import asking, assessing
from submissions.forms import AskForm, WaiverForm
from submissions.models import Return, Version
from submissions.reading import completeness, figure_rows
from submissions.refusals import Refused
from submissions.returns import board as board_of
from submissions.returns import count_by_status, for_officers, for_region, open_request, questions
from submissions.views.own import language, person


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One region on the board. Before signing there is a status and a time, nothing else (own space)."""

    the_return: Return
    version: Version | None
    parts: dict[Section, str]
    treatments: int | None
    contacts: int | None
    questions: int


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
def board(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """How all regions stand in a year, sorted and filtered by the address."""
    agency_only(request)
    chosen = _chosen_year(request, year)
    rows = [board_row(the_return) for the_return in board_of(chosen.year)]
    counts = count_by_status(row.the_return for row in rows)
    wanted = request.GET.get("status", "")
    terms = chosen.terms()
    context = {
        "year": chosen,
        "years": AgreementYear.objects.with_terms().order_by("-year"),
        "terms": terms,
        "now": timezone.localtime(),
        "deadline": terms.deadline(),
        "days_after": _days_after(terms.deadline()),
        "rows": [row for row in rows if not wanted or _shown_status(row.the_return) == wanted],
        "wanted": wanted,
        "total": len(rows),
        "submitted": sum(counts[status] for status in PUBLIC_STATUSES),
        "accepted": counts[Status.ACCEPTED],
        "begun": sum(counts[s] for s in (Status.DRAFT, Status.RECEIVED, Status.RETURNED, Status.READY)),
        "not_started": counts[Status.NOT_STARTED],
        "open_questions": sum(row.questions for row in rows),
        "statuses": ["not_started", "draft", "signed", "asked", "accepted"],
        "sections": list(Section),
    }
    return render(request, "submissions/board.html", context)


def board_row(the_return: Return) -> BoardRow:
    """A region's row, from what was prefetched; a return that is not public shows no figures."""
    versions: list[Version] = getattr(the_return, "current_versions", [])
    if the_return.status not in PUBLIC_STATUSES or not versions:
        return BoardRow(the_return, None, {}, None, None, 0)
    version = versions[0]
    figures = list(version.delivery.figures.all())
    values = {figure.line: figure.value for figure in figures}
    queries = [f for f in for_region(version.delivery) if f.weight == Weight.QUERY]
    return BoardRow(
        the_return,
        version,
        completeness(figures),
        values.get("TREATMENTS") or _sum(values, PROVIDERS),
        _sum(values, CONTACTS),
        len(queries),
    )


@require_GET
def review(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """A signed return as the officer reads it; before signing, only that it has begun."""
    agency_only(request)
    the_return = _seen_return(request, year, region)
    return render(request, "submissions/review.html", _review_context(request, the_return))


@require_http_methods(["POST"])
def ask(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Ask the region for completion of named lines."""
    agency_only(request)
    the_return = _seen_return(request, year, region)
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
    the_return = _seen_return(request, year, region)
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
    the_return = _seen_return(request, year, region)
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
        "version": version,
        "versions": list(the_return.versions.order_by("-number")),
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
        "asked": request_open,
        "form": AskForm(terms=the_return.year.terms()),
        "may_ask": is_open and permits(Act.ASK, the_return.status, roles),
        "may_accept": is_open and permits(Act.ACCEPT, the_return.status, roles),
    }


def _seen_return(request: HttpRequest, year: int, region: str) -> Return:
    returns = Return.objects.visible_to(person(request)).select_related("year", "region")
    return get_object_or_404(returns.prefetch_related("year__terms_versions"), year=year, region=region)


def _current(the_return: Return) -> Version | None:
    return (
        the_return.versions.filter(state=Version.State.CURRENT)
        .select_related("delivery", "made_by", "accepted_by", "the_return")
        .prefetch_related("delivery__figures", "delivery__findings")
        .first()
    )


def _chosen_year(request: HttpRequest, year: int | None) -> AgreementYear:
    asked = request.GET.get("year", "")
    wanted = year if year is not None else int(asked) if asked.isdecimal() else None
    if wanted is None:
        return latest_open_year()
    return get_object_or_404(AgreementYear.objects.with_terms(), pk=wanted)


def _shown_status(the_return: Return) -> str:
    """The status as the agency knows it: everything before signing is one."""
    if the_return.status in PUBLIC_STATUSES or the_return.status == Status.NOT_STARTED:
        return the_return.status
    return Status.DRAFT


def _days_after(deadline: date | None) -> int | None:
    return (timezone.localdate() - deadline).days if deadline is not None else None


def _sum(values: dict[str, int | None], codes: tuple[str, ...]) -> int | None:
    found = [values.get(code) for code in codes]
    return None if None in found else sum(value for value in found if value is not None)
