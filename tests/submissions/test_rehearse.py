"""A past round before the present rules."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from register.models import AgreementYear
from submissions.models import Finding
from submissions.rehearsal import rehearse
from tests.makers import (
    a_checked_return,
    a_region,
    a_return,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "rehearse.json").read_text(encoding="utf-8"))


def told(year: int, *arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("rehearse", str(year), "--format", "json", *arguments, stdout=out)
    content: dict[str, Any] = json.loads(out.getvalue())
    jsonschema.validate(content, SCHEMA)
    return content


@pytest.mark.usefixtures("past")
def test_the_rounds_in_print_would_have_been_stopped_where_their_sums_differ() -> None:
    of_2018, of_2020 = told(2018), told(2020)

    assert of_2018["returns"] == 21
    assert len(of_2018["stopped"]) == 7  # the seven that do not balance
    assert of_2020["absent"] == ["09"]
    assert of_2018["queries"]["median"] <= 1
    assert of_2020["queries"]["median"] <= 1


@pytest.mark.usefixtures("past")
def test_every_return_is_in_one_of_three_heaps_and_nothing_is_stored() -> None:
    before = list(Finding.objects.values_list("pk", flat=True))
    content = told(2020)

    heaps = [*content["stopped"], *content["asked"], *content["passed"]]
    assert len(heaps) == len(set(heaps)) == content["returns"] == 20
    assert list(Finding.objects.values_list("pk", flat=True)) == before


def test_a_region_s_draft_is_not_rehearsed() -> None:
    people, year = the_people(), a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    a_checked_return(year, "08", people.owner, KBT=23)

    assert told(2026)["absent"] == ["08"]
    assert told(2026)["passed"] == ["07"]


@pytest.mark.usefixtures("past")
def test_the_queries_do_not_grow_with_the_regions(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    year = AgreementYear.objects.with_terms().get(pk=2018)

    with django_assert_max_num_queries(9):
        rehearse(year)


def test_a_year_without_returns_has_empty_heaps() -> None:
    a_return(a_year(), "07")

    assert told(2026) | {"absent": []} == {
        "year": 2026, "returns": 0, "stopped": [], "asked": [], "passed": [], "absent": [], "queries": None,
        "rules": [],
    }  # fmt: skip


@pytest.mark.usefixtures("past")
def test_the_text_names_the_regions_and_the_rules() -> None:
    out = StringIO()
    call_command("rehearse", "2018", "--lang", "en", stdout=out)

    assert "Would be stopped: 7 (" in out.getvalue()
    assert "(balance.unequal" in out.getvalue()


def test_an_unknown_year_is_wrong_use() -> None:
    a_region("07")
    with pytest.raises(CommandError) as refusal:
        call_command("rehearse", "1999")

    assert refusal.value.returncode == 2
