"""Limits: what fires, and what does not."""

from agreement.findings import Weight
from tests.agreement.cases import a_case, found, only


def test_more_contacts_of_one_kind_than_treatments_is_an_error() -> None:
    finding = only(a_case(EMPLOYER="325"))

    assert (finding.rule, finding.weight) == ("limits.contacts", Weight.ERROR)
    assert (finding.found, finding.expected) == (325, "≤ 324")


def test_as_many_contacts_as_treatments_is_possible() -> None:
    assert found(a_case(EMPLOYER="324", EMPLOYMENT_SERVICE="0")) == ["silence.only_with_contact"]


def test_both_kinds_together_above_the_treatments_is_asked_about() -> None:
    finding = only(a_case(EMPLOYER="300", EMPLOYMENT_SERVICE="25"))

    assert (finding.rule, finding.weight, finding.found) == ("limits.contacts_together", Weight.QUERY, 325)


def test_the_single_kind_is_the_first_cause() -> None:
    assert found(a_case(EMPLOYER="400")) == ["limits.contacts"]


def test_treatments_with_both_kinds_are_at_most_the_smaller_kind() -> None:
    assert only(a_case(BOTH="36")).rule == "limits.both"
    assert found(a_case(BOTH="35")) == []


def test_contacts_are_not_judged_where_the_treatments_are_unknown() -> None:
    blank: dict[str, str | None] = dict.fromkeys(("KBT", "PRIVATE", "WOMEN"))

    assert "limits.contacts" not in found(a_case(blank, EMPLOYER="9000"))


def test_the_treatments_are_those_of_the_providers_where_a_form_was_not_collected() -> None:
    case = a_case(
        EMPLOYER="325", KBT=None, marks={"KBT": "not_collected"}, comments={"KBT": "Underlag saknas."}
    )

    finding = only(case)

    assert (finding.rule, finding.params["basis"]) == ("limits.contacts", "providers")


def test_contacts_that_were_not_collected_are_not_judged() -> None:
    case = a_case(EMPLOYER=None, EMPLOYMENT_SERVICE="324", marks={"EMPLOYER": "not_collected"})

    assert found(case) == ["complete.contacts_not_collected"]


def test_a_faulty_number_of_contacts_is_reported_once() -> None:
    assert found(a_case(EMPLOYER="ca 9000")) == ["whole.text"]


def test_contacts_beyond_one_sum_alone_are_the_fault_of_that_sum() -> None:
    assert found(a_case(KBT="23")) == ["balance.unequal"]
    assert "limits.contacts" in found(a_case(KBT="23", EMPLOYER="325"))
