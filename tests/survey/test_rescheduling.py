"""The survey's days: reminders as the year's terms say, set by the analyst, and a last day that is moved."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreement.replies import Part
from audit.models import Entry
from outbox.ladder import moment_of
from outbox.models import Message
from register.models import User, default_reminder_days
from submissions.refusals import NotPermitted
from survey.making import make_survey
from survey.models import Response, Survey, SurveyReminder
from survey.publishing import close
from survey.refusals import Closed, DayPassed
from survey.reminding import remind
from survey.rescheduling import reschedule
from survey.submitting import submit
from tests.makers import People, a_year, signed_in, the_people
from tests.survey.surveys import a_draft_survey, a_sent_survey, write

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def people() -> People:
    return the_people()


def set_days(by: User, **said: str) -> str:
    address = reverse("survey:act", args=[2026, "villkor"])
    return signed_in(by).post(address, said, follow=True).content.decode()


def in_days(days: int) -> date:
    return TODAY() + timedelta(days=days)


def test_a_survey_begins_with_the_reminders_of_the_year_s_terms(people: People) -> None:
    year = a_year(2026, reminder_days=[-21, 1])

    assert make_survey(year, people.analyst).reminder_days == [-21, 1]
    assert make_survey(a_year(2025), people.analyst).reminder_days == default_reminder_days()


def test_the_analyst_sets_the_reminders_of_a_draft_on_the_page(people: People) -> None:
    a_draft_survey(people.analyst)

    set_days(people.analyst, last_day=in_days(30).isoformat(), reminder_days="7, \u221210; 0 7")

    assert Survey.objects.get().reminder_days == [-10, 0, 7]
    page = signed_in(people.analyst).get(reverse("survey:survey", args=[2026])).content.decode()
    assert 'value="-10, 0, 7"' in page


@pytest.mark.parametrize("said", ["i morgon", "-14, 3.5", "61", "1,2,3,4,5,6,7,8,9,10,11", "²"])
def test_days_that_cannot_be_read_are_refused_and_shown_again(said: str, people: People) -> None:
    before = a_draft_survey(people.analyst).reminder_days

    page = set_days(people.analyst, last_day=in_days(30).isoformat(), reminder_days=said)

    assert f'value="{said}"' in page
    assert Survey.objects.get().reminder_days == before


def test_the_last_day_is_moved_after_sending_and_the_regions_are_told(people: People) -> None:
    was = a_sent_survey(people.analyst).last_day
    new = in_days(40)

    set_days(people.analyst, last_day=new.isoformat(), reminder_days="-5, 0")

    survey = Survey.objects.get()
    assert (survey.last_day, survey.reminder_days, survey.officers_read) == (new, [-5, 0], False)
    told = Message.objects.filter(cause="survey_new_day")
    assert sorted(told.values_list("region", flat=True)) == ["07", "08", "12"]
    assert f"{new.day}\u00a0" in told[0].body
    entry = Entry.objects.get(act="survey.reschedule")
    assert was is not None
    assert (entry.details["was"], entry.details["last_day"]) == (was.isoformat(), new.isoformat())
    set_days(people.analyst, last_day=new.isoformat(), reminder_days="-5, 0")
    assert Entry.objects.filter(act="survey.reschedule").count() == 1, "twice is once"
    assert told.count() == 3


def test_other_reminders_alone_write_to_nobody(people: People) -> None:
    survey = a_sent_survey(people.analyst)

    reschedule(survey, survey.last_day, [-1], people.analyst)

    assert not Message.objects.filter(cause="survey_new_day").exists()
    assert Entry.objects.filter(act="survey.reschedule").count() == 1


def test_a_later_last_day_begins_the_ladder_anew(people: People) -> None:
    survey = a_sent_survey(people.analyst, last_day=in_days(3))
    assert survey.last_day is not None
    remind(moment_of(survey.last_day, -3))
    assert SurveyReminder.objects.filter(sent=True).count() == 3

    reschedule(survey, in_days(30), survey.reminder_days, people.analyst)

    assert not SurveyReminder.objects.exists()
    again = remind(moment_of(in_days(30), -3))
    assert [each.rung.step for each in again] == [-3, -3, -3]
    assert Message.objects.filter(cause="survey_reminder").count() == 6, "each step for each last day"


def test_who_handed_in_before_the_new_last_day_is_not_late(people: People) -> None:
    response = a_sent_survey(people.analyst).responses.get(region="07")
    Survey.objects.update(last_day=in_days(-2))
    write(response, "coordinators", people.owner, Part(raw="3"))
    response = Response.objects.get(pk=response.pk)
    assert submit(response, people.owner, response.revision).late

    reschedule(response.survey, in_days(5), [0], people.analyst)

    response.refresh_from_db()
    assert not response.late
    assert response.versions.get().late, "the version says how it was handed in"


@pytest.mark.parametrize("day", [None, -1])
def test_a_day_that_has_been_or_none_is_refused_and_leaves_no_trace(day: int | None, people: People) -> None:
    survey = a_sent_survey(people.analyst)
    entries = Entry.objects.count()

    with pytest.raises(DayPassed):
        reschedule(survey, None if day is None else in_days(day), [0], people.analyst)

    assert Survey.objects.get().last_day == survey.last_day
    assert Entry.objects.count() == entries


def test_only_the_analyst_moves_the_day_and_only_while_the_survey_is_open(people: People) -> None:
    survey = a_sent_survey(people.analyst)
    for other in (people.officer, people.owner, people.auditor):
        with pytest.raises(NotPermitted):
            reschedule(survey, in_days(30), [0], other)
    close(survey, people.analyst)
    with pytest.raises(Closed):
        reschedule(survey, in_days(30), [0], people.analyst)
    draft = a_draft_survey(people.analyst, 2027)
    with pytest.raises(Closed):
        reschedule(draft, in_days(30), [0], people.analyst)
