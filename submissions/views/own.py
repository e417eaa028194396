"""The region's own pages: overview, form, check, signing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.findings import Weight
from agreement.moves import Act, Role, permits
from agreement.terms import Terms
from register.access import person, regions_of, roles_of
from register.language import language
from submissions import intake, signing
from submissions.deadlines import counts_until, is_late
from submissions.desk import talk_context
from submissions.differences import between, from_earlier, other_words
from submissions.explaining import explain as explain_act
from submissions.forecast import forecast
from submissions.forms import ReasonForm, ReturnForm, SignForm
from submissions.history import earlier_figures
from submissions.models import Delivery, Return, Version
from submissions.own_desk import own_tasks
from submissions.own_years import own_years
from submissions.refusals import Refused
from submissions.remaining import remaining
from submissions.repairing import proposals
from submissions.returns import (
    current_version,
    draft_answers,
    errors,
    for_region,
    latest_delivery,
    open_lines,
    open_request,
    questions,
    waived,
    waivers_by_key,
)
from submissions.tasks import ring

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def own_return(request: HttpRequest, year: int, region: str) -> Return:
    """The person's own region's return, or 404 for everybody else's."""
    own = Return.objects.own_of(person(request))
    return get_object_or_404(
        own.select_related("year", "region", "draft").prefetch_related(
            "year__terms_versions", "draft__findings", "draft__figures"
        ),
        year=year,
        region=region,
    )


def may(request: HttpRequest, act: Act, the_return: Return) -> bool:
    """Whether the person could do the act now, so that a page shows only what can be done."""
    roles = roles_of(person(request), the_return.region_id)
    return the_return.year.is_open and permits(act, the_return.status, roles)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """All returns of the person's regions, the newest year first."""
    returns = list(
        Return.objects.own_of(person(request))
        .select_related("year", "region")
        .order_by("-year_id", "region_id")
    )
    if not returns and not regions_of(person(request)):
        raise Http404
    context = {"returns": returns, "tasks": own_tasks(person(request))}
    return render(request, "submissions/mine.html", context)


@require_GET
def overview(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """The return's own page: what is left, the time left, the versions."""
    the_return = own_return(request, year, region)
    terms = the_return.year.terms()
    context = {
        "the_return": the_return,
        "terms": terms,
        **_time_left(the_return, terms),
        "remaining": remaining(the_return, terms, language()),
        "versions": list(the_return.versions.order_by("-number")),
        "asked": open_request(the_return),
        "latest": latest_delivery(the_return),
        "forecast": forecast(the_return, terms, language()),
        "may_fill_in": may(request, Act.SAVE, the_return),
        "may_sign": may(request, Act.SIGN, the_return),
        "may_withdraw": may(request, Act.WITHDRAW, the_return),
        "earlier_years": _earlier_years(the_return),
        "own_years": own_years(the_return, language()),
        **talk_context(the_return, current_version(the_return)),
        "may_talk": the_return.year.is_open,
        "is_leader": Role.PROCESS_LEADER in roles_of(person(request), region),
    }
    return render(request, "submissions/overview.html", context)


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """The form: save as a draft at any time, or hand over to be checked."""
    the_return = own_return(request, year, region)
    terms = the_return.year.terms()
    shown = ReturnForm(
        request.POST or None,
        terms=terms,
        answers=draft_answers(the_return),
        opened=open_lines(the_return, terms) if may(request, Act.SAVE, the_return) else frozenset(),
        earlier=earlier_figures(region, year),
        initial={"revision": the_return.revision},
    )
    refusal = ""
    if request.method == "POST" and shown.is_valid():
        act = intake.save if "save" in request.POST else intake.deliver
        try:
            delivery = act(the_return, shown.given(), person(request), shown.cleaned_data["revision"])
        except Refused as error:
            refusal = str(error)
        else:
            return _after_form(request, the_return, delivery)
    return render(request, "submissions/form.html", _form_context(request, the_return, shown, refusal))


@require_POST
def sums(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """The three sums of what stands in the form, while it is being typed. Stores nothing."""
    the_return = own_return(request, year, region)
    terms = the_return.year.terms()
    shown = ReturnForm(
        request.POST,
        terms=terms,
        answers=draft_answers(the_return),
        opened=open_lines(the_return, terms),
    )
    return render(request, "submissions/parts/sums.html", {"sums": shown.sums(), "live": True})


def _after_form(request: HttpRequest, the_return: Return, delivery: Delivery) -> HttpResponse:
    page = "submissions:form"
    if delivery.is_pending:
        ring(delivery.pk)
        page = "submissions:check"
    else:
        messages.success(request, _("Utkastet är sparat. Inget är inlämnat."))
    return redirect(page, year=the_return.year_id, region=the_return.region_id)


def _form_context(
    request: HttpRequest, the_return: Return, shown: ReturnForm, refusal: str
) -> dict[str, object]:
    draft = the_return.draft
    checked = draft is not None and draft.state == Delivery.State.CHECKED and request.method == "GET"
    return {
        "the_return": the_return,
        "terms": the_return.year.terms(),
        "deadline": counts_until(the_return, the_return.year.terms()),
        "form": shown,
        "blocks": list(shown.blocks()),
        "refusal": refusal,
        "asked": open_request(the_return),
        "errors": errors(draft) if draft is not None and checked else [],
        "bad_lines": {line for finding in errors(draft) for line in finding.lines}
        if draft is not None and checked
        else set(),
        "repairs": proposals(draft) if draft is not None and checked else (),
        "may_repair": may(request, Act.DELIVER, the_return),
        "may_fill_in": may(request, Act.SAVE, the_return),
        "sums": shown.sums(),
    }


@require_GET
def check(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """What the check of the latest delivery found; follows the job while it runs."""
    the_return = own_return(request, year, region)
    latest = latest_delivery(the_return)
    if latest is None:
        return redirect("submissions:overview", year=year, region=region)
    findings = for_region(latest)
    context = {
        "the_return": the_return,
        "delivery": latest,
        "errors": errors(latest),
        "waived": waived(latest),
        "waivers": waivers_by_key(the_return),
        "questions": questions(latest),
        "notes": [finding for finding in findings if finding.weight == Weight.NOTE],
        "is_draft": the_return.draft_id == latest.pk,
        "repairs": proposals(latest) if the_return.draft_id == latest.pk else (),
        "may_repair": may(request, Act.DELIVER, the_return),
        "may_explain": may(request, Act.EXPLAIN, the_return) and the_return.draft_id == latest.pk,
        "may_sign": may(request, Act.SIGN, the_return),
        "treatments": None,
    }
    template = "submissions/parts/check.html" if is_htmx(request) else "submissions/check.html"
    return render(request, template, context)


@require_POST
def explain(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Store the region's words about its queries."""
    the_return = own_return(request, year, region)
    prefix = "explanation-"
    texts = {
        int(name.removeprefix(prefix)): text[:4000]
        for name, text in request.POST.items()
        if name.startswith(prefix) and name.removeprefix(prefix).isdecimal() and isinstance(text, str)
    }
    try:
        stored = explain_act(the_return, texts, person(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        if stored:
            messages.success(request, _("Förklaringen är sparad."))
    return redirect("submissions:check", year=year, region=region)


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Attest, sign and submit."""
    the_return = own_return(request, year, region)
    again = signing.needs_reason(the_return)
    shown = SignForm(request.POST or None, initial={"revision": the_return.revision}, again=again)
    refusal = ""
    if request.method == "POST" and shown.is_valid():
        try:
            version = signing.sign(
                the_return,
                person(request),
                shown.cleaned_data["revision"],
                shown.cleaned_data["attested"],
                shown.cleaned_data.get("reason", ""),
            )
        except Refused as error:
            refusal = str(error)
        else:
            return redirect("submissions:receipt", year=year, region=region, number=version.number)
    terms = the_return.year.terms()
    context = {
        "the_return": the_return,
        "form": shown,
        "refusal": refusal,
        "remaining": remaining(the_return, terms, language()),
        "may_sign": may(request, Act.SIGN, the_return),
        "is_late": is_late(the_return, terms),
        "deadline": counts_until(the_return, terms),
        "forecast": forecast(the_return, terms, language()),
        **_differences(the_return),
        "again": again,
    }
    return render(request, "submissions/sign.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Take back the signed version that was shown, with a reason."""
    the_return = own_return(request, year, region)
    number = request.POST.get("version", "")
    shown = ReasonForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and shown.is_valid():
        try:
            seen = int(number) if number.isdecimal() else 0
            signing.withdraw(the_return, person(request), shown.cleaned_data["reason"], seen)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Redovisningen är återtagen. Versionen finns kvar."))
            return redirect("submissions:overview", year=year, region=region)
    context = {
        "the_return": the_return,
        "form": shown,
        "refusal": refusal,
        "may_withdraw": may(request, Act.WITHDRAW, the_return),
        "version": current_version(the_return),
    }
    return render(request, "submissions/withdraw.html", context)


def _differences(the_return: Return) -> dict[str, object]:
    """What the draft changes from the newest version, and from the region's latest earlier figures."""
    if the_return.draft is None:
        return {}
    content = signing.content_of(the_return.draft)
    earlier = earlier_figures(the_return.region_id, the_return.year_id)
    former = the_return.versions.order_by("-number").first()
    return {
        "from_earlier": from_earlier(content, earlier, language()),
        "former": former,
        "differences": between(former.content, content, language()) if former is not None else [],
        "words": other_words(former.content, content) if former is not None else (False, 0),
    }


def _time_left(the_return: Return, terms: Terms) -> dict[str, object]:
    """The last day for what the region has to send next, and how far off it is."""
    last = counts_until(the_return, terms)
    return {
        "deadline": last,
        "days_left": (last - timezone.localdate()).days if last is not None else None,
        "is_late": is_late(the_return, terms),
        "extension": the_return.extensions.order_by("-pk").first(),
    }


def _earlier_years(the_return: Return) -> list[Version]:
    return list(
        Version.objects.filter(
            the_return__region=the_return.region_id,
            the_return__year__lt=the_return.year_id,
            state=Version.State.CURRENT,
        )
        .select_related("the_return__year")
        .order_by("-the_return__year")
    )


def is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
