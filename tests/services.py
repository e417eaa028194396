"""Which services this machine has: asked by really connecting to them.

`python tests/services.py DATABASE_URL` prints the names of those that answer.
"""

import os
import shutil
import sys

import psycopg
import redis

REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def postgres_answers(url: str) -> bool:
    """Whether a connection to the server can be made."""
    try:
        with psycopg.connect(url.replace("postgres://", "postgresql://"), connect_timeout=3):
            return True
    except psycopg.Error:
        return False


def redis_answers(url: str = REDIS_URL) -> bool:
    """Whether the server says PONG."""
    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=3).ping())
    except redis.RedisError:
        return False


def browser() -> str | None:
    """The path of an installed Chromium, if there is one."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


if __name__ == "__main__":
    found = {
        "postgres": postgres_answers(sys.argv[1]),
        "redis": redis_answers(),
        "chromium": browser() is not None,
    }
    sys.stdout.write(" ".join(name for name, answers in found.items() if answers) + "\n")
