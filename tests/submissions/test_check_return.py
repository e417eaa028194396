"""`manage.py template` and `manage.py check_return`: a file out, a file checked, nothing stored."""

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from agreement.lines import FIGURES
from agreement.terms import Terms
from audit.models import Entry
from submissions.intake import save
from submissions.models import Delivery, Finding, ListFile, Return
from submissions.workbook import read
from tests.layouts import sheet_of, two_columns
from tests.layouts_beside import last_year_beside
from tests.layouts_refused import two_unheaded_columns
from tests.lists import COUNTED, PROVIDERS, SERIES, small_workbook, text, workbook
from tests.makers import BALANCED, a_region, a_return, a_year, some_answers, the_people
from tests.workbooks import NOT_TAKEN, a_workbook, address, saved

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent.parent
SCHEMA = json.loads((HERE / "schemas" / "check_return.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _master_data() -> None:
    a_year(2026)
    a_region("07")
    a_region("08")


def run(command: str, *arguments: str) -> tuple[str, int]:
    """What the command writes, and its exit code."""
    out = StringIO()
    try:
        call_command(command, *arguments, stdout=out)
    except SystemExit as left:
        return out.getvalue(), int(left.code or 0)
    return out.getvalue(), 0


def check(folder: Path, data: bytes, *more: str) -> tuple[str, int]:
    path = folder / "redovisning.xlsx"
    path.write_bytes(data)
    return run("check_return", str(path), "--year", "2026", "--region", "07", *more)


def check_json(folder: Path, data: bytes, *more: str) -> tuple[dict[str, Any], int]:
    written, code = check(folder, data, "--format", "json", *more)
    content: dict[str, Any] = json.loads(written)
    jsonschema.validate(content, SCHEMA)
    return content, code


def test_a_balanced_workbook_is_ready(tmp_path: Path) -> None:
    data = a_workbook()
    content, code = check_json(tmp_path, data)

    assert (content["verdict"], content["layout"], code) == ("ready", "workbook", 0)
    assert content["figures"] == BALANCED
    assert content["file"] == "redovisning.xlsx"
    assert content["sha256"] == hashlib.sha256(data).hexdigest()
    assert (content["findings"], content["repairs"]) == ([], [])


def test_a_fault_is_found_in_its_cell(tmp_path: Path) -> None:
    data = a_workbook(KBT="ca 40")
    content, code = check_json(tmp_path, data)
    finding = next(finding for finding in content["findings"] if finding["rule"] == "whole.text")

    assert (content["verdict"], code) == ("errors", 1)
    assert (finding["sheet"], finding["cells"]) == ("Redovisning", [address(data, "KBT")])
    assert content["figures"]["KBT"] is None
    assert address(data, "KBT") in finding["message"]


def test_a_missing_figure_is_null_and_never_nought(tmp_path: Path) -> None:
    content, code = check_json(tmp_path, a_workbook(figures={"KBT": 3}))

    assert list(content["figures"]) == list(FIGURES)
    assert content["figures"]["BMB"] is None
    assert code == 1


@pytest.mark.parametrize(("rule", "data"), NOT_TAKEN.values(), ids=NOT_TAKEN.keys())
def test_a_file_that_is_not_taken_is_unreadable(tmp_path: Path, rule: str, data: bytes) -> None:
    content, code = check_json(tmp_path, data)

    assert (content["verdict"], code) == ("unreadable", 1)
    assert [finding["rule"] for finding in content["findings"]] == [rule]
    assert set(content["figures"].values()) == {None}


def test_nothing_is_stored(tmp_path: Path) -> None:
    before = Entry.objects.count()
    check(tmp_path, a_workbook(KBT=1))

    assert not Return.objects.exists()
    assert not Delivery.objects.exists()
    assert not Finding.objects.exists()
    assert Entry.objects.count() == before


def test_text_is_swedish_unless_english_is_asked_for(tmp_path: Path) -> None:
    swedish, _code = check(tmp_path, a_workbook())
    wrong, code = check(tmp_path, a_workbook(KBT=412.5), "--lang", "en")

    assert "Kontrollen hittade inget att rätta." in swedish
    assert code == 1
    assert "whole number" in wrong


@pytest.mark.parametrize(
    ("year", "region", "name", "word"),
    [("1999", "07", "a.xlsx", "1999"), ("2026", "99", "a.xlsx", "99"), ("2026", "07", "b.xlsx", "b.xlsx")],
)
def test_wrong_use_says_why_and_leaves_by_2(
    tmp_path: Path, year: str, region: str, name: str, word: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(a_workbook())
    with pytest.raises(CommandError, match=word) as refusal:
        run("check_return", str(tmp_path / name), "--year", year, "--region", region)

    assert refusal.value.returncode == 2


def test_the_golden_example_is_what_the_command_writes(tmp_path: Path) -> None:
    golden = json.loads((HERE / "golden" / "check_return.json").read_text(encoding="utf-8"))
    content, _code = check_json(tmp_path, a_workbook(KBT="ca 40", MEN=90, BMB=None))

    # A workbook holds the moment when it was written, so its fingerprint is its own.
    assert content | {"sha256": golden["sha256"]} == golden


def test_an_empty_template_checks_as_not_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    written, code = run("template", "2026", "07", "--out", str(path))
    content, verdict = check_json(tmp_path, path.read_bytes())

    assert str(path) in written
    assert (code, verdict, content["verdict"]) == (0, 1, "errors")
    assert set(content["figures"].values()) == {None}


def test_a_filled_template_holds_what_is_stored(tmp_path: Path) -> None:
    year, people = a_year(2026), the_people()
    the_return = a_return(year, "07")
    save(the_return, some_answers(), people.owner, the_return.revision)
    path = tmp_path / "mall.xlsx"
    run("template", "2026", "07", "--out", str(path), "--filled")
    content, code = check_json(tmp_path, path.read_bytes())

    assert (content["figures"], code) == (BALANCED, 0)


def test_a_filled_template_of_a_return_that_is_not_started_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    run("template", "2026", "08", "--out", str(path), "--filled")
    found = read(path.read_bytes(), "mall.xlsx", a_year(2026).terms(), a_region("08"))

    assert found.answers is not None
    assert all(answer.value == "" for answer in found.answers.lines.values())


def test_a_place_that_cannot_be_written_to_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kan inte skrivas") as refusal:
        run("template", "2026", "07", "--out", str(tmp_path / "missing" / "mall.xlsx"))

    assert refusal.value.returncode == 2


def check_lists(folder: Path, ending: str = ".csv", **files: bytes) -> tuple[dict[str, Any], int]:
    """What the command says of several lists together."""
    paths = []
    for name, data in files.items():
        paths.append(folder / f"{name}{ending}")
        paths[-1].write_bytes(data)
    arguments = [*map(str, paths), "--year", "2026", "--region", "07", "--format", "json"]
    written, code = run("check_return", *arguments)
    content: dict[str, Any] = json.loads(written)
    jsonschema.validate(content, SCHEMA)
    return content, code


def test_a_series_list_is_added_up_and_names_its_providers(tmp_path: Path) -> None:
    content, code = check_lists(tmp_path, lista=text(SERIES))

    assert (content["layout"], content["verdict"], code) == ("series", "ready", 0)
    assert content["figures"] == {code: COUNTED[code] for code in FIGURES}
    assert content["providers"] == [{"name": "Norr", "rows": 2}, {"name": "Söder", "rows": 2}]
    assert (Delivery.objects.count(), ListFile.objects.count()) == (0, 0)


def test_several_lists_are_added_up(tmp_path: Path) -> None:
    content, _code = check_lists(tmp_path, a=text(SERIES[:3]), b=text([SERIES[0], *SERIES[3:]]))

    assert content["figures"] == {code: COUNTED[code] for code in FIGURES}
    assert content["file"] == "a.csv, b.csv"


def test_the_golden_example_of_a_provider_list_is_what_the_command_writes(tmp_path: Path) -> None:
    golden = json.loads((HERE / "golden" / "check_return_providers.json").read_text(encoding="utf-8"))
    rows = [*PROVIDERS, ("Väst", "Privat", "4,5", 1, 0, 1, 0, 0, 0), ("Summa", "", 99, 4, 7, 18, 12, 6, 1)]
    content, code = check_lists(tmp_path, vardgivare=text(rows))

    assert code == 1
    assert content == golden


def test_lists_as_workbooks_are_added_up_as_those_of_text_are(tmp_path: Path) -> None:
    series, _code = check_lists(tmp_path, ".xlsx", lista=workbook(SERIES))
    providers, _code = check_lists(tmp_path, ".xlsx", lista=workbook(PROVIDERS))
    as_text, _code = check_lists(tmp_path, lista=text(PROVIDERS))

    assert (series["layout"], series["figures"]) == ("series", {code: COUNTED[code] for code in FIGURES})
    assert series["providers"] == [{"name": "Norr", "rows": 2}, {"name": "Söder", "rows": 2}]
    assert (providers["layout"], providers["file"]) == ("providers", "lista.xlsx")
    assert providers["figures"] == as_text["figures"]
    assert providers["providers"] == as_text["providers"]


def test_small_workbooks_one_for_each_provider_are_added_up(tmp_path: Path) -> None:
    content, _code = check_lists(
        tmp_path,
        ".xlsx",
        norr=small_workbook("Norr", "Privat", KBT=12, IPT=3, Kvinnor=9, Män=6),
        soder=small_workbook("Söder", "Offentlig", KBT=7, Kvinnor=5, Män=2),
    )

    assert (content["layout"], content["file"]) == ("providers", "norr.xlsx, soder.xlsx")
    assert content["providers"] == [
        {"name": "Norr", "figures": {"KBT": 12, "IPT": 3, "WOMEN": 9, "MEN": 6}},
        {"name": "Söder", "figures": {"KBT": 7, "WOMEN": 5, "MEN": 2}},
    ]
    figures = {code: value for code, value in content["figures"].items() if value is not None}
    assert figures == {"KBT": 19, "IPT": 3, "PRIVATE": 15, "PUBLIC": 7, "WOMEN": 14, "MEN": 8}


def test_a_small_workbook_of_another_year_stops_the_sum_by_name(tmp_path: Path) -> None:
    content, code = check_lists(
        tmp_path,
        ".xlsx",
        norr=small_workbook("Norr", "Privat", KBT=12),
        soder=small_workbook("Söder", "Offentlig", Terms(2025), KBT=7),
    )

    assert (content["verdict"], content["layout"], code) == ("unreadable", None, 1)
    assert [finding["rule"] for finding in content["findings"]] == ["file.list_other_year"]
    assert "soder.xlsx" in content["findings"][0]["message"]


def test_personal_data_in_a_list_makes_it_unreadable(tmp_path: Path) -> None:
    rows = [(*SERIES[0], "Pnr"), *((*row, "811228-9874") for row in SERIES[1:])]
    content, code = check_lists(tmp_path, lista=text(rows))

    assert (content["verdict"], content["layout"], code) == ("unreadable", None, 1)
    assert [finding["rule"] for finding in content["findings"]] == ["file.personal_data"]
    assert "Kolumn I" in content["findings"][0]["message"]


def test_a_workbook_of_another_shape_is_read_by_its_labels(tmp_path: Path) -> None:
    content, code = check_json(tmp_path, last_year_beside())

    assert (content["verdict"], content["layout"], code) == ("ready", "labels", 0)
    assert content["figures"] == BALANCED
    assert [finding["rule"] for finding in content["findings"]] == ["file.by_labels"]


def test_a_hidden_list_does_not_take_the_place_of_the_figures_that_people_see(tmp_path: Path) -> None:
    book, _sheet = sheet_of(last_year_beside())
    hidden = book.create_sheet("Underlag")
    for row in PROVIDERS:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    content, _code = check_json(tmp_path, saved(book))

    assert content["layout"] == "labels"
    assert content["figures"] == BALANCED


def test_the_golden_example_of_another_shape_is_what_the_command_writes(tmp_path: Path) -> None:
    golden = json.loads((HERE / "golden" / "check_return_labels.json").read_text(encoding="utf-8"))
    book, sheet = sheet_of(last_year_beside())
    sheet["C2"].value = "ca 40"
    sheet.append(["KBT i grupp", 3, 12])
    content, _code = check_json(tmp_path, saved(book))

    assert content | {"sha256": golden["sha256"]} == golden


def test_a_fault_in_a_workbook_of_another_shape_is_found_in_its_cell(tmp_path: Path) -> None:
    book, sheet = sheet_of(two_columns())
    sheet["B1"].value = "ca 40"
    content, code = check_json(tmp_path, saved(book))
    finding = next(finding for finding in content["findings"] if finding["rule"] == "whole.text")

    assert (content["verdict"], code) == ("errors", 1)
    assert (finding["sheet"], finding["cells"]) == ("Blad1", ["B1"])


def test_a_workbook_with_two_possible_columns_is_refused_by_name(tmp_path: Path) -> None:
    content, code = check_json(tmp_path, two_unheaded_columns())

    assert (content["verdict"], content["layout"], code) == ("unreadable", "labels", 1)
    assert [finding["rule"] for finding in content["findings"]] == ["file.ambiguous"]
    assert set(content["figures"].values()) == {None}
