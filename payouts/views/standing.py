"""The regions over several years, side by side, chosen and sorted by the address."""

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit.handing_out import exported
from payouts.standing import as_workbook, facts, standings
from payouts.views.board import asked_context, choice_of
from payouts.views.runs import PAYMENT_LISTS, person
from register.models import AgreementYear

SHOWN = 3


@require_GET
def years(request: HttpRequest) -> HttpResponse:
    """Returns and payouts of the years asked for, newest first; the latest three if none is.

    Regions are chosen and sorted as on the board of one year.
    """
    choice, known = choice_of(request), _known_years()
    chosen = _chosen(request, known)
    rows = standings(chosen)
    context = {
        "known": known,
        "chosen": chosen,
        "rows": choice.of(rows, facts),
        "total": len(rows),
        **asked_context(request, choice),
    }
    return render(request, "payouts/standing.html", context)


@require_GET
def file(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook."""
    by, chosen, name = person(request), _chosen(request, _known_years()), "Laget_flera_ar.xlsx"
    data = BytesIO(as_workbook(chosen, choice_of(request)))
    for year in AgreementYear.objects.filter(pk__in=chosen):
        exported(by, year, name)
    return FileResponse(data, as_attachment=True, filename=name, content_type=PAYMENT_LISTS["xlsx"][1])


def _known_years() -> list[int]:
    return list(AgreementYear.objects.with_terms().order_by("-year").values_list("year", flat=True))


def _chosen(request: HttpRequest, known: list[int]) -> list[int]:
    asked = set(request.GET.getlist("year"))
    return [year for year in known if str(year) in asked] or known[:SHOWN]
