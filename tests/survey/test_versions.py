"""What is handed in is kept: each submission is a numbered version that neither people nor SQL change."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from agreement.replies import Part
from audit import guards
from audit.models import Entry
from submissions.signing import digest
from survey.guards import VERSIONS
from survey.models import Response, ResponseVersion
from survey.submitting import reopen, submit, withdraw
from tests.makers import People, signed_in, the_people
from tests.survey.surveys import a_sent_survey, write

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Träning i grupp.", "Samtal i stället."


@pytest.fixture
def people() -> People:
    return the_people()


def handed_in_twice(people: People) -> Response:
    """Kronoberg's answers: handed in, opened again by the analyst, written over and handed in anew."""
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "offer_pain", people.owner, Part(text=FIRST), comment="Från mars.")
    write(response, "offer_mental", people.owner, Part(text="Hemligt."), confidential=True)
    submit(response, people.owner, response.revision)
    reopen(response, "Beskriv mer.", people.analyst)
    write(response, "offer_pain", people.contributor, Part(text=SECOND))
    return submit(response, people.owner, response.revision)


def told(version: ResponseVersion, key: str) -> dict[str, Any]:
    """What a version says in answer to a question."""
    answers: list[dict[str, Any]] = version.content["answers"]
    return next(each for each in answers if each["question"] == key)


def address(number: int) -> str:
    return reverse("survey:version", args=[2026, "07", number])


def test_what_was_handed_in_first_is_there_after_it_was_written_over(people: People) -> None:
    response = handed_in_twice(people)

    first, second = response.versions.order_by("number")
    assert (first.number, second.number) == (1, 2)
    said = told(first, "offer_pain")
    assert (said["question"], said["parts"][0]["text"], said["comment"]) == (
        "offer_pain",
        FIRST,
        "Från mars.",
    )
    assert told(second, "offer_pain")["parts"][0]["text"] == SECOND
    assert (first.made_by, second.made_at) == (people.owner, response.submitted_at)


def test_the_checksum_is_of_what_is_kept_and_stands_in_the_trail(people: People) -> None:
    response = handed_in_twice(people)

    sums = [version.sha256 for version in response.versions.order_by("number")]
    assert sums == [digest(version.content) for version in ResponseVersion.objects.order_by("number")]
    rows = Entry.objects.filter(act="survey.submit").order_by("sequence")
    assert [row.details["sha256"] for row in rows] == sums


@pytest.mark.parametrize("who", ["owner", "contributor", "analyst"])
def test_the_region_and_the_analyst_read_both_versions(who: str, people: People) -> None:
    handed_in_twice(people)
    client = signed_in(getattr(people, who))

    first, second = (client.get(address(number)).content.decode() for number in (1, 2))

    assert FIRST in first
    assert SECOND not in first
    assert "Det finns en senare version." in first
    assert SECOND in second
    assert "Hemligt." in second


def test_the_auditor_reads_versions_but_nothing_confidential_and_officers_none(people: People) -> None:
    handed_in_twice(people)

    page = signed_in(people.auditor).get(address(1)).content.decode()

    assert FIRST in page
    assert "Hemligt." not in page
    assert Entry.objects.latest("sequence").act == "read.answers"
    for other in (people.stranger, people.officer, people.decision_maker, people.administrator):
        assert signed_in(other).get(address(1)).status_code == 404
    assert signed_in(people.owner).get(address(3)).status_code == 404


def test_the_region_s_and_the_analyst_s_pages_lead_to_the_versions(people: People) -> None:
    response = handed_in_twice(people)

    own = signed_in(people.owner).get(reverse("survey:response", args=[2026, "07"])).content.decode()
    analyst = signed_in(people.analyst).get(reverse("survey:survey", args=[2026])).content.decode()

    for page in (own, analyst):
        assert address(1) in page
        assert address(2) in page
    assert response.versions.get(number=1).sha256[:12] in own


def test_what_was_handed_in_before_versions_were_kept_is_kept_when_it_is_opened(people: People) -> None:
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "offer_pain", people.owner, Part(text=FIRST))
    Response.objects.filter(pk=response.pk).update(status=Response.Status.SUBMITTED)
    response.refresh_from_db()

    withdraw(response, "Fel.", people.owner)
    write(response, "offer_pain", people.owner, Part(text=SECOND))

    assert response.versions.get().content["answers"][0]["parts"][0]["text"] == FIRST


def test_the_database_refuses_to_change_remove_or_replace_a_version(people: People) -> None:
    handed_in_twice(people)
    before = list(ResponseVersion.objects.order_by("pk").values())
    double = ResponseVersion.objects.get(number=1)
    double.pk = None

    for change in (
        lambda: ResponseVersion.objects.update(content={}),
        lambda: ResponseVersion.objects.filter(number=1).delete(),
        lambda: double.save(force_insert=True),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert list(ResponseVersion.objects.order_by("pk").values()) == before
    assert guards.missing(connection, VERSIONS) == []
