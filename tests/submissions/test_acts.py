"""Every act on a return: it works; the wrong status or role is refused without a trace; twice equals once."""

from collections.abc import Callable
from datetime import date

import pytest

from agreement.answers import Answers
from agreement.moves import Act, Role, Status, permits
from audit.models import Entry
from outbox.models import Message
from register.models import User
from submissions.asking import accept, ask
from submissions.checking import check
from submissions.correcting import correct
from submissions.explaining import explain
from submissions.intake import deliver, save
from submissions.models import CompletionRequest, Delivery, Explanation, Return, Version
from submissions.refusals import (
    ChangedMeanwhile,
    Closed,
    LineLocked,
    NotAttested,
    NothingChanged,
    NotReady,
    ReasonMissing,
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def in_status(status: Status, people: People) -> Return:
    """Region 07's return brought to a status by the real acts."""
    year = a_year()
    ways: dict[Status, Callable[[], Return]] = {
        Status.NOT_STARTED: lambda: a_return(year, "07"),
        Status.DRAFT: lambda: handed_in(save, people),
        Status.RECEIVED: lambda: handed_in(deliver, people),
        Status.RETURNED: lambda: a_checked_return(year, "07", people.owner, KBT=1),
        Status.READY: lambda: a_checked_return(year, "07", people.owner),
        Status.SIGNED: lambda: a_signed_return(year, "07", people.owner),
        Status.ASKED: lambda: asked(people),
        Status.ACCEPTED: lambda: an_accepted_return(year, "07", people.owner, people.officer),
    }
    return ways[status]()


def handed_in(act: Callable[[Return, Answers, User, int], Delivery], people: People) -> Return:
    """A return that was saved or delivered and not yet checked."""
    the_return = a_return(a_year(), "07")
    act(the_return, some_answers(), people.owner, 0)
    return the_return


def asked(people: People) -> Return:
    """A signed return for which completion of KBT was asked."""
    the_return = a_signed_return(a_year(), "07", people.owner)
    ask(the_return, people.officer, lines=["KBT"], message="Kontrollera KBT.", answer_by=date(2027, 9, 1))
    return the_return


def attempt(act: Act, the_return: Return, by: User) -> None:
    """Try the act in its simplest form."""
    tries: dict[Act, Callable[[], object]] = {
        Act.SAVE: lambda: save(the_return, some_answers(), by, the_return.revision),
        Act.DELIVER: lambda: deliver(the_return, some_answers(), by, the_return.revision),
        Act.EXPLAIN: lambda: explain(the_return, {}, by),
        Act.SIGN: lambda: sign(the_return, by, the_return.revision, ASSURANCES),
        Act.WITHDRAW: lambda: withdraw(the_return, by, "Fel fil."),
        Act.ASK: lambda: ask(the_return, by, lines=["KBT"], message="Varför?", answer_by=date(2027, 9, 1)),
        Act.ACCEPT: lambda: accept(the_return, by, 1),
        Act.CORRECT: lambda: correct(
            the_return, {"EMPLOYER": "152"}, by, seen_version=1, why="Regionen ringde."
        ),
    }
    tries[act]()


ROLES = {
    Role.PROCESS_LEADER: "owner",
    Role.CONTRIBUTOR: "contributor",
    Role.OFFICER: "officer",
    Role.DECISION_MAKER: "decision_maker",
    Role.ANALYST: "analyst",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
}


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.CHECK])
@pytest.mark.parametrize("status", list(Status))
def test_every_act_from_every_status_by_every_role_follows_the_table(
    act: Act, status: Status, people: People
) -> None:
    the_return = in_status(status, people)
    for role, name in ROLES.items():
        if permits(act, status, {role}):
            continue
        before = _everything(the_return)
        with pytest.raises(Closed):
            attempt(act, the_return, getattr(people, name))
        assert _everything(the_return) == before, f"{name} left a trace"
    before = _everything(the_return)
    with pytest.raises(Closed):
        attempt(act, the_return, people.stranger)
    assert _everything(the_return) == before, "a stranger left a trace"


def _everything(the_return: Return) -> list[object]:
    the_return.refresh_from_db()
    return [
        the_return.status,
        the_return.revision,
        the_return.draft_id,
        the_return.touched_at,
        Delivery.objects.count(),
        list(Version.objects.order_by("pk").values_list("pk", "state", "accepted_by", "sha256")),
        list(CompletionRequest.objects.order_by("pk").values_list("pk", "closed_at")),
        Explanation.objects.count(),
        Message.objects.count(),
        Entry.objects.count(),
    ]


def test_a_draft_is_saved_unchecked_and_kept(people: People) -> None:
    the_return = a_return(a_year(), "07")

    delivery = save(the_return, some_answers(KBT=1), people.contributor, 0)

    assert the_return.status == Status.DRAFT
    assert the_return.draft == delivery
    assert the_return.revision == 1
    assert delivery.findings.count() == 0


def test_the_second_of_two_people_is_told_and_overwrites_nothing(people: People) -> None:
    the_return = a_return(a_year(), "07")
    save(the_return, some_answers(KBT=10), people.owner, 0)

    with pytest.raises(ChangedMeanwhile, match="owner sparade ändringar"):
        save(the_return, some_answers(KBT=20), people.contributor, 0)

    the_return.refresh_from_db()
    assert the_return.draft is not None
    assert Answers.from_json(the_return.draft.answers).line("KBT").value == "10"
    assert the_return.deliveries.count() == 1


def test_a_delivered_return_waits_until_it_is_checked(people: People) -> None:
    the_return = a_return(a_year(), "07")
    delivery = deliver(the_return, some_answers(), people.owner, 0)
    assert the_return.status == Status.RECEIVED

    check(delivery.pk)

    the_return.refresh_from_db()
    assert the_return.status == Status.READY
    assert delivery.figures.get(line="KBT").value == 203


def test_checking_twice_changes_nothing(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, KBT=1)
    delivery = the_return.deliveries.get()
    before = list(delivery.findings.values_list("pk", flat=True))

    check(delivery.pk)

    assert list(delivery.findings.values_list("pk", flat=True)) == before
    assert Entry.objects.filter(act="return.check").count() == 1


def test_the_newest_delivery_wins(people: People) -> None:
    the_return = a_return(a_year(), "07")
    older = deliver(the_return, some_answers(KBT=1), people.owner, 0)
    newer = deliver(the_return, some_answers(), people.owner, 1)

    check(newer.pk)
    check(older.pk)

    the_return.refresh_from_db()
    assert the_return.draft == newer
    assert the_return.status == Status.READY


def test_an_error_brings_the_return_back(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, KBT=204)

    assert the_return.status == Status.RETURNED
    with pytest.raises(Closed):
        sign(the_return, people.owner, the_return.revision, ASSURANCES)


def test_a_signed_return_is_a_frozen_numbered_version_with_a_checksum(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)

    version = the_return.versions.get()
    assert version.number == 1
    assert version.content["figures"]["KBT"]["value"] == 203
    assert len(version.sha256) == 64
    assert version.registered_as.endswith("-1")
    assert the_return.status == Status.SIGNED


def test_nobody_signs_without_all_three_assurances(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)

    with pytest.raises(NotAttested):
        sign(the_return, people.owner, the_return.revision, ["patients", "contacts"])

    assert not the_return.versions.exists()


def a_return_with_a_query(people: People) -> Return:
    """Contacts beyond the number of treatments together: possible, so it is asked about."""
    return a_checked_return(a_year(), "07", people.owner, EMPLOYER=320, EMPLOYMENT_SERVICE=35)


def test_a_query_must_be_explained_before_signing(people: People) -> None:
    the_return = a_return_with_a_query(people)
    assert the_return.status == Status.READY
    with pytest.raises(NotReady):
        sign(the_return, people.owner, the_return.revision, ASSURANCES)

    assert the_return.draft is not None
    finding = the_return.draft.findings.get(weight="query")
    explain(the_return, {finding.pk: "Samma patient hade båda slagen."}, people.contributor)
    version = sign(the_return, people.owner, the_return.revision, ASSURANCES)

    assert version.content["explanations"][0]["text"] == "Samma patient hade båda slagen."


def test_an_explanation_about_other_figures_does_not_count(people: People) -> None:
    the_return = a_return_with_a_query(people)
    assert the_return.draft is not None
    finding = the_return.draft.findings.get(weight="query")
    explain(the_return, {finding.pk: "Samma patient hade båda slagen."}, people.owner)

    delivery = deliver(
        the_return, some_answers(EMPLOYER=321, EMPLOYMENT_SERVICE=35), people.owner, the_return.revision
    )
    check(delivery.pk)
    the_return.refresh_from_db()

    with pytest.raises(NotReady):
        sign(the_return, people.owner, the_return.revision, ASSURANCES)
    assert Explanation.objects.count() == 1


def test_explaining_the_same_twice_stores_it_once(people: People) -> None:
    the_return = a_return_with_a_query(people)
    assert the_return.draft is not None
    finding = the_return.draft.findings.get(weight="query")

    assert explain(the_return, {finding.pk: "Båda slagen."}, people.owner) == 1
    assert explain(the_return, {finding.pk: "Båda slagen."}, people.owner) == 0


def test_a_withdrawn_version_stays_in_the_record(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)

    withdraw(the_return, people.owner, "En vårdgivare saknas.")

    version = the_return.versions.get()
    assert version.state == Version.State.WITHDRAWN
    assert version.withdrawn_reason == "En vårdgivare saknas."
    assert the_return.status == Status.READY


def test_only_the_named_lines_can_change_while_completion_is_asked_for(people: People) -> None:
    the_return = in_status(Status.ASKED, people)

    with pytest.raises(LineLocked, match="Raden IPT är låst"):
        deliver(the_return, some_answers(IPT=7), people.owner, the_return.revision)

    assert the_return.deliveries.count() == 1


def test_a_completion_becomes_the_next_version(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    ask(
        the_return,
        people.officer,
        lines=["EMPLOYER"],
        message="Stämmer antalet kontakter?",
        answer_by=date(2027, 9, 1),
    )
    delivery = deliver(the_return, some_answers(EMPLOYER=150), people.owner, the_return.revision)
    assert the_return.status == Status.ASKED
    check(delivery.pk)
    the_return.refresh_from_db()

    with pytest.raises(ReasonMissing):
        sign(the_return, people.owner, the_return.revision, ASSURANCES)
    version = sign(the_return, people.owner, the_return.revision, ASSURANCES, "Antalet är rättat.")

    assert (version.number, version.reason) == (2, "Antalet är rättat.")
    assert [v.state for v in the_return.versions.order_by("number")] == ["replaced", "current"]
    assert the_return.status == Status.SIGNED


def test_a_version_that_says_the_same_is_refused(people: People) -> None:
    the_return = in_status(Status.ASKED, people)

    with pytest.raises(NothingChanged, match="Inget skiljer sig från version 1"):
        sign(the_return, people.owner, the_return.revision, ASSURANCES)

    assert the_return.versions.count() == 1


def test_an_officer_accepts_the_very_version_that_was_read(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)

    with pytest.raises(ChangedMeanwhile):
        accept(the_return, people.officer, 2)
    version = accept(the_return, people.officer, 1)

    assert version.accepted_by == people.officer
    assert the_return.status == Status.ACCEPTED


def test_a_correction_is_the_next_version_with_its_reason(people: People) -> None:
    the_return = an_accepted_return(a_year(), "07", people.owner, people.officer)

    version = correct(
        the_return, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Regionen ringde."
    )

    assert (version.number, version.origin, version.reason) == (2, "corrected", "Regionen ringde.")
    assert version.content["figures"]["EMPLOYER"]["value"] == 150
    assert version.content["figures"]["KBT"]["value"] == 203
    assert the_return.status == Status.ACCEPTED
    assert the_return.versions.get(number=1).state == Version.State.REPLACED
