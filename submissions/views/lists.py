"""The pages of lists: files in, what was taken as what, sums, and the sums into the draft."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.findings import Weight
from agreement.moves import Act
from register.access import person
from register.language import language
from submissions import listing
from submissions.intake import File
from submissions.list_forms import ListsForm, UseForm
from submissions.listed import (
    changed_since,
    cross_table,
    files_of,
    has_errors,
    last_sum,
    merges_of,
    missing_since,
    proposals,
    seen_mark,
    stopped,
    taken_as,
    together,
)
from submissions.lists.template import write_provider_template
from submissions.models import ListFile, Return
from submissions.refusals import Refused
from submissions.tasks import ring, ring_list
from submissions.views.own import XLSX, may, own_return

# So many providers are shown; the rest are in the sums and counted.
SHOWN = 300
# Errors come first; what many small files have in common is counted.
TOLD = 60


@require_http_methods(["GET", "POST"])
def lists(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """The lists' own page: takes in files, follows the reading, shows what the lists give."""
    the_return = own_return(request, year, region)
    shown = ListsForm(request.POST, request.FILES) if request.method == "POST" else ListsForm()
    refusal = ""
    if shown.is_valid():
        brought = (File(each.name, each.read()) for each in shown.cleaned_data["lists"])
        try:
            for file in listing.take_in(the_return, brought, person(request)):
                ring_list(file.pk)
        except Refused as error:
            refusal = str(error)
        else:
            return redirect("submissions:lists", year=year, region=region)
    context = {"form": shown, "refusal": refusal} | _context(request, the_return)
    is_htmx = request.headers.get("HX-Request") == "true"
    return render(request, f"submissions/{'parts/lists' if is_htmx else 'lists'}.html", context)


@require_POST
def use(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Take the sums into the draft and have it checked."""
    the_return = own_return(request, year, region)
    shown = UseForm(request.POST)
    if not shown.is_valid():
        messages.error(request, _("Läs igenom hur listorna har tolkats och bekräfta. Inget har sparats."))
        return redirect("submissions:lists", year=year, region=region)
    seen = listing.Use(shown.cleaned_data["revision"], shown.cleaned_data["lists"])
    try:
        delivery = listing.use(the_return, person(request), seen)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("submissions:lists", year=year, region=region)
    ring(delivery.pk)
    return redirect("submissions:check", year=year, region=region)


@require_POST
def remove(request: HttpRequest, year: int, region: str, file: int) -> HttpResponse:
    """Take one file away."""
    the_return = own_return(request, year, region)
    try:
        listing.remove(_own_file(the_return, file), person(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Filen är borttagen och raderad."))
    return redirect("submissions:lists", year=year, region=region)


@require_POST
def merge(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Count providers under one name, or each by itself again."""
    the_return = own_return(request, year, region)
    try:
        if "part" in request.POST:
            listing.part(the_return, person(request))
        else:
            names = request.POST.getlist("names")
            listing.merge(the_return, names, request.POST.get("counted_as", ""), person(request))
    except Refused as error:
        messages.error(request, str(error))
    return redirect("submissions:lists", year=year, region=region)


@require_GET
def faulty_rows(request: HttpRequest, year: int, region: str, file: int) -> HttpResponseBase:
    """The rows that were not understood, as a workbook to correct in."""
    found = _own_file(own_return(request, year, region), file)
    try:
        data = listing.answer_workbook(found)
    except FileNotFoundError as gone:
        raise Http404 from gone
    name = f"Rader_att_ratta_{found.pk}.xlsx"
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=XLSX)


@require_GET
def provider_workbook(request: HttpRequest, year: int, region: str) -> HttpResponseBase:
    """The small workbook that a care provider fills in."""
    the_return = own_return(request, year, region)
    data = write_provider_template(the_return.year.terms(), language())
    name = f"Vardgivare_{year}.xlsx"
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=XLSX)


def _own_file(the_return: Return, file: int) -> ListFile:
    return get_object_or_404(
        ListFile.objects.counting().select_related("the_return__year"), pk=file, the_return=the_return
    )


def _context(request: HttpRequest, the_return: Return) -> dict[str, object]:
    files, merges = files_of(the_return), merges_of(the_return)
    pending = [file for file in files if file.is_pending]
    # While files are being read the page asks often, and there is nothing to add up yet.
    sums = together(the_return, [] if pending else files, merges)
    last = last_sum(the_return)
    told = [*sums.findings, *changed_since(the_return, last, sums.providers)]
    findings = sorted(told, key=lambda finding: list(Weight).index(finding.weight))
    mark = seen_mark(files, merges)
    lines = [line for line in the_return.year.terms().lines() if line.code in sums.figures]
    return {
        "the_return": the_return,
        "files": [
            {"row": file, "stops": stopped(the_return, file), "columns": taken_as(file)} for file in files
        ],
        "pending": pending,
        "done": len(files) - len(pending),
        "sums": sums,
        "lines": [(line.label(language()), sums.figures[line.code]) for line in lines],
        "providers": sums.providers[:SHOWN],
        "more_providers": max(0, len(sums.providers) - SHOWN),
        "findings": findings[:TOLD],
        "all_findings": len(findings),
        "more_findings": max(0, len(findings) - TOLD),
        "has_errors": has_errors(sums),
        "cross": cross_table(sums, language()),
        "last": last,
        "missing": missing_since(last, sums.providers) if sums.providers else [],
        "proposals": proposals(sums),
        "merges": merges,
        "may_fill_in": may(request, Act.DELIVER, the_return),
        "use_form": UseForm(initial={"revision": the_return.revision, "lists": mark}),
    }
