"""The printed tables beside the made ones: every difference has its reason in a general rule."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from audit.models import Entry
from compilation.printed_beside import Difference, printed_beside
from submissions.models import Finding

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent.parent
SCHEMA = json.loads((HERE / "schemas" / "compare_printed.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _always(past: None) -> None:
    """Every test here reads the years as printed."""


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("compare_printed", *arguments, stdout=out)
    return out.getvalue()


def differences(year: int) -> dict[str, Difference]:
    found = printed_beside(year)
    assert found is not None
    return {each.claim.source: each for table in found.tables for each in table.differences}


@pytest.mark.parametrize(("year", "tables", "cells"), [(2018, 14, 1473), (2020, 5, 432)])
def test_every_difference_from_print_has_a_reason(year: int, tables: int, cells: int) -> None:
    content: dict[str, Any] = json.loads(run(str(year), "--format", "json"))

    jsonschema.validate(content, SCHEMA)
    assert content["unexplained"] == 0
    assert len(content["tables"]) == tables
    assert sum(table["cells"] for table in content["tables"]) == cells


def test_what_was_not_collected_or_never_came_differs_from_the_printed_0() -> None:
    found = differences(2020)
    skane = found["fk2020_table2_contacts.csv:12:employer_contacts"]
    gotland = found["fk2020_appendix3_gender.csv:09:men"]

    assert (skane.claim.text, skane.made, [r.kind for r in skane.reasons]) == ("0", None, ["not_collected"])
    assert [r.finding.rule for r in gotland.reasons if r.finding] == ["complete.no_return"]


def test_a_printed_total_that_is_not_its_sum_differs_by_the_finding_about_it() -> None:
    total = differences(2018)["skl2018_table04_gender.csv:00:men"]

    assert (total.claim.text, total.made) == ("23130", 22_818)
    assert [r.finding.rule for r in total.reasons if r.finding] == ["claim_total.column"]


def test_a_rate_is_unexplained_by_anything_but_its_own_lack_of_people() -> None:
    rate = differences(2018)["skl2018_table07_kbt_ipt_over_time.csv:01/2015:per_1000"]

    assert (rate.made, [r.kind for r in rate.reasons]) == (None, ["no_population"])


def test_the_survey_s_tables_are_the_printed_ones_but_for_a_total_that_is_no_sum() -> None:
    found = printed_beside(2018)

    assert found is not None
    assert found.not_made == ()
    of_survey = {table.name: table for table in found.tables if table.name[-2:] in ("10", "11", "12", "13")}
    assert {name: len(table.differences) for name, table in of_survey.items()} == {
        "tabell 10": 0, "tabell 11": 0, "tabell 12": 0, "tabell 13": 1,
    }  # fmt: skip
    total = of_survey["tabell 13"].differences[0]
    assert (total.claim.text, total.made) == ("127", 116)
    assert [r.finding.rule for r in total.reasons if r.finding] == ["claim_total.column"]


def test_a_difference_without_a_finding_is_unexplained_and_the_answer_is_no() -> None:
    Finding.objects.filter(year=2018, rule="claim_total.column").delete()

    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("compare_printed", "2018", stdout=out)
    assert ended.value.code == 1
    assert "Inget skäl." in out.getvalue()
    assert any(not each.reasons for each in differences(2018).values())


def test_a_finding_about_a_total_is_no_reason_for_a_regions_row() -> None:
    rate = differences(2018)["skl2018_table02_psychological_treatments.csv:12:kbt_ipt_per_1000"]

    assert [r.finding.rule for r in rate.reasons if r.finding] == ["claim_rate.population"]
    for each in differences(2018).values():
        for reason in each.reasons:
            if reason.finding and each.claim.region != "00":
                assert reason.finding.region_id == each.claim.region


def test_the_text_tells_equal_cells_and_differences_in_either_language() -> None:
    assert "tabell 1: 58 av 58 celler är lika" in run("2020")
    assert run("2020").endswith("0 skillnader utan skäl\n")
    assert "What is missing is not 0." in run("2020", "--lang", "en")


def test_a_year_without_a_printed_report_is_wrong_use() -> None:
    with pytest.raises(CommandError, match="Ingen tryckt rapport") as refused:
        run("2019")
    assert refused.value.returncode == 2


def test_comparing_stores_nothing() -> None:
    before = Entry.objects.count(), Finding.objects.count()
    run("2018")
    assert (Entry.objects.count(), Finding.objects.count()) == before


def test_the_golden_example_is_what_the_command_writes() -> None:
    golden = (HERE / "golden" / "compare_printed_2020.json").read_text(encoding="utf-8")

    assert run("2020", "--format", "json") == golden


def test_the_queries_are_as_many_for_a_large_report_as_for_a_small(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for year in (2018, 2020):
        with django_assert_max_num_queries(12):
            printed_beside(year)
