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
from submissions.models import Delivery, Return
from submissions.refusals import ChangedMeanwhile, Closed, LineLocked
from submissions.returns import changed_lines, draft_answers, open_lines


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came: its name on the user's machine and its bytes."""

    name: str
    data: bytes


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


def canonical(answers: Answers) -> bytes:
    """The answers as bytes that are the same for the same answers."""
    return json.dumps(answers.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _take(shown: Return, act: Act, by: User, seen_revision: int, brought: Answers | File) -> Delivery:
    with transaction.atomic():
        the_return = Return.objects.locked().get(pk=shown.pk)
        _may_take(the_return, act, by, seen_revision)
        if isinstance(brought, Answers):
            _only_open_lines(the_return, brought)
        delivery = _store(the_return, act, by, brought)
        _move(the_return, act, delivery, seen_revision)
        record(
            by,
            f"return.{act}",
            delivery,
            region=the_return.region_id,
            year=the_return.year_id,
            kind=delivery.kind,
            sha256=delivery.sha256,
        )
    shown.refresh_from_db()
    return delivery


def _may_take(the_return: Return, act: Act, by: User, seen_revision: int) -> None:
    if not the_return.year.is_open or not permits(act, the_return.status, roles_of(by, the_return.region_id)):
        raise Closed(act, the_return)
    if the_return.revision != seen_revision:
        raise ChangedMeanwhile(the_return)


def _only_open_lines(the_return: Return, answers: Answers) -> None:
    if the_return.status != Status.ASKED:
        return
    opened = open_lines(the_return, the_return.year.terms())
    for code in changed_lines(draft_answers(the_return), answers):
        if code not in opened:
            raise LineLocked(code, sorted(opened))


def _store(the_return: Return, act: Act, by: User, brought: Answers | File) -> Delivery:
    data = brought.data if isinstance(brought, File) else canonical(brought)
    newest = the_return.deliveries.aggregate(newest=Max("number"))["newest"] or 0
    return Delivery.objects.create(
        the_return=the_return,
        number=newest + 1,
        kind=Delivery.Kind.WORKBOOK if isinstance(brought, File) else Delivery.Kind.FORM,
        state=Delivery.State.SAVED if act is Act.SAVE else Delivery.State.RECEIVED,
        answers=None if isinstance(brought, File) else brought.as_json(),
        filename=brought.name[:255] if isinstance(brought, File) else "",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        sent_by=by,
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
