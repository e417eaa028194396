"""The form pack: FKUI's markup for every kind of field, with and without an error."""

import re
from typing import Any

import pytest
from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Button, Div, Fieldset, Layout, Submit
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.template import engines
from django.utils.datastructures import MultiValueDict

CHOICES = [("a", "A"), ("b", "B & <b>")]
FIELDS = ["name", "secret", "when", "essay", "pick", "one", "many", "file", "sure"]


class Everything(forms.Form):
    name = forms.CharField(
        label="Namn <i>", help_text="Som i avtalet", widget=forms.TextInput({"placeholder": "Skriv här"})
    )
    secret = forms.CharField(widget=forms.PasswordInput)
    when = forms.DateField()
    essay = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    pick = forms.ChoiceField(choices=CHOICES)
    one = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    file = forms.FileField()
    sure = forms.BooleanField(help_text="Går inte att ångra")
    revision = forms.IntegerField(widget=forms.HiddenInput)


GOOD = {
    "name": "<script>",
    "secret": "x",
    "when": "2027-08-15",
    "essay": "</textarea><script>",
    "pick": "a",
    "one": "b",
    "many": ["a"],
    "sure": "on",
    "revision": "1",
}


def rendered(form: "forms.BaseForm | forms.BaseFormSet[Any]", source: str = "{{ form|crispy }}") -> str:
    loads = "{% load crispy_forms_tags crispy_forms_filters %}"
    return engines["django"].from_string(loads + source).render({"form": form})


def one_field(form: forms.Form, name: str) -> str:
    return rendered(form, "{{ form." + name + "|as_crispy_field }}")


def good(**changed: str) -> Everything:
    files: MultiValueDict[str, UploadedFile[Any]] = MultiValueDict(
        {"file": [SimpleUploadedFile("a.xlsx", b"x")]}
    )
    return Everything(GOOD | changed, files)


def tag(html: str, start: str) -> str:
    found = re.search(rf"<{start}[^>]*>", html)
    assert found, f"no <{start} in {html}"
    return found[0]


@pytest.mark.parametrize(
    ("name", "start", "css_class"),
    [
        ("name", "input", "text-field__input"),
        ("secret", 'input type="password"', "text-field__input"),
        ("when", 'input type="text"', "text-field__input"),
        ("essay", "textarea", "textarea-field__textarea"),
        ("pick", "select", "select-field__select"),
        ("one", 'input type="radio"', "radio-button__input"),
        ("many", 'input type="checkbox"', "checkbox__input"),
        ("file", 'input type="file"', "p-file"),
        ("sure", 'input type="checkbox"', "checkbox__input"),
    ],
)
def test_each_kind_of_field_gets_its_own_class(name: str, start: str, css_class: str) -> None:
    assert css_class in tag(one_field(Everything(), name), start)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_without_an_error_says_nothing_of_errors(name: str) -> None:
    html = one_field(good(), name)
    assert "error" not in html
    assert "aria-invalid" not in html


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_with_an_error_says_so_inside_its_label(name: str) -> None:
    html = one_field(Everything({}), name)
    label = re.search(r"<(label|legend).*?</\1>", html, re.DOTALL)
    assert label
    assert "label__message--error" in label[0]
    assert "Detta fält måste fyllas i." in label[0]


@pytest.mark.parametrize("name", sorted(set(FIELDS) - {"one", "many"}))
def test_a_single_input_with_an_error_is_marked_invalid(name: str) -> None:
    assert 'aria-invalid="true"' in one_field(Everything({}), name)


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("data", [None, {}])
def test_every_label_points_at_an_input_that_is_there(name: str, data: dict[str, Any] | None) -> None:
    html = one_field(Everything(data), name)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'\bfor="([^"]+)"', html)
    assert targets
    assert set(targets) <= set(ids)


@pytest.mark.parametrize("data", [None, {}, GOOD])
def test_nothing_is_described_by_an_element_that_is_not_there(data: dict[str, Any] | None) -> None:
    html = rendered(Everything(data))
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    described = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html)
    assert all(one in ids for value in described for one in value.split())


@pytest.mark.parametrize("data", [None, {}, GOOD])
def test_no_style_and_no_script_stands_in_the_markup(data: dict[str, Any] | None) -> None:
    html = rendered(Everything(data))
    assert " style=" not in html
    assert "<script" not in html
    assert not re.search(r"\son\w+=", html)


def test_what_people_typed_and_labels_are_escaped() -> None:
    html = rendered(good())
    assert 'value="&lt;script&gt;"' in html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html
    assert "Namn &lt;i&gt;" in html
    assert "B &amp; &lt;b&gt;" in html


def test_a_password_is_never_sent_back() -> None:
    assert "value=" not in tag(one_field(good(), "secret"), 'input type="password"')


def test_no_hint_stands_inside_a_field() -> None:
    assert "placeholder" not in one_field(Everything(), "name")


def test_what_was_chosen_stays_chosen() -> None:
    assert "checked" in tag(one_field(good(), "one"), 'input type="radio" name="one" value="b"')
    assert "checked" in tag(one_field(good(), "many"), 'input type="checkbox" name="many" value="a"')
    assert "selected" in tag(one_field(good(), "pick"), 'option value="a"')


def test_a_day_tells_its_format_unless_the_field_has_help_of_its_own() -> None:
    assert "åååå-mm-dd" in one_field(Everything(), "when")
    assert "åååå-mm-dd" not in one_field(Everything(), "name")


def test_the_error_list_counts_in_words_and_links_to_every_field() -> None:
    html = rendered(Everything({}))
    listed = html[: html.index("</ul>")]
    assert 'role="alert"' in listed
    assert "Rätta tio fel" in listed
    targets = re.findall(r'href="#([^"]+)"', listed)
    assert targets == [f"id_{name}{'_0' if name in {'one', 'many'} else ''}" for name in FIELDS]
    assert all(f'id="{target}"' in html for target in targets)


def test_one_error_is_named_in_the_singular() -> None:
    assert "Rätta ett fel" in rendered(good(sure=""))


def test_a_fresh_form_and_a_right_one_have_no_error_list() -> None:
    assert "error-list" not in rendered(Everything())
    assert "error-list" not in rendered(good())


def test_an_error_of_the_whole_form_is_listed_first_and_without_a_link() -> None:
    form = Everything({})
    form.add_error(None, "Summorna <är> olika.")
    listed = rendered(form)
    assert "<span>Summorna &lt;är&gt; olika.</span>" in listed
    assert listed.index("Summorna") < listed.index("Namn")


def test_a_hidden_field_is_there_without_a_label() -> None:
    html = one_field(good(), "revision")
    assert 'type="hidden"' in html
    assert "label" not in html


class LaidOut(forms.Form):
    name = forms.CharField()
    sure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = "/hit/"
        self.helper.layout = Layout(
            HTML("<p>Läs först.</p>"),
            Fieldset("Uppgifter", Div("name", css_class="p-two")),
            "sure",
            FormActions(
                Submit("save", "Spara utkast"),
                Button("stop", "Avbryt", css_class="button--tertiary button--small"),
            ),
        )


def test_a_layout_is_rendered_with_fieldset_buttons_and_form() -> None:
    html = rendered(LaidOut(), "{% crispy form %}")
    assert 'action="/hit/"' in tag(html, "form")
    assert 'method="post"' in tag(html, "form")
    assert '<legend class="label fieldset__label">Uppgifter</legend>' in html
    assert '<div class="p-two"' in html
    assert "<p>Läs först.</p>" in html
    submit = tag(html, 'button type="submit"')
    assert "button button--primary button--large" in submit
    assert "btn" not in html
    other = tag(html, 'button type="button"')
    assert "button button--tertiary button--small" in other
    assert "button--primary" not in other


def test_a_layout_shows_its_error_list_once_and_before_the_fields() -> None:
    html = rendered(LaidOut({}), "{% crispy form %}")
    assert html.count('role="alert"') == 1
    assert html.index('role="alert"') < html.index("Läs först")


def test_a_formset_is_rendered_with_its_management_form() -> None:
    formset = forms.formset_factory(LaidOut, extra=2)()
    html = rendered(formset, "{{ form|crispy }}")
    assert 'name="form-TOTAL_FORMS"' in html
    assert html.count('class="text-field"') == 2


class WithPrefix(Everything):
    prefix = "one"


def test_two_forms_on_a_page_keep_their_ids_apart() -> None:
    both = rendered(Everything({})) + rendered(WithPrefix({}))
    ids = re.findall(r'\bid="([^"]+)"', both)
    assert len(ids) == len(set(ids))
