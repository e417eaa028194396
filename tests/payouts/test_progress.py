"""How far a payout has come: from the computation to the money, and through every change after it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from payouts.computing import compute, compute_again
from payouts.deciding import decide, propose
from payouts.differing import communicate, decide_difference, propose_difference
from payouts.models import Difference, Kind, Run, Settlement
from payouts.ordering import approve_order, confirm_payment, make_order
from payouts.progress import CHANGES, STATUSES, Progress, change_words, progress_of, status_words
from payouts.settling import Wish, approve_settlement, confirm_settlement, settle
from portal.statuses import find_status
from register.models import Region
from tests.makers import People, a_return, a_year, an_accepted_return, the_people
from tests.payouts.changes import a_decided_run, an_open_difference, corrected_to

pytestmark = pytest.mark.django_db
ORG_NUMBER = "232100-0065"


@pytest.fixture
def people() -> People:
    return the_people()


def contacts_of(region: str) -> Progress:
    return progress_of([2026])[region, 2026, Kind.CONTACTS]


def test_it_goes_from_computed_to_paid(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    Region.objects.update(org_number=ORG_NUMBER)
    seen = []

    run = compute(2026, Kind.CONTACTS, people.officer)
    seen.append(contacts_of("07").status)
    run = propose(run.pk, people.second_officer)
    seen.append(contacts_of("07").status)
    run = decide(run.pk, people.decision_maker, run.checksum, "FK2027/1", no_conflict=True)
    seen.append(contacts_of("07").status)
    order = make_order(run.pk, people.officer)
    seen.append(contacts_of("07").status)
    approve_order(order.pk, people.second_officer)
    seen.append(contacts_of("07").status)
    confirm_payment(order.pk, people.second_officer, timezone.localdate(), "B-1")
    seen.append(contacts_of("07").status)

    assert seen == ["computed", "proposed", "decided", "ordered", "ordered", "paid"]


def test_a_region_that_gets_nothing_is_decided_and_never_ordered(people: People) -> None:
    a_return(a_year(), "12")
    run = a_decided_run(people)
    Region.objects.update(org_number=ORG_NUMBER)
    make_order(run.pk, people.officer)

    assert {code: contacts_of(code).status for code in ("07", "12")} == {"07": "ordered", "12": "decided"}


def test_a_newer_computation_counts_until_one_is_decided_and_never_after(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    newer = compute(2026, Kind.CONTACTS, people.officer)
    assert contacts_of("07").status == "computed"

    propose(newer.pk, people.second_officer)
    decide(newer.pk, people.decision_maker, newer.checksum, "FK2027/1", no_conflict=True)
    compute_again(2026, Kind.CONTACTS, people.officer)
    assert contacts_of("07").status == "decided"


def test_a_change_is_told_from_when_it_is_opened_until_it_is_settled(people: People) -> None:
    a_decided_run(people)
    Region.objects.update(org_number=ORG_NUMBER)
    assert contacts_of("07") == Progress("decided")
    corrected_to(people, 160)
    change, seen = an_open_difference(people), []

    for step in _steps(change, people):
        seen.append(contacts_of("07").change)
        step()
    seen.append(contacts_of("07").change)

    assert seen == ["opened", "communicated", "proposed", "to_settle", "settling", "settling", "settled"]
    assert not contacts_of("07").has_open_change
    assert contacts_of("07").status == "decided"


def _steps(change: Difference, people: People) -> list[Callable[[], object]]:
    """What is done about more to pay, one act after the other."""
    soon = timezone.localdate() + timedelta(days=14)
    run = Run.objects.latest("number")

    def settlement() -> int:
        return Settlement.objects.get(difference=change).pk

    return [
        lambda: communicate(change.pk, people.officer, "Version 2", soon),
        lambda: propose_difference(change.pk, people.second_officer, "Fler kontakter"),
        lambda: decide_difference(
            change.pk, people.decision_maker, run.checksum, "FK2027/2", no_conflict=True
        ),
        lambda: settle(change.pk, Wish(Settlement.Way.PAY), people.officer),
        lambda: approve_settlement(settlement(), people.second_officer),
        lambda: confirm_settlement(settlement(), people.second_officer, timezone.localdate(), "B-2"),
    ]


def test_of_two_changes_the_one_that_waits_longest_from_its_end_is_told(people: People) -> None:
    a_decided_run(people)
    corrected_to(people, 160)
    change = an_open_difference(people)
    propose_difference(change.pk, people.second_officer, "Fler kontakter")
    run = Run.objects.latest("number")
    decide_difference(change.pk, people.decision_maker, run.checksum, "FK2027/2", no_conflict=True)
    corrected_to(people, 170)
    an_open_difference(people)

    assert contacts_of("07").change == "opened"


def test_what_a_newer_computation_dropped_is_no_change(people: People) -> None:
    a_decided_run(people)
    corrected_to(people, 160)
    dropped = an_open_difference(people)
    Difference.objects.filter(pk=dropped.pk).update(status="dropped")

    assert contacts_of("07") == Progress("decided")


def test_the_page_and_the_workbook_have_the_same_words_for_all_of_it() -> None:
    assert status_words() == {code: str(find_status(code, "payout").word) for code in STATUSES}
    assert change_words() == {code: str(find_status(code, "change").word) for code in CHANGES}
