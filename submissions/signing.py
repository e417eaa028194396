"""Signing a return makes a numbered, frozen version; withdrawing one keeps it in the record."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from agreement.findings import Verdict
from agreement.moves import Act, Status, permits
from audit.record import record
from register.access import roles_of
from register.models import AgreementYear, TermsVersion, User
from submissions.abstaining import end
from submissions.deadlines import is_late
from submissions.models import CompletionRequest, Delivery, Return, Version
from submissions.refusals import (
    ChangedMeanwhile,
    Closed,
    NotAttested,
    NothingChanged,
    NotReady,
    OtherVersion,
    ReasonMissing,
)
from submissions.returns import current_version, errors, open_questions, questions
from submissions.telling import of_signing

# What a process leader assures (domain, "On signing"); the form asks for each by itself.
ASSURANCES = ("patients", "contacts", "complete")


def sign(shown: Return, by: User, seen_revision: int, attested: Iterable[str], reason: str = "") -> Version:
    """Sign and submit the draft as a new version; the former one is kept as replaced.

    From the second version on, ``reason`` says why there is a new one. Raises Closed,
    ChangedMeanwhile, NotReady, NotAttested, NothingChanged or ReasonMissing, and then nothing
    has happened.
    """
    with transaction.atomic():
        the_return = Return.objects.locked().get(pk=shown.pk)
        if not _may(Act.SIGN, the_return, by):
            raise Closed(Act.SIGN, the_return)
        if the_return.revision != seen_revision:
            raise ChangedMeanwhile(the_return)
        if set(attested) != set(ASSURANCES):
            raise NotAttested
        draft = _ready_draft(the_return)
        former = current_version(the_return)
        content = content_of(draft)
        if former is not None and _figures_and_words(former.content) == _figures_and_words(content):
            raise NothingChanged(former)
        if not reason.strip() and needs_reason(the_return):
            raise ReasonMissing
        version = make_version(draft, content, by, Version.Origin.SIGNED, reason.strip())
        end(the_return)
        of_signing(the_return, version.number, version.registered_as)
        CompletionRequest.objects.filter(version__the_return=the_return, closed_at=None).update(
            closed_at=timezone.now()
        )
        move(the_return, Status.SIGNED)
        record(
            by,
            "return.sign",
            version,
            region=the_return.region_id,
            year=the_return.year_id,
            number=version.number,
            sha256=version.sha256,
        )
    shown.refresh_from_db()
    return version


def needs_reason(the_return: Return) -> bool:
    """Whether something was signed before, so that a new version has to say why it comes."""
    return the_return.versions.exists()


def withdraw(shown: Return, by: User, reason: str, seen_version: int | None = None) -> Version:
    """Take back the signed version. It stays in the record, marked as withdrawn (legal note L21).

    Whoever is about to sign what completes it is told, since what they saw is no longer so. Raises Closed,
    ReasonMissing, or OtherVersion if another version than the one that was shown counts by now.
    """
    with transaction.atomic():
        the_return = Return.objects.locked().get(pk=shown.pk)
        if not _may(Act.WITHDRAW, the_return, by):
            raise Closed(Act.WITHDRAW, the_return)
        if not reason.strip():
            raise ReasonMissing
        version = current_version(the_return)
        if version is None:
            raise Closed(Act.WITHDRAW, the_return)
        if seen_version not in (None, version.number):
            raise OtherVersion(the_return, version.number)
        version.state = Version.State.WITHDRAWN
        version.withdrawn_reason = reason.strip()
        version.save(update_fields=["state", "withdrawn_reason"])
        CompletionRequest.objects.filter(version=version, closed_at=None).update(closed_at=timezone.now())
        move(the_return, Status.READY if _is_ready(the_return) else Status.DRAFT)
        Return.objects.filter(pk=the_return.pk).update(revision=F("revision") + 1)
        record(by, "return.withdraw", version, region=the_return.region_id, reason=reason.strip())
    shown.refresh_from_db()
    return version


def make_version(
    delivery: Delivery, content: dict[str, Any], by: User, origin: str, reason: str = ""
) -> Version:
    """The next version from a checked delivery; what counted before becomes replaced.

    Call it inside a transaction that holds the return's lock.
    """
    the_return = delivery.the_return
    terms = AgreementYear.objects.get(pk=the_return.year_id).terms()
    registered_as = _next_number(terms.diary_number)
    former = the_return.versions.filter(state=Version.State.CURRENT).first()
    # A correction is ours: it comes as late, or as timely, as what it corrects.
    was_late = former is not None and former.late
    the_return.versions.filter(state=Version.State.CURRENT).update(state=Version.State.REPLACED)
    newest = the_return.versions.aggregate(newest=Max("number"))["newest"] or 0
    return Version.objects.create(
        the_return=the_return,
        number=newest + 1,
        origin=origin,
        delivery=delivery,
        made_by=by,
        late=is_late(the_return, terms) if origin == Version.Origin.SIGNED else was_late,
        registered_as=registered_as,
        reason=reason,
        content=content,
        sha256=digest(content),
    )


def _next_number(diary_number: str) -> str:
    """The case's next running number. An agreement of two years may be one case, numbered through both."""
    beginning = f"{diary_number}-"
    # Whoever else registers in the case, for this year or another, waits here.
    list(
        AgreementYear.objects.select_for_update()
        .filter(pk__in=TermsVersion.objects.filter(diary_number=diary_number).values("year"))
        .order_by("pk")
    )
    return f"{beginning}{Version.objects.filter(registered_as__startswith=beginning).count() + 1}"


def content_of(delivery: Delivery) -> dict[str, Any]:
    """Everything that a version says, in the shape whose SHA-256 stands on the receipt."""
    the_return = delivery.the_return
    answers = delivery.answers or {}
    return {
        "year": the_return.year_id,
        "region": the_return.region_id,
        "period": [answers.get("first", ""), answers.get("last", "")],
        "figures": {
            figure.line: {
                "value": figure.value,
                "collected": figure.collected,
                "comment": figure.comment,
            }
            for figure in delivery.figures.all()
        },
        "explanations": [
            {
                "rule": question.finding.rule,
                "lines": question.finding.lines,
                "text": question.explanation.text,
            }
            for question in questions(delivery)
            if question.explanation is not None
        ],
        "delivery": {"kind": delivery.kind, "sha256": delivery.sha256},
    }


def canonical(content: dict[str, Any]) -> bytes:
    """The content in its canonical form: sorted keys, UTF-8, no spaces."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content in its canonical form."""
    return hashlib.sha256(canonical(content)).hexdigest()


def move(the_return: Return, to: Status) -> None:
    """Compare-and-set the status. Raises ChangedMeanwhile if somebody else moved it first."""
    now = timezone.now()
    moved = Return.objects.filter(pk=the_return.pk, status=the_return.status).update(
        status=to, status_since=now, touched_at=now
    )
    if not moved:
        raise ChangedMeanwhile(the_return)


def _may(act: Act, the_return: Return, by: User) -> bool:
    return the_return.year.is_open and permits(act, the_return.status, roles_of(by, the_return.region_id))


def _ready_draft(the_return: Return) -> Delivery:
    draft = the_return.draft
    if draft is None or not _is_ready(the_return):
        raise NotReady(len(errors(draft)) if draft is not None else 1, 0)
    expired = errors(draft)  # a waiver may have run out since the check
    if expired:
        raise NotReady(len(expired), 0)
    unanswered = open_questions(draft)
    if unanswered:
        raise NotReady(0, len(unanswered))
    return draft


def _is_ready(the_return: Return) -> bool:
    draft = the_return.draft
    return (
        draft is not None
        and draft.state == Delivery.State.CHECKED
        and draft.verdict in (Verdict.READY, Verdict.QUERIES)
        and not the_return.deliveries.filter(state=Delivery.State.RECEIVED, proposed=False).exists()
    )


def _figures_and_words(content: dict[str, Any]) -> dict[str, Any]:
    """The content without the way it came in: the same figures by another door are no change."""
    return {key: value for key, value in content.items() if key != "delivery"}
