"""How Django's form fields become FKUI's markup. Loaded by the form pack's templates only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

# In order: a class comes before those that it inherits from.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.MultiWidget, "group"),
)
_CLASSES = {
    "checkboxes": "checkbox__input",
    "radios": "radio-button__input",
    "select": "select-field__select",
    "checkbox": "checkbox__input",
    "textarea": "textarea-field__textarea textarea-field__resize--vertical",
    "file": "p-file",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or checkbox in a group."""

    input: SafeString
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the error list; ``target`` is the id of the field, empty where there is none."""

    text: str
    target: str


@register.filter
def kind(field: BoundField) -> str:
    """Which of the pack's markups fits the field's widget."""
    if field.is_hidden:
        return "hidden"
    widget = field.field.widget
    return next((name for cls, name in _KINDS if isinstance(widget, cls)), "text")


@register.filter
def is_date(field: BoundField) -> bool:
    """Whether the field takes a day, typed as text."""
    return isinstance(field.field.widget, forms.DateInput)


@register.simple_tag
def field_input(field: BoundField) -> SafeString:
    """The bare input with FKUI's class. Help and errors stand in its label, so nothing describes it twice."""
    html: SafeString = field.field.widget.render(
        field.html_name, field.value(), _attrs(field), field.form.renderer
    )
    return html


@register.simple_tag
def field_choices(field: BoundField) -> list[Choice]:
    """The radio buttons or checkboxes of a field, one by one."""
    attrs = _attrs(field)
    # On a group the error belongs to the whole and stands in the legend.
    attrs.pop("aria-invalid", None)
    subwidgets = field.field.widget.subwidgets(field.html_name, field.value(), attrs=attrs)
    bound = (BoundWidget(field.field.widget, data, field.form.renderer) for data in subwidgets)
    return [Choice(one.tag(), one.id_for_label, str(one.choice_label)) for one in bound]


def _attrs(field: BoundField) -> dict[str, Any]:
    widget = field.field.widget
    attrs: dict[str, Any] = field.build_widget_attrs({}, widget)
    attrs.pop("aria-describedby", None)
    attrs.setdefault("id", widget.attrs.get("id", field.auto_id))
    # A hint inside the field vanishes when it is needed, and is too pale to read.
    attrs["placeholder"] = False
    own = _CLASSES.get(kind(field), "text-field__input")
    attrs["class"] = " ".join(dict.fromkeys(f"{own} {widget.attrs.get('class', '')}".split()))
    return attrs


@register.simple_tag
def mistakes(form: forms.BaseForm) -> list[Mistake]:
    """Everything wrong with a bound form, in the order of the page; the whole form's own errors first."""
    return list(_mistakes(form)) if form.is_bound else []


def _mistakes(form: forms.BaseForm) -> Iterator[Mistake]:
    for error in form.non_field_errors():
        yield Mistake(str(error), "")
    for field in form:
        for error in field.errors:
            label = f"{field.label}: " if field.label and not field.is_hidden else ""
            yield Mistake(f"{label}{error}", _target(field))


def _target(field: BoundField) -> str:
    if field.is_hidden:
        return ""
    first = f"{field.auto_id}_0" if kind(field) in {"radios", "checkboxes"} else field.auto_id
    return field.id_for_label or first


@register.filter
def mistakes_title(found: list[Mistake]) -> str:
    """Rätta två fel."""
    words = [_("noll"), _("ett"), _("två"), _("tre"), _("fyra"), _("fem"), _("sex"), _("sju"), _("åtta")]
    words += [_("nio"), _("tio"), _("elva"), _("tolv")]
    number = len(found)
    shown = words[number] if number < len(words) else str(number)
    return ngettext("Rätta %(n)s fel", "Rätta %(n)s fel", number) % {"n": shown}


@register.simple_tag
def button_class(given: str, input_type: str = "submit") -> str:
    """FKUI's classes for a crispy button: the layout's own words, without those of Bootstrap."""
    own = [word for word in given.split() if not word.startswith("btn")]
    if not any(word.startswith(("button--primary", "button--secondary", "button--tertiary")) for word in own):
        own.insert(0, "button--primary" if input_type == "submit" else "button--secondary")
    if not {"button--large", "button--medium", "button--small"}.intersection(own):
        own.append("button--large")
    return " ".join(["button", *own])
