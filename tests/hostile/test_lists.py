"""Every hostile or odd file through the lists' gate, and hostile lists: read rightly, or told why not."""

from pathlib import Path
from typing import Any

import pytest

from agreement.phrases import PHRASES
from submissions.lists.limits import Limits
from tests.hostile.conftest import MEGABYTE, Warm
from tests.hostile.corpus import FILES
from tests.hostile.lists import LISTS
from tests.lists import PROVIDERS, SERIES

# What a file is, and not what it holds, is said alike of a workbook and of a list.
ALIKE = {
    "file.empty", "file.encrypted", "file.old_format", "file.not_workbook", "file.binary", "file.ods",
    "file.web_page", "file.zipped", "file.odd_archive", "file.many_parts", "file.too_large", "file.doctype",
}  # fmt: skip


def bounded(said: dict[str, Any]) -> None:
    assert said["status"] == 0, "killed, or something was raised"
    assert said["memory"] <= Limits().memory == 300 * MEGABYTE


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_file_of_the_corpus_is_a_list_and_each_is_told_why(name: str, warm: Warm) -> None:
    said = warm.ask("list", warm.file(name))

    bounded(said)
    (stop,) = said["stops"]
    assert said["layout"] is None
    assert stop["rule"] in PHRASES
    if FILES[name].rule in ALIKE:
        assert stop["rule"] == FILES[name].rule


@pytest.mark.parametrize("name", LISTS)
def test_a_hostile_list_is_read_whole_or_stopped_by_its_rule(name: str, warm: Warm, tmp_path: Path) -> None:
    make, rule = LISTS[name]
    path = tmp_path / "lista"
    path.write_bytes(make())

    said = warm.ask("list", path)

    bounded(said)
    if rule.startswith("file."):
        assert [stop["rule"] for stop in said["stops"]] == [rule]
    else:
        rows = {"series": SERIES, "providers": PROVIDERS}[said["layout"]][1:]
        assert (said["stops"], said["faulty"] > 0) == ([], rule != "")
        assert rule or said["rows"] == len(rows)
