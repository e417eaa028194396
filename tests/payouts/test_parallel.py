"""Many act in the same moment: one decision, and no krona both ordered and set off."""

import pytest

from agreement.moves import Role
from audit.chain import deviations
from audit.models import Entry
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.models import Decision, Kind, PaymentOrder, Run, Settlement
from payouts.ordering import make_order
from payouts.refusals import CannotSetOff, MovedMeanwhile
from payouts.settling import Wish, approve_settlement, settle
from register.models import Region
from tests.makers import a_person, a_year, an_accepted_return, the_people
from tests.payouts.changes import a_decided_difference, a_decided_run, a_later_decision
from tests.submissions.test_parallel import at_once

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
