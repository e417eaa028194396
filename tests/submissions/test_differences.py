"""What a new version changes is shown to who signs it, to who reads it, and beside the year before."""

import pytest
from django.test import Client
from django.urls import reverse

from register.models import AgreementYear, User
from submissions.asking import accept
from submissions.correcting import correct
from submissions.differences import between, from_earlier, other_words
from submissions.history import earlier_figures
from submissions.models import Return
from submissions.signing import content_of, sign, withdraw
from tests.makers import (
    People,
    a_checked_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def page(client: Client, person: User, name: str, *place: object) -> str:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(f"submissions:{name}", args=place)).content.decode().replace("\u00a0", " ")


# A balanced return that repeats no figure of the present one.
LAST_YEAR = {
    "KBT": 190, "IKBT": 2, "APB": 31, "MMR1": 8, "MMR2": 30, "BMB": 11, "AST": 52,
    "PRIVATE": 190, "PUBLIC": 134, "WOMEN": 230, "MEN": 94, "EMPLOYER": 140, "EMPLOYMENT_SERVICE": 31,
}  # fmt: skip


def last_year(people: People) -> None:
    """An accepted return of 2025, a year that is over."""
    an_accepted_return(a_year(2025), "07", people.owner, people.officer, **LAST_YEAR)
    AgreementYear.objects.filter(pk=2025).update(state=AgreementYear.State.PAST)


def again(people: People) -> Return:
    """A return that was signed, taken back and filled in anew with one contact less; 2025 was accepted."""
    last_year(people)
    the_return = a_signed_return(a_year(), "07", people.owner)
    withdraw(the_return, people.owner, "Fel siffra.")
    return a_checked_return(a_year(), "07", people.owner, EMPLOYER=150)


def test_who_signs_again_sees_what_differs_from_the_former_version_and_from_last_year(
    client: Client, people: People
) -> None:
    the_return = again(people)
    assert the_return.draft is not None
    content = content_of(the_return.draft)

    from_version = between(the_return.versions.get().content, content, "sv")
    from_year = from_earlier(content, earlier_figures("07", 2026), "sv")
    shown = page(client, people.owner, "sign", 2026, "07")

    assert [(each.before, each.after, each.by) for each in from_version] == [(151, 150, -1)]
    assert (140, 2025, 150, 10) in [(each.before, each.year, each.after, each.by) for each in from_year]
    assert len(from_year) == len(LAST_YEAR)
    assert "Det här skiljer sig från version 1" in shown
    assert "Det här skiljer sig från er senaste tidigare redovisning" in shown
    assert "(2025)" in shown


def test_a_first_version_is_set_beside_last_year_too(client: Client, people: People) -> None:
    last_year(people)
    a_checked_return(a_year(), "07", people.owner)

    shown = page(client, people.owner, "sign", 2026, "07")

    assert "Det här skiljer sig från er senaste tidigare redovisning" in shown
    assert "Det här skiljer sig från version" not in shown


def test_the_region_sees_what_forsakringskassan_corrected(client: Client, people: People) -> None:
    accepted = an_accepted_return(a_year(), "07", people.owner, people.officer)
    correct(accepted, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Ni ringde.")

    shown = page(client, people.owner, "version", 2026, "07", 2)

    assert "Det här ändrades från version 1" in shown
    assert "1 rad skiljer sig" in shown
    assert "Ni ringde." in shown
    assert "Det här ändrades" not in page(client, people.owner, "version", 2026, "07", 1)


def test_the_officer_sees_what_a_new_version_changed_and_why(client: Client, people: People) -> None:
    the_return = again(people)
    sign(the_return, people.owner, the_return.revision, ("patients", "contacts", "complete"), "Räknat om.")

    shown = page(client, people.officer, "review", 2026, "07")

    assert "Det här ändrades från version 1" in shown
    assert "Räknat om." in shown
    accept(the_return, people.officer, 2)


def test_a_new_comment_and_a_new_period_are_differences() -> None:
    figure = {"value": 3, "collected": "partly", "comment": "Två vårdgivare saknas."}
    before = {"figures": {"KBT": figure}, "period": ["2026-01-01", "2026-12-31"], "explanations": []}
    after = {
        "figures": {"KBT": {**figure, "comment": "En vårdgivare saknas."}},
        "period": ["2026-02-01", "2026-12-31"],
        "explanations": [{"rule": "change.line", "lines": ["KBT"], "text": "Ny klinik."}],
    }

    assert [each.comment for each in between(before, after, "sv")] == ["En vårdgivare saknas."]
    assert other_words(before, after) == (True, 1)
    assert other_words(after, after) == (False, 0)
