"""Figures of a part, a plan or an earlier year are never taken for the year's."""

from collections.abc import Callable

import pytest

from agreement.lines import LINE, Section
from agreement.wording import message
from register.models import Region
from submissions.workbook import Reading, read
from tests.layouts import LABELS, OTHERS, book_of, pairs
from tests.layouts_parts import (
    AMONG_PARTS,
    PART_HEADS,
    PARTS,
    WHOLE,
    in_a_column,
    on_a_sheet,
    providers_on_sheets_of_their_own,
    this_year_filled_in_beside_last_year,
    under,
    women_and_men_apart,
)
from tests.makers import BALANCED, a_region
from tests.workbooks import some_terms

# Over a table of every line, these stop the forms alone.
SPLIT = (Section.PROVIDERS, Section.SEX, Section.CONTACTS)
LINES = ("Privata vårdgivare", "Kvinnor")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions() -> None:
    for code in ("07", "08"):
        a_region(code)
    Region.objects.create(code="01", name="Stockholm")


def reading(data: bytes) -> Reading:
    return read(data, "egen.xlsx", some_terms(), Region.objects.get(pk="07"))


def figures(data: bytes) -> dict[str, str]:
    found = reading(data)
    assert found.answers is not None, found.findings
    return {code: value for code in BALANCED if (value := found.answers.line(code).value)}


def refusal(data: bytes) -> str:
    found = reading(data)
    assert found.answers is None
    (finding,) = found.findings
    assert message(finding.rule, finding.params)
    return finding.rule


@pytest.mark.parametrize("title", [title for title in PARTS if title not in LINES])
def test_nothing_is_taken_from_under_a_heading_that_says_it_is_a_part(title: str) -> None:
    assert refusal(under(title)) in ("file.only_a_part", "file.other_year")


@pytest.mark.parametrize("title", [title for title in PARTS if "Tabell" not in title])
def test_nothing_is_taken_from_a_sheet_whose_name_says_it_is_a_part(title: str) -> None:
    assert refusal(on_a_sheet(title)) in ("file.only_a_part", "file.other_year")


@pytest.mark.parametrize("title", WHOLE)
def test_a_title_that_only_speaks_of_such_things_stops_nothing(title: str) -> None:
    expected = {code: str(value) for code, value in OTHERS.items()}

    assert figures(under(title)) == expected
    assert figures(on_a_sheet(title[:31])) == expected


@pytest.mark.parametrize("head", PART_HEADS, ids=str)
def test_a_column_of_something_else_is_not_taken_though_it_is_the_only_one(head: object) -> None:
    assert refusal(in_a_column(head)) in ("file.only_a_part", "file.other_year")


@pytest.mark.parametrize("layout", AMONG_PARTS)
def test_the_whole_is_found_among_its_parts(layout: str) -> None:
    assert figures(AMONG_PARTS[layout]()) == {code: str(value) for code, value in BALANCED.items()}


@pytest.mark.parametrize(
    ("rule", "layout"),
    [
        ("file.only_a_part", women_and_men_apart),
        ("file.only_a_part", providers_on_sheets_of_their_own),
        ("file.ambiguous", this_year_filled_in_beside_last_year),
    ],
)
def test_parts_that_nobody_added_up_are_refused(rule: str, layout: Callable[[], bytes]) -> None:
    assert refusal(layout()) == rule


def test_where_two_tables_differ_what_they_agree_on_is_chance() -> None:
    other = {code: value if code in ("IPT", "PDT", "EMDR") else value + 7 for code, value in BALANCED.items()}

    assert refusal(book_of(pairs(), pairs(LABELS, other))) == "file.ambiguous"


def test_one_line_that_was_changed_in_a_copy_leaves_the_others_clear() -> None:
    found = figures(book_of(pairs(), pairs(LABELS, BALANCED | {"KBT": 999})))

    assert found == {code: str(value) for code, value in BALANCED.items() if code != "KBT"}


def test_a_caption_in_the_middle_of_a_table_stops_what_follows() -> None:
    lines = pairs()
    found = figures(book_of([*lines[:8], [], ["Fjolårets siffror"], *lines[8:]]))

    assert set(found) == set(list(BALANCED)[:8])


def test_a_line_of_which_another_is_a_part_is_named_and_not_taken() -> None:
    rows = pairs()
    found = reading(book_of([rows[0], ["varav i-KBT", 4], *rows[2:]]))
    assert found.recognition is not None

    assert {"KBT", "IKBT"}.isdisjoint(row.code for row in found.recognition.rows)
    assert {each.cell for each in found.recognition.unknown} == {"B1", "B2"}


def test_lines_that_are_still_empty_are_no_headings() -> None:
    rest = {code: label for code, label in LABELS.items() if code not in ("WOMEN", "MEN")}

    assert len(figures(book_of([["Kvinnor"], ["Män"], *pairs(rest)]))) == 15


@pytest.mark.parametrize("title", LINES)
def test_a_line_without_a_figure_over_the_forms_stops_the_forms_alone(title: str) -> None:
    assert set(figures(under(title))) == {code for code in BALANCED if LINE[code].section in SPLIT}
