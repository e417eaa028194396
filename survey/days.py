"""The field in which days before and after a last day are written."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FARTHEST, MOST = 60, 10
_BETWEEN = re.compile(r"[,;\s]+")


class DaysField(forms.CharField):
    """Days counted from the last day, as whole numbers with commas between; before it they are negative."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = gettext_lazy(
            "Räkna dagar från sista dagen och skriv komma emellan. Dagar före har minus: -14, -3, 0, 7."
        )
        super().__init__(**{"required": False, "max_length": 100, "help_text": help_text, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """A list as it is written; what somebody wrote as it is."""
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[int]:
        """The days in order, each once. Raises ValidationError with what could not be read."""
        text = str(super().clean(value)).replace("\u2212", "-").replace("\u2013", "-")
        found = [_day(word) for word in _BETWEEN.split(text) if word]
        if len(set(found)) > MOST:
            raise forms.ValidationError(_("Välj högst %(most)d dagar.") % {"most": MOST})
        return sorted(set(found))


def _day(word: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,3}", word, re.ASCII) or abs(int(word)) > FARTHEST:
        raise forms.ValidationError(
            _("”%(word)s” är ingen dag mellan -%(most)d och %(most)d.") % {"word": word, "most": FARTHEST}
        )
    return int(word)
