"""The originals: what people sent, byte for byte, under the name of its SHA-256.

A file is written before its row and never changed, so a crash between the two leaves at
worst a file that no row names.
"""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings


def keep(data: bytes) -> str:
    """Store the bytes and return their SHA-256. Storing the same bytes again changes nothing."""
    digest = hashlib.sha256(data).hexdigest()
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(data)
        part.flush()
        os.fsync(part.fileno())
    # The name appears only when the whole file is there.
    Path(part.name).replace(path)
    return digest


def fetch(digest: str) -> bytes:
    """The bytes with this SHA-256. Raises FileNotFoundError if they were never kept."""
    return _path(digest).read_bytes()


def path_of(digest: str) -> Path:
    """Where the bytes with this SHA-256 are, if they were kept."""
    return _path(digest)


def erase(digest: str) -> None:
    """Remove the bytes. Only lists are ever erased, and only when no row holds them; again is no error."""
    _path(digest).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return Path(settings.ORIGINALS_DIR) / digest[:2] / digest
