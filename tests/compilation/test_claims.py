"""Printed claims against their parts, each other and what they imply; tried on other faults too."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from agreement.terms import Terms
from audit.models import Entry
from compilation.claims import findings
from compilation.claims.judged import Judged
from compilation.claims.reading import printed_reports
from compilation.importing import load_claims
from submissions.models import Finding

TERMS = {
    year: Terms(
        year, base_appropriation=500_000_000, contact_appropriation=50_000_000, amount_per_contact=3_000
    )
    for year in (2018, 2020, 2030)
}
Rows = list[dict[str, str]]


def judge(folder: Path) -> list[Judged]:
    return [found for report in printed_reports(folder) for found in findings(report, TERMS)]


def rules(found: list[Judged]) -> list[tuple[str, str]]:
    return [(each.finding.rule, each.region) for each in found]


def write(folder: Path, name: str, rows: Rows) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


# --- a little report of our own, that agrees with itself -----------------------------------------


def another_report(folder: Path) -> Path:
    """Two regions and the nation: counts in two tables, shares, rates, payouts, and sentences."""
    (folder / "claims").mkdir()
    counts = {"01": (600, 200, 640, 160, 50), "02": (150, 50, 60, 140, 10)}
    nation = tuple(map(sum, zip(*counts.values(), strict=True)))
    both = {**counts, "00": nation}
    people = {"01": 100_000, "02": 40_000, "00": 140_000}
    write(
        folder,
        "one.csv",
        [
            {
                "region_code": region,
                "kbt_ipt": str(kbt_ipt),
                "mmr": str(mmr),
                "total": str(kbt_ipt + mmr),
                "rate": f"{kbt_ipt * 1000 / people[region]:.1f}",
                "mmr_rate": f"{mmr * 1000 / people[region]:.2f}",
                "share": f"{100 * private / (kbt_ipt + mmr):.0f}",
                "private": str(private),
                "public": str(public),
                "contacts": str(contacts),
                "kronor": str(contacts * 3000),
            }
            for region, (kbt_ipt, mmr, private, public, contacts) in both.items()
        ],
    )
    write(
        folder,
        "again.csv",
        [{"county": r, "year": "2030", "kbt_ipt": str(c[0])} for r, c in both.items()],
    )
    for row in (rows := list(csv.DictReader((folder / "again.csv").open(encoding="utf-8")))):
        row["region_code"] = row["county"]
    write(folder, "again.csv", rows)
    write(
        folder,
        "words.csv",
        [
            a_sentence("A1", "value", "TREATMENTS", "1000"),
            a_sentence("A2", "share", "PRIVATE", "70"),
            a_sentence("A3", "highest share", "PRIVATE", "80", regions="01", region_code="01"),
            a_sentence("A4", "regions with share above 50", "PRIVATE", "1"),
            a_sentence("A5", "above the nation per 1000", "KBT_IPT", "", regions="01"),
            a_sentence("A6", "amount contacts", "PAYOUT_CONTACTS", "180000"),
        ],
    )
    column: dict[str, Any] = {
        "kbt_ipt": {"count": "KBT_IPT"},
        "mmr": {"count": "MMR"},
        "total": {"count": "TREATMENTS"},
        "rate": {"rate": "KBT_IPT", "per": 1000},
        "mmr_rate": {"rate": "MMR", "per": 1000},
        "share": {"share": "PRIVATE"},
        "private": {"count": "PRIVATE"},
        "public": {"count": "PUBLIC"},
        "contacts": {"count": "CONTACTS"},
        "kronor": {"amount": "PAYOUT_CONTACTS"},
    }
    description = {
        "report": "Another", "round": 2030, "text": "words.csv", "document": "A",
        "tables": [
            {"file": "one.csv", "name": "tabell 1", "year": 2030, "columns": column},
            {
                "file": "again.csv", "name": "tabell 2", "key": ["region_code", "year"], "year": "year",
                "columns": {"kbt_ipt": {"count": "KBT_IPT"}},
            },
        ],
    }  # fmt: skip
    (folder / "claims" / "another.json").write_text(json.dumps(description), encoding="utf-8")
    return folder


def a_sentence(name: str, kind: str, indicator: str, value: str, **more: str) -> dict[str, str]:
    return {
        "claim_id": name, "document": "A", "place": "", "kind": kind, "indicator": indicator,
        "region_code": "00", "year": "2030", "compared_year": "", "value": value, "unit": "", "regions": "",
        **more,
    }  # fmt: skip


def change(folder: Path, name: str, at: tuple[str, str], column: str, value: str) -> None:
    """Print something else in one cell."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    changed = [row for row in rows if row[at[0]] == at[1]]
    assert len(changed) == 1
    assert changed[0][column] != value
    changed[0][column] = value
    write(folder, name, rows)


def test_a_report_that_agrees_with_itself_has_no_findings(tmp_path: Path) -> None:
    assert judge(another_report(tmp_path)) == []


@pytest.mark.parametrize(
    ("cell", "rule", "region"),
    [
        (("one.csv", ("region_code", "00"), "private", "701"), "claim_total.column", "00"),
        (("one.csv", ("region_code", "00"), "kronor", "180001"), "claim_total.column", "00"),
        (("again.csv", ("region_code", "02"), "kbt_ipt", "105"), "claim_twice.values", "02"),
        (("one.csv", ("region_code", "01"), "share", "81"), "claim_rate.share", "01"),
        (("one.csv", ("region_code", "01"), "rate", "6.3"), "claim_rate.population", "01"),
        (("one.csv", ("region_code", "02"), "kronor", "33000"), "claim_payout.amount", "02"),
        (("words.csv", ("claim_id", "A1"), "value", "1010"), "claim_twice.values", "00"),
        (("words.csv", ("claim_id", "A2"), "value", "71"), "claim_rate.share", "00"),
        (("words.csv", ("claim_id", "A3"), "value", "90"), "claim_rate.ranking", "01"),
        (("words.csv", ("claim_id", "A4"), "value", "2"), "claim_rate.regions", "00"),
        (("words.csv", ("claim_id", "A5"), "regions", "01 02"), "claim_rate.ranking", "00"),
        (("words.csv", ("claim_id", "A6"), "value", "50000001"), "claim_payout.size", "00"),
    ],
)
def test_one_wrong_cell_is_found_and_named_by_its_place(
    tmp_path: Path, cell: tuple[str, tuple[str, str], str, str], rule: str, region: str
) -> None:
    change(another_report(tmp_path), *cell)
    name, (_key, row), column, _value = cell

    found = judge(tmp_path)

    assert (rule, region) in rules(found)
    named = next(each for each in found if each.finding.rule == rule)
    assert f"{name}:{row}{'/2030' if name == 'again.csv' else ''}:{column}" in named.sources
    assert len(found) <= 3


def test_what_rests_on_a_wrong_cell_is_not_told_again(tmp_path: Path) -> None:
    change(another_report(tmp_path), "again.csv", ("region_code", "01"), "kbt_ipt", "620")

    # The nation's row of that column no longer adds up, which is a cell of its own; no rate or share is told.
    assert set(rules(judge(tmp_path))) == {("claim_twice.values", "01"), ("claim_total.column", "00")}


def test_a_number_rounded_up_or_down_at_a_half_is_right(tmp_path: Path) -> None:
    another_report(tmp_path)
    change(tmp_path, "one.csv", ("region_code", "02"), "share", "30.0")

    assert judge(tmp_path) == []


# --- the reports in print, and other faults planted in copies of them ----------------------------


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    shutil.copytree(settings.FIGURES_OF_PAST_YEARS, tmp_path / "data")
    return tmp_path / "data"


def of_nation(found: list[Judged], rule: str) -> set[tuple[str, str]]:
    return {
        (str(each.finding.params["indicator"]), str(each.finding.params["table"]))
        for each in found
        if each.finding.rule == rule and each.region == "00"
    }


def test_the_faults_that_the_reports_carry_are_named() -> None:
    found = judge(settings.FIGURES_OF_PAST_YEARS)

    assert of_nation(found, "claim_total.column") == {
        ("PDT", "tabell 2"), ("APB", "tabell 2"), ("MEN", "tabell 4"), ("WOMEN", "tabell 4"),
        ("PRIVATE", "tabell 5"), ("PUBLIC", "tabell 5"), ("KBT_IPT", "tabell 7"),
        ("COORDINATORS", "tabell 13"), ("PAYOUT_BASE", "bilaga 1"),
    }  # fmt: skip
    assert ("claim_twice.values", "13") in rules(found)  # Halland: PDT 20 and 202
    assert ("claim_twice.values", "01") in rules(found)  # Stockholm: KBT and IPT 14 529 and 15 529
    assert ("claim_rate.population", "12") in rules(found)  # Skåne: 16.2 and 1.2 per 1 000
    assert {each.finding.params["indicator"] for each in found if "size" in each.finding.rule} == {
        "PAYOUT_CONTACTS"
    }
    stockholm = next(
        each for each in found if each.region == "01" and "KBT_IPT" in each.finding.params.values()
    )
    assert "skl2018_table07_kbt_ipt_over_time.csv:01/2018:kbt_ipt" in stockholm.sources


def planted(name: str, at: tuple[str, str], column: str, value: str) -> Callable[[Path], None]:
    return lambda folder: change(folder, name, at, column, value)


@pytest.mark.parametrize(
    ("plant", "rule", "region", "place"),
    [
        (
            planted("skl2018_table06_contacts.csv", ("region_code", "00"), "employer_contacts", "4615"),
            "claim_total.column", "00", "skl2018_table06_contacts.csv:00:employer_contacts",
        ),
        (
            planted("skl2018_table03_pain_treatments.csv", ("region_code", "07"), "mmr_total", "53"),
            "claim_total.row", "07", "skl2018_table03_pain_treatments.csv:07:mmr_total",
        ),
        (
            planted("fk2020_appendix3_gender.csv", ("region_code", "05"), "total", "9570"),
            "claim_twice.values", "05", "fk2020_appendix3_gender.csv:05:total",
        ),
        (
            planted("fk2020_table1_treatment_forms.csv", ("treatment_form", "emdr"), "diff_pct", "98"),
            "claim_rate.change", "00", "fk2020_table1_treatment_forms.csv:emdr:diff_pct",
        ),
        (
            planted("fk2020_appendix2_providers.csv", ("region_code", "03"), "private_share_pct", "98.4"),
            "claim_rate.share", "03", "fk2020_appendix2_providers.csv:03:private_share_pct",
        ),
        (
            planted("skl2018_table13_rehab_coordinators.csv", ("region_code", "24"), "per_10000", "11"),
            "claim_rate.population", "24", "skl2018_table13_rehab_coordinators.csv:24:per_10000",
        ),
        (
            planted("fk2020_appendix1_payouts.csv", ("region_code", "21"), "contact_grant_sek", "447000"),
            "claim_payout.amount", "21", "fk2020_appendix1_payouts.csv:21:contact_grant_sek",
        ),
        (
            planted("text_claims.csv", ("claim_id", "FK17"), "regions", "14"),
            "claim_rate.ranking", "10", "text_claims.csv:FK17:value",
        ),
    ],
)  # fmt: skip
def test_another_fault_in_a_copy_of_the_tables_is_found_too(
    copies: Path, plant: Callable[[Path], None], rule: str, region: str, place: str
) -> None:
    before = {(each.finding.rule, each.region, each.sources) for each in judge(copies)}
    plant(copies)

    new = [each for each in judge(copies) if (each.finding.rule, each.region, each.sources) not in before]

    assert (rule, region) in rules(new)
    assert any(place in each.sources for each in new)


# --- stored ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("past")
@pytest.mark.django_db
def test_they_are_stored_on_the_round_of_the_report_with_their_places() -> None:
    stored = Finding.objects.filter(layer="claim")
    assert set(stored.values_list("year", flat=True)) == {2018, 2020}
    assert stored.filter(
        year=2018, region="01", rule="claim_rate.population", params__claim_year=2015
    ).exists()
    assert all(row.sources and ":" in row.sources[0] for row in stored)
    assert all(row.message("sv") and row.message("en") for row in stored)


@pytest.mark.usefixtures("past")
@pytest.mark.django_db
def test_loading_twice_is_loading_once() -> None:
    before = list(Finding.objects.values_list("pk", flat=True)), Entry.objects.count()

    load_claims()

    assert (list(Finding.objects.values_list("pk", flat=True)), Entry.objects.count()) == before


@pytest.mark.django_db
def test_a_report_whose_round_is_not_in_the_portal_is_passed_over(tmp_path: Path) -> None:
    assert load_claims(another_report(tmp_path)) == 0
    assert not Finding.objects.exists()
