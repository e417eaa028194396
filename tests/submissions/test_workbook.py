"""The workbook: what is written is read back, and nothing that is no workbook gets in or breaks anything."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from agreement.answers import Answer, Answers, SectionAnswer, case_of
from agreement.case import Earlier
from agreement.findings import Family, Weight
from agreement.lines import LINES, Section
from agreement.wording import message
from register.models import Region
from submissions.workbook import Reading, read, write_template
from submissions.workbook.template import MARKED
from tests.makers import BALANCED, a_region
from tests.workbooks import (
    NOT_TAKEN,
    a_workbook,
    address,
    cell_named,
    filled,
    part,
    saved,
    some_terms,
    with_parts,
    with_saved_value,
)

TERMS = some_terms()
KRONOBERG = Region(code="07", name="Kronoberg")


def reading(data: bytes, name: str = "redovisning.xlsx") -> Reading:
    return read(data, name, TERMS, KRONOBERG)


def answers(data: bytes) -> Answers:
    found = reading(data)
    assert found.findings == ()
    assert found.answers is not None
    return found.answers


def test_what_was_filled_in_is_read_back_with_its_cells() -> None:
    data = a_workbook()
    found = answers(data)

    assert {code: found.line(code).value for code in BALANCED} == {k: str(v) for k, v in BALANCED.items()}
    assert found.line("KBT").cell == address(data, "KBT")
    assert (found.first, found.last) == ("2026-01-01", "2026-12-31")
    assert found.first_cell == address(data, "PERIOD_FIRST")
    assert (found.sheet, reading(data).layout) == ("Redovisning", "workbook")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_marks_and_comments_come_back_in_either_language(lang: str) -> None:
    given = Answers(
        lines={
            "KBT": Answer("1234", "partly", "Två kliniker saknas"),
            "IPT": Answer("ca 40", "reported", "-5 sedan förra året"),
            "PDT": Answer("", "not_collected", "=SUM(A1)"),
        },
        sections={"SEX": SectionAnswer("zero", "@nobody")},
    )
    found = answers(write_template(TERMS, "07", "Kronoberg", answers=given, lang=lang))

    for code, answer in given.lines.items():
        back = found.line(code)
        assert (back.value, back.collected, back.comment) == (answer.value, answer.collected, answer.comment)
        assert back.fault == ""
    assert (found.sections["SEX"].collected, found.sections["SEX"].comment) == ("zero", "@nobody")


def test_what_somebody_wrote_never_becomes_a_formula() -> None:
    given = Answers(lines={"KBT": Answer("=1+1", "", '=HYPERLINK("x")'), "IPT": Answer("#REF!")}, first="=A1")
    sheet = load_workbook(BytesIO(write_template(TERMS, "07", "=1+1", answers=given)))["Redovisning"]
    cells = [cell for row in sheet.iter_rows() for cell in row]

    assert {cell.coordinate for cell in cells if cell.data_type == "e"} == set()
    ours = ("=SUM(", "=IF(COUNT(")
    assert all(str(cell.value).startswith(ours) for cell in cells if cell.data_type == "f")


def test_the_template_shows_the_latest_earlier_figure_and_its_year() -> None:
    data = write_template(TERMS, "07", "Kronoberg", earlier={"KBT": Earlier(2020, 1300)})
    book = load_workbook(BytesIO(data))
    beside = cell_named(book, "KBT").offset(column=1)

    assert beside.value == 1300
    assert "2020" in beside.number_format


def test_the_template_is_headed_with_region_year_and_last_day() -> None:
    sheet = load_workbook(BytesIO(write_template(TERMS, "07", "Kronoberg")))["Redovisning"]

    assert sheet["A1"].value == "Redovisning 2026 – Region Kronoberg"
    assert [cell.value for cell in sheet[2]] == ["Länskod", "07", None, "Sista dag", "15\xa0augusti 2027"]
    assert [cell.value for cell in sheet[3]][:2] == ["Avtalsår", 2026]
    assert [cell.value for cell in sheet[4]] == ["Rad", "Antal", "Senast", "Hur långt insamlat", "Kommentar"]


def test_the_cells_to_fill_in_are_marked_and_no_others() -> None:
    book = load_workbook(BytesIO(write_template(TERMS, "07", "Kronoberg")))
    sheet = book["Redovisning"]
    fields = {
        cell_named(book, f"{code}{field}").coordinate
        for code in TERMS.asked
        for field in ("", "__COLLECTED", "__COMMENT")
    }
    fields |= {cell_named(book, name).coordinate for name in ("PERIOD_FIRST", "PERIOD_LAST")}
    fields |= {
        cell_named(book, f"{section.value}{field}").coordinate
        for section in Section
        for field in ("__COLLECTED", "__COMMENT")
    }
    marked = {
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == MARKED.fgColor.rgb and cell.border.left.style == "thin"
    }

    assert marked == fields


def test_every_asked_line_has_its_cells_and_what_is_not_asked_has_none() -> None:
    data = write_template(some_terms(asked=("KBT", "WOMEN"), period_asked=False), "07", "Kronoberg")
    book = load_workbook(BytesIO(data))

    assert {line.code for line in LINES if f"v3_{line.code}" in book.defined_names} == {"KBT", "WOMEN"}
    assert "v3_PERIOD_FIRST" not in book.defined_names


def test_the_template_prints_on_a4_and_nothing_in_it_is_locked() -> None:
    book = load_workbook(BytesIO(a_workbook()))
    sheet = book["Redovisning"]

    assert book.sheetnames == ["Redovisning", "Anvisningar"]
    fit = sheet.sheet_properties.pageSetUpPr
    assert fit is not None
    assert (sheet.page_setup.paperSize, fit.fitToPage) == (9, True)
    assert sheet.freeze_panes == "A5"
    assert not sheet.protection.sheet
    guide = [str(row[0]) for row in book["Anvisningar"].iter_rows(values_only=True)]
    assert "KBT · kognitiv beteendeterapi" in guide


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "data"), NOT_TAKEN.values(), ids=NOT_TAKEN.keys())
def test_each_file_that_is_not_taken_gets_its_own_rule(rule: str, data: bytes) -> None:
    found = reading(data, "min fil.xlsx")
    (finding,) = found.findings

    assert found.answers is None
    assert (finding.rule, finding.family, finding.weight) == (rule, Family.FILE, Weight.ERROR)
    for lang in ("sv", "en"):
        assert len(message(rule, finding.params, lang)) > 20


def test_a_file_that_is_not_taken_is_named() -> None:
    (finding,) = reading(b"", "min fil.xlsx").findings

    assert "min fil.xlsx" in message(finding.rule, finding.params)


@pytest.mark.django_db
def test_another_year_and_region_are_both_told_with_their_cells() -> None:
    a_region("08")
    data = a_workbook(2025, "08")
    year, region = reading(data).findings

    assert (year.params["year"], year.params["file_year"]) == (2026, 2025)
    assert year.cells == (address(data, "YEAR"),)
    assert (region.params["region"], region.params["file_region"]) == ("Region Kronoberg", "Region Kalmar")
    assert region.cells == (address(data, "REGION"),)


@pytest.mark.parametrize(
    ("typed", "value", "fault"),
    [
        (391.0, "391", ""),
        (412.5, "412.5", "decimal"),
        (1.234, "1.234", "decimal"),
        (-12, "-12", ""),
        ("ca 40", "ca 40", ""),
        ("1 234", "1 234", ""),
        (1e15, "1000000000000000", ""),
        (datetime(2026, 3, 1), "2026-03-01", "date"),  # noqa: DTZ001 - Excel's days have no time zone
        (date(2026, 3, 1), "2026-03-01", "date"),
        (True, "TRUE", "truth"),
        ("=1+1", "=1+1", "no_result"),
        ("#REF!", "#REF!", "error_value"),
    ],
)
def test_what_stands_in_a_cell_is_taken_as_it_stands(typed: Any, value: str, fault: str) -> None:
    data = a_workbook(KBT=typed)
    answer = answers(data).line("KBT")

    assert (answer.value, answer.fault, answer.cell) == (value, fault, address(data, "KBT"))


@pytest.mark.parametrize(("kind", "value", "fault"), [("n", "391", ""), ("e", "#DIV/0!", "error_value")])
def test_a_formula_is_its_saved_result(kind: str, value: str, fault: str) -> None:
    answer = answers(with_saved_value(a_workbook(), "KBT", kind, value)).line("KBT")

    assert (answer.value, answer.fault) == (value, fault)


def test_a_period_may_be_days_or_text() -> None:
    data = a_workbook(PERIOD_FIRST=date(2026, 1, 1), PERIOD_LAST="31 december 2026")
    found = answers(data)

    assert (found.first, found.last) == ("2026-01-01", "31 december 2026")


def test_words_that_are_no_mark_are_kept_with_the_comment() -> None:
    found = answers(
        a_workbook(KBT__COLLECTED="vet ej", KBT__COMMENT="Se brev", IPT__COLLECTED=" EJ  insamlat")
    )

    assert (found.line("KBT").collected, found.line("KBT").comment) == ("", "Se brev vet ej")
    assert found.line("IPT").collected == "not_collected"


def test_inserted_rows_and_a_renamed_sheet_do_no_harm() -> None:
    book = load_workbook(BytesIO(a_workbook()))
    sheet = book["Redovisning"]
    sheet.insert_rows(6, 3)
    sheet.title = "Region Kronobergs svar"
    for defined in book.defined_names.values():
        _title, where = next(defined.destinations)
        row = int(where.rpartition("$")[2])
        moved = row + 3 if row >= 6 else row
        defined.attr_text = f"'{sheet.title}'!{where.rpartition('$')[0]}${moved}"
    data = saved(book)
    found = answers(data)

    assert found.line("MEN").value == "88"
    assert found.line("MEN").cell == address(data, "MEN")
    assert found.sheet == "Region Kronobergs svar"


def test_a_line_whose_row_was_taken_away_is_a_line_without_an_answer() -> None:
    book = load_workbook(BytesIO(a_workbook()))
    book.defined_names["v3_KBT"].attr_text = "Redovisning!#REF!"

    assert answers(saved(book)).line("KBT") == Answer()


@pytest.mark.parametrize("where", ["A200001", "IW1", "XFD1048576"])
def test_something_far_outside_is_refused_by_its_cell(where: str) -> None:
    book = load_workbook(BytesIO(a_workbook()))
    book["Anvisningar"][where] = "x"
    (finding,) = reading(saved(book)).findings

    assert (finding.rule, finding.cells, finding.params["cell"]) == ("file.far_cell", (where,), where)


def test_far_cells_that_only_have_a_style_do_no_harm() -> None:
    book = load_workbook(BytesIO(a_workbook()))
    book["Redovisning"]["XFD1048576"].number_format = "0.00"

    assert answers(saved(book)).line("KBT").value == "203"


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 8_000))
def test_nothing_that_is_done_to_a_file_raises(noise: bytes, at: int) -> None:
    data = a_workbook()
    at = min(at, len(data))

    for changed in (noise, data[:at] + noise, data[:at] + noise + data[at + len(noise) :]):
        found = reading(changed)
        assert (found.answers is None) == bool(found.findings)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_can_be_written_and_read(value: str, comment: str) -> None:
    given_answers = Answers(lines={"KBT": Answer(value, "", comment)})

    assert reading(write_template(TERMS, "07", "Kronoberg", answers=given_answers)).answers is not None


def test_a_sheet_changed_by_hand_still_gives_findings_not_errors() -> None:
    sheet = part(a_workbook(), "xl/worksheets/sheet1.xml")

    for old, new in ((b'r="B11"', b'r="11B"'), (b'<row r="11"', b'<row r="x"'), (b't="n"', b't="d"')):
        found = reading(with_parts(a_workbook(), sheet=sheet.replace(old, new)))
        assert (found.answers is None) == bool(found.findings)


def test_a_filled_workbook_can_be_filled_in_again() -> None:
    once = answers(a_workbook())
    again = answers(filled(write_template(TERMS, "07", "Kronoberg", answers=once), KBT=204))

    assert again.line("KBT").value == "204"
    assert again.line("APB") == once.line("APB")


def test_a_decimal_that_looks_like_thousands_stays_a_decimal() -> None:
    once = answers(a_workbook(KBT=1.234))
    again = answers(write_template(TERMS, "07", "Kronoberg", answers=once))

    assert case_of(again, TERMS, "07").entry("KBT").fault == "decimal"
    assert again.line("KBT") == once.line("KBT")
