"""Provider lists: one row per care provider, or one small workbook each; what looks like a slip is named."""

from io import BytesIO

import openpyxl
import pytest

from agreement.findings import Weight
from agreement.terms import Terms
from agreement.wording import told
from submissions.listed import proposals
from submissions.lists.names import alike, missing
from submissions.lists.providers import ReadFile
from submissions.lists.together import add_up
from tests.layouts import RECOGNISED
from tests.layouts_beside import BESIDE
from tests.lists import PROVIDERS, SERIES, added, found_in, rules_of, small_workbook, text, workbook

HEAD, *ROWS = PROVIDERS


@pytest.mark.parametrize("write", [text, workbook])
def test_the_sum_of_each_line_is_given_beside_the_providers(write: object) -> None:
    sums = added(write(PROVIDERS))  # type: ignore[operator]

    assert sums.layout == "providers"
    assert dict(sums.figures) == {
        "KBT": 19, "IPT": 3, "MMR1": 7, "WOMEN": 17, "MEN": 12, "EMPLOYER": 6, "EMPLOYMENT_SERVICE": 1,
        "PRIVATE": 20, "PUBLIC": 9,
    }  # fmt: skip
    assert [(each.name, each.figures["KBT"]) for each in sums.providers] == [("Norr", 12), ("Söder", 7)]
    assert rules_of(sums) == set()


def test_many_small_workbooks_are_one_list() -> None:
    sums = added(
        small_workbook("Norr", "Privat", KBT=12, IPT=3, Kvinnor=9, Män=6),
        small_workbook("Söder", "Offentlig", KBT=7, Kvinnor=5, Män=2),
    )

    assert [(each.name, each.type) for each in sums.providers] == [("Norr", "PRIVATE"), ("Söder", "PUBLIC")]
    assert (sums.figures["KBT"], sums.figures["PRIVATE"], sums.figures["PUBLIC"]) == (19, 15, 7)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("1 234", 1234), ("1.234", 1234), ("12,0", 12), (12.0, 12), ("", None), ("-", None)],
)
def test_counts_are_read_as_people_write_them(typed: object, expected: int | None) -> None:
    found = found_in(workbook([HEAD, ("Norr", "Privat", typed, *ROWS[0][3:])]))

    assert found["provider_rows"][0]["counts"].get("KBT") == expected
    assert found["faulty"] == 0


@pytest.mark.parametrize("typed", [12.5, "12,5", "ca 40", -3, True, "2026-01-01"])
def test_what_is_no_whole_count_is_named_by_column_and_row(typed: object) -> None:
    sums = added(workbook([*PROVIDERS, ("Väst", "Privat", typed, *[""] * 6)]))
    finding = next(each for each in sums.findings if each.rule == "whole.list_count")

    assert finding.cells == ("C4",)
    assert sums.figures["KBT"] == 19


def test_an_error_value_is_named_and_not_counted_as_empty() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(PROVIDERS)))
    sheet = book.active
    assert sheet is not None
    sheet["C2"] = "#REF!"
    sheet["D3"] = "=1+1"
    out = BytesIO()
    book.save(out)
    sums = added(out.getvalue())

    assert {cell for each in sums.findings if each.rule == "whole.list_unread" for cell in each.cells} == {
        "C2",
        "D3",
    }


def test_a_row_whose_sections_disagree_is_told_as_a_slip() -> None:
    rows = [HEAD, ("Norr", "Privat", 12, 3, 5, 11, 90, 4, 1)]
    finding = next(each for each in added(text(rows)).findings if each.rule == "balance.list_row")

    assert finding.params["provider"] == "Norr"
    assert finding.params["sides"] == [["forms", 20], ["sex", 101]]


def test_more_contacts_than_treatments_in_a_row_is_told() -> None:
    assert "limits.list_row" in rules_of(added(text([HEAD, ("Norr", "Privat", 12, 3, 5, 11, 9, 44, 1)])))


@pytest.mark.parametrize(
    ("row", "rule", "words"),
    [
        (("Norr", "Privat", 2026, 3, 5, 11, 9, 4, 1), "whole.list_year", "På rad 2 har Norr 2026 för KBT"),
        (("Norr", "Privat", 12, 3, 5, 11, 9, 14, 9), "limits.list_together", "23 kontakter tillsammans"),
        (
            ("Norr", "Privat", 1200, 0, 0, 800, 400, 0, 0),
            "silence.list_no_contacts",
            "Norr 1\u00a0200 behandlingar och inga kontakter",
        ),
        (("Norr", "Privat", 100, 0, 0, 60, 40, 95, 1), "silence.list_only_contacts", "96 av 100"),
    ],
)
def test_a_row_is_asked_what_a_return_with_its_figures_would_be_asked(
    row: tuple[object, ...], rule: str, words: str
) -> None:
    [finding] = [each for each in added(text([HEAD, row, ROWS[1]])).findings]

    assert (finding.rule, finding.weight) == (rule, Weight.QUERY)
    assert words in told(finding.rule, finding.params)


@pytest.mark.parametrize(
    "row",
    [
        ("Norr", "Privat", 120, 0, 0, 80, 40, 0, 0),  # few enough to have none by chance
        ("Norr", "Privat", 1200, 0, 0, 800, 400, "", ""),  # not collected
        ("Norr", "Privat", 12, "", "", 8, 4, 12, 0),
    ],
)
def test_a_small_row_and_an_uncollected_one_are_not_asked_about_contacts(row: tuple[object, ...]) -> None:
    assert rules_of(added(text([HEAD, row, ROWS[1]]))) == set()


def test_where_no_provider_has_contacts_the_sums_are_asked_and_not_each_row() -> None:
    rows = [(name, "Privat", 1200, 0, 0, 800, 400 + at, 0, 0) for at, name in enumerate(("Norr", "Syd"))]

    assert "silence.list_no_contacts" not in rules_of(added(text([HEAD, *rows])))


def test_the_years_own_limits_hold_for_a_row_too() -> None:
    row = ("Norr", "Privat", 1200, 0, 0, 800, 400, 0, 0)
    data = text([HEAD, row, ROWS[1]])
    read = [ReadFile("a.csv", "1", found_in(data))]

    sums = add_up(read, year=2026, terms=Terms(2026, thresholds={"silent_treatments": 401}))

    assert rules_of(sums) == set()


def test_a_total_row_is_not_counted_and_is_compared_with_the_rows() -> None:
    right = added(text([*PROVIDERS, ("Summa", "", 19, 3, 7, 17, 12, 6, 1)]))
    wrong = added(text([*PROVIDERS, ("Summa", "", 29, 3, 7, 17, 12, 6, 1)]))

    assert right.figures == wrong.figures
    assert rules_of(right) == set()
    assert rules_of(wrong) == {"balance.list_total"}


@pytest.mark.parametrize("name", ["", "Alla vårdgivare", "Region Jönköpings län totalt"])
def test_a_total_row_in_other_words_or_without_any_is_not_counted(name: str) -> None:
    sums = added(text([*PROVIDERS, (name, "", 19, 3, 7, 17, 12, 6, 1)]))

    assert sums.figures["KBT"] == 19
    assert [provider.name for provider in sums.providers] == ["Norr", "Söder"]


def test_a_row_that_is_the_sum_of_the_others_under_a_name_is_asked_about() -> None:
    sums = added(text([*PROVIDERS, ("Länet", "Offentlig", 19, 3, 7, 17, 12, 6, 1)]))

    assert "copies.list_sum_row" in rules_of(sums)
    assert "copies.list_sum_row" not in rules_of(added(text(PROVIDERS)))


def test_a_hyphen_makes_no_other_provider() -> None:
    assert alike(["Rehab-kliniken, Lund", "Rehabkliniken Lund"]) == [
        ("Rehab-kliniken, Lund", "Rehabkliniken Lund")
    ]


def test_a_line_that_nobody_counted_is_absent_and_not_nought() -> None:
    sums = added(text([HEAD, ("Norr", "Privat", 12, "", "", 7, 5, "", "")]))

    assert "IPT" not in sums.figures
    assert "EMPLOYER" not in sums.figures


def test_one_provider_under_three_spellings_is_proposed_and_counted_apart() -> None:
    names = ("Björkens vårdcentral", "VC Björken", "Vårdcentralen Björken")
    sums = added(text([HEAD, *((name, *ROWS[0][1:]) for name in names)]))

    assert [each.name for each in sums.providers] == sorted(names)
    finding = next(each for each in sums.findings if each.rule == "copies.list_spellings")
    assert finding.params["providers"] == sorted(names)


def test_the_name_of_the_most_treatments_is_proposed_first() -> None:
    few, many = [1 if str(value).isdigit() else value for value in ROWS[0][1:]], ROWS[0][1:]
    sums = added(text([HEAD, ("Vårdcentralen Björken", *many), ("VC Björken", *few)]))

    assert proposals(sums) == [("Vårdcentralen Björken", "VC Björken")]


def test_confirmed_spellings_are_counted_as_one() -> None:
    names = ("VC Björken", "Vårdcentralen Björken")
    merges = {"VC Björken": "Vårdcentralen Björken"}
    sums = added(text([HEAD, *((name, *ROWS[0][1:]) for name in names)]), merges=merges)

    assert [(each.name, each.figures["KBT"]) for each in sums.providers] == [("Vårdcentralen Björken", 24)]
    assert sums.figures["KBT"] == 24


UNNAMED = (text([HEAD, ("", *ROWS[0][1:])]), text([SERIES[0], (1, "", *SERIES[1][2:])]))


@pytest.mark.parametrize("unnamed", UNNAMED, ids=["providers", "series"])
def test_a_provider_without_a_name_goes_by_its_files_and_is_merged_by_it(unnamed: bytes) -> None:
    assert [each.name for each in added(unnamed).providers] == ["a.csv"]
    assert [each.name for each in added(unnamed, merges={"a.csv": "Norr"}).providers] == ["Norr"]


def test_the_first_type_that_is_said_of_a_provider_counts() -> None:
    names = (("Norr", ""), ("VC Norr", "Privat"), ("N", "Offentlig"))
    rows = [HEAD, *((name, kind, *ROWS[0][2:]) for name, kind in names)]
    [provider] = added(text(rows), merges={"VC Norr": "Norr", "N": "Norr"}).providers

    assert (provider.name, provider.type) == ("Norr", "PRIVATE")


def test_a_type_that_only_a_later_file_says_counts_in_a_series_list_too() -> None:
    untyped = text([[cell for at, cell in enumerate(row) if at != 2] for row in SERIES[:2]])
    [provider] = added(untyped, text(SERIES[:3])).providers

    assert provider.type == "PRIVATE"


def test_a_number_in_a_name_tells_providers_apart() -> None:
    assert alike(["Vårdcentralen Norr 1", "Vårdcentralen Norr 2"]) == []
    assert alike(["Rehab Lund", "Rehab Lnud"]) == [("Rehab Lnud", "Rehab Lund")]


def test_who_has_not_sent_since_last_time_is_told_whatever_the_spelling() -> None:
    assert missing(["VC Björken"], ["Vårdcentralen Björken", "Söder"]) == ["Söder"]


def test_the_same_provider_twice_is_asked_about() -> None:
    assert "copies.list_same_provider" in rules_of(added(text([HEAD, ROWS[0], ROWS[0]])))


def test_two_providers_with_the_same_figures_are_asked_about() -> None:
    rows = [HEAD, ROWS[0], ("Väst", *ROWS[0][1:]), ("Öst", "Privat", 1, 0, 0, 1, 0, 0, 0)]
    [finding] = added(text(rows)).findings

    assert finding.rule == "copies.list_same_counts"
    assert {finding.params["provider"], finding.params["other"]} == {"Norr", "Väst"}
    read = [ReadFile("a.csv", "1", found_in(text(rows)))]
    for limit in ({"list_same_lines": 8}, {"list_same_smallest": 21}):
        assert add_up(read, year=2026, terms=Terms(2026, thresholds=limit)).findings == ()


def titled(*above: object, sheet: str = "Lista") -> bytes:
    """The provider list with a title row, and its sheet under a name."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in ([above] if above else []) + list(PROVIDERS):
        page.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (titled("Vårdgivarlista 2025"), "Vårdgivarlista 2025"),
        (titled("År", 2025), "2025"),
        (titled("Period 2025-01-01 – 2025-12-31"), "Period 2025-01-01 – 2025-12-31"),
        (titled(sheet="Vårdgivarlista 2025"), "Vårdgivarlista 2025"),
        (titled("2024 och 2025"), "2024 och 2025"),
        (text([("Vårdgivarlista 2025", *[""] * 8), *PROVIDERS]), "Vårdgivarlista 2025"),
    ],
)
def test_a_provider_list_that_calls_itself_another_years_is_stopped(data: bytes, title: str) -> None:
    [finding] = added(data).findings

    assert finding.rule == "file.list_other_year"
    assert finding.params["title"] == title
    assert f"står ”{title}”, men ni redovisar 2026" in told(finding.rule, finding.params)


def test_the_small_workbook_of_another_year_is_stopped() -> None:
    before = small_workbook("Norr", "Privat", Terms(2025), KBT=12)

    assert found_in(before)["stops"][0]["params"] == {
        "file_year": 2025, "year": 2026, "title": "Vårdgivare 2025",
    }  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        titled("Vårdgivarlista 2026, jämfört med 2025"),
        titled("2025 och 2026"),
        titled("Vårdgivarlista", sheet="2026"),
        titled("Uttag 2027-01-15"),
        titled("Region Kronoberg, januari 2027"),
        titled("Mall version 2024"),
        titled("Avser avslutade behandlingar", sheet="Export 20270115"),
    ],
)
def test_a_year_that_a_list_only_mentions_does_not_stop_it(data: bytes) -> None:
    assert found_in(data)["layout"] == "providers"


def test_a_provider_with_a_year_in_its_name_is_not_of_another_year() -> None:
    assert found_in(small_workbook("Rehab 2025 AB", "Privat", KBT=12))["layout"] == "providers"


def test_a_comment_about_a_provider_is_no_personal_data() -> None:
    rows = [(*HEAD, "Kommentar"), *((*row, "Startade i mars, sju behandlare från hösten") for row in ROWS)]

    assert added(text(rows)).layout == "providers"


def test_lists_of_two_kinds_are_not_added_up() -> None:
    series = "Vårdgivare;Behandlingsform;Kön\nNorr;KBT;K\n".encode()

    assert rules_of(added(text(PROVIDERS), series)) == {"file.list_mixed"}


NOT_LISTS = {**RECOGNISED, **BESIDE}


@pytest.mark.parametrize("name", sorted(set(NOT_LISTS) - {"units_with_a_sum"}))
def test_a_regions_own_workbook_of_another_shape_is_no_list(name: str) -> None:
    assert found_in(NOT_LISTS[name]())["layout"] is None


def test_units_below_each_other_are_a_provider_list() -> None:
    sums = added(BESIDE["units_with_a_sum"]())

    assert sums.layout == "providers"
    assert len(sums.providers) > 1
