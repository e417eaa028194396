"""The small forms of the dialogue and of the officer's desk."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.lines import LINE
from agreement.moves import Role
from agreement.terms import Terms
from register.language import language
from register.models import Membership, User
from submissions.models import Abstention, Note


def words(label: Any, missing: Any, longest: int = 4000) -> forms.CharField:
    """A field for some sentences."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=longest,
        error_messages={"required": missing},
    )


class QuestionForm(forms.Form):
    """A question about a version, or about one line of it."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    line = forms.ChoiceField(label=_("Gäller"), required=False)
    text = words(_("Fråga"), _("Skriv frågan."))

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        lines = [(line.code, line.label(lang)) for line in terms.lines() if line.code in LINE]
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("hela redovisningen")), *lines]


class ReplyForm(forms.Form):
    """An answer in a thread."""

    text = words(_("Svar"), _("Skriv ett svar."))


class NoteForm(forms.Form):
    """An officer's note, of one of two kinds."""

    kind = forms.ChoiceField(
        label=_("Slag"),
        widget=forms.RadioSelect,
        choices=[
            (Note.Kind.WORKING, _("Arbetsanteckning: bara för oss")),
            (Note.Kind.FACT, _("Tjänsteanteckning: en uppgift i ärendet, som regionen kan se")),
        ],
        initial=Note.Kind.WORKING,
        error_messages={"required": _("Välj vilket slag av anteckning det är.")},
    )
    text = words(_("Anteckning"), _("Skriv en anteckning."))


class AssignForm(forms.Form):
    """Which officer has the return."""

    officer = forms.ModelChoiceField(User.objects.none(), label=_("Handläggare"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        assert isinstance(field, forms.ModelChoiceField)
        held = Membership.objects.in_force(timezone.localdate()).filter(role=Role.OFFICER)
        field.queryset = User.objects.filter(pk__in=held.values("user"), is_active=True)
        field.empty_label = str(_("ingen"))


class RespondForm(forms.Form):
    """Confirm a correction, or object to it in words."""

    agrees = forms.ChoiceField(
        label=_("Ert svar"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Rättelsen stämmer")), ("no", _("Vi invänder mot rättelsen"))],
        error_messages={"required": _("Välj om rättelsen stämmer.")},
    )
    text = forms.CharField(
        label=_("Vad stämmer inte?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """An objection says what is wrong."""
        found = super().clean() or {}
        if found.get("agrees") == "no" and not str(found.get("text", "")).strip():
            self.add_error("text", _("Skriv vad som inte stämmer."))
        return found


def a_day(label: Any) -> forms.DateField:
    """A day as people write it."""
    return forms.DateField(
        label=label,
        help_text=_("åååå-mm-dd"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={
            "required": _("Ange en dag, till exempel 2027-12-31."),
            "invalid": _("Ange dagen som åååå-mm-dd, till exempel 2027-12-31."),
        },
    )


class ExtensionForm(forms.Form):
    """A wish for a later last day."""

    wished = a_day(_("Önskad sista dag"))
    reason = words(_("Varför behöver ni mer tid?"), _("Skriv varför ni behöver mer tid."), 2000)


class ExtensionAnswerForm(forms.Form):
    """An officer's answer: a new last day, or no."""

    granted = forms.ChoiceField(
        label=_("Beslut"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Bevilja")), ("no", _("Avslå"))],
        error_messages={"required": _("Välj om anståndet beviljas.")},
    )
    until = a_day(_("Ny sista dag"))
    answer = words(_("Skäl"), _("Skriv ett skäl."), 2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = False
        self.fields["answer"].required = False

    def clean(self) -> dict[str, Any]:
        """A yes needs a day, a no needs a reason."""
        found = super().clean() or {}
        if found.get("granted") == "yes" and not found.get("until") and "until" not in self.errors:
            self.add_error("until", _("Ange en dag, till exempel 2027-12-31."))
        if found.get("granted") == "no" and not str(found.get("answer", "")).strip():
            self.add_error("answer", _("Skriv ett skäl."))
        return found


class ConflictForm(forms.Form):
    """Whether there is a conflict of interest."""

    conflicted = forms.ChoiceField(
        label=_("Kan du vara jävig i regionens ärende?"),
        help_text=_("Till exempel om du eller någon närstående arbetar eller nyss arbetat i regionen."),
        widget=forms.RadioSelect,
        choices=[("no", _("Nej")), ("yes", _("Ja, någon annan behöver pröva det"))],
        error_messages={"required": _("Välj ja eller nej.")},
    )
    grounds = forms.CharField(
        label=_("Omständigheter"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )


class ConflictTrialForm(forms.Form):
    """Whether a colleague has one."""

    outcome = forms.ChoiceField(
        label=_("Är det jäv?"),
        widget=forms.RadioSelect,
        choices=[("conflicted", _("Jäv")), ("clear", _("Inte jäv"))],
        error_messages={"required": _("Välj ett utfall.")},
    )
    why = words(_("Skäl"), _("Skriv ett skäl."), 2000)


class AbstainForm(forms.Form):
    """Why no return will come."""

    kind = forms.ChoiceField(
        label=_("Vad gäller?"),
        widget=forms.RadioSelect,
        choices=[
            (Abstention.Kind.CANNOT, _("Vi kan inte redovisa i år")),
            (Abstention.Kind.NOTHING, _("Vi har inget att redovisa i år")),
        ],
        initial=Abstention.Kind.CANNOT,
        required=False,
    )
    reason = words(_("Varför?"), _("Skriv varför ingen redovisning kommer."), 2000)
