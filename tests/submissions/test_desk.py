"""The dialogue, the desk and the closing of the round."""

import hashlib
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outbox.models import Message
from register.models import User
from submissions import abstaining, assigning, conversing, extending, noting, responding
from submissions.board import board, bundle
from submissions.checking import check
from submissions.closing import close_round, standings
from submissions.correcting import correct
from submissions.deadlines import is_late, last_day_of
from submissions.desk import tasks_of
from submissions.differences import from_former
from submissions.intake import File, deliver, upload
from submissions.models import Closing, CorrectionReply, Extension, Note, Return, Version
from submissions.refusals import (
    AlreadyAnswered,
    Closed,
    DayHasBeen,
    NotPermitted,
    ReasonMissing,
    RegionsLeft,
    ThreadClosed,
)
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
from tests.workbooks import a_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def signed(people: People) -> Return:
    return a_signed_return(a_year(), "07", people.owner)


def version_of(the_return: Return) -> Version:
    return the_return.versions.get(state="current")


def as_person(client: Client, person: User) -> Client:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- questions and answers -------------------------------------------------------------------


def test_a_question_goes_to_the_region_and_the_answer_to_the_officer(signed: Return, people: People) -> None:
    thread = conversing.ask_about(version_of(signed), "KBT", "Räknas grupp med?", people.officer)
    conversing.reply(thread, "Ja.", people.contributor)

    assert [(post.text, post.from_region) for post in thread.posts.all()] == [
        ("Räknas grupp med?", False),
        ("Ja.", True),
    ]
    assert Message.objects.filter(cause="question", to=people.owner).count() == 1
    assert Message.objects.filter(cause="question", to=people.officer).count() == 1


def test_a_thread_stays_with_the_version_that_it_was_about(signed: Return, people: People) -> None:
    thread = conversing.ask_about(version_of(signed), "", "Stämmer det?", people.officer)
    withdraw(signed, people.owner, "Fel siffra.")
    check(deliver(signed, some_answers(EMPLOYER=150), people.owner, signed.revision).pk)
    signed.refresh_from_db()
    sign(signed, people.owner, signed.revision, ASSURANCES, "Rättat.")

    thread.refresh_from_db()
    assert thread.version.number == 1
    assert version_of(signed).number == 2


def test_a_closed_thread_takes_no_answer_and_closing_twice_is_once(signed: Return, people: People) -> None:
    thread = conversing.ask_about(version_of(signed), "", "Stämmer det?", people.officer)
    conversing.close(thread, people.officer)
    closed_at = type(thread).objects.get().closed_at
    conversing.close(thread, people.second_officer)

    assert type(thread).objects.get().closed_at == closed_at
    with pytest.raises(ThreadClosed):
        conversing.reply(thread, "För sent.", people.owner)


@pytest.mark.parametrize("person", ["stranger", "analyst", "auditor"])
def test_those_who_speak_for_neither_side_say_nothing(person: str, signed: Return, people: People) -> None:
    with pytest.raises(NotPermitted):
        conversing.ask_about(version_of(signed), "", "?", getattr(people, person))
    with pytest.raises(ReasonMissing):
        conversing.ask_about(version_of(signed), "", "  ", people.officer)


def test_the_dialogue_works_on_the_pages(client: Client, signed: Return, people: People) -> None:
    place = (signed.year_id, signed.region_id)
    as_person(client, people.officer).post(
        reverse("submissions:ask_about", args=place), {"version": "1", "line": "KBT", "text": "Hur så?"}
    )
    text = as_person(client, people.owner).get(reverse("submissions:overview", args=place)).content.decode()
    assert "Hur så?" in text

    thread = version_of(signed).threads.get()
    client.post(reverse("submissions:reply", args=(*place, thread.pk)), {"text": "Så här."})
    review = as_person(client, people.officer).get(reverse("submissions:review", args=place)).content.decode()
    assert "Så här." in review


# --- notes ------------------------------------------------------------------------------------


def test_a_region_reads_facts_and_never_working_notes(client: Client, signed: Return, people: People) -> None:
    noting.note(signed, Note.Kind.WORKING, "Ring på tisdag.", people.officer)
    noting.note(signed, Note.Kind.FACT, "Regionen bekräftade per telefon.", people.officer)
    place = (signed.year_id, signed.region_id)

    own = as_person(client, people.owner).get(reverse("submissions:overview", args=place)).content.decode()
    assert "per telefon" in own
    assert "Ring på tisdag" not in own
    review = as_person(client, people.officer).get(reverse("submissions:review", args=place)).content.decode()
    assert "Ring på tisdag" in review


def test_only_the_agency_writes_notes(signed: Return, people: People) -> None:
    with pytest.raises(NotPermitted):
        noting.note(signed, Note.Kind.FACT, "Nej.", people.owner)
    assert not Note.objects.exists()


# --- corrections --------------------------------------------------------------------------------


def test_the_region_confirms_or_objects_once(people: People) -> None:
    accepted = an_accepted_return(a_year(), "07", people.owner, people.officer)
    version = correct(accepted, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Fel.")
    with pytest.raises(ReasonMissing):
        responding.respond(version, False, " ", people.owner)

    responding.respond(version, False, "Det var rätt förut.", people.owner)

    with pytest.raises(AlreadyAnswered):
        responding.respond(version, True, "", people.owner)
    assert [task.kind for task in tasks_of(people.officer)] == ["objection"]
    assert [(d.before, d.after) for d in from_former(version, "sv")] == [(151, 150)]


def test_what_was_not_corrected_is_not_answered(signed: Return, people: People) -> None:
    with pytest.raises(NotPermitted):
        responding.respond(version_of(signed), True, "", people.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionReply.objects.create(version=version_of(signed), agrees=False, by=people.owner)


# --- who has what -------------------------------------------------------------------------------


def test_the_desk_is_made_from_state_own_regions_first(signed: Return, people: People) -> None:
    other = a_signed_return(signed.year, "08", people.owner)
    assigning.assign(other, people.officer, people.second_officer)

    assert [(t.the_return.region_id, t.is_mine) for t in tasks_of(people.officer)] == [
        ("08", True),
        ("07", False),
    ]
    assigning.assign(other, None, people.officer)
    assert not any(task.is_mine for task in tasks_of(people.officer))


def test_only_officers_get_and_give_returns(signed: Return, people: People) -> None:
    with pytest.raises(NotPermitted):
        assigning.assign(signed, people.officer, people.owner)
    with pytest.raises(NotPermitted):
        assigning.assign(signed, people.owner, people.officer)


def test_the_originals_come_in_one_zip_with_their_checksums(people: People) -> None:
    the_return = a_return(a_year(), "07")
    data = a_workbook()
    check(upload(the_return, File("../min fil.xlsx", data), people.owner, the_return.revision).pk)
    the_return.refresh_from_db()
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    out = io.BytesIO()

    bundle(the_return.year_id, out)

    archive = zipfile.ZipFile(out)
    (name,) = [each for each in archive.namelist() if each.endswith(".xlsx")]
    assert name.startswith("07/")
    assert ".." not in name.split("/")
    assert archive.read(name) == data
    assert name in archive.read("SHA256SUMS").decode()


def test_what_was_signed_in_the_form_is_in_the_zip_under_the_receipt_s_checksum(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    withdraw(the_return, people.owner, "Fel siffra.")
    a_checked_return(a_year(), "08", people.owner)
    out = io.BytesIO()

    bundle(the_return.year_id, out)

    archive = zipfile.ZipFile(out)
    assert archive.namelist() == ["07/version-1.json", "SHA256SUMS"]
    data = archive.read("07/version-1.json")
    assert hashlib.sha256(data).hexdigest() == the_return.versions.get().sha256


# --- cannot report, more time, closing ------------------------------------------------------------


def test_saying_that_one_cannot_report_counts_as_an_answer(people: People) -> None:
    the_return = a_return(a_year(), "07")
    abstaining.abstain(the_return, "Systemet är nere.", people.owner)
    with pytest.raises(AlreadyAnswered):
        abstaining.abstain(the_return, "Igen.", people.owner)

    assert [(each.is_done, each.why) for each in standings(the_return.year)] == [(True, "Systemet är nere.")]
    abstaining.resume(the_return, people.owner)
    abstaining.resume(the_return, people.owner)
    assert [each.is_done for each in standings(the_return.year)] == [False]


@pytest.mark.parametrize(
    ("kind", "told"), [("nothing", "inget att redovisa"), ("cannot", "kan inte redovisa")]
)
def test_having_nothing_to_report_is_another_answer_than_not_being_able_to(
    kind: str, told: str, client: Client, people: People
) -> None:
    place = (a_return(a_year(), "07").year_id, "07")
    words = {"kind": kind, "reason": "Ingen vårdgivare har avtal i år."}
    as_person(client, people.owner).post(reverse("submissions:abstain", args=place), words)

    page = as_person(client, people.officer).get(reverse("payouts:board")).content.decode()
    review = client.get(reverse("submissions:review", args=place)).content.decode()

    (row,) = board(2026)
    assert row.abstained == kind
    assert (row.treatments, row.contacts) == (None, None)
    assert told in page
    assert f"Regionen {'har ' if kind == 'nothing' else ''}{told}" in review


def test_a_signed_return_cannot_be_abstained_from_and_signing_ends_the_word(
    signed: Return, people: People
) -> None:
    with pytest.raises(Closed):
        abstaining.abstain(signed, "Nej.", people.owner)
    with pytest.raises(NotPermitted):
        abstaining.abstain(signed, "Nej.", people.contributor)
    other = a_return(signed.year, "08")
    abstaining.abstain(other, "Vet inte.", people.owner)
    check(deliver(other, some_answers(), people.owner, other.revision).pk)
    other.refresh_from_db()
    sign(other, people.owner, other.revision, ASSURANCES)
    assert not other.abstentions.in_force().exists()


def test_an_extension_is_granted_by_an_officer_and_makes_the_return_in_time(people: People) -> None:
    the_return = a_return(a_year(last_day=timezone.localdate() - timedelta(days=2)))
    later = timezone.localdate() + timedelta(days=5)
    assert is_late(the_return, the_return.year.terms())
    extension = extending.ask_for(the_return, later, "Semestrar.", people.owner)
    with pytest.raises(NotPermitted):
        extending.grant(extension, later, "", people.owner)

    extending.grant(extension, later, "Beviljas.", people.officer)

    assert last_day_of(the_return, the_return.year.terms()) == later
    assert not is_late(the_return, the_return.year.terms())
    with pytest.raises(AlreadyAnswered):
        extending.refuse(extension, "Ångrat.", people.second_officer)
    assert Message.objects.filter(cause="extension", to=people.owner).count() == 1


def test_a_refused_extension_leaves_the_last_day(people: People) -> None:
    the_return = a_return(a_year(), "07")
    extension = extending.ask_for(the_return, date(2030, 1, 1), "Hinner inte.", people.owner)
    with pytest.raises(AlreadyAnswered):
        extending.ask_for(the_return, date(2030, 1, 2), "Igen.", people.owner)
    with pytest.raises(ReasonMissing):
        extending.refuse(extension, "", people.officer)
    extending.refuse(extension, "Beslutet står fast.", people.officer)

    assert last_day_of(the_return, the_return.year.terms()) == the_return.year.terms().deadline()
    assert Extension.objects.get().state == "refused"


def test_a_day_that_has_been_is_refused(people: People) -> None:
    with pytest.raises(DayHasBeen):
        extending.ask_for(a_return(a_year(), "07"), date(2020, 1, 1), "Tidsresa.", people.owner)


def test_the_round_is_closed_when_nobody_is_left(people: People) -> None:
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    other = a_return(year, "08")
    with pytest.raises(RegionsLeft, match="Kalmar"):
        close_round(year, people.officer)
    noting.note(other, Note.Kind.FACT, "Regionen har meddelat att inget kommer.", people.officer)
    with pytest.raises(NotPermitted):
        close_round(year, people.owner)

    close_round(year, people.officer)

    with pytest.raises(AlreadyAnswered):
        close_round(year, people.second_officer)
    assert Closing.objects.get().standing["08"]["why"] == "Regionen har meddelat att inget kommer."


def test_a_signed_return_must_be_looked_at_before_the_round_is_closed(signed: Return, people: People) -> None:
    noting.note(signed, Note.Kind.FACT, "Nästan klar.", people.officer)

    with pytest.raises(RegionsLeft):
        close_round(signed.year, people.officer)
