"""Past rounds as printed, and the command that shows their findings."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from audit.models import Entry
from submissions.importing import load_printed_round
from submissions.models import Delivery, Figure, Finding, Return, Version
from tests.makers import a_checked_return, a_year, the_people

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent.parent
SCHEMA = json.loads((HERE / "schemas" / "round_findings.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _always(past: None) -> None:
    """Every test here reads the years as printed."""


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("round_findings", *arguments, stdout=out)
    return out.getvalue()


def findings(year: int, *arguments: str) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads(run(str(year), "--format", "json", *arguments))
    jsonschema.validate(content, SCHEMA)
    return content


def figures(year: int, code: str) -> dict[str, tuple[int | None, str]]:
    rows = Figure.objects.filter(delivery__the_return__year=year, delivery__the_return__region=code)
    return {row.line: (row.value, row.collected) for row in rows}


def test_2018_has_21_accepted_returns_with_one_printed_version_each() -> None:
    versions = Version.objects.filter(the_return__year=2018)

    assert Return.objects.filter(year=2018, status="accepted").count() == 21
    assert {(v.number, v.state, v.origin, v.made_by) for v in versions} == {(1, "current", "printed", None)}
    assert versions.count() == 21


def test_the_seven_returns_of_2018_that_do_not_balance_are_stored_with_their_findings() -> None:
    unbalanced = {f["region"] for f in findings(2018) if f["family"] == "balance"}

    assert len(unbalanced) == 7
    assert Return.objects.filter(year=2018, region__in=unbalanced, status="accepted").count() == 7


def test_a_return_that_does_not_balance_keeps_its_printed_figures() -> None:
    kept = figures(2018, "14")

    assert (kept["PRIVATE"][0], kept["PUBLIC"][0]) == (6352, 9913)
    assert (kept["MEN"][0], kept["WOMEN"][0]) == (4757, 10996)


def test_varmland_2018_did_not_collect_three_pain_forms_so_they_are_absent_not_zero() -> None:
    kept = figures(2018, "17")

    for line in ("BMB", "AST", "ASB"):
        assert kept[line] == (None, "not_collected")
    assert kept["IPT"] == (0, "zero")
    assert kept["MMR2"] == (234, "reported")


def test_kalmar_2018_reported_mmr_partly_and_keeps_what_was_printed() -> None:
    kept = figures(2018, "08")

    assert kept["MMR1"] == (0, "partly")
    assert kept["MMR2"] == (12, "partly")
    comment = Figure.objects.get(
        delivery__the_return__year=2018, delivery__the_return__region="08", line="MMR2"
    ).comment
    assert "valde att inte redovisa" in comment


def test_the_printed_zero_of_a_line_that_was_not_collected_asks_for_a_word_where_money_depends_on_it() -> (
    None
):
    skane = [f for f in findings(2018) if f["region"] == "12" and f["family"] == "complete"]

    assert {code for f in skane for code in f["lines"]} >= {"EMPLOYER", "EMPLOYMENT_SERVICE"}
    assert {f["weight"] for f in skane} == {"query"}


def test_gotland_2020_has_no_return_and_the_round_holds_one_query_for_it() -> None:
    gotland = Return.objects.get(year=2020, region="09")

    assert gotland.status == "not_started"
    assert not gotland.versions.exists()
    assert not gotland.deliveries.exists()
    found = [f for f in findings(2020) if (f["region"], f["layer"]) == ("09", "return")]
    assert [(f["rule"], f["family"], f["weight"]) for f in found] == [
        ("complete.no_return", "complete", "query")
    ]
    assert "Gotland" in found[0]["message"]


def test_kronoberg_2020_is_partly_collected_in_every_line_and_keeps_its_figures() -> None:
    kept = figures(2020, "07")

    assert {collected for line, (_value, collected) in kept.items() if line != "TREATMENTS"} == {"partly"}
    assert kept["PRIVATE"][0] == 56
    assert kept["TREATMENTS"][0] == 205


def test_2020_holds_the_stated_total_and_says_nothing_of_forms_and_period() -> None:
    kept = figures(2020, "01")

    assert kept["TREATMENTS"][0] == 18_545
    assert "KBT" not in kept
    asked = {"PRIVATE", "PUBLIC", "WOMEN", "MEN", "EMPLOYER", "EMPLOYMENT_SERVICE", "TREATMENTS"}
    of_returns = [f for f in findings(2020) if f["layer"] == "return"]
    assert all(set(f["lines"]) <= asked for f in of_returns)
    assert not [f for f in findings(2020) if "period" in f["rule"]]


def test_the_raw_printed_text_is_kept_beside_the_figures() -> None:
    delivery = Delivery.objects.get(the_return__year=2018, the_return__region="07")

    assert delivery.kind == "printed"
    assert delivery.answers is not None
    assert delivery.answers["lines"]["KBT"]["value"] == "203"
    assert delivery.state == "checked"


def test_2018_names_the_answers_that_contradict_the_figures() -> None:
    said = {(f["region"], f["lines"][0]): f for f in findings(2018) if f["rule"] == "claim_rate.answer"}

    assert set(said) == {
        ("03", "IKBT"), ("04", "PDT"), ("04", "MMR"), ("07", "KBT_IPT"), ("07", "MMR"), ("12", "KBT_IPT"),
        ("17", "MMR"), ("20", "IKBT"),
    }  # fmt: skip
    kronoberg = said[("07", "KBT_IPT")]
    assert "262 för 2017 och 203 för 2018" in kronoberg["message"]
    assert (kronoberg["layer"], kronoberg["weight"]) == ("claim", "query")
    assert kronoberg["sources"] == ["skl2018_survey_direction.csv:3/KBT_IPT/07:direction"]


def test_suppliers_without_a_single_treatment_are_a_query_but_not_where_figures_are_partly_collected() -> (
    None
):
    asked = {f["region"] for f in findings(2018) if f["rule"] == "claim_twice.suppliers"}

    assert asked == {"09"}  # Kalmar's MMR was collected in part


def test_loading_a_round_again_changes_nothing() -> None:
    before = (
        Entry.objects.count(),
        Delivery.objects.count(),
        Finding.objects.count(),
        Figure.objects.count(),
    )

    load_printed_round(2018)
    load_printed_round(2020)

    after = (Entry.objects.count(), Delivery.objects.count(), Finding.objects.count(), Figure.objects.count())
    assert after == before


def test_findings_of_an_unsigned_return_are_the_region_s_alone() -> None:
    people = the_people()
    a_checked_return(a_year(), "07", people.owner, KBT=1)
    assert Finding.objects.filter(year=2026).exists()

    assert findings(2026) == []


def test_text_names_region_weight_and_what_was_found() -> None:
    text = run("2020")

    assert "Region Gotland · Kontrollfråga · " in text
    assert text.rstrip().endswith("iakttagelser")


def test_the_findings_can_be_read_in_english() -> None:
    swedish, english = findings(2020)[0], findings(2020, "--lang", "en")[0]

    assert swedish["rule"] == english["rule"]
    assert swedish["message"] != english["message"]


def test_a_year_that_is_not_there_is_wrong_use() -> None:
    with pytest.raises(CommandError) as refusal:
        run("1999")

    assert refusal.value.returncode == 2


@pytest.mark.parametrize("year", [2018, 2020])
def test_the_golden_example_is_what_the_command_writes(year: int) -> None:
    golden = (HERE / "golden" / f"round_findings_{year}.json").read_text(encoding="utf-8")

    assert run(str(year), "--format", "json") == golden
