"""`manage.py bench_rules`: measured on real figures, stored nowhere, the same for the same seed."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoDbBlocker

from agreement.planted import PLANTINGS
from register.models import Region
from submissions.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[dict[str, Any]]:
    """The tables of one seed."""
    with django_db_blocker.unblock():
        return measured("--seed", "2")


def measured(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("bench_rules", "--each", "2", "--format", "json", *arguments, stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def test_it_plants_every_kind_in_the_returns_that_balance_and_stores_nothing() -> None:
    printed, later = measured()

    assert printed["good"] == later["good"] == 13
    assert set(printed["kinds"]) == set(PLANTINGS)
    assert all(kind["found"] == kind["planted"] > 0 for kind in later["kinds"].values())
    assert printed["alarms"][6] <= 1
    assert (Region.objects.count(), Delivery.objects.count()) == (0, 0)


def test_the_aims_are_met_for_all_kinds_together(once: list[dict[str, Any]]) -> None:
    for table in once:
        kinds = table["kinds"].values()
        planted, found, first, three = (
            sum(kind[part] for kind in kinds) for part in ("planted", "found", "first", "among_three")
        )

        assert found * 100 >= planted * 99
        assert first * 100 >= planted * 85
        assert three * 100 >= planted * 95


def test_the_same_seed_gives_the_same_table(once: list[dict[str, Any]]) -> None:
    assert measured("--seed", "2") == once


def test_the_text_has_a_row_for_each_kind_and_one_for_all() -> None:
    out = StringIO()
    call_command("bench_rules", "--each", "1", "--lang", "en", stdout=out)

    assert sum(line.startswith("all ") for line in out.getvalue().splitlines()) == 2


def test_planting_nothing_is_wrong_use() -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("bench_rules", "--each", "0")

    assert refusal.value.returncode == 2
