"""The forms of the region and the officer. Figures are taken as they stand: judging is the rules' work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement import numerals
from agreement.answers import Answer, Answers, SectionAnswer, case_of
from agreement.case import Earlier
from agreement.lines import (
    FORMS,
    LINES,
    PROVIDERS,
    SECTION_NAMES,
    SEXES,
    Line,
    Section,
    lines_in,
)
from agreement.terms import Terms
from register.language import language
from submissions.names import COLLECTED_NAMES

BY_LINE = [("", _("Som avsnittet")), *COLLECTED_NAMES]


class FigureInput(forms.TextInput):
    """A figure as people type it: text with a numeric keyboard, never a browser's number field."""

    def __init__(self) -> None:
        super().__init__(
            attrs={"class": "text-field__input p-figure", "inputmode": "numeric", "autocomplete": "off"}
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form, as the page shows it."""

    line: Line
    label: str
    help: str
    value: forms.BoundField
    collected: forms.BoundField
    comment: forms.BoundField
    earlier: Earlier | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One section of the form, as the page shows it."""

    section: Section
    name: str
    collected: forms.BoundField
    comment: forms.BoundField
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of forms, providers and sex, and of each section; None where a line is missing."""

    forms: int | None
    providers: int | None
    sex: int | None
    sections: dict[str, int | None]

    def rows(self) -> list[tuple[str, int | None, int]]:
        """Name, sum, and how far it is from the sum that most agree on (0 where nothing can be said)."""
        named = [(_("Former"), self.forms), (_("Vårdgivare"), self.providers), (_("Kön"), self.sex)]
        present = [value for _name, value in named if value is not None]
        agreed = max(present, key=lambda value: (present.count(value), value == self.forms), default=0)
        return [(str(name), value, value - agreed if value is not None else 0) for name, value in named]


class ReturnForm(forms.Form):
    """The year's return. Fields follow the table of lines; locked lines are shown and not read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    first = forms.CharField(label=_("Första dag"), help_text=_("åååå-mm-dd"), required=False, max_length=40)
    last = forms.CharField(label=_("Sista dag"), help_text=_("åååå-mm-dd"), required=False, max_length=40)

    def __init__(
        self,
        *args: Any,
        terms: Terms,
        answers: Answers,
        opened: frozenset[str],
        earlier: dict[str, Earlier] | None = None,
        **kwargs: Any,
    ) -> None:
        self.terms, self.answers, self.opened, self.earlier = terms, answers, opened, earlier or {}
        kwargs.setdefault("initial", {}).update(_initial(answers))
        super().__init__(*args, **kwargs)
        self.sections = [section for section in Section if lines_in(section, terms.asked)]
        for section in self.sections:
            self._add_section(section)
        for line in terms.lines():
            self._add_line(line)

    def _add_section(self, section: Section) -> None:
        locked = not any(line.code in self.opened for line in lines_in(section, self.terms.asked))
        self.fields[f"collected-{section}"] = forms.ChoiceField(
            label=_("Hur långt är det insamlat?"),
            choices=COLLECTED_NAMES,
            widget=forms.RadioSelect,
            required=False,
            disabled=locked,
        )
        self.fields[f"comment-{section}"] = forms.CharField(
            label=_("Vad saknas?"),
            help_text=_("Skriv till exempel vilka vårdgivare eller månader som saknas."),
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
            max_length=2000,
            disabled=locked,
        )

    def _add_line(self, line: Line) -> None:
        locked = line.code not in self.opened
        self.fields[f"value-{line.code}"] = forms.CharField(
            required=False, max_length=40, widget=FigureInput(), disabled=locked
        )
        self.fields[f"collected-{line.code}"] = forms.ChoiceField(
            choices=BY_LINE,
            required=False,
            disabled=locked,
            widget=forms.Select(attrs={"class": "select-field__select"}),
        )
        self.fields[f"comment-{line.code}"] = forms.CharField(
            required=False,
            max_length=2000,
            disabled=locked,
            widget=forms.TextInput(attrs={"class": "text-field__input", "autocomplete": "off"}),
        )

    def blocks(self) -> Iterator[Block]:
        """The sections with their lines, in reading order."""
        lang = language()
        for section in self.sections:
            names = SECTION_NAMES[section]
            yield Block(
                section,
                names[1] if lang == "en" else names[0],
                self[f"collected-{section}"],
                self[f"comment-{section}"],
                [self._row(line, lang) for line in lines_in(section, self.terms.asked)],
            )

    def _row(self, line: Line, lang: str) -> Row:
        return Row(
            line,
            line.label(lang),
            line.help_en if lang == "en" else line.help_sv,
            self[f"value-{line.code}"],
            self[f"collected-{line.code}"],
            self[f"comment-{line.code}"],
            self.earlier.get(line.code),
            line.code in self.opened,
        )

    def given(self) -> Answers:
        """The answers as they were typed; locked lines and what the form does not show stay as they were."""
        data = self.cleaned_data
        return Answers(
            lines={line.code: self._answer(line.code) for line in LINES if self.terms.asks(line.code)},
            sections={
                section.value: SectionAnswer(
                    collected=data[f"collected-{section}"], comment=data[f"comment-{section}"]
                )
                for section in self.sections
            },
            first=data["first"],
            last=data["last"],
            stated=self.answers.stated,
        )

    def sums(self) -> "Sums":
        """The three sums that must be equal, and the sections', from what stands in the form now."""
        self.is_valid()
        answers = self.given() if self.is_bound and hasattr(self, "cleaned_data") else self.answers
        case = case_of(answers, self.terms, "")
        sections = {
            section.value: case.sum(
                line.code for line in lines_in(section, self.terms.asked) if not line.optional
            )
            for section in self.sections
        }
        return Sums(case.sum(FORMS), case.sum(PROVIDERS), case.sum(SEXES), sections)

    def _answer(self, code: str) -> Answer:
        """A figure that was not touched stays as it stood, with the fault that its reader saw."""
        data, before = self.cleaned_data, self.answers.line(code)
        untouched = data[f"value-{code}"].strip() == _typed(before.value).strip()
        return Answer(
            value=before.value if untouched else data[f"value-{code}"],
            collected=data[f"collected-{code}"],
            comment=data[f"comment-{code}"],
            fault=before.fault if untouched else "",
        )


def _initial(answers: Answers) -> dict[str, str]:
    initial = {"first": answers.first, "last": answers.last}
    for section, marked in answers.sections.items():
        initial[f"collected-{section}"] = marked.collected
        initial[f"comment-{section}"] = marked.comment
    for code, answer in answers.lines.items():
        initial[f"value-{code}"] = _typed(answer.value)
        initial[f"collected-{code}"] = answer.collected
        initial[f"comment-{code}"] = answer.comment
    return initial


def _typed(text: str) -> str:
    """A count with Swedish spaces; anything else as it stood."""
    value, fault = numerals.parse_count(text)
    return text if fault or value is None else numerals.count(value, "sv")


class SignForm(forms.Form):
    """What the process leader assures; each point by itself."""

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if again:
            self.fields["reason"] = forms.CharField(
                label=_("Varför lämnar ni in en ny version?"),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
                error_messages={"required": _("Skriv varför ni lämnar in en ny version.")},
            )

    revision = forms.IntegerField(widget=forms.HiddenInput)
    attested = forms.MultipleChoiceField(
        label=_("Jag intygar att"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[
            (
                "patients",
                _("behandlingarna har getts till patienter mellan 16 och 67 år enligt riktlinjerna"),
            ),
            (
                "contacts",
                _("kontakterna har tagits med patientens samtycke och som en del av de här behandlingarna"),
            ),
            (
                "complete",
                _("uppgifterna är fullständiga, eller märkta där de inte är det"),
            ),
        ],
    )


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(
        label=_("Skäl"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Skriv ett skäl. Det sparas i händelseloggen.")},
    )


class RepairForm(forms.Form):
    """Which of the proposed repairs was chosen, counted from 1, and the revision that it was shown for."""

    place = forms.IntegerField(min_value=1)
    revision = forms.IntegerField(min_value=0)


class WaiverForm(forms.Form):
    """Why an error may stand, and until when."""

    reason = forms.CharField(
        label=_("Skäl"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Skriv varför felet kan stå kvar.")},
    )
    until = forms.DateField(
        label=_("Gäller till och med"),
        help_text=_("åååå-mm-dd"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={
            "required": _("Ange en dag, till exempel 2027-12-31."),
            "invalid": _("Ange dagen som åååå-mm-dd, till exempel 2027-12-31."),
        },
    )

    def clean_until(self) -> Any:
        """A waiver that has run out helps nobody."""
        day = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Dagen har redan varit. Välj en dag som kommer."))
        return day


class AskForm(forms.Form):
    """Which lines to open for the region, why, and until when."""

    lines = forms.MultipleChoiceField(
        label=_("Rader att öppna"),
        help_text=_("Övriga rader förblir låsta."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en rad som regionen ska få ändra.")},
    )
    message = forms.CharField(
        label=_("Meddelande till regionen"),
        help_text=_("Skriv vad som behöver kompletteras och varför."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Skriv vad regionen behöver komplettera.")},
    )
    answer_by = forms.DateField(
        label=_("Svara senast"),
        help_text=_("åååå-mm-dd"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={
            "required": _("Ange en dag, till exempel 2027-09-01."),
            "invalid": _("Ange dagen som åååå-mm-dd, till exempel 2027-09-01."),
        },
    )

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("answer_by", timezone.localdate() + timedelta(days=14))
        super().__init__(*args, **kwargs)
        lang = language()
        field = self.fields["lines"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(line.code, line.label(lang)) for line in terms.lines()]

    def clean_answer_by(self) -> Any:
        """A day to answer by lies ahead."""
        day = self.cleaned_data["answer_by"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Dagen har redan varit. Välj en dag som kommer."))
        return day
