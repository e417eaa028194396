"""A file that kills whoever reads it is tried three times; then the region is told, and can go on."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreement.moves import Status
from audit.models import Entry
from submissions.checking import check, give_up, overdue
from submissions.intake import File, deliver, upload
from submissions.models import Delivery, Figure
from tests.hostile.corpus import FILES
from tests.makers import a_return, a_year, some_answers, the_people

# Other processes read what is stored, so it must be committed.
pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parent.parent.parent
POISONS: dict[str, Callable[[], bytes]] = {
    "seconds": FILES["our_own_sheet_as_full_as_it_may_be"].make,
    "memory": lambda: b"PK\x03\x04" + b"\0" * 19_000_000,
}


def database_url() -> str:
    """The tests' own database, for another process."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    who = f"{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}"
    return f"postgres://{who}/{found['NAME']}"


def died(delivery: int, lacking: str, folder: Path) -> str:
    """Check in a process that has too little of something, and say what it died of."""
    told = os.environ | {"DATABASE_URL": database_url(), "DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "tests.submissions.dying", str(delivery), lacking]
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return "seconds"
    return "memory" if "MemoryError" in done.stderr else f"{done.returncode}: {done.stderr}"


@pytest.mark.parametrize("lacking", POISONS)
def test_a_file_that_kills_its_reader_is_tried_three_times(lacking: str, tmp_path: Path) -> None:
    people, the_return = the_people(), a_return(a_year(), "07")
    delivery = upload(the_return, File("gift.xlsx", POISONS[lacking]()), people.owner, 0)

    deaths = []
    for attempt in range(1, 6):
        with time_machine.travel(timezone.now() + timedelta(minutes=10 * attempt), tick=True):
            deaths += [died(waiting, lacking, tmp_path) for waiting in overdue()]

    assert deaths == [lacking] * 3
    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.state, delivery.answers) == (3, Delivery.State.RECEIVED, None)
    assert not Figure.objects.exists()
    assert not Entry.objects.filter(act="return.check").exists()

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        assert give_up() == [delivery.pk]
        check(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.state) == (3, Delivery.State.FAILED)

    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("submissions:check", kwargs={"year": 2026, "region": "07"})).status_code == 200
    the_return.refresh_from_db()
    again = deliver(the_return, some_answers(), people.owner, the_return.revision)
    check(again.pk)
    the_return.refresh_from_db()
    assert the_return.status == Status.READY
