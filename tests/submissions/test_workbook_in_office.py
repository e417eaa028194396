"""The template and the answer in a real office program, and after what people do to sheets."""

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agreement.answers import Answer, Answers, SectionAnswer
from agreement.case import Earlier
from agreement.findings import Family, Finding, Weight
from agreement.lines import Section
from register.models import Region
from submissions.workbook import read, write_answer, write_template
from tests.makers import BALANCED
from tests.workbooks import a_workbook, cell_named, filled, saved, some_terms

OFFICE = shutil.which("soffice")
KRONOBERG = Region(code="07", name="Kronoberg")
TERMS = some_terms()


def through_office(data: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it, every formula reckoned anew."""
    assert OFFICE is not None
    (folder / "in").mkdir()
    (folder / "in" / "bok.xlsx").write_bytes(data)
    command = [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(folder / "in" / "bok.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "bok.xlsx").read_bytes()


def sums_of(data: bytes) -> Sequence[tuple[object, object]]:
    """The three sums and what is said of them."""
    sheet = load_workbook(BytesIO(data), data_only=True)["Redovisning"]
    labels = ("Behandlingsformer", "Vårdgivare", "Kön")
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in labels]
    return [(row[1], row[2]) for row in rows][-3:]


def figures_of(data: bytes) -> dict[str, str]:
    found = read(data, "a.xlsx", TERMS, KRONOBERG)
    assert found.answers is not None, found.findings
    return {code: found.answers.line(code).value for code in BALANCED}


EXPECTED = {code: str(value) for code, value in BALANCED.items()}


@pytest.mark.office
def test_the_check_sums_are_right_when_an_office_program_reckons_them(tmp_path: Path) -> None:
    data = through_office(a_workbook(PUBLIC=100), tmp_path)

    assert sums_of(data) == [(324, None), (301, "skiljer -23"), (324, "lika")]
    assert figures_of(data) == EXPECTED | {"PUBLIC": "100"}


@pytest.mark.office
def test_an_empty_template_says_nothing_of_balance(tmp_path: Path) -> None:
    data = through_office(write_template(TERMS, "07", "Kronoberg"), tmp_path)

    assert sums_of(data) == [(0, None), (0, "–"), (0, "–")]


@pytest.mark.office
def test_the_answer_survives_an_office_program(tmp_path: Path) -> None:
    params = {"raw": "ca 40", "lines": ["KBT"], "cells": [], "count": 1}
    finding = Finding("whole.text", Family.WHOLE, Weight.ERROR, ("KBT",), params=params)
    book = load_workbook(BytesIO(through_office(write_answer(a_workbook(), [finding]), tmp_path)))

    assert cell_named(book, "KBT").comment is not None
    assert book["Iakttagelser"]["E5"].hyperlink.location
    assert figures_of(saved(book)) == EXPECTED


def test_the_template_is_lean() -> None:
    data = write_template(TERMS, "07", "Kronoberg", earlier={code: Earlier(2024, 1) for code in BALANCED})
    sheet = load_workbook(BytesIO(data))["Redovisning"]
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

    assert len(data) < 16_000
    assert len(formulas) == 5


def test_nothing_in_the_template_is_locked() -> None:
    book = load_workbook(BytesIO(write_template(TERMS, "07", "Kronoberg")))

    assert not any(sheet.protection.sheet for sheet in book.worksheets)
    assert book.security is None or not book.security.lockStructure


def test_the_template_says_in_swedish_what_a_figure_is() -> None:
    book = load_workbook(BytesIO(write_template(TERMS, "07", "Kronoberg")))
    rules = {rule.type: rule for rule in book["Redovisning"].data_validations.dataValidation}

    assert "heltal" in str(rules["whole"].error)
    assert "Delvis insamlat" in str(rules["list"].formula1)
    assert all(str(cell_named(book, code).coordinate) in rules["whole"].sqref for code in BALANCED)


def _shifted(book: Workbook, rows: int) -> bytes:
    """The block moved down, as a person who cuts and pastes does; the names follow the cells."""
    sheet = book["Redovisning"]
    assert isinstance(sheet, Worksheet)
    last = sheet.max_row
    sheet.move_range(f"A5:E{last}", rows=rows, translate=True)
    for defined in book.defined_names.values():
        title, address = next(defined.destinations)
        _dollar, column, row = address.split("$")
        if int(row) > 4:
            defined.attr_text = f"'{title}'!${column}${int(row) + rows}"
    return saved(book)


@pytest.mark.parametrize("rows", [1, 7, 300])
def test_a_moved_block_is_found_by_its_names(rows: int) -> None:
    assert figures_of(_shifted(load_workbook(BytesIO(a_workbook())), rows)) == EXPECTED


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(lambda text: text.strip())
MARKS = st.sampled_from(["", "reported", "zero", "partly", "not_collected"])
ANSWERS = st.builds(
    Answers,
    lines=st.dictionaries(
        st.sampled_from(sorted(BALANCED)),
        st.builds(Answer, st.one_of(st.integers(0, 10**6).map(str), st.just("")), MARKS, TEXTS),
    ),
    sections=st.dictionaries(
        st.sampled_from([s.value for s in Section]), st.builds(SectionAnswer, MARKS, TEXTS)
    ),
    first=st.just("2026-01-01"),
    last=st.just("2026-12-31"),
)


@settings(max_examples=25, deadline=None)
@given(ANSWERS)
def test_a_draft_downloaded_and_uploaded_says_the_same(given_answers: Answers) -> None:
    data = write_template(TERMS, "07", "Kronoberg", answers=given_answers)
    back = read(data, "a.xlsx", TERMS, KRONOBERG).answers

    assert back is not None
    for code in BALANCED:
        before, after = given_answers.line(code), back.line(code)
        assert (after.value, after.collected, after.comment) == (
            before.value,
            before.collected,
            before.comment,
        )
    for section in Section:
        said = given_answers.section(section)
        kept = back.section(section)
        assert (kept.collected, kept.comment) == (said.collected, said.comment)
    cells = [cell for row in load_workbook(BytesIO(data))["Redovisning"].iter_rows() for cell in row]
    assert sum(cell.data_type == "f" for cell in cells) == 5


def test_a_workbook_that_was_filled_in_twice_says_what_was_typed_last() -> None:
    assert figures_of(filled(a_workbook(), KBT=5))["KBT"] == "5"
