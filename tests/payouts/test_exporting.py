"""The payment list of a decided payout."""

import csv
import io

import pytest
from openpyxl import load_workbook

from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.exporting import filename, payment_csv, payment_xlsx
from payouts.models import Kind, Run
from payouts.refusals import NotDecided
from tests.makers import People, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def computed(people: People) -> Run:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    return compute(2026, Kind.CONTACTS, people.officer)


def decided(run: Run, people: People, diary_number: str = "FK2027/000001") -> Run:
    propose(run.pk, people.officer)
    return decide(run.pk, people.decision_maker, run.checksum, diary_number, no_conflict=True)


def test_the_csv_opens_in_a_swedish_spreadsheet_and_holds_the_amounts(people: People, computed: Run) -> None:
    data = payment_csv(decided(computed, people))

    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Länskod", "Region", "Kontakter", "Belopp, kronor"]
    assert rows[1][:5] == ["07", "Region Kronoberg", "186", "558000", "FK2027/000001"]
    assert rows[2][:4] == ["08", "Region Kalmar", "", "0"]


def test_text_that_begins_like_a_formula_is_made_harmless(people: People, computed: Run) -> None:
    run = decided(computed, people, "=1+1")

    assert ";'=1+1;" in payment_csv(run).decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(payment_xlsx(run)))["Betalningslista"]
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=1+1", "s")


def test_the_workbook_has_amounts_as_numbers_and_says_which_decision_it_is(
    people: People, computed: Run
) -> None:
    run = decided(computed, people)

    book = load_workbook(io.BytesIO(payment_xlsx(run)))

    sheet = book["Betalningslista"]
    assert [cell.value for cell in sheet[2]][:5] == ["07", "Region Kronoberg", 186, 558_000, "FK2027/000001"]
    about = {row[0].value: row[1].value for row in book["Om listan"].iter_rows()}
    assert about["Summa, kronor"] == 558_000
    assert about["Kontrollsumma"] == run.checksum


def test_there_is_no_payment_list_before_the_decision(computed: Run) -> None:
    for make in (payment_csv, payment_xlsx):
        with pytest.raises(NotDecided):
            make(computed)


def test_the_file_s_name_says_year_kind_and_computation(computed: Run) -> None:
    assert filename(computed, "csv") == "villkor3-2026-contacts-berakning-1.csv"
