"""Who is conflicted decides, presents and sends nothing; who decides says that there is none, by region."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Entry
from outbox.models import Message
from payouts.computing import compute
from payouts.deciding import decide, propose, send_back
from payouts.differing import communicate, decide_difference, propose_difference
from payouts.hearing import answer_hearing, assess_answer, send_material
from payouts.models import Decision, Difference, Hearing, Kind, Run
from payouts.rectifying import rectify
from payouts.refusals import ConflictNotStated, DiaryNumberTaken
from register.models import Region, User
from submissions.models import ConflictStatement, Return
from submissions.refusals import Conflicted
from submissions.stating import state, try_statement
from tests.makers import People, a_population, a_return, a_year, an_accepted_return, the_people
from tests.payouts.changes import FIRST, a_decided_run, an_open_difference, corrected_to

pytestmark = pytest.mark.django_db
NUMBER = "FK2027/000002"


@pytest.fixture
def people() -> People:
    return the_people()


def conflicted(by: User, year: int = 2026, region: str = "07") -> ConflictStatement:
    return state(a_return(a_year(year), region), True, "Syster.", by)


def everything() -> list[object]:
    """What an act could have left behind."""
    models = (Run, Decision, Difference, Hearing, Entry, Message, ConflictStatement)
    return [list(model.objects.order_by("pk").values()) for model in models]


def refused(act: Callable[[], object]) -> None:
    """The act is refused as the person's conflict, and leaves no trace."""
    before = everything()
    with pytest.raises(Conflicted):
        act()
    assert everything() == before


def test_a_conflicted_person_proposes_and_returns_and_decides_nothing(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)
    conflicted(people.second_officer, region="08")
    refused(lambda: propose(run.pk, people.second_officer))

    propose(run.pk, people.officer)
    conflicted(people.decision_maker, region="08")

    refused(lambda: send_back(run.pk, people.decision_maker, "Räkna om."))
    refused(lambda: decide(run.pk, people.decision_maker, run.checksum, FIRST, no_conflict=True))


def test_a_conflicted_person_changes_no_decision(people: People) -> None:
    a_decided_run(people)
    corrected_to(people, 120)
    change = an_open_difference(people)
    day = timezone.localdate() + timedelta(days=14)
    first = conflicted(people.officer)
    refused(lambda: communicate(change.pk, people.officer, "Version 2", day))
    try_statement(first, ConflictStatement.Outcome.CLEAR, "För avlägset.", people.decision_maker)
    communicate(change.pk, people.officer, "Version 2", day)
    Difference.objects.filter(pk=change.pk).update(
        answer="Ja.", answered_by=people.owner, answered_at=timezone.now()
    )

    conflicted(people.second_officer)
    refused(lambda: propose_difference(change.pk, people.second_officer, "Skäl."))
    propose_difference(change.pk, people.officer, "Skäl.")

    conflicted(people.decision_maker)
    checksum = change.amount_now.run.checksum
    refused(lambda: decide_difference(change.pk, people.decision_maker, checksum, NUMBER, no_conflict=True))


def test_a_conflicted_person_assesses_no_answer(people: People) -> None:
    year = a_year(last_day=timezone.localdate() - timedelta(days=1), late_forfeits_contacts=True, source="4")
    an_accepted_return(year, "07", people.owner, people.officer)
    day = timezone.localdate() + timedelta(days=14)
    heard = send_material(2026, "07", people.officer, "Det kom för sent.", day)
    heard = answer_hearing(heard.pk, people.owner, "Vår server låg nere.")
    conflicted(people.second_officer)

    refused(lambda: assess_answer(heard.pk, people.second_officer, heard.stamp(), "Skäl."))


def test_the_decider_s_word_is_kept_for_each_region(people: People) -> None:
    a_return(a_year(), "12")
    a_decided_run(people)

    said = ConflictStatement.objects.filter(by=people.decision_maker)
    assert [(each.the_return.region_id, each.is_conflicted) for each in said] == [
        ("07", False),
        ("12", False),
    ]
    rows = Entry.objects.filter(act="conflict.state", actor=people.decision_maker).order_by("sequence")
    assert [row.region for row in rows] == ["07", "12"]


def test_a_change_is_decided_with_a_word_about_its_own_region(people: People) -> None:
    a_return(a_year(), "12")
    a_decided_run(people)
    corrected_to(people, 160)
    change = an_open_difference(people)
    propose_difference(change.pk, people.officer, "Skäl.")
    ConflictStatement.objects.all().delete()
    checksum = change.amount_now.run.checksum

    with pytest.raises(ConflictNotStated):
        decide_difference(change.pk, people.decision_maker, checksum, NUMBER, no_conflict=False)
    assert Difference.objects.get().status == "proposed"

    decide_difference(change.pk, people.decision_maker, checksum, NUMBER, no_conflict=True)
    assert ConflictStatement.objects.get().the_return == Return.objects.get(region="07")


def test_nobody_decides_without_the_word(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    before = everything()

    with pytest.raises(ConflictNotStated):
        decide(run.pk, people.decision_maker, run.checksum, FIRST, no_conflict=False)
    assert everything() == before


def test_no_decision_has_the_diary_number_of_another(people: People) -> None:
    a_decided_run(people)
    first = Decision.objects.get(amount__region="07")
    slip = ("Kronobrg", "Kronoberg", "Ett skrivfel.")
    with pytest.raises(DiaryNumberTaken):
        rectify(first.pk, people.decision_maker, slip, FIRST)
    rectify(first.pk, people.decision_maker, slip, NUMBER)

    corrected_to(people, 160)
    change = an_open_difference(people)
    propose_difference(change.pk, people.officer, "Skäl.")
    for taken in (FIRST, NUMBER, f" {NUMBER} "):
        with pytest.raises(DiaryNumberTaken):
            decide_difference(
                change.pk, people.decision_maker, change.amount_now.run.checksum, taken, no_conflict=True
            )

    for region in Region.objects.all():
        a_population(region, 200_000)
    run = propose(compute(2026, Kind.BASE, people.officer).pk, people.second_officer)
    with pytest.raises(DiaryNumberTaken):
        decide(run.pk, people.decision_maker, run.checksum, FIRST, no_conflict=True)
