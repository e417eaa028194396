"""A proposed repair put into the draft with one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from register.access import person
from submissions.forms import RepairForm
from submissions.refusals import Refused
from submissions.repairing import use
from submissions.tasks import ring
from submissions.views.own import own_return


@require_POST
def repair(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Put one of the proposed repairs into the draft and check it anew."""
    the_return = own_return(request, year, region)
    chosen = RepairForm(request.POST)
    if not chosen.is_valid():
        messages.error(request, _("Välj en av de föreslagna rättelserna. Inget har ändrats."))
        return redirect("submissions:check", year=year, region=region)
    try:
        delivery = use(
            the_return, chosen.cleaned_data["place"], person(request), chosen.cleaned_data["revision"]
        )
    except Refused as error:
        messages.error(request, str(error))
    else:
        ring(delivery.pk)
        messages.success(request, _("Rättelsen är införd i utkastet. Inget är inlämnat."))
    return redirect("submissions:check", year=year, region=region)
