"""Making and sending a survey: for the analyst alone, and for one that is not yet sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreement.replies import Kind
from audit.models import Entry
from outbox.models import Message
from submissions.refusals import NotPermitted
from survey.making import (
    Words,
    add_item,
    fill_bank,
    make_question,
    make_survey,
    move_item,
    remove_item,
    reword,
    set_terms,
)
from survey.models import Question, Response, Survey
from survey.refusals import AlreadyThere, Closed, DayMissing, NothingAsked, WordsMissing
from survey.sending import send
from tests.makers import People, a_year, the_people
from tests.survey.surveys import a_draft_survey, a_sent_survey

pytestmark = pytest.mark.django_db
WORDS = Words("Hur gick det?", "How did it go?")


@pytest.fixture
def people() -> People:
    return the_people()


def test_a_question_keeps_its_identity_and_its_earlier_wordings(people: People) -> None:
    first = make_question("how", Kind.TEXT, WORDS, people.analyst)
    second = reword(first.question, Words("Hur har det gått?"), people.analyst)

    assert (second.question, second.number) == (first.question, 2)
    first.refresh_from_db()
    assert first.sv == "Hur gick det?"


def test_the_same_words_again_make_no_new_wording(people: People) -> None:
    first = make_question("how", Kind.TEXT, WORDS, people.analyst)
    entries = Entry.objects.count()

    assert reword(first.question, WORDS, people.analyst) == first
    assert Entry.objects.count() == entries


def test_a_question_is_there_once_and_has_words(people: People) -> None:
    make_question("how", Kind.TEXT, WORDS, people.analyst)

    with pytest.raises(AlreadyThere):
        make_question("how", Kind.TEXT, WORDS, people.analyst)
    with pytest.raises(WordsMissing):
        make_question("why", Kind.TEXT, Words("  "), people.analyst)
    assert Question.objects.count() == 1


def test_the_bank_can_be_filled_again() -> None:
    fill_bank()
    before = Question.objects.count(), Entry.objects.count()
    fill_bank()

    assert (Question.objects.count(), Entry.objects.count()) == before
    assert before[0] == 11


@pytest.mark.parametrize("who", ["owner", "officer", "decision_maker", "auditor"])
def test_only_the_analyst_makes_surveys(people: People, who: str) -> None:
    year = a_year()
    entries = Entry.objects.count()

    with pytest.raises(NotPermitted):
        make_survey(year, getattr(people, who))
    assert (Survey.objects.count(), Entry.objects.count()) == (0, entries)


def test_a_year_has_one_survey_and_a_survey_asks_a_question_once(people: People) -> None:
    survey = a_draft_survey(people.analyst)
    item = survey.items.first()
    assert item is not None

    with pytest.raises(AlreadyThere):
        make_survey(survey.year, people.analyst)
    with pytest.raises(AlreadyThere):
        add_item(survey, item.wording, people.analyst)


def test_questions_change_places_and_leave(people: People) -> None:
    survey = a_draft_survey(people.analyst)
    keys = [item.question.key for item in survey.items.all()]
    last = survey.items.last()
    assert last is not None

    move_item(last, -100, people.analyst)
    assert [item.question.key for item in survey.items.all()] == [keys[-1], *keys[:-1]]
    entries = Entry.objects.count()
    move_item(last, -1, people.analyst)
    assert Entry.objects.count() == entries
    remove_item(last, people.analyst)
    remove_item(last, people.analyst)
    assert [item.question.key for item in survey.items.all()] == keys[:-1]
    assert Entry.objects.count() == entries + 1


def test_a_sent_survey_is_not_changed(people: People) -> None:
    survey = a_sent_survey(people.analyst)
    item = survey.items.first()
    assert item is not None
    entries = Entry.objects.count()

    with pytest.raises(Closed):
        remove_item(item, people.analyst)
    with pytest.raises(Closed):
        set_terms(survey, None, True, [], people.analyst)
    with pytest.raises(Closed):
        send(survey, people.analyst)
    assert Entry.objects.count() == entries


# --- sending ------------------------------------------------------------------------------


def test_a_sent_survey_reaches_every_region_and_its_process_leaders(people: People) -> None:
    survey = a_sent_survey(people.analyst)

    assert survey.responses.count() == 3
    told = Message.objects.filter(cause="survey").values_list("to", "region")
    assert set(told) == {(people.owner.pk, "07"), (people.owner.pk, "08"), (people.stranger.pk, "12")}


def test_a_survey_without_questions_or_with_a_day_that_has_been_is_not_sent(people: People) -> None:
    empty = make_survey(a_year(2025), people.analyst)
    with pytest.raises(NothingAsked):
        send(empty, people.analyst)
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(DayMissing):
        send(a_draft_survey(people.analyst, last_day=yesterday), people.analyst)
    assert Response.objects.count() == Message.objects.count() == 0
