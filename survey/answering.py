"""Answering a question. Each answer is saved by itself, so that colleagues can share a survey.

Of two who save the same answer at once, one is told, and what that one wrote is kept (`Unsaved`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from agreement.amounts import plain
from agreement.moves import REGION_ROLES
from agreement.replies import LONGEST_TEXT, Part, read
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.refusals import NotPermitted
from survey.checking import check
from survey.models import Answer, Response, SurveyItem, Unsaved
from survey.refusals import ChangedMeanwhile, Closed, NotUnderstood, TooLong


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote as the answer to a question."""

    parts: Sequence[Part]
    comment: str = ""
    confidential: bool = False


class _Taken(Exception):
    """Another revision of the answer is there."""


def save(shown: Response, item: SurveyItem, written: Written, by: User, revision: int) -> Answer:
    """Save an answer; ``revision`` is the one that was shown, 0 for none. The same again is nothing.

    Raises NotPermitted, Closed, TooLong, NotUnderstood (nothing saved), or ChangedMeanwhile (kept beside).
    """
    if roles_of(by, shown.region_id).isdisjoint(REGION_ROLES) or item.survey_id != shown.survey_id:
        raise NotPermitted
    parts, faults = read(item.wording.asked(), written.parts)
    if faults:
        raise NotUnderstood(faults)
    tidy = Written(parts, plain(written.comment), written.confidential)
    if len(tidy.comment) > LONGEST_TEXT:
        raise TooLong(LONGEST_TEXT)
    try:
        with transaction.atomic():
            return _save(shown, item, tidy, by, revision)
    except (_Taken, IntegrityError):
        raise _kept(shown, item, tidy, by) from None


def settle(kept: Unsaved, by: User) -> None:
    """What was kept is dealt with: used or not needed. Raises NotPermitted; twice is once."""
    if roles_of(by, kept.response.region_id).isdisjoint(REGION_ROLES):
        raise NotPermitted
    with transaction.atomic():
        if Unsaved.objects.filter(pk=kept.pk, settled_at=None).update(settled_at=timezone.now()):
            record(by, "survey.settle", kept, region=kept.response.region_id)


def use_kept(kept: Unsaved, by: User, revision: int) -> Answer:
    """Let what was kept be the answer after all; ``revision`` is the answer's that was compared with.

    Raises as `save`. If there is yet another answer by now, nothing changes and nothing more is kept.
    """
    there = Answer.objects.filter(response=kept.response_id, item=kept.item_id).first()
    if there is not None and there.revision != revision:
        raise ChangedMeanwhile(kept, there)
    secret = there is not None and there.confidential
    saved = save(kept.response, kept.item, Written(kept.said(), kept.comment, secret), by, revision)
    settle(kept, by)
    return saved


def _save(shown: Response, item: SurveyItem, tidy: Written, by: User, revision: int) -> Answer:
    response = Response.objects.locked().get(pk=shown.pk)
    if not response.is_open:
        raise Closed
    now = Answer.objects.filter(response=response, item=item).first()
    content = {
        "parts": [part.as_json() for part in tidy.parts],
        "comment": tidy.comment,
        "confidential": tidy.confidential,
    }
    if now is not None and all(getattr(now, key) == value for key, value in content.items()):
        return now
    _write(response, item, now, {**content, "written_by": by}, revision)
    was = response.status
    if was == Response.Status.NOT_STARTED:
        Response.objects.filter(pk=response.pk).update(
            status=Response.Status.DRAFT, status_since=timezone.now()
        )
    Response.objects.filter(pk=response.pk).update(revision=F("revision") + 1)
    record(by, "survey.answer", response, region=response.region_id, question=item.question.key)
    check(response)
    shown.refresh_from_db()
    return Answer.objects.get(response=response, item=item)


def _write(
    response: Response, item: SurveyItem, now: Answer | None, fields: dict[str, object], revision: int
) -> None:
    """Compare-and-set on the answer's revision. Raises _Taken if somebody was quicker."""
    if now is None:
        if revision != 0:
            raise _Taken
        Answer.objects.create(response=response, item=item, **fields)
        return
    changed = Answer.objects.filter(pk=now.pk, revision=revision).update(
        **fields, revision=F("revision") + 1, written_at=timezone.now()
    )
    if not changed:
        raise _Taken


def _kept(shown: Response, item: SurveyItem, tidy: Written, by: User) -> ChangedMeanwhile:
    """What could not be saved is stored beside the answer that was."""
    with transaction.atomic():
        kept = Unsaved.objects.create(
            response=shown,
            item=item,
            parts=[part.as_json() for part in tidy.parts],
            comment=tidy.comment,
            written_by=by,
        )
        record(by, "survey.unsaved", kept, region=shown.region_id, question=item.question.key)
    theirs = Answer.objects.filter(response=shown, item=item).select_related("written_by").first()
    return ChangedMeanwhile(kept, theirs)
