"""Forms for lists: many files at once, names to merge, sums to use."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_FILES = 300


class ManyFilesInput(forms.FileInput):
    """A field where many files can be chosen, or dropped together."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Takes every file that was chosen."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """All files, each as a file field takes one."""
        files = data if isinstance(data, Sequence) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in files or [None]]


class ListsForm(forms.Form):
    """The files of lists, at most so many and each at most so large."""

    lists = ManyFilesField(
        label=_("Listor"),
        help_text=_("Excelfiler (.xlsx) eller textfiler (.csv), högst 20 MB var. Välj flera på en gång."),
        allow_empty_file=True,
        widget=ManyFilesInput(attrs={"accept": ".xlsx,.csv,.txt", "multiple": True}),
        error_messages={"required": _("Välj minst en fil att ladda upp.")},
    )

    def clean_lists(self) -> "list[UploadedFile[Any]]":
        """Refuses too many files, and one that is too large, by name."""
        files: list[UploadedFile[Any]] = self.cleaned_data["lists"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                gettext("Det är fler än %(limit)d filer. Ladda upp dem i omgångar.") % {"limit": MOST_FILES}
            )
        for file in files:
            if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
                raise forms.ValidationError(
                    gettext("Filen ”%(name)s” är större än 20 MB. Dela den i flera filer.")
                    % {"name": file.name}
                )
        return files


class UseForm(forms.Form):
    """What the person saw, and the word that the interpretation is right."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    lists = forms.CharField(max_length=16, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("Tolkningen av kolumner och värden stämmer"),
        error_messages={"required": _("Läs igenom hur listorna har tolkats och bekräfta.")},
    )
