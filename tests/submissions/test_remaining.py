"""What a region has left to do: a list made from the draft as it stands, part by part."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from agreement.lines import Section
from submissions.checking import check
from submissions.explaining import explain
from submissions.intake import deliver, save
from submissions.models import Return
from submissions.remaining import Remaining, remaining
from submissions.returns import questions
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_signed_return,
    a_year,
    signed_in,
    some_answers,
    the_people,
)

pytestmark = pytest.mark.django_db
ALL = [section.value for section in Section]


@pytest.fixture
def people() -> People:
    return the_people()


def left_of(the_return: Return) -> Remaining:
    the_return = Return.objects.get(pk=the_return.pk)
    return remaining(the_return, the_return.year.terms(), "sv")


def codes(parts: list[object]) -> list[str]:
    return [getattr(part, "code", "") for part in parts]


def test_before_anything_is_filled_in_every_part_is_left() -> None:
    found = left_of(a_return(a_year(), "07"))

    assert (codes([*found.left]), found.done, found.can_sign) == (ALL, [], False)
    assert not any(part.answered for part in found.parts)


def test_what_is_saved_and_not_checked_is_left_too(people: People) -> None:
    the_return = a_return(a_year(), "07")
    save(the_return, some_answers(), people.owner, 0)

    found = left_of(the_return)
    assert (codes([*found.left]), found.can_sign) == (ALL, False)
    page = signed_in(people.owner).get(reverse("submissions:overview", args=(2026, "07"))).content.decode()
    assert page.count("Inte kontrollerat") == len(ALL)


def test_a_part_that_is_not_filled_in_is_left_with_its_error_and_the_others_are_done(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, EMPLOYER=None, EMPLOYMENT_SERVICE=None)

    found = left_of(the_return)
    assert codes([*found.left]) == ["CONTACTS"]
    assert codes([*found.done]) == [code for code in ALL if code != "CONTACTS"]
    (part,) = found.left
    assert [finding.rule.partition(".")[0] for finding in part.errors] == ["complete"] * len(part.errors)
    assert part.errors
    assert not found.can_sign


def test_an_error_in_sums_stands_at_its_first_part_and_stops_the_signing(people: People) -> None:
    found = left_of(a_checked_return(a_year(), "07", people.owner, KBT=204))

    assert [part.code for part in found.left if part.errors] == ["PSYCHOLOGICAL"]
    assert (found.whole_errors, found.can_sign) == ((), False)


def test_what_concerns_no_line_stands_by_itself(people: People) -> None:
    the_return = a_return(a_year(), "07")
    check(deliver(the_return, some_answers(2024), people.owner, 0).pk)

    found = left_of(the_return)
    assert [finding.lines for finding in found.whole_errors] == [[]] * len(found.whole_errors)
    assert found.whole_errors
    assert (found.left, found.can_sign) == ([], False)
    page = signed_in(people.owner).get(reverse("submissions:overview", args=(2026, "07"))).content.decode()
    assert "1 fel" in page


def test_a_query_is_left_until_it_is_explained_and_then_the_return_can_be_signed(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, EMPLOYER=320, EMPLOYMENT_SERVICE=35)
    found = left_of(the_return)
    assert [part.code for part in found.left if part.open_questions] == ["CONTACTS"]
    assert not found.can_sign

    the_return.refresh_from_db()
    assert the_return.draft is not None
    words = {each.finding.pk: "Samma patient hade båda." for each in questions(the_return.draft)}
    explain(the_return, words, people.contributor)

    found = left_of(the_return)
    assert (found.left, codes([*found.done]), found.can_sign) == ([], ALL, True)


def test_who_signs_gets_the_link_and_who_cannot_reads_who_does(people: People) -> None:
    a_checked_return(a_year(), "07", people.owner)
    address, signing = (reverse(f"submissions:{name}", args=(2026, "07")) for name in ("overview", "sign"))

    leader = signed_in(people.owner).get(address).content.decode()
    contributor = signed_in(people.contributor).get(address).content.decode()
    assert f'href="{signing}">Skriv under och lämna in</a>' in leader
    assert signing not in contributor
    assert "Processledaren skriver under." in contributor


def test_what_is_signed_has_nothing_left_that_could_be_signed(people: People) -> None:
    assert not left_of(a_signed_return(a_year(), "07", people.owner)).can_sign


def test_it_costs_the_same_whatever_is_left(
    people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    year = a_year()
    returns = [
        a_checked_return(year, "07", people.owner, KBT=None, PUBLIC=None, WOMEN=None),
        a_checked_return(year, "08", people.owner, EMPLOYER=320, EMPLOYMENT_SERVICE=35),
    ]
    for the_return in returns:
        fresh = Return.objects.select_related("year", "draft").get(pk=the_return.pk)
        terms = fresh.year.terms()
        with django_assert_max_num_queries(8):
            remaining(fresh, terms, "sv")
