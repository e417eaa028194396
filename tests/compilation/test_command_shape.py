"""compilation.json has exactly the tables and keys that others read, of a printed year and an open one."""

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from tests.makers import a_return, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db
HERE = Path(__file__).resolve().parent.parent
SCHEMA = json.loads((HERE / "schemas" / "compile_report.json").read_text(encoding="utf-8"))
# As the public description names them, and in its order.
KEYS = {
    "forms_national": "form, previous_count, previous_share, count, share, change",
    "contacts_by_region": "region, EMPLOYER, EMPLOYMENT_SERVICE, CONTACTS, TREATMENTS, share",
    "payouts_by_region": "region, base, contacts",
    "providers_by_region": "region, PRIVATE, PUBLIC, TREATMENTS, private_share, public_share",
    "gender_by_region": "region, MEN, WOMEN, TREATMENTS, men_share, women_share",
    "appropriations_by_year": "year, appropriation, specified, purpose",
    "psychological_by_region": "region, KBT, IPT, KBT_IPT_per_1000, IKBT, PDT, EMDR, APB",
    "pain_by_region": "region, MMR1, MMR2, MMR, MMR_per_1000, BMB, AST, ASB",
    "contacts_two_years": "region, year, EMPLOYER, EMPLOYMENT_SERVICE",
    "kbt_ipt_over_time": "region, year, KBT_IPT, per_1000",
    "other_psychological_two_years": "region, year, IKBT, PDT, EMDR, APB",
    "mmr_over_time": "region, year, MMR, per_1000",
    "mmr_suppliers": "region, level, suppliers, answer",
    "mmr_compensation": "region, level, component, amount, basis, answer",
    "kbt_ipt_compensation": "region, component, amount, basis, answer",
    "coordinators": "region, count, per_10000",
}
CODES = frozenset({"region", "form", "purpose", "level", "component", "basis", "answer"})


@pytest.fixture
def years(past: None) -> None:
    """2018 and 2020 as printed, and 2026 with one region accepted."""
    people = the_people()
    an_accepted_return(a_year(), "07", people.owner, people.officer)


def written(year: int, folder: Path, *more: str) -> dict[str, Any]:
    call_command("compile_report", str(year), "--out", str(folder), *more, stdout=io.StringIO())
    content: dict[str, Any] = json.loads((folder / "compilation.json").read_text(encoding="utf-8"))
    return content


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize("year", [2018, 2020, 2026])
def test_the_tables_have_exactly_these_ids_and_keys(year: int, tmp_path: Path) -> None:
    content = written(year, tmp_path, "--format", "json")

    jsonschema.validate(content, SCHEMA)
    tables = {table["id"]: table for table in content["tables"]}
    assert {name: ", ".join(c["key"] for c in table["columns"]) for name, table in tables.items()} == KEYS
    for name, table in tables.items():
        for row in table["rows"]:
            assert ", ".join(row) == KEYS[name]
            for key, value in row.items():
                kind = str if key in CODES else (int, float)
                assert value is None or (isinstance(value, kind) and not isinstance(value, bool)), (name, key)


@pytest.mark.usefixtures("years")
def test_the_tables_by_region_have_a_row_for_each_region_and_the_nation_last(tmp_path: Path) -> None:
    for table in written(2020, tmp_path, "--format", "json")["tables"]:
        regions = [row["region"] for row in table["rows"] if "region" in row]
        if table["id"].endswith("_by_region"):
            assert len(set(regions)) == len(regions) == 22
            assert regions[-1] == "00"


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize("year", [2018, 2020, 2026])
def test_the_workbook_s_number_columns_hold_numbers(year: int, tmp_path: Path) -> None:
    tables = written(year, tmp_path, "--format", "json,xlsx")["tables"]
    book = load_workbook(tmp_path / "compilation.xlsx")

    for sheet, table in zip(book.worksheets, tables, strict=False):
        for down, row in enumerate(table["rows"], start=4):
            for at, column in enumerate(table["columns"], start=1):
                cell, value = sheet.cell(down, at), row[column["key"]]
                if value is None:
                    assert cell.value == "–" or column["key"] in CODES
                elif column["key"] not in CODES:
                    assert cell.data_type == "n", (table["id"], column["key"])
                    assert cell.value == pytest.approx(value), "a cell holds sixteen digits"


def test_the_golden_example_is_what_the_command_writes(tmp_path: Path) -> None:
    people, year = the_people(), a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    a_return(year, "08")
    call_command("compile_report", "2026", "--out", str(tmp_path), "--format", "json", stdout=io.StringIO())
    made = (tmp_path / "compilation.json").read_text(encoding="utf-8")

    assert made == (HERE / "golden" / "compile_report_2026.json").read_text(encoding="utf-8")
