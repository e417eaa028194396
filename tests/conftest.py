"""What all tests share: a data folder of their own, quick passwords, Swedish."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

# Before Django reads its settings: nothing that a test writes lands beside real data.
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="villkor3-tests-"))


@pytest.fixture(autouse=True)
def _quick_and_apart(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.ORIGINALS_DIR = tmp_path / "originals"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with translation.override("sv"):
        yield
