"""The payment order of a decided payout: made, approved by another, confirmed as paid."""

from io import BytesIO

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agreement.moves import PayoutStatus
from audit.handing_out import exported
from payouts import ordering
from payouts.exporting import filename
from payouts.models import PaymentOrder, Run
from payouts.views.runs import PAYMENT_LISTS, person, seen_run
from register.access import has_role
from register.models import User
from submissions.refusals import Refused

FILES = {"csv": ordering.order_csv, "xlsx": ordering.order_xlsx}


class ConfirmForm(forms.Form):
    """When the money was paid, and by which reference."""

    paid_on = forms.DateField(
        label=gettext_lazy("Betalningsdag"), widget=forms.DateInput(attrs={"type": "date"})
    )
    reference = forms.CharField(label=gettext_lazy("Betalningens referens"), max_length=60)


@require_GET
def order(request: HttpRequest, year: int, kind: str, number: int) -> HttpResponse:
    """Where the payment stands, and what can be done now."""
    return _shown(request, _decided(year, kind, number), ConfirmForm(), person(request))


@require_POST
def do(request: HttpRequest, year: int, kind: str, number: int, act: str) -> HttpResponse:
    """Make the order, approve it, or confirm the payment."""
    by, run = person(request), _decided(year, kind, number)
    form = ConfirmForm(request.POST) if act == "bekrafta" else ConfirmForm()
    if form.is_bound and not form.is_valid():
        return _shown(request, run, form, by)
    try:
        _perform(run, act, by, form)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Sparat."))
    return redirect("payouts:order", year=year, kind=kind, number=number)


@require_GET
def order_file(request: HttpRequest, year: int, kind: str, number: int, form: str) -> HttpResponseBase:
    """An approved order as xlsx or CSV."""
    by, run = person(request), _decided(year, kind, number)
    found = PaymentOrder.objects.filter(run=run, approved_by__isnull=False).first()
    if found is None or form not in FILES:
        raise Http404
    data, name = BytesIO(FILES[form](found)), filename(run, f"order.{form}")
    exported(by, found, name)
    return FileResponse(data, as_attachment=True, filename=name, content_type=PAYMENT_LISTS[form][1])


def _perform(run: Run, act: str, by: User, form: ConfirmForm) -> None:
    if act == "skapa":
        ordering.make_order(run.pk, by)
        return
    found = PaymentOrder.objects.filter(run=run).first()
    if found is None or act not in {"godkann", "bekrafta"}:
        raise Http404
    if act == "godkann":
        ordering.approve_order(found.pk, by)
        return
    said = form.cleaned_data
    ordering.confirm_payment(found.pk, by, said["paid_on"], said["reference"])


def _decided(year: int, kind: str, number: int) -> Run:
    run = seen_run(year, kind, number)
    if run.status != PayoutStatus.DECIDED or run.as_printed:
        raise Http404
    return run


def _shown(request: HttpRequest, run: Run, form: ConfirmForm, by: User) -> HttpResponse:
    found = PaymentOrder.objects.filter(run=run).select_related("made_by", "approved_by").first()
    rows = found.rows.select_related("decision__amount__region") if found is not None else []
    context = {
        "run": run,
        "order": found,
        "rows": rows,
        "total": sum(row.amount for row in rows),
        "form": form,
        "may_make": has_role(by, ordering.MAKERS),
        "may_approve": has_role(by, ordering.APPROVERS),
        "is_own": found is not None and found.made_by_id == by.pk,
    }
    return render(request, "payouts/order.html", context)
