"""Series lists: one row per treatment in, the seventeen figures out, however the region wrote it."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from agreement.findings import Weight
from agreement.wording import told
from submissions.lists.reading import read_file
from submissions.lists.series import Period
from tests.lists import COUNTED, SERIES, added, found_in, rules_of, text, workbook

HEAD, *ROWS = SERIES


def stop_of(data: bytes) -> str:
    return str(found_in(data)["stops"][0]["rule"])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_text_is_read_whatever_its_separator_and_encoding(separator: str, encoding: str) -> None:
    sums = added(text(SERIES, separator, encoding))

    assert sums.layout == "series"
    assert dict(sums.figures) == COUNTED


def test_a_file_is_found_from_where_the_command_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lista.csv").write_bytes(text(SERIES))
    monkeypatch.chdir(tmp_path)

    assert read_file(Path("lista.csv"), Period(2026))["rows"] == 4


def test_a_workbook_gives_the_same_figures_as_text() -> None:
    assert dict(added(workbook(SERIES)).figures) == COUNTED


def test_lines_of_two_encodings_in_one_file_are_each_read_rightly() -> None:
    lines = text(SERIES).split(b"\r\n")
    lines[4] = lines[4].decode().encode("windows-1252")
    found = found_in(b"\r\n".join(lines))

    assert found["encoding"] == "mixed"
    assert [each["name"] for each in found["providers"]] == ["Norr", "Söder"]


def test_a_quoted_line_break_does_not_end_the_row() -> None:
    rows = [HEAD, (1, "Norr\nmottagning 2", *ROWS[0][2:])]

    assert added(text(rows)).providers[0].name == "Norr mottagning 2"


@pytest.mark.parametrize("places", [(2,), (1, 3)])
def test_a_stray_quotation_mark_is_named_by_row_and_swallows_no_rows(places: tuple[int, ...]) -> None:
    lines = text(SERIES).split(b"\r\n")
    for at in places:
        lines[at] = lines[at].replace(b";Norr", b';"Norr').replace(b";S\xc3\xb6der", b';"S\xc3\xb6der')
    stop = found_in(b"\r\n".join(lines))["stops"][0]

    assert (stop["rule"], stop["params"]["row"]) == ("file.list_quote", places[0] + 1)


def test_rows_of_unequal_length_are_read_as_they_stand() -> None:
    title, long = b"Serielista 2026\r\n", text([HEAD, *((*row, "", "") for row in ROWS[:2]), *ROWS[2:]])

    assert dict(added(title + long).figures) == COUNTED


def test_a_personal_identity_number_beyond_the_headings_is_refused_too() -> None:
    rows = [HEAD, *ROWS[:3], (*ROWS[3], "", "811228-9874")]

    assert stop_of(text(rows)) == "file.personal_data"


def test_a_separator_that_the_file_states_is_believed() -> None:
    assert dict(added(b"sep=;\r\n" + text(SERIES)).figures) == COUNTED


@pytest.mark.parametrize(("row", "column"), [(0, 0), (4, 0), (6, 3)])
def test_the_header_is_found_where_it_stands(row: int, column: int) -> None:
    found = found_in(workbook(SERIES, first_row=row, first_column=column))

    assert found["header"] == [row + 1, row + 1]
    assert found["rows"] == 4


def test_titles_above_the_header_are_passed_over() -> None:
    rows = [("Serielista 2026", *[""] * 7), ("Region Kronoberg", *[""] * 7), ("",) * 8, *SERIES]

    assert dict(added(text(rows)).figures) == COUNTED


def test_a_header_of_two_rows_is_read_as_one() -> None:
    upper = ("", "Vårdgivare", "", "Behandlingsform", "Kön", "Kontakt med", "", "Slutdatum")
    lower = ("Löpnr", "", "Driftsform", "", "", "arbetsgivare", "Arbetsförmedlingen", "")
    found = found_in(text([upper, lower, *ROWS]))

    assert found["header"] == [1, 2]
    assert found["missing"] == []
    assert dict(added(text([upper, lower, *ROWS])).figures) == COUNTED


def test_a_list_without_a_header_is_stopped_and_not_guessed_at() -> None:
    assert stop_of(text(ROWS)) == "file.list_no_heading"


def test_an_empty_column_in_the_middle_is_passed_over() -> None:
    rows = [(*row[:4], "", *row[4:]) for row in SERIES]

    assert dict(added(workbook(rows)).figures) == COUNTED


@pytest.mark.parametrize("total", [("Summa", *[""] * 6, 4), ("", "Totalt", *[""] * 5, 4)])
def test_a_total_row_at_the_end_is_no_treatment(total: tuple[object, ...]) -> None:
    sums = added(workbook([*SERIES, total]))

    assert dict(sums.figures) == COUNTED
    assert not {rule for rule in rules_of(sums) if rule.startswith("whole.")}


def test_english_headings_and_values_are_understood() -> None:
    rows = [
        (
            "Provider",
            "Provider type",
            "Form of treatment",
            "Sex",
            "Employer",
            "Employment service",
            "End date",
        ),
        ("North", "private", "CBT", "female", "yes", "no", "2026-03-01"),
        ("North", "public", "MMR level 1", "male", "no", "yes", "2026-03-01"),
    ]
    figures = added(text(rows)).figures

    assert {code: value for code, value in figures.items() if value} == {
        "KBT": 1, "MMR1": 1, "PRIVATE": 1, "PUBLIC": 1, "WOMEN": 1, "MEN": 1,
        "EMPLOYER": 1, "EMPLOYMENT_SERVICE": 1,
    }  # fmt: skip


def test_misspelt_headings_are_taken_for_their_nearest() -> None:
    head = (
        "Löpnr",
        "Vårdgivrae",
        "Drifstform",
        "Behandlinsform",
        "Kön",
        "Arbetsgivre",
        "Arbetsförmedligen",
        "Slutdautm",
    )

    assert dict(added(text([head, *ROWS])).figures) == COUNTED


@pytest.mark.parametrize("yes", ["Ja", "J", "1", "x", "X", "yes", 1, True, "SANT"])
@pytest.mark.parametrize("no", ["Nej", "N", "0", "no", 0, False, "-", ""])
def test_yes_and_no_are_understood_as_people_write_them(yes: object, no: object) -> None:
    rows = [HEAD, (*ROWS[0][:5], yes, no, ROWS[0][7]), (*ROWS[1][:5], no, yes, ROWS[1][7])]
    figures = added(workbook(rows)).figures

    assert (figures["EMPLOYER"], figures["EMPLOYMENT_SERVICE"], figures["BOTH"]) == (1, 1, 0)


def test_empty_cells_for_contacts_are_counted_as_none_and_told() -> None:
    rows = [HEAD, (*ROWS[0][:5], "x", "", ROWS[0][7])]
    sums = added(text(rows))

    assert "complete.list_blank_contacts" in rules_of(sums)


@pytest.mark.parametrize(
    "ended",
    [
        "2026-03-31", "20260331", "31 mars 2026", "31/3 2026", "31.03.2026", "2026/3/31", "26-03-31",
        "31-mar-2026",
        "2026-03-31 00:00:00", 46112, date(2026, 3, 31), datetime(2026, 3, 31, 12, 30),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_dates_are_read_as_people_and_programs_write_them(ended: object) -> None:
    found = found_in(workbook([HEAD, (*ROWS[0][:7], ended)]))

    assert (found["rows"], found["years"]) == (1, {"2026": 1})


def test_a_date_that_cannot_be_read_is_named_by_column_and_row() -> None:
    finding = next(
        each
        for each in added(text([*SERIES, (*ROWS[0][:7], "31/13/2026")])).findings
        if each.rule == "whole.list_date"
    )

    assert finding.cells == ("H6",)
    assert finding.params["text"] == "31/13/2026"


def test_a_file_for_another_year_is_stopped_with_both_years() -> None:
    rows = [HEAD, *((*row[:7], str(row[7]).replace("2026", "2025")) for row in ROWS)]
    found = found_in(text(rows))

    assert found["stops"] == [{"rule": "file.list_other_year", "params": {"file_year": 2025, "year": 2026}}]
    [finding] = added(text(rows)).findings
    assert told(finding.rule, finding.params).startswith(
        "De flesta slutdatum i filen ”a.csv” är från 2025, men"
    )


def test_a_title_of_another_year_stops_a_series_list_where_no_day_says_otherwise() -> None:
    title = ("Serielista 2025", *[""] * 7)

    assert stop_of(text([row[:7] for row in (title, *SERIES)])) == "file.list_other_year"
    assert dict(added(text([title, *SERIES])).figures) == COUNTED


def test_single_rows_outside_the_period_are_left_out_and_named() -> None:
    sums = added(text([*SERIES, (*ROWS[0][:7], "2025-12-30")]))
    finding = next(each for each in sums.findings if each.rule == "whole.list_period")

    assert finding.cells == ("H6",)
    assert sums.figures["KBT"] == COUNTED["KBT"]


def test_rows_outside_16_to_67_are_left_out_and_counted() -> None:
    rows = [
        (*HEAD, "16–67 år"),
        *((*row, answer) for row, answer in zip(ROWS, ("Ja", "N", 45, 71), strict=True)),
    ]
    found = found_in(workbook(rows))
    sums = added(workbook(rows))

    assert (found["rows"], found["outside_age"]) == (2, 2)
    assert sums.figures["KBT"] == 1
    assert sums.figures["IKBT"] == 0
    assert "complete.list_outside_age" in rules_of(sums)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Utanför 16–67", ("Ja", "Nej", "", "x")),
        ("Ålder vid behandlingens slut", ("15", "16", "67", "68")),
        ("Ålder (år)", ("under 16", "17 år", "34,5", "över 67")),
        ("16-67 år", ("utanför", "16–67 år", "inom", "nej")),
    ],
)
def test_ages_are_understood_as_people_write_them(heading: str, said: tuple[str, ...]) -> None:
    rows = [(*HEAD, heading), *((*row, age) for row, age in zip(ROWS, said, strict=True))]
    found = found_in(text(rows))

    assert (found["rows"], found["outside_age"], found["faulty"]) == (2, 2, 0)


def test_rows_without_an_end_date_are_asked_about() -> None:
    sums = added(text([HEAD, *((*row[:-1], "") for row in ROWS[:3]), ROWS[3]]))

    assert dict(sums.figures) == COUNTED
    assert [each.count for each in sums.findings if each.rule == "complete.list_blank_end"] == [3]


@pytest.mark.parametrize("heading", ["Kön (K = kvinna, M = man)", "Juridiskt kön", "Sex (F/M)"])
def test_what_a_heading_explains_in_brackets_does_not_hide_it(heading: str) -> None:
    assert added(text([(*HEAD[:4], heading, *HEAD[5:]), *ROWS])).figures["WOMEN"] == 2


def test_values_that_are_not_understood_are_grouped_by_value_with_their_rows() -> None:
    bad = [(*ROWS[0][:3], "Mindfulness", *ROWS[0][4:])] * 7
    finding = next(
        each for each in added(text([*SERIES, *bad])).findings if each.rule == "whole.list_unknown"
    )

    assert finding.count == 7
    assert finding.cells == ("D6", "D7", "D8", "D9", "D10")
    assert finding.params["text"] == "Mindfulness"


def test_mmr_without_its_level_is_asked_about() -> None:
    sums = added(text([*SERIES, (*ROWS[0][:3], "MMR", *ROWS[0][4:])]))

    assert "whole.list_level" in rules_of(sums)


def test_a_missing_column_leaves_its_figures_unsaid() -> None:
    rows = [(*row[:4], *row[5:]) for row in SERIES]
    figures = added(text(rows)).figures

    assert "WOMEN" not in figures
    assert figures["PRIVATE"] == 2


def test_forms_without_rows_are_counted_as_nought_and_told() -> None:
    finding = next(each for each in added(text(SERIES)).findings if each.rule == "complete.list_no_rows")

    assert "MMR1" in finding.lines
    assert "KBT" not in finding.lines


def test_200_001_rows_are_stopped_by_row_and_200_000_are_read() -> None:
    line = b"KBT;K;Privat;Ja;Nej\n"
    head = "Behandlingsform;Kön;Regi;Arbetsgivare;AF\n".encode()

    assert found_in(head + line * 199_999)["rows"] == 199_999
    found = found_in(head + line * 200_000)
    assert found["stops"] == [{"rule": "file.list_too_long", "params": {"row": 200_001, "limit": 200_000}}]


def test_what_was_taken_as_what_is_told() -> None:
    found = found_in(text(SERIES))

    assert [column["meaning"] for column in found["columns"]] == [
        "number", "provider", "type", "form", "sex", "employer", "employment_service", "end",
    ]  # fmt: skip
    assert ["i-KBT", "IKBT", 1] in found["values"]["form"]
    assert ["Kvinna", "WOMEN", 1] in found["values"]["sex"]


def test_other_sheets_with_something_on_them_are_named() -> None:
    from_two = found_in(_two_sheets())

    assert from_two["unread_sheets"] == ["Mer"]


def test_another_sheet_that_is_a_list_too_is_asked_about_and_not_passed_over() -> None:
    sums = added(_two_sheets())

    assert [each.weight for each in sums.findings if each.rule == "complete.list_unread_lists"] == [
        Weight.QUERY
    ]


def _two_sheets() -> bytes:
    return _sheets(("Lista", SERIES, False), ("Mer", SERIES, False))


def _sheets(*named: tuple[str, Sequence[Sequence[object]], bool]) -> bytes:
    """Sheets with a name, rows, and whether they are hidden."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows, hidden in named:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if hidden:
                sheet.hide()
            else:
                sheet.activate()
                sheet.set_first_sheet()
    return out.getvalue()


def test_the_list_that_people_see_is_counted_and_a_hidden_one_before_it_is_named() -> None:
    sums = added(_sheets(("Förra året", [HEAD, *ROWS * 9], True), ("I år", SERIES, False)))

    assert dict(sums.figures) == COUNTED
    told = next(each for each in sums.findings if each.rule == "complete.list_hidden_lists")
    assert (told.weight, told.params["sheet"], told.params["sheets"]) == (Weight.NOTE, "I år", "Förra året")
    assert "complete.list_unread_lists" not in rules_of(sums)


def test_a_list_on_a_hidden_sheet_is_asked_about_and_not_used_in_silence() -> None:
    sums = added(_sheets(("Läs mig", [("Listan finns i filen",)], False), ("Underlag", SERIES, True)))

    assert dict(sums.figures) == COUNTED
    told = next(each for each in sums.findings if each.rule == "complete.list_hidden")
    assert (told.weight, told.params["sheet"]) == (Weight.QUERY, "Underlag")
    assert "complete.list_hidden" not in rules_of(added(_two_sheets()))


def test_a_column_called_vardgivare_that_says_private_or_public_is_the_type() -> None:
    rows = [
        ("Form", "Vårdgivare", "Kön", "Arbetsgivare", "AF"),
        ("KBT", "Privat", "K", "Ja", "Nej"),
        ("KBT", "Offentlig", "M", "Nej", "Nej"),
        ("MMR 2", "Privat", "K", "Nej", "Ja"),
    ]
    sums = added(text(rows))

    assert (sums.figures["PRIVATE"], sums.figures["PUBLIC"]) == (2, 1)
    named = [
        (*row[:1], name, *row[2:]) for row, name in zip(rows[1:], ("Norr", "Privat", "Söder"), strict=True)
    ]
    assert [each.name for each in added(text([rows[0], *named])).providers] == ["Norr", "Privat", "Söder"]
