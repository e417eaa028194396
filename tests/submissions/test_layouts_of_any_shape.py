"""Whatever the order, the words and the direction: the same figures, or none."""

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from submissions.workbook import Recognition
from submissions.workbook.cells import Cell, text_of
from submissions.workbook.grid import Grid
from submissions.workbook.headings import Asked
from submissions.workbook.heads import Regions
from submissions.workbook.layouts import recognise
from tests.makers import BALANCED
from tests.workbooks import some_terms

TERMS = some_terms()
# Each way in which people write a line's name.
VARIANTS: dict[str, tuple[str, ...]] = {
    "KBT": (
        "KBT",
        "kbt",
        "Kognitiv beteendeterapi",
        "KBT (kognitiv beteendeterapi)",
        "Antal KBT-behandlingar",
    ),
    "IKBT": ("IKBT", "i-KBT", "iKBT", "Internet-KBT", "Internetbaserad KBT", "KBT via internet"),
    "IPT": ("IPT", "Interpersonell psykoterapi", "Interpersonell terapi (IPT)"),
    "PDT": ("PDT", "Psykodynamisk terapi", "Psykodynamisk korttidsterapi", "PDT, korttid"),
    "EMDR": ("EMDR", "emdr-behandling", "EMDR."),
    "APB": ("APB", "Annan psykologisk behandling", "Övriga psykologiska behandlingar"),
    "MMR1": ("MMR 1", "MMR1", "MMR nivå 1", "MMR-1", "Multimodal rehabilitering (nivå 1)", "MMR nivå I"),
    "MMR2": ("MMR 2", "MMR2", "MMR nivå 2", "Multimodal rehab. nivå 2", "MMR niva II"),
    "BMB": ("BMB", "Beteendemedicinskt behandlingsprogram", "Beteendemedicinska program"),
    "AST": ("AST", "Aktiv, specifik träning", "Aktiv specifik träning och sjukgymnastiskt ledd träning"),
    "ASB": ("ASB", "Annan smärtbehandling", "Övrig smärtbehandling"),
    "PRIVATE": ("Privat", "Privata vårdgivare", "Privat regi", "Antal privata utförare"),
    "PUBLIC": ("Offentlig", "Offentlig regi", "Offentliga vårdgivare", "Egen regi"),
    "WOMEN": ("Kvinnor", "KVINNOR", "Antal kvinnor", "Kvinnliga patienter", "kvinna"),
    "MEN": ("Män", "MAN", "Antal män", "Manliga patienter"),
    "EMPLOYER": ("Arbetsgivare", "Arbetsgivarkontakt", "Kontakt med arbetsgivare", "Med arbetsgivare"),
    "EMPLOYMENT_SERVICE": ("AF", "Arbetsförmedlingen", "Kontakter med Arbetsförmedlingen", "AF-kontakt"),
}
DIRECTIONS = ("right", "left", "under")


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], list[list[object]]]:
    """A return's figures, and a table of them in some order, direction, place and wording."""
    given_figures = {code: draw(st.integers(0, 4_000)) for code in BALANCED}
    cells: list[list[object]] = []
    for code in draw(st.permutations(list(BALANCED))):
        label = draw(st.sampled_from(VARIANTS[code]))
        cells.append([label, given_figures[code]])
        cells.extend([None, None] for _ in range(draw(st.integers(0, 2))))
    direction = draw(st.sampled_from(DIRECTIONS))
    if direction == "left":
        cells = [pair[::-1] for pair in cells]
    rows = [list(row) for row in zip(*cells, strict=True)] if direction == "under" else cells
    before = draw(st.integers(0, 3))
    blank: list[object] = [None] * before
    return given_figures, [*(blank for _ in range(draw(st.integers(0, 3)))), *(blank + row for row in rows)]


@settings(max_examples=150, deadline=None)
@given(tables())
def test_any_order_wording_place_and_direction_give_the_same_figures(
    made: tuple[dict[str, int], list[list[object]]],
) -> None:
    expected, rows = made
    grid = grid_of(rows)
    found = recognise([grid], TERMS, Asked(2026, Regions("07", {"07": ("Kronoberg",)})))

    assert isinstance(found, Recognition)
    assert {row.code: row.value for row in found.rows} == {
        code: str(value) for code, value in expected.items()
    }


TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [*(each for some in VARIANTS.values() for each in some), "Totalt", "2025", "2026", "Kalmar", "%"]
    ),
)
VALUES = st.one_of(st.none(), TEXTS, st.integers(-5, 99_999), st.floats(), st.booleans(), st.dates())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=8), max_size=12))
def test_no_sheet_makes_the_recognition_fall_or_say_what_is_not_there(rows: list[list[object]]) -> None:
    grid = grid_of(rows)
    found = recognise([grid], TERMS, Asked(2026, Regions("07", {"07": ("Kronoberg",), "08": ("Kalmar",)})))

    if isinstance(found, Recognition):
        places = {cell.address: cell for cell in grid.cells.values()}
        for row in found.rows:
            assert row.value == "" or text_of(places[row.cell].value) == row.value


def grid_of(rows: list[list[object]]) -> Grid:
    return Grid(
        "Blad1",
        {
            (row, column): Cell(value, "n", f"{get_column_letter(column)}{row}")
            for row, values in enumerate(rows, start=1)
            for column, value in enumerate(values, start=1)
            if value not in (None, "")
        },
    )


OWN_HEADS = (
    "2026",
    2026,
    "År 2026",
    "Utfall 2026",
    "Antal 2026",
    "2026-01-01 – 2026-12-31",
    "Kronoberg 2026",
)
OTHER_HEADS = (
    "2025", 2025, "År 2025", "Antal 2024", "Utfall 2023", "Kalmar 2026", "Kalmar", "Riket",
    "Förändring 2025–2026",
    "Andel", "Andel 2026 (%)", "Kronor", "Föregående år", "Kommentar", "Jan–mar 2025",
)  # fmt: skip


@st.composite
def tables_with_others_beside(draw: st.DrawFn) -> tuple[dict[str, int], list[list[object]]]:
    """A return's figures in one column of several, each with its heading."""
    expected = {code: draw(st.integers(0, 4_000)) for code in BALANCED}
    others = draw(st.lists(st.sampled_from(OTHER_HEADS), min_size=1, max_size=4))
    # Beside a named neighbour, a column without a name would be anybody's.
    own = (
        "Kronoberg 2026"
        if any("Kalmar" in str(head) for head in others)
        else draw(st.sampled_from(OWN_HEADS))
    )
    place = draw(st.integers(0, len(others)))
    rows: list[list[object]] = [[draw(st.sampled_from(("", "Rad", "Behandling"))), *others]]
    rows[0].insert(place + 1, own)
    for code in draw(st.permutations(list(BALANCED))):
        values: list[object] = [draw(st.integers(0, 4_000)) for _ in others]
        values.insert(place, expected[code])
        rows.append([draw(st.sampled_from(VARIANTS[code])), *values])
    return expected, rows


@settings(max_examples=200, deadline=None)
@given(tables_with_others_beside(), st.booleans())
def test_only_the_years_and_the_regions_own_column_or_row_is_taken(
    made: tuple[dict[str, int], list[list[object]]], is_turned: bool
) -> None:
    expected, rows = made
    rows = [list(row) for row in zip(*rows, strict=True)] if is_turned else rows
    found = recognise([grid_of(rows)], TERMS, Asked(2026, Regions("07", NAMES)))

    assert isinstance(found, Recognition)
    assert {row.code: row.value for row in found.rows} == {
        code: str(value) for code, value in expected.items()
    }


@settings(max_examples=100, deadline=None)
@given(tables_with_others_beside(), st.booleans())
def test_without_headings_only_what_all_columns_agree_on_is_taken(
    made: tuple[dict[str, int], list[list[object]]], is_turned: bool
) -> None:
    _expected, (_heads, *rows) = made
    said = {str(row[0]): {str(value) for value in row[1:]} for row in rows}
    rows = [list(row) for row in zip(*rows, strict=True)] if is_turned else rows
    found = recognise([grid_of(rows)], TERMS, Asked(2026, Regions("07", NAMES)))

    if isinstance(found, Recognition):
        assert all(said[row.label] == {row.value} for row in found.rows if row.value)


NAMES = {"07": ("Kronoberg",), "08": ("Kalmar",)}
