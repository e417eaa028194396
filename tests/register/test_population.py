"""The population from Statistics Sweden's exports: added up, with gaps and doubles refused in words."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audit.models import Entry
from register.counting import Counted, store_population
from register.importing import load_master_data
from register.models import Population, Region
from register.pxweb import NotCounted

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 1)
WORKING = (16, 67)
Row = tuple[str, str, str, list[str]]
Spoil = Callable[[list[Row]], list[Row]]


@pytest.fixture(autouse=True)
def _regions() -> None:
    load_master_data()


def codes() -> list[str]:
    return list(Region.objects.order_by("code").values_list("code", flat=True))


def some_rows(low: int = 15, high: int = 68) -> list[Row]:
    """Two men and three women of each age in every region, in two years; 2021 has ten times as many."""
    return [
        (f"{code} Län", f"{age} år", sex, [count, f"{count}0"])
        for code in codes()
        for age in range(low, high + 1)
        for sex, count in (("män", "2"), ("kvinnor", "3"))
    ]


def a_csv(rows: list[Row], mark: str = ",", encoding: str = "utf-8", title: str = "") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, quoting=csv.QUOTE_ALL)
    writer.writerow(["region", "ålder", "kön", "Folkmängd 2020", "Folkmängd 2021"])
    writer.writerows([region, age, sex, *values] for region, age, sex, values in rows)
    return (title + out.getvalue()).encode(encoding)


def a_json_stat(sparse: bool = False) -> bytes:
    ages = [str(age) for age in range(16, 68)]
    size = [len(codes()), len(ages), 2, 1, 1]
    values = [20, 30] * (size[0] * size[1])
    dimension = {
        "Region": {"category": {"index": {code: at for at, code in enumerate(codes())}}},
        "Alder": {"category": {"index": ages}},
        "Kon": {"category": {"index": {"1": 0, "2": 1}, "label": {"1": "män", "2": "kvinnor"}}},
        "ContentsCode": {"category": {"index": {"BE0101A9": 0}}},
        "Tid": {"category": {"index": {"2021": 0}}},
    }
    said = {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängden den 1 november efter region, ålder, kön och år",
        "id": list(dimension),
        "size": size,
        "dimension": dimension,
        "value": {str(at): value for at, value in enumerate(values)} if sparse else values,
    }
    return json.dumps(said).encode()


def stored() -> dict[str, int]:
    rows = Population.objects.filter(date=DAY, age_from=16, age_to=67, quality="official")
    return dict(rows.values_list("region", "count"))


@pytest.mark.parametrize(
    ("mark", "encoding", "title"),
    [
        (",", "utf-8", ""),
        (";", "cp1252", ""),
        ("\t", "utf-8-sig", ""),
        (";", "cp1252", '"Folkmängden den 1 november"\n\n'),
    ],
)
def test_the_ages_and_sexes_of_the_year_are_added_up(mark: str, encoding: str, title: str) -> None:
    found = store_population("be0101.csv", a_csv(some_rows(), mark, encoding, title), DAY, WORKING)

    assert stored() == dict.fromkeys(codes(), 52 * 50)
    assert found == Counted(new=21, replaced=0, unchanged=0, total=21 * 52 * 50, day=DAY)
    row = Population.objects.filter(date=DAY)[0]
    assert (row.source, row.quality) == ("SCB, be0101.csv", "official")
    assert "sha256" in row.basis


@pytest.mark.parametrize("sparse", [False, True])
def test_json_stat_says_the_same(sparse: bool) -> None:
    store_population("be0101.json", a_json_stat(sparse), DAY, WORKING)

    assert stored() == dict.fromkeys(codes(), 52 * 50)


def test_groups_of_ages_and_the_oldest_are_understood() -> None:
    rows: list[Row] = [
        (f"{code} Län", age, "totalt", ["", "7"])
        for code in codes()
        for age in ("0-15 år", "16-67 år", "68-99 år", "100+ år")
    ]

    assert store_population("a.csv", a_csv(rows), DAY).total == 21 * 28
    assert store_population("a.csv", a_csv(rows), DAY, WORKING).total == 21 * 7


def test_a_total_of_all_ages_is_taken_where_there_are_no_ages() -> None:
    rows: list[Row] = [(f"{code} Län", "totalt ålder", "totalt", ["", "9"]) for code in codes()]

    assert store_population("a.csv", a_csv(rows), DAY).total == 21 * 9
    with pytest.raises(NotCounted, match="Åldern 16 saknas för region 01"):
        store_population("a.csv", a_csv(rows), DAY, WORKING)


def test_municipalities_and_the_nation_are_not_counted_twice() -> None:
    rows = some_rows()
    rows += [("0114 Upplands Väsby", "16 år", "män", ["1", "1"])]
    rows += [("00 Riket", f"{age} år", "män", ["", "420"]) for age in range(16, 68)]
    rows += [("00 Riket", f"{age} år", "kvinnor", ["", "630"]) for age in range(16, 68)]

    assert store_population("a.csv", a_csv(rows), DAY, WORKING).total == 21 * 52 * 50


def _without_a_region(rows: list[Row]) -> list[Row]:
    return [row for row in rows if not row[0].startswith("12")]


def _without_an_age(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row[1] != "40 år"]


def _twice(rows: list[Row]) -> list[Row]:
    return [*rows, (*rows[20][:3], ["8", "80"])]


def _without_women(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row[2] != "kvinnor"]


def _with_dots(rows: list[Row]) -> list[Row]:
    return [*rows[:20], (*rows[20][:3], ["..", ".."]), *rows[21:]]


def _with_an_odd_nation(rows: list[Row]) -> list[Row]:
    return [*rows, *(("00 Riket", f"{age} år", "totalt", ["", "1"]) for age in range(16, 68))]


def _with_an_unknown_region(rows: list[Row]) -> list[Row]:
    return [*rows, ("99 Okänt", "16 år", "män", ["1", "1"])]


def _with_a_straddling_group(rows: list[Row]) -> list[Row]:
    kept = [row for row in rows if row[1] not in ("66 år", "67 år", "68 år")]
    return [(row[0], "65-69 år", *row[2:]) if row[1] == "65 år" else row for row in kept]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_without_a_region, "Regioner saknas i filen: 12"),
        (_without_an_age, "Åldern 40 saknas för region 01"),
        (_twice, "mer än en rad för åldern 25"),
        (_without_women, "Ett av könen saknas för region 01"),
        (_with_dots, "”..” för region 01 är inget antal"),
        (_with_an_odd_nation, "Summan stämmer inte för Riket"),
        (_with_an_unknown_region, "Okända regioner i filen: 99"),
        (_with_a_straddling_group, "Åldern 65 saknas"),
    ],
)  # fmt: skip
def test_a_gap_or_a_double_is_refused_and_leaves_no_trace(spoil: Spoil, words: str) -> None:
    before = Entry.objects.count(), Population.objects.count()
    with pytest.raises(NotCounted, match=words):
        store_population("a.csv", a_csv(spoil(some_rows())), DAY, WORKING)
    assert (Entry.objects.count(), Population.objects.count()) == before


def test_a_file_of_another_day_or_year_is_refused() -> None:
    said = a_csv(some_rows(), title='"Folkmängden den 31 december"\n')
    with pytest.raises(NotCounted, match="31 december"):
        store_population("a.csv", said, DAY, WORKING)
    with pytest.raises(NotCounted, match="Den har: 2020, 2021"):
        store_population("a.csv", a_csv(some_rows()), date(2019, 11, 1), WORKING)


def a_list(time: str, name: str, *, sex: tuple[str, ...] = ("1", "2"), ages: tuple[str, ...] = ()) -> bytes:
    """A file of one line a number, with the codes of the statistics instead of their words."""
    rows = [
        f'"{code}","{age}","{each}","{time}",10'
        for code in codes()
        for age in ages or tuple(str(age) for age in range(16, 68))
        for each in sex
    ]
    return "\n".join(['"Region","Alder","Kon","Tid","' + name + '"', *rows]).encode()


@pytest.mark.parametrize(
    ("time", "title", "day"),
    [
        ("2021", "", "2021-12-31"),
        ("2021", '"Folkmängden den 1 november 2021"\n', "2021-11-01"),
        ("2021M11", "", "2021-11-01"),
        ("2021-11-01", "", "2021-11-01"),
    ],
)
def test_a_file_of_one_day_says_its_day_itself(tmp_path: Path, time: str, title: str, day: str) -> None:
    path, out = tmp_path / "be0101.csv", io.StringIO()
    path.write_bytes(title.encode() + a_list(time, "BE0101N1"))
    call_command("import_population", str(path), "--ages", "16-67", stdout=out)

    assert f"den {day}" in out.getvalue()
    found = Population.objects.filter(date=date.fromisoformat(day), age_from=16, age_to=67)
    assert {row.count for row in found if row.quality == "official"} == {52 * 20}


def test_a_file_of_several_days_must_be_told_which(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(a_csv(some_rows()))
    with pytest.raises(CommandError, match=r"Ange den med --date\. Filen har: 2020, 2021") as refused:
        call_command("import_population", str(path), "--ages", "16-67")
    assert refused.value.returncode == 1


def test_a_total_of_the_sexes_beside_them_is_not_counted_twice() -> None:
    said = a_list("2021", "Folkmängd", sex=("1+2",), ages=("tot",))
    assert store_population("a.csv", said).total == 21 * 10


def test_whole_numbers_written_with_a_point_are_whole_numbers() -> None:
    said = json.loads(a_json_stat())
    said["value"] = [float(value) for value in said["value"]]
    store_population("a.json", json.dumps(said).encode(), DAY, WORKING)

    assert stored() == dict.fromkeys(codes(), 52 * 50)


LONG = b'region;"\xe5lder";k\xf6n;2021\n01;"' + b"9" * 200_000
WIDE = json.dumps(
    {
        "id": list("abcdefgh"),
        "dimension": {name: {"category": {"index": list(range(100))}} for name in "abcdefgh"},
        "value": [],
    }
).encode()
DEEP = b'{"id": ' + b"[" * 100_000
ODD = b'{"id": ["a"], "dimension": {"a": {"category": []}}, "value": 1}'


@pytest.mark.parametrize(
    "content",
    [b"", b"hej", b"{}", b'{"id": 3}', b"\x00\xff", ODD, LONG, WIDE, DEEP, b"region;alder\n01;16;3"],
)
def test_what_is_no_export_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotCounted):
        store_population("a.csv", content, DAY, WORKING)


def test_storing_twice_is_storing_once() -> None:
    store_population("a.csv", a_csv(some_rows()), DAY, WORKING)
    entries = Entry.objects.count()

    assert store_population("b.csv", a_csv(some_rows()), DAY, WORKING) == Counted(0, 0, 21, 21 * 52 * 50, DAY)
    assert Entry.objects.count() == entries


def test_an_official_figure_is_not_changed_and_a_recovered_one_is_replaced_with_its_trace() -> None:
    Population.objects.create(
        region_id="01", date=DAY, age_from=16, age_to=67, count=5, quality="recovered", source="x"
    )
    assert store_population("a.csv", a_csv(some_rows()), DAY, WORKING).replaced == 1
    assert "ersatte 5 (recovered)" in Population.objects.get(region="01", date=DAY).basis

    Population.objects.filter(region="01", date=DAY).update(count=6)
    with pytest.raises(NotCounted, match="redan en officiell folkmängd för dagen: 6"):
        store_population("a.csv", a_csv(some_rows()), DAY, WORKING)


def test_the_command_tells_what_it_stored(tmp_path: Path) -> None:
    path, out = tmp_path / "be0101.csv", io.StringIO()
    path.write_bytes(a_csv(some_rows()))
    call_command("import_population", str(path), "--date", "2021-11-01", "--ages", "16-67", stdout=out)

    assert "Nya regioner: 21" in out.getvalue()
    assert len(stored()) == 21


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--date", "i går"], 2),
        (["--date", "2021-11-01", "--ages", "67-16"], 2),
        (["--date", "2021-11-01"], 1),
    ],
)
def test_wrong_use_and_a_file_with_gaps_have_their_codes(
    tmp_path: Path, arguments: list[str], code: int
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(a_csv(some_rows()))
    with pytest.raises(CommandError) as refused:
        call_command("import_population", str(path), *arguments)
    assert refused.value.returncode == code


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kan inte läsas") as refused:
        call_command("import_population", str(tmp_path / "a.csv"), "--date", "2021-11-01")
    assert refused.value.returncode == 2
