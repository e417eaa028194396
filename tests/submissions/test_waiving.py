"""One error may stand, by the word of two officers, for one region and year, until a day."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from agreement.moves import Status, WaiverStatus
from register.models import User
from submissions import waiving
from submissions.asking import accept
from submissions.assessing import assess, to_follow_up
from submissions.checking import check
from submissions.explaining import explain
from submissions.intake import deliver
from submissions.models import Finding, Return, Waiver
from submissions.refusals import NotPermitted, NotReady, OwnProposal, ReasonMissing, ToFollowUp, WaiverMoved
from submissions.returns import errors
from submissions.signing import ASSURANCES, sign
from tests.makers import People, a_checked_return, a_year, some_answers, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def unbalanced(people: People) -> Return:
    """A return whose providers are one too many, and cannot be mended."""
    return a_checked_return(a_year(), "07", people.owner, PUBLIC=124)


def the_error(the_return: Return) -> Finding:
    the_return.refresh_from_db()
    assert the_return.draft is not None
    return the_return.draft.findings.get(weight="error")


def a_granted_waiver(the_return: Return, people: People, days: int = 30) -> Waiver:
    waiver = waiving.request(the_error(the_return).pk, people.owner, "En vårdgivare räknar dubbelt.")
    until = timezone.localdate() + timedelta(days=days)
    waiving.propose(waiver.pk, people.officer, reason="Rättas i höst.", until=until)
    return waiving.approve(waiver.pk, people.second_officer)


def test_a_waived_error_no_longer_stops_the_return(unbalanced: Return, people: People) -> None:
    assert unbalanced.status == Status.RETURNED

    a_granted_waiver(unbalanced, people)

    unbalanced.refresh_from_db()
    assert unbalanced.status == Status.READY
    sign(unbalanced, people.owner, unbalanced.revision, ASSURANCES)
    assert the_error(unbalanced).waiver is not None


def test_the_waiver_is_for_these_figures_only(unbalanced: Return, people: People) -> None:
    a_granted_waiver(unbalanced, people)
    unbalanced.refresh_from_db()

    delivery = deliver(unbalanced, some_answers(PUBLIC=125), people.owner, unbalanced.revision)
    check(delivery.pk)

    unbalanced.refresh_from_db()
    assert unbalanced.status == Status.RETURNED


def test_a_waiver_that_has_run_out_helps_nobody(unbalanced: Return, people: People) -> None:
    a_granted_waiver(unbalanced, people, days=10)
    unbalanced.refresh_from_db()

    with time_machine.travel(timezone.now() + timedelta(days=11)):
        people.owner.__dict__.pop("_memberships_in_force", None)
        with pytest.raises(NotReady):
            sign(unbalanced, people.owner, unbalanced.revision, ASSURANCES)
        assert unbalanced.draft is not None
        assert len(errors(unbalanced.draft)) == 1


def test_who_proposed_cannot_approve(unbalanced: Return, people: People) -> None:
    waiver = waiving.request(the_error(unbalanced).pk, people.owner, "Går inte.")
    waiving.propose(waiver.pk, people.officer, reason="Rättas i höst.", until=timezone.localdate())

    with pytest.raises(OwnProposal):
        waiving.approve(waiver.pk, people.officer)

    assert Waiver.objects.get().status == WaiverStatus.PROPOSED


def test_the_database_too_wants_two_officers(unbalanced: Return, people: People) -> None:
    waiver = waiving.request(the_error(unbalanced).pk, people.owner, "Går inte.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(
            status="granted",
            proposed_by=people.officer,
            decided_by=people.officer,
            until=timezone.localdate(),
        )


@pytest.mark.parametrize(
    "person", ["owner", "contributor", "decision_maker", "administrator", "auditor", "analyst"]
)
def test_only_officers_propose_approve_and_refuse(person: str, unbalanced: Return, people: People) -> None:
    waiver = waiving.request(the_error(unbalanced).pk, people.owner, "Går inte.")
    by: User = getattr(people, person)

    with pytest.raises(NotPermitted):
        waiving.propose(waiver.pk, by, reason="Skäl.", until=timezone.localdate())
    with pytest.raises(NotPermitted):
        waiving.refuse(waiver.pk, by, "Skäl.")

    assert Waiver.objects.get().status == WaiverStatus.ASKED


def test_only_the_region_itself_asks(unbalanced: Return, people: People) -> None:
    for by in (people.stranger, people.officer, people.administrator):
        with pytest.raises(NotPermitted):
            waiving.request(the_error(unbalanced).pk, by, "Går inte.")

    assert not Waiver.objects.exists()


def test_a_reason_is_wanted_at_every_step(unbalanced: Return, people: People) -> None:
    with pytest.raises(ReasonMissing):
        waiving.request(the_error(unbalanced).pk, people.owner, "  ")
    waiver = waiving.request(the_error(unbalanced).pk, people.owner, "Går inte.")
    with pytest.raises(ReasonMissing):
        waiving.propose(waiver.pk, people.officer, reason="", until=timezone.localdate())
    with pytest.raises(ReasonMissing):
        waiving.refuse(waiver.pk, people.officer, "")


def test_asking_twice_asks_once_and_a_refused_one_can_be_asked_anew(
    unbalanced: Return, people: People
) -> None:
    error = the_error(unbalanced).pk
    first = waiving.request(error, people.owner, "Går inte.")
    assert waiving.request(error, people.contributor, "Går inte.") == first

    waiving.refuse(first.pk, people.officer, "Det går att rätta.")
    with pytest.raises(WaiverMoved):
        waiving.refuse(first.pk, people.second_officer, "Det går att rätta.")

    assert waiving.request(error, people.owner, "Vi har försökt.") != first


def test_a_query_marked_for_follow_up_keeps_the_return_from_being_accepted(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, EMPLOYER=320, EMPLOYMENT_SERVICE=35)
    assert the_return.draft is not None
    query = the_return.draft.findings.get(weight="query")
    explain(the_return, {query.pk: "Båda slagen."}, people.owner)
    sign(the_return, people.owner, the_return.revision, ASSURANCES)

    assert assess(the_return, people.officer, 1, {query.pk: False}) == 1
    assert assess(the_return, people.officer, 1, {query.pk: False}) == 0
    with pytest.raises(ToFollowUp, match="En kontrollfråga är märkt"):
        accept(the_return, people.officer, 1)
    assess(the_return, people.officer, 1, {query.pk: True})

    version = accept(the_return, people.officer, 1)
    assert to_follow_up(version) == []
