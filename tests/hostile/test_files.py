"""Every hostile or odd file is read rightly or told why not, within the memory and time of a worker."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agreement.phrases import PHRASES
from tests.hostile.corpus import FILES

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTE = 1024 * 1024
Ask = Callable[[bytes], dict[str, Any]]


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A warm process that reads each file in a copy of itself."""
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, "-m", "tests.hostile.child"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def answer(data: bytes) -> dict[str, Any]:
            path = folder / "fil.xlsx"
            path.write_bytes(data)
            assert reader.stdin is not None
            assert reader.stdout is not None
            reader.stdin.write(f"{path}\n")
            reader.stdin.flush()
            said: dict[str, Any] = json.loads(reader.stdout.readline())
            return said

        yield answer
        reader.stdin.close()


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_file_is_read_rightly_or_told_why_not(name: str, ask: Ask) -> None:
    odd = FILES[name]
    data = odd.make()

    said = ask(data)

    assert said["status"] == 0, "killed, or something was raised"
    assert said["memory"] <= 300 * MEGABYTE
    if odd.rule:
        assert (said["rules"], said["taken"]) == ([odd.rule], False)
        assert said["cells"] == ([odd.cell] if odd.cell else [])
    else:
        assert said["rules"] == []
        assert {code: said["figures"][code] for code in odd.figures} == odd.figures
        assert said["faults"] == odd.faults


def test_every_way_to_stop_a_file_has_its_file() -> None:
    """What is about whose workbook it is, about labels, or about locked lines, is tried elsewhere."""
    elsewhere = {"file.old_template", "file.other_year", "file.other_region", "file.line_locked"}
    elsewhere |= {"file.ambiguous", "file.only_a_part", "file.by_labels", "file.not_understood"}
    elsewhere |= {rule for rule in PHRASES if rule.startswith("file.list_")} | {"file.personal_data"}
    stopping = {rule for rule in PHRASES if rule.startswith("file.")} - elsewhere

    assert {odd.rule for odd in FILES.values() if odd.rule} == stopping
