"""Who may open what exists only after a decision: the rows of `tests/test_access.py` for a settled world.

The world is made once and each row is rolled back, so that every row meets the same things.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker, Settings

from audit.models import Entry
from portal.reading import NAMING
from register.models import User
from tests.makers import People, the_people
from tests.settled_world import Things, a_settled_world
from tests.test_access import COMPILERS, MATRIX, OPEN, PEOPLE, READERS, REGION, ROOMS

RUN = ("2026", "contacts", "1")
OWN, FAULTY = ("2026", "07"), ("2026", "08")
SOON = (timezone.localdate() + timedelta(days=60)).isoformat()
PAID = {"paid_on": timezone.localdate().isoformat(), "reference": "BG 1"}
SLIP = {"wrong": "a", "right": "b", "reason": "c", "diary_number": "FK2027/9"}
NUMBER = {"checksum": "{checksum}", "diary_number": "FK2027/000200", "no_conflict": "on"}

# name, method, arguments, who is let in, what is written; a word in braces is a thing of the world.
Row = tuple[str, str, tuple[str, ...], set[str], dict[str, str]]
SETTLED: list[Row] = [
    ("submissions:request_waiver", "post", (*FAULTY, "{error}"), REGION, {"why": "Går inte."}),
    ("payouts:own", "get", (), REGION | {"stranger"}, {}),
    ("payouts:balances", "get", ("2026", "contacts"), READERS, {}),
    ("payouts:difference", "get", ("{unsent}",), READERS, {}),
    ("payouts:difference", "get", ("{sent}",), REGION | READERS, {}),
    ("payouts:difference", "get", ("{decided}",), REGION | READERS, {}),
    (
        "payouts:difference_act",
        "post",
        ("{unsent}", "underlag"),
        READERS,
        {"material": "V", "answer_by": SOON},
    ),
    ("payouts:difference_act", "post", ("{sent}", "svar"), REGION | READERS, {"answer": "Vi håller med."}),
    ("payouts:difference_act", "post", ("{sent}", "forslag"), REGION | READERS, {"reason": "Skäl."}),
    ("payouts:difference_act", "post", ("{sent}", "beslut"), REGION | READERS, NUMBER),
    ("payouts:hearings", "get", ("2024",), READERS, {}),
    ("payouts:send_hearing", "post", ("2024", "08"), READERS, {"08-material": "V", "08-answer_by": SOON}),
    ("payouts:hearing", "get", ("{hearing}",), REGION | READERS, {}),
    ("payouts:hearing", "post", ("{hearing}",), REGION | READERS, {"answer": "Vår server låg nere."}),
    ("payouts:assess_answer", "post", ("{hearing}",), READERS, {"seen": "", "assessment": "Skäl."}),
    ("payouts:rectify", "get", ("{decision}",), READERS, {}),
    ("payouts:rectify", "post", ("{decision}",), READERS, SLIP),
    ("payouts:rectify_change", "get", ("{decided}",), READERS, {}),
    ("payouts:rectify_change", "post", ("{decided}",), READERS, SLIP),
    ("payouts:run", "get", RUN, READERS, {}),
    ("payouts:payment_list", "get", (*RUN, "csv"), READERS, {}),
    ("payouts:payment_list", "get", (*RUN, "xlsx"), READERS, {}),
    ("payouts:archive", "get", RUN, READERS, {}),
    ("payouts:letter", "get", ("{decision}", "pdf"), REGION | READERS, {}),
    ("payouts:letter", "get", ("{decision}", "docx"), REGION | READERS, {}),
    ("payouts:difference_letter", "get", ("{decided}", "pdf"), REGION | READERS, {}),
    ("payouts:difference_letter", "get", ("{sent}", "pdf"), set(), {}),
    ("payouts:slip_letter", "get", ("{slip}", "pdf"), REGION | READERS, {}),
    ("payouts:slip_letter", "get", ("{later_slip}", "docx"), REGION | READERS, {}),
    ("payouts:order", "get", RUN, READERS, {}),
    ("payouts:order_act", "post", (*RUN, "skapa"), READERS, {}),
    ("payouts:order_act", "post", (*RUN, "bekrafta"), READERS, PAID),
    ("payouts:order_file", "get", (*RUN, "csv"), READERS, {}),
    ("payouts:order_file", "get", (*RUN, "xlsx"), READERS, {}),
    ("payouts:settlement", "get", ("{decided}",), READERS, {}),
    ("payouts:settlement", "get", ("{sent}",), set(), {}),
    ("payouts:settlement_act", "post", ("{decided}", "skapa"), READERS, {}),
    ("payouts:settlement_act", "post", ("{decided}", "bekrafta"), READERS, PAID),
    ("payouts:settlement_file", "get", ("{decided}", "csv"), READERS, {}),
    ("payouts:settlement_file", "get", ("{decided}", "xlsx"), READERS, {}),
    ("survey:explain", "post", (*OWN, "{query}"), REGION, {"q{query}-text": "Fler i grupp."}),
    ("survey:settle", "post", (*OWN, "{unsaved}"), REGION, {}),
    ("survey:version", "get", ("2026", "08", "1"), REGION | {"analyst", "auditor"}, {}),
    (
        "compilation:paragraph",
        "post",
        ("2026", "{paragraph}"),
        {"officer"},
        {"p{paragraph}-swedish": "Nytt."},
    ),
    ("compilation:version", "get", ("2026", "{published}"), COMPILERS, {}),
    ("compilation:version", "get", ("2026", "{proposed}"), COMPILERS, {}),
    ("compilation:version_file", "get", ("2026", "{published}", "sv", "pdf"), COMPILERS, {}),
    ("compilation:version_file", "get", ("2026", "{proposed}", "sv", "pdf"), set(), {}),
    ("compilation:act", "post", ("2026", "{proposed}", "beslut"), COMPILERS, NUMBER),
    ("compilation:act", "post", ("2026", "{proposed}", "tillbaka"), COMPILERS, {"reason": "Skäl."}),
    ("compilation:act", "post", ("2026", "{published}", "publicera"), COMPILERS, {}),
]
# What the auditor does leaves one kind of trace: that it was read or taken.
READINGS = ("read.", "export", "letter.fetched", "payout.archive")


@dataclass(frozen=True, slots=True)
class World:
    """The people and things, and where the files lie."""

    people: People
    things: Things
    originals: Path

    def filled(self, text: str) -> str:
        """The text with the world's things in it."""
        return text.format(**self.things)


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world, made once and rolled back when all rows have met it."""
    originals = tmp_path_factory.mktemp("originals")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(ORIGINALS_DIR=originals, PASSWORD_HASHERS=quick), translation.override("sv"):
            people = the_people()
            things = a_settled_world(people)
        yield World(people, things, originals)
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None, settings: Settings) -> World:
    settings.ORIGINALS_DIR = made.originals
    return made


def answered(row: Row, person: str, world: World) -> int:
    name, method, arguments, _let_in, said = row
    client = Client()
    client.force_login(getattr(world.people, person), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(name, args=[world.filled(each) for each in arguments])
    written = {world.filled(key): world.filled(value) for key, value in said.items()}
    return int(getattr(client, method)(address, written).status_code)


def called(row: Row) -> str:
    name, method, arguments, _let_in, _said = row
    return " ".join((name, method, *arguments))


@pytest.mark.parametrize("row", SETTLED, ids=called)
def test_each_address_lets_in_those_of_its_row_and_nobody_else(row: Row, world: World) -> None:
    for person in PEOPLE:
        with transaction.atomic():
            status = answered(row, person, world)
            transaction.set_rollback(True)
        expected = {200, 302} if person in row[3] else {404}
        assert status in expected, f"{person}: {status}"


@pytest.mark.parametrize("row", SETTLED, ids=called)
def test_nobody_reaches_a_page_without_signing_in(row: Row, world: World) -> None:
    name, method, arguments, _let_in, _said = row
    response = getattr(Client(), method)(reverse(name, args=[world.filled(each) for each in arguments]))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("row", [row for row in SETTLED if row[1] == "post"], ids=called)
def test_what_the_auditor_and_the_stranger_send_changes_nothing(row: Row, world: World) -> None:
    before = Entry.objects.count()
    for person in ("auditor", "stranger", "administrator"):
        answered(row, person, world)

    after = Entry.objects.order_by("-sequence")[: Entry.objects.count() - before]
    assert [entry.act for entry in after if not entry.act.startswith(READINGS)] == []


def test_each_page_that_names_somebody_to_the_auditor_leaves_one_row(world: World) -> None:
    for user in User.objects.exclude(pk=world.people.auditor.pk):
        User.objects.filter(pk=user.pk).update(name=f"Namn Namnsson{user.pk}")
    client, silent, recorded = Client(), [], set()
    client.force_login(world.people.auditor, backend="django.contrib.auth.backends.ModelBackend")
    for name, address in _read_by_the_auditor(world):
        before = Entry.objects.count()
        response = client.get(address)
        rows = list(Entry.objects.order_by("sequence")[before:])
        if not response.get("Content-Type", "").startswith("text/html") or response.status_code != 200:
            continue
        if "Namnsson" in response.content.decode() and len(rows) != 1:
            silent.append(name)
        recorded |= {row.details["page"] for row in rows if row.act == "read.persons"}

    assert silent == []
    assert {page.partition(" ")[0] for page in recorded} == NAMING


def test_an_officer_s_reading_and_a_page_that_is_refused_leave_no_row(world: World) -> None:
    before = Entry.objects.count()
    answered(("payouts:run", "get", RUN, set(), {}), "officer", world)
    answered(("payouts:run", "get", (*RUN[:2], "99"), set(), {}), "auditor", world)

    assert Entry.objects.count() == before


def _read_by_the_auditor(world: World) -> Iterator[tuple[str, str]]:
    rows = [
        row for row in (*(row[:4] for row in SETTLED), *MATRIX) if row[1] == "get" and "auditor" in row[3]
    ]
    for name, _method, arguments, _let_in in rows:
        yield name, reverse(name, args=[world.filled(each) for each in arguments])


def test_every_address_has_a_row_that_lets_somebody_in() -> None:
    rows = {name for name, _method, _arguments, let_in in MATRIX if let_in}
    settled = {name for name, _method, _arguments, let_in, _said in SETTLED if let_in}

    assert set(_addresses()) == rows | settled | OPEN


def _addresses() -> Iterator[str]:
    """The names of our own addresses; those of the admin site and of signing in have tests of their own."""
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLPattern) and entry.name:
            yield entry.name
        if isinstance(entry, URLResolver) and entry.app_name in ROOMS:
            patterns = [each for each in entry.url_patterns if isinstance(each, URLPattern)]
            yield from (f"{entry.app_name}:{pattern.name}" for pattern in patterns)
