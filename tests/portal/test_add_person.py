"""The first administrator of a new portal, and anybody after."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from agreement.moves import Role
from register.access import roles_of
from register.models import User
from tests.makers import a_region

pytestmark = pytest.mark.django_db


def add(*arguments: str) -> str:
    said = StringIO()
    call_command("add_person", *arguments, stdout=said)
    return said.getvalue()


def test_the_first_administrator_can_sign_in_and_open_the_administration() -> None:
    password = add("admin@fk.example", "A. Administratör", "--role", "administrator").strip().split(": ")[1]

    client = Client()
    client.post("/konto/login/", {"login": "admin@fk.example", "password": password})

    assert client.get("/administration/").status_code == 200
    assert roles_of(User.objects.get()) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    "arguments",
    [
        ("a@fk.example", "A", "--role", "officer", "--region", "07"),
        ("a@fk.example", "A", "--role", "process_leader"),
        ("a@fk.example", "A", "--role", "process_leader", "--region", "99"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(arguments: tuple[str, ...]) -> None:
    a_region("07")

    with pytest.raises(CommandError) as refusal:
        add(*arguments)

    assert refusal.value.returncode == 2
    assert not User.objects.exists()


def test_nobody_is_added_twice() -> None:
    add("a@fk.example", "A", "--role", "officer")

    with pytest.raises(CommandError, match="finns redan"):
        add("A@fk.example", "B", "--role", "officer")
