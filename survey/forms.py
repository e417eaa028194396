"""Forms of the survey: an answer of any kind of question, and what the analyst writes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.replies import BASES, INSTEAD, LONGEST_TEXT, Direction, Form, Kind, Misread, Part
from agreement.replies_wording import basis_name, direction_name, form_name, misread, yes_or_no
from register.language import language
from register.models import AgreementYear
from survey.answering import Written
from survey.days import DaysField
from survey.making import Words
from survey.models import Answer, QuestionWording
from survey.models.surveys import KIND_NAMES

# So many empty amounts are offered below those that are there, for each row.
SPARE = 2
LONG = {"rows": 5}
SHORT = {"rows": 2}
LINES = {"rows": 3}
_CODE = re.compile(r"[A-Za-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a question with its fields, or all of a question that has no rows."""

    legend: str
    fields: tuple[forms.BoundField, ...]


class AnswerForm(forms.Form):
    """An answer to one question; what it asks for follows from the wording."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, wording: QuestionWording, answer: Answer | None, **kwargs: Any) -> None:
        said = answer.said() if answer is not None else []
        self.wording, self.kind = wording, Kind(wording.question.kind)
        self.slots = list(_slots(wording, self.kind, said))
        initial: dict[str, Any] = {
            "revision": answer.revision if answer is not None else 0,
            "comment": answer.comment if answer is not None else "",
            "confidential": answer.confidential if answer is not None else False,
        }
        for slot in self.slots:
            initial |= slot.initial()
        super().__init__(*args, **(kwargs | {"initial": initial}))
        for slot in self.slots:
            self.fields.update(slot.fields(wording, self.kind))
        self.fields["comment"] = forms.CharField(
            label=_("Kommentar"), widget=forms.Textarea(attrs={"rows": 2}), required=False,
            max_length=LONGEST_TEXT,
        )  # fmt: skip
        self.fields["confidential"] = forms.BooleanField(
            label=_("Svaret är förtroligt och ska inte med i filer"), required=False
        )

    @property
    def shown_revision(self) -> int:
        """The revision of the answer that is shown, 0 for none."""
        return int(self.initial["revision"])

    def groups(self) -> list[Group]:
        """The fields row by row."""
        return [
            Group(self._legend(slot), tuple(self[name] for name in slot.fields(self.wording, self.kind)))
            for slot in self.slots
        ]

    def _legend(self, slot: "Slot") -> str:
        """The row's name; where a row takes several amounts, each of them has its number."""
        row = self.wording.name_of(slot.row, language()) if slot.row else ""
        if self.kind is not Kind.AMOUNT:
            return row
        number = _("belopp %(n)d") % {"n": slot.index + 1}
        return f"{row}, {number}" if row else number.capitalize()

    @property
    def is_blank(self) -> bool:
        """Whether a valid form says nothing at all."""
        written = self.written()
        return not written.comment.strip() and all(part.is_empty for part in written.parts)

    def written(self) -> Written:
        """The valid form as the act takes it."""
        said = self.cleaned_data
        parts = tuple(slot.part(said) for slot in self.slots)
        return Written(parts, said["comment"], said["confidential"])

    def refuse(self, faults: Sequence[Misread]) -> None:
        """Put each fault beside the field that it is about."""
        for fault in faults:
            slot = next((s for s in self.slots if s.is_about(fault, self.cleaned_data)), self.slots[0])
            name = next((n for n in (f"{slot.name}raw", f"{slot.name}text") if n in self.fields), "comment")
            self.add_error(name, misread(fault, language()))


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one part of an answer in the form."""

    row: str
    index: int
    part_there: Part | None

    @property
    def name(self) -> str:
        """How its fields' names begin."""
        return f"{self.row or 'x'}-{self.index}-"

    def initial(self) -> dict[str, Any]:
        """What stands in its fields from before."""
        there = self.part_there or Part(row=self.row, form="")
        form = "" if there.form == Form.GIVEN else there.form
        raw = there.raw or (str(there.number) if there.number is not None else "")
        found = {"raw": raw, "basis": there.basis, "choice": there.choice, "text": there.text}
        return {f"{self.name}{key}": value for key, value in (found | {"form": form}).items()} | {
            f"{self.name}component": there.component
        }

    def fields(self, wording: QuestionWording, kind: Kind) -> dict[str, forms.Field]:
        """Its fields by name, in the order that they are shown."""
        return {f"{self.name}{key}": field for key, field in _fields(wording, kind)}

    def part(self, said: dict[str, Any]) -> Part:
        """The part that was written in its fields."""
        found = {key: str(said.get(f"{self.name}{key}") or "") for key in _KEYS}
        return Part(
            row=self.row,
            component=found["component"],
            form=found["form"] or Form.GIVEN.value,
            raw=found["raw"],
            basis=found["basis"],
            choice=found["choice"],
            text=found["text"],
        )

    def is_about(self, fault: Misread, said: dict[str, Any]) -> bool:
        """Whether a fault is about what was written here."""
        part = self.part(said)
        is_here = (part.row, part.component) == (fault.row, fault.component)
        return is_here and fault.raw.strip() in (part.raw.strip(), part.choice, "")


_KEYS = ("raw", "form", "basis", "choice", "text", "component")


def _slots(wording: QuestionWording, kind: Kind, said: Sequence[Part]) -> Iterator[Slot]:
    for row in [code for code, *_names in wording.rows] or [""]:
        mine = [part for part in said if part.row == row]
        wanted = len(mine) + SPARE if kind is Kind.AMOUNT else 1
        for index in range(max(wanted, 1)):
            yield Slot(row, index, mine[index] if index < len(mine) else None)


def _fields(wording: QuestionWording, kind: Kind) -> Iterator[tuple[str, forms.Field]]:
    lang = language()
    if kind is Kind.AMOUNT:
        if wording.components:
            named = [(code, wording.name_of(code, lang)) for code, *_names in wording.components]
            yield "component", _chosen(_("Del"), [("", _("allt")), *named])
        yield "raw", forms.CharField(label=_("Belopp, kronor"), required=False, max_length=200)
        yield "basis", _chosen(_("Gäller"), [("", ""), *((b.value, basis_name(b, lang)) for b in BASES)])
    if kind in (Kind.NUMBER, Kind.TABLE):
        yield "raw", forms.CharField(label=_("Antal"), required=False, max_length=200)
    if kind in INSTEAD:
        instead = [(form.value, form_name(form, lang)) for form in INSTEAD[kind]]
        yield "form", _chosen(_("I stället för ett tal"), [("", ""), *instead])
    choices = _choices(wording, kind, lang)
    if choices:
        yield (
            "choice",
            forms.ChoiceField(label=_("Svar"), choices=choices, widget=forms.RadioSelect, required=False),
        )
        label = _("Orsak") if kind is Kind.DIRECTION else _("Kommentar till svaret")
        yield "text", forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 2}), required=False)
    if kind is Kind.TEXT:
        yield "text", forms.CharField(label=_("Svar"), widget=forms.Textarea(attrs=LONG), required=False)


def _choices(wording: QuestionWording, kind: Kind, lang: str) -> list[tuple[str, str]]:
    if kind is Kind.DIRECTION:
        return [(each.value, direction_name(each, lang)) for each in Direction]
    if kind is Kind.YES_NO:
        return [(code, yes_or_no(code, lang)) for code in ("yes", "no")]
    return [(code, wording.name_of(code, lang)) for code, *_names in wording.choices]


def _chosen(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), required=False)


class ExplainForm(forms.Form):
    """The region's words about a query."""

    text = forms.CharField(
        label=gettext_lazy("Förklaring"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )


class ReasonForm(forms.Form):
    """Why answers are taken back or opened again."""

    reason = forms.CharField(
        label=gettext_lazy("Skäl"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class YearForm(forms.Form):
    """The year of a new survey."""

    year = forms.IntegerField(label=gettext_lazy("Överenskommelseår"), min_value=2000, max_value=2100)

    def clean_year(self) -> int:
        """A year that is opened; a survey cannot be about another."""
        year: int = self.cleaned_data["year"]
        if not AgreementYear.objects.filter(pk=year).exists():
            raise forms.ValidationError(_("Året är inte upplagt i portalen. Välj ett annat år."))
        return year


class DayForm(forms.Form):
    """When a survey ends, and when who has not answered is reminded."""

    last_day = forms.DateField(
        label=gettext_lazy("Sista dag"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    reminder_days = DaysField(label=gettext_lazy("Påminnelser"))


class TermsForm(DayForm):
    """When a survey ends and who may read its answers."""

    officers_read = forms.BooleanField(
        label=gettext_lazy("Försäkringskassans handläggare får läsa svaren"), required=False
    )


_LINES = gettext_lazy("En rad för varje: kod; svenska; engelska")


class WordingForm(forms.Form):
    """How a question is put, and what it offers."""

    sv = forms.CharField(
        label=gettext_lazy("Frågan på svenska"), widget=forms.Textarea(attrs=SHORT), max_length=1000
    )
    en = forms.CharField(
        label=gettext_lazy("Frågan på engelska"),
        widget=forms.Textarea(attrs=SHORT),
        max_length=1000,
        required=False,
    )
    help_sv = forms.CharField(
        label=gettext_lazy("Hjälptext på svenska"),
        widget=forms.Textarea(attrs=SHORT),
        max_length=2000,
        required=False,
    )
    help_en = forms.CharField(
        label=gettext_lazy("Hjälptext på engelska"),
        widget=forms.Textarea(attrs=SHORT),
        max_length=2000,
        required=False,
    )
    rows = forms.CharField(
        label=gettext_lazy("Rader"), help_text=_LINES, widget=forms.Textarea(attrs=LINES), required=False
    )
    components = forms.CharField(
        label=gettext_lazy("Delar av ett belopp"),
        help_text=_LINES,
        widget=forms.Textarea(attrs=LINES),
        required=False,
    )
    choices = forms.CharField(
        label=gettext_lazy("Val"), help_text=_LINES, widget=forms.Textarea(attrs=LINES), required=False
    )

    def __init__(self, *args: Any, kind_asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind_asked = kind_asked

    def clean(self) -> dict[str, Any]:
        """Codes are short and once each, since answers are kept by them."""
        said = super().clean() or {}
        for field in ("rows", "components", "choices"):
            codes = [code for code, *_names in self.named(field)]
            if not all(map(_CODE.fullmatch, codes)):
                self.add_error(field, _("Börja raden med en kod av bokstäver a–z, siffror eller _."))
            elif len(set(codes)) < len(codes):
                self.add_error(field, _("Samma kod står två gånger."))
        wants_choices = (self.kind_asked or said.get("kind")) == Kind.CHOICE
        if wants_choices and len(self.named("choices")) < 2:
            self.add_error("choices", _("Skriv minst två val."))
        return said

    def named(self, field: str) -> tuple[tuple[str, str, str], ...]:
        """The lines of a field as code, Swedish and English."""
        found = []
        for line in self.cleaned_data.get(field, "").splitlines():
            code, sv, en = ([each.strip() for each in line.split(";")] + ["", ""])[:3]
            if line.strip():
                found.append((code, sv or code, en or sv or code))
        return tuple(found)

    def words(self) -> Words:
        """The valid form as the act takes it."""
        said = self.cleaned_data
        return Words(
            said["sv"],
            said["en"],
            said["help_sv"],
            said["help_en"],
            rows=self.named("rows"),
            components=self.named("components"),
            choices=self.named("choices"),
        )


class QuestionForm(WordingForm):
    """A question of the analyst's own."""

    key = forms.SlugField(
        label=gettext_lazy("Nyckel"),
        help_text=gettext_lazy("Samma nyckel år efter år gör att svaren kan jämföras."),
        max_length=60,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Slag"), choices=KIND_NAMES)
    field_order = ("key", "kind")


def lines_of(wording: QuestionWording) -> dict[str, str]:
    """A wording as the form shows it."""
    texts = {key: getattr(wording, key) for key in ("sv", "en", "help_sv", "help_en")}
    lists = {key: getattr(wording, key) for key in ("rows", "components", "choices")}
    return texts | {key: "\n".join("; ".join(each) for each in named) for key, named in lists.items()}


class WorkbookForm(forms.Form):
    """The survey's workbook, filled in."""

    file = forms.FileField(
        label=gettext_lazy("Arbetsbok"),
        help_text=gettext_lazy("Enkätens Excelfil (.xlsx), högst 20 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Välj en fil att ladda upp.")},
    )


class TagForm(forms.Form):
    """A word given to an answer."""

    word = forms.CharField(label=gettext_lazy("Etikett"), max_length=60)


class SummaryForm(forms.Form):
    """What the analyst writes about the answers."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sv = forms.CharField(label=gettext_lazy("Sammanfattning på svenska"), widget=forms.Textarea(attrs=LONG))
    en = forms.CharField(
        label=gettext_lazy("Sammanfattning på engelska"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
