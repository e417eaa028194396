"""A correction by Försäkringskassan: the next version, with a reason, never an edit."""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement import wording
from agreement.answers import Answers
from agreement.findings import Verdict
from agreement.moves import Act, Status, permits
from audit.record import record
from register.access import roles_of
from register.language import language
from register.models import User
from submissions.checking import judge
from submissions.impartiality import refuse_conflicted
from submissions.intake import canonical
from submissions.models import Delivery, Return, Version
from submissions.refusals import Closed, NothingChanged, OtherVersion, ReasonMissing, Refused
from submissions.returns import current_version, errors
from submissions.signing import content_of, make_version
from submissions.telling import of_correcting


class CorrectionBreaks(Refused):
    """The corrected return would have errors; the first of them in words."""

    def __init__(self, delivery: Delivery) -> None:
        first = errors(delivery)[0]
        words = wording.message(first.rule, first.params, language())
        super().__init__(_("Rättelsen sparades inte, eftersom den ger ett fel: %(words)s") % {"words": words})


def correct(shown: Return, figures: Mapping[str, str], by: User, *, seen_version: int, why: str) -> Version:
    """Make the next version with other figures, marked as corrected, checked by the same rules.

    ``figures`` are texts by line code; lines not named stay as they are. An accepted return
    stays accepted. Raises Closed, OtherVersion, ReasonMissing, NothingChanged or
    CorrectionBreaks, and then nothing has happened.
    """
    with transaction.atomic():
        the_return = Return.objects.locked().get(pk=shown.pk)
        former = _correctable(the_return, by, seen_version, why)
        delivery = _deliver(the_return, former, figures, by)
        judge(delivery)
        if delivery.verdict == Verdict.ERRORS:
            raise CorrectionBreaks(delivery)
        version = make_version(delivery, content_of(delivery), by, Version.Origin.CORRECTED, why.strip())
        if the_return.status == Status.ACCEPTED:
            version.accepted_by, version.accepted_at = by, timezone.now()
            version.save(update_fields=["accepted_by", "accepted_at"])
        Return.objects.filter(pk=the_return.pk).update(
            draft=delivery, revision=F("revision") + 1, touched_at=timezone.now()
        )
        of_correcting(the_return, version.number, why.strip())
        record(
            by,
            "return.correct",
            version,
            region=the_return.region_id,
            lines=sorted(figures),
            replaced=former.number,
            number=version.number,
            reason=why.strip(),
        )
    shown.refresh_from_db()
    return version


def _correctable(the_return: Return, by: User, seen_version: int, why: str) -> Version:
    former = current_version(the_return)
    if (
        former is None
        or not the_return.year.is_open
        or not permits(Act.CORRECT, the_return.status, roles_of(by, the_return.region_id))
    ):
        raise Closed(Act.CORRECT, the_return)
    refuse_conflicted(by, the_return)
    if former.number != seen_version:
        raise OtherVersion(the_return, former.number)
    if not why.strip():
        raise ReasonMissing
    return former


def _deliver(the_return: Return, former: Version, figures: Mapping[str, str], by: User) -> Delivery:
    before = Answers.from_json(former.delivery.answers)
    after = before.with_values(figures)
    if after == before:
        raise NothingChanged(former)
    data = canonical(after)
    newest = the_return.deliveries.aggregate(newest=Max("number"))["newest"] or 0
    return Delivery.objects.create(
        the_return=the_return,
        number=newest + 1,
        kind=Delivery.Kind.CORRECTION,
        answers=after.as_json(),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        sent_by=by,
    )
