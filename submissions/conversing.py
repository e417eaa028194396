"""Questions and answers about a signed version, kept with the version that they were about."""

from django.db import transaction
from django.utils import timezone

from agreement.lines import LINE
from agreement.moves import REGION_ROLES, Role
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.impartiality import refuse_conflicted
from submissions.models import Post, Thread, Version
from submissions.refusals import NotPermitted, ReasonMissing, ThreadClosed
from submissions.telling import of_question

LONGEST = 4000


def ask_about(version: Version, line: str, text: str, by: User) -> Thread:
    """Open a thread about a version, or about one line of it. Both sides may.

    Raises NotPermitted, Conflicted or ReasonMissing. Whether the person may read it is the door's to ask.
    """
    from_region = _side(version, by)
    with transaction.atomic():
        thread = Thread.objects.create(version=version, line=line if line in LINE else "", opened_by=by)
        _post(thread, text, by, from_region)
    return thread


def reply(thread: Thread, text: str, by: User) -> Post:
    """Add to a thread that is open. Raises NotPermitted, Conflicted, ReasonMissing or ThreadClosed."""
    from_region = _side(thread.version, by)
    with transaction.atomic():
        locked = Thread.objects.select_for_update().get(pk=thread.pk)
        if locked.closed_at is not None:
            raise ThreadClosed
        return _post(locked, text, by, from_region)


def close(thread: Thread, by: User) -> None:
    """The officer has the answer. Closing twice is closing once. Raises NotPermitted or Conflicted."""
    if Role.OFFICER not in roles_of(by):
        raise NotPermitted
    refuse_conflicted(by, thread.version.the_return)
    with transaction.atomic():
        closed = Thread.objects.filter(pk=thread.pk, closed_at=None).update(
            closed_at=timezone.now(), closed_by=by
        )
        if closed:
            record(by, "thread.close", thread, region=thread.version.the_return.region_id)


def _side(version: Version, by: User) -> bool:
    """Whether the person speaks for the region.

    Raises NotPermitted for who speaks for neither side, Conflicted for an officer who is barred.
    """
    roles = roles_of(by, version.the_return.region_id)
    if not roles.isdisjoint(REGION_ROLES):
        return True
    if Role.OFFICER in roles:
        refuse_conflicted(by, version.the_return)
        return False
    raise NotPermitted


def _post(thread: Thread, text: str, by: User, from_region: bool) -> Post:
    words = text.strip()[:LONGEST]
    if not words:
        raise ReasonMissing
    post = Post.objects.create(thread=thread, text=words, by=by, from_region=from_region)
    of_question(thread.version.the_return, post.pk, words, from_region)
    record(
        by,
        "thread.post",
        thread,
        region=thread.version.the_return.region_id,
        version=thread.version.number,
        line=thread.line,
    )
    return post
