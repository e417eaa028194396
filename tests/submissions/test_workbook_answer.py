"""The answer: the region's own workbook back, with what was found where it was found."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from agreement.answers import case_of
from agreement.findings import Family, Finding, Weight
from agreement.repair import repairs
from register.models import Region
from submissions.workbook import read, write_answer
from submissions.workbook.answer import COLOURS, SHEET
from tests.makers import some_answers
from tests.work import calls
from tests.workbooks import NOT_TAKEN, a_workbook, address, cell_named, saved, some_terms, with_parts


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def a_finding(weight: Weight = Weight.ERROR, **more: object) -> Finding:
    fields: dict[str, object] = {
        "lines": ("KBT",),
        "params": {"raw": "ca 40", "lines": ["KBT"], "cells": [], "count": 1},
        "sheet": "Redovisning",
    }
    return Finding("whole.text", Family.WHOLE, weight, **fields | more)  # type: ignore[arg-type]


def test_a_finding_colours_its_cell_and_says_why_in_a_comment() -> None:
    data = a_workbook(KBT="ca 40")
    where = address(data, "KBT")
    book = opened(write_answer(data, [a_finding(cells=(where,))]))
    cell = cell_named(book, "KBT")

    assert cell.fill.fgColor.rgb == f"00{COLOURS[Weight.ERROR]}"
    assert cell.comment is not None
    assert "ca 40" in cell.comment.text


def test_the_weightiest_finding_gives_the_colour_and_is_listed_first() -> None:
    data = a_workbook()
    where = address(data, "KBT")
    both = [a_finding(Weight.QUERY, cells=(where,)), a_finding(Weight.ERROR, cells=(where,))]
    book = opened(write_answer(data, both))

    assert cell_named(book, "KBT").fill.fgColor.rgb == f"00{COLOURS[Weight.ERROR]}"
    assert [row[1].value for row in book[SHEET].iter_rows(min_row=5)] == ["Fel", "Kontrollfråga"]


def test_the_list_is_the_first_sheet_and_links_to_the_cell() -> None:
    data = a_workbook()
    where = address(data, "KBT")
    book = opened(write_answer(data, [a_finding(cells=(where,))]))
    sheet = book[SHEET]

    assert book.sheetnames[0] == SHEET
    assert [each.title for each in book.worksheets if each.sheet_view.tabSelected] == [SHEET]
    assert sheet["E5"].hyperlink.location == f"'Redovisning'!{where}"
    assert sheet["A2"].value == "1 fel att rätta · 0 kontrollfrågor · 0 upplysningar"


def test_a_finding_about_a_line_without_a_cell_marks_the_lines_own_cell() -> None:
    book = opened(write_answer(a_workbook(), [a_finding(sheet=None)]))

    assert cell_named(book, "KBT").comment is not None


def test_formulas_styles_and_names_of_the_own_workbook_stay() -> None:
    book = opened(a_workbook())
    book.create_sheet("Egna räkningar")["B2"] = "=SUM(A1:A3)"
    book["Egna räkningar"]["B2"].number_format = "0.00"
    cell_named(book, "KBT").comment = Comment("Fråga Anna", "Bo")
    data = saved(book)
    back = opened(write_answer(data, [a_finding(sheet=None)]))

    assert back["Egna räkningar"]["B2"].value == "=SUM(A1:A3)"
    assert back["Egna räkningar"]["B2"].number_format == "0.00"
    assert set(back.defined_names) == set(opened(data).defined_names)
    comment = cell_named(back, "KBT").comment
    assert comment is not None
    assert comment.text.startswith("Fråga Anna")


def test_the_answer_can_be_uploaded_again_and_says_the_same() -> None:
    data, kronoberg = a_workbook(), Region(code="07", name="Kronoberg")
    again = write_answer(data, [a_finding(sheet=None)])

    assert read(again, "svar.xlsx", some_terms(), kronoberg) == read(
        data, "svar.xlsx", some_terms(), kronoberg
    )


def test_what_somebody_wrote_is_no_formula_in_the_answer() -> None:
    data = a_workbook(KBT__COMMENT="'=1+1")
    raw = {"raw": "=1+1", "lines": ["KBT"], "cells": [], "count": 1}
    book = opened(write_answer(data, [a_finding(sheet='=HYPERLINK("x")', cells=("A1",), params=raw)]))
    cells = [cell for row in book[SHEET].iter_rows() for cell in row]

    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_a_file_that_cannot_be_read_gives_the_list_or_itself(name: str) -> None:
    rule, data = NOT_TAKEN[name]
    params = {"name": "a.xlsx", "year": 2026, "region": "Kronoberg", "file_year": 2025, "cell": "B3"}
    finding = Finding(
        rule, Family.FILE, Weight.ERROR, params=params | {"version": 0, "file_region": "08", "limit": 9}
    )
    book = opened(write_answer(data, [finding]))

    assert book.sheetnames[0] == SHEET
    assert "1 fel att rätta" in str(book[SHEET]["A2"].value)


def test_no_file_gives_the_list_alone_without_an_excuse() -> None:
    book = opened(write_answer(None, [a_finding()]))

    assert book.sheetnames == [SHEET]
    assert book[SHEET]["A3"].value is None


def test_a_cell_that_is_merged_away_or_far_off_harms_nothing() -> None:
    book = opened(a_workbook())
    book["Redovisning"].merge_cells("G1:H2")
    data = saved(book)
    far = [a_finding(cells=("H2", "XFD1048576", "ZZZZ1", "", "A0"))]
    back = opened(write_answer(data, far))

    assert back["Redovisning"]["G1"].comment is not None


def test_what_the_copy_may_lack_is_said() -> None:
    data = with_parts(a_workbook(), **{"xl/vbaProject.bin": b"1", "xl/media/image1.png": b"1"})

    assert "makron, bilder" in str(opened(write_answer(data, []))[SHEET]["A3"].value)


def test_repair_proposals_are_listed_with_their_reasons() -> None:
    case = case_of(some_answers(PRIVATE=210), some_terms(), "07")
    found = repairs(case)
    sheet = opened(write_answer(a_workbook(), [], repairs=found))[SHEET]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]

    assert found
    assert any("privat: 210 → 201" in text for text in texts)
    assert found[0].why("sv") in texts


def test_the_words_are_in_the_readers_language() -> None:
    sheet = opened(write_answer(a_workbook(), [a_finding(sheet=None)], lang="sv"))[SHEET]

    assert [cell.value for cell in sheet[4]][:3] == ["Vad vi såg", "Slag", "Gör så här"]


def _answered(count: int) -> Callable[[], bytes]:
    data = a_workbook()
    many = [a_finding(cells=(f"B{1 + number % 300}",)) for number in range(count)]
    return lambda: write_answer(data, many)


def test_five_thousand_findings_cost_in_proportion_and_are_all_listed() -> None:
    few, many = _answered(1_000), _answered(5_000)

    assert opened(many())[SHEET].max_row >= 5_000
    assert calls(many) <= 6 * calls(few)
