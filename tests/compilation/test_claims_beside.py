"""What a report prints as 0, copies from another row, or prints far from the years beside it."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from compilation.claims import findings
from compilation.claims.judged import Judged
from compilation.claims.reading import printed_reports
from tests.compilation.test_claims import TERMS, Rows, change, judge, write


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    shutil.copytree(settings.FIGURES_OF_PAST_YEARS, tmp_path / "data")
    return tmp_path / "data"


def rows_of(folder: Path, name: str) -> Rows:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def new(copies: Path, plant: Callable[[Path], None]) -> list[Judged]:
    """What a planted fault adds to the findings."""
    before = {(each.finding.rule, each.region, each.sources) for each in judge(copies)}
    plant(copies)
    return [each for each in judge(copies) if (each.finding.rule, each.region, each.sources) not in before]


def of_rule(found: list[Judged], rule: str) -> dict[str, Judged]:
    return {each.region: each for each in found if each.finding.rule == rule}


def test_what_the_report_says_is_missing_and_prints_as_zero_is_named_once_a_region() -> None:
    zeros = [
        each for each in judge(settings.FIGURES_OF_PAST_YEARS) if each.finding.rule == "claim_twice.zero"
    ]

    assert sorted((each.region, each.finding.params["claim_year"]) for each in zeros) == [
        ("08", 2018), ("09", 2020), ("12", 2018), ("12", 2020), ("17", 2018)
    ]  # fmt: skip
    gotland = of_rule(zeros, "claim_twice.zero")["09"]
    assert "fk2020_appendix3_gender.csv:09:women" in gotland.sources
    assert "fk2020_table2_contacts.csv:09:contacts_total" in gotland.sources
    assert "fk2020_appendix1_payouts.csv:09:contact_grant_sek" not in gotland.sources  # nothing was paid


def test_a_zero_that_the_report_does_not_call_missing_is_a_zero() -> None:
    # Gotland 2018 gave no BMB, Kalmar took no contact with Arbetsförmedlingen.
    regions = of_rule(judge(settings.FIGURES_OF_PAST_YEARS), "claim_twice.zero")

    assert not any("bmb" in each or ":08:employment" in each for f in regions.values() for each in f.sources)


def test_another_gap_that_stands_as_zero_is_found_too(copies: Path) -> None:
    def plant(folder: Path) -> None:
        change(folder, "fk2020_appendix2_providers.csv", ("region_code", "20"), "private", "0")
        change(folder, "fk2020_appendix2_providers.csv", ("region_code", "20"), "public", "0")
        gap = {
            "year": "2020", "region_code": "20", "region_name": "Dalarna", "lines": "PRIVATE PUBLIC",
            "state": "not_collected", "reason": "", "document": "FK2020 known deviations",
        }  # fmt: skip
        write(folder, "known_deviations.csv", [*rows_of(folder, "known_deviations.csv"), gap])

    found = of_rule(new(copies, plant), "claim_twice.zero")["20"]

    assert found.finding.params["zeros"] == ["PRIVATE", "PUBLIC"]
    assert "known_deviations.csv:20/2020:lines" in found.sources


def test_a_figure_far_below_the_years_on_both_sides_is_asked_about(copies: Path) -> None:
    found = of_rule(judge(copies), "claim_rate.series")
    assert set(found) == {"22"}  # Västernorrland 2016: 28 between 913 and 715
    assert found["22"].finding.weight == "query"

    def plant(folder: Path) -> None:
        rows = rows_of(folder, "skl2018_table09_mmr_over_time.csv")
        for row in rows:
            if (row["region_code"], row["year"]) == ("14", "2017"):
                row["mmr_total"] = "83"
        write(folder, "skl2018_table09_mmr_over_time.csv", rows)

    planted = of_rule(new(copies, plant), "claim_rate.series")["14"]
    assert planted.sources[0] == "skl2018_table09_mmr_over_time.csv:14/2017:mmr_total"


def test_a_row_that_is_another_regions_row_is_asked_about(copies: Path) -> None:
    found = of_rule(judge(copies), "claim_twice.row")
    assert set(found) == {"17"}  # Värmland and Västerbotten: 180 and 189 MMR in 2009 and 2013

    def plant(folder: Path) -> None:
        rows = rows_of(folder, "skl2018_table07_kbt_ipt_over_time.csv")
        dalarna = {row["year"]: row["kbt_ipt"] for row in rows if row["region_code"] == "20"}
        for row in rows:
            if row["region_code"] == "09":
                row["kbt_ipt"] = dalarna[row["year"]]
        write(folder, "skl2018_table07_kbt_ipt_over_time.csv", rows)

    [planted] = [each for each in new(copies, plant) if each.finding.rule == "claim_twice.row"]

    assert planted.finding.params["claimed_regions"] == ["20", "09"]
    assert len(planted.sources) == 12  # six years of two rows, told once


def test_the_day_of_the_population_is_held_against_the_years_terms() -> None:
    terms = TERMS | {2020: replace(TERMS[2020], population_date=date(2019, 11, 1))}
    reports = printed_reports(settings.FIGURES_OF_PAST_YEARS)

    found = [each for report in reports for each in findings(report, terms)]

    assert of_rule(found, "claim_payout.population")["00"].sources == ("text_claims.csv:FK26:value",)
    assert not of_rule(judge(settings.FIGURES_OF_PAST_YEARS), "claim_payout.population")


def test_the_terms_of_the_reports_year_set_the_limits_of_its_series() -> None:
    def found(**said: int) -> set[tuple[str, str]]:
        terms = TERMS | {2018: replace(TERMS[2018], thresholds=said)}
        reports = printed_reports(settings.FIGURES_OF_PAST_YEARS)
        rows = [each for report in reports for each in findings(report, terms)]
        asked = ("claim_rate.series", "claim_twice.row")
        return {(each.finding.rule, each.region) for each in rows if each.finding.rule in asked}

    usual = found()
    assert usual == {("claim_rate.series", "22"), ("claim_twice.row", "17")}
    assert found(series_times=2_600) == usual - {("claim_rate.series", "22")}  # 28 beside 715: 25,5 times
    assert found(series_times=2_500) == usual
    assert ("claim_twice.row", "17") not in found(series_smallest=181)  # 180 and 189
