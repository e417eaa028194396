"""What was signed: receipts, versions and originals. Read by the region, the officers and the auditor."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agreement.findings import Weight
from audit.chain import seal_of
from audit.handing_out import exported
from audit.models import Entry
from register.access import person, regions_of
from register.language import language
from submissions import originals
from submissions.deadlines import last_day_of
from submissions.differences import former_of, from_former
from submissions.models import Delivery, Version
from submissions.reading import figure_rows
from submissions.receipts import receipt_pdf
from submissions.returns import for_region, questions
from submissions.views.own import XLSX


def seen_version(request: HttpRequest, year: int, region: str, number: int) -> Version:
    """A version that the person may read, or 404."""
    return get_object_or_404(
        Version.objects.visible_to(person(request))
        .select_related("the_return__year", "the_return__region", "delivery", "made_by", "accepted_by")
        .prefetch_related("delivery__figures", "delivery__findings", "the_return__year__terms_versions"),
        the_return__year=year,
        the_return__region=region,
        number=number,
    )


@require_GET
def receipt(request: HttpRequest, year: int, region: str, number: int) -> HttpResponse:
    """The receipt: what came in, when, from whom, and its SHA-256."""
    version = seen_version(request, year, region, number)
    context = {
        "version": version,
        "the_return": version.the_return,
        "deadline": last_day_of(version.the_return, version.the_return.year.terms()),
        "seal": _seal(version),
    }
    return render(request, "submissions/receipt.html", context)


@require_GET
def receipt_file(request: HttpRequest, year: int, region: str, number: int) -> HttpResponseBase:
    """The receipt as a PDF to keep."""
    version = seen_version(request, year, region, number)
    data = BytesIO(receipt_pdf(version, _seal(version)))
    name = f"Kvittens_{year}_{region}_{number}.pdf"
    exported(person(request), version, name, region)
    return FileResponse(data, as_attachment=True, filename=name, content_type="application/pdf")


def _seal(version: Version) -> Entry | None:
    """The row of the trail that tells how the version came: signed, or corrected by Försäkringskassan."""
    act = "return.correct" if version.origin == Version.Origin.CORRECTED else "return.sign"
    return seal_of(act, version)


@require_GET
def version(request: HttpRequest, year: int, region: str, number: int) -> HttpResponse:
    """A version's figures, findings and explanations, frozen."""
    shown = seen_version(request, year, region, number)
    findings = for_region(shown.delivery)
    context = {
        "version": shown,
        "the_return": shown.the_return,
        "blocks": figure_rows(shown, language()),
        "former": former_of(shown),
        "differences": from_former(shown, language()),
        "errors": [finding for finding in findings if finding.weight == Weight.ERROR],
        "questions": questions(shown.delivery),
        "notes": [finding for finding in findings if finding.weight == Weight.NOTE],
    }
    return render(request, "submissions/version.html", context)


@require_GET
def original(request: HttpRequest, year: int, region: str, number: int) -> HttpResponseBase:
    """The file as it came: to the region always, to others once a version was made from it."""
    delivery = get_object_or_404(
        Delivery.objects.select_related("the_return"),
        the_return__year=year,
        the_return__region=region,
        number=number,
        kind=Delivery.Kind.WORKBOOK,
    )
    is_own = any(own.pk == delivery.the_return.region_id for own in regions_of(person(request)))
    signed = Version.objects.visible_to(person(request)).filter(delivery=delivery).exists()
    if not (is_own or signed):
        raise Http404
    data = originals.fetch(delivery.sha256)
    exported(person(request), delivery, delivery.sha256, region)
    return FileResponse(BytesIO(data), as_attachment=True, filename=delivery.filename, content_type=XLSX)
