"""The pages after a decision: who sees what, and the whole way of a reclaim."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.models import Decision, Difference, Kind, Rectification, Run
from register.models import User
from submissions.correcting import correct
from tests.makers import People, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def decided(people: People) -> Run:
    the_return = an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)
    correct(the_return, {"EMPLOYER": "142"}, people.administrator, seen_version=1, why="Dubbelräknat")
    return run


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def opened(people: People) -> Difference:
    as_(people.officer).post(reverse("payouts:compute_again", args=(2026, "contacts")))
    return Difference.objects.get()


def do(user: User, difference: Difference, act: str, **said: str) -> int:
    address = reverse("payouts:difference_act", args=(difference.pk, act))
    return as_(user).post(address, said).status_code


def test_a_reclaim_goes_its_whole_way_by_the_pages(people: People, decided: Run) -> None:
    difference = opened(people)
    day = (timezone.localdate() + timedelta(days=14)).isoformat()
    assert do(people.officer, difference, "underlag", material="Version 2", answer_by=day) == 302
    assert do(people.owner, difference, "svar", answer="Vi håller med.") == 302
    assert do(people.second_officer, difference, "forslag", reason="Nio räknades två gånger.") == 302
    checksum = difference.amount_now.run.checksum
    number = {"checksum": checksum, "diary_number": "FK2027/000002", "no_conflict": "on"}
    assert do(people.decision_maker, difference, "beslut", **number) == 302

    page = as_(people.owner).get(reverse("payouts:difference", args=(difference.pk,))).content.decode()
    for words in ("Återkrav", "Vi håller med.", "Nio räknades två gånger.", "FK2027/000002"):
        assert words in page
    balances = as_(people.auditor).get(reverse("payouts:balances", args=(2026, "contacts")))
    assert [row["balance"] for row in balances.context["rows"]] == [531_000, 0, 0]


def test_a_region_sees_a_change_once_it_was_sent_and_never_another_s(people: People, decided: Run) -> None:
    difference = opened(people)
    address = reverse("payouts:difference", args=(difference.pk,))
    assert as_(people.owner).get(address).status_code == 404
    day = (timezone.localdate() + timedelta(days=14)).isoformat()
    do(people.officer, difference, "underlag", material="Version 2", answer_by=day)

    assert as_(people.owner).get(address).status_code == 200
    for reader in (people.officer, people.decision_maker, people.auditor):
        assert as_(reader).get(address).status_code == 200
    assert as_(people.stranger).get(address).status_code == 404
    assert do(people.stranger, difference, "svar", answer="Nej") == 404
    assert as_(people.owner).get(reverse("payouts:balances", args=(2026, "contacts"))).status_code == 404


def test_what_cannot_be_done_is_said_and_leaves_no_trace(people: People, decided: Run) -> None:
    difference = opened(people)

    response = as_(people.officer).post(
        reverse("payouts:difference_act", args=(difference.pk, "forslag")), {"reason": "Skäl som jag skrev."}
    )

    page = response.content.decode()
    assert "Skicka underlaget till regionen och ge tid att svara" in page
    assert "Skäl som jag skrev." in page
    assert do(people.officer, difference, "forslag", reason="") == 200
    assert do(people.officer, difference, "okand") == 404
    difference.refresh_from_db()
    assert (difference.status, difference.reason) == ("opened", "")


def test_only_an_officer_computes_again(people: People, decided: Run) -> None:
    for user in (people.decision_maker, people.auditor):
        as_(user).post(reverse("payouts:compute_again", args=(2026, "contacts")))
    assert not Difference.objects.exists()
    assert (
        as_(people.owner).post(reverse("payouts:compute_again", args=(2026, "contacts"))).status_code == 404
    )


def test_a_slip_is_put_right_by_the_page(people: People, decided: Run) -> None:
    address = reverse("payouts:rectify", args=(Decision.objects.get(amount__region="07").pk,))
    said = {"wrong": "Kronobrg", "right": "Kronoberg", "reason": "Skrivfel", "diary_number": "FK2027/000009"}
    as_(people.officer).post(address, said)
    assert not Rectification.objects.exists()

    assert as_(people.decision_maker).post(address, said).status_code == 302

    assert "Kronobrg → Kronoberg" in as_(people.auditor).get(address).content.decode()
    assert as_(people.owner).get(address).status_code == 404


def test_a_region_finds_its_decision_and_the_change_that_was_sent(people: People, decided: Run) -> None:
    difference = opened(people)
    address = reverse("payouts:difference", args=(difference.pk,))
    before = as_(people.owner).get(reverse("payouts:own")).content.decode()
    assert "Kronoberg" in before
    assert address not in before
    day = (timezone.localdate() + timedelta(days=14)).isoformat()
    do(people.officer, difference, "underlag", material="Version 2", answer_by=day)

    assert address in as_(people.owner).get(reverse("payouts:own")).content.decode()
    assert "Kronoberg" not in as_(people.stranger).get(reverse("payouts:own")).content.decode()
    assert as_(people.officer).get(reverse("payouts:own")).status_code == 404
