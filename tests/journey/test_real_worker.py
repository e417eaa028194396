"""The story once more, the way production runs: gunicorn, PostgreSQL, Redis and a Celery worker process."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Page
from psycopg import sql

from tests.journey.conftest import password_in
from tests.journey.story import YEAR, a_return_becomes_a_decided_payout
from tests.journey.visitor import Visitor
from tests.services import REDIS_URL, redis_answers

pytestmark = pytest.mark.worker
ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def a_free_port() -> int:
    """A port that nobody listens to now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def server_and(name: str) -> str:
    """The server's address with another database."""
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A running stack with a database and data folder of its own: its address and the demo's password."""
    assert redis_answers(), "Redis does not answer"
    data, port = tmp_path_factory.mktemp("stack"), a_free_port()
    name = f"villkor3_journey_{port}"
    log = (data / "log").open("w+")
    environment = dict(os.environ) | {
        "DATA_DIR": str(data),
        "DATABASE_URL": server_and(name),
        "REDIS_URL": REDIS_URL,
        "REDIS_PREFIX": f"{name}:",
    }
    command = [sys.executable, "bin/stack", "--port", str(port), "--without-beat"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health/", process, data / "log")
        said = (data / "log").read_text()
        password = password_in(said.partition("\nPortalen finns på")[0])
        yield f"http://127.0.0.1:{port}", password
    finally:
        process.terminate()
        process.wait(timeout=40)
        log.close()
        with psycopg.connect(SERVER.replace("postgres://", "postgresql://"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(log.read_text())


def test_the_story_runs_with_a_real_worker(page: Page, stack: tuple[str, str], tmp_path: Path) -> None:
    site, password = stack

    a_return_becomes_a_decided_payout(Visitor(page, site, password), tmp_path)


def test_the_page_follows_the_job_until_the_worker_is_done(page: Page, stack: tuple[str, str]) -> None:
    site, password = stack
    visitor = Visitor(page, site, password).signs_in("processledare.ostergotland")
    visitor.goes_to(f"/redovisning/{YEAR}/05/formular/")
    page.fill("#f-KBT", "12")

    visitor.presses("Kontrollera").reads("Fel att rätta").is_pleased()
