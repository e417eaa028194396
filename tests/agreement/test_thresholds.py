"""The limits: terms of the year, quiet on returns like the earlier ones, awake to planted faults.

Two printed rounds are too few both to set limits on and to test them, so most of this runs
on resampled returns, with faults planted in copies of them.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import median

import pytest

from agreement.lines import CONTACTS, FORMS, PROVIDERS, SEXES
from agreement.thresholds import Thresholds, limits, refused
from tests.agreement.rounds import YEAR, Figures, World, resampled, world

COPIES_OF_A_ROUND = 12


@pytest.fixture(scope="module")
def near() -> World:
    return world()


def returns(near: World, seed: int) -> list[tuple[str, Figures]]:
    """Resampled returns of every region, a dozen of each; the same for the same seed."""
    chance = Random(seed)
    return [
        (region, resampled(figures, chance))
        for _copy in range(COPIES_OF_A_ROUND)
        for region, figures in near.history.items()
    ]


def queries(near: World, region: str, figures: Figures) -> list[str]:
    asked = near.asked_about(region, figures)
    return [rule for rule in asked if rule != "complete.contacts_not_collected"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_return_like_the_earlier_ones_is_seldom_asked_about(near: World, seed: int) -> None:
    counts = [len(queries(near, region, figures)) for region, figures in returns(near, seed)]

    assert median(counts) == 0
    assert sum(count > 0 for count in counts) <= len(counts) * 0.2
    assert max(counts) <= 3


def test_last_years_return_sent_again_meets_one_query_not_seventeen(near: World) -> None:
    balanced = resampled(near.history["06"], Random(5))
    again = World({**near.history, "06": balanced})

    assert queries(again, "06", balanced) == ["copies.left"]


def scaled(figures: Figures, times: Fraction) -> Figures:
    """Everything times a number, still balanced."""
    made = {code: int(value * times) for code, value in figures.items()}
    total = sum(made[code] for code in FORMS)
    made["PUBLIC"] = max(0, total - made["PRIVATE"])
    made["MEN"] = max(0, total - made["WOMEN"])
    return made


def doubled(figures: Figures) -> Figures | None:
    return scaled(figures, Fraction(2))


def a_twentieth(figures: Figures) -> Figures | None:
    return scaled(figures, Fraction(1, 20))


def largest_form_gone(figures: Figures) -> Figures | None:
    largest = max(FORMS, key=lambda code: figures[code])
    left = sum(figures[code] for code in FORMS) - figures[largest]
    return with_total(figures | {largest: 0}, left) if left >= 200 else None


def with_total(figures: Figures, total: int) -> Figures:
    """The columns brought into balance with another total, their shares kept."""
    made = dict(figures)
    for first, second in (PROVIDERS, SEXES):
        made[first] = figures[first] * total // (figures[first] + figures[second])
        made[second] = total - made[first]
    for code in CONTACTS:
        if code in made:
            made[code] = min(made[code], total // 3)
    return made


def swapped(codes: tuple[str, ...]) -> Callable[[Figures], Figures | None]:
    """The two columns exchanged, where they differ enough for it to be seen."""
    first, second = codes

    def plant(figures: Figures) -> Figures | None:
        share = Fraction(figures[first], figures[first] + figures[second])
        far = abs(2 * share - 1) > Fraction(3, 5) if first == "PRIVATE" else True
        return figures | {first: figures[second], second: figures[first]} if far else None

    return plant


def sexes_copied(figures: Figures) -> Figures | None:
    return figures | {"PRIVATE": figures["MEN"], "PUBLIC": figures["WOMEN"]}


def only_with_contact(figures: Figures) -> Figures | None:
    contacts = sum(figures.get(code, 0) for code in CONTACTS)
    total = sum(figures[code] for code in FORMS)
    if contacts < 30:
        return None
    made = scaled(figures, Fraction(contacts, total))
    made |= {code: figures[code] for code in CONTACTS}
    missing = contacts + 2 - sum(made[code] for code in FORMS)
    return made | {code: made[code] + missing for code in ("KBT", "PUBLIC", "MEN")}


def no_contacts(figures: Figures) -> Figures | None:
    return figures | dict.fromkeys(CONTACTS, 0)


def contacts_lost(figures: Figures) -> Figures | None:
    total = sum(figures[code] for code in FORMS)
    if "EMPLOYER" not in figures or total < 1_000 or figures["EMPLOYER"] < total // 10:
        return None
    return figures | {"EMPLOYER": 1, "EMPLOYMENT_SERVICE": 0}


def year_for_count(figures: Figures) -> Figures | None:
    return figures | {"APB": YEAR + 1}


PLANTED: dict[str, tuple[Callable[[Figures], Figures | None], set[str], float]] = {
    "files counted twice": (doubled, {"change.total"}, 0.85),
    "a twentieth of the treatments": (a_twentieth, {"change.total"}, 1),
    "the largest form left out": (largest_form_gone, {"silence.gone"}, 1),
    "private and public exchanged": (swapped(PROVIDERS), {"copies.swapped", "change.private"}, 1),
    "women and men exchanged": (swapped(SEXES), {"copies.swapped"}, 1),
    "sexes written as providers": (sexes_copied, {"copies.pair"}, 1),
    "only treatments with contact": (only_with_contact, {"silence.only_with_contact"}, 1),
    "contacts reported as 0": (no_contacts, {"silence.no_contacts"}, 1),
    "nearly all contacts lost": (contacts_lost, {"extremes.contacts"}, 1),
    "a year in a count's place": (year_for_count, {"whole.year_for_count"}, 1),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_planted_faults_are_found_in_returns_of_every_size(near: World, kind: str) -> None:
    plant, rules, least = PLANTED[kind]
    faulty = [(region, plant(figures)) for region, figures in returns(near, 7)]
    tried = [(region, figures) for region, figures in faulty if figures is not None]

    found = [rules & set(queries(near, region, figures)) for region, figures in tried]

    assert len(tried) >= 20
    assert sum(map(bool, found)) >= least * len(tried)


@pytest.mark.parametrize("kind", PLANTED)
def test_one_fault_gives_one_finding_in_the_median(near: World, kind: str) -> None:
    plant, _rules, _least = PLANTED[kind]
    faulty = [(region, plant(figures)) for region, figures in returns(near, 8)]

    counts = [len(queries(near, region, figures)) for region, figures in faulty if figures is not None]

    assert median(counts) == 1


def test_a_year_s_terms_set_the_limits(near: World) -> None:
    faulty = near.history["06"] | {"EMPLOYER": 0, "EMPLOYMENT_SERVICE": 0}

    assert "silence.no_contacts" in near.asked_about("06", faulty)
    assert "silence.no_contacts" not in near.asked_about("06", faulty, silent_treatments=5_000)


def test_a_limit_that_is_unknown_or_no_whole_number_is_named_and_passed_over() -> None:
    said = {"silent_treatments": 200, "silent_treatment": 5, "line_times": -1}

    assert refused(said) == ("silent_treatment", "line_times")
    assert Thresholds.of(said) == Thresholds(silent_treatments=200)


def test_limits_widen_with_the_years_between() -> None:
    limits = Thresholds()

    assert limits.times("total", 1) == Fraction(3, 2)
    assert limits.times("total", 6) == 2
    assert limits.points("men", 3) == Fraction(12, 100)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_limit_says_what_it_is(lang: str) -> None:
    for limit in limits():
        assert ": " in Thresholds().described(limit.name, lang)

    assert Thresholds().described("contacts_halves").endswith(": 1,5 kvartilavstånd")
    assert Thresholds().described("line_times", "en").endswith(": 3.00 times")


def test_the_document_tells_of_every_limit_and_its_default() -> None:
    text = (Path(__file__).parents[2] / "docs" / "thresholds.md").read_text(encoding="utf-8")

    for limit in limits():
        assert f"| `{limit.name}` | {limit.default} |" in text
