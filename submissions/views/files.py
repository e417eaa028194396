"""Workbooks down and up: the template, the proposal, the answer, and a file that is only tried."""

from io import BytesIO

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.answers import Answers
from agreement.findings import Verdict, Weight
from agreement.moves import Act
from register.access import person, regions_of
from register.language import language
from register.models import AgreementYear
from submissions import originals, proposing
from submissions.checking import finding_row
from submissions.file_forms import PractiseForm, RevisionForm, UploadForm, file_is_too_large
from submissions.history import earlier_figures
from submissions.intake import File
from submissions.models import Delivery, Finding, Return, Version
from submissions.recognised import recognised_in
from submissions.refusals import Refused
from submissions.repairing import proposals
from submissions.returns import draft_answers, errors, for_region, questions
from submissions.tasks import ring
from submissions.trying import Outcome, try_file
from submissions.views.own import XLSX, is_htmx, may, own_return
from submissions.workbook import write_answer, write_template


@require_GET
def workbook(request: HttpRequest, year: int, region: str) -> HttpResponseBase:
    """The region's workbook, with the draft's figures, marks and comments filled in."""
    the_return = own_return(request, year, region)
    name = f"Redovisning_{year}_{the_return.region.name.replace(' ', '_')}.xlsx"
    return _download(_filled(the_return, draft_answers(the_return)), name)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Take in a workbook as a proposal; it is kept whatever it holds, and read by a task."""
    the_return = own_return(request, year, region)
    shown = UploadForm(request.POST or None, request.FILES or None, initial={"revision": the_return.revision})
    refusal = ""
    if request.method == "POST" and shown.is_valid():
        file, refusal = _taken(shown.cleaned_data["file"])
        try:
            if file is not None:
                return _proposed(request, the_return, file, shown.cleaned_data["revision"])
        except Refused as error:
            refusal = str(error)
    context = {
        "the_return": the_return,
        "form": shown,
        "refusal": refusal,
        "may_fill_in": may(request, Act.DELIVER, the_return),
    }
    return render(request, "submissions/upload.html", context)


@require_GET
def proposal(request: HttpRequest, year: int, region: str, number: int) -> HttpResponse:
    """What the file would change in the draft and what would be found; follows the job while it runs."""
    the_return = own_return(request, year, region)
    delivery = _proposal(the_return, number)
    usable = proposing.is_usable(delivery)
    rows = proposing.differences(the_return, delivery, language()) if usable else []
    context = {
        "the_return": the_return,
        "delivery": delivery,
        "changed": [row for row in rows if row.is_changed],
        "unchanged": [row for row in rows if not row.is_changed],
        "usable": usable,
        "may_use": usable and may(request, Act.DELIVER, the_return),
        "recognised": recognised_in(delivery, language()) if usable else None,
        "form": RevisionForm(initial={"revision": the_return.revision}),
        **_judged(delivery),
    }
    template = "submissions/parts/proposal.html" if is_htmx(request) else "submissions/proposal.html"
    return render(request, template, context)


@require_POST
def use(request: HttpRequest, year: int, region: str, number: int) -> HttpResponse:
    """Make the file's figures the draft, if the draft is still the one that was compared with."""
    the_return = own_return(request, year, region)
    delivery = _proposal(the_return, number)
    seen = RevisionForm(request.POST)
    # Without a revision nothing was compared, which is as if the draft had changed.
    revision = seen.cleaned_data["revision"] if seen.is_valid() else -1
    try:
        taken = proposing.use(the_return, delivery.number, person(request), revision)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("submissions:proposal", year=year, region=region, number=number)
    ring(taken.pk)
    messages.success(request, _("Filens siffror är utkastets. Inget är inlämnat."))
    return redirect("submissions:check", year=year, region=region)


@require_GET
def answer(request: HttpRequest, year: int, region: str, number: int) -> HttpResponseBase:
    """The file back with its findings: to the region always, to others once a version was made from it."""
    delivery = readable_delivery(request, year, region, number)
    the_return = delivery.the_return
    if delivery.kind == Delivery.Kind.WORKBOOK:
        data = originals.fetch(delivery.sha256)
    else:
        data = _filled(the_return, Answers.from_json(delivery.answers))
    repairs = proposals(delivery) if proposing.is_read(delivery) else ()
    marked = write_answer(data, for_region(delivery), repairs=repairs, lang=language())
    return _download(marked, f"Iakttagelser_{year}_{the_return.region.name.replace(' ', '_')}.xlsx")


@require_http_methods(["GET", "POST"])
def practise(request: HttpRequest) -> HttpResponse:
    """Check a file and store nothing."""
    returns = _open_returns(request)
    shown = PractiseForm(request.POST or None, request.FILES or None, returns=returns)
    refusal, outcome = "", None
    if request.method == "POST" and shown.is_valid():
        file, refusal = _taken(shown.cleaned_data["file"])
        chosen: Return = shown.cleaned_data["the_return"]
        if file is not None:
            outcome = try_file(file.data, file.name, chosen.year, chosen.region)
    found = _found(outcome)
    context = {"form": shown, "refusal": refusal, "outcome": outcome, "returns": returns, **found}
    return render(request, "submissions/practise.html", context)


def readable_delivery(request: HttpRequest, year: int, region: str, number: int) -> Delivery:
    """A delivery whose content the person may read: an own region's, or what a version was made from."""
    delivery = get_object_or_404(
        Delivery.objects.select_related("the_return__year", "the_return__region").prefetch_related(
            "findings", "the_return__year__terms_versions"
        ),
        the_return__year=year,
        the_return__region=region,
        number=number,
    )
    is_own = any(own.pk == delivery.the_return.region_id for own in regions_of(person(request)))
    if not is_own and not Version.objects.visible_to(person(request)).filter(delivery=delivery).exists():
        raise Http404
    return delivery


def _download(data: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=XLSX)


def _filled(the_return: Return, answers: Answers) -> bytes:
    return write_template(
        the_return.year.terms(),
        the_return.region_id,
        the_return.region.name,
        answers=answers,
        earlier=earlier_figures(the_return.region_id, the_return.year_id),
        lang=language(),
    )


def _taken(file: "UploadedFile[bytes]") -> tuple[File | None, str]:
    """The file's bytes, or why it is not even read."""
    size = file.size or 0
    if not file_is_too_large(size):
        return File(file.name or "", file.read()), ""
    words = _("Filen är %(size)d MB, men gränsen är 20 MB. Inget har ändrats. Ladda upp en mindre fil.")
    return None, words % {"size": -(-size // (1024 * 1024))}


def _proposed(request: HttpRequest, the_return: Return, file: File, seen_revision: int) -> HttpResponse:
    delivery = proposing.propose(the_return, file, person(request), seen_revision)
    ring(delivery.pk)
    return redirect("submissions:proposal", the_return.year_id, the_return.region_id, delivery.number)


def _proposal(the_return: Return, number: int) -> Delivery:
    found = the_return.deliveries.filter(proposed=True).prefetch_related("findings")
    return get_object_or_404(found, number=number)


def _judged(delivery: Delivery) -> dict[str, list[Finding]]:
    """The findings by weight; an error that a waiver lets stand is told as a note."""
    wrong = errors(delivery)
    asked = [question.finding for question in questions(delivery)]
    rest = [finding for finding in for_region(delivery) if finding not in wrong and finding not in asked]
    return {"errors": wrong, "queries": asked, "notes": rest}


def _open_returns(request: HttpRequest) -> QuerySet[Return]:
    """The returns of open years that the person works on; 404 for who works for no region."""
    if not regions_of(person(request)):
        raise Http404
    own = Return.objects.own_of(person(request)).filter(year__state=AgreementYear.State.OPEN)
    return own.select_related("year", "region").order_by("-year_id", "region_id")


def _found(outcome: Outcome | None) -> dict[str, object]:
    if outcome is None:
        return {}
    rows = [
        finding_row(found, order, year=outcome.year, region=outcome.region)
        for order, found in enumerate(outcome.findings)
    ]
    of = {weight: [row for row in rows if row.weight == weight] for weight in Weight}
    return {
        "errors": of[Weight.ERROR],
        "queries": of[Weight.QUERY],
        "notes": of[Weight.NOTE],
        "readable": outcome.verdict != Verdict.UNREADABLE,
    }
