"""Each number leads to what it was made from: version, lines, population, formula."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compilation.sources import NATION, Sources, sources_of
from compilation.tables import CODE, TABLES, YEAR, Table
from compilation.trace import Formula, Trace, grounds_of, is_traced, row_key, rows_of, traces_of
from register.models import User
from tests.makers import (
    BALANCED,
    People,
    a_signed_return,
    a_year,
    an_accepted_return,
    the_past,
    the_people,
)
from tests.payouts.changes import a_decided_difference, a_decided_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def page_of(user: User, *arguments: object) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = "cell" if len(arguments) == 4 else "row"
    return client.get(reverse(f"compilation:{name}", args=arguments)).content.decode()


@pytest.mark.parametrize(("employer", "then"), [(160, 585_000), (120, 465_000)])
def test_a_decided_change_is_in_the_payouts_with_its_own_diary_number(
    employer: int, then: int, people: People
) -> None:
    a_decided_run(people)
    assert sources_of(2026).payouts["07", "contacts"] == 558_000

    a_decided_difference(people, employer)

    assert sources_of(2026).payouts["07", "contacts"] == then
    assert grounds_of(2026).decided["07", "contacts"] == "FK2027/000001, FK2027/000002"
    shown = page_of(people.officer, 2026, "payouts_by_region", "07", "contacts")
    assert "FK2027/000001, FK2027/000002" in shown


def traced_tables(sources: Sources) -> list[Table]:
    return [make(sources) for name, make in TABLES.items() if is_traced(name)]


def from_operands(trace: Trace) -> object:
    """What the formula gives, worked out again from the operands alone."""
    values = [each.value for each in trace.operands]
    if trace.formula is Formula.IS:
        return values[0]
    first, second = values
    if first is None or not second:
        return None
    ways = {Formula.SHARE: (first, 100), Formula.CHANGE: (first - second, 100), Formula.RATE: (first, 1000)}
    over, per = ways[trace.formula]
    return Fraction(over * per, second)


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("year", [2018, 2020])
def test_every_number_of_every_table_follows_from_its_operands(year: int) -> None:
    sources, grounds = sources_of(year), grounds_of(year)
    traced = 0
    for table in traced_tables(sources):
        for row in table.rows:
            for trace in traces_of(table, row, sources, grounds):
                assert from_operands(trace) == trace.value, (table.id, row_key(row), trace.column.key)
                traced += 1
        numbers = [each for each in table.columns if each.unit not in (CODE, YEAR)]
        assert traced >= len(numbers) * len(table.rows)
    assert traced > 1_000


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("year", [2018, 2020])
def test_a_national_sum_is_the_sum_of_its_parts_or_names_its_source(year: int) -> None:
    sources, grounds = sources_of(year), grounds_of(year)
    for table in traced_tables(sources):
        for row in table.rows:
            operands = [o for t in traces_of(table, row, sources, grounds) for o in t.operands]
            for each in operands:
                known = [part.value for part in each.parts if part.value is not None]
                assert not known or sum(known) == each.value
                if each.region == NATION and each.value is not None:
                    assert known or each.source, (table.id, each.code, each.year)


@pytest.mark.usefixtures("past")
def test_no_two_rows_of_a_table_have_the_same_address() -> None:
    sources = sources_of(2020)
    for table in traced_tables(sources):
        keys = [row_key(row) for row in table.rows]
        assert len(set(keys)) == len(keys)


@pytest.mark.usefixtures("past")
def test_a_region_stands_for_its_row_of_every_year() -> None:
    found = rows_of(sources_of(2018), "kbt_ipt_over_time", "12")
    assert found is not None
    assert {row["region"] for row in found[1]} == {"12"}
    assert len(found[1]) > 2


def test_a_share_shows_its_formula_denominator_version_and_lines(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    html = page_of(people.officer, 2026, "contacts_by_region", "07", "share")

    contacts = BALANCED["EMPLOYER"] + BALANCED["EMPLOYMENT_SERVICE"]
    assert f"{contacts} ÷ 324 × 100 = 57,4\N{NO-BREAK SPACE}%" in html
    assert "<dt>Nämnare</dt><dd>Behandlingar totalt 2026</dd>" in html
    assert reverse("submissions:version", args=(2026, "07", 1)) in html
    assert "inte godkänd" not in html


def test_a_return_that_is_not_accepted_is_marked_where_its_number_is_used(people: People) -> None:
    a_signed_return(a_year(), "07", people.owner)
    assert "inte godkänd" in page_of(people.officer, 2026, "gender_by_region", "07", "MEN")


def test_the_analyst_sees_versions_but_no_link_to_returns(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    html = page_of(people.analyst, 2026, "contacts_by_region", "07", "EMPLOYER")

    assert "Version 1" in html
    assert "/version/1/" not in html


@pytest.mark.usefixtures("past")
def test_a_rate_names_the_population_its_date_and_its_source(people: People) -> None:
    html = page_of(people.analyst, 2018, "kbt_ipt_over_time", "12.2018", "per_1000")

    assert "Nämnare" in html, html[html.index("<h1") :]
    assert "Invånare 16–67 år, 1\N{NO-BREAK SPACE}november 2017" in html
    assert "× 1\N{NO-BREAK SPACE}000 =" in html


def test_a_number_that_is_missing_says_that_it_is_no_zero(people: People) -> None:
    a_year()
    html = page_of(people.officer, 2026, "contacts_by_region", "07", "share")

    assert "Uppgiften saknas. Det är inte noll." in html
    assert "<dt>Formel</dt>" not in html


def test_a_row_lists_its_numbers_with_a_link_each(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    html = page_of(people.officer, 2026, "contacts_by_region", "07")

    for column in ("EMPLOYER", "EMPLOYMENT_SERVICE", "CONTACTS", "TREATMENTS", "share"):
        assert reverse("compilation:cell", args=(2026, "contacts_by_region", "07", column)) in html


@pytest.mark.parametrize(
    "arguments",
    [
        (1999, "contacts_by_region", "07"),
        (2026, "no_such_table", "07"),
        (2026, "contacts_by_region", "99"),
        (2026, "contacts_by_region", "07", "region"),
        (2026, "contacts_by_region", "0", "share"),
    ],
)
def test_what_is_no_number_is_not_found(people: People, arguments: tuple[object, ...]) -> None:
    a_year()
    assert "Sidan finns inte" in page_of(people.officer, *arguments)


def test_a_trace_takes_as_many_questions_for_one_region_as_for_twenty_one(people: People) -> None:
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    client = Client()
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("compilation:cell", args=(2026, "contacts_by_region", NATION, "share"))
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    an_accepted_return(year, "08", people.owner, people.officer)
    the_past()
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(one) == len(many)
