"""The arithmetic: exact, monotone, without order, and equal to what was printed."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.entitlement import Share, base, contacts, share_out
from agreement.terms import Rounding, Terms
from agreement.wording import step
from tests.agreement.cases import DATA, printed

HALF = Fraction(1, 2)
TERMS = Terms(2020, contact_appropriation=50_000_000, amount_per_contact=3_000)


def _by_units(units: dict[str, int]) -> Callable[[tuple[str, Share]], tuple[int, int]]:
    """By contacts and then by amount, since equals may differ by the one krona."""
    return lambda pair: (units[pair[0]], pair[1].amount)


def _population(day: str) -> dict[str, int]:
    with (DATA / "population.csv").open(encoding="utf-8") as file:
        return {row["region_code"]: int(row["count"]) for row in csv.DictReader(file) if row["date"] == day}


POPULATION_2019 = _population("2019-11-01")
weights = st.dictionaries(
    st.integers(1, 99).map("{:02}".format), st.integers(0, 3_000_000), min_size=1, max_size=40
).filter(lambda found: sum(found.values()) > 0)
appropriations = st.integers(0, 10**12)


@given(appropriations, weights)
def test_the_shares_always_add_up_to_the_appropriation(appropriation: int, found: dict[str, int]) -> None:
    shares = share_out(appropriation, found, Rounding.LARGEST_REMAINDER)

    assert sum(share.amount for share in shares.values()) == appropriation


@given(appropriations, weights)
def test_no_share_is_a_krona_or_more_from_its_exact_value(appropriation: int, found: dict[str, int]) -> None:
    for share in share_out(appropriation, found, Rounding.LARGEST_REMAINDER).values():
        assert abs(share.amount - share.exact) < 1


@given(appropriations, weights)
def test_who_has_more_never_gets_less(appropriation: int, found: dict[str, int]) -> None:
    shares = share_out(appropriation, found, Rounding.LARGEST_REMAINDER)
    for one, weight in found.items():
        for other, lesser in found.items():
            if weight > lesser:
                assert shares[one].amount >= shares[other].amount


@given(appropriations, weights, st.randoms(use_true_random=False))
def test_the_order_of_the_regions_does_not_matter(
    appropriation: int, found: dict[str, int], random: Random
) -> None:
    turned = list(found.items())
    random.shuffle(turned)

    assert share_out(appropriation, dict(turned), Rounding.LARGEST_REMAINDER) == share_out(
        appropriation, found, Rounding.LARGEST_REMAINDER
    )


def test_equal_remainders_go_to_the_lower_region_code() -> None:
    shares = share_out(1, {"25": 1, "01": 1, "10": 1}, Rounding.LARGEST_REMAINDER)

    assert {code: share.amount for code, share in shares.items()} == {"25": 0, "01": 1, "10": 0}


def test_there_must_be_something_to_share_by() -> None:
    with pytest.raises(ValueError, match="not all zero"):
        share_out(100, {"01": 0}, Rounding.LARGEST_REMAINDER)


def test_the_base_of_2020_is_as_printed_when_each_region_is_rounded_by_itself() -> None:
    printed_amounts = {
        code: int(row["population_grant_sek"])
        for code, row in printed("fk2020_appendix1_payouts.csv").items()
    }

    shares = base(500_000_000, POPULATION_2019, Rounding.EACH)

    assert {code: share.amount for code, share in shares.items()} == printed_amounts
    assert sum(printed_amounts.values()) == 499_999_999


def test_the_base_of_2020_adds_up_by_largest_remainder() -> None:
    shares = base(500_000_000, POPULATION_2019, Rounding.LARGEST_REMAINDER)

    assert sum(share.amount for share in shares.values()) == 500_000_000
    assert shares["19"].amount == 13_355_043


def test_the_contacts_of_2020_are_as_printed() -> None:
    rows = printed("fk2020_table2_contacts.csv")
    units = {
        code: int(row["employer_contacts"]) + int(row["employment_service_contacts"])
        for code, row in rows.items()
    }
    amounts = {
        code: int(row["contact_grant_sek"]) for code, row in printed("fk2020_appendix1_payouts.csv").items()
    }

    shares = contacts(TERMS, units)

    assert {code: share.amount for code, share in shares.items()} == amounts
    assert sum(amounts.values()) == 15_192_000


def test_the_contacts_of_2018_give_14_532_000() -> None:
    rows = printed("skl2018_table06_contacts.csv")
    units = {
        code: int(row["employer_contacts"]) + int(row["employment_service_contacts"])
        for code, row in rows.items()
    }

    assert sum(share.amount for share in contacts(TERMS, units).values()) == 14_532_000


def test_16_666_contacts_fit_and_one_more_is_reduced_to_the_cap_exactly() -> None:
    fits = contacts(TERMS, {"01": 10_000, "03": 6_666})
    over = contacts(TERMS, {"01": 10_000, "03": 6_667})

    assert sum(share.amount for share in fits.values()) == 49_998_000
    assert sum(share.amount for share in over.values()) == 50_000_000
    assert over["01"].amount < 30_000_000


@given(st.dictionaries(st.sampled_from(["01", "03", "04", "05"]), st.integers(5_000, 90_000), min_size=4))
def test_over_the_cap_the_amounts_are_the_cap(units: dict[str, int]) -> None:
    shares = contacts(TERMS, units)

    assert sum(share.amount for share in shares.values()) == 50_000_000


over_the_cap = st.dictionaries(
    st.integers(1, 25).map("{:02}".format), st.integers(0, 90_000), min_size=2, max_size=21
).filter(lambda found: sum(found.values()) > 16_666)


@given(over_the_cap)
def test_over_the_cap_who_has_more_contacts_never_gets_less(units: dict[str, int]) -> None:
    amounts = [share.amount for _code, share in sorted(contacts(TERMS, units).items(), key=_by_units(units))]

    assert amounts == sorted(amounts)


@given(over_the_cap)
def test_over_the_cap_nobody_gets_more_than_the_rate(units: dict[str, int]) -> None:
    for code, share in contacts(TERMS, units).items():
        assert 0 <= share.amount <= 3_000 * units[code]


@given(over_the_cap)
def test_over_the_cap_the_order_of_the_regions_does_not_matter(units: dict[str, int]) -> None:
    assert contacts(TERMS, dict(reversed(units.items()))) == contacts(TERMS, units)


@given(st.dictionaries(st.integers(1, 25).map("{:02}".format), st.integers(0, 700), max_size=21))
def test_within_the_cap_everybody_gets_the_whole_rate(units: dict[str, int]) -> None:
    amounts = {code: share.amount for code, share in contacts(TERMS, units).items()}

    assert amounts == {code: 3_000 * count for code, count in units.items()}


@given(appropriations, weights)
def test_rounded_by_itself_no_share_is_more_than_half_a_krona_off(
    appropriation: int, found: dict[str, int]
) -> None:
    for share in share_out(appropriation, found, Rounding.EACH).values():
        assert -HALF <= share.exact - share.amount < HALF


def test_half_a_krona_is_rounded_up() -> None:
    assert [share.amount for share in share_out(1, {"01": 1, "03": 1}, Rounding.EACH).values()] == [1, 1]


def test_the_steps_of_a_reduced_region_can_be_read() -> None:
    share = contacts(TERMS, {"01": 10_000, "03": 6_667})["03"]

    assert [made["step"] for made in share.steps] == [
        "units", "times_rate", "over_cap", "division", "floor", "remainder", "amount",
    ]  # fmt: skip
    assert json.loads(json.dumps(share.steps)) == list(share.steps)
    assert all(step(made, lang)["label"] for made in share.steps for lang in ("sv", "en"))


def test_terms_without_a_rate_are_refused() -> None:
    with pytest.raises(ValueError, match="rate"):
        contacts(replace(TERMS, amount_per_contact=None), {"01": 1})


def test_every_step_can_be_read_in_both_languages() -> None:
    share = base(500_000_000, POPULATION_2019, Rounding.LARGEST_REMAINDER)["19"]

    read = [(line["label"], line["value"]) for line in (step(made, "sv") for made in share.steps)]

    assert share.exact == Fraction(500_000_000 * 275_634, 10_319_473)
    assert read[0] == ("Folkmängd i regionen", "275\u00a0634")
    assert read[2] == (
        "500\u00a0000\u00a0000 × 275\u00a0634 ÷ 10\u00a0319\u00a0473",
        "13\u00a0355\u00a0042,4523\u00a0kr",
    )
    assert read[-1] == ("Belopp", "13\u00a0355\u00a0043\u00a0kr")
    assert step(share.steps[-1], "en") == {"label": "Amount", "value": "SEK\u00a013,355,043"}


counts = st.fixed_dictionaries({code: st.integers(0, 5_000) for code in ("01", "03", "04", "05")})


@given(counts, counts, st.integers(1, 50_000_000))
def test_a_treatment_paid_once_never_costs_more_and_fits_the_cap(
    kinds: dict[str, int], both: dict[str, int], cap: int
) -> None:
    terms = replace(TERMS, contact_appropriation=cap)
    once = {code: kinds[code] - min(both[code], kinds[code] // 2) for code in kinds}

    each = sum(share.amount for share in contacts(terms, kinds).values())
    single = sum(share.amount for share in contacts(terms, once).values())

    assert single <= each <= cap
    assert each == min(cap, 3_000 * sum(kinds.values()))
    assert single == min(cap, 3_000 * sum(once.values()))
