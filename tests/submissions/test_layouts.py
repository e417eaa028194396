"""Workbooks that are not ours but hold the figures are read by their labels, and nothing is guessed."""

from collections.abc import Callable
from datetime import date

import pytest

from agreement.answers import Answer, Answers, case_of
from agreement.case import Earlier, Fault
from agreement.lines import Section
from agreement.wording import message
from register.models import Region
from submissions.workbook import Reading, read, write_template
from submissions.workbook.blocks import Why
from tests.layouts import (
    LABELS,
    OTHERS,
    RECOGNISED,
    SHORT,
    book_of,
    figures_as_text,
    pairs,
    sheet_of,
    two_columns,
    two_sheets,
    with_totals,
    without_names,
)
from tests.layouts_beside import BESIDE, last_year_beside
from tests.layouts_refused import (
    a_neighbours_sheet,
    all_regions_but_ours,
    far_too_large,
    numbers_alone,
    numbers_before_labels_in_two_blocks,
    numbers_over_their_labels,
    only_last_year,
    only_last_year_in_its_title,
    only_last_year_in_the_corner,
    only_last_years_period,
    only_the_neighbours_code,
    only_the_neighbours_title,
    staff,
    the_same_table_side_by_side,
    two_halves_of_the_year,
    two_tables_without_a_year,
    two_unheaded_columns,
    units_without_a_sum,
    without_figures,
)
from tests.makers import BALANCED, a_region
from tests.work import calls
from tests.workbooks import a_workbook, an_other_workbook, filled, saved, some_terms

pytestmark = pytest.mark.django_db
TERMS = some_terms()


@pytest.fixture(autouse=True)
def _regions() -> None:
    for code in ("07", "08", "12"):
        a_region(code)
    for code, name in (
        ("01", "Stockholm"),
        ("03", "Uppsala"),
        ("04", "Sörmland"),
        ("23", "Jämtland Härjedalen"),
    ):
        other = {"04": "Södermanland", "23": "Jämtland"}.get(code, "")
        Region.objects.create(code=code, name=name, also_named=other)


def reading(data: bytes, region: str = "07") -> Reading:
    return read(data, "egen.xlsx", TERMS, Region.objects.get(pk=region))


def figures(found: Answers) -> dict[str, str]:
    return {code: found.line(code).value for code in BALANCED}


AS_TEXT = {code: str(value) for code, value in BALANCED.items()}


@pytest.mark.parametrize("layout", RECOGNISED | BESIDE)
def test_figures_are_found_by_their_labels(layout: str) -> None:
    found = reading((RECOGNISED | BESIDE)[layout]())

    assert found.answers is not None, found.findings
    assert figures(found.answers) == AS_TEXT
    assert found.layout == "labels"


def test_each_figure_keeps_its_label_its_sheet_and_its_cell() -> None:
    found = reading(two_sheets())
    assert found.answers is not None
    assert found.recognition is not None
    rows = {row.code: row for row in found.recognition.rows}

    assert (rows["KBT"].label, rows["KBT"].sheet, rows["KBT"].cell) == (LABELS["KBT"], "Behandlingar", "B1")
    assert (rows["MEN"].sheet, rows["MEN"].cell, rows["MEN"].value) == ("Övrigt", "B4", "88")
    entries = case_of(found.answers, TERMS, "07").entries
    assert (entries["KBT"].sheet, entries["KBT"].cell) == ("Behandlingar", "B1")
    assert (entries["MEN"].sheet, entries["MEN"].cell) == ("Övrigt", "B4")


def test_text_with_spaces_is_a_figure_as_in_our_own_workbook() -> None:
    found = reading(figures_as_text())
    assert found.answers is not None
    entries = case_of(found.answers, TERMS, "07").entries

    assert {code: entries[code].value for code in BALANCED} == OTHERS


@pytest.mark.parametrize(
    ("region", "name"),
    [("04", "Sörmland"), ("04", "Region Södermanland"), ("23", "Jämtland"), ("23", "Jämtland Härjedalen"),
     ("04", "Södermanlands län"), ("23", "Jämtlands läns landsting"), ("12", "REGION SKANE")],
)  # fmt: skip
def test_a_region_is_known_by_all_its_names(region: str, name: str) -> None:
    rows: list[list[object]] = [
        ["Region", *SHORT.values()],
        ["Uppsala", *OTHERS.values()],
        [name, *BALANCED.values()],
    ]
    found = reading(book_of([*rows, [name, *BALANCED.values()]]), region)

    assert found.answers is not None
    assert figures(found.answers) == AS_TEXT


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("ca 40", Fault.TEXT), (412.5, Fault.DECIMAL), (-3, Fault.NEGATIVE), (True, Fault.TRUTH),
     ("#N/A", Fault.ERROR_VALUE),
     ("=1+1", Fault.NO_RESULT), (date(2026, 5, 1), Fault.DATE)],
)  # fmt: skip
def test_a_faulty_cell_is_kept_and_found_by_the_same_rules(typed: object, fault: Fault) -> None:
    book, sheet = sheet_of(two_columns())
    sheet["B1"].value = typed
    found = reading(saved(book))
    assert found.answers is not None
    entry = case_of(found.answers, TERMS, "07").entries["KBT"]

    assert (entry.fault, entry.value, entry.cell) == (fault, None, "B1")
    assert {**figures(found.answers), "KBT": "203"} == AS_TEXT


def test_a_blank_figure_is_missing_and_never_nought() -> None:
    book, sheet = sheet_of(two_columns())
    sheet["B9"].value = None
    found = reading(saved(book))

    assert found.answers is not None
    assert found.answers.line("BMB").value == ""
    assert found.answers.line("BMB").cell == "B9"


def test_a_line_that_the_file_does_not_name_is_told() -> None:
    found = reading(book_of(pairs()[:-1]))

    assert found.recognition is not None
    assert found.recognition.missing == ("EMPLOYMENT_SERVICE",)
    words = message(found.findings[0].rule, found.findings[0].params)
    assert "16 av 17 uppgifter. Arbetsförmedlingen hittades inte." in words


def test_a_word_in_a_figures_place_is_a_mark() -> None:
    book, sheet = sheet_of(two_columns())
    sheet["B9"].value = "Ej insamlat"
    found = reading(saved(book))

    assert found.answers is not None
    assert (found.answers.line("BMB").value, found.answers.line("BMB").collected) == ("", "not_collected")


def test_marks_and_comments_come_along_from_a_template_without_names() -> None:
    data = filled(
        a_workbook(),
        BMB__COLLECTED="Delvis insamlat",
        BMB__COMMENT="Två kliniker saknas",
        PAIN__COMMENT="Se nedan",
    )
    found = reading(without_names(data))

    assert found.answers is not None
    assert found.answers.line("BMB").collected == "partly"
    assert found.answers.line("BMB").comment == "Två kliniker saknas"
    assert found.answers.section(Section.PAIN).comment == "Se nedan"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_template_without_names_keeps_its_earlier_figures_apart(lang: str) -> None:
    answers = Answers(lines={code: Answer(value) for code, value in AS_TEXT.items()}, first="2026-01-01")
    earlier = {code: Earlier(2025, value) for code, value in OTHERS.items()}
    data = write_template(TERMS, "07", "Kronoberg", answers=answers, earlier=earlier, lang=lang)
    found = reading(without_names(data))

    assert found.answers is not None
    assert figures(found.answers) == AS_TEXT
    assert found.answers.first == "2026-01-01"


def test_labels_with_figures_that_are_no_lines_are_named() -> None:
    rows = pairs()
    found = reading(book_of([*rows[:1], ["KBT i grupp", 12], *rows[1:], ["", 7]]))

    assert found.answers is not None
    assert figures(found.answers) == AS_TEXT
    assert found.recognition is not None
    named = [(each.why, each.label, each.cell, each.value) for each in found.recognition.unknown]
    assert named == [(Why.NO_LINE, "KBT i grupp", "B2", "12"), (Why.NO_LABEL, "", "B19", "7")]
    assert [finding.rule for finding in found.findings] == ["file.by_labels", "file.not_understood"]
    assert "KBT i grupp (B2)" in message(found.findings[1].rule, found.findings[1].params)


def test_totals_shares_and_other_columns_are_left_out_by_name() -> None:
    totals, beside = reading(with_totals()).recognition, reading(last_year_beside()).recognition
    assert totals is not None
    assert beside is not None

    assert [each.label for each in totals.left_out] == [
        "Summa psykisk ohälsa", "Summa långvarig smärta", "Totalt antal behandlingar",
    ]  # fmt: skip
    assert [(each.why, each.label, each.cell) for each in beside.left_out] == [
        (Why.OTHER_YEAR, "2025", "B2:B18")
    ]
    assert totals.unknown == beside.unknown == ()


@pytest.mark.parametrize(
    "layout",
    [
        two_unheaded_columns,
        two_tables_without_a_year,
        two_halves_of_the_year,
        the_same_table_side_by_side,
        units_without_a_sum,
    ],
)
def test_two_figures_for_a_line_are_named_and_neither_is_taken(layout: Callable[[], bytes]) -> None:
    found = reading(layout())

    assert found.answers is None
    assert [finding.rule for finding in found.findings] == ["file.ambiguous"]
    assert set(found.findings[0].lines) == set(BALANCED)
    assert found.findings[0].cells


def test_one_unclear_line_leaves_the_others_clear() -> None:
    found = reading(book_of([*pairs(), [], ["Kvinnor", 9]]))

    assert found.answers is not None
    assert figures(found.answers) == AS_TEXT | {"WOMEN": ""}
    assert found.recognition is not None
    assert found.recognition.unclear == ("WOMEN",)
    assert [each.cell for each in found.recognition.unknown] == ["B14", "B19"]


def test_another_figure_that_is_less_clearly_the_years_is_named() -> None:
    found = reading(book_of([["", "Antal 2026"], *pairs(), [], ["Kvinnor", 9]]))

    assert found.answers is not None
    assert figures(found.answers) == AS_TEXT
    assert found.recognition is not None
    assert [(each.why, each.cell) for each in found.recognition.unknown] == [(Why.ELSEWHERE, "B20")]


def test_other_under_no_heading_is_not_guessed() -> None:
    labels = SHORT | {"APB": "Annan behandling"}
    found = reading(book_of(pairs(labels)))

    assert found.recognition is not None
    assert found.recognition.missing == ("APB",)
    assert [(each.label, each.codes) for each in found.recognition.unknown] == [
        ("Annan behandling", ("APB", "ASB"))
    ]


@pytest.mark.parametrize(
    ("rule", "layout"),
    [
        ("file.other_year", only_last_year),
        ("file.other_year", only_last_year_in_its_title),
        ("file.other_year", only_last_years_period),
        ("file.other_year", only_last_year_in_the_corner),
        ("file.other_region", only_the_neighbours_title),
        ("file.other_region", a_neighbours_sheet),
        ("file.not_our_template", far_too_large),
        ("file.other_region", only_the_neighbours_code),
        ("file.other_region", all_regions_but_ours),
        ("file.not_our_template", staff),
        ("file.not_our_template", numbers_over_their_labels),
        ("file.ambiguous", numbers_before_labels_in_two_blocks),
        ("file.not_our_template", without_figures),
        ("file.not_our_template", numbers_alone),
        ("file.not_our_template", an_other_workbook),
    ],
)
def test_a_file_that_is_not_this_return_is_refused(rule: str, layout: Callable[[], bytes]) -> None:
    found = reading(layout())

    assert found.answers is None
    assert [finding.rule for finding in found.findings] == [rule]
    assert message(rule, found.findings[0].params)


@pytest.mark.parametrize(
    "rows",
    [
        [["Period", "2026-02-01 – 2026-11-30"]],
        [["Redovisning för perioden 2026-02-01--2026-11-30".replace("--", "–")]],
        [["Tidsperiod", date(2026, 2, 1), date(2026, 11, 30)]],
        [["Fr.o.m.", date(2026, 2, 1)], ["T.o.m.", date(2026, 11, 30)]],
        [["Fr.o.m.", "T.o.m."], ["2026-02-01", "2026-11-30"]],
        [["Första dag", "1 februari 2026", None, "Sista dag", "30 november 2026"]],
        [["Period: 1 februari 2026 till och med 30 november 2026"]],
    ],
)
def test_the_period_is_found(rows: list[list[object]]) -> None:
    found = reading(book_of([*rows, [], *pairs()])).answers

    assert found is not None
    period = case_of(found, TERMS, "07").period
    assert (period.first, period.last) == (date(2026, 2, 1), date(2026, 11, 30))
    assert figures(found) == AS_TEXT


def test_a_file_without_a_period_gets_the_years_own_proposed() -> None:
    found = reading(two_columns())

    assert found.answers is not None
    assert (found.answers.first, found.answers.last) == ("2026-01-01", "2026-12-31")
    assert found.recognition is not None
    assert found.recognition.period.first == ""


def with_providers(many: int) -> bytes:
    rows: list[list[object]] = [["Vårdcentral", *SHORT.values()]]
    rows += [[f"Vårdcentral {n}", *(n + k for k in range(17))] for n in range(many)]
    return book_of([*rows, ["Totalt", *BALANCED.values()]])


def test_the_work_on_a_sheet_of_20_000_cells_is_in_proportion() -> None:
    few, many = with_providers(300), with_providers(1_200)

    found = reading(many).answers
    assert found is not None
    assert figures(found) == AS_TEXT
    assert calls(lambda: reading(many)) <= 5 * calls(lambda: reading(few))
