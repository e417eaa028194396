"""The officer's view of each answer to a query: enough, or to be followed up."""

from collections.abc import Mapping

from django.db import transaction

from agreement.moves import Act, permits
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.impartiality import refuse_conflicted
from submissions.models import Assessment, Return, Version
from submissions.refusals import Closed, OtherVersion
from submissions.returns import current_version, questions


def assess(shown: Return, by: User, seen_version: int, views: Mapping[int, bool]) -> int:
    """Store what the officer thinks of answers, by finding id; unchanged views are passed over.

    How many were stored. Raises Closed, or OtherVersion if another version counts by now.
    """
    with transaction.atomic():
        the_return = Return.objects.locked().get(pk=shown.pk)
        version = current_version(the_return)
        permitted = permits(Act.ACCEPT, the_return.status, roles_of(by, the_return.region_id))
        if version is None or not the_return.year.is_open or not permitted:
            raise Closed(Act.ACCEPT, the_return)
        refuse_conflicted(by, the_return)
        if version.number != seen_version:
            raise OtherVersion(the_return, version.number)
        known = newest(version)
        new = [
            Assessment(version=version, key=question.finding.key, is_enough=view, made_by=by)
            for question in questions(version.delivery)
            if (view := views.get(question.finding.pk)) is not None
            and known.get(question.finding.key) is not view
        ]
        Assessment.objects.bulk_create(new)
        if new:
            record(by, "return.assess", version, region=the_return.region_id, count=len(new))
    return len(new)


def newest(version: Version) -> dict[str, bool]:
    """The newest view of each query, by its key. One query."""
    rows = Assessment.objects.filter(version=version).order_by("pk").values_list("key", "is_enough")
    return dict(rows)


def to_follow_up(version: Version) -> list[str]:
    """Keys of the queries that an officer wants to follow up."""
    return [key for key, is_enough in newest(version).items() if not is_enough]
