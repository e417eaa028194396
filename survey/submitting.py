"""Submitting a region's answers, taking them back, and opening them again, as with a return."""

from django.db import transaction
from django.utils import timezone

from agreement.moves import Role
from audit.models import Entry
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.refusals import NotPermitted
from survey.checking import check
from survey.freezing import freeze
from survey.making import only_analyst
from survey.models import Response, Survey
from survey.refusals import ChangedMeanwhile, Closed, NothingAnswered, QueriesLeft, WordsMissing
from survey.telling import of_reopening


def submit(shown: Response, by: User, revision: int) -> Response:
    """Hand in what was shown. Raises NotPermitted, Closed, ChangedMeanwhile, NothingAnswered or QueriesLeft.

    After the last day it is marked as late; once the survey is closed nothing more is taken.
    """
    if Role.PROCESS_LEADER not in roles_of(by, shown.region_id):
        raise NotPermitted
    with transaction.atomic():
        response = Response.objects.locked().get(pk=shown.pk)
        _stands_as_shown(response, revision)
        check(response)
        left = response.queries.filter(explanation="").count()
        if not left:
            _hand_in(response, by)
    # Raised when the queries that the check has found are kept, so that the region can read them.
    if left:
        raise QueriesLeft(left)
    shown.refresh_from_db()
    return shown


def _stands_as_shown(response: Response, revision: int) -> None:
    if not response.is_open:
        raise Closed
    if response.revision != revision:
        raise ChangedMeanwhile(None, response.answers.order_by("-written_at").first())
    if all(answer.is_empty for answer in response.answers.all()):
        raise NothingAnswered


def _hand_in(response: Response, by: User) -> None:
    last_day = response.survey.last_day
    _move(
        response,
        Response.Status.SUBMITTED,
        submitted_by=by,
        submitted_at=timezone.now(),
        late=last_day is not None and timezone.localdate() > last_day,
    )
    response.refresh_from_db()
    version = freeze(response)
    record(
        by,
        "survey.submit",
        response,
        region=response.region_id,
        year=response.survey.year_id,
        version=version.number,
        sha256=version.sha256,
    )


def withdraw(shown: Response, reason: str, by: User) -> Response:
    """The region takes back its answers to an open survey. Raises NotPermitted, Closed, WordsMissing."""
    if Role.PROCESS_LEADER not in roles_of(by, shown.region_id):
        raise NotPermitted
    return _open_again(shown, reason, by, "survey.withdraw")


@transaction.atomic
def reopen(shown: Response, reason: str, by: User) -> Response:
    """The analyst lets a region change its answers, and tells it why. Raises as `withdraw`."""
    only_analyst(by)
    reopened = _open_again(shown, reason, by, "survey.reopen")
    times = Entry.objects.filter(act="survey.reopen", subject=f"survey.response:{shown.pk}").count()
    of_reopening(reopened, reason.strip(), times)
    return reopened


@transaction.atomic
def _open_again(shown: Response, reason: str, by: User, act: str) -> Response:
    if not reason.strip():
        raise WordsMissing
    response = Response.objects.locked().get(pk=shown.pk)
    if response.status != Response.Status.SUBMITTED or response.survey.status != Survey.Status.SENT:
        raise Closed
    freeze(response)  # what was handed in before versions were kept has none yet
    _move(response, Response.Status.REOPENED, reopened_reason=reason.strip()[:2000])
    record(by, act, response, region=response.region_id, reason=reason.strip())
    shown.refresh_from_db()
    return shown


def _move(response: Response, to: Response.Status, **fields: object) -> None:
    """Compare-and-set the status. Raises Closed if somebody else moved it first."""
    moved = Response.objects.filter(pk=response.pk, status=response.status).update(
        status=to, status_since=timezone.now(), **fields
    )
    if not moved:
        raise Closed
