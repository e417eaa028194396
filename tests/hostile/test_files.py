"""Every hostile or odd file is read rightly or told why not, within the memory and time of a worker."""

import pytest

from agreement.phrases import PHRASES
from tests.hostile.conftest import MEGABYTE, Warm
from tests.hostile.corpus import FILES


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_file_is_read_rightly_or_told_why_not(name: str, warm: Warm) -> None:
    odd = FILES[name]

    said = warm.ask("read", warm.file(name))

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
