"""The payouts' pages: a year, a computation step by step, the decision, the payment list."""

from io import BytesIO

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agreement import wording
from agreement.moves import AGENCY_ROLES, PAYOUT_MOVES, PayoutAct, PayoutStatus, Role
from audit.handing_out import exported
from payouts import computing, deciding, exporting
from payouts.gates import is_taken
from payouts.inputs import accepted_versions
from payouts.models import Amount, Kind, Run
from payouts.workbook import run_xlsx
from register.access import has_role, roles_of
from register.access import person as signed_in
from register.language import language
from register.models import AgreementYear, Region, User
from submissions.refusals import Refused

PAYMENT_LISTS = {
    "csv": (exporting.payment_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        exporting.payment_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


class DecideForm(forms.Form):
    """What a decision maker states: the diary number, and that there is no conflict of interest."""

    checksum = forms.CharField(widget=forms.HiddenInput)
    diary_number = forms.CharField(
        label=gettext_lazy("Diarienummer"),
        max_length=60,
        error_messages={"required": gettext_lazy("Ange beslutets diarienummer.")},
    )
    no_conflict = forms.BooleanField(
        label=gettext_lazy("Jag är inte jävig för någon av regionerna"),
        error_messages={
            "required": gettext_lazy("Intyga att du inte är jävig, eller låt en kollega fatta beslutet.")
        },
    )


class SendBackForm(forms.Form):
    """Why a proposal goes back to the officer."""

    reason = forms.CharField(
        label=gettext_lazy("Skäl"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Skriv varför förslaget lämnas tillbaka.")},
    )


def person(request: HttpRequest) -> User:
    """The signed-in person, if the payouts' pages exist for them; else 404."""
    by = signed_in(request)
    if not has_role(by, AGENCY_ROLES | {Role.AUDITOR}):
        raise Http404
    return by


@require_GET
def years(request: HttpRequest) -> HttpResponse:
    """All years with their decided or latest computations."""
    person(request)
    found = AgreementYear.objects.with_terms().prefetch_related("runs").order_by("-year")
    rows = [
        {
            "year": year,
            "terms": year.terms(),
            "base": _shown_run(year, Kind.BASE),
            "contacts": _shown_run(year, Kind.CONTACTS),
        }
        for year in found
    ]
    return render(request, "payouts/years.html", {"rows": rows})


@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: both payouts, their computations, and what can be done now."""
    roles = roles_of(person(request))
    chosen = get_object_or_404(AgreementYear.objects.with_terms(), pk=year)
    runs = list(
        Run.objects.filter(year=chosen)
        .select_related("computed_by", "proposed_by")
        .order_by("kind", "-number")
    )
    context = {
        "year": chosen,
        "terms": chosen.terms(),
        "kinds": [_kind_context(chosen, kind, runs) for kind in Kind],
        "may_compute": chosen.is_open and PAYOUT_MOVES[PayoutAct.COMPUTE][0] in roles,
    }
    return render(request, "payouts/year.html", context)


@require_POST
def compute(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Make a new computation."""
    by = person(request)
    chosen = get_object_or_404(AgreementYear.objects.with_terms(), pk=year)
    if kind not in Kind.values:
        raise Http404
    try:
        run = computing.compute(chosen.year, Kind(kind), by)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("payouts:year", year=year)
    messages.success(request, _("Beräkning %(number)d är gjord.") % {"number": run.number})
    return redirect("payouts:run", year=year, kind=kind, number=run.number)


@require_GET
def run(request: HttpRequest, year: int, kind: str, number: int) -> HttpResponse:
    """A computation with every region's amount, and one region step by step."""
    person(request)
    return render(request, "payouts/run.html", _run_context(request, seen_run(year, kind, number)))


@require_POST
def propose(request: HttpRequest, year: int, kind: str, number: int) -> HttpResponse:
    """Put the computation forward for decision."""
    by, shown = person(request), seen_run(year, kind, number)
    try:
        deciding.propose(shown.pk, by)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Förslaget är lagt fram. En beslutsfattare behöver fatta beslutet."))
    return redirect("payouts:run", year=year, kind=kind, number=number)


@require_POST
def send_back(request: HttpRequest, year: int, kind: str, number: int) -> HttpResponse:
    """Return a proposal to the officer, with a reason."""
    by, shown = person(request), seen_run(year, kind, number)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        context = _run_context(request, shown) | {"send_back_form": form}
        return render(request, "payouts/run.html", context)
    try:
        deciding.send_back(shown.pk, by, form.cleaned_data["reason"])
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Förslaget är lämnat tillbaka till handläggaren."))
    return redirect("payouts:run", year=year, kind=kind, number=number)


@require_POST
def decide(request: HttpRequest, year: int, kind: str, number: int) -> HttpResponse:
    """Decide on the very computation that was shown."""
    by, shown = person(request), seen_run(year, kind, number)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return render(request, "payouts/run.html", _run_context(request, shown) | {"decide_form": form})
    try:
        said = form.cleaned_data
        deciding.decide(shown.pk, by, said["checksum"], said["diary_number"], no_conflict=said["no_conflict"])
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Beslutet är fattat."))
    return redirect("payouts:run", year=year, kind=kind, number=number)


@require_GET
def payment_list(request: HttpRequest, year: int, kind: str, number: int, form: str) -> HttpResponseBase:
    """The decided amounts as xlsx or CSV. An undecided computation has no payment list."""
    by, shown = person(request), seen_run(year, kind, number)
    if shown.status != PayoutStatus.DECIDED or form not in PAYMENT_LISTS:
        raise Http404
    write, content_type = PAYMENT_LISTS[form]
    data, name = BytesIO(write(shown)), exporting.filename(shown, form)
    exported(by, shown, name)
    return FileResponse(data, as_attachment=True, filename=name, content_type=content_type)


@require_GET
def workbook(request: HttpRequest, year: int, kind: str, number: int) -> HttpResponseBase:
    """The computation as a workbook with live formulas."""
    by, shown = person(request), seen_run(year, kind, number)
    name = exporting.filename(shown, "formler.xlsx")
    exported(by, shown, name)
    return FileResponse(
        BytesIO(run_xlsx(shown)), as_attachment=True, filename=name, content_type=PAYMENT_LISTS["xlsx"][1]
    )


def seen_run(year: int, kind: str, number: int) -> Run:
    """The computation with its amounts and people, or 404."""
    return get_object_or_404(
        Run.objects.select_related("year", "computed_by", "proposed_by").prefetch_related(
            "amounts__region", "amounts__decision__decided_by", "amounts__version", "year__terms_versions"
        ),
        year=year,
        kind=kind,
        number=number,
    )


def _run_context(request: HttpRequest, shown: Run) -> dict[str, object]:
    by = person(request)
    amounts: list[Amount] = list(shown.amounts.all())
    chosen = next((a for a in amounts if a.region_id == request.GET.get("region")), None)
    chosen = chosen or (amounts[0] if amounts else None)
    newest = Run.objects.filter(year=shown.year_id, kind=shown.kind).order_by("-number").first()
    roles = roles_of(by)
    same = Run.objects.filter(year=shown.year_id, kind=shown.kind)
    is_decided = same.filter(status=PayoutStatus.DECIDED).exists()
    return {
        "run": shown,
        "terms": shown.year.terms(),
        "amounts": amounts,
        "quantity_sum": sum(amount.quantity or 0 for amount in amounts),
        "chosen": chosen,
        "steps": [wording.step(step, language()) for step in chosen.steps] if chosen is not None else [],
        "newest": newest if newest is not None and newest.number > shown.number else None,
        "outdated": computing.outdated(shown),
        "terms_changed": computing.terms_changed(shown),
        "is_preliminary": computing.is_preliminary(shown),
        "bar_to_deciding": deciding.may_decide(shown, by),
        "send_back_form": SendBackForm(),
        "decide_form": DecideForm(initial={"checksum": shown.checksum, "diary_number": _free_number(shown)}),
        "may_propose": shown.status == PayoutStatus.COMPUTED and Role.OFFICER in roles and not is_decided,
        "is_decided": is_decided,
        "may_decide": shown.status == PayoutStatus.PROPOSED and Role.DECISION_MAKER in roles,
        "decision": next((a.decision for a in amounts if hasattr(a, "decision")), None),
    }


def _free_number(shown: Run) -> str:
    """The year's diary number, unless something is decided under it already."""
    number = shown.year.terms().diary_number
    return "" if is_taken(number) else number


def _kind_context(chosen: AgreementYear, kind: Kind, runs: list[Run]) -> dict[str, object]:
    of_kind = [run for run in runs if run.kind == kind]
    return {
        "kind": kind,
        "label": kind.label,
        "runs": of_kind,
        "refusal": _refusal(chosen, kind) if chosen.is_open else "",
        "is_decided": any(run.status == PayoutStatus.DECIDED for run in of_kind),
        "missing": _not_accepted(chosen) if chosen.is_open and kind == Kind.CONTACTS else [],
    }


def _refusal(chosen: AgreementYear, kind: Kind) -> str:
    """Why the payout cannot be computed now, in words; empty if it can."""
    try:
        computing.preview(chosen.year, kind)
    except Refused as error:
        return str(error)
    return ""


def _not_accepted(chosen: AgreementYear) -> list[Region]:
    """The regions whose return is not accepted: they get nothing in a computation made now."""
    accepted = accepted_versions(chosen.year)
    return [region for region in Region.objects.all() if region.code not in accepted]


def _shown_run(year: AgreementYear, kind: Kind) -> Run | None:
    """The decided computation, else the latest."""
    runs = sorted((run for run in year.runs.all() if run.kind == kind), key=lambda run: run.number)
    decided = [run for run in runs if run.status == PayoutStatus.DECIDED]
    return next(iter(reversed(decided or runs)), None)
