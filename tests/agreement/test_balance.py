"""Balance: what fires, and what does not; and the printed returns of 2018."""

from dataclasses import replace

import pytest

from agreement.answers import Answer, Answers, case_of
from agreement.case import Case
from agreement.findings import Weight
from agreement.rules import findings
from agreement.terms import Terms
from tests.agreement.cases import TERMS, a_case, found, only, printed


def test_the_one_side_that_differs_is_named() -> None:
    finding = only(a_case(PUBLIC="223"))

    assert finding.rule == "balance.unequal"
    assert finding.weight is Weight.ERROR
    assert finding.lines == ("PRIVATE", "PUBLIC")
    assert (finding.found, finding.expected) == (424, 324)


def test_three_different_sums_are_all_told() -> None:
    finding = only(a_case(PUBLIC="223", MEN="90"))

    assert finding.rule == "balance.unequal_all"
    assert finding.found == "324 / 424 / 326"


def test_a_form_that_was_not_collected_may_make_the_forms_fewer() -> None:
    assert found(a_case(KBT=None, marks={"KBT": "not_collected"}, comments={"KBT": "Saknas."})) == []


def test_a_form_that_was_not_collected_cannot_make_the_forms_more() -> None:
    case = a_case(IPT=None, AST="54", APB="20", marks={"IPT": "not_collected"}, comments={"IPT": "Saknas."})

    finding = only(case)

    assert (finding.rule, finding.found, finding.expected) == ("balance.forms_exceed", 326, "≤ 324")


def test_partly_collected_forms_still_balance() -> None:
    case = a_case(KBT="190", marks={"KBT": "partly"}, comments={"KBT": "En vårdgivare saknas."})

    assert found(case) == ["balance.unequal"]


def test_providers_and_sexes_balance_even_where_no_form_was_collected() -> None:
    marks = dict.fromkeys(("KBT", "IKBT", "IPT", "PDT", "EMDR", "APB"), "not_collected")
    values: dict[str, str | None] = dict.fromkeys(marks)

    case = a_case(values, MEN="90", marks=marks, comments=dict.fromkeys(marks, "Saknas."))

    assert found(case) == ["balance.unequal_all"]


def test_a_stated_total_stands_in_place_of_forms_that_were_not_asked() -> None:
    terms = replace(TERMS, asked=("PRIVATE", "PUBLIC", "WOMEN", "MEN"), period_asked=False)
    lines = {
        code: Answer(text)
        for code, text in (("PRIVATE", "56"), ("PUBLIC", "149"), ("WOMEN", "151"), ("MEN", "54"))
    }

    def with_total(total: int) -> Case:
        return case_of(Answers(lines=lines, stated={"TREATMENTS": total}), terms, "07")

    assert found(with_total(205)) == []
    assert found(with_total(206)) == ["balance.unequal"]


COLUMNS_2018 = {
    "skl2018_table02_psychological_treatments.csv": {
        "kbt": "KBT",
        "ipt": "IPT",
        "ikbt": "IKBT",
        "pdt": "PDT",
        "emdr": "EMDR",
        "other_psychological": "APB",
    },
    "skl2018_table03_pain_treatments.csv": {
        "mmr1": "MMR1",
        "mmr2": "MMR2",
        "behavioural_medicine": "BMB",
        "active_specific_training": "AST",
        "other_pain": "ASB",
    },
    "skl2018_table04_gender.csv": {"men": "MEN", "women": "WOMEN"},
    "skl2018_table05_providers.csv": {"private": "PRIVATE", "public": "PUBLIC"},
    "skl2018_table06_contacts.csv": {
        "employer_contacts": "EMPLOYER",
        "employment_service_contacts": "EMPLOYMENT_SERVICE",
    },
}


@pytest.fixture(scope="module")
def unbalanced() -> dict[str, list[str]]:
    """By region code: the balance findings of the 2018 return as printed."""
    texts: dict[str, dict[str, str]] = {}
    for name, columns in COLUMNS_2018.items():
        for code, row in printed(name).items():
            texts.setdefault(code, {}).update({line: row[column] for column, line in columns.items()})
    terms = Terms(2018, period_asked=False)
    found_in_2018 = {}
    for code, lines in texts.items():
        case = case_of(Answers(lines={line: Answer(text) for line, text in lines.items()}), terms, code)
        found_in_2018[code] = [f.rule for f in findings(case) if f.family == "balance"]
    return found_in_2018


def test_exactly_seven_returns_of_2018_do_not_balance_as_printed(unbalanced: dict[str, list[str]]) -> None:
    assert {code for code, rules in unbalanced.items() if rules} == {"01", "05", "12", "13", "14", "19", "22"}
    assert len(unbalanced) == 21


def test_vasternorrland_2018_is_the_one_where_no_two_sums_agree(unbalanced: dict[str, list[str]]) -> None:
    assert unbalanced["22"] == ["balance.unequal_all"]
