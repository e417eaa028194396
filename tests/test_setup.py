"""What a fresh machine, a developer and an operator may rely on."""

import json
import os
import re
import runpy
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOBODY = "127.0.0.1:9"  # the discard port: nobody answers there
SETTINGS = {"DATABASE_URL", "REDIS_URL", "DEBUG", "SECRET_KEY", "DATA_DIR", "MAIL_URL", "REQUIRE_SERVICES"}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program of the project in a shell where nothing but this is set."""
    clean = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_python_package_is_pinned_to_one_version(name: str) -> None:
    lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
    packages = [line for line in lines if line and not line.startswith("-r ")]

    assert packages
    assert [line for line in packages if not re.fullmatch(r"[a-z0-9.-]+==[\w.]+", line)] == []


def test_front_end_packages_are_locked_and_name_no_place_to_fetch_them_from() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = [package for path, package in lock["packages"].items() if path]

    assert len(packages) == 4
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert not any("resolved" in package for package in packages)


def test_with_nothing_set_the_portal_keeps_everything_in_its_data_folder(tmp_path: Path) -> None:
    migrated = run("manage.py", "migrate", "--verbosity", "0", DATA_DIR=str(tmp_path))

    assert migrated.returncode == 0, migrated.stderr
    assert (tmp_path / "portal.sqlite3").exists()


def test_without_debug_the_portal_refuses_to_start_without_a_secret_key(tmp_path: Path) -> None:
    started = run("manage.py", "check", DEBUG="0", DATA_DIR=str(tmp_path))

    assert started.returncode != 0
    assert "SECRET_KEY must be set" in started.stderr


def test_a_busy_port_is_named_before_anything_is_done() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        asked = run("bin/free_port", str(port))

    assert asked.returncode == 1
    assert asked.stderr.startswith(f"Port {port} används redan.")
    assert run("bin/free_port", str(port)).returncode == 0


def test_a_file_of_400_lines_may_be_and_one_of_401_may_not(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    (room / "long.py").write_text("x = 1\n" * 400)
    assert run("bin/file_lengths", str(room)).returncode == 0

    (room / "long.py").write_text("x = 1\n" * 401)
    measured = run("bin/file_lengths", str(room))

    assert measured.returncode == 1
    assert "long.py: 401 lines" in measured.stderr


def test_measuring_an_empty_folder_is_not_a_pass(tmp_path: Path) -> None:
    assert run("bin/file_lengths", str(tmp_path)).returncode == 1


def test_the_stack_says_plainly_that_the_database_server_is_not_there(tmp_path: Path) -> None:
    started = run("bin/stack", DATA_DIR=str(tmp_path), DATABASE_URL=f"postgres://postgres@{NOBODY}/villkor3")

    assert started.returncode == 1
    assert started.stderr.startswith("PostgreSQL svarar inte på 127.0.0.1:9.")


def test_the_stack_signs_with_one_key_that_only_its_owner_can_read(tmp_path: Path) -> None:
    kept_key = runpy.run_path(str(ROOT / "bin" / "stack"))["kept_key"]
    path = tmp_path / "secret_key"

    first, second = kept_key(path), kept_key(path)

    assert first == second
    assert len(first) >= 60
    assert path.stat().st_mode & 0o777 == 0o600


WITHOUT_SERVICES = {
    "TEST_DATABASE_URL": f"postgres://postgres@{NOBODY}/postgres",
    "TEST_REDIS_URL": f"redis://{NOBODY}/0",
}
WORKER_TESTS = (
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    "--collect-only",
    "-m",
    "worker",
    "tests/journey",
)


def test_what_cannot_run_here_is_left_out_and_named_with_what_it_lacks() -> None:
    collected = run(*WORKER_TESTS, **WITHOUT_SERVICES)

    assert collected.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "tests marked 'worker', because of: PostgreSQL, Redis" in collected.stdout


def test_where_services_are_required_a_missing_one_is_a_failure() -> None:
    collected = run(*WORKER_TESTS, **WITHOUT_SERVICES, REQUIRE_SERVICES="1")

    assert collected.returncode == pytest.ExitCode.USAGE_ERROR
    assert "PostgreSQL, Redis" in collected.stderr
    assert "are required here" in collected.stderr
