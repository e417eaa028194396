"""The settings that a machine is set up by: who sends the mail, and what the scheduler rings."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from portal.celery import app

SETTINGS = Path(__file__).resolve().parents[2] / "portal" / "settings.py"
# Tasks that an act rings with an id; every other task is the scheduler's.
RUNG_BY_ACTS = {"submissions.tasks.check", "submissions.tasks.read_list", "compilation.tasks.write"}


def set_up_with(mail_url: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("MAIL_URL", mail_url)
    return runpy.run_path(str(SETTINGS))


@pytest.mark.parametrize(
    ("mail_url", "port", "starts_tls", "is_tls"),
    [
        ("smtp://post.example:25", 25, False, False),
        ("smtp+tls://anna:hemligt@post.example:587", 587, True, False),
        ("smtps://anna:hemligt@post.example:465", 465, False, True),
    ],
)
def test_mail_goes_to_the_server_that_the_address_names(
    mail_url: str, port: int, starts_tls: bool, is_tls: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = set_up_with(mail_url, monkeypatch)

    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("post.example", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (starts_tls, is_tls)
    if "anna" in mail_url:
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("anna", "hemligt")


def test_without_an_address_mail_is_written_to_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAIL_URL", raising=False)
    found = runpy.run_path(str(SETTINGS))

    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert found["EMAIL_FILE_PATH"] == str(found["DATA_DIR"] / "mail")


def test_the_scheduler_rings_every_task_that_no_act_rings() -> None:
    app.loader.import_default_modules()
    registered = {name for name in app.tasks if not name.startswith("celery.")}
    rung = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}

    assert rung == registered - RUNG_BY_ACTS
    assert {"submissions.tasks.remind", "outbox.tasks.send_mail"} <= rung
