"""Extremes: shares beyond the other regions' fences, and what keeps them from being asked about.

The others are ten regions at one share and ten at another, so that these are the quartiles.
"""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from agreement.case import Case, Earlier
from agreement.terms import Terms
from tests.agreement.cases import TERMS, a_case, before, found, of_size

Others = Mapping[str, tuple[Fraction, ...]]


def others(name: str, low: int, high: int, regions: int = 20) -> Others:
    """So many regions, half at each of two shares in percent."""
    half = regions // 2
    return {name: (Fraction(low, 100),) * half + (Fraction(high, 100),) * (regions - half)}


MEN = others("MEN_SHARE", 30, 34)
CONTACTS = others("CONTACTS_PER_TREATMENT", 10, 14)
PRIVATE = others("PRIVATE_SHARE", 50, 60)
PAIN = others("PAIN_SHARE", 20, 26)


def with_men(men: int) -> dict[str, str]:
    return {"WOMEN": str(324 - men), "MEN": str(men)}


def with_private(private: int) -> dict[str, str]:
    return {"PRIVATE": str(private), "PUBLIC": str(324 - private)}


def with_contacts(contacts: int) -> dict[str, str]:
    return {"EMPLOYER": str(contacts), "EMPLOYMENT_SERVICE": "0"}


def with_pain(pain: int) -> dict[str, str]:
    return of_size(324, KBT=str(324 - pain), AST=str(pain))


# --- at both sides of each fence, of 324 treatments -------------------------------------------


@pytest.mark.parametrize(
    ("men", "is_asked"),
    # Three quartile distances: 34 + 12 = 46 percent is 149,04; on odds 19,8 percent is 64,1.
    [(64, True), (65, False), (149, False), (150, True)],
)
def test_the_share_of_men_is_asked_about_beyond_the_fence(men: int, is_asked: bool) -> None:
    assert found(a_case(with_men(men), others=MEN)) == (["extremes.men"] if is_asked else [])


@pytest.mark.parametrize(
    ("contacts", "is_asked"),
    # One and a half: 14 + 6 = 20 percent is 64,8; on odds 5,9 percent is 19,1.
    [(19, True), (20, False), (64, False), (65, True)],
)
def test_contacts_per_treatment_are_asked_about_beyond_the_fence(contacts: int, is_asked: bool) -> None:
    assert found(a_case(with_contacts(contacts), others=CONTACTS)) == (
        ["extremes.contacts"] if is_asked else []
    )


@pytest.mark.parametrize(
    ("private", "is_asked"),
    # On odds 35,3 percent is 114,2 and 73,4 percent is 237,7.
    [(114, True), (115, False), (237, False), (238, True)],
)
def test_the_private_share_is_asked_about_beyond_the_fence(private: int, is_asked: bool) -> None:
    assert found(a_case(with_private(private), others=PRIVATE)) == (["extremes.private"] if is_asked else [])


@pytest.mark.parametrize(
    ("pain", "is_asked"),
    # 26 + 9 = 35 percent is 113,4; on odds 13,0 percent is 42,3.
    [(42, True), (43, False), (113, False), (114, True)],
)
def test_the_share_of_pain_is_asked_about_beyond_the_fence(pain: int, is_asked: bool) -> None:
    assert found(a_case(with_pain(pain), others=PAIN)) == (["extremes.pain"] if is_asked else [])


@pytest.mark.parametrize(
    ("percent", "is_asked"),
    [(Fraction(241, 10), True), (Fraction(242, 10), False)],  # 27,16 percent: 3,06 and 2,96 points
)
def test_nearer_than_three_points_is_never_asked_about(percent: Fraction, is_asked: bool) -> None:
    alike = {"MEN_SHARE": (percent / 100,) * 20}

    assert found(a_case(others=alike)) == (["extremes.men"] if is_asked else [])


@pytest.mark.parametrize(
    ("limit", "share", "values"),
    [
        ("men_halves", MEN, with_men(150)),
        ("contacts_halves", CONTACTS, with_contacts(65)),
        ("private_halves", PRIVATE, with_private(238)),
        ("pain_halves", PAIN, with_pain(114)),
    ],
)
def test_each_fence_is_a_term_of_the_year(limit: str, share: Others, values: Mapping[str, str]) -> None:
    wider = Terms(2026, period_asked=False, thresholds={limit: 8})

    assert found(a_case(values, others=share)) != []
    assert found(a_case(values, others=share, terms=wider)) == []


# --- what must not be asked about -------------------------------------------------------------

FAR = [
    ("extremes.men", MEN, with_men(150)),
    ("extremes.contacts", CONTACTS, with_contacts(65)),
    ("extremes.private", PRIVATE, with_private(238)),
    ("extremes.pain", PAIN, with_pain(114)),
]


@pytest.mark.parametrize(("rule", "share", "values"), FAR)
@pytest.mark.parametrize(("regions", "is_asked"), [(7, False), (8, True)])
def test_fewer_than_eight_other_regions_say_nothing(
    rule: str, share: Others, values: Mapping[str, str], regions: int, is_asked: bool
) -> None:
    [(name, shares)] = share.items()
    few = {name: (shares[0],) * 4 + (shares[-1],) * (regions - 4)}

    assert found(a_case(values, others=few)) == ([rule] if is_asked else [])


@pytest.mark.parametrize(
    ("rule", "share", "values"),
    [
        ("extremes.men", MEN, {"WOMEN": "0", "MEN": "{all}"}),
        ("extremes.private", PRIVATE, {"PRIVATE": "{all}", "PUBLIC": "0"}),
        ("extremes.pain", PAIN, {"KBT": "0", "AST": "{all}"}),
        ("extremes.contacts", CONTACTS, {"EMPLOYER": "50"}),
    ],
)
@pytest.mark.parametrize(("treatments", "is_asked"), [(99, False), (100, True)])
def test_fewer_than_a_hundred_treatments_say_nothing(
    rule: str, share: Others, values: Mapping[str, str], treatments: int, is_asked: bool
) -> None:
    more = {code: value.format(all=treatments) for code, value in values.items()}

    assert found(a_case(of_size(treatments, **more), others=share)) == ([rule] if is_asked else [])


@pytest.mark.parametrize(
    ("rule", "share", "values", "earlier"),
    [
        ("extremes.men", MEN, with_men(150), before(WOMEN=530, MEN=470)),
        ("extremes.private", PRIVATE, with_private(238), before(PRIVATE=750, PUBLIC=250)),
        ("extremes.contacts", CONTACTS, with_contacts(65), before(CONTACTS=66, TREATMENTS=320)),
        ("extremes.pain", PAIN, with_pain(114), before(PAIN=360, PSYCHOLOGICAL=640)),
    ],
)
def test_a_share_that_was_as_far_out_before_was_asked_about_then(
    rule: str, share: Others, values: Mapping[str, str], earlier: Mapping[str, Earlier]
) -> None:
    assert found(a_case(values, others=share)) == [rule]
    assert found(a_case(values, others=share, earlier=earlier)) == []


def first_causes() -> list[tuple[str, Case]]:
    """Cases beyond a fence where something else explains it."""
    gone = a_case(with_pain(0), others=PAIN, earlier=before(AST=60))
    return [
        ("change.men", a_case(with_men(150), others=MEN, earlier=before(WOMEN=700, MEN=300))),
        (
            "change.private",
            a_case(with_private(238), others=PRIVATE, earlier=before(PRIVATE=480, PUBLIC=520)),
        ),
        ("silence.no_contacts", a_case(with_contacts(0), others=CONTACTS)),
        ("silence.only_with_contact", a_case(with_contacts(300), others=CONTACTS)),
        ("silence.gone", gone),
    ]


@pytest.mark.parametrize(("rule", "case"), first_causes())
def test_what_explains_the_share_is_said_alone(rule: str, case: Case) -> None:
    assert found(case) == [rule]


@pytest.mark.parametrize(
    ("share", "values", "line"),
    [
        (MEN, with_men(150), "MEN"),
        (PRIVATE, with_private(238), "PRIVATE"),
        (CONTACTS, with_contacts(65), "EMPLOYER"),
        (PAIN, with_pain(114), "AST"),
    ],
)
def test_what_is_partly_collected_has_no_share(share: Others, values: Mapping[str, str], line: str) -> None:
    case = a_case(values, others=share, marks={line: "partly"}, comments={line: "En mottagning saknas."})

    assert found(case) == []


def test_a_year_that_does_not_ask_for_forms_has_no_share_of_pain() -> None:
    asked = tuple(code for code in TERMS.asked if code not in ("KBT", "AST"))
    case = a_case(with_pain(114), others=PAIN, terms=Terms(2026, asked=asked, period_asked=False))

    assert "extremes.pain" not in found(case)
