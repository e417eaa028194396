"""A total with missing parts says so, in every table and for every year in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from agreement.replies import Form, Part
from agreement.terms import Terms
from compilation.people import Inhabitants
from compilation.sources import Sources, Told
from compilation.tables import Table, tables

REGIONS = {"06": "Jönköping", "07": "Kronoberg", "08": "Kalmar"}
ALL_OF_IT = {
    "KBT": 5, "IPT": 5, "KBT_IPT": 10, "IKBT": 1, "PDT": 1, "EMDR": 1, "APB": 1, "MMR": 4,
    "TREATMENTS": 20, "EMPLOYER": 3, "EMPLOYMENT_SERVICE": 1, "CONTACTS": 4,
}  # fmt: skip


def some_sources(told: Mapping[tuple[str, int], Mapping[str, int]]) -> Sources:
    """Three regions with the figures given."""
    return Sources(
        year=2026,
        regions=REGIONS,
        told={place: Told(figures) for place, figures in told.items()},
        statuses={},
        national={},
        purposes={},
        populations={},
        payouts={},
        terms={2026: Terms(2026)},
    )


def notes_of(sources: Sources, name: str) -> list[str]:
    table: Table = next(each for each in tables(sources) if each.id == name)
    return [note.words(REGIONS) for note in table.notes]


@pytest.fixture
def last_year_lacks_one() -> Sources:
    now = {(region, 2026): ALL_OF_IT for region in REGIONS}
    return some_sources({**now, ("06", 2025): ALL_OF_IT, ("07", 2025): ALL_OF_IT})


@pytest.mark.parametrize(
    "name",
    [
        "forms_national",
        "contacts_two_years",
        "other_psychological_two_years",
        "kbt_ipt_over_time",
        "mmr_over_time",
    ],
)
def test_a_sum_of_an_earlier_year_says_whose_figures_are_not_in_it(
    name: str, last_year_lacks_one: Sources
) -> None:
    said = "För 2025 saknas uppgift från Kalmar. Summan gäller de andra regionerna."

    assert said in notes_of(last_year_lacks_one, name)


def test_a_region_that_lacks_one_of_the_lines_of_last_year_is_named(last_year_lacks_one: Sources) -> None:
    part = {code: value for code, value in ALL_OF_IT.items() if code != "EMPLOYER"}
    sources = replace(last_year_lacks_one, told={**last_year_lacks_one.told, ("08", 2025): Told(part)})

    assert "För 2025 saknas uppgift för någon av raderna från Kalmar." in notes_of(
        sources, "contacts_two_years"
    )


def test_years_that_lack_the_same_regions_are_told_together() -> None:
    now = {(region, 2026): ALL_OF_IT for region in REGIONS}
    earlier = {(region, year): ALL_OF_IT for region in ("06", "07") for year in (2023, 2024, 2025)}
    said = notes_of(some_sources({**now, **earlier}), "mmr_over_time")

    assert "För 2023, 2024 och 2025 saknas uppgift från Kalmar. Summan gäller de andra regionerna." in said


def test_a_sum_of_payouts_says_for_whom_nothing_is_decided() -> None:
    payouts = {("06", "base"): 10, ("07", "base"): 10, ("08", "base"): 10, ("06", "contacts"): 3}
    sources = replace(some_sources({}), payouts=payouts)

    assert notes_of(sources, "payouts_by_region") == [
        "Ingen ersättning för kontakter är beslutad för Kronoberg och Kalmar. "
        "Summan gäller de andra regionerna."
    ]


def test_a_year_without_decided_payouts_has_no_sum_and_no_note() -> None:
    assert notes_of(some_sources({}), "payouts_by_region") == []


def test_the_nation_s_rate_says_which_regions_have_no_population() -> None:
    people = {
        (region, 2026): Inhabitants(1_000, date(2025, 11, 1), "official", "SCB") for region in ("06", "07")
    }
    sources = replace(some_sources({(r, 2026): ALL_OF_IT for r in REGIONS}), populations=people)
    said = "För 2026 saknas folkmängd för Kalmar. Rikets tal per invånare gäller de andra regionerna."

    assert said in notes_of(sources, "psychological_by_region")
    assert said in notes_of(sources, "mmr_over_time")


def test_the_coordinators_sum_and_rate_say_whose_are_not_in_them() -> None:
    answers = {
        "coordinators": {"06": [Part(form=Form.GIVEN, number=2)], "07": [Part(form=Form.GIVEN, number=4)]}
    }
    people = {
        (region, 2026): Inhabitants(10_000, date(2025, 11, 1), "official", "SCB") for region in ("06", "08")
    }
    sources = replace(some_sources({}), answers=answers, populations=people)
    table = next(each for each in tables(sources) if each.id == "coordinators")

    assert dict(table.rows[-1]) == {"region": "00", "count": 6, "per_10000": 2}
    said = notes_of(sources, "coordinators")
    assert said[0] == "Uppgift saknas från Kalmar. Summan gäller de andra regionerna."
    assert said[-1].startswith("För 2026 saknas folkmängd för Kronoberg.")
