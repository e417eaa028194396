"""The pages that follow a number back to the returns, the population and the formula it was made from."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agreement.moves import AGENCY_ROLES, Role
from compilation.labels import title
from compilation.shown_trace import ShownTrace, heading_of, shown_trace
from compilation.sources import Sources, sources_of
from compilation.trace import grounds_of, rows_of, traces_of
from compilation.views.preview import let_in
from register.access import has_role
from register.language import language
from register.models import AgreementYear


@require_GET
def row(request: HttpRequest, year: int, table: str, row: str) -> HttpResponse:
    """Every number of a row with its formula, and the way to what it is made of."""
    let_in(request)
    chosen = get_object_or_404(AgreementYear, pk=year)
    sources = sources_of(year, with_signed=True)
    context = {"traces": _traces(sources, table, row), "year": chosen} | _about(sources, table, row)
    return render(request, "compilation/row.html", context)


@require_GET
def cell(request: HttpRequest, year: int, table: str, row: str, column: str) -> HttpResponse:
    """One number: its formula, its denominator, and the versions and populations behind it."""
    let_in(request)
    chosen = get_object_or_404(AgreementYear, pk=year)
    sources = sources_of(year, with_signed=True)
    found = [each for each in _traces(sources, table, row) if (each.row, each.column) == (row, column)]
    if not found:
        raise Http404
    reads = has_role(request.user, AGENCY_ROLES | {Role.AUDITOR})
    context = _about(sources, table, row) | {"year": chosen, "trace": found[0], "reads_returns": reads}
    return render(request, "compilation/cell.html", context)


def _traces(sources: Sources, table: str, row: str) -> list[ShownTrace]:
    """The shown traces of the rows that a key stands for. Raises Http404 where there is none."""
    found = rows_of(sources, table, row)
    if found is None:
        raise Http404
    made, rows = found
    grounds, lang = grounds_of(sources.year), language()
    return [
        shown_trace(trace, sources, lang)
        for each in rows
        for trace in traces_of(made, each, sources, grounds)
    ]


def _about(sources: Sources, table: str, row: str) -> dict[str, object]:
    lang, first = language(), row.partition(".")[0]
    return {"table": table, "title": title(table, lang), "row": first, "head": heading_of(row, sources, lang)}
