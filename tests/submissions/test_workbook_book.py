"""Our reader holds of a cell what openpyxl holds of it, which many know and nobody here wrote."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

from submissions.workbook.book import opened
from submissions.workbook.gate import stop_at_gate
from submissions.workbook.limits import Limits
from tests.as_excel import with_shared_texts
from tests.hostile.crowded import with_names
from tests.hostile.making import ordinary
from tests.workbooks import a_workbook, saved

TEXTS = (
    st.text(max_size=40)
    .map(lambda text: ILLEGAL_CHARACTERS_RE.sub("", text))
    .filter(
        # A lone return is a new line to every reader of markup; an escaped one is told apart below.
        lambda text: (
            "\r" not in text and "_x" not in text and not text.startswith("=") and text.strip() == text
        )
    )
)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(-1e300, 1e300)
DAYS = st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - Excel's days have no zone
    lambda moment: moment.replace(microsecond=0)
)
VALUES = st.none() | TEXTS | NUMBERS | DAYS | st.booleans()


def a_book(values: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row, value in enumerate(values, start=1):
        sheet.cell(row, row % 7 + 1).value = value
    return saved(book)


def held(data: bytes) -> dict[str, Any]:
    """Every cell of the first sheet that holds something, as our reader has it."""
    with opened(data, "v3_") as book:
        title = book.tabs[0].title
        return {
            at: cell.value for at, cell in book.cells({title: None})[title].items() if cell.value is not None
        }


def expected(data: bytes) -> dict[str, Any]:
    """The same by openpyxl."""
    sheet = load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
    return {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(VALUES, max_size=30))
def test_every_value_is_the_one_that_openpyxl_reads(values: list[Any]) -> None:
    data = a_book(values)

    assert held(data) == expected(data)
    assert held(with_shared_texts(data)) == expected(data)


@pytest.mark.parametrize("data", [a_workbook(), ordinary()], ids=["as we write it", "as Excel saves it"])
def test_the_template_holds_what_openpyxl_reads(data: bytes) -> None:
    ours = {
        at: value for at, value in held(data).items() if not str(value).startswith(("=SUM(", "=IF(COUNT("))
    }

    assert ours == expected(data)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 3, 1), "yyyy-mm-dd"),
        (datetime(2026, 3, 1, 13, 30), "d mmm yyyy hh:mm"),  # noqa: DTZ001 - Excel's days have no zone
        (46_000, "[$-41D]d mmmm yyyy"),
        (46_000, '"Dag" 0'),
        (46_000, "# ##0"),
        (46_000, "[Red]0"),
        (0.5, "hh:mm"),
        (time(13, 30), "hh:mm:ss"),
        (Decimal("391"), "0"),
    ],
)
def test_a_number_is_a_day_where_its_format_says_so(value: Any, shown: str) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = value
    sheet["A1"].number_format = shown
    data = saved(book)

    assert held(data) == expected(data)


def test_a_return_that_came_with_a_pasted_text_is_left_out() -> None:
    assert held(a_book(["rad 1_x000D_\nrad 2"])) == {"B1": "rad 1\nrad 2"}


def test_the_book_names_its_sheets_and_those_that_are_hidden() -> None:
    book = load_workbook(BytesIO(a_workbook()))
    book["Anvisningar"].sheet_state = "hidden"

    with opened(saved(book), "v3_") as read:
        assert [(tab.title, tab.hidden) for tab in read.tabs] == [
            ("Redovisning", False),
            ("Anvisningar", True),
        ]


def test_a_sheet_of_more_cells_than_asked_for_is_left_out_whole() -> None:
    book = load_workbook(BytesIO(a_book([1] * 50)))
    small = book.create_sheet("Liten")
    small["A1"] = 7

    with opened(saved(book), "v3_") as read:
        held_cells = read.cells({tab.title: None for tab in read.tabs}, most=49)
    assert [len(cells) for cells in held_cells.values()] == [0, 1]


def test_only_names_that_begin_as_asked_are_kept() -> None:
    with opened(with_names(10), "v3_") as read:
        assert {each.name[:3] for each in read.names} == {"v3_"}


def test_other_limits_let_other_files_in() -> None:
    data = a_book([1] * 50)

    assert stop_at_gate(data) is None
    stop = stop_at_gate(data, Limits(cells=49))
    assert stop is not None
    assert (stop.rule, stop.limit) == ("file.many_cells", 49)
