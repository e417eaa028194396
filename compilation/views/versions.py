"""A proposed or decided compilation: its frozen words, what can be done about it, and its files."""

from io import BytesIO

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agreement.moves import CompilationStatus, Role
from audit.handing_out import exported
from compilation import compiling, deciding, publishing, tasks
from compilation.frozen import from_kept
from compilation.made_from import returns_of
from compilation.models import Compilation, CompilationFile
from compilation.refusals import OwnProposal
from compilation.views.preview import drawn, let_in, year_page
from compilation.writing import DECIDED, imprint_of, is_whole
from register.access import has_role, person
from register.language import language
from register.models import AgreementYear, User
from submissions import originals
from submissions.refusals import Refused

TYPES = {
    "json": "application/json",
    "csv": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


class DecideForm(forms.Form):
    """What the decision maker states."""

    checksum = forms.CharField(widget=forms.HiddenInput)
    diary_number = forms.CharField(label=gettext_lazy("Beslutets eget diarienummer"), max_length=60)


class BackForm(forms.Form):
    """Why it is given back."""

    reason = forms.CharField(
        label=gettext_lazy("Skäl"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


@require_POST
def propose(request: HttpRequest, year: int) -> HttpResponse:
    """Freeze the year as it is and put it before the decision maker."""
    let_in(request)
    chosen = get_object_or_404(AgreementYear, pk=year)
    try:
        made = compiling.propose(chosen, person(request), keep_strays="keep" in request.POST)
    except Refused as error:
        return year_page(request, chosen, str(error))
    messages.success(request, _("Förslaget är lagt fram. En beslutsfattare behöver fatta beslutet."))
    return redirect("compilation:version", year=year, number=made.number)


@require_GET
def version(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The words as they were proposed, whatever has happened since."""
    let_in(request)
    return _page(request, _found(year, number))


@require_POST
def act(request: HttpRequest, year: int, number: int, name: str) -> HttpResponse:
    """Decide, give back, or publish."""
    let_in(request)
    found, by = _found(year, number), person(request)
    decide, back = DecideForm(request.POST), BackForm(request.POST)
    asked = {"beslut": decide, "tillbaka": back}.get(name)
    if asked is not None and not asked.is_valid():
        return _page(request, found, **{"decide_form" if asked is decide else "back_form": asked})
    try:
        _perform(found, name, by, asked.cleaned_data if asked is not None else {})
    except Refused as error:
        return _page(request, found, refusal=str(error))
    messages.success(request, _("Sparat."))
    return redirect("compilation:version", year=year, number=number)


@require_GET
def version_file(request: HttpRequest, year: int, number: int, lang: str, form: str) -> FileResponse:
    """A file of a decided compilation, as it was written."""
    let_in(request)
    found = _found(year, number)
    if isinstance(request.user, User):
        exported(request.user, found, f"{lang}.{form}", "")
    return handed_out(found, lang, form)


def handed_out(found: Compilation, lang: str, form: str) -> FileResponse:
    """One of the compilation's files, or 404."""
    file = get_object_or_404(CompilationFile, compilation=found, lang=lang, form=form)
    ending = "csv.zip" if form == "csv" else form
    name = f"villkor3-{found.year_id}-{found.number}-{lang}.{ending}"
    content = BytesIO(originals.fetch(file.sha256))
    return FileResponse(content, as_attachment=True, filename=name, content_type=TYPES[form])


def _perform(found: Compilation, name: str, by: User, said: dict[str, str]) -> None:
    if name == "beslut":
        deciding.decide(found.pk, by, said["checksum"], said["diary_number"])
        tasks.ring(found.pk)
    elif name == "tillbaka":
        deciding.send_back(found.pk, by, said["reason"])
    elif name == "publicera":
        if not is_whole(found):
            tasks.ring(found.pk)
        publishing.publish(found.pk, by)
    else:
        raise Http404


def _found(year: int, number: int) -> Compilation:
    people = Compilation.objects.select_related("proposed_by", "decided_by", "published_by")
    return get_object_or_404(people, year=year, number=number)


def _page(request: HttpRequest, found: Compilation, **given: object) -> HttpResponse:
    by, lang = person(request), language()
    contents = from_kept(found.contents[lang], imprint_of(found))
    is_proposed = found.status == CompilationStatus.PROPOSED
    is_decider = has_role(by, [Role.DECISION_MAKER])
    context = {
        "found": found,
        "contents": contents,
        "parts": drawn(contents),
        "returns": sum(1 for _region, of, _number, _sha in returns_of(found) if of == found.year_id),
        "files": list(found.files.all()) if found.status in DECIDED else [],
        "outdated": is_proposed and deciding.is_outdated(found),
        "may_decide": is_proposed and is_decider,
        "bar": str(OwnProposal()) if found.proposed_by_id == by.pk else "",
        "may_publish": found.status == CompilationStatus.DECIDED and has_role(by, [Role.OFFICER]),
        "decide_form": DecideForm(initial={"checksum": found.checksum}),
        "back_form": BackForm(),
    } | given
    return render(request, "compilation/version.html", context)
