"""A survey's workbook: down to be filled in, and up again."""

from collections import Counter
from io import BytesIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from register.access import person
from register.language import language
from submissions.refusals import Refused
from survey import filling
from survey.forms import WorkbookForm
from survey.views.region import own_response
from survey.workbook import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def workbook(request: HttpRequest, year: int, region: str) -> FileResponse:
    """The survey as a workbook, with what the region has answered so far."""
    found = own_response(request, year, region)
    answers = {each.item_id: each for each in found.answers.all()}
    data = BytesIO(write_workbook(found, answers, language()))
    name = f"Enkat_{year}_{found.region.name.replace(' ', '_')}.xlsx"
    return FileResponse(data, as_attachment=True, filename=name, content_type=XLSX)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Take the answers of a workbook, and tell what became of each."""
    found = own_response(request, year, region)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    refusal = ""
    taken: list[filling.Taken] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than may be kept is enough for the gate to say so.
            data = file.read(settings.UPLOAD_LIMIT_BYTES + 1)
            taken = filling.fill_in(found, data, person(request))
        except Refused as error:
            refusal = str(error)
    counts = Counter(each.outcome.value for each in taken)
    shown = [{"taken": each, "words": each.item.wording.words(language())} for each in taken]
    context = {"found": found, "form": form, "refusal": refusal, "shown": shown, "counts": counts}
    return render(request, "survey/upload.html", context)
