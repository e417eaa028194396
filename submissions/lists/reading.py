"""Starts the child that reads a list, and takes what it found."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from submissions.lists.limits import Limits
from submissions.lists.series import Period

# How a child ends that wanted more seconds or memory than a list may take.
SPENT = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT}
HOME = Path(__file__).resolve().parent.parent.parent


def read_file(
    path: Path, period: Period, *, limits: Limits | None = None, key: int = 0, answer: Path | None = None
) -> dict[str, Any]:
    """What the list holds, as the child says it. Whatever the file is, nothing is raised.

    Where ``answer`` is given, the rows that were not understood are written there as a workbook.
    ``key`` keys the marks of its rows: the same for all files of a return, another for each return.
    A child that dies of memory or time means a file with too much in it, any other death a damaged one.
    """
    limits = limits or Limits()
    asked = {
        "path": str(path.resolve()),
        "year": period.year,
        "first": period.first.isoformat() if period.first else None,
        "last": period.last.isoformat() if period.last else None,
        "limits": asdict(limits),
        "answer": str(answer.resolve()) if answer else "",
    }
    if path.stat().st_size > limits.packed:
        return _stopped("file.too_large")
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and the file's name is not on the line
            [sys.executable, "-m", f"submissions.lists.{'faulty' if answer else 'child'}"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            cwd=HOME,
            env=_environment(key),
            timeout=limits.seconds + 10,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return _stopped("file.bomb")
    except subprocess.CalledProcessError as died:
        return _stopped("file.bomb" if died.returncode in SPENT else "file.broken")
    except ValueError:
        return _stopped("file.broken")
    return found


def read_files(paths: Sequence[Path], period: Period) -> list[dict[str, Any]]:
    """What each list holds, in their order; as many at a time as there are processors, at most four."""
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        return list(pool.map(lambda path: read_file(path, period), paths))


def _environment(key: int) -> dict[str, str]:
    """Nothing of ours but what a Python needs to start."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ", "VIRTUAL_ENV") if name in os.environ}
    return kept | {"PYTHONHASHSEED": str(key % 4_294_967_295), "PYTHONPATH": str(HOME), "PYTHONUTF8": "1"}


def _stopped(rule: str) -> dict[str, Any]:
    return {"layout": None, "stops": [{"rule": rule, "params": {}}]}
