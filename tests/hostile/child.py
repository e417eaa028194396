"""Reads files in processes of their own, and says what was read and what it took.

`python -m tests.hostile.child` takes one path a line and writes one JSON object a line. It is
warm, as a worker is, and each file gets a copy of it that may use 20 seconds of processor time.
"""

import json
import os
import resource
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from register.models import Region  # noqa: E402 - after the setting up
from submissions.workbook import Reading, read  # noqa: E402
from tests.workbooks import some_terms  # noqa: E402

SECONDS = 20


def main() -> None:
    """Until no more paths come. The regions' names may be asked for, so there is a database, with none."""
    call_command("migrate", "register", verbosity=0)
    connection.close()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(measured(line.strip())) + "\n")
        sys.stdout.flush()


def measured(path: str) -> dict[str, object]:
    """What a copy of this process says of the file, and its greatest memory in bytes."""
    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        answer_to(path, its)
    os.close(its)
    with os.fdopen(ours, "rb") as pipe:
        said = pipe.read()
    _pid, status, usage = os.wait4(child, 0)
    result: dict[str, object] = {"status": status, "memory": usage.ru_maxrss * 1024}
    result["seconds"] = usage.ru_utime + usage.ru_stime
    return result | (json.loads(said) if said else {})


def answer_to(path: str, pipe: int) -> None:
    """Read the file and leave; status 1 for anything that is raised."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    status = 1
    try:
        reading = read(Path(path).read_bytes(), "fil.xlsx", some_terms(), Region(code="07", name="Kronoberg"))
        os.write(pipe, json.dumps(as_json(reading)).encode())
        status = 0
    finally:
        os._exit(status)


def as_json(reading: Reading) -> dict[str, object]:
    """What the tests look at."""
    lines = reading.answers.lines if reading.answers is not None else {}
    return {
        "rules": [finding.rule for finding in reading.findings],
        "cells": [cell for finding in reading.findings for cell in finding.cells],
        "figures": {code: answer.value for code, answer in lines.items()},
        "faults": {code: answer.fault for code, answer in lines.items() if answer.fault},
        "taken": reading.answers is not None,
    }


if __name__ == "__main__":
    main()
