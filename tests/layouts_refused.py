"""Workbooks with a return's words or figures in them, from which nothing may be taken."""

from typing import Any

from tests.layouts import LABELS, OTHERS, SHORT, book_of, pairs
from tests.makers import BALANCED


def two_unheaded_columns() -> bytes:
    """Two columns of figures and not a word over them."""
    return book_of([[label, BALANCED[code], OTHERS[code]] for code, label in LABELS.items()])


def two_tables_without_a_year() -> bytes:
    """The same table twice with other figures, and nothing that tells them apart."""
    return book_of([*pairs(), [], *pairs(LABELS, OTHERS)])


def only_last_year() -> bytes:
    """A whole table under the wrong year."""
    return book_of([["", "Antal 2025"], *pairs(LABELS, OTHERS)])


def only_last_year_in_its_title() -> bytes:
    """The year in the title alone."""
    return book_of([["Redovisning villkor 3, 2025"], [], *pairs(LABELS, OTHERS)])


def only_last_years_period() -> bytes:
    """No year but that of the period."""
    return book_of([["Period", "2025-01-01 – 2025-12-31"], [], *pairs(LABELS, OTHERS)])


def only_the_neighbours_title() -> bytes:
    """The neighbour's whole table."""
    return book_of([["Redovisning 2026, Region Kalmar län"], [], *pairs(LABELS, OTHERS)])


def only_the_neighbours_code() -> bytes:
    """The neighbour's county code at the top."""
    return book_of([["Länskod", "08"], [], *pairs(LABELS, OTHERS)])


def all_regions_but_ours() -> bytes:
    """All regions as rows, ours not among them, and a sum without a name."""
    rows: list[list[Any]] = [["Region", *SHORT.values()]]
    rows += [[name, *OTHERS.values()] for name in ("Stockholm", "Kalmar")]
    return book_of([*rows, [None, *(2 * value for value in OTHERS.values())]])


def staff() -> bytes:
    """A table of staff: women and men, private and public, and nothing of treatments."""
    return book_of([["Kvinnor", 12], ["Män", 13], ["Privat", 4], ["Offentlig", 21]])


def without_figures() -> bytes:
    """The labels alone."""
    return book_of([[label] for label in LABELS.values()])


def numbers_alone() -> bytes:
    """Figures in the right order and no labels."""
    return book_of([[value] for value in BALANCED.values()])


def two_halves_of_the_year() -> bytes:
    """Spring and autumn, and nobody added them up."""
    return book_of([["", "Vår", "Höst"], *([label, 1, BALANCED[code] - 1] for code, label in LABELS.items())])


def the_same_table_side_by_side() -> bytes:
    """Two tables beside each other, neither with a heading."""
    return book_of([[label, BALANCED[code], None, label, OTHERS[code]] for code, label in LABELS.items()])


def units_without_a_sum() -> bytes:
    """A row for each care unit."""
    return book_of([["Enhet", *SHORT.values()], ["Norr", *BALANCED.values()], ["Syd", *OTHERS.values()]])


def only_last_year_in_the_corner() -> bytes:
    """The year far to the right over the table."""
    return book_of([[None, None, None, None, "Verksamhetsår 2025"], *pairs(LABELS, OTHERS)])


def a_neighbours_sheet() -> bytes:
    """The sheet alone tells whose figures they are."""
    return book_of(pairs(LABELS, OTHERS), titles=("Kalmar",))


def far_too_large() -> bytes:
    """A sheet of more cells than a return has, where half of it would mislead."""
    return book_of([*pairs(), *([n] * 20 for n in range(3_100))])


def numbers_over_their_labels() -> bytes:
    """Cards with the number over its label; read downwards, every label would get the next one's."""
    codes = list(BALANCED)
    rows: list[list[Any]] = []
    for start in range(0, len(codes), 3):
        part = codes[start : start + 3]
        rows += [[BALANCED[code] for code in part], [SHORT[code] for code in part]]
    return book_of(rows)


def numbers_before_labels_in_two_blocks() -> bytes:
    """Number, label, number, label: what stands between two labels could be either's."""
    codes = list(BALANCED)
    return book_of(
        [
            [BALANCED[one], SHORT[one], OTHERS[two], SHORT[two]]
            for one, two in zip(codes[:8], codes[8:16], strict=True)
        ]
    )
