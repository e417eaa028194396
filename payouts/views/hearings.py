"""Before contacts that came too late are refused: what the region is shown, and what it answers."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.moves import AGENCY_ROLES, Role
from payouts.hearing import answer_hearing, assess_answer, is_decided, send_material, too_late
from payouts.models import Hearing
from payouts.views.differences import ROWS, AnswerForm, CommunicateForm
from payouts.views.runs import person
from register.access import has_role, regions_of, roles_of
from register.models import AgreementYear, Region, User
from submissions.refusals import Refused


class AssessForm(forms.Form):
    """Why the answer does not change the outcome, as it will stand in the decision."""

    assessment = forms.CharField(
        label=gettext_lazy("Därför ändrar svaret inte vår bedömning"),
        widget=forms.Textarea(attrs=ROWS),
        max_length=4000,
    )


@require_GET
def hearings(request: HttpRequest, year: int) -> HttpResponse:
    """Every region whose contacts came too late, with the material it was sent and its answer."""
    by = person(request)
    return _listed(request, get_object_or_404(AgreementYear.objects.with_terms(), pk=year), by)


@require_POST
def send(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Send the material to one region."""
    by = person(request)
    chosen = get_object_or_404(AgreementYear.objects.with_terms(), pk=year)
    found = get_object_or_404(Region, pk=region)
    form = CommunicateForm(request.POST, prefix=found.code)
    if not form.is_valid():
        return _listed(request, chosen, by, (found, form))
    said = form.cleaned_data
    try:
        send_material(year, found.code, by, said["material"], said["answer_by"])
    except Refused as error:
        messages.error(request, str(error))
        return _listed(request, chosen, by, (found, form))
    messages.success(request, _("Underlaget är skickat."))
    return redirect("payouts:hearings", year=year)


@require_POST
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why the region's answer does not change the outcome."""
    by, found = person(request), get_object_or_404(Hearing, pk=pk)
    form = AssessForm(request.POST)
    said = form.cleaned_data["assessment"] if form.is_valid() else ""
    try:
        assess_answer(found.pk, by, request.POST.get("seen", ""), said)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Sparat."))
    return redirect("payouts:hearings", year=found.year_id)


@require_http_methods(["GET", "POST"])
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """What the region was shown; its process leader answers."""
    shown, by = _seen(request, pk)
    form = AnswerForm(request.POST or None, initial={"answer": shown.answer})
    if request.method == "POST" and form.is_valid():
        try:
            answer_hearing(shown.pk, by, form.cleaned_data["answer"])
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Sparat."))
            return redirect("payouts:hearing", pk=pk)
    may = Role.PROCESS_LEADER in roles_of(by, shown.region_id) and not is_decided(shown.year_id)
    return render(request, "payouts/hearing.html", {"hearing": shown, "form": form, "may_answer": may})


def _seen(request: HttpRequest, pk: int) -> tuple[Hearing, User]:
    by = request.user
    found = get_object_or_404(Hearing.objects.select_related("region", "sent_by", "answered_by"), pk=pk)
    if not isinstance(by, User):
        raise Http404
    if not has_role(by, AGENCY_ROLES | {Role.AUDITOR}) and found.region not in regions_of(by):
        raise Http404
    return found, by


def _listed(
    request: HttpRequest,
    year: AgreementYear,
    by: User,
    given: tuple[Region, CommunicateForm] | None = None,
) -> HttpResponse:
    sent = {each.region: each for each in Hearing.objects.filter(year=year).select_related("region")}
    last = timezone.localdate() + timedelta(days=year.terms().answer_days)
    rows = [
        {
            "region": region,
            "sent": sent.get(region),
            "assess": AssessForm(initial={"assessment": sent[region].assessment}) if region in sent else None,
            "form": given[1]
            if given and given[0] == region
            else CommunicateForm(prefix=region.code, initial={"answer_by": last.isoformat()}),
        }
        for region in sorted({*too_late(year.year), *sent}, key=lambda each: each.code)
    ]
    decided = is_decided(year.year)
    may = has_role(by, [Role.OFFICER]) and not decided
    context = {"year": year, "rows": rows, "may_send": may, "is_decided": decided}
    return render(request, "payouts/hearings.html", context)
