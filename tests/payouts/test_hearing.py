"""Before late contacts are refused the region sees the material, has time to answer, and is answered."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from outbox.models import Message
from payouts.computing import compute, compute_again
from payouts.deciding import decide, propose
from payouts.differing import open_differences
from payouts.hearing import answer_hearing, assess_answer, send_material, too_late
from payouts.hearing_refusals import (
    AnswerChanged,
    ForfeitWithoutSource,
    HeardAlready,
    NotHeard,
    NothingToRefuse,
)
from payouts.letter_files import letter_docx, letter_pdf
from payouts.letters import letter_of
from payouts.models import Decision, Hearing, Kind, Run
from payouts.refusals import AnswerTimeTooShort, NoDifference, TextMissing
from register.models import TermsVersion, User
from submissions.models import Return
from submissions.refusals import Conflicted, NotPermitted
from submissions.stating import state
from tests.makers import People, a_return, a_year, an_accepted_return, the_people
from tests.payouts.test_letters import words

pytestmark = pytest.mark.django_db
LAST_DAY = date(2020, 8, 17)
SOURCE = "Överenskommelsen, punkt 4"


@pytest.fixture
def people() -> People:
    """Kronoberg's return came after the last day, in a year whose terms take the contacts for that."""
    made = the_people()
    year = a_year(last_day=LAST_DAY, late_forfeits_contacts=True, source=SOURCE)
    a_return(year, "12")
    an_accepted_return(year, "07", made.owner, made.officer)
    return made


def in_two_weeks() -> date:
    return timezone.localdate() + timedelta(days=14)


def sent(people: People) -> Hearing:
    return send_material(2026, "07", people.officer, "Redovisningen kom för sent.", in_two_weeks())


def heard(people: People, words: str) -> Hearing:
    answered = answer_hearing(sent(people).pk, people.owner, words)
    return assess_answer(answered.pk, people.second_officer, answered.stamp(), "Driften var ostörd.")


def proposed(people: People) -> Run:
    return propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_nobody_refuses_a_region_that_has_not_been_heard(people: People) -> None:
    run = compute(2026, Kind.CONTACTS, people.officer)
    with pytest.raises(NotHeard, match="Kronoberg"):
        propose(run.pk, people.second_officer)
    sent(people)
    with pytest.raises(NotHeard, match="Kronoberg"):
        propose(run.pk, people.second_officer)
    run.refresh_from_db()
    assert run.status == "computed"

    hearing = answer_hearing(Hearing.objects.get().pk, people.owner, "Vår server låg nere.")
    with pytest.raises(NotHeard, match="Kronoberg"):
        propose(run.pk, people.second_officer)
    assess_answer(hearing.pk, people.officer, hearing.stamp(), "Servern låg inte nere.")

    assert propose(run.pk, people.second_officer).status == "proposed"


def test_a_region_that_does_not_answer_in_time_is_heard_too(people: People) -> None:
    run, day = compute(2026, Kind.CONTACTS, people.officer), timezone.localdate()
    Hearing.objects.create(
        year=a_year(), region=a_return(a_year(), "07").region, material="Sent.", sent_by=people.officer,
        answer_by=day - timedelta(days=1),
    )  # fmt: skip

    assert propose(run.pk, people.second_officer).status == "proposed"


def test_the_decision_too_waits_for_the_hearing(people: People) -> None:
    run = compute(2026, Kind.CONTACTS, people.officer)
    Run.objects.filter(pk=run.pk).update(status="proposed", proposed_by=people.second_officer)

    with pytest.raises(NotHeard):
        decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)
    assert not Decision.objects.exists()


def test_an_answer_is_assessed_as_it_was_read(people: People) -> None:
    hearing = sent(people)
    with pytest.raises(AnswerChanged):
        assess_answer(hearing.pk, people.officer, "", "Skäl.")
    seen = answer_hearing(hearing.pk, people.owner, "Vår server låg nere.\r\nHela dagen.").stamp()
    with pytest.raises(TextMissing):
        assess_answer(hearing.pk, people.officer, seen, " ")
    for person in (people.owner, people.auditor, people.decision_maker):
        with pytest.raises(NotPermitted):
            assess_answer(hearing.pk, person, seen, "Skäl.")
    assess_answer(hearing.pk, people.officer, seen, "Skäl.")

    anew = answer_hearing(hearing.pk, people.owner, "Och vi hade anstånd.")

    assert anew.assessment == "", "a new answer has not been assessed"
    with pytest.raises(AnswerChanged):
        assess_answer(hearing.pk, people.officer, seen, "Skäl.")


def test_the_letter_of_a_refusal_gives_the_days_the_rule_and_the_answer(people: People) -> None:
    heard(people, "Vår server låg nere.")
    run = proposed(people)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)

    letter = letter_of(Decision.objects.get(amount__region="07"))

    text = words(letter)
    assert text.startswith("Ni får ingen ersättning för kontakter för 2026")
    assert "Försäkringskassan avslår er begäran om ersättning för kontakter för 2026." in text
    assert "senast måndagen den 17 augusti 2020." in text
    assert "Ni hade inte fått anstånd." in text
    assert f"Källa: {SOURCE}." in text
    assert "Ni svarade: Vår server låg nere." in text
    assert "Det ändrar inte vår bedömning. Skäl: Driften var ostörd." in text
    assert "Utbetalning" not in text
    assert letter_pdf(letter).startswith(b"%PDF")
    assert letter_docx(letter).startswith(b"PK")
    other = words(letter_of(Decision.objects.get(amount__region="12")))
    assert "avslår" not in other, "who has asked for nothing is refused nothing"


def test_lateness_takes_nothing_without_a_source(people: People) -> None:
    heard(people, "Ja.")
    TermsVersion.objects.update(source="")

    with pytest.raises(ForfeitWithoutSource):
        proposed(people)


@pytest.mark.parametrize(
    ("material", "days", "refusal"),
    [("", 14, TextMissing), ("  ", 14, TextMissing), ("Sent.", 13, AnswerTimeTooShort)],
)
def test_material_has_words_and_time(
    people: People, material: str, days: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        send_material(2026, "07", people.officer, material, timezone.localdate() + timedelta(days=days))
    assert not Hearing.objects.exists()


def test_a_region_that_was_in_time_or_has_been_heard_is_sent_nothing(people: People) -> None:
    assert [region.code for region in too_late(2026)] == ["07"]
    with pytest.raises(NothingToRefuse):
        send_material(2026, "12", people.officer, "Sent.", in_two_weeks())
    sent(people)
    with pytest.raises(HeardAlready):
        sent(people)
    assert Hearing.objects.count() == 1


def test_an_officer_without_conflict_sends_and_the_process_leader_answers(people: People) -> None:
    for person in (people.owner, people.decision_maker, people.auditor, people.administrator):
        with pytest.raises(NotPermitted):
            send_material(2026, "07", person, "Sent.", in_two_weeks())
    state(Return.objects.get(year=2026, region="07"), True, "Min syster.", people.second_officer)
    with pytest.raises(Conflicted):
        send_material(2026, "07", people.second_officer, "Sent.", in_two_weeks())
    hearing = sent(people)
    for person in (people.contributor, people.stranger, people.officer):
        with pytest.raises(NotPermitted):
            answer_hearing(hearing.pk, person, "Nej.")
    answer_hearing(hearing.pk, people.owner, "Ja.")

    acts = Entry.objects.filter(act__startswith="payout.hearing.").order_by("sequence")
    assert [entry.act.rpartition(".")[2] for entry in acts] == ["send", "answer"]
    assert Message.objects.filter(to=people.owner, subject__startswith="Ta del av underlaget").count() == 1


def test_what_was_heard_is_never_changed(people: People) -> None:
    hearing = heard(people, "Ja.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.update(material="Annat.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk)._raw_delete("default")
    run = proposed(people)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)

    with pytest.raises(HeardAlready):
        answer_hearing(hearing.pk, people.owner, "Nej.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.update(answer="Nej.")


def test_the_whole_way_by_the_pages(people: People) -> None:
    page = reverse("payouts:hearings", args=(2026,))
    assert "Region Kronoberg" in as_(people.auditor).get(page).content.decode()
    send = reverse("payouts:send_hearing", args=(2026, "07"))
    said = {"07-material": "Redovisningen kom för sent.", "07-answer_by": in_two_weeks().isoformat()}
    assert "Du har inte den roll" in as_(people.auditor).post(send, said).content.decode()
    assert not Hearing.objects.exists()
    assert as_(people.officer).post(send, said).status_code == 302

    hearing = reverse("payouts:hearing", args=(Hearing.objects.get().pk,))
    assert hearing in as_(people.owner).get(reverse("payouts:own")).content.decode()
    assert "Redovisningen kom för sent." in as_(people.owner).get(hearing).content.decode()
    assert as_(people.owner).post(hearing, {"answer": "Vår server låg nere."}).status_code == 302
    assert as_(people.stranger).get(hearing).status_code == 404
    assert "Vår server låg nere." in as_(people.officer).get(page).content.decode()
    assess = reverse("payouts:assess_answer", args=(Hearing.objects.get().pk,))
    seen = Hearing.objects.get().stamp()
    as_(people.officer).post(assess, {"seen": seen, "assessment": "Driften var ostörd."})
    assert "Driften var ostörd." in as_(people.auditor).get(page).content.decode()


def test_what_comes_too_late_after_the_decision_changes_nothing_and_the_page_says_so(people: People) -> None:
    """Skåne is late as Kronoberg was, and is accepted when the contacts are decided."""
    heard(people, "Vår server låg nere.")
    run = proposed(people)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)
    an_accepted_return(a_year(), "12", people.stranger, people.officer)
    again = compute_again(2026, Kind.CONTACTS, people.officer)

    with pytest.raises(NoDifference):
        open_differences(again.pk, people.officer)
    with pytest.raises(HeardAlready):
        send_material(2026, "12", people.officer, "Det kom för sent.", in_two_weeks())
    page = as_(people.officer).get(reverse("payouts:hearings", args=(2026,))).content.decode()
    assert "kom för sent ändrar inte beloppet, och regionen hörs inte igen." in page
