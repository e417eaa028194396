"""Every move of a difference, and every first computation, is made by who may and by nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from agreement.moves import (
    DIFFERENCE_MOVES,
    PAYOUT_MOVES,
    DifferenceAct,
    DifferenceStatus,
    PayoutAct,
    PayoutStatus,
    Role,
)
from audit.models import Entry
from outbox.models import Message
from payouts import deciding
from payouts.computing import compute, compute_again
from payouts.differing import (
    answer,
    communicate,
    decide_difference,
    open_differences,
    propose_difference,
)
from payouts.models import Difference, Kind, Rectification, Run
from payouts.rectifying import rectify_difference
from register.models import User
from submissions.correcting import correct
from submissions.refusals import Refused
from tests.makers import People, a_return, a_year, an_accepted_return, the_people
from tests.submissions.test_acts import ROLES

pytestmark = pytest.mark.django_db
DIARY = "FK2027/000001"


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def decided(people: People) -> Run:
    """The contacts of Kronoberg, decided by nobody who tries a move afterwards."""
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = deciding.propose(compute(2026, Kind.CONTACTS, people.second_officer).pk, people.second_officer)
    return deciding.decide(run.pk, people.decision_maker, run.checksum, DIARY, no_conflict=True)


def corrected(people: People, employer: int) -> Run:
    """One more contact or a hundred, by the administrator, and the computation that follows."""
    the_return = a_return(a_year(), "07")
    version = the_return.versions.get(state="current").number
    correct(the_return, {"EMPLOYER": str(employer)}, people.administrator, seen_version=version, why="Fler")
    return compute_again(2026, Kind.CONTACTS, people.second_officer)


def a_difference(status: DifferenceStatus | None, people: People) -> Difference | None:
    """More to pay, in a status, by others than those who try; None: computed and not opened."""
    run = corrected(people, 160)
    if status is None:
        return None
    [found] = open_differences(run.pk, people.second_officer)
    if status == DifferenceStatus.DROPPED:
        open_differences(corrected(people, 170).pk, people.second_officer)
    if status == DifferenceStatus.COMMUNICATED:
        day = timezone.localdate() + timedelta(days=14)
        communicate(found.pk, people.second_officer, "Version 2", day)
    if status in (DifferenceStatus.PROPOSED, DifferenceStatus.DECIDED):
        propose_difference(found.pk, people.second_officer, "Fler kontakter")
    if status == DifferenceStatus.DECIDED:
        decide_difference(found.pk, people.decision_maker, run.checksum, f"{DIARY}-2", no_conflict=True)
    found.refresh_from_db()
    assert found.status == status
    return found


def try_act(act: DifferenceAct, found: Difference | None, by: User) -> None:
    """Try the act in its simplest form, on the newest computation or on the difference."""
    pk = 0 if found is None else found.pk
    newest = Run.objects.latest("number")
    tries: dict[DifferenceAct, Callable[[], object]] = {
        DifferenceAct.OPEN: lambda: open_differences(newest.pk, by),
        DifferenceAct.COMMUNICATE: lambda: communicate(
            pk, by, "Version 2", timezone.localdate() + timedelta(days=14)
        ),
        DifferenceAct.ANSWER: lambda: answer(pk, by, "Det stämmer"),
        DifferenceAct.PROPOSE: lambda: propose_difference(pk, by, "Fler kontakter"),
        DifferenceAct.DECIDE: lambda: decide_difference(
            pk, by, newest.checksum, f"{DIARY}-3", no_conflict=True
        ),
        DifferenceAct.RECTIFY: lambda: rectify_difference(pk, by, ("sju", "åtta", "Skrivfel"), f"{DIARY}-4"),
    }
    tries[act]()


def the_trace() -> list[object]:
    return [
        list(Difference.objects.order_by("pk").values_list("pk", "status", "answer")),
        Run.objects.count(),
        Rectification.objects.count(),
        Entry.objects.count(),
        Message.objects.count(),
    ]


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("status", [None, *DifferenceStatus])
def test_every_move_of_a_difference_follows_the_table_whoever_tries_it(
    status: DifferenceStatus | None, role: Role, people: People
) -> None:
    by, found = getattr(people, ROLES[role]), a_difference(status, people)
    made = []
    for act, (permitted, before, _after) in DIFFERENCE_MOVES.items():
        if found is None and act is not DifferenceAct.OPEN:
            continue  # there is nothing to do it to
        if status in before and role is permitted:
            made.append(act)
            continue
        trace = the_trace()
        with pytest.raises(Refused):
            try_act(act, found, by)
        assert the_trace() == trace, f"{role} {act} left a trace"
    for act in made[:1]:
        try_act(act, found, by)
        after = DIFFERENCE_MOVES[act][2] or status
        assert Difference.objects.latest("pk").status == after


@pytest.mark.parametrize("status", [DifferenceStatus.OPENED, DifferenceStatus.COMMUNICATED])
def test_a_difference_is_proposed_before_and_after_the_region_was_told(
    status: DifferenceStatus, people: People, decided: Run
) -> None:
    found = a_difference(status, people)
    try_act(DifferenceAct.PROPOSE, found, people.officer)

    assert Difference.objects.get().status == DifferenceStatus.PROPOSED


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("status", [None, *PayoutStatus])
def test_a_payout_is_computed_by_an_officer_until_it_is_decided(
    status: PayoutStatus | None, role: Role, people: People
) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    by = getattr(people, ROLES[role])
    if status is not None:
        run = compute(2026, Kind.CONTACTS, people.second_officer)
    if status in (PayoutStatus.PROPOSED, PayoutStatus.DECIDED):
        deciding.propose(run.pk, people.second_officer)
    if status == PayoutStatus.DECIDED:
        deciding.decide(run.pk, people.decision_maker, run.checksum, DIARY, no_conflict=True)
    permitted, _none, after = PAYOUT_MOVES[PayoutAct.COMPUTE]
    trace = the_trace()
    if role is permitted and status != PayoutStatus.DECIDED:
        made = compute(2026, Kind.CONTACTS, by)
        assert made.status == after
        assert Run.objects.count() == (1 if status is None else 2)
    else:
        with pytest.raises(Refused):
            compute(2026, Kind.CONTACTS, by)
        assert the_trace() == trace
