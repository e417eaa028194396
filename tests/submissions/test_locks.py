"""Every lock says why it is locked, since when, and who can open it."""

import pytest

from submissions.asking import accept
from submissions.closing import close_round
from submissions.intake import save
from submissions.refusals import Closed, day_and_clock
from tests.makers import (
    People,
    a_checked_return,
    a_year,
    an_accepted_return,
    signed_in,
    some_answers,
    the_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def test_a_closed_year_says_since_when_and_by_whom_its_round_is_closed(people: People) -> None:
    year = a_year()
    the_return = an_accepted_return(year, "07", people.owner, people.officer)
    closing = close_round(year, people.officer)
    year.state = "past"
    year.save()

    with pytest.raises(Closed) as refusal:
        save(the_return, some_answers(), people.owner, the_return.revision)
    page = signed_in(people.owner).get("/redovisning/2026/07/formular/").content.decode()

    assert f"avslutades den {day_and_clock(closing.at)} av officer." in str(refusal.value)
    assert "av officer." in page.replace("\u00a0", " ")
    for words in (str(refusal.value), page):
        assert "Bara en administratör på Försäkringskassan kan öppna året." in words


def test_an_act_out_of_turn_is_told_since_when_and_who_can_help(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner)

    with pytest.raises(Closed) as refusal:
        accept(the_return, people.officer, 1)

    words = str(refusal.value)
    assert day_and_clock(the_return.status_since) in words
    assert "processledare eller handläggaren" in words
