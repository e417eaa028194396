"""The payment order: one makes it, another approves it, and it is made once."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audit import guards
from audit.guards import TRAIL
from audit.models import Entry
from payouts.archive import hand_out, paper_of
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.models import Decision, Kind, PaymentOrder, PaymentRow, Run
from payouts.ordering import approve_order, confirm_payment, make_order, order_csv, order_xlsx
from payouts.refusals import (
    CanBeAppealed,
    NotDecided,
    NothingToOrder,
    OrderedAlready,
    OrderMoved,
    OrgNumberMissing,
    OwnOrder,
    PaymentNotStated,
)
from register.models import Region, User
from register.org_numbers import check_org_number
from submissions.refusals import NotPermitted
from tests.makers import People, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db
NUMBER = "232100-0065"


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def decided(people: People) -> Run:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    Region.objects.filter(pk="07").update(org_number=NUMBER)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    return decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)


def acts() -> list[str]:
    found = Entry.objects.filter(act__startswith="payment.").order_by("sequence")
    return list(found.values_list("act", flat=True))


def test_an_order_is_made_approved_by_another_and_confirmed(people: People, decided: Run) -> None:
    order = make_order(decided.pk, people.officer)
    approve_order(order.pk, people.decision_maker)
    confirm_payment(order.pk, people.officer, timezone.localdate(), "BG 1")

    order.refresh_from_db()
    assert (order.approved_by, order.reference) == (people.decision_maker, "BG 1")
    assert [(row.org_number, row.amount) for row in order.rows.all()] == [(NUMBER, 558_000)]
    assert acts() == ["payment.order", "payment.approve", "payment.confirm"]


def test_money_is_ordered_approved_and_confirmed_once(people: People, decided: Run) -> None:
    order = make_order(decided.pk, people.officer)
    with pytest.raises(OrderedAlready):
        make_order(decided.pk, people.second_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentOrder.objects.create(run=decided, made_by=people.second_officer)
    approve_order(order.pk, people.second_officer)
    with pytest.raises(OrderMoved):
        approve_order(order.pk, people.decision_maker)
    confirm_payment(order.pk, people.officer, timezone.localdate(), "BG 1")
    with pytest.raises(OrderMoved):
        confirm_payment(order.pk, people.officer, timezone.localdate(), "BG 2")
    assert acts() == ["payment.order", "payment.approve", "payment.confirm"]


def test_whoever_made_the_order_does_not_approve_it(people: People, decided: Run) -> None:
    order = make_order(decided.pk, people.officer)

    with pytest.raises(OwnOrder):
        approve_order(order.pk, people.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentOrder.objects.update(approved_by=people.officer, approved_at=timezone.now())


@pytest.mark.parametrize(
    ("terms", "fetched_days_ago", "is_paid"),
    [
        ({}, None, False),
        ({}, 21, False),
        ({}, 22, True),
        ({"appeal_counts_from": "decision"}, 22, False),
        ({"pay_when": "at_once", "pay_reason": "Vården behöver pengarna."}, None, True),
        ({"review": "reconsider"}, None, True),
    ],
)
def test_money_waits_for_the_time_to_appeal_where_the_terms_say_so(
    terms: dict[str, Any], fetched_days_ago: int | None, is_paid: bool, people: People
) -> None:
    """Decided today; a decision goes to Kronoberg alone."""
    an_accepted_return(a_year(**({"review": "appeal"} | terms)), "07", people.owner, people.officer)
    Region.objects.filter(pk="07").update(org_number=NUMBER)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)
    order = make_order(run.pk, people.officer)
    if fetched_days_ago is not None:
        hand_out(paper_of(Decision.objects.get(amount__run=run, amount__region="07")), "pdf", people.owner)
        guards.lift(connection, TRAIL)
        moment = timezone.now() - timedelta(days=fetched_days_ago)
        Entry.objects.filter(act="letter.fetched").update(at=moment)

    if is_paid:
        approve_order(order.pk, people.second_officer)
    else:
        with pytest.raises(CanBeAppealed, match="Region Kronoberg"):
            approve_order(order.pk, people.second_officer)
    order.refresh_from_db()
    assert (order.approved_by is not None) is is_paid
    assert ("payment.approve" in acts()) is is_paid


def test_without_a_valid_organisation_number_nothing_is_ordered(people: People, decided: Run) -> None:
    for number in ("", "232100-0066"):
        Region.objects.filter(pk="07").update(org_number=number)
        with pytest.raises(OrgNumberMissing, match="Kronoberg"):
            make_order(decided.pk, people.officer)
    assert not PaymentOrder.objects.exists()


@pytest.mark.parametrize("number", ["232100-0066", "8507099805", "12", "abc"])
def test_no_personal_identity_number_or_slip_is_an_organisation_number(number: str) -> None:
    check_org_number(NUMBER)
    with pytest.raises(ValidationError):
        check_org_number(number)


def test_only_what_is_decided_here_is_ordered(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    with pytest.raises(NotDecided):
        make_order(compute(2026, Kind.CONTACTS, people.officer).pk, people.officer)


@pytest.mark.usefixtures("past")
def test_printed_history_is_not_ordered(people: People) -> None:
    with pytest.raises(NothingToOrder):
        make_order(Run.objects.get(year=2018).pk, people.officer)


def test_others_than_the_agency_s_people_order_nothing(people: People, decided: Run) -> None:
    for person in (people.owner, people.auditor, people.analyst, people.administrator):
        with pytest.raises(NotPermitted):
            make_order(decided.pk, person)
    order = make_order(decided.pk, people.officer)
    with pytest.raises(NotPermitted):
        approve_order(order.pk, people.auditor)


def test_a_payment_is_confirmed_after_approval_with_a_day_and_a_reference(
    people: People, decided: Run
) -> None:
    order, today = make_order(decided.pk, people.officer), timezone.localdate()
    with pytest.raises(OrderMoved):
        confirm_payment(order.pk, people.officer, today, "BG 1")
    approve_order(order.pk, people.second_officer)
    for day, reference in ((today + timedelta(days=1), "BG 1"), (today, " ")):
        with pytest.raises(PaymentNotStated):
            confirm_payment(order.pk, people.officer, day, reference)


def test_the_database_changes_no_row_and_takes_no_other_amount(people: People, decided: Run) -> None:
    order = make_order(decided.pk, people.officer)
    row = order.rows.get()
    other = decided.amounts.get(region="08").decision
    tries = (
        lambda: PaymentRow.objects.update(amount=1),
        lambda: PaymentRow.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: PaymentOrder.objects.filter(pk=order.pk)._raw_delete("default"),
        lambda: PaymentOrder.objects.update(made_by=people.second_officer),
        lambda: PaymentRow.objects.create(order=order, decision=other, org_number=NUMBER, amount=5),
    )
    for attempt in tries:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_the_files_hold_the_order_once_it_is_approved(people: People, decided: Run) -> None:
    order = make_order(decided.pk, people.officer)
    with pytest.raises(OrderMoved):
        order_csv(order)
    approve_order(order.pk, people.second_officer)
    order.refresh_from_db()

    assert "07;Region Kronoberg;232100-0065;558000;FK2027/000001" in order_csv(order).decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(order_xlsx(order)))["Betalningsorder"]
    assert [cell.value for cell in sheet[2]][:4] == ["07", "Region Kronoberg", NUMBER, 558_000]


def test_each_row_of_the_order_is_a_verification_with_its_own_number_and_dates(
    people: People, decided: Run
) -> None:
    order = make_order(decided.pk, people.officer)
    approve_order(order.pk, people.second_officer)
    order.refresh_from_db()
    today = timezone.localdate().isoformat()
    row = order.rows.get()

    heads, said = list(csv.reader(io.StringIO(order_csv(order).decode("utf-8-sig")), delimiter=";"))
    assert dict(zip(heads, said, strict=True)) == {
        "Länskod": "07",
        "Region": "Region Kronoberg",
        "Organisationsnummer": NUMBER,
        "Belopp, kronor": "558000",
        "Diarienummer": "FK2027/000001",
        "Beslutsdatum": today,
        "Verifikation": f"U{row.pk}",
        "Order skapad": today,
        "Order godkänd": today,
    }
    sheet = load_workbook(io.BytesIO(order_xlsx(order)))["Betalningsorder"]
    assert [cell.value for cell in sheet[1]] == heads
    assert [str(cell.value) for cell in sheet[2]] == said


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_whole_way_by_the_pages(people: People, decided: Run) -> None:
    run = (2026, "contacts", 1)
    at = reverse("payouts:order", args=run)
    said = {"paid_on": timezone.localdate().isoformat(), "reference": "BG 1"}
    ways = ((people.officer, "skapa"), (people.officer, "godkann"), (people.decision_maker, "godkann"))
    for person, act in (*ways, (people.officer, "bekrafta")):
        as_(person).post(reverse("payouts:order_act", args=(*run, act)), said)

    order = PaymentOrder.objects.get()
    assert (order.approved_by, order.reference) == (people.decision_maker, "BG 1")
    assert "BG 1" in as_(people.auditor).get(at).content.decode()
    assert as_(people.owner).get(at).status_code == 404
    assert as_(people.auditor).get(reverse("payouts:order_file", args=(*run, "csv"))).status_code == 200
