"""When a version is late, and what every lock says: why, since when, and who can open it."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreement.moves import Act, Status
from audit.models import Entry
from outbox.ladder import SWEDEN
from register.models import AgreementYear
from submissions import abstaining, extending
from submissions.asking import accept, ask
from submissions.checking import check
from submissions.correcting import correct
from submissions.explaining import explain
from submissions.intake import deliver
from submissions.models import Extension, Return, Version
from submissions.refusals import Closed, LineLocked
from submissions.signing import ASSURANCES, sign, withdraw
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    some_answers,
    the_people,
)

pytestmark = pytest.mark.django_db
LAST = date(2027, 8, 15)


@pytest.fixture
def people() -> People:
    return the_people()


def swedish(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2027, 8, day, hour, minute, second, tzinfo=SWEDEN)


def completed(the_return: Return, people: People) -> Version:
    """The region corrects the line that was asked about, and signs again."""
    check(deliver(the_return, some_answers(EMPLOYER=150), people.owner, the_return.revision).pk)
    the_return.refresh_from_db()
    return sign(the_return, people.owner, the_return.revision, ASSURANCES, "Rättat efter er fråga.")


def ask_about_contacts(the_return: Return, people: People) -> None:
    ask(the_return, people.officer, lines=["EMPLOYER"], message="Räkna om.", answer_by=date(2027, 8, 31))


@pytest.mark.parametrize(("moment", "late"), [(swedish(15, 23, 59, 59), False), (swedish(16, 0, 0, 0), True)])
def test_the_whole_last_day_counts_in_swedish_time(moment: datetime, late: bool, people: People) -> None:
    year = a_year(last_day=LAST)
    with time_machine.travel(moment, tick=False):
        a_signed_return(year, "07", people.owner)

    assert Version.objects.get().late is late


@pytest.mark.parametrize(("day", "late"), [(31, False), (1, True)])
def test_a_completion_is_in_time_until_the_day_that_the_officer_gave(
    day: int, late: bool, people: People
) -> None:
    with time_machine.travel(swedish(10, 12)):
        the_return = a_signed_return(a_year(last_day=LAST), "07", people.owner)
    with time_machine.travel(swedish(20, 12)):
        ask_about_contacts(the_return, people)
    with time_machine.travel(datetime(2027, 8 if day == 31 else 9, day, 12, tzinfo=SWEDEN)):
        version = completed(the_return, people)

    assert (version.number, version.late) == (2, late)


def test_a_completion_makes_no_late_return_timely(people: People) -> None:
    with time_machine.travel(swedish(16, 12)):
        the_return = a_signed_return(a_year(last_day=LAST), "07", people.owner)
        ask_about_contacts(the_return, people)
        version = completed(the_return, people)

    assert version.late


@pytest.mark.parametrize(("day", "late"), [(10, False), (16, True)])
def test_a_correction_is_as_late_as_what_it_corrects(day: int, late: bool, people: People) -> None:
    with time_machine.travel(swedish(day, 12)):
        accepted = an_accepted_return(a_year(last_day=LAST), "07", people.owner, people.officer)
    with time_machine.travel(swedish(30, 12)):
        version = correct(accepted, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Fel.")

    assert version.late is late


def test_the_page_names_the_day_of_an_extension_or_a_completion(client: Client, people: People) -> None:
    with time_machine.travel(swedish(10, 12)):
        the_return = a_signed_return(a_year(last_day=LAST), "07", people.owner)
        ask_about_contacts(the_return, people)
        client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(reverse("submissions:form", args=(2026, "07"))).content.decode()

    assert "sista dag 31\u00a0augusti 2027" in page


def test_a_locked_line_says_since_when_why_and_who_can_open_it(people: People) -> None:
    with time_machine.travel(swedish(10, 12, 5), tick=False):
        the_return = a_signed_return(a_year(last_day=LAST), "07", people.owner)
        ask_about_contacts(the_return, people)
        with pytest.raises(LineLocked) as refusal:
            deliver(the_return, some_answers(KBT=1), people.owner, the_return.revision)

    words = str(refusal.value)
    assert "låst sedan den 10 augusti 2027 kl. 12.05" in words
    assert "komplettering begärdes bara för" in words
    assert "Skriv till officer" in words


@pytest.mark.parametrize("status", [Status.SIGNED, Status.ACCEPTED])
def test_a_locked_return_says_since_when_why_and_who_can_open_it(
    status: Status, client: Client, people: People
) -> None:
    with time_machine.travel(swedish(10, 12, 5), tick=False):
        the_return = a_signed_return(a_year(last_day=LAST), "07", people.owner)
        if status == Status.ACCEPTED:
            accept(the_return, people.officer, 1)
        with pytest.raises(Closed) as refusal:
            deliver(the_return, some_answers(KBT=1), people.owner, the_return.revision)
        client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
        pages = [
            client.get(reverse(f"submissions:{name}", args=(2026, "07"))).content.decode()
            for name in ("overview", "form", "upload", "lists")
        ]

    assert "låst sedan den 10 augusti 2027 kl. 12.05" in str(refusal.value)
    who = "Processledaren kan återta" if status == Status.SIGNED else "Bara Försäkringskassan kan rätta"
    assert who in str(refusal.value)
    for page in pages:
        assert "låst sedan" in page
        assert who in page


ATTEMPTS: dict[Act, Callable[[Return, People], object]] = {
    Act.SIGN: lambda the_return, people: sign(the_return, people.owner, the_return.revision, ASSURANCES),
    Act.EXPLAIN: lambda the_return, people: explain(the_return, {}, people.owner),
    Act.WITHDRAW: lambda the_return, people: withdraw(the_return, people.owner, "Fel."),
    Act.ASK: ask_about_contacts,
    Act.ACCEPT: lambda the_return, people: accept(the_return, people.officer, 1),
}


@pytest.mark.parametrize("act", list(ATTEMPTS))
def test_nothing_moves_in_a_year_that_is_over(act: Act, people: People) -> None:
    is_before = act in (Act.SIGN, Act.EXPLAIN)
    the_return = (a_checked_return if is_before else a_signed_return)(a_year(), "07", people.owner)
    AgreementYear.objects.update(state=AgreementYear.State.PAST)
    before = (the_return.status, Version.objects.count(), Entry.objects.count())

    with pytest.raises(Closed, match="Året är avslutat"):
        ATTEMPTS[act](the_return, people)

    the_return.refresh_from_db()
    assert (the_return.status, Version.objects.count(), Entry.objects.count()) == before


def test_no_time_is_given_and_no_word_taken_back_in_a_year_that_is_over(people: People) -> None:
    late, silent = a_return(a_year(), "07"), a_return(a_year(), "08")
    asked = extending.ask_for(late, date(2099, 1, 1), "Semestrar.", people.owner)
    abstaining.abstain(silent, "Systemet är nere.", people.owner)
    AgreementYear.objects.update(state=AgreementYear.State.PAST)
    before = Entry.objects.count()

    attempts: tuple[Callable[[], object], ...] = (
        lambda: extending.grant(Extension.objects.get(pk=asked.pk), date(2099, 1, 1), "", people.officer),
        lambda: extending.refuse(Extension.objects.get(pk=asked.pk), "Nej.", people.officer),
        lambda: abstaining.resume(Return.objects.get(pk=silent.pk), people.owner),
    )
    for attempt in attempts:
        with pytest.raises(Closed, match="Året är avslutat"):
            attempt()

    assert Extension.objects.get().state == "asked"
    assert silent.abstentions.in_force().exists()
    assert Entry.objects.count() == before


# --- the time left, on the page --------------------------------------------------------------------


def own_page(client: Client, people: People, name: str = "overview", *more: object) -> str:
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(f"submissions:{name}", args=(2026, "07", *more))).content.decode()


@pytest.mark.parametrize(
    ("moment", "heading"),
    [
        (swedish(1, 12), "Tid kvar: 14 dagar"),
        (swedish(14, 23, 59, 59), "Tid kvar: 1 dag<"),
        (swedish(15, 0), "Sista dagen är i dag"),
        (swedish(15, 23, 59, 59), "Sista dagen är i dag"),
        (swedish(16, 0), "Sista dagen har varit"),
    ],
)
def test_the_page_shows_the_time_left_by_the_swedish_day(
    moment: datetime, heading: str, client: Client, people: People
) -> None:
    a_return(a_year(last_day=LAST), "07")
    with time_machine.travel(moment, tick=False):
        page = own_page(client, people)

    assert heading in page
    assert "söndagen den 15\u00a0augusti 2027" in page


def test_after_the_last_day_the_page_lets_the_region_go_on_and_says_what_it_means(
    client: Client, people: People
) -> None:
    with time_machine.travel(swedish(18, 12)):
        a_checked_return(a_year(last_day=LAST), "07", people.owner)
        page = own_page(client, people)
        signing = own_page(client, people, "sign")
        sign(the_return := Return.objects.get(), people.owner, the_return.revision, ASSURANCES)
        receipt = own_page(client, people, "receipt", 1)

    assert "Det går fortfarande att lämna in, men redovisningen märks" in page
    assert "Det här är kvar före" not in page
    assert "Sista dagen var söndagen den 15\u00a0augusti 2027" in signing
    assert "märkt som inlämnad efter sista dagen" in receipt
    assert Version.objects.get().late


def test_the_time_left_goes_by_the_extension(client: Client, people: People) -> None:
    with time_machine.travel(swedish(10, 12)):
        the_return = a_return(a_year(last_day=LAST), "07")
        extension = extending.ask_for(the_return, date(2027, 8, 31), "Semestrar.", people.owner)
        assert "Ni har begärt anstånd till den 31\u00a0augusti 2027." in own_page(client, people)
        extending.grant(extension, date(2027, 8, 31), "", people.officer)
        page = own_page(client, people)

    assert "Tid kvar: 21 dagar" in page
    assert "Ni har fått anstånd." in page
    with time_machine.travel(datetime(2027, 9, 1, 12, tzinfo=SWEDEN)):
        a_signed_return(a_year(), "07", people.owner)
        receipt = own_page(client, people, "receipt", 1)
    assert "Sista dagen var tisdagen den 31\u00a0augusti 2027" in receipt


def test_a_completion_has_its_own_time_left_and_what_is_sent_needs_none(
    client: Client, people: People
) -> None:
    with time_machine.travel(swedish(10, 12)):
        the_return = a_signed_return(a_year(last_day=LAST), "07", people.owner)
        sent = own_page(client, people)
    with time_machine.travel(swedish(20, 12)):
        ask_about_contacts(the_return, people)
        asked = own_page(client, people)

    assert "Tid kvar" not in sent
    assert "Ni har lämnat in." in sent
    assert "Tid kvar: 11 dagar" in asked


def test_the_last_day_comes_as_a_calendar_file(client: Client, people: People) -> None:
    with time_machine.travel(swedish(10, 12)):
        the_return = a_return(a_year(last_day=LAST), "07")
        assert reverse("submissions:calendar", args=(2026, "07")) in own_page(client, people)
        answer = client.get(reverse("submissions:calendar", args=(2026, "07")))
        extension = extending.ask_for(the_return, date(2027, 8, 31), "Semestrar.", people.owner)
        extending.grant(extension, date(2027, 8, 31), "", people.officer)
        later = own_page(client, people, "calendar")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="sista-dag-2026.ics"'
    lines = answer.content.decode().split("\r\n")
    assert {"BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20270815", "DTEND;VALUE=DATE:20270816"} <= set(lines)
    assert "DTSTART;VALUE=DATE:20270831" in later


def test_a_year_without_a_last_day_has_no_time_left_and_no_calendar_file(
    client: Client, people: People
) -> None:
    a_return(a_year(last_day=None), "07")

    assert "Tid kvar" not in own_page(client, people)
    assert client.get(reverse("submissions:calendar", args=(2026, "07"))).status_code == 404
