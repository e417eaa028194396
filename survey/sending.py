"""Sending a survey to every region."""

from django.db import transaction
from django.utils import timezone

from audit.record import record
from register.models import Region, User
from survey.making import only_analyst
from survey.models import Response, Survey
from survey.refusals import Closed, DayMissing, NothingAsked
from survey.telling import of_sending


@transaction.atomic
def send(shown: Survey, by: User) -> Survey:
    """Open the survey and tell the regions. Raises NotPermitted, Closed, NothingAsked or DayMissing."""
    only_analyst(by)
    survey = Survey.objects.select_for_update().get(pk=shown.pk)
    if survey.status != Survey.Status.DRAFT:
        raise Closed
    if not survey.items.exists():
        raise NothingAsked
    if survey.last_day is None or survey.last_day < timezone.localdate():
        raise DayMissing
    survey.status, survey.sent_at = Survey.Status.SENT, timezone.now()
    survey.save(update_fields=["status", "sent_at"])
    responses = Response.objects.bulk_create(
        Response(survey=survey, region=region) for region in Region.objects.all()
    )
    of_sending(survey, responses)
    record(by, "survey.send", survey, year=survey.year_id, regions=len(responses))
    return survey
