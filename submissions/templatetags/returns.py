"""How a return's lines, findings and inputs are shown."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import forms, template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement import numerals, wording
from agreement.lines import SECTION_NAMES, Section
from agreement.moves import Status
from agreement.naming import listed, name_of
from agreement.repair import Repair
from register.language import language
from submissions.models import Finding, Return, Waiver
from submissions.names import COLLECTED_NAMES, NO_RETURN

register = template.Library()

_COLLECTED = {str(code): name for code, name in COLLECTED_NAMES}


@register.filter
def line(code: str) -> str:
    """A line's or indicator's name inside a sentence."""
    return name_of(code, language())


@register.filter
def named(code: str) -> str:
    """A line's or indicator's name with a capital, for a heading."""
    said = name_of(code, language())
    return said[:1].upper() + said[1:]


@register.filter
def lines_named(codes: Sequence[str]) -> str:
    """Several lines' or indicators' names; from the fifth on they are counted."""
    return listed([name_of(code, language()) for code in codes], len(codes), language())


# Where long Swedish words may break on a narrow page.
_BREAKS = {
    "Beteendemedicinskt": "Beteende\u00admedicinskt",
    "behandlingsprogram": "behandlings\u00adprogram",
    "Behandlingar": "Behand\u00adlingar",
    "Arbetsförmedlingen": "Arbets\u00adförmedlingen",
    "sjukgymnastiskt": "sjuk\u00adgymnastiskt",
    "internetbaserad": "internet\u00adbaserad",
    "interpersonell": "inter\u00adpersonell",
    "smärtbehandling": "smärt\u00adbehandling",
    "rehabilitering": "rehabili\u00adtering",
    "beteendeterapi": "beteende\u00adterapi",
}


@register.filter
def breakable(label: str) -> str:
    """A line's name with the places where a narrow page may break its long words."""
    for word, parts in _BREAKS.items():
        label = label.replace(word, parts)
    return label


@register.filter
def status_now(the_return: Return) -> str:
    """The status as the region knows it; what did not come in a past round is not to be begun any more."""
    is_missing = the_return.status == Status.NOT_STARTED and not the_return.year.is_open
    return NO_RETURN if is_missing else the_return.status


@register.filter
def section_name(code: str) -> str:
    """A section's name."""
    return SECTION_NAMES[Section(code)][language() == "en"]


@register.filter
def collected(mark: str) -> str:
    """How far something was collected, in words."""
    return str(_COLLECTED.get(mark, ""))


LIST_MEANINGS = {
    "form": gettext_lazy("behandlingsform"),
    "type": gettext_lazy("privat eller offentlig"),
    "sex": gettext_lazy("kön"),
    "employer": gettext_lazy("kontakt med arbetsgivare"),
    "employment_service": gettext_lazy("kontakt med Arbetsförmedlingen"),
    "age": gettext_lazy("ålder 16–67"),
    "end": gettext_lazy("slutdatum"),
    "provider": gettext_lazy("vårdgivare"),
    "number": gettext_lazy("löpnummer, används inte"),
    "": gettext_lazy("används inte"),
}
LIST_VALUES = {
    "1": gettext_lazy("ja"),
    "0": gettext_lazy("nej"),
    "in": gettext_lazy("16–67 år"),
    "outside": gettext_lazy("utanför 16–67 år"),
    "": gettext_lazy("–"),
}


@register.filter
def list_meaning(meaning: str) -> str:
    """What a list's column was taken as."""
    return str(LIST_MEANINGS.get(meaning) or line(meaning))


@register.filter
def list_value(value: str) -> str:
    """What a value in a list was taken as."""
    if value.startswith("?"):
        return _("förstås inte")
    return str(LIST_VALUES.get(value) or line(value))


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key, or nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def why_missing(mark: str) -> str:
    """Why there is no figure, to be read aloud where the page shows a dash."""
    return _("ej insamlat") if mark == "not_collected" else ""


@register.filter
def say(finding: Finding) -> str:
    """The finding's message."""
    return finding.message(language())


@register.filter
def told(finding: Finding | Waiver) -> str:
    """What was found and what is wanted, without what to do."""
    return wording.told(finding.rule, finding.params, language())


@register.filter
def action(finding: Finding) -> str:
    """What to do about it; empty where there is nothing to do."""
    return wording.action(finding.rule, finding.params, language())


@register.filter
def why(repair: Repair) -> str:
    """Why a proposed repair may be the right one."""
    return repair.why(language())


@register.filter
def heading(finding: Finding | Waiver) -> str:
    """The finding's short heading."""
    return wording.title(finding.rule, language())


@register.filter
def shown(value: str | int | None) -> str:
    """What was found or expected, as the reader writes it."""
    return wording.shown(value, language())


@register.filter
def signed(value: int) -> str:
    """A difference with its sign: +100, −100."""
    return ("+" if value > 0 else "") + numerals.count(value, language())


@register.filter
def size(value: int) -> int:
    """A difference without its sign."""
    return abs(value)


@register.filter
def percent_change(value: Fraction) -> str:
    """A change in whole percent with its sign: +19 %, −9 %, ±0 %."""
    words = numerals.percent(value, 0, language())
    if value > 0 and not words.startswith("0"):
        return f"+{words}"
    return f"±{words.lstrip('−-')}" if words.lstrip("−-").startswith("0") else words


@register.simple_tag
def figure_input(field: forms.BoundField, code: str, bad_lines: Collection[str]) -> SafeString:
    """The input of a figure, with the short id that findings link to."""
    attrs: dict[str, Any] = {"id": f"f-{code}"}
    if code in bad_lines or field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.simple_tag
def named_input(field: forms.BoundField, label: str) -> SafeString:
    """An input in a table cell, named for those who do not see its row and column."""
    kind = _("insamlat") if field.name.startswith("collected") else _("kommentar")
    return field.as_widget(attrs={"aria-label": f"{label}, {kind}"})
