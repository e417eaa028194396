"""An act and its row in the trail stand or fall together; over the cap the changes always add up."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from audit import guards
from audit.guards import Guard
from payouts.computing import compute, compute_again
from payouts.deciding import decide, propose
from payouts.differing import answer, communicate, decide_difference, open_differences, propose_difference
from payouts.models import Decision, Difference, Kind, PaymentOrder, Run, Settlement
from payouts.ordering import approve_order, confirm_payment, make_order
from payouts.rectifying import rectify
from payouts.settling import Wish, approve_settlement, settle
from register.models import Region
from submissions.correcting import correct
from submissions.refusals import NothingChanged
from tests.makers import People, a_return, a_year, an_accepted_return, the_people
from tests.payouts.changes import corrected_to

pytestmark = pytest.mark.django_db
FULL = Guard("trail_takes_no_more", "audit_entry", "INSERT", "1 = 1", "the trail is full")
ROOMS = ("payouts", "submissions", "outbox", "audit")


@pytest.fixture
def people() -> People:
    return the_people()


def everything() -> list[object]:
    """All rows of all tables that an act could write."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def fails_whole(act: Callable[[], object]) -> None:
    """The act fails where the trail takes no row, and leaves nothing."""
    before = everything()
    guards.install(connection, [FULL])
    with pytest.raises(IntegrityError, match="the trail is full"):
        act()
    guards.lift(connection, [FULL])
    assert everything() == before


def test_an_act_whose_row_cannot_be_written_leaves_nothing(people: People) -> None:
    """A payout from the computation to a settled reclaim: each act is tried with a full trail, then done."""
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    Region.objects.update(org_number="232100-0065")
    today, decider, two = timezone.localdate(), people.decision_maker, people.second_officer

    def run() -> Run:
        return Run.objects.latest("number")

    def order() -> int:
        return PaymentOrder.objects.get().pk

    def change() -> Difference:
        return Difference.objects.latest("pk")

    acts: list[Callable[[], object]] = [
        lambda: compute(2026, Kind.CONTACTS, people.officer),
        lambda: propose(run().pk, two),
        lambda: decide(run().pk, decider, run().checksum, "FK2027/1", no_conflict=True),
        lambda: make_order(run().pk, people.officer),
        lambda: approve_order(order(), two),
        lambda: confirm_payment(order(), two, today, "BG 1"),
        lambda: rectify(Decision.objects.get(amount__region="07").pk, decider, ("a", "b", "c"), "FK2027/2"),
        lambda: corrected_to(people, 120),
        lambda: compute_again(2026, Kind.CONTACTS, people.officer),
        lambda: open_differences(run().pk, people.officer),
        lambda: communicate(change().pk, people.officer, "Version 2", today + timedelta(days=14)),
        lambda: answer(change().pk, people.owner, "Ja."),
        lambda: propose_difference(change().pk, two, "Skäl."),
        lambda: decide_difference(change().pk, decider, run().checksum, "FK2027/3", no_conflict=True),
        lambda: settle(
            change().pk, Wish(Settlement.Way.CLAIM, due_on=today + timedelta(days=30)), people.officer
        ),
        lambda: approve_settlement(Settlement.objects.get().pk, two),
    ]
    for act in acts:
        fails_whole(act)
        act()
    assert Settlement.objects.get().approved_by == two


@pytest.fixture
def decided(people: People) -> Run:
    """The contacts of two regions, reduced to an appropriation that does not reach."""
    year = a_year(contact_appropriation=400_000)
    for code in ("07", "08"):
        an_accepted_return(year, code, people.owner, people.officer)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    return decide(run.pk, people.decision_maker, run.checksum, "FK2027/1", no_conflict=True)


@given(st.lists(st.tuples(st.sampled_from(["07", "08"]), st.integers(0, 324)), min_size=1, max_size=3))
@hypothesis_settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_over_the_cap_decisions_and_changes_of_two_regions_are_always_the_newest_computation(
    people: People, decided: Run, corrections: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        for place, (code, figure) in enumerate(corrections):
            if is_corrected(people, code, figure):
                decide_all(people, f"FK2027/{place + 2}")
            newest = Run.objects.latest("number")
            balances = {
                each.amount.region_id: each.balance() for each in Decision.objects.select_related("amount")
            }
            assert balances == dict(newest.amounts.values_list("region", "amount"))
            assert sum(balances.values()) == newest.total <= 400_000
        transaction.set_rollback(True)


def is_corrected(people: People, code: str, figure: int) -> bool:
    """The contacts with employers of a region are corrected; not where they are that already."""
    the_return = a_return(a_year(), code)
    number = the_return.versions.get(state="current").number
    try:
        correct(the_return, {"EMPLOYER": str(figure)}, people.administrator, seen_version=number, why="Fel")
    except NothingChanged:
        return False
    return True


def decide_all(people: People, number: str) -> None:
    """Every change that a new computation opens is heard where it must be, presented and decided."""
    run = compute_again(2026, Kind.CONTACTS, people.officer)
    day = timezone.localdate() + timedelta(days=14)
    for change in open_differences(run.pk, people.officer):
        own = f"{number}-{change.amount_now.region_id}"
        if change.is_reclaim:
            communicate(change.pk, people.officer, "Beräkningen.", day)
            answer(change.pk, people.owner, "Ja.")
        propose_difference(change.pk, people.second_officer, "Skäl.")
        decide_difference(change.pk, people.decision_maker, run.checksum, own, no_conflict=True)


def test_the_page_says_which_computation_is_newer(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    for _time in range(2):
        compute(2026, Kind.CONTACTS, people.officer)
    client = Client()
    client.force_login(people.decision_maker, backend="django.contrib.auth.backends.ModelBackend")

    shown = [
        client.get(reverse("payouts:run", args=(2026, "contacts", number))).content.decode()
        for number in (1, 2)
    ]
    assert "Beräkning 2 är nyare." in shown[0]
    assert "är nyare" not in shown[1]
