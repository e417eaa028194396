"""Each message once, however many senders there are; a server that refuses loses nothing."""

import smtplib
import socket
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from agreement.moves import Role
from outbox.calendar import last_day
from outbox.models import Message
from outbox.posting import Letter, post
from outbox.sending import WAITS, send, send_waiting, try_again
from register.models import Region, User
from tests.makers import a_person

pytestmark = pytest.mark.django_db
LETTER = Letter("reminder", "Tre dagar kvar", "Logga in för att se vad som är kvar.")


@pytest.fixture
def leader() -> User:
    return a_person(Role.PROCESS_LEADER, "07")


def test_a_message_is_written_and_sent_once(leader: User) -> None:
    assert post(leader, LETTER, "a")
    assert not post(leader, LETTER, "a")

    assert send_waiting() == (1, 0)
    assert send_waiting() == (0, 0)
    assert [(m.subject, m.to) for m in mail.outbox] == [("Tre dagar kvar", [leader.email])]
    assert Message.objects.get().state == "sent"


def test_nothing_is_written_when_its_cause_is_rolled_back(leader: User) -> None:
    with transaction.atomic():
        post(leader, LETTER, "a")
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_somebody_whose_account_is_closed_gets_nothing(leader: User) -> None:
    leader.is_active = False

    assert not post(leader, LETTER, "a")


def test_a_server_that_refuses_is_tried_again_later_and_shown(leader: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _a_closed_port()
    post(leader, LETTER, "a")

    assert send_waiting() == (0, 1)
    message = Message.objects.get()
    assert (message.state, message.attempts) == ("waiting", 1)
    assert "ConnectionRefusedError" in message.error
    assert send_waiting() == (0, 0)  # not before its time
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(timezone.now() + timedelta(minutes=WAITS[0] + 1)):
        assert send_waiting() == (1, 0)
    assert Message.objects.get().error == ""


def test_after_the_last_attempt_a_person_has_to_look(leader: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _a_closed_port()
    post(leader, LETTER, "a")
    for _attempt in WAITS:
        Message.objects.update(not_before=timezone.now())
        send_waiting()
    message = Message.objects.get()

    assert (message.state, message.attempts) == ("failed", len(WAITS))
    try_again(message.pk)
    assert Message.objects.get().state == "waiting"


def test_a_sender_that_died_holds_its_message_for_five_minutes_only(leader: User) -> None:
    post(leader, LETTER, "a")
    Message.objects.update(state="sending", not_before=timezone.now() + timedelta(minutes=5))

    assert send_waiting() == (0, 0)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert send_waiting() == (1, 0)


def test_a_message_that_somebody_else_is_sending_is_left_alone(leader: User) -> None:
    post(leader, LETTER, "a")
    Message.objects.update(state="sent")

    assert send(Message.objects.get().pk) is None
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_senders_beside_each_other_send_each_message_once(leader: User) -> None:
    for number in range(12):
        post(leader, LETTER, str(number))
    senders = [Thread(target=_send_and_close) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert len(mail.outbox) == 12
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_person_reads_the_own_messages_and_nobody_else_s(client: Client, leader: User) -> None:
    other = a_person(Role.PROCESS_LEADER, "08")
    post(leader, LETTER, "a")
    post(other, Letter("reminder", "Till den andra", "Text."), "b")
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")

    text = client.get(reverse("outbox:messages")).content.decode()
    assert "Tre dagar kvar" in text
    assert "Till den andra" not in text


def test_an_administrator_sees_what_failed_and_tries_it_again(client: Client, leader: User) -> None:
    administrator = a_person(Role.ADMINISTRATOR)
    post(leader, LETTER, "a")
    Message.objects.update(state="failed", error="SMTPServerDisconnected", attempts=5)
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")

    assert "SMTPServerDisconnected" in client.get(reverse("outbox:messages")).content.decode()
    client.post(reverse("outbox:again", args=(Message.objects.get().pk,)))
    assert Message.objects.get().state == "waiting"


def test_an_officer_sees_what_the_regions_were_sent_and_what_did_not_arrive(
    client: Client, leader: User
) -> None:
    region = Region.objects.get(pk="07")
    post(leader, Letter("reminder", "Kom fram", "Text.", region), "a")
    Message.objects.update(state="sent")
    post(leader, Letter("reminder", "Kom inte fram", "Text.", region), "b")
    post(leader, Letter("password", "Bara till en person", "Text."), "c")
    Message.objects.filter(subject="Kom inte fram").update(attempts=1, error="SMTPServerDisconnected")
    client.force_login(a_person(Role.OFFICER), backend="django.contrib.auth.backends.ModelBackend")

    own = client.get(reverse("outbox:messages")).content.decode()
    everybody = client.get(reverse("outbox:messages"), {"visa": "alla"}).content.decode()
    failing = client.get(reverse("outbox:messages"), {"visa": "fel"}).content.decode()

    assert "Kom fram" not in own
    assert "Kom fram" in everybody
    assert "Bara till en person" not in everybody
    assert "Kom fram" not in failing
    assert "Försöker igen" in failing
    assert "SMTPServerDisconnected" in failing
    Message.objects.filter(subject="Kom inte fram").update(state="failed")
    client.post(reverse("outbox:again", args=(Message.objects.get(subject="Kom inte fram").pk,)))
    assert Message.objects.get(subject="Kom inte fram").state == "waiting"


def test_an_officer_does_not_try_a_message_again_that_belongs_to_no_region(
    client: Client, leader: User
) -> None:
    post(leader, LETTER, "a")
    Message.objects.update(state="failed")
    client.force_login(a_person(Role.OFFICER), backend="django.contrib.auth.backends.ModelBackend")

    url = reverse("outbox:again", args=(Message.objects.get().pk,))
    assert client.post(url).status_code == 404
    assert Message.objects.get().state == "failed"


def test_a_message_that_cannot_be_sent_does_not_stop_those_behind_it(leader: User) -> None:
    post(leader, LETTER, "a")
    Message.objects.update(subject="Två\nrader")  # no header may have two lines
    post(leader, LETTER, "b")

    assert send_waiting() == (1, 1)
    assert Message.objects.get(key__startswith="a").error.startswith("BadHeaderError")


def test_a_message_to_nobody_is_not_called_sent(leader: User) -> None:
    post(leader, LETTER, "a")
    Message.objects.update(address="")

    assert send_waiting() == (0, 1)


def test_a_subject_is_one_line(leader: User) -> None:
    post(leader, Letter("round", "Rad ett\r\nBcc: alla@test.example", "Text."), "a")

    assert Message.objects.get().subject == "Rad ett Bcc: alla@test.example"


def test_every_refusal_of_a_mail_server_is_caught() -> None:
    assert issubclass(smtplib.SMTPException, OSError)


def test_a_calendar_file_folds_long_lines_and_escapes_signs() -> None:
    content = last_day("a", timezone.localdate(), "Sista dag, för redovisningen; " + "ö" * 80)

    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))
    assert "Sista dag\\, för redovisningen\\; ö" in content
    assert content.startswith("BEGIN:VCALENDAR\r\n")
    assert content.endswith("END:VCALENDAR\r\n")


def _send_and_close() -> None:
    send_waiting()
    connection.close()


def _a_closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
