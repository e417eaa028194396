"""The survey's ladder of reminders: each step once, none lost."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agreement.replies import Part
from outbox.ladder import moment_of
from outbox.models import Message
from survey.models import Survey, SurveyReminder
from survey.reminding import due, remind
from survey.submitting import submit
from survey.tasks import remind as ring
from tests.makers import People, the_people
from tests.survey.surveys import a_sent_survey, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def last_day(survey: Survey) -> date:
    assert survey.last_day is not None
    return survey.last_day


def test_each_step_is_sent_once_and_a_missed_one_is_passed_over(people: People) -> None:
    survey = a_sent_survey(people.analyst)
    at = moment_of(last_day(survey), -3)

    sent = remind(at)
    assert {(each.response.region_id, each.rung.step, each.rung.passed_over) for each in sent} == {
        ("07", -3, (-14,)), ("08", -3, (-14,)), ("12", -3, (-14,)),
    }  # fmt: skip
    assert remind(at) == []
    assert SurveyReminder.objects.count() == 6
    assert Message.objects.filter(cause="survey_reminder").count() == 3


def test_who_has_answered_is_not_reminded(people: People) -> None:
    survey = a_sent_survey(people.analyst)
    response = survey.responses.get(region="07")
    write(response, "coordinators", people.owner, Part(raw="3"))
    submit(response, people.owner, response.revision)

    found = due(moment_of(last_day(survey), 0))
    assert [each.response.region_id for each in found] == ["08", "12"]


def test_nobody_is_reminded_before_the_first_step_or_of_a_closed_survey(people: People) -> None:
    survey = a_sent_survey(people.analyst)
    assert due(moment_of(last_day(survey), -14) - timedelta(minutes=1)) == []
    Survey.objects.update(status=Survey.Status.CLOSED)
    assert due(moment_of(last_day(survey), 7)) == []


def test_the_words_say_the_day_and_whether_it_has_been(people: People) -> None:
    survey = a_sent_survey(people.analyst)
    remind(moment_of(last_day(survey), 0))
    remind(moment_of(last_day(survey), 7))

    subjects = set(Message.objects.filter(cause="survey_reminder").values_list("subject", flat=True))
    assert subjects == {"Sista dagen för enkäten 2026 är i dag", "Enkäten 2026 är 7 dagar sen"}


def test_the_task_calls_the_act(people: People) -> None:
    a_sent_survey(people.analyst, last_day=timezone.localdate())

    assert ring() == 3
    assert ring() == 0


def test_the_command_lists_what_is_due_and_sends_it_once(people: People) -> None:
    survey = a_sent_survey(people.analyst)
    at = f"{(last_day(survey) - timedelta(days=2)).isoformat()}T08:00"

    def told(*options: str) -> list[dict[str, object]]:
        out = StringIO()
        call_command("remind_survey", "--at", at, "--format", "json", *options, stdout=out)
        found: list[dict[str, object]] = json.loads(out.getvalue())
        return found

    listed = told("--dry-run")
    assert [(each["region"], each["step"]) for each in listed] == [("07", -3), ("08", -3), ("12", -3)]
    assert not Message.objects.filter(cause="survey_reminder").exists()
    assert told() == listed
    assert told() == []
    assert Message.objects.filter(cause="survey_reminder").count() == 3


def test_a_moment_that_cannot_be_read_is_wrong_use() -> None:
    with pytest.raises(CommandError) as refused:
        call_command("remind_survey", "--at", "i morgon")
    assert refused.value.returncode == 2


def test_a_step_that_comes_late_says_what_is_true_when_it_comes(people: People) -> None:
    survey = a_sent_survey(people.analyst)

    [early, *_rest] = due(moment_of(last_day(survey), -9))
    assert (early.rung.step, early.subject) == (
        -14,
        f"9 dagar kvar till sista dagen för enkäten {early.year}",
    )
    [late, *_rest] = due(moment_of(last_day(survey), 5))
    assert (late.rung.step, late.subject) == (0, f"Enkäten {late.year} är 5 dagar sen")
    remind(moment_of(last_day(survey), 5))
    assert "Sista dagen var" in Message.objects.filter(cause="survey_reminder")[0].body
