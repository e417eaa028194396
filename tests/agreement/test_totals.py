"""National sums, shares, changes and rates: exact, and a missing figure is never a zero."""

from fractions import Fraction

from agreement.numerals import percent
from agreement.totals import change, like_for_like, national, rate, share
from tests.agreement.cases import printed


def test_a_sum_names_the_regions_that_are_not_in_it() -> None:
    total = national({"25": 3, "09": None, "01": 0, "08": None})

    assert (total.value, total.missing) == (3, ("08", "09"))
    assert not total.is_complete


def test_years_are_compared_over_the_regions_that_both_have() -> None:
    found = like_for_like({"01": 110, "03": 50, "04": None}, {"01": 100, "03": None, "04": 7})

    assert found is not None
    assert (found.change, found.regions, found.left_out) == (Fraction(1, 10), ("01",), ("03", "04"))
    assert like_for_like({"01": 5}, {"01": None}) is None
    assert like_for_like({"01": 5}, {"01": 0}) is None


def test_a_region_that_reports_zero_is_in_the_sum() -> None:
    assert national({"01": 0, "03": 5}).is_complete


def test_the_contacts_of_2018_add_up_to_what_was_paid_for() -> None:
    rows = printed("skl2018_table06_contacts.csv")
    contacts = {
        code: int(row["employer_contacts"]) + int(row["employment_service_contacts"])
        for code, row in rows.items()
    }

    assert national(contacts).value * 3_000 == 14_532_000


def test_shares_and_changes_are_exact_until_they_are_shown() -> None:
    assert share(1, 3) == Fraction(1, 3)
    assert change(205, 4_120) == Fraction(-783, 824)
    assert percent(change(205, 4_120) or Fraction(), 0) == "\u221295\u00a0%"
    assert rate(391, 275_634) == Fraction(391_000, 275_634)


def test_nothing_follows_from_a_figure_that_is_missing() -> None:
    assert share(None, 3) is share(3, None) is None
    assert change(None, 3) is change(3, None) is None
    assert rate(None, 3) is rate(3, None) is None


def test_nothing_is_divided_by_zero() -> None:
    assert share(0, 0) is change(5, 0) is rate(5, 0) is None


def test_zero_of_something_is_a_share() -> None:
    assert share(0, 5) == 0
    assert change(0, 5) == -1
