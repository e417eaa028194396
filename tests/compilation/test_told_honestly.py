"""What stands beside the numbers: what rates are measured by, where a series breaks, and who is not in it."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from agreement.lines import LINES
from agreement.moves import Role
from audit import guards
from compilation.charts import charts
from compilation.report import Report, report_of
from compilation.sources import sources_of
from compilation.trace import grounds_of, rows_of, traces_of
from register.models import Population, Region
from submissions.guards import SUBMISSIONS
from submissions.models import Figure
from tests.makers import a_person, a_return, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


def notes_of(report: Report, table: str, lang: str = "sv") -> list[str]:
    found = next(each for each in report.tables if each.id == table)
    return [note.words(report.sources.regions, lang) for note in found.notes]


def said_of(report: Report) -> dict[str, str]:
    return {each.id: each.sv for each in report.text}


@pytest.mark.usefixtures("past")
def test_a_rate_names_the_people_that_it_is_measured_by_and_says_that_they_are_estimated() -> None:
    report = report_of(2018)
    [people] = [each for each in notes_of(report, "pain_by_region") if "invånare" in each]

    assert people.startswith("Per 1\u00a0000 invånare 16–67 år den 2017-11-01 (2018)")
    assert "uppskattning" in people
    assert "an estimate" in notes_of(report, "psychological_by_region", "en")[-1]
    assert "10\u00a0000" in notes_of(report, "coordinators")[0]


@pytest.mark.usefixtures("past")
def test_an_official_population_is_not_called_an_estimate() -> None:
    for region in Region.objects.all():
        Population.objects.create(
            region=region,
            date=date(2019, 11, 1),
            age_from=16,
            age_to=67,
            count=9,
            source="SCB",
            quality="official",
        )
    [people] = notes_of(report_of(2020), "pain_by_region")

    assert people == "Per 1\u00a0000 invånare 16–67 år den 2019-11-01 (2020). Källa: SCB."


@pytest.mark.usefixtures("past")
def test_a_series_says_where_it_breaks_and_which_years_have_no_people() -> None:
    notes = notes_of(report_of(2018), "kbt_ipt_over_time")

    assert "Brott i serien: till och med 2016 räknades 16–65 år, från och med 2017 16–67 år." in notes
    assert any("Folkmängd saknas för 2009, 2013, 2015, 2016 och 2017" in each for each in notes)
    assert any("internetbaserad KBT" in e or "IKBT" in e for e in notes_of(report_of(2016), "forms_national"))


@pytest.mark.usefixtures("past")
def test_the_series_goes_on_with_what_is_printed_of_the_nation_alone() -> None:
    report = report_of(2020)
    table = next(each for each in report.tables if each.id == "mmr_over_time")
    made = {(row["region"], row["year"]): row["MMR"] for row in table.rows}

    assert (made["00", 2019], made["00", 2020]) == (1_095 + 3_066, 894 + 2_922)
    assert made["01", 2020] is None
    assert "För 2019 och 2020 finns uppgift bara för hela riket." in notes_of(report, "mmr_over_time")
    [pain] = [row for each in report.tables if each.id == "pain_by_region" for row in each.rows[-1:]]
    assert pain["MMR"] == 3_816


@pytest.mark.usefixtures("past")
def test_a_sum_of_printed_lines_is_traced_to_the_lines() -> None:
    sources = sources_of(2020)
    found = rows_of(sources, "pain_by_region", "00")
    assert found is not None
    table, [row] = found
    [mmr] = [t for t in traces_of(table, row, sources, grounds_of(2020)) if t.column.key == "MMR"]

    assert mmr.operands[0].lines == (("MMR1", 894), ("MMR2", 2_922))
    assert mmr.operands[0].source == "fk2020_table1_treatment_forms.csv"


@pytest.mark.usefixtures("past")
def test_a_year_that_only_a_later_report_prints_is_compiled_as_well(tmp_path: Path) -> None:
    call_command("compile_report", "2019", "--out", str(tmp_path), "--format", "json", stdout=io.StringIO())
    content = json.loads((tmp_path / "compilation.json").read_text(encoding="utf-8"))
    rows = {row["form"]: row for row in content["tables"][0]["rows"]}

    assert (rows["KBT"]["count"], rows["TREATMENTS"]["count"]) == (56_403, 81_969)


def test_a_year_without_returns_says_so_in_words() -> None:
    a_return(a_year(), "07")

    assert said_of(report_of(2026)) == {"returns": "Ingen redovisning för 2026 är med."}


def test_one_region_alone_is_neither_the_largest_nor_the_smallest() -> None:
    people = the_people()
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    said = said_of(report_of(2026))

    assert said["returns"].startswith("Siffrorna kommer från 1 av ")
    assert "störst" not in said["providers"] + said["gender"]
    assert "1 regioner" not in " ".join(said.values())


def test_where_nothing_was_collected_nothing_is_a_zero() -> None:
    people = the_people()
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    assert Figure.objects.count() >= len(LINES) - 1
    guards.lift(connection, SUBMISSIONS)  # only a test may take figures from what is signed
    Figure.objects.update(value=None, collected="not_collected")
    report = report_of(2026)

    assert said_of(report) == {"returns": "Ingen uppgift för 2026 är insamlad. Det som saknas är inte noll."}
    for table in report.tables:
        if table.id != "appropriations_by_year":
            assert {v for row in table.rows for v in row.values() if not isinstance(v, str)} <= {
                None,
                2025,
                2026,
            }
    assert {each.state for each in report.deviations} == {"not_collected"}


@pytest.mark.usefixtures("past")
def test_shares_are_given_without_the_regions_that_deviate_too() -> None:
    said = said_of(report_of(2020))

    assert said["gender_without_deviating"].startswith(
        "Utan Kronoberg, vars uppgifter inte är hela, är andelen män"
    )
    assert "andelen privata" in said["providers_without_deviating"]


def test_where_all_regions_rose_it_is_told_who_rose_most() -> None:
    people = the_people()
    leader = a_person(Role.PROCESS_LEADER, "12", email="annan@test.example")
    # The year before comes last, so that nobody is asked about the change.
    an_accepted_return(a_year(2026), "07", people.owner, people.officer)
    an_accepted_return(a_year(2025), "07", people.owner, people.officer, KBT=103, APB=119)
    for year in (2026, 2025):
        an_accepted_return(a_year(year), "12", leader, people.officer)
    said = said_of(report_of(2026))

    assert "ökade mest i Kronoberg (100 fler än 2025)." in said["moves_KBT_IPT"]
    assert "minskade" not in said["moves_KBT_IPT"]


def test_a_year_without_returns_has_no_charts_of_its_own() -> None:
    assert charts(report_of(a_year().year)) == ()
