"""An editor's own paragraphs: written, changed and removed, with the references to choose from."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from agreement.moves import Role
from compilation import editing
from compilation.composed import strays_of
from compilation.contents import PARTS, WORDS
from compilation.labels import title
from compilation.models import Paragraph
from compilation.paragraphs import START, words_of
from compilation.references import by_table, filled
from compilation.report import report_of
from register.access import has_role, person
from register.language import language
from register.models import AgreementYear
from submissions.refusals import Refused

AREA = {"rows": 4}


class WordsForm(forms.Form):
    """A paragraph in both languages."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    swedish = forms.CharField(
        label=gettext_lazy("Svenska"), widget=forms.Textarea(attrs=AREA), max_length=4000
    )
    english = forms.CharField(
        label=gettext_lazy("Engelska"),
        help_text=gettext_lazy("Lämnas det tomt visas den svenska texten."),
        widget=forms.Textarea(attrs=AREA),
        max_length=4000,
        required=False,
    )

    def words(self) -> editing.Words:
        """The valid form's words."""
        return editing.Words(self.cleaned_data["swedish"], self.cleaned_data["english"])


class NewForm(WordsForm):
    """A new paragraph and where it stands."""

    part = forms.ChoiceField(label=gettext_lazy("Plats"))
    field_order = ("part", "swedish", "english")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = list(_places().items())  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def paragraphs(request: HttpRequest, year: int) -> HttpResponse:
    """All paragraphs of a year, and a form for a new one."""
    chosen = _let_in(request, year)
    form = NewForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, chosen, form)
    try:
        editing.add_paragraph(chosen, form.cleaned_data["part"], form.words(), person(request))
    except Refused as error:
        return _page(request, chosen, form, refusal=str(error))
    messages.success(request, _("Stycket är tillagt."))
    return redirect("compilation:paragraphs", year=year)


@require_POST
def paragraph(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Change or remove one. What somebody wrote is shown again where it is refused."""
    chosen = _let_in(request, year)
    found = get_object_or_404(Paragraph, pk=pk, year=chosen, removed_at=None)
    form = WordsForm(request.POST, prefix=f"p{pk}")
    if not form.is_valid():
        return _page(request, chosen, NewForm(), changed=(pk, form))
    seen = form.cleaned_data["revision"] or 0
    try:
        if "remove" in request.POST:
            editing.remove_paragraph(found, seen, person(request))
        else:
            editing.change_paragraph(found, seen, form.words(), person(request))
    except Refused as error:
        return _page(request, chosen, NewForm(), changed=(pk, form), refusal=str(error))
    messages.success(request, _("Sparat."))
    return redirect("compilation:paragraphs", year=year)


def _let_in(request: HttpRequest, year: int) -> AgreementYear:
    if not has_role(request.user, [Role.OFFICER]):
        raise Http404
    return get_object_or_404(AgreementYear, pk=year)


def _places() -> dict[str, str]:
    at = language() == "en"
    return {START: WORDS["brief"][at]} | {name: titles[at] for name, titles, _tables in PARTS}


def _page(
    request: HttpRequest,
    year: AgreementYear,
    form: NewForm,
    *,
    changed: tuple[int, WordsForm] | None = None,
    refusal: str = "",
) -> HttpResponse:
    report, places = report_of(year.pk, with_signed=True), _places()
    shown = [
        {
            "row": row,
            "title": places.get(row.part, row.part),
            "shown": filled(words_of(row, language()), report.tables, language()).text,
            "form": changed[1] if changed and changed[0] == row.pk else _form_of(row),
            "is_open": changed is not None and changed[0] == row.pk,
        }
        for row in report.paragraphs
    ]
    tables = [
        {"title": title(name, language()), "names": [f"{{{each}}}" for each in names]}
        for name, names in by_table(report.tables).items()
    ]
    context = {
        "year": year,
        "form": form,
        "paragraphs": shown,
        "tables": tables,
        "strays": strays_of(report),
        "refusal": refusal,
    }
    return render(request, "compilation/paragraphs.html", context)


def _form_of(row: Paragraph) -> WordsForm:
    initial = {"revision": row.revision, "swedish": row.swedish, "english": row.english}
    return WordsForm(prefix=f"p{row.pk}", initial=initial)
