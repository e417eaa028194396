"""The compilation's pages: a preview that says what is not accepted, its files, and print beside it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from register.models import User
from tests.makers import (
    People,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def page_of(user: User, name: str, *arguments: object) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(f"compilation:{name}", args=arguments)).content.decode()


@pytest.mark.usefixtures("past")
def test_the_analyst_reads_every_table_with_caption_and_swedish_numbers(people: People) -> None:
    html = page_of(people.analyst, "year", 2020)

    assert html.count("<caption") == 14
    assert html.count("<figure") == html.count('alt="') >= 8
    assert len(html.encode()) < 600_000
    assert "86\N{NO-BREAK SPACE}094" in html
    assert "65,6" in html
    assert "Uppgift saknas från Gotland. Summan gäller de andra regionerna." in html
    assert "Kända avvikelser" in html


def test_a_return_that_is_not_accepted_is_marked_and_one_that_is_accepted_is_not(people: People) -> None:
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    a_signed_return(year, "08", people.owner)
    html = page_of(people.analyst, "year", 2026)

    assert "1 redovisning är inlämnad men inte godkänd." in html
    assert 'Kalmar</a> <span class="p-aside">inte godkänd</span>' in html
    assert 'Kronoberg</a> <span class="p-aside">' not in html


def test_a_year_without_returns_says_so_and_shows_dashes(people: People) -> None:
    a_return(a_year(), "07")
    html = page_of(people.officer, "year", 2026)

    assert "Ingen region har lämnat in någon redovisning" in html
    assert '<span class="p-none">–' in html


def test_the_files_hold_accepted_returns_alone(people: People) -> None:
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    a_signed_return(year, "08", people.owner)
    client = Client()
    client.force_login(people.analyst, backend="django.contrib.auth.backends.ModelBackend")
    content = b"".join(client.get(reverse("compilation:download", args=(2026, "csv"))))

    rows = ZipFile(BytesIO(content)).read("gender_by_region.csv").decode().splitlines()
    told = {row.partition(",")[0]: row for row in rows}
    assert told["08"] == "08,,,,,"
    assert told["07"] != "07,,,,,"


@pytest.mark.parametrize(
    ("form", "name"), [("json", "2026-compilation.json"), ("xlsx", "2026-compilation.xlsx")]
)
def test_a_file_is_named_for_its_year(people: People, form: str, name: str) -> None:
    a_year()
    client = Client()
    client.force_login(people.auditor, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("compilation:download", args=(2026, form)))

    assert f"2026-compilation.{form}" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "arguments"), [("year", (1999,)), ("beside", (1999,)), ("download", (2026, "exe"))]
)
def test_what_is_not_there_is_not_found(people: People, name: str, arguments: tuple[object, ...]) -> None:
    a_year()
    assert "Sidan finns inte" in page_of(people.officer, name, *arguments)


@pytest.mark.usefixtures("past")
def test_the_printed_report_stands_beside_with_the_reason_of_each_difference(people: People) -> None:
    html = page_of(people.auditor, "beside", 2018)

    assert "Alla skillnader har ett skäl." in html
    assert "Inget skäl." not in html
    assert "Det som saknas är inte 0." in html
    assert "127" in html, "the printed total of coordinators is not the sum of its column"


def test_a_year_without_a_printed_report_says_so(people: People) -> None:
    a_year()
    assert "Ingen tryckt rapport finns för 2026." in page_of(people.officer, "beside", 2026)
