"""Conflicts of interest: stated by each who handles a case, tried by another."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from register.access import person
from register.models import AgreementYear
from submissions import stating
from submissions.desk_forms import ConflictForm, ConflictTrialForm
from submissions.models import ConflictStatement
from submissions.refusals import Refused
from submissions.views.desk import tell
from submissions.views.officer import agency_only, seen_return


@require_POST
def state(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Say whether there is a conflict of interest."""
    agency_only(request)
    the_return = seen_return(request, year, region)
    form = ConflictForm(request.POST)
    if not form.is_valid():
        tell(request, form)
        return redirect("submissions:review", year=year, region=region)
    said = form.cleaned_data
    try:
        stating.state(the_return, said["conflicted"] == "yes", said["grounds"], person(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Uppgiften om jäv är sparad."))
    return redirect("submissions:review", year=year, region=region)


@require_POST
def state_none(request: HttpRequest, year: int) -> HttpResponse:
    """Say at once that there is no conflict in any region of a year that is not stated yet."""
    agency_only(request)
    try:
        many = stating.state_none(get_object_or_404(AgreementYear, pk=year).year, person(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        said = ngettext("Sparat för %(n)d region.", "Sparat för %(n)d regioner.", many)
        messages.success(request, said % {"n": many})
    return redirect("submissions:desk")


@require_POST
def try_statement(request: HttpRequest, year: int, region: str, statement: int) -> HttpResponse:
    """Decide whether a colleague has a conflict of interest."""
    agency_only(request)
    stated = get_object_or_404(ConflictStatement, pk=statement, the_return=seen_return(request, year, region))
    form = ConflictTrialForm(request.POST)
    if not form.is_valid():
        tell(request, form)
        return redirect("submissions:review", year=year, region=region)
    outcome = ConflictStatement.Outcome(form.cleaned_data["outcome"])
    try:
        stating.try_statement(stated, outcome, form.cleaned_data["why"], person(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Jävsfrågan är prövad."))
    return redirect("submissions:review", year=year, region=region)
