"""Two people, and the very computation that was shown."""

import pytest
from django.db import IntegrityError, transaction

from agreement.moves import Role
from audit.models import Entry
from payouts.computing import compute
from payouts.deciding import decide, may_decide, propose, send_back
from payouts.models import Decision, Kind, Run
from payouts.refusals import (
    AlreadyDecided,
    DiaryNumberMissing,
    MovedMeanwhile,
    NewerRun,
    NotTheShownRun,
    Outdated,
    OwnWork,
)
from register.models import Membership, User
from submissions.correcting import correct
from submissions.models import Return
from submissions.refusals import NotPermitted, ReasonMissing
from tests.makers import People, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db
DIARY = "FK2027/000001"


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def the_return(people: People) -> Return:
    return an_accepted_return(a_year(), "07", people.owner, people.officer)


@pytest.fixture
def proposed(people: People, the_return: Return) -> Run:
    return propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)


def also(user: User, role: Role) -> User:
    """The person with one more role, freshly read as in the next request."""
    Membership.objects.create(user=user, role=role.value)
    return User.objects.get(pk=user.pk)


def test_the_decision_maker_decides_for_every_region_at_once(people: People, proposed: Run) -> None:
    run = decide(proposed.pk, people.decision_maker, proposed.checksum, DIARY, no_conflict=True)

    assert run.status == "decided"
    decisions = Decision.objects.filter(amount__run=run)
    assert decisions.count() == run.amounts.count() == 3
    decision = decisions.get(amount__region="07")
    assert decision.amount.amount == 558_000
    assert decision.diary_number == DIARY
    assert (decision.decided_by, decision.computed_by, decision.presented_by) == (
        people.decision_maker,
        people.officer,
        people.second_officer,
    )
    assert Entry.objects.filter(act="payout.decide_region", region="07").count() == 1


def test_who_computed_never_decides_whatever_roles_the_person_has(people: People, proposed: Run) -> None:
    both = also(people.officer, Role.DECISION_MAKER)

    with pytest.raises(OwnWork, match="eftersom du har gjort beräkning 1"):
        decide(proposed.pk, both, proposed.checksum, DIARY, no_conflict=True)
    assert may_decide(proposed, both)
    assert not Decision.objects.exists()
    assert Run.objects.get().status == "proposed"


def test_who_presented_never_decides(people: People, proposed: Run) -> None:
    both = also(people.second_officer, Role.DECISION_MAKER)

    with pytest.raises(OwnWork, match="du har lagt fram förslaget"):
        decide(proposed.pk, both, proposed.checksum, DIARY, no_conflict=True)


def test_who_corrected_a_figure_never_decides(people: People, the_return: Return) -> None:
    correct(the_return, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Dubbelräknad kontakt")
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.officer)
    both = also(people.administrator, Role.DECISION_MAKER)

    with pytest.raises(OwnWork, match="du har rättat en uppgift för Region Kronoberg"):
        decide(run.pk, both, run.checksum, DIARY, no_conflict=True)

    decide(run.pk, people.decision_maker, run.checksum, DIARY, no_conflict=True)
    assert Decision.objects.get(amount__region="07").corrected_by == people.administrator


def test_only_the_decision_maker_decides_or_sends_back(people: People, proposed: Run) -> None:
    for user in (people.owner, people.officer, people.analyst, people.auditor, people.administrator):
        with pytest.raises(NotPermitted):
            decide(proposed.pk, user, proposed.checksum, DIARY, no_conflict=True)
        with pytest.raises(NotPermitted):
            send_back(proposed.pk, user, "Skäl")


def test_only_an_officer_proposes(people: People, the_return: Return) -> None:
    run = compute(2026, Kind.CONTACTS, people.officer)

    for user in (people.owner, people.decision_maker, people.auditor):
        with pytest.raises(NotPermitted):
            propose(run.pk, user)


def test_a_computation_that_was_not_proposed_is_not_decided(people: People, the_return: Return) -> None:
    run = compute(2026, Kind.CONTACTS, people.officer)

    with pytest.raises(MovedMeanwhile):
        decide(run.pk, people.decision_maker, run.checksum, DIARY, no_conflict=True)


def test_another_checksum_than_the_shown_one_stops_the_decision(people: People, proposed: Run) -> None:
    with pytest.raises(NotTheShownRun):
        decide(proposed.pk, people.decision_maker, "0" * 64, DIARY, no_conflict=True)


def test_an_amount_changed_behind_our_back_stops_the_decision(people: People, proposed: Run) -> None:
    proposed.amounts.filter(region="07").update(amount=5)

    with pytest.raises(NotTheShownRun):
        decide(proposed.pk, people.decision_maker, proposed.checksum, DIARY, no_conflict=True)


def test_an_outdated_computation_is_not_decided_and_the_version_is_named(
    people: People, the_return: Return, proposed: Run
) -> None:
    correct(the_return, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Dubbelräknad kontakt")

    with pytest.raises(Outdated, match=r"Beräkning 1 är inaktuell\. Version 2 för Region Kronoberg rättades"):
        decide(proposed.pk, people.decision_maker, proposed.checksum, DIARY, no_conflict=True)
    assert not Decision.objects.exists()


def test_a_former_computation_is_not_decided_when_there_is_a_later_one(people: People, proposed: Run) -> None:
    compute(2026, Kind.CONTACTS, people.officer)

    with pytest.raises(NewerRun, match="Granska beräkning 2"):
        decide(proposed.pk, people.decision_maker, proposed.checksum, DIARY, no_conflict=True)


def test_a_decision_needs_its_diary_number(people: People, proposed: Run) -> None:
    with pytest.raises(DiaryNumberMissing):
        decide(proposed.pk, people.decision_maker, proposed.checksum, "  ", no_conflict=True)


def test_deciding_twice_gives_one_decision(people: People, proposed: Run) -> None:
    decide(proposed.pk, people.decision_maker, proposed.checksum, DIARY, no_conflict=True)

    with pytest.raises(MovedMeanwhile):
        decide(proposed.pk, people.decision_maker, proposed.checksum, DIARY, no_conflict=True)
    assert Decision.objects.count() == 3


def test_what_is_decided_is_not_computed_again(people: People, proposed: Run) -> None:
    decide(proposed.pk, people.decision_maker, proposed.checksum, DIARY, no_conflict=True)

    with pytest.raises(AlreadyDecided, match="tilläggsbeslut"):
        compute(2026, Kind.CONTACTS, people.officer)


def test_a_proposal_sent_back_keeps_the_reason_and_can_be_proposed_again(
    people: People, proposed: Run
) -> None:
    with pytest.raises(ReasonMissing):
        send_back(proposed.pk, people.decision_maker, " ")

    run = send_back(proposed.pk, people.decision_maker, "Region Skåne saknas")
    assert (run.status, run.sent_back_reason, run.proposed_by) == ("computed", "Region Skåne saknas", None)

    assert propose(run.pk, people.officer).status == "proposed"


def test_the_database_itself_refuses_a_decision_on_one_s_own_work(people: People, proposed: Run) -> None:
    amount = proposed.amounts.get(region="07")
    facts = {"amount": amount, "decided_at": proposed.computed_at, "computed_by": people.officer}

    for own in ({}, {"decided_by": people.officer}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(**facts, **own)
    for field in ("presented_by", "corrected_by"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(
                **facts, decided_by=people.decision_maker, **{field: people.decision_maker}
            )
    assert not Decision.objects.exists()
