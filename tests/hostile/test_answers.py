"""The answer to every hostile or odd file: always one, never more memory and time than a worker has."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from submissions.workbook import write_answer
from submissions.workbook.answer import MOST_SHEETS, SHEET
from submissions.workbook.gate import stop_at_gate
from submissions.workbook.limits import EDITED
from tests.hostile import edited
from tests.hostile.child import findings
from tests.hostile.conftest import MEGABYTE, Warm
from tests.hostile.corpus import FILES
from tests.ooxml import faults

# Read rightly, but not written again: too much to open as objects, or nothing that openpyxl can hold.
LIST_ALONE = {
    "a_hundred_thousand_comments", "a_hundred_thousand_heights", "a_hundred_thousand_validations",
    "one_validation_of_a_hundred_thousand_cells", "our_own_sheet_as_full_as_it_may_be",
    "a_return_with_twenty_thousand_rows_beside_it", "a_number_of_four_hundred_digits",
    "rich_text_among_the_shared", "strict_markup", "names_of_parts_with_backslashes",
}  # fmt: skip
# What a formula gave is not written again: the program that opens the answer reckons it anew.
RECKONED_ANEW = {"a_formula_with_its_value", "a_value_from_another_workbook", "errors_in_cells"}
# What is broken in the region's own file stays broken.
NOT_MENDED = {"names_that_point_at_a_sheet_that_is_not_there"}
LARGE = 200_000


@pytest.mark.parametrize("name", sorted(FILES))
def test_an_answer_comes_of_every_file_within_the_memory_and_time_of_a_worker(name: str, warm: Warm) -> None:
    path = warm.file(name)

    said = warm.ask("answer", path)

    assert said["status"] == 0, "killed, or something was raised"
    assert said["memory"] <= 300 * MEGABYTE
    answer = path.with_suffix(".svar")
    data = answer.read_bytes()
    assert sheets(data)[0] == SHEET
    if len(data) < LARGE and name not in NOT_MENDED:
        assert faults(data) == []
    if not FILES[name].rule:
        assert (sheets(data) == [SHEET]) == (name in LIST_ALONE)
    if not FILES[name].rule and name not in LIST_ALONE | RECKONED_ANEW:
        figures = warm.ask("read", answer)["figures"]
        assert {code: figures[code] for code in FILES[name].figures} == FILES[name].figures


def sheets(data: bytes) -> list[str]:
    """The sheets of a workbook, by its own list of them."""
    with ZipFile(BytesIO(data)) as archive:
        root = fromstring(archive.read("xl/workbook.xml"))
    return [each.get("name", "") for each in root.iter() if each.tag.endswith("}sheet")]


# How each limit is reached by one kind of content, and how little above it the answer is the list alone.
LIMITED: dict[str, tuple[Callable[[int], bytes], int]] = {
    "comments": (lambda count: edited.with_comments(count // 3), EDITED.objects),
    "validations": (edited.with_validations, EDITED.objects),
    "areas of a validation": (edited.with_areas, EDITED.objects),
    "heights": (edited.with_tall_rows, EDITED.objects),
    "cells": (edited.with_numbers, EDITED.cells),
    "mere styles": (edited.with_mere_styles, EDITED.elements),
    "merged cells": (lambda count: edited.with_merged(count // 100), EDITED.merged),
    "texts": (edited.with_long_texts, MOST_SHEETS),
}
OWN_PART = 50_000


@pytest.mark.parametrize("kind", LIMITED)
def test_a_workbook_below_a_limit_is_marked_and_one_above_it_gives_the_list_alone(
    kind: str, warm: Warm, tmp_path: Path
) -> None:
    make, limit = LIMITED[kind]
    spare = OWN_PART if kind == "texts" else 2_000
    for name, count in (("below", limit - spare), ("above", limit + spare)):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(make(count))
        assert stop_at_gate(path.read_bytes()) is None

        said = warm.ask("answer", path)

        assert (said["status"], said["memory"] <= 300 * MEGABYTE) == (0, True)
        alone = sheets(path.with_suffix(".svar").read_bytes()) == [SHEET]
        assert alone == (name == "above")


def test_what_is_not_written_again_is_said_in_the_list() -> None:
    (said,) = [
        str(row[0])
        for row in load_workbook(BytesIO(write_answer(FILES["strict_markup"].make(), findings())))[
            SHEET
        ].iter_rows(min_row=3, max_row=3, values_only=True)
    ]

    assert said.startswith("Er fil gick inte att öppna här")
