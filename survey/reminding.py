"""The ladder of reminders for a survey: the same as for returns, each step at most once for a region."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from agreement.numerals import day as day_in_words
from audit.record import record
from outbox.calendar import last_day
from outbox.ladder import Reminder, rung_of
from outbox.posting import Letter, post
from register.models import User
from submissions.telling import leaders_by_region
from survey.models import OPEN_RESPONSES, Response, Survey, SurveyReminder


@dataclass(frozen=True, slots=True)
class Due(Reminder):
    """A reminder to a region that has not handed in its answers."""

    response: Response

    @property
    def about(self) -> Response:
        """The region's answers."""
        return self.response

    @property
    def region(self) -> str:
        """Whose answers they are."""
        return self.response.region_id

    @property
    def year(self) -> int:
        """The survey's year."""
        return self.response.survey.year_id

    @property
    def subject(self) -> str:
        """How many days are left, or have passed."""
        with override("sv"):
            return _subject(self)


def due(at: datetime) -> list[Due]:
    """What should be sent at a moment, by survey and region, in a constant number of queries a survey."""
    leaders = leaders_by_region()
    return [
        found
        for survey in Survey.objects.filter(status=Survey.Status.SENT, last_day__isnull=False)
        for found in _due_of(survey, at, leaders)
    ]


def remind(at: datetime) -> list[Due]:
    """Send what is due. Twice, or beside itself, is once. What was sent is returned."""
    return [each for each in due(at) if _send(each, at)]


def _due_of(survey: Survey, at: datetime, leaders: dict[str, list[User]]) -> Iterator[Due]:
    waiting = Response.objects.filter(survey=survey, status__in=OPEN_RESPONSES).select_related(
        "region", "survey"
    )
    for response in waiting.prefetch_related("reminders").order_by("region"):
        found = _due_for(response, at, leaders.get(response.region_id, ()))
        if found is not None:
            yield found


def _due_for(response: Response, at: datetime, leaders: Sequence[User]) -> Due | None:
    last = response.survey.last_day
    if last is None:
        return None
    recorded = {reminder.step for reminder in response.reminders.all()}
    rung = rung_of(last, response.survey.reminder_days, recorded, at)
    return Due(last, rung, tuple(leaders), response) if rung is not None else None


def _send(found: Due, at: datetime) -> bool:
    """Record and write in one transaction; whoever is second finds the step taken."""
    response = found.response
    try:
        with transaction.atomic():
            SurveyReminder.objects.bulk_create(
                SurveyReminder(response=response, step=step, sent=step == found.rung.step, at=at)
                for step in found.rung.taken
            )
            letter = _letter(found)
            for person in found.to:
                post(person, letter, f"survey_reminder:{response.pk}:{found.last_day}:{found.rung.step}")
            record(
                None,
                "survey.remind",
                response,
                region=response.region_id,
                year=response.survey.year_id,
                step=found.rung.step,
                passed_over=list(found.rung.passed_over),
            )
    except IntegrityError:
        return False
    return True


def _letter(found: Due) -> Letter:
    with override("sv"):
        year, region = found.response.survey.year_id, found.response.region
        said = {"year": year, "day": day_in_words(found.last_day)}
        if found.rung.days > 0:
            text = _("Enkäten för %(year)d är inte besvarad. Sista dagen var den %(day)s. Ni kan svara ännu.")
            return Letter("survey_reminder", _subject(found), text % said, region)
        text = _("Enkäten för %(year)d är inte besvarad. Sista dagen är den %(day)s. Svara i portalen.")
        subject = _("Sista dag för enkäten %(year)d") % {"year": year}
        calendar = last_day(f"villkor3-enkat-{year}-{region.pk}", found.last_day, subject)
        return Letter("survey_reminder", _subject(found), text % said, region, calendar)


def _subject(found: Due) -> str:
    said = {"year": found.response.survey.year_id, "n": abs(found.rung.days)}
    if found.rung.days == 0:
        return _("Sista dagen för enkäten %(year)d är i dag") % said
    if found.rung.days > 0:
        late = ngettext("Enkäten %(year)d är %(n)d dag sen", "Enkäten %(year)d är %(n)d dagar sen", said["n"])
        return late % said
    left = ngettext(
        "%(n)d dag kvar till sista dagen för enkäten %(year)d",
        "%(n)d dagar kvar till sista dagen för enkäten %(year)d",
        said["n"],
    )
    return left % said
