"""What all tests share: a database and folders of their own, quick passwords, Swedish.

A test that needs a service which is not there is left out and named at the end; with
REQUIRE_SERVICES=1 the run is refused instead.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation
from pytest_django import Settings

from tests.services import NEEDS, REQUIRED, lacking

LEFT_OUT = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker that is used here alone."""
    config.addinivalue_line("markers", "gettext: needs GNU gettext's xgettext")
    config.stash[LEFT_OUT] = {}


# After the choice by -m, so that nobody is told of tests that were not asked for.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here, and remember why."""
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


@pytest.fixture(autouse=True)
def _quick_and_apart(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.ORIGINALS_DIR = tmp_path / "originals"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with translation.override("sv"):
        yield
