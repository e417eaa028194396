"""An officer's notes on a return: working notes, and facts that belong to the case (legal note L11)."""

from django.db import transaction

from agreement.moves import AGENCY_ROLES
from audit.record import record
from register.access import has_role
from register.models import User
from submissions.impartiality import refuse_conflicted
from submissions.models import Note, Return
from submissions.refusals import NotPermitted, ReasonMissing


@transaction.atomic
def note(the_return: Return, kind: Note.Kind, text: str, by: User) -> Note:
    """Write a note; the region can read a fact, never a working note.

    Raises NotPermitted, Conflicted or ReasonMissing.
    """
    if not has_role(by, AGENCY_ROLES):
        raise NotPermitted
    refuse_conflicted(by, the_return)
    if not text.strip():
        raise ReasonMissing
    made = Note.objects.create(the_return=the_return, kind=kind, text=text.strip()[:4000], by=by)
    record(by, "return.note", made, region=the_return.region_id, year=the_return.year_id, kind=kind.value)
    return made
