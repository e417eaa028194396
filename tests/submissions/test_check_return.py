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
from audit.models import Entry
from submissions.intake import save
from submissions.models import Delivery, Finding, Return
from submissions.workbook import read
from tests.makers import BALANCED, a_region, a_return, a_year, some_answers, the_people
from tests.workbooks import NOT_TAKEN, a_workbook, address

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
