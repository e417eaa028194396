"""`manage.py payouts`: the printed payouts, reproduced; refusals and wrong use."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from payouts.models import Run
from register.importing import open_year, printed_regions
from register.models import Population

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent.parent
SCHEMA = json.loads((HERE / "schemas" / "payouts.json").read_text(encoding="utf-8"))
APPENDIX = printed_regions("fk2020_appendix1_payouts.csv")


@pytest.fixture(autouse=True)
def _always(past: None) -> None:
    """Every test here reads the years as printed."""


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("payouts", *arguments, stdout=out)
    return out.getvalue()


def run_json(*arguments: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(run(*arguments, "--format", "json"))
    jsonschema.validate(content, SCHEMA)
    return content


def amounts(content: dict[str, Any]) -> dict[str, int]:
    return {line["region"]: line["amount"] for line in content["lines"]}


def what_if(folder: Path, text: str) -> str:
    path = folder / "what_if.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_base_of_2020_rounded_each_by_itself_equals_all_21_printed_amounts() -> None:
    content = run_json("2020", "--kind", "base", "--rounding", "each")

    assert amounts(content) == {code: int(row["population_grant_sek"]) for code, row in APPENDIX.items()}
    assert content["total"] == 499_999_999
    assert (content["appropriation"], content["rounding"]) == (500_000_000, "each")


def test_with_largest_remainder_the_base_of_2020_adds_up_exactly() -> None:
    content = run_json("2020", "--kind", "base", "--rounding", "largest_remainder")

    assert content["total"] == 500_000_000 == sum(amounts(content).values())
    assert content["rounding"] == "largest_remainder"
    printed = {code: int(row["population_grant_sek"]) for code, row in APPENDIX.items()}
    assert sum(amount != printed[code] for code, amount in amounts(content).items()) == 1


def test_without_an_option_the_year_s_own_rounding_is_used_and_named() -> None:
    assert run_json("2020", "--kind", "base")["rounding"] == "each"


def test_the_contacts_of_2020_equal_all_21_printed_amounts() -> None:
    content = run_json("2020", "--kind", "contacts")

    assert amounts(content) == {code: int(row["contact_grant_sek"]) for code, row in APPENDIX.items()}
    assert content["total"] == 15_192_000
    assert content["appropriation"] == 50_000_000


def test_contacts_that_are_not_known_are_null_and_give_nothing() -> None:
    lines = {line["region"]: line for line in run_json("2020", "--kind", "contacts")["lines"]}

    assert (lines["09"]["contacts"], lines["09"]["amount"]) == (None, 0)
    assert (lines["12"]["contacts"], lines["12"]["amount"]) == (None, 0)
    assert (lines["07"]["contacts"], lines["07"]["amount"]) == (203, 609_000)


def test_the_contacts_of_2018_give_14_532_000() -> None:
    assert run_json("2018", "--kind", "contacts")["total"] == 14_532_000


def test_the_base_of_2018_is_refused_because_no_population_of_all_ages_is_known() -> None:
    with pytest.raises(CommandError) as refusal:
        run("2018", "--kind", "base")

    assert refusal.value.returncode == 1
    assert "folkmängden för alla åldrar" in str(refusal.value)
    assert "2018" in str(refusal.value)


def test_the_base_of_the_open_year_is_refused_for_the_same_reason() -> None:
    open_year(date(2026, 11, 23))

    with pytest.raises(CommandError, match="Grundbeloppet för 2026 kan inte beräknas"):
        run("2026", "--kind", "base")


def test_16_666_contacts_are_paid_in_full_and_one_more_meets_the_cap(tmp_path: Path) -> None:
    others = "".join(f"{code},0\n" for code in APPENDIX if code not in ("01", "07"))

    below = what_if(tmp_path, f"region,value\n01,16000\n07,666\n{others}")
    content = run_json("2020", "--kind", "contacts", "--what-if", below)
    assert content["total"] == 16_666 * 3_000

    above = what_if(tmp_path, f"region,value\n01,16000\n07,667\n{others}")
    content = run_json("2020", "--kind", "contacts", "--what-if", above)
    assert content["total"] == 50_000_000 == sum(amounts(content).values())


def test_over_the_cap_all_21_amounts_sum_to_the_cap_exactly(tmp_path: Path) -> None:
    rows = "".join(f"{code},{1_000 + 7 * number}\n" for number, code in enumerate(APPENDIX))

    content = run_json("2020", "--kind", "contacts", "--what-if", what_if(tmp_path, f"region,value\n{rows}"))

    assert content["total"] == 50_000_000 == sum(amounts(content).values())


def test_what_if_can_stand_in_for_a_population_that_is_missing(tmp_path: Path) -> None:
    recovered = Population.objects.filter(date=date(2019, 11, 1))
    rows = "".join(f"{population.region_id},{population.count}\n" for population in recovered)

    content = run_json("2018", "--kind", "base", "--what-if", what_if(tmp_path, f"region,value\n{rows}"))

    assert content["total"] == 500_000_000


def test_the_command_stores_nothing() -> None:
    before = Run.objects.count()

    run("2020", "--kind", "contacts")

    assert Run.objects.count() == before


def test_csv_has_one_row_for_each_region_and_an_empty_cell_for_what_is_not_known() -> None:
    lines = run("2020", "--kind", "contacts", "--format", "csv").splitlines()

    assert lines[0] == "region,name,contacts,amount"
    assert "07,Kronoberg,203,609000" in lines
    assert "09,Gotland,,0" in lines
    assert len(lines) == 22


def test_text_is_a_table_with_the_sum() -> None:
    text = run("2020", "--kind", "contacts")

    assert "Kronoberg" in text
    assert "609\u00a0000" in text
    assert "15\u00a0192\u00a0000" in text


@pytest.mark.parametrize(
    ("text", "row", "problem"),
    [
        ("county,number\n07,1\n", 1, "region,value"),
        ("region,value\n07,1\n99,2\n", 3, "99"),
        ("region,value\n07,många\n", 2, "många"),
        ("region,value\n07,-1\n", 2, "-1"),
        ("region,value\n07,1.5\n", 2, "1.5"),
        ("region,value\n07,1\n07,2\n", 3, "två gånger"),
        ("region,value\n07,1,2\n", 2, "två kolumner"),
    ],
)
def test_a_bad_what_if_file_is_wrong_use_and_the_row_is_named(
    tmp_path: Path, text: str, row: int, problem: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        run("2020", "--kind", "contacts", "--what-if", what_if(tmp_path, text))

    assert refusal.value.returncode == 2
    assert f"Rad {row}:" in str(refusal.value)
    assert problem in str(refusal.value)


def test_a_county_code_that_lost_its_nought_is_understood(tmp_path: Path) -> None:
    content = run_json("2020", "--kind", "contacts", "--what-if", what_if(tmp_path, "region,value\n7,10\n"))

    assert amounts(content)["07"] == 30_000


def test_a_file_that_is_not_there_and_a_year_that_is_not_there_are_wrong_use(tmp_path: Path) -> None:
    for arguments in (
        ("2020", "--kind", "base", "--what-if", str(tmp_path / "nowhere.csv")),
        ("1999", "--kind", "base"),
    ):
        with pytest.raises(CommandError) as refusal:
            run(*arguments)
        assert refusal.value.returncode == 2


@pytest.mark.parametrize("kind", ["base", "contacts"])
def test_the_golden_example_is_what_the_command_writes(kind: str) -> None:
    golden = (HERE / "golden" / f"payouts_2020_{kind}.json").read_text(encoding="utf-8")

    assert run("2020", "--kind", kind, "--format", "json") == golden
