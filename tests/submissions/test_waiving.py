"""One error may stand, by the word of two officers, for one region and year, until a day."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreement.moves import Status, WaiverStatus
from outbox.models import Message
from register.models import User
from submissions import waiving
from submissions.asking import accept
from submissions.assessing import assess, to_follow_up
from submissions.checking import check
from submissions.explaining import explain
from submissions.intake import deliver
from submissions.models import Finding, Return, Waiver
from submissions.refusals import (
    DayPassed,
    NotPermitted,
    NotReady,
    OwnProposal,
    ReasonMissing,
    ToFollowUp,
    WaiverMoved,
)
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


def test_each_step_of_a_waiver_is_told_to_those_whom_it_concerns(unbalanced: Return, people: People) -> None:
    a_granted_waiver(unbalanced, people)

    told = {(each.to, each.subject) for each in Message.objects.filter(cause="waiver")}
    assert told == {
        (people.officer, "Region Kronoberg begär ett undantag för 2026"),
        (people.second_officer, "Region Kronoberg begär ett undantag för 2026"),
        (people.second_officer, "Ett undantag är föreslaget för Region Kronoberg 2026"),
        (people.owner, "Undantaget är beviljat"),
    }


def test_a_refusal_is_told_with_its_reason(unbalanced: Return, people: People) -> None:
    waiver = waiving.request(the_error(unbalanced).pk, people.owner, "Underlaget är så.")
    waiving.refuse(waiver.pk, people.officer, "Rätta summan.")

    message = Message.objects.get(cause="waiver", to=people.owner)
    assert (message.subject, message.body) == ("Undantaget är avslaget", "Rätta summan.")


# --- on the pages ------------------------------------------------------------------------------


def page(person: User, name: str, *more: int, **posted: str) -> str:
    """What a person reads after a post, or at a page."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse(f"submissions:{name}", args=(2026, "07", *more))
    answer = client.post(url, posted, follow=True) if more else client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_day_that_has_been_is_refused_on_the_page_and_by_the_act(
    unbalanced: Return, people: People
) -> None:
    waiver = waiving.request(the_error(unbalanced).pk, people.owner, "Går inte.")
    yesterday = timezone.localdate() - timedelta(days=1)

    text = page(people.officer, "propose_waiver", waiver.pk, reason="Rättas.", until=yesterday.isoformat())
    with pytest.raises(DayPassed):
        waiving.propose(waiver.pk, people.officer, reason="Rättas.", until=yesterday)

    assert "Dagen har redan varit. Välj en dag som kommer." in text
    waiver.refresh_from_db()
    assert (waiver.status, waiver.until, waiver.proposed_by) == (WaiverStatus.ASKED, None, None)


def test_two_officers_grant_a_waiver_on_the_page_and_it_runs_out(unbalanced: Return, people: People) -> None:
    error, today = the_error(unbalanced), timezone.localdate()
    page(people.owner, "request_waiver", error.pk, why="En vårdgivare räknar dubbelt.")
    waiver = Waiver.objects.get()

    page(people.officer, "propose_waiver", waiver.pk, reason="Rättas i höst.", until=today.isoformat())
    own = page(people.officer, "approve_waiver", waiver.pk)
    assert "Du har själv föreslagit undantaget" in own
    assert "Undantaget är beviljat" in page(people.second_officer, "approve_waiver", waiver.pk)
    unbalanced.refresh_from_db()
    assert unbalanced.status == Status.READY
    assert "Begär undantag" not in page(people.owner, "check")

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert unbalanced.draft is not None
        assert [each.rule for each in errors(unbalanced.draft)] == [error.rule]
        assert "Begär undantag" in page(people.owner, "check")


def test_a_region_asks_anew_when_the_waiver_has_run_out(unbalanced: Return, people: People) -> None:
    first = a_granted_waiver(unbalanced, people, days=10)
    error = the_error(unbalanced).pk
    assert waiving.request(error, people.owner, "Igen.") == first

    with time_machine.travel(timezone.now() + timedelta(days=11)):
        again = waiving.request(error, User.objects.get(pk=people.owner.pk), "Vi hann inte rätta.")

    assert again != first
    assert again.status == WaiverStatus.ASKED


def test_the_officer_reads_the_regions_words_beside_the_query(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, EMPLOYER=320, EMPLOYMENT_SERVICE=35)
    assert the_return.draft is not None
    query = the_return.draft.findings.get(weight="query")
    explain(the_return, {query.pk: "Trettioen hade båda slagen av kontakt."}, people.owner)
    sign(the_return, people.owner, the_return.revision, ASSURANCES)

    text = page(people.officer, "review")

    start = text.index("Regionens svar")
    assert "”Trettioen hade båda slagen av kontakt.”" in text[start : start + 200]
    assert text.rindex("Fler kontakter än behandlingar", 0, start) < start
