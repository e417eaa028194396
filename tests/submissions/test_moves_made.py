"""Every move of the tables is made by who may, and by nobody else, from every status."""

from collections.abc import Callable
from datetime import date

import pytest

from agreement.moves import (
    PAYOUT_MOVES,
    WAIVER_MOVES,
    Act,
    PayoutAct,
    PayoutStatus,
    Role,
    Status,
    WaiverAct,
    WaiverStatus,
    find_move,
    permits,
)
from audit.models import Entry
from outbox.models import Message
from payouts import deciding
from payouts.computing import compute
from payouts.models import Kind, Run
from register.models import User
from submissions import waiving
from submissions.intake import deliver
from submissions.models import Waiver
from submissions.refusals import LineLocked, NothingChanged, Refused
from submissions.refusals import Refused as PayoutRefused
from submissions.signing import ASSURANCES, sign
from tests.makers import People, a_return, a_year, an_accepted_return, some_answers, the_people
from tests.submissions.test_acts import ROLES, attempt, in_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.mark.parametrize(
    ("act", "status", "role"),
    [
        (act, status, role)
        for act in Act
        for status in Status
        for role in ROLES
        if act is not Act.CHECK and permits(act, status, {role})
    ],
)
def test_every_permitted_move_is_made_and_ends_where_the_table_says(
    act: Act, status: Status, role: Role, people: People
) -> None:
    the_return = in_status(status, people)
    move = find_move(act, status)
    assert move is not None
    if status == Status.ASKED and act in (Act.SAVE, Act.DELIVER, Act.SIGN):
        # Only the named line is open, and only what differs can be signed.
        changed = some_answers(KBT=204, APB=18)
        with pytest.raises(LineLocked):
            deliver(the_return, changed, people.owner, the_return.revision)
        the_return.refresh_from_db()
    if status == Status.ASKED and act is Act.SIGN:
        with pytest.raises(NothingChanged):
            sign(the_return, people.owner, the_return.revision, ASSURANCES, "Inget nytt.")
        return

    attempt(act, the_return, getattr(people, ROLES[role]))

    the_return.refresh_from_db()
    assert the_return.status in move.after


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("status", list(WaiverStatus))
def test_every_move_of_a_waiver_follows_the_table_whoever_tries_it(
    status: WaiverStatus, role: Role, people: People
) -> None:
    by = getattr(people, ROLES[role])
    for act, (roles, before, after) in WAIVER_MOVES.items():
        if act is WaiverAct.REQUEST:
            continue
        Waiver.objects.all().delete()
        waiver = a_waiver(status, people)
        trace = (waiver.status, Entry.objects.count(), Message.objects.count())
        if status in before and role in roles:
            waive(act, waiver, by)
            assert Waiver.objects.get().status == after
        else:
            with pytest.raises(Refused):
                waive(act, waiver, by)
            found = Waiver.objects.get()
            assert (found.status, Entry.objects.count(), Message.objects.count()) == trace


def a_waiver(status: WaiverStatus, people: People) -> Waiver:
    """A waiver in a status, proposed and granted by others than the people who try."""
    year = a_year()
    decided = status == WaiverStatus.GRANTED
    return Waiver.objects.create(
        the_return=a_return(year, "07"),
        rule="balance.forms_providers",
        lines=["KBT"],
        status=status,
        request="Systemet räknar så.",
        asked_by=people.owner,
        proposed_by=people.second_officer if status != WaiverStatus.ASKED else None,
        decided_by=people.administrator if decided else None,
        until=date(2099, 1, 1),
    )


def waive(act: WaiverAct, waiver: Waiver, by: User) -> None:
    """Try the act in its simplest form."""
    tries: dict[WaiverAct, Callable[[], object]] = {
        WaiverAct.PROPOSE: lambda: waiving.propose(waiver.pk, by, reason="Rimligt.", until=date(2099, 1, 1)),
        WaiverAct.APPROVE: lambda: waiving.approve(waiver.pk, by),
        WaiverAct.REFUSE: lambda: waiving.refuse(waiver.pk, by, "Nej."),
    }
    tries[act]()


def a_run(status: PayoutStatus, people: People) -> Run:
    """A computation of the contacts in a status, by others than the people who try."""
    run = compute(2026, Kind.CONTACTS, people.second_officer)
    if status != PayoutStatus.COMPUTED:
        deciding.propose(run.pk, people.second_officer)
    if status == PayoutStatus.DECIDED:
        deciding.decide(run.pk, people.decision_maker, run.checksum, "FK2027/1", no_conflict=True)
    return Run.objects.get(pk=run.pk)


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("status", list(PayoutStatus))
def test_every_move_of_a_payout_follows_the_table_whoever_tries_it(
    status: PayoutStatus, role: Role, people: People
) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    by = getattr(people, ROLES[role])
    run = a_run(status, people)
    for act in (PayoutAct.PROPOSE, PayoutAct.SEND_BACK, PayoutAct.DECIDE):
        permitted, before, after = PAYOUT_MOVES[act]
        now = Run.objects.get(pk=run.pk).status
        trace = (now, Entry.objects.count(), Message.objects.count())
        if now == before and role is permitted:
            move_payout(act, run, by)
            assert Run.objects.get(pk=run.pk).status == after
        else:
            with pytest.raises(PayoutRefused):
                move_payout(act, run, by)
            found = Run.objects.get(pk=run.pk)
            assert (found.status, Entry.objects.count(), Message.objects.count()) == trace


def move_payout(act: PayoutAct, run: Run, by: User) -> None:
    """Try the act in its simplest form."""
    tries: dict[PayoutAct, Callable[[], object]] = {
        PayoutAct.PROPOSE: lambda: deciding.propose(run.pk, by),
        PayoutAct.SEND_BACK: lambda: deciding.send_back(run.pk, by, "Räkna om."),
        PayoutAct.DECIDE: lambda: deciding.decide(run.pk, by, run.checksum, "FK2027/2", no_conflict=True),
    }
    tries[act]()
