"""What a region sees beside its figures: its own years, each section's sum, and what it has left to do."""

import pytest
from django.urls import reverse

from register.models import AgreementYear
from submissions.own_years import own_years
from submissions.remaining import remaining
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_year,
    an_accepted_return,
    signed_in,
    the_people,
)

pytestmark = pytest.mark.django_db

OWN = {"year": 2026, "region": "07"}


@pytest.fixture
def people() -> People:
    return the_people()


def test_a_region_sees_its_own_years_beside_the_draft_and_no_other_regions(people: People) -> None:
    an_accepted_return(a_year(2024), "07", people.owner, people.officer, KBT=50, APB=172)
    an_accepted_return(a_year(2025), "12", people.stranger, people.officer, KBT=200, APB=22)
    the_return = a_checked_return(a_year(), "07", people.owner, KBT=95, IPT=5)

    shown = own_years(the_return, "sv")

    assert shown is not None
    assert [year for year, _values in shown.rows] == [2024, 2026]
    bars = {bar.year: bar for bar in shown.charts[0].bars}
    assert {year: bar.value for year, bar in bars.items() if bar.value is not None} == {2024: 50, 2026: 100}
    assert (bars[2026].height, bars[2024].height) == (125, 62)
    assert [bar.year for bar in bars.values() if bar.is_draft] == [2026]
    assert (
        ">50</text>"
        in signed_in(people.owner).get(reverse("submissions:overview", kwargs=OWN)).content.decode()
    )


def test_a_line_that_was_not_collected_has_no_bar_and_is_no_zero(people: People) -> None:
    an_accepted_return(a_year(2025), "07", people.owner, people.officer)
    the_return = a_checked_return(a_year(), "07", people.owner, KBT=None, IPT=5)

    shown = own_years(the_return, "sv")

    assert shown is not None
    assert shown.charts[0].bars[-1].value is None


def test_without_an_earlier_year_there_is_no_chart(people: People) -> None:
    assert own_years(a_checked_return(a_year(), "07", people.owner), "sv") is None
    assert own_years(a_return(a_year(), "12"), "sv") is None


def test_a_query_about_the_return_as_a_whole_is_among_what_remains(people: People) -> None:
    an_accepted_return(a_year(2025), "07", people.owner, people.officer)
    the_return = a_checked_return(
        a_year(), "07", people.owner, KBT=4_203, PUBLIC=4_123, WOMEN=3_236, MEN=1_088
    )

    left = remaining(the_return, the_return.year.terms(), "sv")

    assert "change.total" in [question.finding.rule for question in left.whole_questions]
    page = signed_in(people.owner).get(reverse("submissions:overview", kwargs=OWN)).content.decode()
    assert "Behandlingarna har ändrats mycket" in page
    checked = signed_in(people.owner).get(reverse("submissions:check", kwargs=OWN)).content.decode()
    assert "behandlingar totalt" in checked
    assert "TREATMENTS" not in checked


def test_the_sum_of_a_section_follows_while_figures_are_typed(people: People) -> None:
    the_return = a_return(a_year(), "07")
    typed = {
        "revision": the_return.revision,
        "value-PRIVATE": "1 200",
        "value-PUBLIC": "34",
        "value-WOMEN": "7",
    }

    page = signed_in(people.owner).post(reverse("submissions:sums", kwargs=OWN), typed).content.decode()

    assert '<output class="p-num" id="sum-PROVIDERS" hx-swap-oob="true">1\u00a0234</output>' in page
    assert 'id="sum-SEX" hx-swap-oob="true"><span class="p-none">' in page


def test_what_did_not_come_in_a_past_round_is_no_return_and_not_one_to_begin(people: People) -> None:
    year = a_year(2020)
    a_return(year, "07")
    year.state = AgreementYear.State.PAST
    year.save()
    officer, owner = signed_in(people.officer), signed_in(people.owner)

    for page in (
        officer.get("/laget/2020/"),
        officer.get("/laget/2020/07/"),
        officer.get(reverse("payouts:standing")),
        owner.get("/redovisning/"),
        owner.get("/redovisning/2020/07/"),
    ):
        html = page.content.decode()
        assert "Ingen redovisning" in html, page.request["PATH_INFO"]
        assert '<span class="p-s p-s--none">Inte påbörjad</span>' not in html
