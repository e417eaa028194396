"""The region's answer to a version that Försäkringskassan corrected: confirmed, or objected to in words."""

from django.db import IntegrityError, transaction

from agreement.moves import Role
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.models import CorrectionReply, Version
from submissions.refusals import AlreadyAnswered, NotPermitted, ReasonMissing


def respond(version: Version, agrees: bool, text: str, by: User) -> CorrectionReply:
    """Confirm a corrected version or object to it, once.

    Raises NotPermitted, ReasonMissing for an objection without words, or AlreadyAnswered.
    """
    if (
        Role.PROCESS_LEADER not in roles_of(by, version.the_return.region_id)
        or version.origin != Version.Origin.CORRECTED
    ):
        raise NotPermitted
    if not agrees and not text.strip():
        raise ReasonMissing
    try:
        with transaction.atomic():
            made = CorrectionReply.objects.create(
                version=version, agrees=agrees, text=text.strip()[:4000], by=by
            )
            record(
                by,
                "return.respond",
                version,
                region=version.the_return.region_id,
                agrees=agrees,
                reason=made.text,
            )
    except IntegrityError as twice:
        raise AlreadyAnswered from twice
    return made
