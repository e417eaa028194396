"""Completeness: what fires, and what does not."""

from dataclasses import replace

from agreement.answers import SectionAnswer
from agreement.case import Earlier
from agreement.findings import Weight
from agreement.terms import ContactUnit
from tests.agreement.cases import TERMS, a_case, found, only, shown


def test_a_balanced_return_has_no_findings() -> None:
    assert found(a_case()) == []


def test_blank_lines_of_a_section_are_one_finding() -> None:
    finding = only(a_case(WOMEN=None, MEN=None))

    assert finding.rule == "complete.unanswered"
    assert finding.lines == ("WOMEN", "MEN")
    assert finding.weight is Weight.ERROR


def test_a_blank_line_does_not_also_break_the_balance() -> None:
    assert found(a_case(KBT=None)) == ["complete.unanswered"]


def test_an_empty_return_is_one_finding_a_section_and_one_for_the_period() -> None:
    blank = dict.fromkeys(TERMS.asked)

    assert found(a_case(blank, period=("", ""))) == ["complete.unanswered"] * 5 + ["complete.period_missing"]


def test_the_optional_line_may_be_blank() -> None:
    assert found(a_case(BOTH=None)) == []


def test_a_line_that_the_year_does_not_ask_for_is_never_missing() -> None:
    terms = replace(TERMS, asked=("PRIVATE", "PUBLIC", "WOMEN", "MEN"), period_asked=False)

    assert found(a_case(terms=terms)) == []


def test_a_mark_without_its_figure_is_an_error() -> None:
    assert only(a_case(KBT=None, marks={"KBT": "reported"})).rule == "complete.missing_figure"


def test_zero_needs_no_figure_and_counts_as_zero() -> None:
    case = a_case(IPT=None, marks={"IPT": "zero"})

    assert found(case) == []
    assert case.figure("IPT") == 0


def test_a_line_marked_as_nothing_to_report_cannot_hold_a_figure() -> None:
    finding = only(a_case(marks={"KBT": "zero"}))

    assert (finding.rule, finding.found) == ("complete.marked_zero", 203)


def test_a_line_marked_as_not_collected_cannot_hold_a_figure() -> None:
    assert "complete.marked_not_collected" in found(
        a_case(marks={"KBT": "not_collected"}, comments={"KBT": "Saknas."})
    )


def test_partly_collected_wants_a_comment() -> None:
    assert only(a_case(marks={"KBT": "partly"})).rule == "complete.no_comment"
    assert found(a_case(marks={"KBT": "partly"}, comments={"KBT": "Två vårdgivare saknas."})) == []


def test_the_sections_comment_serves_its_lines() -> None:
    sections = {"PAIN": SectionAnswer("partly", "Östra kliniken saknas.")}

    assert found(a_case(sections=sections)) == []


def test_not_collected_is_absent_never_zero() -> None:
    case = a_case(KBT=None, marks={"KBT": "not_collected"}, comments={"KBT": "Saknas."})

    assert case.figure("KBT") is None
    assert "KBT" not in case.figures()


def test_contacts_that_were_not_collected_are_a_query_since_money_depends_on_them() -> None:
    finding = only(
        a_case(
            EMPLOYER=None,
            EMPLOYMENT_SERVICE=None,
            marks={"EMPLOYER": "not_collected", "EMPLOYMENT_SERVICE": "not_collected"},
        )
    )

    assert finding.rule == "complete.contacts_not_collected"
    assert finding.weight is Weight.QUERY
    assert finding.lines == ("EMPLOYER", "EMPLOYMENT_SERVICE")


def test_another_period_than_the_years_is_an_error() -> None:
    finding = only(a_case(period=("2025-01-01", "2025-12-31")))

    assert finding.rule == "complete.period"
    assert finding.found == "2025-01-01–2025-12-31"


def test_a_shorter_period_inside_the_years_is_asked_about() -> None:
    finding = only(a_case(period=("2026-03-01", "2026-12-31")))

    assert (finding.rule, finding.weight) == ("complete.period_short", Weight.QUERY)


def test_a_period_that_is_no_date_is_named() -> None:
    finding = only(a_case(period=("i våras", "2026-12-31")))

    assert (finding.rule, finding.found) == ("complete.period_unreadable", "i våras")


def test_contacts_not_collected_as_a_section_is_the_query_alone() -> None:
    case = a_case(
        {"EMPLOYER": None, "EMPLOYMENT_SERVICE": None}, sections={"CONTACTS": SectionAnswer("not_collected")}
    )

    assert found(case) == ["complete.contacts_not_collected"]


def test_one_kind_of_contact_that_was_not_collected_is_asked_about_too() -> None:
    finding = only(a_case(EMPLOYMENT_SERVICE=None, marks={"EMPLOYMENT_SERVICE": "not_collected"}))

    assert (finding.rule, finding.lines) == ("complete.contacts_not_collected", ("EMPLOYMENT_SERVICE",))


def test_contacts_not_collected_is_asked_about_even_with_a_comment() -> None:
    marks = {"EMPLOYER": "not_collected"}

    assert found(a_case(EMPLOYER=None, marks=marks, comments={"EMPLOYER": "Saknas."})) == [
        "complete.contacts_not_collected"
    ]


def test_other_lines_that_were_not_collected_want_a_comment() -> None:
    finding = only(a_case(EMDR=None, marks={"EMDR": "not_collected"}))

    assert (finding.rule, finding.lines) == ("complete.no_comment", ("EMDR",))


def test_a_contradiction_between_mark_and_figure_breaks_no_other_rule() -> None:
    assert found(a_case(KBT="500", marks={"KBT": "zero"})) == ["complete.marked_zero"]
    assert found(a_case(PUBLIC="999", marks={"PUBLIC": "not_collected"}, comments={"PUBLIC": "Saknas."})) == [
        "complete.marked_not_collected"
    ]


def test_zero_beside_its_mark_is_no_contradiction() -> None:
    assert found(a_case(IPT="0", marks={"IPT": "zero"})) == []


def test_a_period_that_ends_before_it_begins_is_named() -> None:
    assert only(a_case(period=("2026-12-31", "2026-01-01"))).rule == "complete.period_order"


def test_any_period_is_right_where_the_terms_state_none() -> None:
    terms = replace(TERMS, period_first=None, period_last=None)

    assert found(a_case(period=("2025-07-01", "2026-06-30"), terms=terms)) == []
    assert only(a_case(period=("", ""), terms=terms)).expected is None


def test_a_period_that_is_not_asked_for_is_never_missing() -> None:
    assert found(a_case(period=("", ""), terms=replace(TERMS, period_asked=False))) == []


PER_TREATMENT = replace(TERMS, contact_unit=ContactUnit.TREATMENTS_WITH_CONTACT)


def test_who_had_both_kinds_is_asked_about_where_a_treatment_is_paid_once() -> None:
    finding = only(a_case(terms=PER_TREATMENT))

    assert (finding.rule, finding.weight, finding.lines) == ("complete.both_unknown", Weight.QUERY, ("BOTH",))


def test_none_with_both_kinds_is_an_answer_and_one_kind_alone_needs_none() -> None:
    assert found(a_case(terms=PER_TREATMENT, BOTH="0")) == []
    assert found(a_case(terms=PER_TREATMENT, EMPLOYMENT_SERVICE="0")) == []
    assert found(a_case()) == []


PAIN_LINES = ("MMR1", "MMR2", "BMB", "AST", "ASB")


def test_a_section_that_was_always_empty_is_zero_without_words() -> None:
    case = a_case(
        dict.fromkeys(PAIN_LINES), PRIVATE="100", WOMEN="135", sections={"PAIN": SectionAnswer("zero")}
    )

    assert [case.figure(code) for code in PAIN_LINES] == [0] * 5
    assert not [rule for rule in found(case) if rule.startswith("complete.")]


def test_a_section_that_was_large_and_is_marked_zero_is_asked_about() -> None:
    earlier = {"AST": Earlier(2025, 530), "MMR2": Earlier(2025, 280), "KBT": Earlier(2025, 203)}
    case = a_case(
        dict.fromkeys(PAIN_LINES),
        PRIVATE="100",
        WOMEN="135",
        sections={"PAIN": SectionAnswer("zero")},
        earlier=earlier,
    )

    [gone] = [finding for finding in shown(case) if finding.rule == "silence.gone"]
    assert gone.weight is Weight.QUERY
    assert set(gone.lines) == {"AST", "MMR2"}
