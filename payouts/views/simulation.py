"""A page to try other terms and figures on; it stores nothing, so it is asked for by GET."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from agreement.terms import ContactUnit
from payouts.models import Kind
from payouts.simulating import Compared, Simulation, TwoUnits, WhatIf, by_unit, simulate
from payouts.views.runs import person
from register.models import AgreementYear, Region
from submissions.refusals import Refused

MOST = 10**12
AS_NOW = gettext_lazy("Tomt betyder som nu.")


class WhatIfForm(forms.Form):
    """What is otherwise."""

    appropriation = forms.IntegerField(
        label=gettext_lazy("Anslag, kronor"), min_value=1, max_value=MOST, required=False, help_text=AS_NOW
    )
    rate = forms.IntegerField(
        label=gettext_lazy("Kronor per kontakt"),
        min_value=1,
        max_value=10**6,
        required=False,
        help_text=AS_NOW,
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Det som ersätts"),
        required=False,
        choices=[
            ("", gettext_lazy("som nu")),
            (ContactUnit.CONTACTS.value, gettext_lazy("varje kontakt")),
            (ContactUnit.TREATMENTS_WITH_CONTACT.value, gettext_lazy("varje behandling med kontakt")),
        ],
    )
    signed_too = forms.BooleanField(
        label=gettext_lazy("Räkna med redovisningar som är inlämnade men inte godkända"), required=False
    )
    region = forms.ModelChoiceField(
        label=gettext_lazy("En region med ett annat antal"),
        queryset=Region.objects.all(),
        required=False,
        empty_label=gettext_lazy("ingen region"),
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("Antal för den regionen"), min_value=0, max_value=10**8, required=False
    )

    def what_if(self) -> WhatIf:
        """The valid form as the pure question."""
        said = self.cleaned_data
        region, quantity = said.get("region"), said.get("quantity")
        chosen = {region.code: quantity} if region is not None and quantity is not None else {}
        unit = ContactUnit(said["unit"]) if said.get("unit") else None
        return WhatIf(said.get("appropriation"), said.get("rate"), unit, bool(said.get("signed_too")), chosen)


@require_GET
def simulation(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """All regions side by side: as it is now, and as it would be."""
    person(request)
    chosen = get_object_or_404(AgreementYear.objects.with_terms(), pk=year)
    if kind not in Kind.values:
        raise Http404
    form = WhatIfForm(request.GET or None)
    if kind == Kind.BASE:
        for name in ("rate", "unit", "signed_too"):
            del form.fields[name]
    made, units = Simulation([], False, False), []
    what_if = form.what_if() if form.is_valid() else WhatIf()
    try:
        made = simulate(chosen, Kind(kind), what_if)
        units = by_unit(chosen, what_if) if kind == Kind.CONTACTS else []
    except Refused as error:
        messages.error(request, str(error))
    context = {
        "year": chosen,
        "kind": Kind(kind),
        "form": form,
        "rows": made.rows,
        "nothing_counted": all(row.quantity_then is None for row in made.rows),
        "sums": _sums(made.rows),
        "simulation": made,
        "units": units,
        "unit_difference": _known_difference(units),
    }
    return render(request, "payouts/simulation.html", context)


def _known_difference(units: list[TwoUnits]) -> int | None:
    """What the choice of unit is worth where it can be told; None where it can be told for no region."""
    known = [each.difference for each in units if each.both is not None]
    return sum(known) if known else None


def _sums(rows: list[Compared]) -> dict[str, int]:
    now, then = sum(row.now for row in rows), sum(row.then for row in rows)
    return {"now": now, "then": then, "difference": then - now}
