"""After a decision: the balance of each region, a change of one decision, a slip put right."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.moves import (
    AGENCY_ROLES,
    DIFFERENCE_MOVES,
    REGION_ROLES,
    DifferenceAct,
    DifferenceStatus,
    PayoutStatus,
    Role,
)
from payouts import computing, differing, rectifying
from payouts.archive import names_shown
from payouts.models import Decision, Difference, Hearing, Kind, Rectification
from payouts.views.runs import person
from register.access import has_role, regions_of, roles_of
from register.models import User
from submissions.refusals import Refused

ROWS = {"rows": 4}


class CommunicateForm(forms.Form):
    """What the region is shown, and until when it can answer."""

    material = forms.CharField(
        label=gettext_lazy("Underlaget som regionen får ta del av"),
        widget=forms.Textarea(attrs=ROWS),
        max_length=4000,
    )
    answer_by = forms.DateField(
        label=gettext_lazy("Sista dag att svara"), widget=forms.DateInput(attrs={"type": "date"})
    )


class AnswerForm(forms.Form):
    """The region's answer."""

    answer = forms.CharField(
        label=gettext_lazy("Ert svar"), widget=forms.Textarea(attrs=ROWS), max_length=4000
    )


class ReasonForm(forms.Form):
    """Why the decision is changed, as it will stand in the decision."""

    reason = forms.CharField(
        label=gettext_lazy("Skäl för beslutet"), widget=forms.Textarea(attrs=ROWS), max_length=4000
    )


class DecideForm(forms.Form):
    """What the decision maker states."""

    checksum = forms.CharField(widget=forms.HiddenInput)
    diary_number = forms.CharField(label=gettext_lazy("Beslutets eget diarienummer"), max_length=60)
    no_conflict = forms.BooleanField(label=gettext_lazy("Jag är inte jävig för regionen"))


class RectifyForm(forms.Form):
    """A slip and what is right; the amount is not asked for."""

    wrong = forms.CharField(label=gettext_lazy("Det som blev fel"), max_length=2000)
    right = forms.CharField(label=gettext_lazy("Rätt lydelse"), max_length=2000)
    reason = forms.CharField(label=gettext_lazy("Skäl"), widget=forms.Textarea(attrs=ROWS), max_length=2000)
    diary_number = forms.CharField(label=gettext_lazy("Diarienummer"), max_length=60)


Act = Callable[[int, User, Mapping[str, Any]], object]
# By the last part of the address: the act, its form, and how it is called.
ACTS: dict[str, tuple[DifferenceAct, type[forms.Form], Act]] = {
    "underlag": (
        DifferenceAct.COMMUNICATE,
        CommunicateForm,
        lambda pk, by, said: differing.communicate(pk, by, said["material"], said["answer_by"]),
    ),
    "svar": (
        DifferenceAct.ANSWER,
        AnswerForm,
        lambda pk, by, said: differing.answer(pk, by, said["answer"]),
    ),
    "forslag": (
        DifferenceAct.PROPOSE,
        ReasonForm,
        lambda pk, by, said: differing.propose_difference(pk, by, said["reason"]),
    ),
    "beslut": (
        DifferenceAct.DECIDE,
        DecideForm,
        lambda pk, by, said: differing.decide_difference(
            pk, by, said["checksum"], said["diary_number"], no_conflict=said["no_conflict"]
        ),
    ),
}


@require_POST
def again(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Compute a decided payout again and open a case for each region whose amount differs."""
    by = person(request)
    if kind not in Kind.values:
        raise Http404
    try:
        run = computing.compute_again(year, Kind(kind), by)
        opened = differing.open_differences(run.pk, by)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Ändringar att handlägga: %(n)d.") % {"n": len(opened)})
    decided = Decision.objects.filter(amount__run__year=year, amount__run__kind=kind).exists()
    if decided:
        return redirect("payouts:balances", year=year, kind=kind)
    return redirect("payouts:year", year=year)


@require_GET
def balances(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """What has been decided for each region, decision by decision, and what it comes to."""
    by = person(request)
    decisions = list(_decisions(year, kind))
    if not decisions:
        raise Http404
    context = {
        "year": year,
        "kind": decisions[0].amount.run,
        "rows": [
            {"decision": each, "later": list(each.differences.all()), "balance": each.balance()}
            for each in decisions
        ],
        "may_compute": has_role(by, [Role.OFFICER]),
        "may_rectify": has_role(by, [Role.DECISION_MAKER]),
    }
    return render(request, "payouts/balances.html", context)


@require_GET
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: what it makes of the amount, what the region answered, what is to be done."""
    shown, by = seen(request, pk)
    return render(request, "payouts/difference.html", _context(shown, by))


@require_POST
def do(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """The next act of a change."""
    shown, by = seen(request, pk)
    if act not in ACTS:
        raise Http404
    _which, form_of, perform = ACTS[act]
    form = form_of(request.POST)
    if not form.is_valid():
        return render(request, "payouts/difference.html", _context(shown, by, {act: form}))
    try:
        perform(shown.pk, by, form.cleaned_data)
    except Refused as error:
        messages.error(request, str(error))
        return render(request, "payouts/difference.html", _context(shown, by, {act: form}))
    messages.success(request, _("Sparat."))
    return redirect("payouts:difference", pk=pk)


@require_http_methods(["GET", "POST"])
def rectification(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a slip in a decision right, and read those that were."""
    found = Decision.objects.select_related("amount__region", "amount__run")
    return _rectification(request, get_object_or_404(found, pk=pk, as_printed=False), rectifying.rectify)


@require_http_methods(["GET", "POST"])
def rectification_of_change(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for the decision on a change."""
    found = Difference.objects.select_related("amount_now__region", "amount_now__run")
    subject = get_object_or_404(found, pk=pk, status=DifferenceStatus.DECIDED)
    return _rectification(request, subject, rectifying.rectify_difference)


def _rectification(
    request: HttpRequest,
    subject: Decision | Difference,
    rectify: Callable[[int, User, rectifying.Texts, str], Rectification],
) -> HttpResponse:
    by, form = person(request), RectifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            rectify(subject.pk, by, (said["wrong"], said["right"], said["reason"]), said["diary_number"])
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Rättelsen är sparad. Beloppet är oförändrat."))
            return redirect(request.path)
    context = {
        "decision": subject,
        "region": (subject.amount if isinstance(subject, Decision) else subject.amount_now).region,
        "size": subject.amount.amount if isinstance(subject, Decision) else subject.amount,
        "form": form,
        "made": subject.rectifications.select_related("made_by"),
        "may": has_role(by, [Role.DECISION_MAKER]),
    }
    return render(request, "payouts/rectify.html", context)


def seen(request: HttpRequest, pk: int) -> tuple[Difference, User]:
    """A change that the person may read: the agency always, the region once it was sent or decided."""
    by = request.user
    found = get_object_or_404(
        Difference.objects.select_related(
            "decision__amount", "amount_now__region", "amount_now__run", "decided_by", "proposed_by"
        ),
        pk=pk,
    )
    if not isinstance(by, User):
        raise Http404
    if has_role(by, AGENCY_ROLES | {Role.AUDITOR}):
        return found, by
    is_own = found.amount_now.region in regions_of(by)
    if not is_own or (found.communicated_at is None and found.decided_at is None):
        raise Http404
    return found, by


def _decisions(year: int, kind: str) -> models.QuerySet[Decision]:
    return (
        Decision.objects.filter(
            amount__run__year=year,
            amount__run__kind=kind,
            amount__run__status=PayoutStatus.DECIDED,
            as_printed=False,
        )
        .select_related("amount__region", "amount__run")
        .prefetch_related("differences")
        .order_by("amount__region")
    )


def _context(shown: Difference, by: User, given: Mapping[str, forms.Form] | None = None) -> dict[str, object]:
    """The change and the forms of the acts that the person can do now."""
    region = shown.amount_now.region_id
    offered = []
    for name, (act, form_of, _perform) in ACTS.items():
        role, before, _after = DIFFERENCE_MOVES[act]
        holder = roles_of(by, region) if role in REGION_ROLES else roles_of(by)
        wanted = act is not DifferenceAct.COMMUNICATE or shown.is_reclaim
        if role in holder and shown.status in before and wanted:
            offered.append({"name": name, "form": (given or {}).get(name) or form_of(initial=_start(shown))})
    return {
        "difference": shown,
        "offered": offered,
        "region": shown.amount_now.region,
        "is_agency": has_role(by, AGENCY_ROLES | {Role.AUDITOR}),
        "names_shown": names_shown(shown, by),
        "slips": shown.rectifications.all(),
        "may_rectify": shown.status == DifferenceStatus.DECIDED and has_role(by, [Role.DECISION_MAKER]),
    }


def _start(shown: Difference) -> dict[str, object]:
    return {
        "checksum": shown.amount_now.run.checksum,
        "answer_by": (timezone.localdate() + timedelta(days=differing.days_to_answer(shown))).isoformat(),
        "answer": shown.answer,
    }


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """What has been decided for the person's own regions, and the changes that they were sent."""
    by = request.user
    regions = regions_of(by) if isinstance(by, User) else []
    if not regions:
        raise Http404
    decisions = (
        Decision.objects.filter(amount__region__in=regions)
        .select_related("amount__region", "amount__run")
        .prefetch_related("differences", "rectifications")
        .order_by("-amount__run__year_id", "amount__run__kind", "amount__region_id")
    )
    rows = [
        {
            "decision": each,
            "later": [d for d in each.differences.all() if d.communicated_at or d.decided_at],
            "slips": list(each.rectifications.all()),
            "balance": each.balance(),
        }
        for each in decisions
    ]
    heard = Hearing.objects.filter(region__in=regions).select_related("region").order_by("-year", "region")
    return render(request, "payouts/own.html", {"rows": rows, "heard": heard})
