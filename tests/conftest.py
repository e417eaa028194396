"""What all tests share: a database and folders of their own, quick passwords, Swedish.

A test that needs a service which is not there is left out and named at the end; with
REQUIRE_SERVICES=1 the run is refused instead.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import hypothesis
import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from audit import guards
from portal.guards import GUARDS
from tests.makers import the_past
from tests.services import NEEDS, REQUIRED, lacking

DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_serialized_rollback",
    "live_server",
    "django_db_setup",
}
# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("patient", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("patient")
LEFT_OUT = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker that is used here alone."""
    config.addinivalue_line("markers", "gettext: needs GNU gettext's xgettext")
    config.addinivalue_line("markers", "database: uses the database; set by itself")
    config.stash[LEFT_OUT] = {}
    config.pluginmanager.register(Marking())


def uses_the_database(item: pytest.Item) -> bool:
    """Whether the outcome of a test can depend on which database there is."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def wants_the_past(item: pytest.Item) -> bool:
    """Whether a test begins with the years as printed."""
    return "past" in getattr(item, "fixturenames", ())


class Marking:
    """Before the choice by -m: tests that use the database are marked, so that they can be chosen."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Mark them."""
        for item in items:
            if uses_the_database(item):
                item.add_marker("database")


# After the choice by -m, so that nobody is told of tests that were not asked for.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here, and remember why. The past comes last, so that it is loaded once."""
    items.sort(key=wants_the_past)
    wanted = [kind for kind in NEEDS if any(item.get_closest_marker(kind) for item in items)]
    for kind in wanted:
        missing = ", ".join(lacking(kind))
        if missing and REQUIRED:
            raise pytest.UsageError(f"{missing} missing, and tests marked '{kind}' are required here")
        if missing:
            without = [item for item in items if item.get_closest_marker(kind)]
            config.stash[LEFT_OUT][kind] = f"{len(without)} tests marked '{kind}', because of: {missing}"
            config.hook.pytest_deselected(items=without)
            items[:] = [item for item in items if item not in without]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what could not run, and what it lacked."""
    for reason in config.stash[LEFT_OUT].values():
        terminalreporter.write_line(f"Not run: {reason} missing")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database that no other run at the same moment has: two on one machine do not meet."""
    apart = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        apart["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        # A server that was set up without a locale would give an encoding that cannot tell å from ä.
        apart |= {"NAME": f"test_villkor3_{os.getpid()}", "CHARSET": "UTF8", "TEMPLATE": "template0"}


@pytest.fixture(scope="session", autouse=True)
def _only_tests_empty_the_tables() -> Iterator[None]:
    """A test that commits is followed by emptying every table, which the guards refuse anybody else."""
    empty = TransactionTestCase.__dict__["_fixture_teardown"]

    def without_guards(case: TransactionTestCase) -> None:
        guards.lift(connection, GUARDS)
        empty(case)
        guards.install(connection, GUARDS)

    with patch.object(TransactionTestCase, "_fixture_teardown", without_guards):
        yield


@pytest.fixture(autouse=True)
def _quick_and_apart(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.ORIGINALS_DIR = tmp_path / "originals"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with translation.override("sv"):
        yield


@pytest.fixture(scope="session")
def _past_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The years as printed, in a transaction that the tests come back to; and where the files lie."""
    originals = tmp_path_factory.mktemp("originals")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(ORIGINALS_DIR=originals), translation.override("sv"):
            the_past()
        yield originals
        transaction.set_rollback(True)


@pytest.fixture
def past(_past_once: Path, db: None, settings: Settings) -> None:
    """The years as printed, with their payouts, claims and survey."""
    settings.ORIGINALS_DIR = _past_once
