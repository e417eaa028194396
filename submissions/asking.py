"""The officer's two answers to a signed return: ask for completion, or accept it."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from agreement.moves import Act, Status, permits
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.assessing import to_follow_up
from submissions.impartiality import refuse_conflicted
from submissions.models import CompletionRequest, Return, Version
from submissions.refusals import Closed, NothingNamed, OtherVersion, ReasonMissing, ToFollowUp
from submissions.returns import current_version
from submissions.signing import move
from submissions.telling import of_accepting, of_asking


def ask(
    shown: Return, by: User, *, lines: Collection[str], message: str, answer_by: date
) -> CompletionRequest:
    """Open the named lines for the region, with a message and a day to answer by.

    Raises Closed, NothingNamed or ReasonMissing.
    """
    with transaction.atomic():
        the_return, version = _signed(shown, Act.ASK, by)
        asked = [code for code in the_return.year.terms().asked if code in set(lines)]
        if not asked:
            raise NothingNamed
        if not message.strip():
            raise ReasonMissing
        request = CompletionRequest.objects.create(
            version=version, lines=asked, message=message.strip(), answer_by=answer_by, asked_by=by
        )
        move(the_return, Status.ASKED)
        of_asking(the_return, request.pk, message.strip(), answer_by)
        record(by, "return.ask", version, region=the_return.region_id, lines=asked, message=message.strip())
    shown.refresh_from_db()
    return request


def accept(shown: Return, by: User, seen_version: int) -> Version:
    """Accept the very version that the officer read.

    Raises Closed, OtherVersion if another version counts by now, or ToFollowUp.
    """
    with transaction.atomic():
        the_return, version = _signed(shown, Act.ACCEPT, by)
        if version.number != seen_version:
            raise OtherVersion(the_return, version.number)
        open_matters = to_follow_up(version)
        if open_matters:
            raise ToFollowUp(len(open_matters))
        version.accepted_by, version.accepted_at = by, timezone.now()
        version.save(update_fields=["accepted_by", "accepted_at"])
        move(the_return, Status.ACCEPTED)
        of_accepting(the_return, version.number)
        record(by, "return.accept", version, region=the_return.region_id, number=version.number)
    shown.refresh_from_db()
    return version


def _signed(shown: Return, act: Act, by: User) -> tuple[Return, Version]:
    the_return = Return.objects.locked().get(pk=shown.pk)
    version = current_version(the_return)
    permitted = permits(act, the_return.status, roles_of(by, the_return.region_id))
    if version is None or not the_return.year.is_open or not permitted:
        raise Closed(act, the_return)
    refuse_conflicted(by, the_return)
    return the_return, version
