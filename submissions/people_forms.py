"""The forms for a region's own people, and for a message to several regions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreement.moves import Role
from submissions.desk_forms import words


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    name = forms.CharField(
        label=_("Namn"), max_length=120, error_messages={"required": _("Skriv personens namn.")}
    )
    email = forms.EmailField(
        label=_("E-postadress"),
        max_length=254,
        help_text=_("Inbjudan skickas hit. Personen loggar in med den adressen."),
        error_messages={
            "required": _("Skriv en e-postadress."),
            "invalid": _("Skriv en e-postadress, till exempel namn@region.se."),
        },
    )
    role = forms.ChoiceField(
        label=_("Personen ska kunna"),
        widget=forms.RadioSelect,
        choices=[
            (Role.CONTRIBUTOR.value, _("fylla i och kontrollera (uppgiftslämnare)")),
            (Role.PROCESS_LEADER.value, _("även signera, lämna in och bjuda in andra (processledare)")),
        ],
        error_messages={"required": _("Välj vad personen ska kunna.")},
    )


class RemoveForm(forms.Form):
    """Why a person no longer acts for the region."""

    reason = words(_("Skäl"), _("Skriv ett skäl."), 2000)


class RoundMessageForm(forms.Form):
    """A message to the process leaders of the regions that are missing."""

    subject = forms.CharField(
        label=_("Ämne"), max_length=120, error_messages={"required": _("Skriv ett ämne.")}
    )
    body = words(_("Meddelande"), _("Skriv ett meddelande."), 2000)
