"""What somebody wrote never becomes a formula in a file that the portal hands out."""

import csv
import io
import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from agreement.answers import Answer, Answers, SectionAnswer
from agreement.replies import Part
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.exporting import payment_csv, payment_xlsx
from payouts.models import Kind
from submissions.lists.reading import read_file
from submissions.lists.series import Period
from submissions.lists.template import write_provider_template
from submissions.workbook import write_template
from survey.exporting import as_xlsx
from survey.submitting import submit
from survey.summarising import tag
from survey.workbook.template import write_workbook
from tests.lists import SERIES, text
from tests.makers import a_year, an_accepted_return, the_people
from tests.survey.surveys import a_sent_survey, write
from tests.workbooks import cell_named, some_terms

ROOT = Path(__file__).resolve().parent.parent
STARTS = {"equals": "=", "plus": "+", "minus": "-", "at": "@", "tab": "\t", "return": "\r"}
SAID = 'cmd|"/c calc"!A1'
# What writes tables. A new writer belongs here when its own test is written.
WRITERS = {
    "compilation/files.py",
    "payouts/exporting.py",
    "payouts/management/commands/payouts.py",
    "payouts/workbook.py",
    "submissions/lists/faulty.py",
    "submissions/lists/template.py",
    "submissions/workbook/answer.py",
    "submissions/workbook/template.py",
    "survey/exporting.py",
    "survey/workbook/template.py",
}
WRITES = re.compile(r"csv\.(?:w|DictW)riter\(|xlsxwriter\.Workbook\(|\bWorkbook\(")


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_a_filled_workbook_has_only_the_template_s_own_formulas(start: str) -> None:
    said = start + SAID
    answers = Answers(
        lines={"KBT": Answer(said, "", said), "IPT": Answer("3", "partly", said)},
        sections={"SEX": SectionAnswer("partly", said)},
        first=said,
        last=said,
    )

    book = load_workbook(BytesIO(write_template(some_terms(), "07", said, answers=answers)))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = {str(cell.value) for cell in cells if cell.data_type == "f"}
    assert len(formulas) == 5
    assert all(formula.startswith(("=SUM(", "=IF(COUNT(")) for formula in formulas)
    for name in ("KBT", "KBT__COMMENT", "IPT__COMMENT", "SEX__COMMENT", "PERIOD_FIRST"):
        cell = cell_named(book, name)
        # Without the mark, a text becomes a formula when somebody only edits the cell.
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        assert str(cell.value).endswith(SAID)


@pytest.mark.django_db
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_a_payment_list_has_no_formulas_at_all(start: str) -> None:
    people, said = the_people(), start + "1+1"
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)
    propose(run.pk, people.officer)
    run = decide(run.pk, people.decision_maker, run.checksum, said, no_conflict=True)

    rows = list(csv.reader(io.StringIO(payment_csv(run).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert all(not cell.startswith(tuple(STARTS.values())) for row in rows for cell in row)
    book = load_workbook(BytesIO(payment_xlsx(run)))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_the_rows_of_a_list_come_back_without_formulas(start: str, tmp_path: Path) -> None:
    said, path, answer = start + SAID, tmp_path / "lista.csv", tmp_path / "rader.xlsx"
    path.write_bytes(text([(*SERIES[0][:7], "Slutdatum"), (*SERIES[1][:3], said, *SERIES[1][4:7], said)]))
    read_file(path, Period(2026), answer=answer)

    cells = [cell for row in load_workbook(answer).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    texts = [cell for cell in cells if cell.data_type == "s" and str(cell.value).endswith(SAID)]
    assert len(texts) >= 2
    assert all(cell.quotePrefix for cell in texts)


def test_the_small_workbook_of_a_provider_has_no_formulas() -> None:
    book = load_workbook(BytesIO(write_provider_template(some_terms())))

    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.django_db
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_the_answers_of_a_survey_come_out_without_formulas(start: str) -> None:
    people, said = the_people(), start + SAID
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "offer_pain", people.owner, Part(text=f"a {said}\n{said}"), comment=f"b{said}")
    write(response, "mmr_suppliers", people.owner, Part(row="MMR1", form="external", text=said))
    submit(response, people.owner, response.revision)
    answer = response.answers.get(item__question__key="mmr_suppliers")
    tag(answer, said, people.analyst)

    book = load_workbook(BytesIO(as_xlsx(response.survey)))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    texts = [cell for cell in cells if cell.data_type == "s" and str(cell.value).endswith(SAID)]
    assert len(texts) >= 3
    assert all(cell.quotePrefix for cell in texts)


@pytest.mark.django_db
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_a_survey_s_workbook_with_its_answers_has_no_formulas(start: str) -> None:
    people, said = the_people(), start + SAID
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "offer_pain", people.owner, Part(text=said), comment=said)
    write(response, "mmr_suppliers", people.owner, Part(row="MMR1", form="external", text=said))

    book = load_workbook(
        BytesIO(write_workbook(response, {row.item_id: row for row in response.answers.all()}))
    )

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    texts = [cell for cell in cells if cell.data_type == "s" and str(cell.value).endswith(SAID)]
    assert len(texts) >= 2
    # An answer is kept without the white space around it.
    assert all(cell.quotePrefix or str(cell.value) == SAID for cell in texts)


def test_every_writer_of_tables_is_known_here() -> None:
    rooms = ("agreement", "audit", "register", "submissions", "survey", "payouts", "compilation", "portal")
    sources = {
        path.relative_to(ROOT).as_posix(): path for room in rooms for path in (ROOT / room).rglob("*.py")
    }
    found = {name for name, path in sources.items() if WRITES.search(path.read_text(encoding="utf-8"))}

    assert found == WRITERS
