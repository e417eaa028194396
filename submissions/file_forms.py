"""The forms that take a file, and the one that uses what was read in it."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from submissions.models import Return


class UploadForm(forms.Form):
    """One file, and the draft that the person saw when choosing it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Arbetsbok"),
        help_text=_("En Excelfil (.xlsx), högst 20 MB. Filen sparas som den är."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Välj en fil att ladda upp.")},
    )


class PractiseForm(forms.Form):
    """A return to try a file against, among those that the person may choose, and the file."""

    the_return = forms.ModelChoiceField(
        Return.objects.none(),
        label=_("Region och år"),
        empty_label=None,
        error_messages={
            "required": _("Välj region och år."),
            "invalid_choice": _("Välj en av era egna regioner och ett öppet år."),
        },
    )
    file = forms.FileField(
        label=_("Arbetsbok"),
        help_text=_("En Excelfil (.xlsx), högst 20 MB. Filen sparas inte."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Välj en fil att prova.")},
    )

    def __init__(self, *args: Any, returns: QuerySet[Return], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["the_return"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = returns


class RevisionForm(forms.Form):
    """The draft that the person compared with."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def file_is_too_large(size: int) -> bool:
    """Whether a file is over the limit of what is kept at all."""
    return size > int(settings.UPLOAD_LIMIT_BYTES)
