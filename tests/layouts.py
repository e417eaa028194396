"""Workbooks of other shapes that hold a return's figures, each made as some region would send it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agreement.lines import LINE, SECTION_NAMES, Section
from tests.makers import BALANCED
from tests.workbooks import a_workbook, saved

Rows = Iterable[Sequence[Any]]
LABELS: dict[str, str] = {code: LINE[code].sv for code in BALANCED}
SHORT: dict[str, str] = {
    "KBT": "KBT", "IKBT": "i-KBT", "IPT": "IPT", "PDT": "PDT", "EMDR": "EMDR",
    "APB": "Annan psykologisk behandling",
    "MMR1": "MMR 1", "MMR2": "MMR 2", "BMB": "BMB", "AST": "AST", "ASB": "Annan smärtbehandling",
    "PRIVATE": "Privata vårdgivare", "PUBLIC": "Offentlig regi", "WOMEN": "Antal kvinnor", "MEN": "Antal män",
    "EMPLOYER": "Arbetsgivarkontakt", "EMPLOYMENT_SERVICE": "AF",
}  # fmt: skip
PSYCHOLOGICAL = ("KBT", "IKBT", "IPT", "PDT", "EMDR", "APB")
PAIN = ("MMR1", "MMR2", "BMB", "AST", "ASB")
REST = ("PRIVATE", "PUBLIC", "WOMEN", "MEN", "EMPLOYER", "EMPLOYMENT_SERVICE")
# Other figures than BALANCED's in every line, as a former year's or a neighbour's are.
OTHERS: dict[str, int] = {code: value + 1_000 for code, value in BALANCED.items()}
SUM = sum(BALANCED[code] for code in (*PSYCHOLOGICAL, *PAIN))


def book_of(*sheets: Rows, titles: Sequence[str] = ("Blad1", "Blad2", "Blad3")) -> bytes:
    """A workbook with the rows as its sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows, title in zip(sheets, titles, strict=False):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def sheet_of(data: bytes) -> tuple[Workbook, Worksheet]:
    """The workbook opened again, to be changed by hand."""
    book = load_workbook(BytesIO(data))
    return book, book.worksheets[0]


def pairs(labels: dict[str, str] = LABELS, figures: dict[str, int] = BALANCED) -> list[list[Any]]:
    """Label and figure, one line a row."""
    return [[label, figures[code]] for code, label in labels.items()]


def two_columns() -> bytes:
    """Labels in one column and numbers beside."""
    return book_of(pairs())


def short_labels() -> bytes:
    """Abbreviations and everyday words."""
    return book_of(pairs(SHORT))


def english() -> bytes:
    """English labels, as in an international unit's file."""
    return book_of([["Return 2026", None], *pairs({code: LINE[code].en for code in BALANCED})])


def template_without_names() -> bytes:
    """An earlier template: our sheet, and no defined names."""
    return without_names(a_workbook())


def without_names(data: bytes) -> bytes:
    """The workbook without its defined names."""
    book, _sheet = sheet_of(data)
    for name in list(book.defined_names):
        del book.defined_names[name]
    return saved(book)


def older_template() -> bytes:
    """A template of an older version, with all its names."""
    return a_workbook(TEMPLATE=0)


def template_without_its_year() -> bytes:
    """Our template where somebody wrote over the year."""
    return a_workbook(YEAR="i år")


def along_a_row() -> bytes:
    """Labels along a row with the numbers under."""
    return book_of([["Redovisning 2026"], [], list(LABELS.values()), list(BALANCED.values())])


def along_a_row_with_the_region_before() -> bytes:
    """As a register sends it: one row for the region."""
    return book_of([["Region", *SHORT.values()], ["Kronoberg", *BALANCED.values()]])


def another_order() -> bytes:
    """The lines backwards."""
    return book_of(list(reversed(pairs())))


def blank_rows() -> bytes:
    """Blank rows between the lines, and the table a bit down to the right."""
    rows: list[list[Any]] = [[], [], []]
    for pair in pairs():
        rows += [[None, None, *pair], [], []]
    return book_of(rows)


def with_totals() -> bytes:
    """A total under each part and at the end."""
    half = pairs()
    psychological = sum(BALANCED[code] for code in PSYCHOLOGICAL)
    return book_of(
        [
            *half[:6], ["Summa psykisk ohälsa", psychological],
            *half[6:11], ["Summa långvarig smärta", SUM - psychological], ["Totalt antal behandlingar", SUM],
            *half[11:],
        ]
    )  # fmt: skip


def with_headings() -> bytes:
    """Section names in rows of their own, merged over the table."""
    rows: list[list[Any]] = [["Behandling", "Antal"]]
    for section in Section:
        rows.append([SECTION_NAMES[section][0]])
        rows += [[LABELS[code], BALANCED[code]] for code in BALANCED if LINE[code].section is section]
    book, sheet = sheet_of(book_of(rows))
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 2).value is None:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    return saved(book)


def with_headings_at_the_side() -> bytes:
    """Section names merged down the first column, labels in the second."""
    rows: list[list[Any]] = []
    for section in Section:
        codes = [code for code in BALANCED if LINE[code].section is section]
        rows += [
            [SECTION_NAMES[section][0] if code == codes[0] else None, SHORT[code], BALANCED[code]]
            for code in codes
        ]
    book, sheet = sheet_of(book_of(rows))
    sheet.merge_cells("A1:A6")
    sheet.merge_cells("A7:A11")
    return saved(book)


def headings_over_columns() -> bytes:
    """Two rows of heads: the sections merged over their lines, the lines under."""
    heads: list[str | None] = ["Psykisk ohälsa", *[None] * 5, "Långvarig smärta", *[None] * 4]
    heads += ["Vårdgivare", None, "Kön", None, "Kontakter", None]
    book, sheet = sheet_of(book_of([heads, list(SHORT.values()), list(BALANCED.values())]))
    for area in ("A1:F1", "G1:K1", "L1:M1", "N1:O1", "P1:Q1"):
        sheet.merge_cells(area)
    return saved(book)


def other_under_its_heading() -> bytes:
    """Only the heading tells the two "Annan behandling" apart."""
    labels = SHORT | {"APB": "Annan behandling", "ASB": "Annan behandling"}
    made = pairs(labels)
    return book_of([["Psykisk ohälsa"], *made[:6], ["Långvarig smärta"], *made[6:11], *made[11:]])


def figures_as_text() -> bytes:
    """Numbers as text with spaces, hard spaces and all."""
    figures = {code: value + 1_000 for code, value in BALANCED.items()}
    spaces = (" ", "\u00a0", "\u202f")
    return book_of(
        [[LABELS[code], f"{figures[code]:,}".replace(",", spaces[n % 3])] for n, code in enumerate(figures)]
    )


def blocks_side_by_side() -> bytes:
    """Treatments to the left, everything else to the right."""
    left, right = pairs()[:11], pairs()[11:]
    return book_of([[*left[n], None, *(right[n] if n < len(right) else ())] for n in range(11)])


def cards() -> bytes:
    """Three labels in a row, their numbers under, and so on down the page."""
    codes = list(BALANCED)
    rows: list[list[Any]] = []
    for start in range(0, len(codes), 3):
        part = codes[start : start + 3]
        rows += [[SHORT[code] for code in part], [BALANCED[code] for code in part], []]
    return book_of(rows)


def numbers_before() -> bytes:
    """The numbers stand before their labels."""
    return book_of([[value, LABELS[code]] for code, value in BALANCED.items()])


def running_numbers() -> bytes:
    """A column of running numbers before the labels."""
    return book_of([[n, *pair] for n, pair in enumerate(pairs(), start=1)])


def both_ways() -> bytes:
    """The treatments down a column, the rest along a row under them."""
    rest = pairs(SHORT)[11:]
    return book_of([*pairs()[:11], [], [label for label, _ in rest], [value for _, value in rest]])


def by_sex() -> bytes:
    """Treatments down, women and men across, with totals both ways."""
    forms = (*PSYCHOLOGICAL, *PAIN)
    women = dict(zip(forms, (200, 1, 0, 0, 0, 9, 2, 8, 3, 13, 0), strict=True))
    rows: list[list[Any]] = [["Behandling", "Kvinnor", "Män", "Totalt"]]
    rows += [[LABELS[code], women[code], BALANCED[code] - women[code], BALANCED[code]] for code in forms]
    rows += [["Totalt", BALANCED["WOMEN"], BALANCED["MEN"], SUM], []]
    return book_of(
        [*rows, *([SHORT[code], None, None, BALANCED[code]] for code in REST if code not in ("WOMEN", "MEN"))]
    )


def with_notes() -> bytes:
    """Footnote numbers in a column beside some figures."""
    rows = [[*pair, None] for pair in pairs()]
    rows[3][2], rows[5][2] = 1, 2
    return book_of(rows)


def with_shares() -> bytes:
    """A share under each of the split lines."""
    return book_of([*pairs(), ["Andel kvinnor", 0.73], ["Andel privata vårdgivare (%)", 62]])


def levels_in_two_cells() -> bytes:
    """MMR merged over two rows, the levels in a column of their own."""
    rows = [[None, *pair] for pair in pairs()]
    rows[6] = ["MMR", "Nivå 1", BALANCED["MMR1"]]
    rows[7] = [None, "Nivå 2", BALANCED["MMR2"]]
    return book_of(rows)


def two_sheets() -> bytes:
    """Treatments on one sheet, the rest on another."""
    return book_of(pairs()[:11], pairs()[11:], titles=("Behandlingar", "Övrigt"))


def same_data_twice() -> bytes:
    """The same table on two sheets."""
    return book_of(pairs(), pairs(), titles=("Original", "Kopia"))


def with_a_hidden_draft() -> bytes:
    """A hidden sheet with figures that were never meant."""
    book, _sheet = sheet_of(book_of(pairs(), pairs(LABELS, OTHERS)))
    book.worksheets[1].sheet_state = "hidden"
    return saved(book)


def shouting() -> bytes:
    """Capitals, signs and no accents."""
    return book_of(
        [[f"{label.upper().replace('Ä', 'A').replace('Å', 'A')}:", value] for label, value in pairs(SHORT)]
    )


def with_period_cells() -> bytes:
    """The period's days as dates, each under its word."""
    return book_of([["Fr.o.m.", "T.o.m."], [date(2026, 1, 1), date(2026, 12, 31)], [], *pairs()])


def with_prose() -> bytes:
    """A letter over the table, with years and figures in it."""
    letter = "Hej! Här kommer våra siffror för 2026. Under 2025 hade vi 412 behandlingar."
    return book_of(
        [[letter], ["Uppdaterad 2027-02-03 av Kim"], [], ["", "Antal"], *pairs(), [], ["Mvh Kim", None]]
    )


# Every layout that holds BALANCED's figures.
RECOGNISED: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        two_columns, short_labels, english, template_without_names, older_template,
        template_without_its_year, along_a_row, along_a_row_with_the_region_before, another_order,
        blank_rows, with_totals, with_headings, with_headings_at_the_side, headings_over_columns,
        other_under_its_heading, blocks_side_by_side, cards, numbers_before, running_numbers, both_ways,
        by_sex, with_notes, with_shares, levels_in_two_cells, two_sheets, same_data_twice,
        with_a_hidden_draft, shouting, with_period_cells, with_prose,
    )
}  # fmt: skip
