"""Many act in the same moment: one decision, and no krona both ordered and set off."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from agreement.moves import Role
from audit.chain import deviations
from audit.models import Entry
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.models import Decision, Kind, PaymentOrder, Rectification, Run, Settlement
from payouts.ordering import make_order
from payouts.rectifying import rectify
from payouts.refusals import CannotSetOff, DiaryNumberTaken, MovedMeanwhile
from payouts.settling import Wish, approve_settlement, settle
from register.models import Region
from tests.makers import People, a_person, a_population, a_year, an_accepted_return, the_people
from tests.payouts.changes import a_decided_difference, a_decided_run, a_later_decision
from tests.race import at_once

pytestmark = pytest.mark.django_db(transaction=True)
APPROVALS = 50


def test_fifty_approvals_at_once_give_one_decision() -> None:
    people = the_people()
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    deciders = [a_person(Role.DECISION_MAKER, email=f"{n}@test.example") for n in range(APPROVALS)]

    results = at_once(
        *(
            lambda by=by, n=n: decide(run.pk, by, run.checksum, f"FK2027/{n:06}", no_conflict=True)
            for n, by in enumerate(deciders)
        )
    )

    decided = [result for result in results if isinstance(result, Run)]
    assert len(decided) == 1
    assert sum(isinstance(result, MovedMeanwhile) for result in results) == APPROVALS - 1
    assert Decision.objects.count() == run.amounts.count() == 3
    assert Decision.objects.values("decided_by", "diary_number").distinct().count() == 1
    assert Entry.objects.filter(act="payout.decide").count() == 1
    assert list(deviations()) == []


def test_what_is_set_off_in_the_moment_of_the_order_is_not_paid_too() -> None:
    people = the_people()
    a_decided_run(people)
    Region.objects.update(org_number="232100-0065")
    reclaim, later = a_decided_difference(people, 142), a_later_decision(people)
    consent = "FK2027/5, 1 mars"
    made = settle(reclaim.pk, Wish(Settlement.Way.SET_OFF, against=later.pk, consent=consent), people.officer)

    ordered, approved = at_once(
        lambda: make_order(later.amount.run_id, people.officer),
        lambda: approve_settlement(made.pk, people.second_officer),
    )

    assert isinstance(ordered, PaymentOrder)
    paid = ordered.rows.get(decision=later).amount
    if isinstance(approved, CannotSetOff):
        assert paid == later.amount.amount
    else:
        assert approved is None
        assert paid == later.amount.amount - made.amount


def slips(people: People, decisions: list[Decision]) -> list[Callable[[], object]]:
    """A rectification of each decision, all under one diary number."""
    texts = ("Regoin", "Region", "Ett skrivfel.")
    return [partial(rectify, each.pk, people.decision_maker, texts, "FK2027/9") for each in decisions]


def test_of_many_rectifications_at_once_one_has_the_diary_number() -> None:
    people = the_people()
    a_decided_run(people)
    decisions = list(Decision.objects.all())

    results = at_once(*slips(people, decisions * 4))

    assert sum(isinstance(each, Rectification) for each in results) == 1
    assert sum(isinstance(each, DiaryNumberTaken) for each in results) == len(results) - 1
    assert Rectification.objects.count() == 1
    assert list(deviations()) == []


def test_a_decision_and_rectifications_at_once_never_share_a_diary_number() -> None:
    people = the_people()
    a_decided_run(people)
    decisions = list(Decision.objects.all())
    year = a_year(2027)
    for region in Region.objects.all():
        a_population(region, 200_000, date(2027, 11, 1))
    run = propose(compute(year.year, Kind.BASE, people.officer).pk, people.second_officer)

    results = at_once(
        lambda: decide(run.pk, people.decision_maker, run.checksum, "FK2027/9", no_conflict=True),
        *slips(people, decisions * 2),
    )

    assert sum(isinstance(each, DiaryNumberTaken) for each in results) == len(results) - 1
    assert Decision.objects.filter(diary_number="FK2027/9").exists() is not Rectification.objects.exists()


def test_a_rectification_in_the_moment_of_the_order_hinders_neither() -> None:
    people = the_people()
    run = a_decided_run(people)
    Region.objects.update(org_number="232100-0065")
    decision = Decision.objects.get(amount__region="07")

    ordered, rectified = at_once(lambda: make_order(run.pk, people.officer), *slips(people, [decision]))

    assert isinstance(ordered, PaymentOrder)
    assert isinstance(rectified, Rectification)
