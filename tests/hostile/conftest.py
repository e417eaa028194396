"""The warm process that the hostile files are given to."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.corpus import FILES

MEGABYTE = 1024 * 1024
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(slots=True)
class Warm:
    """A process that does what is asked of it with each file in a copy of itself."""

    process: "subprocess.Popen[str]"
    folder: Path

    def file(self, name: str) -> Path:
        """A file of the corpus, made once."""
        path = self.folder / f"{name}.xlsx"
        if not path.exists():
            path.write_bytes(FILES[name].make())
        return path

    def ask(self, deed: str, path: Path) -> dict[str, Any]:
        """What came of the deed, what it was killed by, its memory in bytes and its seconds."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{deed} {path}\n")
        self.process.stdin.flush()
        said: dict[str, Any] = json.loads(self.process.stdout.readline())
        return said


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """The process, until no test of the session needs it."""
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, "-m", "tests.hostile.child"]
    # A database of its own: two sessions that make the same one at the same moment break each other.
    told = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/warm.sqlite3", "DATA_DIR": str(folder)}
    with subprocess.Popen(
        command, cwd=ROOT, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield Warm(process, folder)
        assert process.stdin is not None
        process.stdin.close()
