"""The likeliest correction where the sums do not hold."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.bits import UNIT, bits
from agreement.case import Case, Earlier
from agreement.lines import FIGURES, FORMS, PROVIDERS, SEXES
from agreement.planted import PLANTINGS, Tally, a_year_later, alarms, is_good, measure
from agreement.repair import Repair, repairs
from agreement.slips import Around, Kind, likeliest
from agreement.terms import Terms
from tests.agreement.cases import GOOD, a_case, printed
from tests.agreement.rounds import TABLES

EARLIER = {
    code: Earlier(2025, value)
    for code, value in {
        "KBT": 190, "IKBT": 3, "IPT": 2, "PDT": 0, "EMDR": 1, "APB": 25, "MMR1": 9, "MMR2": 22, "BMB": 10,
        "AST": 60, "ASB": 0, "PRIVATE": 190, "PUBLIC": 132, "WOMEN": 230, "MEN": 92, "TREATMENTS": 322,
    }.items()
}  # fmt: skip


def changes(repair: Repair) -> dict[str, int]:
    return {change.line: change.after for change in repair.changes}


def first(**figures: str) -> Repair:
    return repairs(a_case(figures, earlier=EARLIER))[0]


def test_a_return_that_balances_has_nothing_to_repair() -> None:
    assert repairs(a_case(earlier=EARLIER)) == ()
    assert repairs(a_case(earlier=EARLIER, EMPLOYER="500")) == ()


@pytest.mark.parametrize(
    ("line", "typed", "kind"),
    [
        ("KBT", "23", Kind.DROPPED),
        ("KBT", "2033", Kind.DOUBLED),
        ("KBT", "230", Kind.EXCHANGED),
        ("KBT", "503", Kind.MISTYPED),
        ("KBT", "2013", Kind.INSERTED),
        ("APB", "25", Kind.LEFT),
        ("AST", "203", Kind.COPIED),
        ("KBT", "0", Kind.EMPTY),
        ("WOMEN", "326", Kind.EXCHANGED),
        ("PUBLIC", "132", Kind.LEFT),
        ("PUBLIC", "236", Kind.COPIED),  # the women's figure among the providers
        ("MEN", "151", Kind.COPIED),  # the employers' among the sexes
        ("KBT", "236", Kind.COPIED),  # the women's among the forms
    ],
)
def test_a_slip_in_one_figure_is_undone_and_named(line: str, typed: str, kind: Kind) -> None:
    repair = first(**{line: typed})

    assert changes(repair) == {line: int(GOOD[line])}
    assert [reason.kind for reason in repair.reasons] == [kind]


@pytest.mark.parametrize(("line", "typed"), [("ASB", "4"), ("ASB", "12"), ("PDT", "40"), ("IPT", "3")])
def test_a_figure_where_regions_seldom_give_the_form_is_likelier_a_slip_than_a_wrong_digit(
    line: str, typed: str
) -> None:
    best, *others = repairs(a_case({line: typed}, earlier={}))

    assert changes(best) == {line: 0}
    assert all(other.rank > 1 for other in others)


def test_two_columns_that_changed_places_are_changed_back_together() -> None:
    repair = first(WOMEN="201", PRIVATE="236")

    assert changes(repair) == {"PRIVATE": 201, "WOMEN": 236}
    assert repair.why() == "Talen för privat och kvinnor kan ha bytt plats."


def test_a_column_exchanged_with_the_contacts_is_seen() -> None:
    assert changes(first(MEN="151", EMPLOYER="88")) == {"MEN": 88, "EMPLOYER": 151}


def test_rows_that_slid_one_step_are_put_back() -> None:
    repair = first(KBT="0", IKBT="203", IPT="1", PDT="0", EMDR="0", APB="0")

    assert changes(repair) == {"KBT": 203, "IKBT": 1, "IPT": 0, "APB": 19}
    assert repair.why("en") == "The figures from KBT to APB may have slid one row."


def test_a_slip_in_each_of_two_sections_needs_two_changes() -> None:
    assert changes(first(KBT="23", WOMEN="263")) == {"KBT": 203, "WOMEN": 236}


def test_never_more_figures_are_changed_than_needed_without_one_cause() -> None:
    for repair in repairs(a_case(earlier=EARLIER, AST="54")):
        assert len(repair.changes) == 1 or repair.reasons[0].kind in (Kind.SWAPPED, Kind.SHIFTED)


def test_the_reason_tells_the_earlier_figure() -> None:
    assert first(KBT="23").why() == "KBT: en siffra kan ha fallit bort. För 2025 var antalet 190."
    assert first(KBT="23").why("en") == "KBT: a digit may have been left out. For 2025 the number was 190."


def test_candidates_that_nothing_tells_apart_share_a_rank() -> None:
    found = repairs(a_case(KBT="23", IKBT="20", IPT="20", APB="0", AST="53"))
    alike = repairs(a_case(PRIVATE="162", PUBLIC="163", others={"PRIVATE_SHARE": (Fraction(1, 2),)}))

    assert [repair.rank for repair in found] == sorted(repair.rank for repair in found)
    assert {change.line for repair in alike for change in repair.changes} == {"PRIVATE", "PUBLIC"}
    assert [repair.rank for repair in alike] == [1, 1]


def test_a_missing_figure_is_not_invented() -> None:
    assert repairs(a_case(earlier=EARLIER, MEN="", PUBLIC="")) == ()
    assert {line for each in repairs(a_case(MEN="", PUBLIC="133")) for line in changes(each)} <= {
        *FORMS, *PROVIDERS,
    }  # fmt: skip


def test_counted_forms_beyond_the_treatments_are_repaired_within_them() -> None:
    case = a_case(earlier=EARLIER, KBT="2033", APB="", marks={"APB": "not_collected"}, comments={"APB": "-"})

    assert changes(repairs(case)[0]) == {"KBT": 203}


def test_where_one_figure_cannot_do_it_two_in_the_section_can() -> None:
    case = a_case(earlier=EARLIER, PRIVATE="2011", PUBLIC="1233", WOMEN="236", MEN="88")

    assert changes(repairs(case)[0]) == {"PRIVATE": 201, "PUBLIC": 123}


def test_a_stated_total_that_differs_is_among_what_may_be_wrong() -> None:
    terms = Terms(2020, asked=("PRIVATE", "PUBLIC", "WOMEN", "MEN"), period_asked=False)
    case = a_case(terms=terms)
    stated = Case(
        terms, "07", case.entries, stated={"TREATMENTS": 342}, earlier={"TREATMENTS": Earlier(2018, 330)}
    )

    assert changes(repairs(stated)[0]) == {"TREATMENTS": 324}


def test_json_is_the_public_shape_in_both_languages() -> None:
    assert first(KBT="23").as_json() == {
        "rank": 1,
        "changes": [{"line": "KBT", "from": 23, "to": 203}],
        "why": "KBT: en siffra kan ha fallit bort. För 2025 var antalet 190.",
    }


@pytest.mark.parametrize(
    ("line", "typed"), [("KBT", "230"), ("AST", "35"), ("MMR2", "82"), ("PRIVATE", "210"), ("WOMEN", "326")]
)
def test_where_every_other_figure_is_as_before_none_of_them_was_left(line: str, typed: str) -> None:
    as_before = {code: Earlier(2018, int(value)) for code, value in GOOD.items()}

    repair = repairs(a_case({line: typed}, earlier=as_before))[0]

    assert changes(repair) == {line: int(GOOD[line])}


figures = st.dictionaries(st.sampled_from(FIGURES), st.integers(0, 60_000), min_size=0, max_size=17)


@given(figures, st.dictionaries(st.sampled_from(FIGURES), st.integers(0, 60_000)))
def test_whatever_stands_there_every_proposal_makes_the_sums_hold(
    typed: dict[str, int], before: dict[str, int]
) -> None:
    texts = {code: str(value) for code, value in typed.items()}
    earlier = {code: Earlier(2024, value) for code, value in before.items()}
    case = a_case(texts, earlier=earlier)
    found = repairs(case)

    for repair in found:
        after = case.figures() | changes(repair)
        sums = {sum(after[code] for code in side) for side in (FORMS, PROVIDERS, SEXES)}
        assert len(sums) == 1
        assert all(value >= 0 for value in after.values())
        assert all(change.before != change.after for change in repair.changes)
        assert repair.why()
        assert repair.why("en")
    assert [repair.rank for repair in found] == sorted(repair.rank for repair in found)


@given(st.integers(1, 10**12))
def test_bits_are_the_logarithm_to_a_64th(number: int) -> None:
    found = bits(number)

    assert 2**found <= number**UNIT < 2 ** (found + 1)


def test_a_digit_beside_the_right_one_is_likelier_than_one_far_away() -> None:
    around = Around(None, {})
    near, far = likeliest(14, 15, around), likeliest(14, 10, around)

    assert near.kind is far.kind is Kind.MISTYPED
    assert near.cost < far.cost


def good_case(region: str) -> Case:
    """A region's return of 2018, as printed."""
    texts = {
        code: printed(name)[region][column]
        for name, lines in TABLES.items()
        for code, column in lines.items()
    }
    return a_case(texts, terms=Terms(2018, period_asked=False))


GOOD_REGIONS = ("03", "04", "06", "07", "10", "21", "23")


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    chance = Random(4)
    cases = [a_year_later(good_case(region), chance) for region in GOOD_REGIONS]
    assert all(is_good(case) for case in cases)
    assert sorted(alarms(case) for case in cases)[len(cases) // 2] <= 1
    return measure(cases, 6, seed=2)


@pytest.mark.parametrize("kind", list(PLANTINGS))
def test_planted_slips_are_found_and_mostly_undone(kind: str, tallies: dict[str, Tally]) -> None:
    tally, hard = tallies[kind], kind == "mistyped"

    assert tally.planted >= 40
    assert tally.found == tally.planted
    assert tally.first * 100 >= tally.planted * (55 if hard else 85)
    assert tally.among_three * 100 >= tally.planted * (80 if hard else 95)
