"""Taking in what a region hands over: a saved draft, a form to be checked, a workbook.

Every door ends here. What came is kept as it came; then one transaction decides whether
the return may take it and moves it on.
"""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from agreement.answers import Answers
from agreement.moves import Act, Status, permits
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions import originals
from submissions.lists.personal import without_numbers
from submissions.models import Delivery, Return
from submissions.refusals import ChangedMeanwhile, Closed, LineLocked
from submissions.returns import asked_request, changed_lines, draft_answers


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came: its name on the user's machine and its bytes.

    ``answers`` are there when the region has seen what was read in it and wants to use that.
    """

    name: str
    data: bytes
    answers: Answers | None = None


def save(the_return: Return, answers: Answers, by: User, seen_revision: int) -> Delivery:
    """Save the form as a draft, unchecked.

    Raises Closed, LineLocked, or ChangedMeanwhile if somebody saved since the page was shown.
    """
    return _take(the_return, Act.SAVE, by, seen_revision, answers)


def deliver(the_return: Return, answers: Answers, by: User, seen_revision: int) -> Delivery:
    """Save the form and hand it over to be checked. Raises as `save` does."""
    return _take(the_return, Act.DELIVER, by, seen_revision, answers)


def upload(the_return: Return, file: File, by: User, seen_revision: int) -> Delivery:
    """Keep a file and hand it over to be read and checked. The draft changes first when it was read.

    Raises Closed or ChangedMeanwhile.
    """
    originals.keep(file.data)
    return _take(the_return, Act.DELIVER, by, seen_revision, file)


def propose(the_return: Return, file: File, by: User, seen_revision: int) -> Delivery:
    """Take a file in beside the draft, to be read and judged. Neither draft nor status moves.

    Raises Closed or ChangedMeanwhile.
    """
    with transaction.atomic():
        locked = Return.objects.locked().get(pk=the_return.pk)
        _may_take(locked, Act.DELIVER, by, seen_revision)
        delivery = _store(locked, Act.DELIVER, by, file, proposed=True)
        _record(by, "return.propose", delivery)
    return delivery


def canonical(answers: Answers) -> bytes:
    """The answers as bytes that are the same for the same answers."""
    return json.dumps(answers.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _take(shown: Return, act: Act, by: User, seen_revision: int, brought: Answers | File) -> Delivery:
    with transaction.atomic():
        the_return = Return.objects.locked().get(pk=shown.pk)
        _may_take(the_return, act, by, seen_revision)
        answers = brought.answers if isinstance(brought, File) else brought
        if answers is not None:
            _only_open_lines(the_return, answers)
        delivery = _store(the_return, act, by, brought)
        _move(the_return, act, delivery, seen_revision)
        _record(by, f"return.{act}", delivery)
    shown.refresh_from_db()
    return delivery


def _record(by: User, act: str, delivery: Delivery) -> None:
    record(
        by,
        act,
        delivery,
        region=delivery.the_return.region_id,
        year=delivery.the_return.year_id,
        kind=delivery.kind,
        sha256=delivery.sha256,
    )


def _may_take(the_return: Return, act: Act, by: User, seen_revision: int) -> None:
    if not the_return.year.is_open or not permits(act, the_return.status, roles_of(by, the_return.region_id)):
        raise Closed(act, the_return)
    if the_return.revision != seen_revision:
        raise ChangedMeanwhile(the_return)


def _only_open_lines(the_return: Return, answers: Answers) -> None:
    request = asked_request(the_return)
    if request is None:
        return
    for code in changed_lines(draft_answers(the_return), answers):
        if code not in request.lines:
            raise LineLocked(code, request)


def _store(
    the_return: Return, act: Act, by: User, brought: Answers | File, *, proposed: bool = False
) -> Delivery:
    data = brought.data if isinstance(brought, File) else canonical(brought)
    answers = brought.answers if isinstance(brought, File) else brought
    newest = the_return.deliveries.aggregate(newest=Max("number"))["newest"] or 0
    return Delivery.objects.create(
        the_return=the_return,
        number=newest + 1,
        kind=Delivery.Kind.WORKBOOK if isinstance(brought, File) else Delivery.Kind.FORM,
        state=Delivery.State.SAVED if act is Act.SAVE else Delivery.State.RECEIVED,
        answers=None if answers is None else answers.as_json(),
        filename=without_numbers(brought.name)[:255] if isinstance(brought, File) else "",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        sent_by=by,
        proposed=proposed,
    )


def _move(the_return: Return, act: Act, delivery: Delivery, seen_revision: int) -> None:
    now = timezone.now()
    changes: dict[str, object] = {"touched_at": now, "revision": F("revision") + 1}
    if the_return.status != Status.ASKED:
        changes["status"] = Status.DRAFT if act is Act.SAVE else Status.RECEIVED
        changes["status_since"] = now
    if delivery.answers is not None:
        changes["draft"] = delivery
    moved = Return.objects.filter(pk=the_return.pk, status=the_return.status, revision=seen_revision).update(
        **changes
    )
    if not moved:
        raise ChangedMeanwhile(the_return)
