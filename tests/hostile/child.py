"""Does something with files in processes of their own, and says what came of it and what it took.

`python -m tests.hostile.child` takes one line for each file, a deed of `DEEDS` and a path, and writes
one JSON object a line. It is warm, as a worker is, and each file gets a copy of it that may use 20
seconds of processor time.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from agreement.findings import Family, Finding, Weight  # noqa: E402 - after the setting up
from agreement.lines import FIGURES  # noqa: E402
from register.models import Region  # noqa: E402
from submissions.lists.reading import read_file  # noqa: E402
from submissions.lists.series import Period  # noqa: E402
from submissions.workbook import Reading, read, write_answer  # noqa: E402
from tests.workbooks import some_terms  # noqa: E402

SECONDS = 20
Said = dict[str, object]


def main() -> None:
    """Until no more lines come. The regions' names may be asked for, so there is a database, with none."""
    call_command("migrate", "register", verbosity=0)
    connection.close()
    for line in sys.stdin:
        deed, _space, path = line.strip().partition(" ")
        sys.stdout.write(json.dumps(measured(DEEDS[deed], Path(path))) + "\n")
        sys.stdout.flush()


def measured(deed: Callable[[Path], Said], path: Path) -> Said:
    """What a copy of this process says of the file, and its greatest memory in bytes."""
    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        answer_to(deed, path, its)
    os.close(its)
    with os.fdopen(ours, "rb") as pipe:
        said = pipe.read()
    _pid, status, usage = os.wait4(child, 0)
    # Of the copy, and of the processes that it started and waited for.
    result: Said = {"status": status, "memory": usage.ru_maxrss * 1024}
    result["seconds"] = usage.ru_utime + usage.ru_stime
    return result | (json.loads(said) if said else {})


def answer_to(deed: Callable[[Path], Said], path: Path, pipe: int) -> None:
    """Do it and leave; status 1 for anything that is raised."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    status = 1
    try:
        os.write(pipe, json.dumps(deed(path)).encode())
        status = 0
    finally:
        os._exit(status)


def as_read(path: Path) -> Said:
    """The region's workbook, as the tests look at it."""
    reading = _reading(path)
    lines = reading.answers.lines if reading.answers is not None else {}
    return {
        "rules": [finding.rule for finding in reading.findings],
        "cells": [cell for finding in reading.findings for cell in finding.cells],
        "figures": {code: answer.value for code, answer in lines.items()},
        "faults": {code: answer.fault for code, answer in lines.items() if answer.fault},
        "taken": reading.answers is not None,
    }


def as_answered(path: Path) -> Said:
    """The workbook back with a finding for every line, in a file beside it that ends in `.svar`."""
    data = path.read_bytes()
    path.with_suffix(".svar").write_bytes(write_answer(data, findings()))
    return {}


def findings() -> list[Finding]:
    """One error a line: each marks the line's own cell, where the workbook has it."""
    return [
        Finding(
            "whole.text", Family.WHOLE, Weight.ERROR, (code,),
            params={"raw": "ca 40", "lines": [code], "cells": [], "count": 1},
        )
        for code in FIGURES
    ]  # fmt: skip


def as_list(path: Path) -> Said:
    """The file as a provider list or a series list."""
    found = read_file(path, Period(2026))
    kept = ("layout", "stops", "rows", "faulty")
    return {name: found[name] for name in kept if name in found}


def _reading(path: Path) -> Reading:
    return read(path.read_bytes(), "fil.xlsx", some_terms(), Region(code="07", name="Kronoberg"))


DEEDS: dict[str, Callable[[Path], Said]] = {"read": as_read, "answer": as_answered, "list": as_list}


if __name__ == "__main__":
    main()
