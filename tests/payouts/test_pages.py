"""The payouts' pages and the admin site: what they show, and that nothing can be changed by hand."""

import pytest
from django.urls import reverse

from audit.models import Entry
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.models import Amount, Decision, Kind, Run
from register.models import User
from submissions.correcting import correct
from tests.makers import People, a_return, a_year, an_accepted_return, signed_in, the_people

pytestmark = pytest.mark.django_db
RUN = {"year": 2026, "kind": "contacts", "number": 1}


@pytest.fixture
def people() -> People:
    return the_people()


def a_decided_run(people: People) -> Run:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)
    propose(run.pk, people.officer)
    return decide(run.pk, people.decision_maker, run.checksum, "FK2027/000001", no_conflict=True)


def page_of(user: User) -> str:
    return signed_in(user).get(reverse("payouts:run", kwargs=RUN)).content.decode()


def test_a_payout_that_used_an_older_version_shows_itself_as_outdated(people: People) -> None:
    run = a_decided_run(people)
    assert "Beräkningen är inaktuell" not in page_of(people.officer)

    the_return = run.amounts.get(region="07").version.the_return  # type: ignore[union-attr]
    correct(the_return, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Regionen ringde.")

    page = page_of(people.officer)
    assert "Beräkningen är inaktuell" in page
    assert "En skillnad kräver ett tilläggsbeslut." in page
    assert run.amounts.get(region="07").amount == 558_000


def test_who_computed_is_told_why_the_decision_is_not_theirs(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)
    propose(run.pk, people.officer)

    response = signed_in(people.officer).post(
        reverse("payouts:decide", kwargs=RUN),
        {"checksum": run.checksum, "diary_number": "FK2027/1", "no_conflict": "on"},
        follow=True,
    )

    assert "Du har inte den roll som behövs" in response.content.decode()
    assert not Decision.objects.exists()


def test_a_decision_wants_the_assurance_of_no_conflict(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)
    propose(run.pk, people.officer)

    response = signed_in(people.decision_maker).post(
        reverse("payouts:decide", kwargs=RUN), {"checksum": run.checksum, "diary_number": "FK2027/1"}
    )

    assert "Intyga att du inte är jävig" in response.content.decode()
    assert not Decision.objects.exists()


def test_the_base_without_population_is_refused_with_its_reason(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)

    page = signed_in(people.officer).get(reverse("payouts:year", kwargs={"year": 2026})).content.decode()

    assert "Grundbeloppet för 2026 kan inte beräknas, eftersom folkmängden" in page


def test_the_payment_list_exists_once_it_is_decided(people: People) -> None:
    a_decided_run(people)
    client = signed_in(people.officer)

    for form in ("csv", "xlsx"):
        response = client.get(reverse("payouts:payment_list", kwargs=RUN | {"form": form}))
        assert response.status_code == 200
        assert f"berakning-1.{form}" in response["Content-Disposition"]
    assert client.get(reverse("payouts:payment_list", kwargs=RUN | {"form": "exe"})).status_code == 404


@pytest.mark.usefixtures("past")
def test_past_payouts_are_shown_as_decided(people: People) -> None:
    page = signed_in(people.auditor).get(
        reverse("payouts:run", kwargs={"year": 2020, "kind": "base", "number": 1})
    )

    assert "115\u00a0051\u00a0902" in page.content.decode()
    assert "Varje region avrundades för sig." in page.content.decode()


def test_a_region_without_an_accepted_figure_is_not_computed_from_zero(people: People) -> None:
    a_return(a_year(), "12")
    a_decided_run(people)

    page = (
        signed_in(people.auditor).get(reverse("payouts:run", kwargs=RUN), {"region": "12"}).content.decode()
    )

    assert "Det är inte noll kontakter." in page
    assert "0 × 3" not in page


@pytest.mark.parametrize("model", [Run, Amount, Decision, Entry])
def test_payouts_decisions_and_the_trail_cannot_be_changed_in_the_admin_site(
    model: type[Run | Amount | Decision | Entry], people: People
) -> None:
    a_decided_run(people)
    row = model._default_manager.first()
    assert row is not None
    client = signed_in(people.administrator)
    base = f"/administration/{model._meta.app_label}/{model._meta.model_name}/"

    assert client.get(f"{base}{row.pk}/change/").status_code == 200
    assert client.post(f"{base}{row.pk}/change/", {"amount": "1"}).status_code == 403
    assert client.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{base}add/").status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()
