"""A proposed repair goes into the draft with one click, and never into a signed version."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from agreement.moves import Status
from submissions.asking import ask
from submissions.checking import check
from submissions.intake import deliver
from submissions.models import Delivery, Return
from submissions.refusals import ChangedMeanwhile, Closed, LineLocked
from submissions.repairing import proposals, use
from submissions.returns import draft_answers
from submissions.signing import ASSURANCES, sign
from tests.makers import People, a_checked_return, a_signed_return, a_year, some_answers, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def unbalanced(people: People) -> Return:
    """KBT lost a digit."""
    return a_checked_return(a_year(), "07", people.owner, KBT=23)


def draft_of(the_return: Return) -> Delivery:
    the_return.refresh_from_db()
    assert the_return.draft is not None
    return the_return.draft


def page(client: Client, the_return: Return, people: People) -> str:
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("submissions:check", args=(the_return.year_id, the_return.region_id))
    return client.get(address).content.decode()


def send(client: Client, the_return: Return, **data: object) -> str:
    address = reverse("submissions:repair", args=(the_return.year_id, the_return.region_id))
    return client.post(address, data, follow=True).content.decode()


def test_a_chosen_repair_is_put_into_the_draft_and_checked(unbalanced: Return, people: People) -> None:
    place = [r.changes[0].line for r in proposals(draft_of(unbalanced))].index("KBT") + 1

    delivery = use(unbalanced, place, people.owner, unbalanced.revision)
    check(delivery.pk)

    assert draft_answers(Return.objects.get(pk=unbalanced.pk)).line("KBT").value == "203"
    assert Return.objects.get(pk=unbalanced.pk).status == Status.READY
    assert unbalanced.deliveries.count() == 2  # what was there before is kept


def test_choosing_twice_is_refused_the_second_time(unbalanced: Return, people: People) -> None:
    seen = unbalanced.revision
    use(unbalanced, 1, people.owner, seen)

    with pytest.raises(ChangedMeanwhile):
        use(Return.objects.get(pk=unbalanced.pk), 1, people.owner, seen)
    assert unbalanced.deliveries.count() == 2


@pytest.mark.parametrize("place", [0, 4, 99])
def test_only_what_was_proposed_can_be_used(place: int, unbalanced: Return, people: People) -> None:
    with pytest.raises(ChangedMeanwhile):
        use(unbalanced, place, people.owner, unbalanced.revision)
    assert unbalanced.deliveries.count() == 1


def test_a_balanced_draft_has_no_proposals(people: People) -> None:
    assert proposals(draft_of(a_checked_return(a_year(), "07", people.owner))) == ()


def test_a_signed_version_is_never_repaired(people: People) -> None:
    signed = a_signed_return(a_year(), "07", people.owner)

    with pytest.raises((ChangedMeanwhile, Closed)):
        use(signed, 1, people.owner, signed.revision)
    assert signed.deliveries.count() == 1


def test_a_locked_line_is_not_repaired(people: People) -> None:
    signed = a_signed_return(a_year(), "07", people.owner)
    ask(signed, people.officer, lines=["WOMEN"], message="Kontrollera.", answer_by=date(2027, 12, 31))
    signed.refresh_from_db()
    check(deliver(signed, some_answers(WOMEN=263), people.owner, signed.revision).pk)
    men = [repair.changes[0].line for repair in proposals(draft_of(signed))].index("MEN") + 1

    with pytest.raises(LineLocked):
        use(signed, men, people.owner, signed.revision)


def test_the_page_shows_the_candidates_with_their_reasons(
    client: Client, unbalanced: Return, people: People
) -> None:
    text = page(client, unbalanced, people)

    assert "Möjliga rättelser" in text
    assert "Ändra KBT till 203" in text
    assert "en siffra kan ha fallit bort" in text


def test_the_button_puts_it_into_the_draft(client: Client, unbalanced: Return, people: People) -> None:
    page(client, unbalanced, people)
    place = [r.changes[0].line for r in proposals(draft_of(unbalanced))].index("KBT") + 1

    text = send(client, unbalanced, place=place, revision=unbalanced.revision)
    unbalanced.refresh_from_db()

    assert "Rättelsen är införd i utkastet." in text
    assert draft_answers(unbalanced).line("KBT").value == "203"


@pytest.mark.parametrize("data", [{}, {"place": "x", "revision": "1"}, {"place": "-1", "revision": "1"}])
def test_nonsense_is_refused_in_words(
    data: dict[str, str], client: Client, unbalanced: Return, people: People
) -> None:
    page(client, unbalanced, people)

    assert "Inget har ändrats." in send(client, unbalanced, **data)
    assert unbalanced.deliveries.count() == 1


def test_a_signed_return_shows_no_button(client: Client, people: People) -> None:
    ready = a_checked_return(a_year(), "07", people.owner)
    sign(ready, people.owner, ready.revision, ASSURANCES)

    assert "Ändra KBT" not in page(client, ready, people)


def test_a_balanced_draft_reads_no_history(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = draft_of(a_checked_return(a_year(), "07", people.owner))
    list(draft.findings.all())

    with django_assert_num_queries(1):
        proposals(draft)
