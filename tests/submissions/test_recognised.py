"""What was recognised is shown cell by cell, and enters no draft before somebody has seen it."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from agreement.findings import Verdict
from agreement.lines import FIGURES, LINE
from register.models import Region
from submissions.checking import check
from submissions.intake import File, save, upload
from submissions.recognised import Recognised, recognised, recognised_in
from submissions.workbook import read
from tests.layouts import LABELS, book_of, pairs, sheet_of, two_columns, with_totals
from tests.makers import a_region, a_return, a_year, some_answers, the_people
from tests.workbooks import a_workbook, saved, some_terms

pytestmark = pytest.mark.django_db
TERMS = some_terms()
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def _regions() -> None:
    a_year(2026)
    a_region("07")
    a_region("08")


def shown(data: bytes, lang: str = "sv") -> Recognised:
    found = read(data, "egen.xlsx", TERMS, Region.objects.get(pk="07")).recognition
    assert found is not None
    return recognised(found, TERMS, lang)


def page(data: bytes, lang: str = "sv") -> str:
    with override(lang):
        words = render_to_string("submissions/_recognised.html", {"recognised": shown(data, lang)})
    return " ".join(words.split())


def test_every_line_is_shown_with_its_label_its_cell_and_its_value() -> None:
    found = shown(two_columns())
    rows = {row.code: row for row in found.rows}

    assert [row.code for row in found.rows] == list(FIGURES)
    assert (rows["KBT"].line, rows["KBT"].label) == (LINE["KBT"].sv, LABELS["KBT"])
    assert (rows["KBT"].sheet, rows["KBT"].cell, rows["KBT"].value) == ("Blad1", "B1", "203")
    assert (found.found, found.asked) == (17, 17)
    assert "Blad1, B1" in page(two_columns())


def test_a_figure_is_written_as_the_reader_writes_it() -> None:
    book, sheet = sheet_of(two_columns())
    sheet["B1"].value, sheet["B2"].value = "1 234", "ca 40"
    rows = {row.code: row for row in shown(saved(book)).rows}

    assert (rows["KBT"].value, rows["KBT"].is_count) == (f"1{NBSP}234", True)
    assert (rows["IKBT"].value, rows["IKBT"].is_count) == ("ca 40", False)
    assert "inte ett antal" in page(saved(book))


def test_a_line_that_was_not_found_and_an_empty_cell_are_two_things() -> None:
    book, sheet = sheet_of(book_of(pairs()[:-1]))
    sheet["B9"].value = None
    words = page(saved(book))

    assert words.count("tom cell") == 1
    # The line that may be left out is not asked after.
    assert words.count("hittades inte") == 1
    assert "vi känner igen 15 av 17 uppgifter" in words


def test_what_was_not_understood_is_named_with_its_place_and_why() -> None:
    rows = pairs()
    found = shown(book_of([*rows[:1], ["KBT i grupp", 12], *rows[1:], [], ["Kvinnor", 9]]))

    unclear = "Kan vara kvinnor, men det framgår inte vilken siffra som gäller"
    assert {(each.label, each.cell, each.why) for each in found.unknown} == {
        ("Kvinnor", "B15", unclear),
        ("Kvinnor", "B20", unclear),
        ("KBT i grupp", "B2", "Rubriken motsvarar ingen rad"),
    }


def test_what_does_not_belong_is_told_apart_from_what_was_not_understood() -> None:
    words = page(with_totals())

    assert "Det här hör inte till redovisningen (3)" in words
    assert "Det här kunde vi inte tolka" not in words


def test_a_period_that_the_file_does_not_state_is_said_to_be_the_years() -> None:
    assert "årets period, den står inte i filen" in page(two_columns())
    assert "Blad1, A1" in page(book_of([["Period 2026-01-01–2026-12-31"], *pairs()]))


def test_a_label_from_the_file_is_never_taken_for_markup() -> None:
    words = page(book_of([*pairs(), ["<script>alert(1)</script>", 3]]))

    assert "&lt;script&gt;" in words
    assert "<script>" not in words


def test_figures_found_by_labels_do_not_enter_the_draft_unseen() -> None:
    people, the_return = the_people(), a_return(a_year(2026), "07")
    delivery = upload(the_return, File("egen.xlsx", two_columns()), people.owner, the_return.revision)
    check(delivery.pk)
    delivery.refresh_from_db()
    the_return.refresh_from_db()

    assert delivery.verdict == Verdict.UNREADABLE
    assert delivery.answers is None
    assert the_return.draft is None


def test_a_kept_file_is_recognised_again_from_its_original() -> None:
    people, the_return = the_people(), a_return(a_year(2026), "07")
    strange = upload(the_return, File("egen.xlsx", two_columns()), people.owner, the_return.revision)
    ours = upload(the_return, File("mall.xlsx", a_workbook()), people.owner, the_return.revision)
    form = save(a_return(a_year(2026), "08"), some_answers(), people.owner, 0)

    found = recognised_in(strange, "sv")
    assert found is not None
    assert (found.found, found.rows[0].cell) == (17, "B1")
    assert recognised_in(ours, "sv") is None
    assert recognised_in(form, "sv") is None
