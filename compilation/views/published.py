"""What is published: anybody reads it, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Max, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agreement.moves import CompilationStatus
from compilation.frozen import from_kept
from compilation.models import Compilation
from compilation.views.preview import drawn
from compilation.views.versions import handed_out
from compilation.writing import imprint_of
from register.language import language


@login_not_required
@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """The years that are published, the newest first."""
    newest = _published().values("year").annotate(newest=Max("number")).values_list("year", "newest")
    latest = dict(newest)
    rows = _published().defer("contents", "versions").order_by("-year_id")
    found = [each for each in rows if latest[each.year_id] == each.number]
    return render(request, "compilation/published_list.html", {"found": found})


@login_not_required
@require_GET
def published_year(request: HttpRequest, year: int) -> HttpResponse:
    """The latest published compilation of a year."""
    found, lang = _latest(year), language()
    contents = from_kept(found.contents[lang], imprint_of(found))
    context = {
        "found": found,
        "contents": contents,
        "parts": drawn(contents),
        "files": [file for file in found.files.all() if file.lang == lang],
    }
    return render(request, "compilation/published.html", context)


@login_not_required
@require_GET
def published_file(request: HttpRequest, year: int, lang: str, form: str) -> FileResponse:
    """One of its files."""
    return handed_out(_latest(year), lang, form)


def _published() -> QuerySet[Compilation]:
    return Compilation.objects.filter(status=CompilationStatus.PUBLISHED)


def _latest(year: int) -> Compilation:
    found = _published().select_related("proposed_by", "decided_by").filter(year=year).order_by("-number")
    latest = found.first()
    if latest is None:
        raise Http404
    return latest
