"""Silence: no contacts, only treatments with a contact, and lines that vanished."""

import pytest

from tests.agreement.cases import a_case, before, found, of_size, only

NO_CONTACTS = {"EMPLOYER": "0", "EMPLOYMENT_SERVICE": "0"}

# --- no contacts ------------------------------------------------------------------------------


@pytest.mark.parametrize(("treatments", "is_asked"), [(99, False), (100, True)])
def test_a_hundred_treatments_without_a_contact_are_asked_about(treatments: int, is_asked: bool) -> None:
    case = a_case(of_size(treatments, **NO_CONTACTS))

    assert found(case) == (["silence.no_contacts"] if is_asked else [])


@pytest.mark.parametrize("kind", NO_CONTACTS)
def test_one_contact_of_either_kind_is_no_silence(kind: str) -> None:
    assert found(a_case(of_size(1_000, **NO_CONTACTS | {kind: "1"}))) == []


def test_contacts_that_were_not_collected_are_another_question() -> None:
    case = a_case(
        EMPLOYER=None,
        EMPLOYMENT_SERVICE=None,
        marks=dict.fromkeys(NO_CONTACTS, "not_collected"),
        comments=dict.fromkeys(NO_CONTACTS, "Underlag saknas."),
    )

    assert found(case) == ["complete.contacts_not_collected"]


def test_contacts_marked_as_none_are_asked_about_as_a_zero_is() -> None:
    case = a_case(EMPLOYER=None, EMPLOYMENT_SERVICE=None, marks=dict.fromkeys(NO_CONTACTS, "zero"))

    assert found(case) == ["silence.no_contacts"]


# --- only treatments with a contact -----------------------------------------------------------


@pytest.mark.parametrize(
    ("contacts", "rules"),
    [
        (291, []),  # of 324: 89,8 percent
        (292, ["silence.only_with_contact"]),
        (324, ["silence.only_with_contact"]),
        (325, ["limits.contacts_together"]),  # more contacts than treatments is another question
    ],
)
def test_contacts_for_nine_of_ten_treatments_are_asked_about(contacts: int, rules: list[str]) -> None:
    assert found(a_case(EMPLOYER=str(contacts - 35))) == rules


@pytest.mark.parametrize(("treatments", "is_asked"), [(19, False), (20, True)])
def test_fewer_than_twenty_treatments_may_all_have_a_contact(treatments: int, is_asked: bool) -> None:
    case = a_case(of_size(treatments, EMPLOYER=str(treatments)))

    assert found(case) == (["silence.only_with_contact"] if is_asked else [])


# --- lines that vanished ----------------------------------------------------------------------


@pytest.mark.parametrize(("earlier", "is_asked"), [(29, False), (30, True)])
@pytest.mark.parametrize("line", ["ASB", "EMDR", "EMPLOYMENT_SERVICE"])
def test_a_line_of_thirty_that_is_0_now_is_asked_about(line: str, earlier: int, is_asked: bool) -> None:
    case = a_case({line: "0"}, earlier=before(**{line: earlier}))

    assert found(case) == (["silence.gone"] if is_asked else [])


@pytest.mark.parametrize(
    ("earlier", "rules"),
    [(88, ["change.total"]), (89, ["silence.gone", "change.total"])],  # 344 / 1 020 of 89 is 30,02
)
def test_a_line_is_measured_by_what_became_of_the_total(earlier: int, rules: list[str]) -> None:
    assert found(a_case(earlier=before(TREATMENTS=1_000, ASB=earlier))) == rules


def test_lines_that_vanished_are_one_finding() -> None:
    finding = only(a_case(earlier=before(ASB=40, EMDR=50, PDT=29, IPT=300)))

    assert (finding.rule, finding.lines) == ("silence.gone", ("IPT", "EMDR", "ASB"))


def test_a_line_that_is_1_now_is_a_change_and_no_silence() -> None:
    assert found(a_case(earlier=before(IKBT=300))) == ["change.line"]


def test_contacts_that_all_vanished_are_asked_about_once() -> None:
    assert found(a_case(NO_CONTACTS, earlier=before(EMPLOYER=100, EMPLOYMENT_SERVICE=80))) == [
        "silence.no_contacts"
    ]


def test_a_line_that_was_not_collected_has_not_vanished() -> None:
    case = a_case(
        ASB=None,
        earlier=before(ASB=400),
        marks={"ASB": "not_collected"},
        comments={"ASB": "Systemet byttes."},
    )

    assert "silence.gone" not in found(case)
