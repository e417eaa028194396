"""The only writer of the trail."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from audit.models import Entry, Head

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

SYSTEM = "portalen"


def record(
    actor: "AbstractBaseUser | None", act: str, subject: models.Model, *, region: str = "", **details: Any
) -> Entry:
    """Write one row at the end of the chain, in the transaction of what it records.

    ``details`` must be JSON; no figure of an unsigned return belongs there (legal note L20).
    Call it inside the act's transaction, so that the row and its cause stand or fall together.
    """
    with transaction.atomic():
        head = hold()
        # Its key is its number, so that a changed key shows too.
        entry = Entry(
            pk=head.sequence + 1,
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor_id=actor.pk if actor is not None else None,
            actor_name=str(actor) if actor is not None else SYSTEM,
            act=act,
            subject=f"{subject._meta.label_lower}:{subject.pk}",
            region=region,
            details=details,
            previous=head.digest,
        )
        entry.digest = digest_of(entry)
        entry.save(force_insert=True)
        head.sequence, head.digest = entry.sequence, entry.digest
        head.save()
    return entry


def hold() -> Head:
    """Let nobody else write in the trail until the transaction ends, so that what an act looks for stays so.

    The head is the last lock that an act takes: take the rows that it concerns before.
    """
    return Head.objects.select_for_update().get_or_create(pk=1)[0]


def digest_of(entry: Entry) -> str:
    """SHA-256 over everything that the row says and the digest of the row before it."""
    content = [
        entry.sequence,
        entry.at.isoformat(),
        entry.actor_id,
        entry.actor_name,
        entry.act,
        entry.subject,
        entry.region,
        entry.details,
        entry.previous,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
