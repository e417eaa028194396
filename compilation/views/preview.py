"""The compilation's pages: a year as a preview, its files, and print beside the made tables."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agreement.moves import AGENCY_ROLES, Role
from audit.handing_out import exported
from compilation.bundles import one_file
from compilation.composed import strays_of
from compilation.contents import Contents, contents_of
from compilation.figures import printed_number, shown_number
from compilation.labels import label
from compilation.models import Compilation
from compilation.pictures import as_source
from compilation.printed_beside import Difference, printed_beside
from compilation.report import report_of
from compilation.shown_tables import pending_of
from compilation.writers import WRITERS
from register.access import has_role
from register.language import language
from register.models import AgreementYear, Region, User

READERS = AGENCY_ROLES | {Role.AUDITOR, Role.ANALYST}


def let_in(request: HttpRequest) -> None:
    """Raises Http404 for those whom the compilation's pages do not exist for."""
    if not has_role(request.user, READERS):
        raise Http404


@require_GET
def years(request: HttpRequest) -> HttpResponse:
    """The years that there is a compilation of."""
    let_in(request)
    return render(request, "compilation/years.html", {"years": AgreementYear.objects.order_by("-year")})


@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    """A year's preview: returns that are handed in, with those not yet accepted marked."""
    let_in(request)
    return year_page(request, get_object_or_404(AgreementYear, pk=year))


def year_page(request: HttpRequest, chosen: AgreementYear, refusal: str = "") -> HttpResponse:
    """The preview, with a refusal on top where an act was refused."""
    report = report_of(chosen.pk, with_signed=True)
    contents = contents_of(report, language())
    versions = list(Compilation.objects.filter(year=chosen).order_by("-number"))
    is_officer = has_role(request.user, [Role.OFFICER])
    context = {
        "year": chosen,
        "contents": contents,
        "parts": drawn(contents),
        "pending": [report.sources.regions[code] for code in pending_of(report)],
        "has_returns": any(of == chosen.pk for _region, of in report.sources.told),
        "formats": sorted(WRITERS),
        "versions": versions,
        "may_edit": is_officer,
        "may_propose": is_officer and not any(each.status == "proposed" for each in versions),
        "strays": strays_of(report) if is_officer else [],
        "refusal": refusal,
    }
    return render(request, "compilation/year.html", context)


@require_GET
def beside(request: HttpRequest, year: int) -> HttpResponse:
    """The printed report of a year beside the made tables: what differs, and why."""
    let_in(request)
    chosen = get_object_or_404(AgreementYear, pk=year)
    found, names, lang = printed_beside(year), dict(Region.objects.values_list("code", "name")), language()
    tables = [
        {"table": table, "rows": [_difference(each, names, lang) for each in table.differences]}
        for table in (found.tables if found else ())
    ]
    return render(request, "compilation/beside.html", {"year": chosen, "found": found, "tables": tables})


@require_GET
def download(request: HttpRequest, year: int, form: str) -> FileResponse:
    """The compilation of accepted returns as a file; several files come packed."""
    let_in(request)
    chosen = get_object_or_404(AgreementYear, pk=year)
    if form not in WRITERS:
        raise Http404
    files = WRITERS[form](report_of(year), language())
    [name] = files if len(files) == 1 else [f"compilation.{form}.zip"]
    content = one_file(files)
    if isinstance(request.user, User):
        exported(request.user, chosen, f"{year}-{name}")
    return FileResponse(BytesIO(content), as_attachment=True, filename=f"{year}-{name}")


def drawn(contents: Contents) -> list[dict[str, object]]:
    """The parts of the report with their charts drawn."""
    return [
        {
            "id": part.id,
            "title": part.title,
            "paragraphs": part.paragraphs,
            "tables": [
                {
                    "table": table,
                    "charts": [{"chart": c, "source": as_source(c, contents.lang)} for c in charts],
                }
                for table, charts in part.tables
            ],
        }
        for part in contents.parts
    ]


def _difference(each: Difference, names: dict[str, str], lang: str) -> dict[str, object]:
    return {
        "region": names.get(each.claim.region, ""),
        "claim": each.claim,
        "indicator": label(each.claim.indicator, lang),
        "printed": printed_number(each.claim, lang),
        "made": shown_number(each.made, lang),
        "is_missing": each.made is None,
        "reasons": [reason.words(lang) for reason in each.reasons],
    }
