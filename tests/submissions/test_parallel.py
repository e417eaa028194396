"""Two at the same moment: one wins, the other is told, on both databases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreement.moves import Status
from audit.models import Entry
from audit.record import digest_of
from submissions.asking import accept, ask
from submissions.checking import check
from submissions.intake import deliver, save
from submissions.models import Return, Version
from submissions.refusals import ChangedMeanwhile, OtherVersion, Refused
from submissions.signing import ASSURANCES, sign, withdraw
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_signed_return,
    a_year,
    some_answers,
    the_people,
)
from tests.race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> People:
    return the_people()


def refusals(results: list[object]) -> list[Refused]:
    return [result for result in results if isinstance(result, Refused)]


def the_chain_is_whole() -> bool:
    """Every row of the trail names the digest of the row before it."""
    before = "0" * 64
    for number, entry in enumerate(Entry.objects.order_by("sequence"), start=1):
        if (entry.sequence, entry.previous) != (number, before) or entry.digest != digest_of(entry):
            return False
        before = entry.digest
    return True


def test_of_two_who_save_the_same_draft_one_is_told(people: People) -> None:
    the_return = a_return(a_year(), "07")

    results = at_once(
        lambda: save(a_return(a_year(), "07"), some_answers(KBT=1), people.owner, 0),
        lambda: save(a_return(a_year(), "07"), some_answers(KBT=2), people.contributor, 0),
    )

    assert len(refusals(results)) == 1
    the_return.refresh_from_db()
    assert (the_return.revision, the_return.deliveries.count()) == (1, 1)


def test_signing_twice_at_once_makes_one_version(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)
    seen = the_return.revision

    results = at_once(
        *[lambda: sign(a_return(a_year(), "07"), people.owner, seen, ASSURANCES) for _ in range(4)]
    )

    assert len(refusals(results)) == 3
    assert the_return.versions.count() == 1


def test_of_an_acceptance_and_a_withdrawal_at_once_one_wins(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)

    results = at_once(
        lambda: accept(a_return(a_year(), "07"), people.officer, 1),
        lambda: withdraw(a_return(a_year(), "07"), people.owner, "Fel fil."),
    )

    assert len(refusals(results)) == 1
    the_return.refresh_from_db()
    version = the_return.versions.get()
    ended = (the_return.status, version.state)
    assert ended in {(Status.ACCEPTED, Version.State.CURRENT), (Status.READY, Version.State.WITHDRAWN)}


def test_the_trail_is_one_chain_whoever_writes_at_once(people: People) -> None:
    year = a_year()
    for code in ("07", "08"):
        a_return(year, code)

    at_once(
        *[
            lambda code=code: save(a_return(a_year(), code), some_answers(), people.owner, 0)
            for code in ("07", "08")
        ]
    )

    assert Entry.objects.count() == 2
    assert the_chain_is_whole()


def test_of_two_acceptances_at_once_one_wins_and_the_other_is_told(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)

    results = at_once(
        *[
            lambda by=by: accept(a_return(a_year(), "07"), by, 1)
            for by in (people.officer, people.second_officer)
        ]
    )

    assert len(refusals(results)) == 1
    the_return.refresh_from_db()
    assert the_return.status == Status.ACCEPTED
    assert Entry.objects.filter(act="return.accept").count() == 1


def test_a_withdrawal_in_the_moment_of_a_submission_comes_after_it_or_is_told(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)
    withdraw(the_return, people.owner, "Fel fil.")
    seen = a_checked_return(a_year(), "07", people.owner, EMPLOYER=140).revision

    results = at_once(
        lambda: sign(a_return(a_year(), "07"), people.owner, seen, ASSURANCES, "Ny fil."),
        lambda: withdraw(a_return(a_year(), "07"), people.owner, "Fel igen."),
    )

    the_return.refresh_from_db()
    last = the_return.versions.order_by("number").last()
    assert last is not None
    came_too_early = len(refusals(results)) == 1
    assert (last.number, the_return.status, last.state) == (
        (2, Status.SIGNED, Version.State.CURRENT)
        if came_too_early
        else (2, Status.READY, Version.State.WITHDRAWN)
    )


def completed(people: People) -> Return:
    """A signed return whose completion is filled in and not yet signed."""
    the_return = a_signed_return(a_year(), "07", people.owner)
    day = timezone.localdate() + timedelta(days=14)
    ask(the_return, people.officer, lines=["EMPLOYER"], message="Räkna om.", answer_by=day)
    check(deliver(the_return, some_answers(EMPLOYER=150), people.owner, the_return.revision).pk)
    the_return.refresh_from_db()
    return the_return


def test_of_a_submission_and_a_withdrawal_at_once_one_wins_and_the_other_is_told(people: People) -> None:
    the_return = completed(people)
    seen = the_return.revision

    results = at_once(
        lambda: sign(a_return(a_year(), "07"), people.owner, seen, ASSURANCES, "Rättat."),
        lambda: withdraw(a_return(a_year(), "07"), people.owner, "Fel.", seen_version=1),
    )

    assert len(refusals(results)) == 1
    the_return.refresh_from_db()
    ended = (the_return.status, list(the_return.versions.order_by("number").values_list("state", flat=True)))
    assert ended in [
        (Status.SIGNED, [Version.State.REPLACED, Version.State.CURRENT]),
        (Status.READY, [Version.State.WITHDRAWN]),
    ]
    assert the_chain_is_whole()


def test_who_withdraws_after_a_new_version_came_is_told_of_it(people: People) -> None:
    the_return = completed(people)
    sign(the_return, people.owner, the_return.revision, ASSURANCES, "Rättat.")

    with pytest.raises(OtherVersion, match="Version 2 lämnades in medan du arbetade"):
        withdraw(the_return, people.owner, "Fel.", seen_version=1)

    assert list(the_return.versions.order_by("number").values_list("state", flat=True)) == [
        Version.State.REPLACED,
        Version.State.CURRENT,
    ]


def test_who_signs_after_a_withdrawal_is_told_of_it(people: People) -> None:
    the_return = completed(people)
    seen = the_return.revision
    withdraw(the_return, people.owner, "Fel.", seen_version=1)

    with pytest.raises(ChangedMeanwhile):
        sign(the_return, people.owner, seen, ASSURANCES, "Rättat.")

    assert the_return.versions.get().state == Version.State.WITHDRAWN


def test_two_regions_that_submit_at_once_get_a_number_each(people: People) -> None:
    seen = {code: a_checked_return(a_year(), code, people.owner).revision for code in ("07", "08")}

    results = at_once(
        *[
            lambda code=code: sign(a_return(a_year(), code), people.owner, seen[code], ASSURANCES)
            for code in seen
        ]
    )

    assert refusals(results) == []
    numbers = Version.objects.values_list("registered_as", flat=True)
    assert sorted(number.rpartition("-")[2] for number in numbers) == ["1", "2"]
    assert the_chain_is_whole()
