"""Rates are measured by the people that the year's terms name, of the ages that the year counts."""

import json
from datetime import date
from fractions import Fraction

import pytest

from compilation.files import as_csv
from compilation.report import Report, report_of
from compilation.shown_tables import shown_tables
from register.models import Population, TermsVersion
from tests.makers import a_region, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db
# 203 of KBT and none of IPT.
AUTUMN, SPRING, LATER = date(2025, 11, 1), date(2025, 3, 31), date(2026, 11, 1)


def people_of(day: date, count: int, ages: tuple[int, int] = (16, 67)) -> None:
    Population.objects.create(
        region=a_region(),
        date=day,
        age_from=ages[0],
        age_to=ages[1],
        count=count,
        quality="official",
        source="SCB",
    )


def the_report(year: int = 2026, named: date | None = None) -> Report:
    people = the_people()
    row = a_year(year)
    TermsVersion.objects.filter(year=row).update(population_date=named)
    an_accepted_return(row, "07", people.owner, people.officer)
    return report_of(year)


def rate_in(report: Report) -> object:
    table = next(each for each in report.tables if each.id == "psychological_by_region")
    return {row["region"]: row["KBT_IPT_per_1000"] for row in table.rows}["07"]


def notes_in(report: Report) -> str:
    table = next(each for each in report.tables if each.id == "psychological_by_region")
    return " ".join(note.words(report.sources.regions) for note in table.notes)


@pytest.mark.parametrize(("named", "count"), [(SPRING, 1_000), (AUTUMN, 2_000), (LATER, 4_000)])
def test_the_day_of_the_terms_is_the_one_that_counts(named: date, count: int) -> None:
    for day, people in ((SPRING, 1_000), (AUTUMN, 2_000), (LATER, 4_000)):
        people_of(day, people)
    report = the_report(named=named)

    assert rate_in(report) == Fraction(203_000, count)
    assert f"den {named.isoformat()} (2026)" in notes_in(report)


def test_where_the_terms_name_no_day_that_was_counted_the_only_one_of_the_year_before_is_used() -> None:
    people_of(AUTUMN, 2_000)

    assert rate_in(the_report(named=date(2024, 1, 1))) == Fraction(203_000, 2_000)


def test_of_two_days_that_no_terms_name_neither_is_taken_and_that_is_said() -> None:
    people_of(SPRING, 1_000)
    people_of(AUTUMN, 2_000)
    report = the_report()

    assert rate_in(report) is None
    assert "flera dagar (2025-03-31 och 2025-11-01)" in notes_in(report)
    assert "Folkmängd saknas" not in notes_in(report)


def test_a_year_that_counts_ages_to_65_is_measured_by_those_of_16_to_65() -> None:
    people_of(date(2015, 11, 1), 2_000)
    report = the_report(2016)
    assert rate_in(report) is None, "those of 66 and 67 are not treated in it"

    people_of(date(2015, 11, 1), 1_000, (16, 65))
    again = report_of(2016)
    assert rate_in(again) == Fraction(203_000, 1_000)
    assert "16–65 år den 2015-11-01" in notes_in(again)
    assert "16–65 år" in {each.id: each.sv for each in again.text}["rate_KBT_IPT"]


def test_open_data_name_the_people_that_were_used_and_not_what_the_terms_might_say() -> None:
    people_of(AUTUMN, 2_000)
    package = json.loads(as_csv(the_report(named=AUTUMN))["datapackage.json"])
    [resource] = [each for each in package["resources"] if each["path"] == "psychological_by_region.csv"]
    [rate] = [each for each in resource["schema"]["fields"] if each["name"] == "KBT_IPT_per_1000"]

    assert rate["description"].startswith(
        "Per 1\u00a0000 invånare 16–67 år den 2025-11-01 (2026). Källa: SCB."
    )


def headings(report: Report, table: str, lang: str = "sv") -> str:
    shown = [each for each in shown_tables(report, lang) if table in (each.id, each.made_of)]
    return " | ".join(column.label for each in shown for column in each.columns)


@pytest.mark.parametrize(("year", "ages", "others"), [(2016, (16, 65), "67"), (2017, (16, 67), "65")])
def test_the_headings_of_rates_name_the_ages_that_the_year_counts(
    year: int, ages: tuple[int, int], others: str
) -> None:
    people_of(date(year - 1, 11, 1), 1_000, ages)
    report, said = the_report(year), f"{ages[0]}–{ages[1]}"

    for table, code in (("psychological_by_region", "KBT och IPT"), ("pain_by_region", "MMR")):
        assert f"{code} per 1 000 invånare {said} år" in headings(report, table)
        assert f"per 1,000 inhabitants aged {said}" in headings(report, table, "en")
        assert others not in headings(report, table)
    [table] = [each for each in report.as_json()["tables"] if each["id"] == "kbt_ipt_over_time"]
    assert table["columns"][-1]["label"] == f"Per 1 000 invånare {said} år"


@pytest.mark.usefixtures("past")
def test_a_table_over_the_break_names_no_ages_in_its_heading_but_in_its_notes() -> None:
    report = report_of(2018)

    for lang, heading in (("sv", "Per 1 000 invånare"), ("en", "Per 1,000 inhabitants")):
        [said] = [each for each in report.as_json(lang)["tables"] if each["id"] == "kbt_ipt_over_time"]
        assert said["columns"][-1]["label"] == heading
        assert any("16–65" in note and "16–67" in note for note in said["notes"])
