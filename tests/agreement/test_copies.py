"""Copies: pairs that stand twice, figures left from last time, columns exchanged."""

import pytest

from tests.agreement.cases import a_case, before, found, of_size, only

# --- the same pair in two sections ------------------------------------------------------------


@pytest.mark.parametrize(("small", "is_asked"), [(9, False), (10, True)])
@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_in_two_sections_is_asked_about_from_ten(small: int, is_asked: bool, turned: bool) -> None:
    pair = (str(small), str(324 - small))
    women, men = reversed(pair) if turned else pair
    case = a_case(PRIVATE=pair[0], PUBLIC=pair[1], WOMEN=women, MEN=men)

    assert found(case) == (["copies.pair"] if is_asked else [])


def test_a_pair_of_contacts_that_is_the_pair_of_the_sexes_is_asked_about() -> None:
    case = a_case(EMPLOYER="236", EMPLOYMENT_SERVICE="88")

    assert "copies.pair" in found(case)


def test_a_pair_in_three_sections_names_each_that_repeats_the_first() -> None:
    pairs = {"PRIVATE": "236", "PUBLIC": "88", "EMPLOYER": "88", "EMPLOYMENT_SERVICE": "236"}

    assert found(a_case(pairs)).count("copies.pair") == 2


@pytest.mark.parametrize("public", ["122", "124"])
def test_pairs_that_differ_in_one_figure_are_no_copies(public: str) -> None:
    assert "copies.pair" not in found(a_case(WOMEN="201", MEN="123", PUBLIC=public))


def test_a_section_without_one_of_its_figures_is_no_copy() -> None:
    case = a_case(
        WOMEN="201",
        MEN=None,
        marks={"MEN": "not_collected"},
        comments={"MEN": "Ett system saknar kön."},
    )

    assert "copies.pair" not in found(case)


# --- figures left in place --------------------------------------------------------------------


@pytest.mark.parametrize(("figure", "is_asked"), [(99, False), (100, True)])
@pytest.mark.parametrize("line", ["EMPLOYER", "KBT", "PRIVATE", "MEN"])
def test_a_figure_of_a_hundred_that_is_last_years_is_asked_about(
    line: str, figure: int, is_asked: bool
) -> None:
    rest = {"KBT": ("APB", 400), "PRIVATE": ("PUBLIC", 400), "MEN": ("WOMEN", 400)}
    values = of_size(400, **{line: str(figure)})
    if line in rest:
        other, total = rest[line]
        values[other] = str(total - figure)

    assert found(a_case(values, earlier=before(**{line: figure}))) == (["copies.left"] if is_asked else [])


@pytest.mark.parametrize("off", [-1, 1])
def test_a_figure_that_is_one_off_was_written_anew(off: int) -> None:
    assert found(a_case(earlier=before(KBT=203 + off))) == []


@pytest.mark.parametrize(("year", "is_asked"), [(2023, True), (2022, False)])
def test_a_figure_of_four_years_ago_is_not_left_in_place(year: int, is_asked: bool) -> None:
    assert found(a_case(earlier=before(year, KBT=203))) == (["copies.left"] if is_asked else [])


def test_all_that_is_left_is_one_finding() -> None:
    finding = only(a_case(earlier=before(KBT=203, PRIVATE=201, WOMEN=236, EMPLOYER=151, PUBLIC=124, MEN=87)))

    assert (finding.rule, finding.count) == ("copies.left", 4)


# --- columns exchanged ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("men", "rule"),
    [
        (614, "change.men"),  # 27,16 percent now; turned round 72,84, so 34,2 points off against 11,4
        (615, "copies.swapped"),
        (728, "copies.swapped"),
        (956, "copies.swapped"),
        (957, "change.men"),
    ],
)
def test_sexes_that_fit_three_times_better_turned_round_are_asked_about(men: int, rule: str) -> None:
    assert found(a_case(earlier=before(MEN=men, WOMEN=1_000 - men))) == [rule]


@pytest.mark.parametrize(("private", "is_asked"), [(370, True), (371, False)])
def test_providers_are_only_exchanged_where_the_share_has_moved(private: int, is_asked: bool) -> None:
    case = a_case(earlier=before(PRIVATE=private, PUBLIC=1_000 - private))

    assert found(case) == (["copies.swapped"] if is_asked else [])


def test_columns_near_the_middle_are_never_called_exchanged() -> None:
    case = a_case(PRIVATE="165", PUBLIC="159", earlier=before(PRIVATE=490, PUBLIC=510))

    assert found(case) == []
