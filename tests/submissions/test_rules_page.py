"""The page about the rules shows the year's own limits, not the defaults of the code."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.makers import a_year, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reader(client: Client) -> Client:
    client.force_login(the_people().owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


def entry(client: Client, rule: str) -> str:
    """What the page says of one rule, as plain text."""
    text = client.get(reverse("submissions:rules")).content.decode()
    article = text.partition(f'id="{rule}"')[2].partition("</article>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", article).replace("\u00a0", " ").split())


def test_a_limit_that_the_year_sets_is_the_one_on_the_page(client: Client) -> None:
    a_year(thresholds={"silent_treatments": 250, "men_points": 12})

    assert "utan en enda kontakt: 250" in entry(client, "silence.no_contacts")
    assert "andelen män har ändrats mer än så: 12 procentenheter" in entry(client, "change.men")


def test_a_limit_that_the_year_does_not_set_is_the_default(client: Client) -> None:
    a_year()

    assert "utan en enda kontakt: 100" in entry(client, "silence.no_contacts")


def test_each_rule_says_since_when_and_gives_an_example(client: Client) -> None:
    a_year()
    said = entry(client, "claim_rate.series")

    assert "Sedan 2026" in said
    assert "Exempel" in said
    assert "skiljer sig så många gånger från åren intill: 10,00 gånger" in said
