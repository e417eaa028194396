"""The desk through its doors: what an officer and a region do on the pages, and who is told by mail."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from outbox.models import Message
from register.models import AgreementYear
from submissions import abstaining
from submissions.asking import accept, ask
from submissions.correcting import correct
from submissions.models import Closing, CorrectionReply, Extension, Note, Return
from submissions.signing import withdraw
from tests.makers import (
    People,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    signed_in,
    the_people,
)

pytestmark = pytest.mark.django_db
PLACE = ("2026", "07")


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def officer(people: People) -> Client:
    return signed_in(people.officer)


@pytest.fixture
def owner(people: People) -> Client:
    return signed_in(people.owner)


def sent(client: Client, name: str, *more: object, **said: object) -> str:
    """The page that answers what was sent."""
    answer = client.post(reverse(f"submissions:{name}", args=(*PLACE, *more)), said, follow=True)
    return answer.content.decode().replace("\u00a0", " ")


def read(client: Client, name: str, *more: object) -> str:
    return client.get(reverse(f"submissions:{name}", args=(*PLACE, *more))).content.decode()


# --- who has what ---------------------------------------------------------------------------------


def test_a_region_is_given_to_an_officer_whose_desk_it_then_lies_on(officer: Client, people: People) -> None:
    a_signed_return(a_year(), "07", people.owner)
    desk = reverse("submissions:desk")
    assert "din region" not in officer.get(desk).content.decode()

    assert "Fördelningen är sparad." in sent(officer, "assign", officer=people.officer.pk)
    assert "din region" in officer.get(desk).content.decode()
    sent(officer, "assign", officer=people.owner.pk)  # nobody to choose
    assert Return.objects.get().assignment.officer == people.officer
    sent(officer, "assign", officer="")
    assert "din region" not in officer.get(desk).content.decode()


def test_a_note_is_of_one_of_two_kinds(officer: Client, owner: Client, people: People) -> None:
    a_signed_return(a_year(), "07", people.owner)

    assert "Välj vilket slag" in sent(officer, "note", text="Ring.")
    assert "Skriv en anteckning." in sent(officer, "note", kind="fact")
    assert not Note.objects.exists()
    assert "Ring på tisdag." in sent(officer, "note", kind="working", text="Ring på tisdag.")
    assert "Bekräftat per telefon." in sent(officer, "note", kind="fact", text="Bekräftat per telefon.")

    page = read(owner, "overview")
    assert "Bekräftat per telefon." in page
    assert "Ring på tisdag." not in page


# --- dialogue ---------------------------------------------------------------------------------------


def test_a_question_is_asked_answered_and_closed_on_the_pages(
    officer: Client, owner: Client, people: People
) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    assert "Skriv" in sent(officer, "ask_about", version="1", line="KBT", text=" ")
    sent(officer, "ask_about", version="1", line="KBT", text="Räknas grupp med?")
    thread = the_return.versions.get().threads.get()
    assert thread.line == "KBT"
    assert "Räknas grupp med?" in read(owner, "overview")

    sent(owner, "reply", thread.pk, text="Ja.")
    assert "Ja." in read(officer, "review")
    assert "Frågan är avslutad." in sent(officer, "close_thread", thread.pk)
    assert "avslutad" in sent(owner, "reply", thread.pk, text="För sent.")
    assert thread.posts.count() == 2


def test_a_completion_opens_the_named_lines_and_says_why_the_others_are_locked(
    officer: Client, owner: Client, people: People
) -> None:
    a_signed_return(a_year(), "07", people.owner)
    said = {"lines": ["KBT"], "message": "Räkna om KBT.", "answer_by": "2099-01-01"}
    assert "Begäran om komplettering är sparad." in sent(officer, "ask", **said)

    page = read(owner, "form")
    assert "Räkna om KBT." in page
    assert "Övriga rader är låsta sedan" in page
    assert Message.objects.filter(cause="asked", to=people.owner, body__contains="Räkna om KBT.").exists()


def test_what_was_withdrawn_stays_in_the_record_for_the_officer(officer: Client, people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner, KBT=204, PRIVATE=202, WOMEN=237)
    withdraw(the_return, people.owner, "Fel fil.")

    page = read(officer, "review")
    assert "Siffrorna är regionens egna" in page
    assert reverse("submissions:version", args=(*PLACE, 1)) in page
    assert "Återtagen" in page
    old = read(officer, "version", 1)
    assert "Fel fil." in old
    assert ">204<" in old


# --- a correction by Försäkringskassan ---------------------------------------------------------------


def test_a_region_is_told_of_a_correction_and_objects_on_the_page(
    officer: Client, owner: Client, people: People
) -> None:
    accepted = an_accepted_return(a_year(), "07", people.owner, people.officer)
    correct(accepted, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Dubbelräknad.")
    told = Message.objects.get(cause="corrected", to=people.owner)
    assert "Dubbelräknad." in told.body
    assert "Försäkringskassan har rättat redovisningen" in read(owner, "overview")

    assert "Välj om rättelsen stämmer." in sent(owner, "respond", 2)
    assert "Skriv vad som inte stämmer." in sent(owner, "respond", 2, agrees="no", text=" ")
    assert not CorrectionReply.objects.exists()
    assert "Svaret är sparat." in sent(owner, "respond", 2, agrees="no", text="Det var rätt förut.")

    review = read(officer, "review")
    assert "Regionen invänder mot rättelsen" in review
    assert "Det var rätt förut." in review
    assert "Regionen invänder mot en rättelse." in officer.get(reverse("submissions:desk")).content.decode()


# --- more time -----------------------------------------------------------------------------------------


def test_more_time_is_asked_for_with_a_reason_and_granted_with_a_day(
    officer: Client, owner: Client, people: People
) -> None:
    a_return(a_year(), "07")
    assert "Skriv varför ni behöver mer tid." in sent(owner, "extend", wished="2099-01-01")
    assert "Anståndet är begärt." in sent(owner, "extend", wished="2099-01-01", reason="Semestrar.")
    asked = Extension.objects.get()
    assert "Semestrar." in read(officer, "review")
    assert "Svara på en begäran om anstånd." in officer.get(reverse("submissions:desk")).content.decode()

    assert "Ange en dag" in sent(officer, "answer_extension", asked.pk, granted="yes")
    said = sent(officer, "answer_extension", asked.pk, granted="yes", until="2098-12-01")
    assert "Beslutet är sparat. Regionen får veta det." in said

    asked.refresh_from_db()
    assert (asked.state, asked.until) == ("granted", date(2098, 12, 1))
    assert "1\u00a0december 2098" in read(owner, "overview")
    assert "1\u00a0december 2098" in Message.objects.get(cause="extension", to=people.owner).body
    again = sent(officer, "answer_extension", asked.pk, granted="no", answer="Nej.")
    assert "Beslutet är sparat." not in again
    asked.refresh_from_db()
    assert asked.state == "granted"


def test_a_refusal_of_more_time_has_its_reason(officer: Client, owner: Client, people: People) -> None:
    a_return(a_year(), "07")
    sent(owner, "extend", wished="2099-01-01", reason="Semestrar.")
    asked = Extension.objects.get()

    assert "Skriv ett skäl." in sent(officer, "answer_extension", asked.pk, granted="no")
    sent(officer, "answer_extension", asked.pk, granted="no", answer="Vi kan inte vänta.")

    assert "Anståndet är avslaget: Vi kan inte vänta." in read(owner, "overview")


# --- the end of the round --------------------------------------------------------------------------------


@pytest.fixture
def round_of(people: People) -> AgreementYear:
    """Kronoberg accepted, Kalmar not begun, Skåne has said that it cannot report."""
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    a_return(year, "08")
    abstaining.abstain(a_return(year, "12"), "Systemet är nere.", people.stranger)
    return year


def test_the_page_leads_through_the_regions_until_the_round_is_closed(
    officer: Client, people: People, round_of: AgreementYear
) -> None:
    address = reverse("submissions:close_round", args=[2026])
    page = officer.get(address).content.decode()
    assert "1 region är kvar" in page
    assert "Systemet är nere." in page
    assert "Skriv till 1 region som saknas" in page
    assert 'type="submit">Avsluta omgången<' not in page

    assert "Inget har ändrats" in officer.post(address).content.decode()
    assert not Closing.objects.exists()
    officer.post(
        reverse("submissions:note", args=["2026", "08"]), {"kind": "fact", "text": "Inget kommer i år."}
    )
    assert 'type="submit">Avsluta omgången<' in officer.get(address).content.decode()
    closed = officer.post(address, follow=True).content.decode()

    assert "Avslutad av officer" in closed
    assert "Inget kommer i år." in closed
    assert Entry.objects.filter(act="round.close").count() == 1
    assert "Skriv till" not in closed


def test_the_signed_originals_come_as_one_zip(officer: Client, round_of: AgreementYear) -> None:
    answer = officer.get(reverse("submissions:originals", args=[2026]))

    assert answer["Content-Disposition"] == 'attachment; filename="Original_2026.zip"'
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["07/version-1.json", "SHA256SUMS"]


# --- mail ----------------------------------------------------------------------------------------


def test_each_step_of_a_return_is_told_to_its_process_leader_by_mail(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    day = timezone.localdate() + timedelta(days=14)
    accept(the_return, people.officer, 1)
    other = a_signed_return(a_year(), "08", people.owner)
    ask(other, people.officer, lines=["KBT"], message="Räkna om.", answer_by=day)

    told = {(each.cause, each.region_id): each for each in Message.objects.filter(to=people.owner)}
    assert set(told) == {("signed", "07"), ("accepted", "07"), ("signed", "08"), ("asked", "08")}
    assert "Version 1 är inlämnad och registrerad som FK2026/000000" in told["signed", "07"].body
    assert "Version 1 är godkänd." in told["accepted", "07"].body
    assert not Message.objects.filter(to=people.stranger).exists()
