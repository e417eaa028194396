"""Workbooks with a return's figures and others beside them: years, regions, parts and amounts."""

from collections.abc import Callable
from typing import Any

from tests.layouts import LABELS, OTHERS, SHORT, SUM, book_of, pairs, sheet_of
from tests.makers import BALANCED
from tests.workbooks import saved


def last_year_beside() -> bytes:
    """Last year's figures in a column of their own, before this year's."""
    return book_of(
        [
            ["Behandling", 2025, 2026],
            *([label, OTHERS[code], BALANCED[code]] for code, label in LABELS.items()),
        ]
    )


def last_year_beside_in_words() -> bytes:
    """The years in words, this year's first."""
    heads = ["", "Utfall 2026", "Utfall 2025", "Förändring 2025–2026", "Förändring i procent"]
    return book_of(
        [heads, *([label, BALANCED[code], OTHERS[code], -1_000, "−50 %"] for code, label in LABELS.items())]
    )


def last_year_under_merged_heads() -> bytes:
    """Each year merged over a number and a share."""
    rows: list[list[Any]] = [["", 2025, None, 2026, None], ["", "Antal", "Andel", "Antal", "Andel"]]
    rows += [[label, OTHERS[code], 0.25, BALANCED[code], 0.125] for code, label in LABELS.items()]
    book, sheet = sheet_of(book_of(rows))
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")
    return saved(book)


def last_year_below() -> bytes:
    """Last year's table under this year's, each with its heading."""
    return book_of([["År 2026"], *pairs(), [], ["År 2025"], *pairs(LABELS, OTHERS)])


def last_year_on_another_sheet() -> bytes:
    """A sheet for each year."""
    return book_of(pairs(LABELS, OTHERS), pairs(), titles=("2025", "2026"))


def last_year_in_another_row() -> bytes:
    """A row for each year."""
    return book_of([["År", *SHORT.values()], [2025, *OTHERS.values()], [2026, *BALANCED.values()]])


def neighbour_beside() -> bytes:
    """Another region's column beside our own."""
    return book_of(
        [
            ["", "Kalmar", "Kronoberg"],
            *([label, OTHERS[code], BALANCED[code]] for code, label in LABELS.items()),
        ]
    )


def all_regions() -> bytes:
    """All regions as rows, a sum at the end."""
    rows: list[list[Any]] = [["Antal behandlingar 2026"], ["Region", *SHORT.values()]]
    for n, name in enumerate(("Stockholm", "Uppsala", "Kronoberg", "Kalmar", "Skåne")):
        figures = BALANCED if name == "Kronoberg" else {code: value + n for code, value in OTHERS.items()}
        rows.append([name, *figures.values()])
    return book_of([*rows, ["Riket", *(value * 9 for value in OTHERS.values())]])


def all_regions_with_codes_and_population() -> bytes:
    """All regions as rows, with county code and population before the figures."""
    rows: list[list[Any]] = [["Länskod", "Region", "Befolkning", *SHORT.values(), "Totalt"]]
    rows += [["08", "Kalmar län", 246_000, *OTHERS.values(), 9_999]]
    rows += [["07", "Region Kronoberg", 203_000, *BALANCED.values(), SUM]]
    return book_of([*rows, [None, "Hela landet", 10_000_000, *(v * 9 for v in OTHERS.values()), 99_999]])


def all_regions_as_columns() -> bytes:
    """All regions as columns."""
    heads = ["Rad", "Stockholm", "Kronoberg", "Kalmar", "Riket"]
    return book_of(
        [heads, *([label, OTHERS[code], BALANCED[code], 7, 99_999] for code, label in LABELS.items())]
    )


def years_stacked() -> bytes:
    """Two tables under each other, the year alone over each, without a blank row."""
    return book_of([["2025"], *pairs(LABELS, OTHERS), ["2026"], *pairs()])


def years_and_regions_across() -> bytes:
    """A year merged over two regions, twice."""
    heads: list[list[Any]] = [
        ["", 2025, None, 2026, None],
        ["", "Kronoberg", "Kalmar", "Kronoberg", "Kalmar"],
    ]
    rows = [[label, OTHERS[code], 1, BALANCED[code], 2] for code, label in LABELS.items()]
    book, sheet = sheet_of(book_of([*heads, *rows]))
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")
    return saved(book)


def years_and_regions_down() -> bytes:
    """A row for each region and year."""
    heads = ["Region", "År", *SHORT.values()]
    return book_of(
        [
            heads,
            ["Kronoberg", 2025, *OTHERS.values()],
            ["Kronoberg", 2026, *BALANCED.values()],
            ["Kalmar", 2026, *OTHERS.values()],
        ]
    )


def half_years_with_a_sum() -> bytes:
    """Two halves and the whole."""
    rows = [[label, 1, BALANCED[code] - 1, BALANCED[code]] for code, label in LABELS.items()]
    return book_of([["", "H1", "H2", "Helår"], *rows])


def with_kronor() -> bytes:
    """The compensation beside the number."""
    return book_of(
        [["", "Antal", "Kronor"], *([label, BALANCED[code], 3_000] for code, label in LABELS.items())]
    )


def with_parts() -> bytes:
    """Parts of a line under it, which are not lines."""
    rows: list[list[Any]] = []
    for pair in pairs():
        rows += [pair, ["varav i grupp", 1]]
    return book_of(rows)


def units_with_a_sum() -> bytes:
    """A row for each care unit, and their sum."""
    return book_of(
        [["Enhet", *SHORT.values()], ["Norr", *[1] * 17], ["Syd", *[2] * 17], ["Summa", *BALANCED.values()]]
    )


def patients_beside() -> bytes:
    """Patients and treatments, each in a column; the return counts treatments."""
    rows = [[label, OTHERS[code], BALANCED[code]] for code, label in LABELS.items()]
    return book_of([["", "Antal patienter", "Antal behandlingar"], *rows])


# Every layout that holds BALANCED's figures, and others that must not be taken for them.
BESIDE: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        last_year_beside,
        last_year_beside_in_words,
        last_year_under_merged_heads,
        last_year_below,
        last_year_on_another_sheet,
        last_year_in_another_row,
        neighbour_beside,
        all_regions,
        all_regions_with_codes_and_population,
        all_regions_as_columns,
        years_stacked,
        years_and_regions_across,
        years_and_regions_down,
        half_years_with_a_sum,
        with_kronor,
        with_parts,
        units_with_a_sum,
        patients_beside,
    )
}
