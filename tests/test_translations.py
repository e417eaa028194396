"""The English of the pages is whole: nothing untranslated, nothing guessed, nothing forgotten."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = Path("locale/en/LC_MESSAGES/django.po")
ROOMS = (
    "portal",
    "compilation",
    "payouts",
    "survey",
    "submissions",
    "outbox",
    "register",
    "audit",
    "agreement",
)
PLACES = re.compile(r"%\(\w+\)[sd]")


def catalogue(root: Path) -> Catalog:
    """The English catalogue of the project at this root."""
    with (root / ENGLISH).open("rb") as file:
        return read_po(file, locale="en")


def texts(words: object) -> list[str]:
    """One text, or a singular and a plural."""
    return [str(word) for word in words] if isinstance(words, list | tuple) else [str(words)]


def entries(found: Catalog) -> list[Message]:
    """All entries but the heading."""
    return [message for message in found if message.id]


def test_every_text_is_translated() -> None:
    missing = [message.id for message in entries(catalogue(ROOT)) if not all(texts(message.string))]

    assert missing == []


def test_no_translation_is_a_guess() -> None:
    english = catalogue(ROOT)

    assert not english.fuzzy, "with its heading marked as a guess, the whole catalogue is left uncompiled"
    assert [message.id for message in entries(english) if message.fuzzy] == []


def test_a_translation_puts_in_what_the_text_puts_in() -> None:
    def places(words: object) -> set[str]:
        return {place for text in texts(words) for place in PLACES.findall(text)}

    odd = [message.id for message in entries(catalogue(ROOT)) if places(message.string) != places(message.id)]

    assert odd == []


@pytest.mark.gettext
def test_the_catalogue_holds_exactly_the_texts_of_the_pages(tmp_path: Path) -> None:
    for name in (*ROOMS, "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    (tmp_path / ENGLISH).parent.mkdir(parents=True)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "en"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    in_pages = {(message.context, str(message.id)) for message in entries(catalogue(tmp_path))}
    kept = {(message.context, str(message.id)) for message in entries(catalogue(ROOT))}

    assert in_pages - kept == set(), "run makemessages and translate these"
    assert kept - in_pages == set(), "these are on no page any more"
