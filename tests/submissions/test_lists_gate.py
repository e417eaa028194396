"""What is stopped at the door: personal data by column, files that are no lists, files that are too much."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter

from agreement.phrases import PHRASES
from submissions.lists.limits import MB, Limits
from submissions.lists.translation import MOST_UNKNOWN
from tests.hostile.corpus import FILES
from tests.hostile.lists import a_series_list_where_every_cell_of_fifty_thousand_rows_is_a_fault_of_its_own
from tests.lists import PROVIDERS, SERIES, found_in, text, workbook
from tests.workbooks import NOT_TAKEN, a_workbook

HEAD, *ROWS = SERIES


def stop_of(data: bytes, limits: Limits | None = None) -> str:
    return str(found_in(data, limits=limits)["stops"][0]["rule"])


def with_column(heading: str, *values: object) -> bytes:
    """The series list with one column more."""
    return workbook([(*HEAD, heading), *((*row, value) for row, value in zip(ROWS, values, strict=True))])


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Personnummer", ("19811228-9874", "198112289874", "811228-9874", 8112289874)),
        ("Ref", ("811228-9874", "670919-9530", "", "")),
        # Coordination numbers: sixty is added to the day.
        ("Ref", ("701063-2391", "", "", "")),
        ("Ref", ("198112289874", "", "", "")),
        ("Ref", (8112289874, 6709199530, 8112189876, 6408233234)),
        ("Övrigt", ("se 811228-9874 i journalen", "", "", "")),
        ("Patientens personnummer (12 siffror)", ("x", "", "", "")),
        # A word processor's dash, hidden last digits, a region's own reserve number, a wrong check digit.
        ("Ref", ("811228\u20139874", "", "", "")),
        ("Ref", ("811228-XXXX", "900101-XXXX", "750615-****", "601111-XXXX")),
        ("Ref", ("19811228-TF12", "19900101-TF13", "19750615-TF14", "19601111-TF15")),
        ("Ref", ("811228-1111", "900101-1111", "750615-1111", "601111-1111")),
        ("", (8112289874, 6709199530, "", "")),
    ],
)
def test_a_column_of_personal_identity_numbers_is_refused_by_column(
    heading: str, values: tuple[object, ...]
) -> None:
    stop = found_in(with_column(heading, *values))["stops"][0]

    assert stop["rule"] == "file.personal_data"
    assert (stop["params"]["columns"], stop["params"]["kinds"]) == ("I", "identity")


@pytest.mark.parametrize(
    ("heading", "values", "kind"),
    [
        ("Födelsedatum", ("1981-12-28", "1967-09-19", "1990-01-01", "2001-05-05"), "birth"),
        ("Datum 2", ("1981-12-28", "1967-09-19", "1990-01-01", "2001-05-05"), "birth"),
        ("Datum 2", ("19811228", "19670919", "19900101", "20010505"), "birth"),
        ("Datum 2", ("28/12/1981", "19/09/1967", "01/01/1990", "05/05/2001"), "birth"),
        ("Datum 2", ("28 dec 1981", "19 sep 1967", "1 januari 1990", "5 maj 2001"), "birth"),
        ("Ref", ("811228", "670919", "900101", "010505"), "birth"),
        ("Född", (1981, 1967, 1990, 2001), "birth"),
        ("", ("Anna", "Erik", "Maria", "Johan"), "name"),
        ("", ("anna svensson", "erik lund", "maria öberg", "johan holm"), "name"),
        ("Kommentar om patienten", ("Bättre", "", "", ""), "free_text"),
        ("Patientnamn", ("A", "B", "C", "D"), "name"),
        ("Referens", ("Anna Svensson", "Erik Lund", "Maria Öberg", "Lars-Åke Holm"), "name"),
        ("Anteckning", ("Mår bättre", "", "", ""), "free_text"),
        (
            "Övrigt",
            (
                "Patienten mår mycket bättre nu",
                "Har ont i ryggen sedan i våras",
                "Vill gärna börja arbeta igen snart",
                "Avbröt på grund av flytt till annan ort",
            ),
            "free_text",
        ),
    ],
)
def test_birth_dates_names_and_free_text_are_refused_by_column(
    heading: str, values: tuple[object, ...], kind: str
) -> None:
    stop = found_in(with_column(heading, *values))["stops"][0]

    assert (stop["rule"], stop["params"]["kinds"]) == ("file.personal_data", kind)


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Organisationsnummer", ("556036-0793", "202100-5489", "556036-0793", "202100-5489")),
        ("Team", ("Anna Lind Psykoterapi AB", "Lunds vårdcentral", "Rehab Norr", "Capio")),
        ("Startdatum", ("2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01")),
        ("Antal besök", (12, 14, 9, 21)),
        ("Telefon", ("08-123 456 78", "", "", "")),
        ("Löpnummer (ej personnummer)", (1, 2, 3, 4)),
        ("Patient", ("1", "2", "3", "4")),
        ("Löpnummer 2", (700101, 700102, 700103, 700104)),
        ("Löpnummer 2", (1000000001, 1000000002, 1000000003, 1000000004)),
    ],
)
def test_harmless_columns_are_named_and_passed_over(heading: str, values: tuple[object, ...]) -> None:
    found = found_in(with_column(heading, *values))

    assert (found["layout"], found["rows"]) == ("series", 4)
    assert found["columns"][8]["heading"] == heading


@pytest.mark.parametrize("pattern", ["20260315-{:04}", "260315-{:04}", "20260315 {:04}", "20260315{:04}"])
def test_the_running_numbers_of_a_day_are_no_persons(pattern: str) -> None:
    """Every tenth of them has a check digit that holds, as a personal identity number has."""
    rows = [(*HEAD, "Ärende"), *((*ROWS[at % 4], pattern.format(at)) for at in range(100))]

    assert found_in(text(rows))["layout"] == "series"


def sheets(*named: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in named:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return out.getvalue()


KEYS = ("Nycklar", [("Löpnr", "Nyckel"), (1, "19811228-9874")])


@pytest.mark.parametrize("named", [(("Lista", SERIES), KEYS), (KEYS, ("Lista", SERIES))])
def test_personal_identity_numbers_on_another_sheet_are_refused_by_sheet_and_column(
    named: tuple[tuple[str, Sequence[Sequence[object]]], ...],
) -> None:
    stop = found_in(sheets(*named))["stops"][0]

    assert (stop["rule"], stop["params"]["columns"]) == ("file.personal_data", "Nycklar!B")


def test_a_sheet_that_tells_people_to_leave_persons_out_is_no_personal_data() -> None:
    help_sheet = [("Läs detta först",), ("Personnummer och namn får aldrig finnas i listan som ni skickar",)]

    assert found_in(sheets(("Hjälp", help_sheet), ("Lista", SERIES)))["layout"] == "series"


@pytest.mark.parametrize("above", [[("Avser 811228-9874", *[""] * 7), *SERIES], [("19811228-9874", "x")] * 3])
def test_personal_identity_numbers_are_refused_above_a_header_and_without_any(
    above: Sequence[Sequence[object]],
) -> None:
    assert stop_of(text(above)) == "file.personal_data"


def test_a_provider_may_bear_its_owners_name() -> None:
    rows = [HEAD, *((row[0], "Anna Svensson", *row[2:]) for row in ROWS * 5)]

    assert found_in(text(rows))["layout"] == "series"


def test_identity_numbers_in_a_provider_list_are_refused_too() -> None:
    rows = [(*PROVIDERS[0], "Ref"), *((*row, "811228-9874") for row in PROVIDERS[1:])]

    assert stop_of(text(rows)) == "file.personal_data"


def test_the_refusal_does_not_repeat_what_stood_in_the_column() -> None:
    assert "811228" not in str(found_in(with_column("Ref", "811228-9874", "", "", "")))


GATED = {
    "file.empty", "file.not_workbook", "file.encrypted", "file.old_format", "file.ods", "file.too_large",
    "file.bomb", "file.doctype",
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name, (rule, _data) in NOT_TAKEN.items() if rule in GATED])
def test_what_the_workbooks_gate_stops_is_stopped_here_for_the_same_reason(name: str) -> None:
    rule, data = NOT_TAKEN[name]

    assert stop_of(data) == rule


def repacked(change: dict[str, bytes]) -> bytes:
    """The list's workbook with some parts changed or added."""
    out = BytesIO()
    with ZipFile(BytesIO(workbook(SERIES))) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change.pop(part.filename, old.read(part)))
        for name, content in change.items():
            new.writestr(name, content)
    return out.getvalue()


def test_a_part_with_a_document_type_is_stopped() -> None:
    assert stop_of(repacked({"xl/theme/theme2.xml": b"<!DOCTYPE a><a/>"})) == "file.doctype"


def test_a_part_that_unpacks_to_too_much_is_stopped() -> None:
    assert stop_of(repacked({"xl/media/a.bin": b"0" * 30 * MB})) == "file.bomb"


def test_a_value_in_the_farthest_corner_is_stopped_and_named() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["XFD7"] = 1
    out = BytesIO()
    book.save(out)
    stop = found_in(out.getvalue())["stops"][0]

    assert (stop["rule"], stop["params"]) == ("file.far_cell", {"cell": "XFD7"})


def test_cells_that_do_not_say_where_they_stand_are_found_far_away_too() -> None:
    cells = b"<c><v>1</v></c>" * 300
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    data = repacked({"xl/worksheets/sheet1.xml": sheet + cells + b"</row></sheetData></worksheet>"})

    assert stop_of(data) == "file.far_cell"


def test_the_returns_own_workbook_is_no_list_and_not_said_to_hold_personal_data() -> None:
    assert stop_of(a_workbook()) == "file.list_no_heading"


def test_too_many_bytes_are_stopped_before_a_child_is_started() -> None:
    assert stop_of(text(SERIES), Limits(packed=20)) == "file.too_large"


def test_a_child_that_needs_too_much_memory_ends_and_the_file_is_not_taken() -> None:
    rows = [HEAD, *ROWS * 20_000]

    assert stop_of(workbook(rows), Limits(memory=30 * MB)) == "file.bomb"


@pytest.mark.parametrize(
    "name",
    ["a_figure_of_a_hundred_million_letters", "one_and_a_half_million_texts", "a_huge_theme", "half_a_file"],
)
def test_a_hostile_file_is_refused_by_a_rule_within_the_memory_that_is_promised(name: str) -> None:
    assert Limits().memory == 300 * MB
    assert stop_of(FILES[name].make()) in PHRASES


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "file.empty"),
        (b"PK\x03\x04 not really", "file.broken"),
        (b"%PDF-1.4 a,b", "file.not_workbook"),
        (b"one column\nonly\n", "file.not_workbook"),
        (b"a;b\n1;2\n", "file.list_no_heading"),
        (FILES["a_workbook_of_1997"].make(), "file.old_format"),
        (FILES["a_letter_of_1997"].make(), "file.not_workbook"),
        (b"<html><table><tr><td>KBT;1</td></tr></table></html>", "file.web_page"),
        ("Vårdgivarlista\nNorr\n".encode(), "file.not_workbook"),
    ],
)
def test_a_file_that_is_no_list_is_stopped_with_its_reason(data: bytes, rule: str) -> None:
    assert stop_of(data) == rule


SPINS = """
import submissions.lists.child as child

def read(asked, period, limits):
    while True:
        pass

child.serve(read)
"""


def test_a_child_that_spins_is_ended_by_its_seconds_of_processor_time() -> None:
    asked = {"year": 2026, "first": None, "last": None, "limits": asdict(Limits(seconds=1))}

    done = subprocess.run(
        [sys.executable, "-c", SPINS], input=json.dumps(asked).encode(), timeout=60, check=False
    )

    assert done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_a_list_that_takes_more_seconds_than_it_may_is_ended_and_not_taken() -> None:
    slow = a_series_list_where_every_cell_of_fifty_thousand_rows_is_a_fault_of_its_own()

    assert stop_of(slow, Limits(seconds=1)) == "file.bomb"


def test_the_longest_list_is_read_within_the_seconds_that_a_list_may_take() -> None:
    longest = text([HEAD, *ROWS * (Limits().rows // 4 - 1)])

    assert Limits().seconds == 20
    assert found_in(longest)["rows"] == Limits().rows - 4


def test_personal_data_is_seen_also_behind_more_faulty_values_than_are_remembered() -> None:
    rows = [(*ROWS[0][:4], f"okänd {number:x}", *ROWS[0][5:]) for number in range(MOST_UNKNOWN + 10)]
    late = (*ROWS[0][:4], "811228-9874", *ROWS[0][5:])

    assert stop_of(text([HEAD, *rows, late])) == "file.personal_data"
    assert found_in(text([HEAD, *rows, *ROWS]))["more_values"]["sex"] > MOST_UNKNOWN - 500
