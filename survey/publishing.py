"""Closing a survey to further answers, and publishing its summaries."""

from django.db import transaction
from django.utils import timezone

from audit.record import record
from register.models import User
from survey.making import only_analyst
from survey.models import Survey
from survey.refusals import Closed, SurveyNotReady


def close(shown: Survey, by: User) -> Survey:
    """Take no more answers. Raises NotPermitted, or Closed where the survey is not open."""
    return _move(shown, (Survey.Status.SENT, Survey.Status.CLOSED), "closed_at", by)


@transaction.atomic
def publish(shown: Survey, by: User) -> Survey:
    """Publish the summaries. Raises NotPermitted, Closed, or SurveyNotReady while one is missing."""
    only_analyst(by)
    left = shown.items.filter(summary=None).count()
    if left and shown.status == Survey.Status.CLOSED:
        raise SurveyNotReady(left)
    return _move(shown, (Survey.Status.CLOSED, Survey.Status.PUBLISHED), "published_at", by)


@transaction.atomic
def _move(shown: Survey, way: tuple[Survey.Status, Survey.Status], moment: str, by: User) -> Survey:
    only_analyst(by)
    before, after = way
    moved = Survey.objects.filter(pk=shown.pk, status=before).update(
        **{"status": after, moment: timezone.now()}
    )
    if not moved:
        raise Closed
    record(by, f"survey.{after.value}", shown, year=shown.year_id)
    shown.refresh_from_db()
    return shown
