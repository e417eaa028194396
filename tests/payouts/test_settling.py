"""A decided difference becomes money once: paid out, claimed, or set off; by one, approved by another."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreement.weekdays import next_weekday
from audit import guards
from audit.guards import TRAIL
from audit.models import Entry
from payouts.archive import hand_out, paper_of
from payouts.differing import open_differences
from payouts.models import Decision, Rectification, Settlement
from payouts.ordering import approve_order, confirm_payment, left_to_pay, make_order
from payouts.rectifying import rectify, rectify_difference
from payouts.refusals import (
    CanBeAppealed,
    CannotSetOff,
    ConsentMissing,
    DifferenceNotDecided,
    DueTooSoon,
    OrderMoved,
    OrgNumberMissing,
    OwnOrder,
    PaymentNotStated,
    SettledAlready,
    WrongWay,
)
from payouts.settling import (
    Wish,
    approve_settlement,
    confirm_settlement,
    earliest_due,
    settle,
    settlement_rows,
)
from register.models import Region, User
from submissions.models import Return
from submissions.refusals import Conflicted, NotPermitted
from submissions.stating import state
from tests.makers import People, a_year, the_people
from tests.payouts.changes import (
    a_decided_difference,
    a_decided_run,
    a_later_decision,
    an_open_difference,
    corrected_to,
)

pytestmark = pytest.mark.django_db
PAY, CLAIM, SET_OFF = Settlement.Way.PAY, Settlement.Way.CLAIM, Settlement.Way.SET_OFF


@pytest.fixture
def people() -> People:
    made = the_people()
    a_decided_run(made)
    Region.objects.update(org_number="232100-0065")
    return made


def tomorrow() -> Wish:
    return Wish(CLAIM, due_on=timezone.localdate() + timedelta(days=30))


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_more_to_pay_is_ordered_approved_by_another_and_confirmed(people: People) -> None:
    difference = a_decided_difference(people, 160)
    made = settle(difference.pk, Wish(PAY), people.officer)
    assert (made.amount, made.org_number) == (27_000, "232100-0065")
    with pytest.raises(OwnOrder):
        approve_settlement(made.pk, people.officer)
    with pytest.raises(OrderMoved):
        confirm_settlement(made.pk, people.officer, timezone.localdate(), "BG 7")
    approve_settlement(made.pk, people.second_officer)
    with pytest.raises(PaymentNotStated):
        confirm_settlement(made.pk, people.officer, timezone.localdate() + timedelta(days=1), "BG 7")
    confirm_settlement(made.pk, people.officer, timezone.localdate(), "BG 7")

    with pytest.raises(OrderMoved):
        approve_settlement(made.pk, people.second_officer)
    made.refresh_from_db()
    assert (made.settled_on, made.reference) == (timezone.localdate(), "BG 7")
    acts = Entry.objects.filter(act__startswith="settlement.").order_by("sequence")
    assert [entry.act for entry in acts] == ["settlement.make", "settlement.approve", "settlement.confirm"]


def test_a_difference_is_settled_once(people: People) -> None:
    difference = a_decided_difference(people, 160)
    settle(difference.pk, Wish(PAY), people.officer)

    with pytest.raises(SettledAlready):
        settle(difference.pk, Wish(PAY), people.second_officer)
    assert Settlement.objects.count() == 1


def test_a_reclaim_is_never_paid_out_and_more_money_never_claimed(people: People) -> None:
    reclaim = a_decided_difference(people, 142)
    with pytest.raises(WrongWay):
        settle(reclaim.pk, Wish(PAY), people.officer)
    more = a_decided_difference(people, 170, "FK2027/000003")
    with pytest.raises(WrongWay):
        settle(more.pk, tomorrow(), people.officer)
    assert not Settlement.objects.exists()


def test_a_claim_has_a_day_that_is_still_to_come(people: People) -> None:
    reclaim = a_decided_difference(people, 142)
    with pytest.raises(DueTooSoon):
        settle(reclaim.pk, Wish(CLAIM), people.officer)
    with pytest.raises(DueTooSoon):
        settle(reclaim.pk, Wish(CLAIM, due_on=timezone.localdate()), people.officer)

    assert settle(reclaim.pk, tomorrow(), people.officer).amount == 27_000


@pytest.mark.parametrize(
    ("counts_from", "fetched", "days"),
    [("decision", False, 11), ("decision", True, 11), ("receipt", False, 21), ("receipt", True, 19)],
)
def test_a_claim_is_due_when_the_time_to_appeal_has_passed(
    counts_from: str, fetched: bool, days: int, people: People
) -> None:
    """Decided ten days ago; by the region fetched, if at all, two days ago."""
    terms = a_year().terms_versions.get()
    terms.pk, terms.number, terms.review, terms.appeal_counts_from = None, 2, "appeal", counts_from
    terms.save()
    reclaim, today = a_decided_difference(people, 120), timezone.localdate()
    reclaim.decided_at = timezone.now() - timedelta(days=10)
    if fetched:
        hand_out(paper_of(reclaim), "pdf", people.officer)
        hand_out(paper_of(reclaim), "pdf", people.owner)
        guards.lift(connection, TRAIL)
        mine = Entry.objects.filter(act="letter.fetched", actor=people.owner)
        mine.update(at=timezone.now() - timedelta(days=2))

    last_day_to_appeal = next_weekday(today + timedelta(days=days))
    assert earliest_due(reclaim) == last_day_to_appeal + timedelta(days=1)


def test_a_time_to_appeal_that_ends_at_christmas_ends_the_next_weekday(people: People) -> None:
    terms = a_year().terms_versions.get()
    terms.pk, terms.number, terms.review, terms.appeal_counts_from = None, 2, "appeal", "decision"
    terms.save()
    reclaim = a_decided_difference(people, 120)
    reclaim.decided_at = datetime(2026, 12, 4, 12, tzinfo=UTC)

    with time_machine.travel(datetime(2026, 12, 5, 12, tzinfo=UTC)):
        assert earliest_due(reclaim) == date(2026, 12, 29), "the day after Monday 28 December"


@pytest.mark.parametrize(("pay_when", "is_paid"), [("after_appeal", False), ("at_once", True)])
def test_more_to_pay_waits_for_the_time_to_appeal_where_the_terms_say_so(
    pay_when: str, is_paid: bool, people: People
) -> None:
    terms = a_year().terms_versions.get()
    terms.pk, terms.number, terms.review = None, 2, "appeal"
    terms.pay_when, terms.pay_reason = pay_when, "Vården behöver pengarna."
    terms.save()
    made = settle(a_decided_difference(people, 160).pk, Wish(PAY), people.officer)

    if is_paid:
        approve_settlement(made.pk, people.second_officer)
    else:
        with pytest.raises(CanBeAppealed, match="Region Kronoberg"):
            approve_settlement(made.pk, people.second_officer)
    made.refresh_from_db()
    assert (made.approved_by is not None) is is_paid


def test_what_cannot_be_appealed_is_due_tomorrow_at_the_earliest(people: People) -> None:
    assert earliest_due(a_decided_difference(people, 120)) == timezone.localdate() + timedelta(days=1)


def test_what_is_not_decided_is_not_settled(people: People) -> None:
    corrected_to(people, 160)
    with pytest.raises(DifferenceNotDecided):
        settle(an_open_difference(people).pk, Wish(PAY), people.officer)


def test_a_region_without_organisation_number_is_named(people: People) -> None:
    difference = a_decided_difference(people, 160)
    Region.objects.filter(pk="07").update(org_number="")
    with pytest.raises(OrgNumberMissing):
        settle(difference.pk, Wish(PAY), people.officer)


@pytest.mark.parametrize("person", ["owner", "auditor", "analyst", "administrator", "decision_maker"])
def test_only_an_officer_makes_it(person: str, people: People) -> None:
    difference = a_decided_difference(people, 160)
    with pytest.raises(NotPermitted):
        settle(difference.pk, Wish(PAY), getattr(people, person))
    assert not Settlement.objects.exists()


def test_a_set_off_needs_the_region_s_word_and_a_later_decision(people: People) -> None:
    reclaim = a_decided_difference(people, 142)
    first = Decision.objects.get(amount__region="07")
    with pytest.raises(ConsentMissing):
        settle(reclaim.pk, Wish(SET_OFF, against=first.pk), people.officer)
    with pytest.raises(CannotSetOff):
        settle(reclaim.pk, Wish(SET_OFF, against=first.pk, consent="FK2027/5, 1 mars"), people.officer)
    later = a_later_decision(people)
    made = settle(reclaim.pk, Wish(SET_OFF, against=later.pk, consent="FK2027/5, 1 mars"), people.officer)
    assert left_to_pay(later) == later.amount.amount, "nothing is taken before it is approved"

    approve_settlement(made.pk, people.second_officer)
    order = make_order(later.amount.run_id, people.officer)

    row = order.rows.get(decision=later)
    assert row.amount == later.amount.amount - 27_000


def test_what_is_ordered_is_no_longer_set_off_against(people: People) -> None:
    reclaim = a_decided_difference(people, 142)
    later = a_later_decision(people)
    made = settle(reclaim.pk, Wish(SET_OFF, against=later.pk, consent="FK2027/5"), people.officer)
    make_order(later.amount.run_id, people.officer)

    with pytest.raises(CannotSetOff):
        approve_settlement(made.pk, people.second_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.filter(pk=made.pk).update(
            approved_by=people.second_officer, approved_at=timezone.now()
        )


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM payouts_settlement",
        "UPDATE payouts_settlement SET amount = 1",
        "UPDATE payouts_settlement SET org_number = '232100-0016'",
        "UPDATE payouts_settlement SET way = 'claim', due_on = '2027-01-01'",
    ],
)
def test_the_database_refuses_to_change_a_settlement(change: str, people: People) -> None:
    settle(a_decided_difference(people, 160).pk, Wish(PAY), people.officer)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_database_refuses_a_settlement_that_is_not_the_difference(people: People) -> None:
    difference = a_decided_difference(people, 160)

    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.create(
            difference=difference, way=PAY, org_number="232100-0065", amount=28_000, made_by=people.officer
        )


def test_a_reclaim_is_claimed_by_the_pages(people: People) -> None:
    reclaim = a_decided_difference(people, 142)
    page = reverse("payouts:settlement", args=(reclaim.pk,))
    due = (timezone.localdate() + timedelta(days=30)).isoformat()

    def act(user: User, name: str, **said: str) -> int:
        return as_(user).post(reverse("payouts:settlement_act", args=(reclaim.pk, name)), said).status_code

    assert act(people.officer, "skapa", way="claim", due_on="i morgon") == 200, "the form says what is wrong"
    assert act(people.officer, "skapa", way="claim", due_on=due) == 302
    address = reverse("payouts:settlement_file", args=(reclaim.pk, "csv"))
    assert as_(people.officer).get(address).status_code == 404, "not before it is approved"
    assert act(people.second_officer, "godkann") == 302
    assert act(people.officer, "bekrafta", paid_on=timezone.localdate().isoformat(), reference="OCR 1") == 302

    shown = as_(people.auditor).get(page).content.decode()
    assert "krävs tillbaka" in shown
    assert "OCR 1" in shown
    assert "232100-0065" in as_(people.officer).get(address).getvalue().decode()
    assert as_(people.owner).get(page).status_code == 404


def test_who_has_a_conflict_moves_no_money_of_the_year(people: People) -> None:
    difference = a_decided_difference(people, 160)
    state(Return.objects.get(year=2026, region="07"), True, "Min syster leder projektet.", people.officer)

    first: list[Callable[[], object]] = [
        lambda: settle(difference.pk, Wish(PAY), people.officer),
        lambda: make_order(difference.decision.amount.run_id, people.officer),
        lambda: open_differences(difference.amount_now.run_id, people.officer),
    ]
    for act in first:
        with pytest.raises(Conflicted):
            act()
    made = settle(difference.pk, Wish(PAY), people.second_officer)
    order = make_order(difference.decision.amount.run_id, people.second_officer)
    later: list[Callable[[], object]] = [
        lambda: approve_settlement(made.pk, people.officer),
        lambda: confirm_settlement(made.pk, people.officer, timezone.localdate(), "BG 7"),
        lambda: approve_order(order.pk, people.officer),
        lambda: confirm_payment(order.pk, people.officer, timezone.localdate(), "BG 7"),
    ]
    for act in later:
        with pytest.raises(Conflicted):
            act()
    made.refresh_from_db()
    order.refresh_from_db()
    assert (made.approved_by, order.approved_by) == (None, None)


def test_who_has_a_conflict_rectifies_no_decision_of_the_year(people: People) -> None:
    difference = a_decided_difference(people, 160)
    state(Return.objects.get(year=2026, region="07"), True, "Min syster.", people.decision_maker)
    texts = ("Regoin", "Region", "Ett skrivfel.")

    with pytest.raises(Conflicted):
        rectify(difference.decision_id, people.decision_maker, texts, "FK2027/9")
    with pytest.raises(Conflicted):
        rectify_difference(difference.pk, people.decision_maker, texts, "FK2027/9")
    assert not Rectification.objects.exists()


def test_the_file_says_when_it_was_decided_and_made_and_by_which_documents(people: People) -> None:
    difference = a_decided_difference(people, 160)
    made = settle(difference.pk, Wish(PAY), people.officer)
    approve_settlement(made.pk, people.second_officer)
    made.refresh_from_db()

    heads, cells = settlement_rows(made)

    said = dict(zip(heads, cells, strict=True))
    today = timezone.localdate().isoformat()
    assert (said["Beslutsdatum"], said["Skapad"]) == (today, today)
    assert said["Underlag"] == "FK2027/000001, FK2027/000002"
