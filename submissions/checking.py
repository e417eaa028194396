"""Checking a delivery: read it, judge it, and replace its figures and findings as one.

Checking twice changes nothing; the newest delivery wins; a delivery that a version was
made from is frozen and never judged again.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from agreement import rules
from agreement.answers import Answers
from agreement.case import Case
from agreement.findings import Family, Verdict, Weight, verdict_of
from agreement.findings import Finding as Found
from agreement.moves import Status, WaiverStatus
from audit.record import record
from register.models import AgreementYear
from submissions import originals
from submissions.history import background
from submissions.models import Delivery, Figure, Finding, Return
from submissions.returns import case_for, changed_lines, draft_answers, open_lines
from submissions.workbook import LABELS, read

log = logging.getLogger(__name__)


def check(delivery_id: int) -> None:
    """Read and judge one delivery, if it still waits for it.

    May be called any number of times. If it dies, the delivery stays *received* and the
    sweep takes it up again, at most `settings.CHECK_ATTEMPTS` times in all.
    """
    if not _begin(delivery_id):
        return
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(of=("self",))
            .select_related("the_return__year", "the_return__region")
            .get(pk=delivery_id)
        )
        if not delivery.is_pending:
            return
        unreadable = _read(delivery)
        judge(delivery, unreadable)
        _move(delivery)
        record(
            None,
            "return.check",
            delivery,
            region=delivery.the_return.region_id,
            year=delivery.the_return.year_id,
            attempt=delivery.attempts,
        )


def judge(delivery: Delivery, unreadable: Iterable[Found] = ()) -> Verdict:
    """Replace the delivery's figures, findings and verdict by what the rules say now.

    Call it inside a transaction. The same answers give the same rows.
    """
    findings = list(unreadable)
    delivery.figures.all().delete()
    if not findings:
        case = case_for(delivery)
        findings = rules.findings(case)
        Figure.objects.bulk_create(figures_of(delivery, case))
    rows = store_findings(delivery, findings)
    standing = [found for found, row in zip(findings, rows, strict=True) if row.waiver is None]
    delivery.verdict = verdict_of(rules.for_region(standing))
    delivery.state = Delivery.State.CHECKED
    delivery.checked_at = timezone.now()
    delivery.save(update_fields=["answers", "verdict", "state", "checked_at"])
    return Verdict(delivery.verdict)


def judge_round(year: AgreementYear, deliveries: Sequence[Delivery]) -> None:
    """Judge the printed returns of a past year together, each beside the same history.

    Call it inside a transaction, on deliveries that have their figures and no findings.
    """
    beside = background(year)
    rows: list[Finding] = []
    for delivery in deliveries:
        found = rules.findings(case_for(delivery, beside))
        rows += _finding_rows(delivery, found)
        delivery.verdict = verdict_of(rules.for_region(found))
        delivery.state = Delivery.State.CHECKED
        delivery.checked_at = timezone.now()
    Finding.objects.bulk_create(rows)
    Delivery.objects.bulk_update(deliveries, ["verdict", "state", "checked_at"])


def figures_of(delivery: Delivery, case: Case) -> list[Figure]:
    """Unsaved rows for every line that the year asks for, and for what was stated without its lines."""
    lines = [
        Figure(
            delivery=delivery,
            line=line.code,
            value=case.figure(line.code),
            collected=case.entry(line.code).collected or "",
            comment=case.comment(line),
            cell=case.entry(line.code).cell or "",
        )
        for line in case.terms.lines()
    ]
    stated = [Figure(delivery=delivery, line=code, value=value) for code, value in case.stated.items()]
    return lines + stated


def store_findings(delivery: Delivery, findings: Iterable[Found]) -> list[Finding]:
    """Replace the delivery's stored findings; each error with the waiver that lets it stand, if any."""
    the_return = delivery.the_return
    delivery.findings.all().delete()
    rows = _finding_rows(delivery, findings)
    _waive(the_return, rows)
    return Finding.objects.bulk_create(rows)


def _finding_rows(delivery: Delivery, findings: Iterable[Found]) -> list[Finding]:
    the_return = delivery.the_return
    return [
        finding_row(found, order, year=the_return.year_id, region=the_return.region_id, delivery=delivery)
        for order, found in enumerate(findings)
    ]


def _waive(the_return: Return, rows: list[Finding]) -> None:
    today = timezone.localdate()
    for waiver in the_return.waivers.filter(status=WaiverStatus.GRANTED, until__gte=today):
        for row in rows:
            if row.weight == Weight.ERROR and waiver.holds_for(row.key, row.found, today):
                row.waiver = waiver


def finding_row(
    found: Found, order: int, *, year: int, region: str | None, delivery: Delivery | None = None
) -> Finding:
    """An unsaved row for what a rule found."""
    return Finding(
        year_id=year,
        region_id=region,
        delivery=delivery,
        rule=found.rule,
        family=found.family,
        weight=found.weight,
        lines=list(found.lines),
        sheet=found.sheet or "",
        cells=list(found.cells),
        found=found.found,
        expected=found.expected,
        params=dict(found.params),
        count=found.count,
        order=order,
    )


def overdue() -> list[int]:
    """Ids of deliveries that have waited too long for their check and may be tried again."""
    limit = timezone.now() - timedelta(seconds=settings.CHECK_OVERDUE_SECONDS)
    waiting = Delivery.objects.filter(state=Delivery.State.RECEIVED, attempts__lt=settings.CHECK_ATTEMPTS)
    never = waiting.filter(attempted_at=None, received_at__lt=limit)
    died = waiting.filter(attempted_at__lt=limit)
    return sorted({*never.values_list("pk", flat=True), *died.values_list("pk", flat=True)})


def give_up() -> list[int]:
    """Mark deliveries whose check has died too often; the region is told on its page. Ids of these."""
    limit = timezone.now() - timedelta(seconds=settings.CHECK_OVERDUE_SECONDS)
    worn_out = Delivery.objects.filter(
        state=Delivery.State.RECEIVED, attempts__gte=settings.CHECK_ATTEMPTS, attempted_at__lt=limit
    )
    given_up = []
    for delivery in worn_out.select_related("the_return"):
        with transaction.atomic():
            changed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.RECEIVED).update(
                state=Delivery.State.FAILED
            )
            if changed:
                record(None, "return.check_failed", delivery, region=delivery.the_return.region_id)
                given_up.append(delivery.pk)
                log.error("delivery %s could not be checked in %s attempts", delivery.pk, delivery.attempts)
    return given_up


def _begin(delivery_id: int) -> bool:
    """Count the attempt before anything can go wrong, so that a poison file is tried a bounded number."""
    return bool(
        Delivery.objects.filter(
            pk=delivery_id, state=Delivery.State.RECEIVED, attempts__lt=settings.CHECK_ATTEMPTS
        ).update(attempts=F("attempts") + 1, attempted_at=timezone.now())
    )


def _read(delivery: Delivery) -> tuple[Found, ...]:
    """Fill in a workbook's answers; what stopped the file, if anything did."""
    the_return = delivery.the_return
    if delivery.kind != Delivery.Kind.WORKBOOK or delivery.answers is not None:
        # A workbook with answers was read as a proposal, and the region has seen what was read.
        return ()
    reading = read(
        originals.fetch(delivery.sha256), delivery.filename, the_return.year.terms(), the_return.region
    )
    if reading.answers is None:
        return reading.findings
    if reading.layout == LABELS and not delivery.proposed:
        return _unconfirmed(delivery)
    delivery.answers = reading.answers.as_json()
    return _locked_lines(the_return, reading.answers)


def _unconfirmed(delivery: Delivery) -> tuple[Found, ...]:
    """Figures that were found by their labels are a proposal; nothing enters the draft unseen."""
    params = {"name": delivery.filename, "year": delivery.the_return.year_id}
    return (Found("file.not_our_template", Family.FILE, Weight.ERROR, params=params),)


def _locked_lines(the_return: Return, answers: Answers) -> tuple[Found, ...]:
    """While completion is asked for, a file may change the named lines only."""
    if the_return.status != Status.ASKED:
        return ()
    opened = open_lines(the_return, the_return.year.terms())
    locked = [code for code in changed_lines(draft_answers(the_return), answers) if code not in opened]
    if not locked:
        return ()
    params = {"lines": locked, "opened": sorted(opened)}
    return (Found("file.line_locked", Family.FILE, Weight.ERROR, tuple(locked), params=params),)


def _move(delivery: Delivery) -> None:
    """Move the return on, if this is still its newest delivery."""
    the_return = delivery.the_return
    later = the_return.deliveries.filter(number__gt=delivery.number, proposed=False)
    if delivery.proposed or later.exists():
        return
    changes: dict[str, object] = {"touched_at": timezone.now()}
    readable = delivery.verdict != Verdict.UNREADABLE
    if readable and the_return.draft_id != delivery.pk:
        # The draft changes under the page that somebody may have open.
        changes |= {"draft": delivery, "revision": F("revision") + 1}
    if the_return.status == Status.RECEIVED:
        changes |= {"status": _status(delivery), "status_since": timezone.now()}
    Return.objects.filter(pk=the_return.pk, status=the_return.status).update(**changes)


def _status(delivery: Delivery) -> Status:
    """Where the return goes. A file that could not be read leaves it where its draft stands."""
    if delivery.verdict == Verdict.UNREADABLE:
        draft = delivery.the_return.draft
        if draft is None:
            return Status.RETURNED
        if draft.state != Delivery.State.CHECKED:
            return Status.DRAFT
        delivery = draft
    return Status.RETURNED if delivery.verdict == Verdict.ERRORS else Status.READY
