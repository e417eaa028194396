"""Which services this machine has: asked by really using them.

`python -m tests.services` prints one line for each kind of test that cannot run here, with what it lacks.
"""

import os
import shutil
import sys
from collections.abc import Callable

import psycopg
import redis

# With this set, as in CI, what is missing is a failure.
REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"
POSTGRES_URL = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def postgres_answers() -> bool:
    """Whether a connection to the server can be made."""
    try:
        with psycopg.connect(POSTGRES_URL.replace("postgres://", "postgresql://"), connect_timeout=3):
            return True
    except psycopg.Error:
        return False


def redis_answers() -> bool:
    """Whether the server says PONG."""
    try:
        return bool(redis.Redis.from_url(REDIS_URL, socket_connect_timeout=3).ping())
    except redis.RedisError:
        return False


def browser() -> str | None:
    """The path of an installed Chromium, if there is one."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


PROBES: dict[str, Callable[[], bool]] = {
    "PostgreSQL": postgres_answers,
    "Redis": redis_answers,
    "Chromium": lambda: browser() is not None,
    "LibreOffice": lambda: shutil.which("soffice") is not None,
    "xgettext": lambda: shutil.which("xgettext") is not None,
}
# By the marker of a test.
NEEDS = {
    "postgres": ("PostgreSQL",),
    "browser": ("Chromium",),
    "worker": ("PostgreSQL", "Redis", "Chromium"),
    "gettext": ("xgettext",),
    "office": ("LibreOffice",),
}


def lacking(marker: str) -> list[str]:
    """What tests with this marker need and this machine does not have."""
    return [name for name in NEEDS[marker] if not PROBES[name]()]


if __name__ == "__main__":
    for kind in NEEDS:
        if missing := lacking(kind):
            sys.stdout.write(f"{kind}: {', '.join(missing)}\n")
