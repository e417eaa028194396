"""Every move of the tables is made by who may, and by nobody else, from every status."""

from collections.abc import Callable
from dataclasses import replace
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
from register.models import AgreementYear, User
from submissions import waiving
from submissions.checking import check
from submissions.intake import File, deliver, save, upload
from submissions.models import Finding, Return, Waiver
from submissions.refusals import Closed, LineLocked, NothingChanged, NotPermitted, Refused
from submissions.refusals import Refused as PayoutRefused
from submissions.signing import ASSURANCES, sign
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_year,
    an_accepted_return,
    some_answers,
    the_people,
)
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
        complete(the_return, people)
        sign(the_return, getattr(people, ROLES[role]), the_return.revision, ASSURANCES, "Kontrollerat.")
    else:
        attempt(act, the_return, getattr(people, ROLES[role]))

    the_return.refresh_from_db()
    assert the_return.status in move.after


def complete(the_return: Return, people: People) -> None:
    """Say something of the line that was asked about."""
    said = some_answers()
    line = replace(said.line("KBT"), comment="Räknat en gång till.")
    answers = replace(said, lines={**said.lines, "KBT": line})
    check(deliver(the_return, answers, people.owner, the_return.revision).pk)
    the_return.refresh_from_db()


# --- the system's own move ----------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Status))
def test_a_check_moves_a_return_only_from_where_the_table_says(status: Status, people: People) -> None:
    the_return = in_status(status, people)
    if status == Status.ASKED:
        deliver(the_return, some_answers(), people.owner, the_return.revision)
    newest = the_return.deliveries.order_by("number").last()
    before = (the_return.status, the_return.draft_id, Entry.objects.count(), Message.objects.count())

    check(newest.pk if newest is not None else 0)

    the_return.refresh_from_db()
    move = find_move(Act.CHECK, status)
    if move is not None:
        assert move.roles == {Role.SYSTEM}
        assert the_return.status in move.after
        assert Entry.objects.filter(act="return.check").latest("pk").actor is None
    elif status == Status.DRAFT:
        # A draft that was saved is not handed over: nothing waits to be checked.
        assert newest is not None
        assert (the_return.status, newest.findings.count()) == (Status.DRAFT, 0)
    else:
        after = (the_return.status, the_return.draft_id, Entry.objects.count(), Message.objects.count())
        assert after == before, "a check left a trace"


def test_a_check_ends_where_what_it_read_says(people: People) -> None:
    """Ready, with errors, or back at the draft that a file which cannot be read left as it was."""
    ends = {}
    for code, data in (("07", some_answers()), ("08", some_answers(KBT=1))):
        the_return = a_return(a_year(), code)
        check(deliver(the_return, data, people.owner, 0).pk)
        ends[code] = Return.objects.get(pk=the_return.pk).status
    drafted = a_return(a_year(), "12")
    save(drafted, some_answers(), people.stranger, 0)
    broken = upload(drafted, File("a.xlsx", b"PK\x03\x04 broken"), people.stranger, drafted.revision)
    check(broken.pk)
    ends["12"] = Return.objects.get(pk=drafted.pk).status

    assert ends == {"07": Status.READY, "08": Status.RETURNED, "12": Status.DRAFT}
    move = find_move(Act.CHECK, Status.RECEIVED)
    assert move is not None
    assert set(ends.values()) == move.after


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED, Status.READY])
def test_an_older_delivery_that_is_checked_late_moves_nothing(status: Status, people: People) -> None:
    the_return = a_return(a_year(), "07")
    older = deliver(the_return, some_answers(KBT=7), people.owner, 0)
    if status == Status.DRAFT:
        save(the_return, some_answers(), people.owner, the_return.revision)
    else:
        changes = {"KBT": 1} if status == Status.RETURNED else {}
        check(deliver(the_return, some_answers(**changes), people.owner, the_return.revision).pk)
        the_return.refresh_from_db()
    the_return.refresh_from_db()
    before = (the_return.status, the_return.draft_id, the_return.revision)
    assert before[0] == status

    check(older.pk)

    the_return.refresh_from_db()
    assert (the_return.status, the_return.draft_id, the_return.revision) == before


# --- waivers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("status", [None, *WaiverStatus])
def test_a_waiver_is_asked_for_by_the_region_once(
    status: WaiverStatus | None, role: Role, people: People
) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, PUBLIC=124)
    error = Finding.objects.get(delivery=the_return.draft_id, weight="error")
    if status is not None:
        Waiver.objects.filter(pk=a_waiver(status, people).pk).update(
            rule=error.rule, lines=error.lines, found=error.found
        )
    roles, before, after = WAIVER_MOVES[WaiverAct.REQUEST]
    trace = waiver_trace()
    by = getattr(people, ROLES[role])

    if role not in roles:
        with pytest.raises(NotPermitted):
            waiving.request(error.pk, by, "Systemet räknar så.")
        assert waiver_trace() == trace
        return
    asked = waiving.request(error.pk, by, "Systemet räknar så.")
    if status in before or status == WaiverStatus.REFUSED:
        # Beside one that was refused, there is none.
        assert (asked.status, asked.asked_by) == (after, by)
        assert Waiver.objects.count() == len(trace[0]) + 1
    else:
        assert asked.status == status
        assert waiver_trace() == trace


@pytest.mark.parametrize("person", ["owner", "contributor"])
@pytest.mark.parametrize("status", list(Status))
def test_a_waiver_is_asked_for_while_the_region_works_on_the_return(
    status: Status, person: str, people: People
) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, PUBLIC=124)
    error = Finding.objects.get(delivery=the_return.draft_id, weight="error")
    Return.objects.update(status=status)
    trace = waiver_trace()

    if status in (Status.SIGNED, Status.ACCEPTED):
        with pytest.raises(Closed):
            waiving.request(error.pk, getattr(people, person), "Systemet räknar så.")
        assert waiver_trace() == trace
    else:
        waiving.request(error.pk, getattr(people, person), "Systemet räknar så.")
        assert Waiver.objects.get().status == WaiverStatus.ASKED


@pytest.mark.parametrize("act", [WaiverAct.PROPOSE, WaiverAct.APPROVE, WaiverAct.REFUSE])
def test_no_waiver_moves_in_a_year_that_is_over(act: WaiverAct, people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, PUBLIC=124)
    error = Finding.objects.get(delivery=the_return.draft_id, weight="error")
    waiver = a_waiver(WaiverStatus.PROPOSED if act is WaiverAct.APPROVE else WaiverStatus.ASKED, people)
    AgreementYear.objects.update(state=AgreementYear.State.PAST)
    trace = waiver_trace()

    with pytest.raises(Closed, match="Året är avslutat"):
        waive(act, waiver, people.officer)
    with pytest.raises(Closed, match="Året är avslutat"):
        waiving.request(error.pk, people.owner, "Systemet räknar så.")
    assert waiver_trace() == trace


def waiver_trace() -> tuple[list[tuple[int, str, str, str]], int, int]:
    """Everything that an act on a waiver could leave."""
    rows = list(Waiver.objects.order_by("pk").values_list("pk", "status", "reason", "request"))
    return rows, Entry.objects.count(), Message.objects.count()


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
