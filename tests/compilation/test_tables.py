"""The report's tables from the data: as printed where the print is right, honest about what is missing."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from agreement.moves import Role
from compilation.answered import Row
from compilation.files import as_csv, as_xlsx
from compilation.loading import load_national_figures
from compilation.models import NationalFigure
from compilation.report import Report, report_of
from compilation.sources import sources_of
from compilation.tables import TABLES, tables
from tests.makers import a_person, a_return, a_signed_return, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


def rows_of(report: Report, table: str) -> dict[str, Row]:
    found = next(each for each in report.tables if each.id == table)
    return {str(row["region"]): row for row in found.rows}


def printed(name: str) -> dict[str, dict[str, str]]:
    path = Path(settings.FIGURES_OF_PAST_YEARS) / name
    with path.open(encoding="utf-8") as file:
        return {row["region_code"]: row for row in csv.DictReader(file)}


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(
    ("year", "table", "name", "columns"),
    [
        (2020, "contacts_by_region", "fk2020_table2_contacts.csv", {
            "EMPLOYER": "employer_contacts", "EMPLOYMENT_SERVICE": "employment_service_contacts",
            "CONTACTS": "contacts_total", "TREATMENTS": "treatments",
        }),
        (2020, "payouts_by_region", "fk2020_appendix1_payouts.csv", {
            "base": "population_grant_sek", "contacts": "contact_grant_sek",
        }),
        (2020, "providers_by_region", "fk2020_appendix2_providers.csv", {
            "PRIVATE": "private", "PUBLIC": "public", "TREATMENTS": "total",
        }),
        (2020, "gender_by_region", "fk2020_appendix3_gender.csv", {"MEN": "men", "WOMEN": "women"}),
        (2018, "psychological_by_region", "skl2018_table02_psychological_treatments.csv", {
            "KBT": "kbt", "IPT": "ipt", "IKBT": "ikbt", "PDT": "pdt", "EMDR": "emdr",
        }),
        (2018, "pain_by_region", "skl2018_table03_pain_treatments.csv", {
            "MMR1": "mmr1", "MMR2": "mmr2", "MMR": "mmr_total",
        }),
    ],
)  # fmt: skip
def test_the_regions_rows_are_the_printed_ones(
    year: int, table: str, name: str, columns: dict[str, str]
) -> None:
    made = rows_of(report_of(year), table)

    for region, row in printed(name).items():
        if region != "00":
            for key, column in columns.items():
                # What was not collected was printed as 0; here it is missing.
                assert made[region][key] == int(row[column]) or (made[region][key], row[column]) == (
                    None,
                    "0",
                )


@pytest.mark.usefixtures("past")
def test_the_forms_of_2020_are_the_printed_ones_with_their_shares_unrounded() -> None:
    rows = {row["form"]: row for row in tables(sources_of(2020))[0].rows}

    assert (rows["KBT"]["previous_count"], rows["KBT"]["count"]) == (56_403, 56_468)
    assert rows["IKBT"]["change"] == Fraction(100 * (9_856 - 4_043), 4_043)
    assert rows["TREATMENTS"]["count"] == 86_094
    assert [row["form"] for row in tables(sources_of(2020))[0].rows][:3] == ["KBT", "PDT", "IKBT"]


@pytest.mark.usefixtures("past")
def test_contacts_stand_in_falling_order_of_share_and_the_nation_last() -> None:
    table = next(each for each in report_of(2020).tables if each.id == "contacts_by_region")

    assert [row["region"] for row in table.rows][:3] == ["07", "22", "24"]
    assert [row["region"] for row in table.rows][-1] == "00"
    assert table.rows[-2]["share"] is None


@pytest.mark.usefixtures("past")
def test_what_is_missing_is_none_and_a_sum_that_lacks_it_says_so() -> None:
    report = report_of(2020)
    skane, gotland = (rows_of(report, "contacts_by_region")[code] for code in ("12", "09"))

    assert (skane["EMPLOYER"], skane["share"], skane["TREATMENTS"]) == (None, None, 14_473)
    assert set(gotland.values()) == {"09", None}
    table = next(each for each in report.tables if each.id == "contacts_by_region")
    words = [note.words(report.sources.regions) for note in table.notes]
    assert words[0] == "Uppgift saknas från Gotland. Summan gäller de andra regionerna."
    assert "Skåne" in words[1]


@pytest.mark.usefixtures("past")
def test_rates_have_a_population_or_are_missing() -> None:
    made = {(row["region"], row["year"]): row for row in _table(2018, "kbt_ipt_over_time")}

    assert round(float(made["00", 2018]["per_1000"] or 0), 1) == 8.8
    assert made["01", 2015]["per_1000"] is None
    assert made["01", 2015]["KBT_IPT"] == 12_204


@pytest.mark.usefixtures("past")
def test_appropriations_come_from_terms_or_from_print() -> None:
    made = {row["year"]: row for row in _table(2020, "appropriations_by_year")}

    assert made[2010]["appropriation"] == 960_000_000
    assert made[2012]["specified"] == 100_000_000
    assert made[2020]["appropriation"] == 500_000_000


def test_a_year_without_returns_has_no_zero_and_no_share() -> None:
    a_return(a_year(), "07")
    for table in report_of(2026).tables:
        for row in table.rows:
            measured = {k: v for k, v in row.items() if k not in ("region", "year", "form", "purpose")}
            if table.id != "appropriations_by_year":
                assert set(measured.values()) == {None}


def test_a_preview_shows_signed_returns_and_the_report_only_accepted_ones() -> None:
    people, year = the_people(), a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    a_signed_return(year, "08", people.owner)

    assert rows_of(report_of(2026), "gender_by_region")["08"]["MEN"] is None
    assert rows_of(report_of(2026, with_signed=True), "gender_by_region")["08"]["MEN"] == 88


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("year", [2018, 2020])
def test_the_queries_are_constant(year: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(10):
        tables(sources_of(year))


@pytest.mark.usefixtures("past")
def test_sentences_follow_the_data_in_both_languages() -> None:
    said = {each.id: each for each in report_of(2020).text}

    assert "86\u00a0094 behandlingar" in said["treatments"].sv
    assert "86,094 treatments" in said["treatments"].en
    assert "I 7 regioner" in said["providers"].sv
    assert "6,8\u00a0%" in said["contacts_without_deviating"].sv
    assert "Kronoberg och Skåne" in said["contacts_without_deviating"].sv


def test_a_change_is_given_over_the_same_regions_too_where_one_is_missing() -> None:
    people = the_people()
    leader = a_person(Role.PROCESS_LEADER, "12", email="annan@test.example")
    an_accepted_return(a_year(2026), "07", people.owner, people.officer)
    an_accepted_return(a_year(2025), "07", people.owner, people.officer, KBT=103, APB=119)
    an_accepted_return(a_year(2025), "12", leader, people.officer)
    said = {each.id: each.sv for each in report_of(2026).text}

    assert "samma 1 region" in said["like_for_like_KBT_IPT"]
    assert "en ökning med 97\u00a0%" in said["like_for_like_KBT_IPT"]
    assert "Utan Skåne" in said["like_for_like_KBT_IPT"]


@pytest.mark.usefixtures("past")
def test_known_deviations_are_those_that_the_round_holds() -> None:
    found = {(each.region, each.state) for each in report_of(2020).deviations}

    assert {("07", "partly"), ("09", "no_return"), ("12", "not_collected")} <= found


@pytest.mark.usefixtures("past")
def test_the_command_writes_json_csv_and_a_workbook(tmp_path: Path) -> None:
    call_command("compile_report", "2020", "--out", str(tmp_path), stdout=io.StringIO())
    content: dict[str, Any] = json.loads((tmp_path / "compilation.json").read_text(encoding="utf-8"))

    assert [table["id"] for table in content["tables"]] == list(TABLES)
    assert all(set(row) == {c["key"] for c in t["columns"]} for t in content["tables"] for row in t["rows"])
    assert content["tables"][1]["rows"][0] | {"share": 99} == {
        "region": "07", "EMPLOYER": 183, "EMPLOYMENT_SERVICE": 20, "CONTACTS": 203, "TREATMENTS": 205,
        "share": 99,
    }  # fmt: skip
    assert (tmp_path / "gender_by_region.csv").read_text().startswith("region,MEN,WOMEN,TREATMENTS,")
    assert len(load_workbook(tmp_path / "compilation.xlsx").sheetnames) == len(TABLES) + 1, (
        "the text is the last"
    )


@pytest.mark.usefixtures("past")
def test_the_files_hold_numbers_and_no_formulas() -> None:
    report = report_of(2018)
    book = load_workbook(io.BytesIO(as_xlsx(report)["compilation.xlsx"]))
    package = json.loads(as_csv(report)["datapackage.json"])

    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert [each["name"] for each in package["resources"]][-1] == "text"


@pytest.mark.parametrize("arguments", [("1999", "--out", "x"), ("2026", "--out", "x", "--format", "odt")])
def test_an_unknown_year_or_format_is_wrong_use(arguments: tuple[str, ...]) -> None:
    a_year()
    with pytest.raises(CommandError) as refusal:
        call_command("compile_report", *arguments)

    assert refusal.value.returncode == 2


@pytest.mark.usefixtures("past")
def test_national_figures_are_loaded_once() -> None:
    before = NationalFigure.objects.count()
    load_national_figures()

    assert NationalFigure.objects.count() == before > 20


def _table(year: int, name: str) -> tuple[Row, ...]:
    return next(each.rows for each in report_of(year).tables if each.id == name)


@pytest.mark.usefixtures("past")
def test_open_data_says_what_every_column_holds_and_what_tells_its_rows_apart() -> None:
    files = as_csv(report_of(2018))
    package = json.loads(files["datapackage.json"])
    resources = {each["path"]: each for each in package["resources"]}

    assert {name for name in files if name.endswith(".csv")} == set(resources)
    for name, resource in resources.items():
        rows = list(csv.DictReader(io.StringIO(files[name].decode())))
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert list(rows[0]) == fields
        keys = [tuple(row[key] for key in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys), name
    rate = next(f for f in resources["pain_by_region.csv"]["schema"]["fields"] if f["name"] == "MMR_per_1000")
    assert "16–67" in rate["description"]
