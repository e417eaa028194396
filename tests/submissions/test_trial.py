"""A rule on trial is seen by officers and does not concern the region."""

import pytest
from django.test import Client
from django.urls import reverse

from agreement import rules
from agreement.moves import Status
from register.models import User
from submissions.signing import ASSURANCES, sign
from tests.makers import People, a_checked_return, a_year, the_people

pytestmark = pytest.mark.django_db
OWN = {"year": 2026, "region": "07"}


@pytest.fixture
def people() -> People:
    return the_people()


def page(user: User, name: str) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(name, kwargs=OWN)).content.decode()


def test_a_rule_on_trial_stops_nobody_and_is_shown_to_officers_only(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "ON_TRIAL", frozenset({"balance.unequal"}))

    the_return = a_checked_return(a_year(), "07", people.owner, PUBLIC=124)

    assert the_return.status == Status.READY
    assert "Summorna är inte lika" not in page(people.owner, "submissions:check")
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    review = page(people.officer, "submissions:review")
    assert "Bara för handläggare" in review
    assert "Summorna är inte lika" in review


def test_what_could_not_be_compared_is_said_to_the_officer_alone(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)
    assert the_return.draft is not None
    assert the_return.draft.findings.filter(rule="change.no_earlier").exists()

    assert the_return.draft.verdict == "ready"
    assert "Kontrollen hittade inget att rätta" in page(people.owner, "submissions:check")
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    assert "Bara för handläggare (1)" in page(people.officer, "submissions:review")
