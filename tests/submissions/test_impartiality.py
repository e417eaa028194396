"""A conflict of interest bars every act on the region until another person has tried it (L9)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agreement.moves import Status
from audit.models import Entry
from payouts.computing import compute
from payouts.deciding import may_decide, propose
from payouts.models import Kind, Run
from submissions import assigning, conversing, extending, noting, stating, waiving
from submissions.asking import accept, ask
from submissions.assessing import assess
from submissions.closing import close_round, remind_missing
from submissions.correcting import correct
from submissions.desk import tasks_of, unstated_by_year
from submissions.impartiality import barred_from
from submissions.models import Assignment, Closing, ConflictStatement, Note, Post, Return, Waiver
from submissions.refusals import (
    AlreadyAnswered,
    Conflicted,
    NotPermitted,
    OfficerConflicted,
    OwnConflict,
    ReasonMissing,
)
from tests.makers import (
    People,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db
CLEAR, CONFLICTED = ConflictStatement.Outcome.CLEAR, ConflictStatement.Outcome.CONFLICTED


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def signed(people: People) -> Return:
    return a_signed_return(a_year(), "07", people.owner)


def acts(signed: Return, people: People) -> dict[str, Callable[[], object]]:
    """Every act of an officer or administrator on the region of the signed return."""
    waiver = Waiver.objects.create(
        the_return=signed, rule="balance.unequal", request="Går inte.", asked_by=people.owner
    )
    extension = extending.ask_for(a_return(signed.year, "08"), date(2030, 1, 1), "Sjukdom.", people.owner)
    officer, until = people.officer, date(2030, 1, 1)
    stating.state(extension.the_return, True, "Bror.", officer)
    thread = conversing.ask_about(version := signed.versions.get(), "", "?", people.second_officer)
    year = signed.year
    return {
        "ask": lambda: ask(signed, officer, lines=["KBT"], message="?", answer_by=until),
        "accept": lambda: accept(signed, officer, 1),
        "assess": lambda: assess(signed, officer, 1, {}),
        "propose a waiver": lambda: waiving.propose(waiver.pk, officer, reason="Ja.", until=until),
        "refuse a waiver": lambda: waiving.refuse(waiver.pk, officer, "Nej."),
        "extend": lambda: extending.grant(extension, until, "", officer),
        "note a fact": lambda: noting.note(signed, Note.Kind.FACT, "De ringde.", officer),
        "make a working note": lambda: noting.note(signed, Note.Kind.WORKING, "Ring.", officer),
        "question": lambda: conversing.ask_about(version, "KBT", "?", officer),
        "reply": lambda: conversing.reply(thread, "Svar.", officer),
        "close a thread": lambda: conversing.close(thread, officer),
        "assign": lambda: assigning.assign(signed, people.second_officer, officer),
        "close the round": lambda: close_round(year, officer),
        "remind the missing": lambda: remind_missing(year, "Hör av er", "Vi saknar er.", officer),
        "compute": lambda: compute(2026, Kind.CONTACTS, officer),
    }


def test_a_yes_bars_every_act_and_leaves_no_trace(signed: Return, people: People) -> None:
    tried = acts(signed, people)
    stating.state(signed, True, "Min syster leder regionens vård.", people.officer)

    before = Entry.objects.count()
    for name, act in tried.items():
        with pytest.raises(Conflicted):
            act()
        assert Return.objects.get(pk=signed.pk).status == Status.SIGNED, name
        assert Entry.objects.count() == before, name
    assert not Run.objects.exists()
    assert not Note.objects.exists()
    assert Post.objects.count() == 1
    assert not Closing.objects.exists()


def test_a_case_is_not_given_to_who_is_conflicted_in_it(signed: Return, people: People) -> None:
    stating.state(signed, True, "Bror.", people.second_officer)

    with pytest.raises(OfficerConflicted, match=r"second\.officer kan vara jävig för Region Kronoberg"):
        assigning.assign(signed, people.second_officer, people.officer)
    assert not Assignment.objects.exists()
    assigning.assign(signed, people.officer, people.officer)


def test_a_region_s_question_is_never_barred_by_an_officer_s_conflict(signed: Return, people: People) -> None:
    stating.state(signed, True, "Bror.", people.officer)

    assert conversing.ask_about(signed.versions.get(), "", "Hur går det?", people.owner)


def test_an_administrator_with_a_conflict_corrects_nothing(people: People) -> None:
    accepted = an_accepted_return(a_year(), "07", people.owner, people.officer)
    stating.state(accepted, True, "Anställd i regionen i fjol.", people.administrator)

    with pytest.raises(Conflicted):
        correct(accepted, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Fel.")


def test_who_is_cleared_by_another_goes_on(signed: Return, people: People) -> None:
    statement = stating.state(signed, True, "Avlägsen kusin.", people.officer)
    with pytest.raises(OwnConflict):
        stating.try_statement(statement, CLEAR, "Nej då.", people.officer)
    with pytest.raises(OwnConflict):
        stating.state(signed, False, "", people.officer)
    with pytest.raises(ReasonMissing):
        stating.try_statement(statement, CLEAR, " ", people.second_officer)

    stating.try_statement(statement, CLEAR, "För avlägset.", people.second_officer)

    with pytest.raises(AlreadyAnswered):
        stating.try_statement(statement, CONFLICTED, "Igen.", people.decision_maker)
    accept(signed, people.officer, 1)


def test_a_conflict_that_was_found_bars_on(signed: Return, people: People) -> None:
    statement = stating.state(signed, True, "Maka.", people.officer)
    stating.try_statement(statement, CONFLICTED, "Närstående.", people.second_officer)

    with pytest.raises(Conflicted):
        accept(signed, people.officer, 1)
    accept(signed, people.second_officer, 1)


def test_a_no_bars_nobody_and_a_region_states_nothing(signed: Return, people: People) -> None:
    stating.state(signed, False, "", people.officer)
    with pytest.raises(NotPermitted):
        stating.state(signed, True, "Nej.", people.owner)
    with pytest.raises(ReasonMissing):
        stating.state(signed, True, " ", people.second_officer)

    accept(signed, people.officer, 1)


def test_a_decision_maker_with_a_conflict_in_one_region_decides_none_of_the_run(people: People) -> None:
    accepted = an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    assert may_decide(run, people.decision_maker) == ""
    stating.state(accepted, True, "Son.", people.decision_maker)

    assert "jävig" in may_decide(run, people.decision_maker)


def test_the_database_lets_nobody_try_the_own_conflict(signed: Return, people: People) -> None:
    statement = stating.state(signed, True, "Make.", people.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConflictStatement.objects.filter(pk=statement.pk).update(outcome=CLEAR, tried_by=people.officer)


def test_the_desk_asks_another_to_try_a_conflict(signed: Return, people: People) -> None:
    stating.state(signed, True, "Syster.", people.officer)

    assert "conflict" in {task.kind for task in tasks_of(people.second_officer)}
    assert "conflict" not in {task.kind for task in tasks_of(people.officer)}


def test_one_word_for_a_year_changes_no_word_already_said(signed: Return, people: People) -> None:
    other = a_return(signed.year, "08")
    stating.state(signed, True, "Syster.", people.officer)

    assert unstated_by_year(people.officer) == [(2026, 1)]
    assert stating.state_none(2026, people.officer) == 1
    assert stating.state_none(2026, people.officer) == 0
    assert barred_from(people.officer, [signed, other]) == [signed]
    with pytest.raises(NotPermitted):
        stating.state_none(2026, people.owner)
