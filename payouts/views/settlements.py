"""How a decided change becomes money: the order, the claim or the set-off, approved by another, confirmed."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agreement.moves import DifferenceStatus
from audit.handing_out import exported
from payouts import settling
from payouts.exporting import as_csv, as_xlsx
from payouts.models import Difference, Settlement
from payouts.ordering import APPROVERS, MAKERS
from payouts.views.orders import ConfirmForm
from payouts.views.runs import PAYMENT_LISTS, person
from register.access import has_role
from register.models import User
from submissions.refusals import Refused

FILES: dict[str, Callable[[Settlement], bytes]] = {
    "csv": lambda found: as_csv(settling.settlement_rows(found)),
    "xlsx": lambda found: as_xlsx({_("Reglering"): settling.settlement_rows(found)}),
}


class ReclaimForm(forms.Form):
    """How a reclaim comes in: by an invoice, or from a later decision."""

    way = forms.ChoiceField(
        label=gettext_lazy("Sätt"),
        widget=forms.RadioSelect,
        choices=[
            (Settlement.Way.CLAIM.value, gettext_lazy("Faktura till regionen")),
            (Settlement.Way.SET_OFF.value, gettext_lazy("Räkna av mot ett senare beslut")),
        ],
    )
    due_on = forms.DateField(
        label=gettext_lazy("Sista betalningsdag, för en faktura"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    against = forms.ChoiceField(label=gettext_lazy("Beslut som räknas av"), required=False)
    consent = forms.CharField(
        label=gettext_lazy("Regionens skriftliga medgivande, eller bestämmelsen"),
        help_text=gettext_lazy("Handlingens diarienummer och datum."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=600,
        required=False,
    )

    def __init__(self, *args: Any, difference: Difference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = settling.to_set_off_against(difference)
        named = [(str(each.pk), f"{each.amount.run}, {each.diary_number}") for each in later]
        self.fields["against"].choices = [("", _("inget")), *named]  # type: ignore[attr-defined]
        self.fields["due_on"].initial = settling.earliest_due(difference).isoformat()

    def wish(self) -> settling.Wish:
        """The valid form as the act asks for it."""
        said = self.cleaned_data
        against = int(said["against"]) if said["against"] else None
        return settling.Wish(Settlement.Way(said["way"]), said["due_on"], against, said["consent"])


@require_GET
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the money of a change stands, and what can be done now."""
    by, difference = person(request), _decided(pk)
    return _shown(request, difference, by, ReclaimForm(difference=difference), ConfirmForm())


@require_POST
def do(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Make it, approve it, or confirm it."""
    by, difference = person(request), _decided(pk)
    wish = ReclaimForm(request.POST if act == "skapa" else None, difference=difference)
    confirm = ConfirmForm(request.POST if act == "bekrafta" else None)
    asked = wish if act == "skapa" and difference.is_reclaim else confirm
    if asked.is_bound and not asked.is_valid():
        return _shown(request, difference, by, wish, confirm)
    try:
        _perform(difference, act, by, wish, confirm)
    except Refused as error:
        messages.error(request, str(error))
        return _shown(request, difference, by, wish, confirm)
    messages.success(request, _("Sparat."))
    return redirect("payouts:settlement", pk=pk)


@require_GET
def settlement_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """An approved settlement as xlsx or CSV."""
    by = person(request)
    found = get_object_or_404(_settlements(), difference=_decided(pk), approved_by__isnull=False)
    if form not in FILES:
        raise Http404
    name = f"reglering-R{found.pk}.{form}"
    data = BytesIO(FILES[form](found))
    exported(by, found, name)
    return FileResponse(data, as_attachment=True, filename=name, content_type=PAYMENT_LISTS[form][1])


def _perform(difference: Difference, act: str, by: User, wish: ReclaimForm, confirm: ConfirmForm) -> None:
    if act == "skapa":
        made = wish.wish() if difference.is_reclaim else settling.Wish(Settlement.Way.PAY)
        settling.settle(difference.pk, made, by)
        return
    found = Settlement.objects.filter(difference=difference).first()
    if found is None or act not in {"godkann", "bekrafta"}:
        raise Http404
    if act == "godkann":
        settling.approve_settlement(found.pk, by)
        return
    said = confirm.cleaned_data
    settling.confirm_settlement(found.pk, by, said["paid_on"], said["reference"])


def _decided(pk: int) -> Difference:
    found = Difference.objects.select_related(
        "amount_now__run", "amount_now__region", "decision__amount__run"
    )
    return get_object_or_404(found, pk=pk, status=DifferenceStatus.DECIDED)


def _settlements() -> Any:
    return Settlement.objects.select_related(
        "made_by",
        "approved_by",
        "against__amount__run",
        "difference__amount_now__region",
        "difference__decision",
    )


def _shown(
    request: HttpRequest, difference: Difference, by: User, wish: ReclaimForm, confirm: ConfirmForm
) -> HttpResponse:
    found = _settlements().filter(difference=difference).first()
    context = {
        "difference": difference,
        "region": difference.amount_now.region,
        "run": difference.amount_now.run,
        "settlement": found,
        "wish": wish,
        "confirm": confirm,
        "may_make": has_role(by, MAKERS),
        "may_approve": has_role(by, APPROVERS),
        "is_own": found is not None and found.made_by_id == by.pk,
    }
    return render(request, "payouts/settlement.html", context)
