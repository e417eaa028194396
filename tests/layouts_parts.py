"""Workbooks whose labels and figures are a return's, and whose headings say that they are something else."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.layouts import LABELS, OTHERS, PAIN, PSYCHOLOGICAL, SHORT, book_of, pairs, sheet_of
from tests.makers import BALANCED
from tests.workbooks import saved

FORMS = {code: LABELS[code] for code in (*PSYCHOLOGICAL, *PAIN)}
HALF = {code: value // 2 for code, value in BALANCED.items()}
REST = {code: value - HALF[code] for code, value in BALANCED.items()}

# Over a whole table, or as the name of its sheet, each of them says that it is not the year's return.
PARTS = (
    "Fjolårets siffror", "Förra året", "Föregående år", "Budget 2026", "Prognos 2026", "Mål 2026",
    "Kvartal 1 2026", "Kv 1 2026", "Q3 2026", "Tertial 2", "Första halvåret 2026", "December 2026",
    "Januari–juni 2026", "jan-aug", "16–24 år", "Kronor", "Andel i procent", "Antal besök", "Riket 2026",
    "Privata vårdgivare", "Kvinnor", "Tabell 2. Män",
)  # fmt: skip
# And these do not.
WHOLE = (
    "Redovisning helår 2026", "Januari–december 2026", "Kvartal 1–4 2026", "Uppföljning Q1–Q4 2026",
    "Antal behandlingar 2026, jämfört med föregående år", "Offentlig och privat vård, kvinnor och män",
    "Ersättning för kontakter 2026 – Region Kronoberg", "Underlag för rekvisition av medel 2026",
    "Statistik per kvartal finns i bilaga", "16–67 år", "Mål: en kvalitetssäker process",
    "Sammanställd av Kim i januari 2027", "Till: Försäkringskassan, Stockholm", "Samtliga vårdgivare",
)  # fmt: skip
# Over the only column of figures.
PART_HEADS = (
    "Besök", "Påbörjade behandlingar", "Pågående", "Avbrutna", "Remisser", "K", "Kvinnor", "16–24 år",
    "December 2026", "Kv 4 2026", "jan–jun", "Föregående år", "tkr", date(2025, 12, 31),
)  # fmt: skip


def under(title: str) -> bytes:
    """A table of the forms and contacts under a title."""
    return book_of([[title], ["Behandling", "Antal"], *pairs(LABELS, OTHERS)])


def on_a_sheet(title: str) -> bytes:
    """The same on a sheet of that name."""
    return book_of(pairs(LABELS, OTHERS), titles=(title.replace(":", ""),))


def in_a_column(head: object) -> bytes:
    """The only figures in a column with such a heading."""
    return book_of([["Behandling", head], *pairs(LABELS, OTHERS)])


def women_and_men_apart() -> bytes:
    """A table for women, one for men, and nobody added them up; some halves are alike."""
    return book_of(
        [["Kvinnor"], *pairs(FORMS, HALF), [], ["Män"], *pairs(FORMS, REST)],
    )


def providers_on_sheets_of_their_own() -> bytes:
    """A sheet for each kind of provider."""
    return book_of(pairs(FORMS, HALF), pairs(FORMS, REST), titles=("Privata vårdgivare", "Egen regi"))


def this_year_filled_in_beside_last_year() -> bytes:
    """Three figures of this year beside all of the last one's, without a heading."""
    early = ("KBT", "IKBT", "IPT")
    return book_of(
        [[label, BALANCED[code] if code in early else None, OTHERS[code]] for code, label in LABELS.items()]
    )


def last_year_below_in_words() -> bytes:
    """This year's table, and last year's under a caption in words."""
    return book_of([["I år"], *pairs(), [], ["Föregående år"], *pairs(LABELS, OTHERS)])


def last_year_on_a_sheet_in_words() -> bytes:
    """A sheet that is called last year's."""
    return book_of(pairs(LABELS, OTHERS), pairs(), titles=("Förra året", "Årets"))


def women_men_and_all_below_each_other() -> bytes:
    """Women, men and all, each under its caption; the rest under them."""
    rest = [[LABELS[code], BALANCED[code]] for code in BALANCED if code not in FORMS]
    return book_of(
        [
            *[["Kvinnor"], *pairs(FORMS, HALF), [], ["Män"], *pairs(FORMS, REST), []],
            *[["Totalt"], *pairs(FORMS), *rest],
        ]
    )


def units_and_their_sum_on_sheets() -> bytes:
    """A sheet for each unit, and one for all of them."""
    return book_of(pairs(LABELS, HALF), pairs(LABELS, REST), pairs(), titles=("Norr", "Söder", "Totalt"))


def sexes_as_letters() -> bytes:
    """K, M and T over the columns."""
    rows = [[FORMS[code], HALF[code], REST[code], BALANCED[code]] for code in FORMS]
    rest = [[LABELS[code], None, None, BALANCED[code]] for code in BALANCED if code not in FORMS]
    return book_of([["", "K", "M", "T"], *rows, *rest])


def begun_and_completed() -> bytes:
    """Treatments begun and treatments completed; a return counts those completed."""
    rows = [[label, OTHERS[code], BALANCED[code]] for code, label in LABELS.items()]
    return book_of([["", "Antal påbörjade", "Antal avslutade"], *rows])


def age_groups() -> bytes:
    """Children beside those of the return."""
    rows = [[label, OTHERS[code], BALANCED[code]] for code, label in LABELS.items()]
    return book_of([["", "0–15 år", "16–67 år"], *rows])


def years_by_their_last_day() -> bytes:
    """The last day of each year over its column."""
    rows: list[list[Any]] = [["", date(2025, 12, 31), date(2026, 12, 31)]]
    return book_of([*rows, *([label, OTHERS[code], BALANCED[code]] for code, label in LABELS.items())])


def shares_without_a_heading() -> bytes:
    """Shares as parts of one beside the figures."""
    return book_of([[label, BALANCED[code], (BALANCED[code] + 1) / 3_001] for code, label in LABELS.items()])


def subtotals_in_the_margin() -> bytes:
    """The sum of each part in a column of its own, beside its last line."""
    sums = {"APB": sum(BALANCED[code] for code in PSYCHOLOGICAL), "ASB": sum(BALANCED[code] for code in PAIN)}
    return book_of([[label, BALANCED[code], sums.get(code)] for code, label in LABELS.items()])


def units_and_footnotes_in_the_cells() -> bytes:
    """A unit or the mark of a footnote after each number, and after some labels."""
    marks = (" st", "*", " st.", "¹", " behandlingar", " 1)")
    return book_of(
        [
            [f"{label}²" if at % 3 else label, f"{BALANCED[code]}{marks[at % 6]}"]
            for at, (code, label) in enumerate(LABELS.items())
        ]
    )


def the_same_figures_as_text_and_number() -> bytes:
    """The table twice, once with numbers as text."""
    as_text: list[list[Any]] = [[label, f" {BALANCED[code]} "] for code, label in LABELS.items()]
    return book_of(pairs(), as_text)


def abbreviated() -> bytes:
    """Labels cut short with a full stop."""
    short = {
        "IKBT": "Int.-KBT", "APB": "Annan psyk.beh.", "MMR1": "MMR niv. 1", "MMR2": "MMR niv.2",
        "BMB": "Beteendemed. program", "AST": "Akt. spec. träning", "ASB": "Annan smärtbeh.",
        "PRIVATE": "Priv. vårdgivare", "PUBLIC": "Off. vårdgivare", "EMPLOYER": "Arb.givare",
        "EMPLOYMENT_SERVICE": "Arb.förm.",
    }  # fmt: skip
    return book_of(pairs(SHORT | short))


def numbered() -> bytes:
    """Labels with the numbers of a list before them."""
    marks = ("1.1 {}", "2 {}", "3) {}", "1.2. {}")
    return book_of(
        [[marks[at % 4].format(label), BALANCED[code]] for at, (code, label) in enumerate(LABELS.items())]
    )


def providers_and_sexes_across() -> bytes:
    """Women and men under private and public, and the sum; under each head the same figure all the way."""
    rows: list[list[Any]] = [
        ["", "Privat", None, "Offentlig", None, "Totalt"],
        ["", "Kvinnor", "Män", "Kvinnor", "Män", ""],
    ]
    rows += [[FORMS[code], 1, 2, 3, 4, BALANCED[code]] for code in FORMS]
    rows += [[LABELS[code], None, None, None, None, BALANCED[code]] for code in BALANCED if code not in FORMS]
    book, sheet = sheet_of(book_of(rows))
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")
    return saved(book)


# Every layout that holds BALANCED's figures.
AMONG_PARTS: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        last_year_below_in_words, last_year_on_a_sheet_in_words, women_men_and_all_below_each_other,
        units_and_their_sum_on_sheets, sexes_as_letters, begun_and_completed, age_groups,
        years_by_their_last_day, shares_without_a_heading, subtotals_in_the_margin,
        units_and_footnotes_in_the_cells, the_same_figures_as_text_and_number, abbreviated, numbered,
        providers_and_sexes_across,
    )
}  # fmt: skip
