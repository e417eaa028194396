"""Moving the last day of a survey that is sent, and the days of its reminders."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.models import Entry
from audit.record import record
from outbox.ladder import moment_of
from register.models import User
from survey.making import only_analyst
from survey.models import Response, Survey, SurveyReminder
from survey.refusals import Closed, DayPassed
from survey.telling import of_new_day


@transaction.atomic
def reschedule(shown: Survey, last_day: date | None, reminder_days: Sequence[int], by: User) -> Survey:
    """Set the last day and the reminders of a sent survey, and tell the regions of a new day.

    Raises NotPermitted, Closed where the survey is not open, or DayPassed. The same again is nothing.
    """
    only_analyst(by)
    survey = Survey.objects.select_for_update().get(pk=shown.pk)
    if survey.status != Survey.Status.SENT:
        raise Closed
    was, days = survey.last_day, sorted(set(reminder_days))
    if last_day is None or (last_day != was and last_day < timezone.localdate()):
        raise DayPassed
    if (last_day, days) == (was, survey.reminder_days):
        return survey
    survey.last_day, survey.reminder_days = last_day, days
    survey.save(update_fields=["last_day", "reminder_days"])
    record(
        by,
        "survey.reschedule",
        survey,
        year=survey.year_id,
        was=was.isoformat() if was else None,
        last_day=last_day.isoformat(),
        reminder_days=days,
    )
    if last_day != was:
        _begin_anew(survey, last_day)
    return survey


def _begin_anew(survey: Survey, last_day: date) -> None:
    """Climb the ladder again from where the new day puts it; nobody who has handed in is late any more."""
    taken = SurveyReminder.objects.filter(response__survey=survey)
    for step in set(taken.values_list("step", flat=True)):
        if moment_of(last_day, step) > timezone.now():
            taken.filter(step=step).delete()
    Response.objects.filter(survey=survey, status=Response.Status.SUBMITTED).update(late=False)
    times = Entry.objects.filter(act="survey.reschedule", subject=f"survey.survey:{survey.pk}").count()
    of_new_day(survey, times)
