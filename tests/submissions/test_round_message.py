"""One message to all regions that are missing when a round is to be closed."""

import pytest
from django.test import Client
from django.urls import reverse

from agreement.moves import Role
from outbox.models import Message
from register.models import AgreementYear
from submissions.abstaining import abstain
from submissions.closing import close_round, remind_missing
from submissions.refusals import NobodyMissing, NotPermitted, RoundIsClosed
from tests.makers import People, a_person, a_return, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def year(people: People) -> AgreementYear:
    """Kronoberg is accepted, Kalmar has nothing yet."""
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    a_return(year, "08")
    return year


def test_only_those_who_are_missing_get_it(year: AgreementYear, people: People) -> None:
    leader = a_person(Role.PROCESS_LEADER, "08")

    assert remind_missing(year, "Vi saknar er redovisning", "Hör av er.", people.officer) == 1

    told = Message.objects.filter(cause="round")
    assert leader in {message.to for message in told}
    assert {message.region_id for message in told} == {"08"}


def test_the_same_words_on_the_same_day_are_sent_once(year: AgreementYear, people: People) -> None:
    a_person(Role.PROCESS_LEADER, "08")
    remind_missing(year, "Vi saknar er", "Hör av er.", people.officer)
    before = Message.objects.count()

    remind_missing(year, "Vi saknar er", "Hör av er.", people.second_officer)

    assert Message.objects.count() == before


def test_who_has_said_that_it_cannot_report_is_not_missing(year: AgreementYear, people: People) -> None:
    leader = a_person(Role.PROCESS_LEADER, "08")
    abstain(a_return(year, "08"), "Systemet är ur drift.", leader)

    with pytest.raises(NobodyMissing):
        remind_missing(year, "Vi saknar er", "Hör av er.", people.officer)
    close_round(year, people.officer)
    with pytest.raises(RoundIsClosed):
        remind_missing(year, "Vi saknar er", "Hör av er.", people.officer)
    assert not Message.objects.filter(cause="round").exists()


def test_only_an_officer_writes_and_the_page_says_what_lacks(
    client: Client, year: AgreementYear, people: People
) -> None:
    with pytest.raises(NotPermitted):
        remind_missing(year, "Vi saknar er", "Hör av er.", people.decision_maker)
    client.force_login(people.officer, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("submissions:message_missing", args=[2026])

    assert "Skriv ett ämne." in client.post(address, {"body": "Hej"}).content.decode()
    page = client.post(address, {"subject": "Hej", "body": "Hör av er."}, follow=True).content.decode()
    assert "Meddelandet är skickat till 1 region." in page
