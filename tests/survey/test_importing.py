"""The survey of 2018 as printed: every answer, and the forms of "not stated" apart."""

import csv
from pathlib import Path

import pytest
from django.urls import reverse

from agreement.moves import Role
from agreement.replies import Part
from audit.models import Entry
from compilation.sources import sources_of
from compilation.tables import Row, coordinators, kbt_ipt_compensation, mmr_compensation, mmr_suppliers
from survey.importing import load_printed_survey
from survey.models import Answer, Query, Response, Survey
from tests.makers import a_person, signed_in

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(autouse=True)
def _always(past: None) -> None:
    """Every test here reads the years as printed."""


def printed(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def parts(region: str, key: str) -> list[Part]:
    return Answer.objects.get(response__region=region, item__question__key=key).said()


def text(value: object) -> str:
    return "" if value is None else str(value)


def test_2018_has_21_submitted_responses_and_nobody_wrote_them() -> None:
    survey = Survey.objects.get(year=2018)

    assert (survey.status, survey.is_printed) == (Survey.Status.PUBLISHED, True)
    assert survey.responses.filter(status=Response.Status.SUBMITTED, submitted_by=None).count() == 21


@pytest.mark.parametrize(
    ("region", "key", "form", "number"),
    [
        ("08", "mmr_suppliers", "offered_not_known", None),
        ("23", "mmr_suppliers", "offered_not_known", None),
        ("04", "mmr_compensation", "not_stated", None),
        ("19", "mmr_compensation", "no_special", None),
        ("14", "kbt_ipt_compensation", "no_special", None),
        ("22", "kbt_ipt_compensation", "not_stated", None),
        ("12", "kbt_ipt_compensation", "given", 98_900_000),
    ],
)
def test_what_was_not_stated_keeps_its_form(region: str, key: str, form: str, number: int | None) -> None:
    said = parts(region, key)[0]

    assert (said.form, said.number) == (form, number)
    assert said.as_printed


def test_what_is_carried_out_externally_keeps_its_number_and_an_empty_cell_stays_empty() -> None:
    external = parts("23", "mmr_suppliers")[1]
    blank = parts("13", "mmr_compensation")[1]

    assert (external.form, external.number) == ("external", 1)
    assert (blank.form, blank.number, blank.as_printed) == ("blank", None, "")


def rows(made: tuple[Row, ...], *keys: str) -> list[tuple[str, ...]]:
    return sorted(tuple(text(row[key]) for key in keys) for row in made)


def test_the_four_tables_are_the_printed_ones() -> None:
    sources = sources_of(2018)
    columns: tuple[str, ...] = ("region_code", "mmr_level", "suppliers", "answer_printed")
    told = [tuple(row[key] for key in columns) for row in printed("skl2018_table10_mmr_suppliers.csv")]
    assert rows(mmr_suppliers(sources).rows, "region", "level", "suppliers", "answer") == sorted(told)

    columns = ("region_code", "mmr_level", "component", "amount_sek", "basis", "answer_printed")
    told = [tuple(row[key] for key in columns) for row in printed("skl2018_table11_mmr_compensation.csv")]
    keys: tuple[str, ...] = ("region", "level", "component", "amount", "basis", "answer")
    assert rows(mmr_compensation(sources).rows, *keys) == sorted(told)

    told = [
        tuple(row[key] for key in columns if key != "mmr_level")
        for row in printed("skl2018_table12_kbt_compensation.csv")
    ]
    keys = ("region", "component", "amount", "basis", "answer")
    assert rows(kbt_ipt_compensation(sources).rows, *keys) == sorted(told)

    made = {row["region"]: row["count"] for row in coordinators(sources).rows}
    for row in printed("skl2018_table13_rehab_coordinators.csv"):
        assert made[row["region_code"]] == (
            116 if row["region_code"] == "00" else int(row["rehab_coordinators"])
        )


def test_a_year_without_a_survey_has_tables_without_rows() -> None:
    assert mmr_suppliers(sources_of(2020)).rows == coordinators(sources_of(2020)).rows == ()


def test_loading_again_changes_nothing() -> None:
    before = Entry.objects.count(), Answer.objects.count(), Query.objects.count()
    load_printed_survey()

    assert (Entry.objects.count(), Answer.objects.count(), Query.objects.count()) == before


def test_nobody_is_named_where_a_report_printed_the_answers() -> None:
    leader = a_person(Role.PROCESS_LEADER, "07", email="leder@test.example")

    page = signed_in(leader).get(reverse("survey:response", args=[2018, "07"])).content.decode()

    assert "Svaren är hämtade ur den tryckta rapporten." in page
    assert "None" not in page
