"""The run's workbook counts by itself, and comes to the stored krona."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from payouts.computing import compute
from payouts.models import Kind, Run
from payouts.workbook import run_xlsx
from register.models import Region, User
from tests.makers import a_population, a_region, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


def opened(data: bytes, *, values: bool) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=values)


def amounts_in(book: Workbook) -> dict[str, Any]:
    """The computed column by county code."""
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    return {str(row[0]): row[11] for row in rows if row[0]}


def stored(run: Run) -> dict[str, int]:
    return dict(run.amounts.values_list("region", "amount"))


def spoilt(data: bytes, path: Path) -> Path:
    """The workbook without any cached value, as openpyxl writes it: what is read later was calculated."""
    opened(data, values=False).save(path)
    return path


def calculated(data: bytes, folder: Path) -> Workbook:
    """What LibreOffice makes of the formulas."""
    office = shutil.which("soffice")
    assert office is not None
    path = spoilt(data, folder / "run.xlsx")
    out = folder / "out"
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return load_workbook(out / "run.xlsx", data_only=True)


@pytest.fixture
def over_the_cap() -> Run:
    people = the_people()
    year = a_year(contact_unit="treatments_with_contact", contact_appropriation=500_000)
    an_accepted_return(year, "07", people.owner, people.officer, BOTH=6)
    an_accepted_return(year, "08", people.owner, people.officer, BOTH=0)
    an_accepted_return(year, "12", people.stranger, people.officer, EMPLOYER=100, BOTH=1)
    return compute(2026, Kind.CONTACTS, people.officer)


def test_what_is_shown_before_anything_is_calculated_is_the_stored_krona(over_the_cap: Run) -> None:
    book = opened(run_xlsx(over_the_cap), values=True)

    assert amounts_in(book) == stored(over_the_cap)
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert rows[-1][11:13] == (500_000, 500_000)
    assert {row[13] for row in rows[:-1]} == {"stämmer"}


@pytest.mark.usefixtures("past")
def test_the_printed_payouts_are_in_their_workbooks_to_the_krona() -> None:
    for run in Run.objects.all():
        assert amounts_in(opened(run_xlsx(run), values=True)) == stored(run)


@pytest.mark.office
def test_a_spreadsheet_comes_to_the_same_krona_by_the_formulas_alone(
    over_the_cap: Run, tmp_path: Path
) -> None:
    book = calculated(run_xlsx(over_the_cap), tmp_path)

    assert amounts_in(book) == stored(over_the_cap)


@pytest.mark.usefixtures("past")
@pytest.mark.office
@pytest.mark.parametrize("kind", list(Kind))
def test_a_spreadsheet_comes_to_the_printed_krona_of_2020(kind: Kind, tmp_path: Path) -> None:
    run = Run.objects.get(year=2020, kind=kind)

    assert amounts_in(calculated(run_xlsx(run), tmp_path)) == stored(run)


@pytest.mark.usefixtures("past")
@pytest.mark.office
def test_a_spreadsheet_shares_out_a_whole_appropriation_by_largest_remainder(tmp_path: Path) -> None:
    people = the_people()
    a_year(2027)
    for line in Run.objects.get(year=2020, kind=Kind.BASE).inputs["lines"]:
        a_population(a_region(line["region"]), line["quantity"], date(2027, 11, 1))
    run = compute(2027, Kind.BASE, people.officer)

    found = amounts_in(calculated(run_xlsx(run), tmp_path))

    assert found == stored(run)
    assert sum(found.values()) == 500_000_000


def test_a_region_without_a_return_is_empty_and_gets_nothing(over_the_cap: Run) -> None:
    Region.objects.create(code="25", name="Norrbotten")
    officer = User.objects.get(email="officer@test.example")
    run = compute(2026, Kind.CONTACTS, officer)

    book = opened(run_xlsx(run), values=True)

    row = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "25")
    assert row[2:6] == (None, None, None, None)
    assert row[11] == 0


def test_the_same_run_gives_the_same_bytes(over_the_cap: Run) -> None:
    assert run_xlsx(over_the_cap) == run_xlsx(Run.objects.get(pk=over_the_cap.pk))


def test_text_that_somebody_wrote_is_never_a_formula(over_the_cap: Run) -> None:
    Region.objects.filter(code="07").update(name='=HYPERLINK("http://x")')
    book = opened(run_xlsx(over_the_cap), values=False)

    cell = book.worksheets[0].cell(2, 2)
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


def test_a_base_shows_no_columns_about_contacts_and_terms_are_said_in_words() -> None:
    a_year()
    people = the_people()
    for code in ("07", "08", "12"):
        a_population(a_region(code), 200_000)
    run = compute(2026, Kind.BASE, people.officer)

    book = load_workbook(io.BytesIO(run_xlsx(run)))

    hidden = {letter for letter, column in book.worksheets[0].column_dimensions.items() if column.hidden}
    assert {"D", "H"} <= hidden
    assert not {"C", "L", "N"} & hidden
    assert book["Villkor"]["C4"].value == "största rest"
