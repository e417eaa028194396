"""Every file that leaves the portal leaves a row in the trail that says who fetched what."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from audit.models import Entry
from payouts.models import Run, Settlement
from payouts.ordering import approve_order, make_order
from payouts.settling import Wish, approve_settlement, settle
from register.models import Region, User
from tests.makers import People, the_people
from tests.payouts.changes import a_decided_difference, a_decided_run

pytestmark = pytest.mark.django_db
RUN = (2026, "contacts", 1)
EXPORTS = [
    ("payouts:payment_list", (*RUN, "csv")),
    ("payouts:payment_list", (*RUN, "xlsx")),
    ("payouts:workbook", RUN),
    ("payouts:order_file", (*RUN, "csv")),
    ("payouts:settlement_file", ("difference", "csv")),
    ("payouts:standing_file", ()),
    ("payouts:archive", RUN),
    ("payouts:difference_letter", ("difference", "pdf")),
    ("submissions:originals", (2026,)),
    ("payouts:board_file", (2026,)),
    ("submissions:receipt_file", (2026, "07", 1)),
    ("compilation:download", (2026, "csv")),
]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[People, int]]:
    """The people and a change that is decided, ordered and settled: made once for all."""
    originals = tmp_path_factory.mktemp("originals")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(ORIGINALS_DIR=originals), translation.override("sv"):
            people = the_people()
            a_decided_run(people)
            yield people, a_settled_difference(people)
        transaction.set_rollback(True)


def a_settled_difference(people: People) -> int:
    Region.objects.update(org_number="232100-0065")
    order = make_order(Run.objects.get(status="decided").pk, people.officer)
    approve_order(order.pk, people.second_officer)
    change = a_decided_difference(people, 160)
    made = settle(change.pk, Wish(Settlement.Way.PAY), people.officer)
    approve_settlement(made.pk, people.second_officer)
    return change.pk


def fetched(by: User, name: str, args: tuple[object, ...]) -> list[Entry]:
    """The rows of the trail that a fetch wrote."""
    client, before = Client(), Entry.objects.count()
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(name, args=args)).status_code == 200
    return list(Entry.objects.order_by("sequence")[before:])


@pytest.mark.parametrize("person", ["officer", "auditor"])
@pytest.mark.parametrize(("name", "args"), EXPORTS)
def test_an_export_is_in_the_trail(
    name: str, args: tuple[object, ...], person: str, world: tuple[People, int], db: None
) -> None:
    people, difference = world
    by = getattr(people, person)
    rows = fetched(by, name, tuple(difference if part == "difference" else part for part in args))

    assert len(rows) == 1
    assert (rows[0].actor, rows[0].act.split(".")[-1] in {"fetched", "archive"}) == (by, True)
