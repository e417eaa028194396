"""The archive package of a decided payout: letters, the computation as JSON, signed originals, SHA-256.

Every version that the amounts rest on is in it, with the file that it came in where there was one: a form
has none, and a correction by Försäkringskassan rests on what the region signed before it.
Series lists are not in it: they are no part of what was signed (legal note L27).
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any

from django.db import transaction
from django.db.models import Q, QuerySet

from agreement.moves import AGENCY_ROLES, DifferenceStatus, PayoutStatus, Role
from audit.record import record
from payouts.later_letters import (
    difference_letter,
    name_of_difference,
    name_of_rectification,
    rectification_letter,
)
from payouts.letter_files import FILES, ZIP_START, letter_pdf
from payouts.letter_parts import Letter, without_names
from payouts.letters import letter_of, name_of
from payouts.models import Decision, Difference, Rectification, Run, Settlement
from payouts.refusals import NotDecided
from register.access import has_role
from register.models import User
from submissions import originals
from submissions.models import Delivery, Version
from submissions.signing import canonical

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter, the name of its file without the ending, and the row that it was made from."""

    letter: Letter
    name: str
    subject: Decision | Difference | Rectification
    region: str


def paper_of(subject: Decision | Difference | Rectification) -> Paper:
    """What was decided as a letter. Raises NotDecided or DifferenceNotDecided."""
    if isinstance(subject, Decision):
        return Paper(letter_of(subject), name_of(subject), subject, subject.amount.region_id)
    if isinstance(subject, Difference):
        region = subject.amount_now.region_id
        return Paper(difference_letter(subject), name_of_difference(subject), subject, region)
    region = subject.amount.region_id
    return Paper(rectification_letter(subject), name_of_rectification(subject), subject, region)


def paper_for(subject: Decision | Difference | Rectification, reader: User) -> Paper:
    """The letter as the reader gets it: a region's people without names where the run's terms say so.

    The decision itself, in the archive package and for the agency, always has them (31 § förvaltningslagen).
    Raises as `paper_of`.
    """
    paper = paper_of(subject)
    return paper if names_shown(subject, reader) else replace(paper, letter=without_names(paper.letter))


def names_shown(subject: Decision | Difference | Rectification, reader: User) -> bool:
    """Whether the reader is told who decided (33 § förvaltningslagen, legal note L6)."""
    amount = subject.amount_now if isinstance(subject, Difference) else subject.amount
    told = amount.run.terms.get("names_in_letters", True)
    return bool(told) or has_role(reader, AGENCY_ROLES | {Role.AUDITOR})


@transaction.atomic
def hand_out(paper: Paper, extension: str, to: User) -> bytes:
    """A letter as a file, and a row in the trail that says who fetched it."""
    data = FILES[extension][0](paper.letter)
    digest, name = hashlib.sha256(data).hexdigest(), f"{paper.name}.{extension}"
    record(to, "letter.fetched", paper.subject, region=paper.region, file=name, sha256=digest)
    return data


@transaction.atomic
def pack(run: Run, out: IO[bytes], to: User) -> None:
    """Write the package as a zip and record who took it. Raises NotDecided.

    A run that differences were decided from has a package of its own. The same bytes each time, until
    something more is decided of the run.
    """
    if not is_kept(run):
        raise NotDecided(run)
    sums = []
    with zipfile.ZipFile(out, "w") as package:
        for name, data in _files(run):
            _put(package, name, data)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        _put(package, SUMS, "".join(sums).encode())
    record(to, "payout.archive", run, files=len(sums), checksum=run.checksum)


def _files(run: Run) -> Iterator[tuple[str, bytes]]:
    decisions = list(
        Decision.objects.filter(amount__run=run)
        .select_related("amount__region", "amount__run", "amount__version", "decided_by", "presented_by")
        .order_by("amount__region")
    )
    content = json.dumps(_content(run, decisions), ensure_ascii=False, indent=1, sort_keys=True)
    yield "berakning.json", content.encode()
    for paper in (*map(paper_of, decisions), *map(paper_of, _later(run))):
        yield f"beslut/{paper.name}.pdf", letter_pdf(paper.letter)
    for version in _versions(run):
        yield from _original(version)


def is_kept(run: Run) -> bool:
    """Whether something was decided of the run: the run itself, or a difference that came from it."""
    decided = Difference.objects.filter(amount_now__run=run, status=DifferenceStatus.DECIDED)
    return run.status == PayoutStatus.DECIDED or decided.exists()


def _later(run: Run) -> Iterator[Difference | Rectification]:
    """What was decided after the first decision: the run's differences, its decisions' rectifications."""
    yield from _differences(run)
    yield from _slips(run)


def _differences(run: Run) -> QuerySet[Difference]:
    decided = Difference.objects.filter(amount_now__run=run, status=DifferenceStatus.DECIDED)
    return decided.select_related(
        "amount_now__region", "amount_now__run", "decision__amount__run", "decided_by", "proposed_by"
    ).order_by("amount_now__region", "number")


def _settlements(run: Run) -> QuerySet[Settlement]:
    """Approved settlements of the differences that came from the run."""
    approved = Settlement.objects.filter(difference__amount_now__run=run, approved_by__isnull=False)
    return approved.select_related("difference__amount_now", "against").order_by(
        "difference__amount_now__region"
    )


def _slips(run: Run) -> QuerySet[Rectification]:
    """What was put right in the decisions of the run, and in those on differences that came from it."""
    of_run = Q(decision__amount__run=run) | Q(difference__amount_now__run=run)
    return Rectification.objects.filter(of_run).select_related(
        "decision__amount__run",
        "decision__amount__region",
        "difference__amount_now__run",
        "difference__amount_now__region",
        "made_by",
    )


def _content(run: Run, decisions: list[Decision]) -> dict[str, Any]:
    return {
        "year": run.year_id,
        "kind": run.kind,
        "number": run.number,
        "terms": run.terms,
        "inputs": run.inputs,
        "total": run.total,
        "checksum": run.checksum,
        "code_version": run.code_version,
        "as_printed": run.as_printed,
        "source": run.source,
        "computed_at": run.computed_at.isoformat(),
        "decisions": [_decided(decision) for decision in decisions],
        "differences": [_changed(each) for each in _differences(run)],
        "rectifications": [_rectified(each) for each in _slips(run)],
        "settlements": [_settled(each) for each in _settlements(run)],
    }


def _decided(decision: Decision) -> dict[str, Any]:
    amount, at = decision.amount, decision.decided_at
    return {
        "region": amount.region_id,
        "quantity": amount.quantity,
        "amount": amount.amount,
        "steps": amount.steps,
        "version": amount.version.number if amount.version is not None else None,
        "diary_number": decision.diary_number,
        "decided_at": at.isoformat() if at is not None else None,
    }


def _changed(difference: Difference) -> dict[str, Any]:
    return {
        "region": difference.amount_now.region_id,
        "number": difference.number,
        "changes": difference.decision.diary_number,
        "before": difference.before,
        "amount": difference.amount,
        "material": difference.material,
        "communicated_at": _moment(difference.communicated_at),
        "answer_by": _moment(difference.answer_by),
        "answer": difference.answer,
        "reason": difference.reason,
        "diary_number": difference.diary_number,
        "decided_at": _moment(difference.decided_at),
    }


def _rectified(slip: Rectification) -> dict[str, Any]:
    return {
        "region": slip.amount.region_id,
        "rectifies": slip.of.diary_number,
        "wrong": slip.wrong,
        "right": slip.right,
        "reason": slip.reason,
        "diary_number": slip.diary_number,
        "made_at": slip.made_at.isoformat(),
    }


def _settled(settlement: Settlement) -> dict[str, Any]:
    against = settlement.against
    return {
        "region": settlement.difference.amount_now.region_id,
        "settles": settlement.difference.diary_number,
        "way": settlement.way,
        "amount": settlement.amount,
        "org_number": settlement.org_number,
        "due_on": _moment(settlement.due_on),
        "against": against.diary_number if against is not None else None,
        "consent": settlement.consent,
        "made_at": settlement.made_at.isoformat(),
        "approved_at": _moment(settlement.approved_at),
        "settled_on": _moment(settlement.settled_on),
        "reference": settlement.reference,
    }


def _moment(when: date | None) -> str | None:
    return when.isoformat() if when is not None else None


def _versions(run: Run) -> Iterator[Version]:
    """The versions that the run was made from, and those before them that they correct or replace."""
    for used in Version.objects.filter(amounts__run=run).order_by("the_return__region"):
        before = Version.objects.filter(the_return=used.the_return_id, number__lte=used.number)
        yield from before.select_related("the_return", "delivery").order_by("number")


def _original(version: Version) -> Iterator[tuple[str, bytes]]:
    """The file that was signed, or where there was none the bytes whose checksum the receipt has."""
    delivery, region = version.delivery, version.the_return.region_id
    if delivery.kind == Delivery.Kind.WORKBOOK:
        # Named by its bytes: a file name that somebody chose says nothing that must be kept in a path.
        name = f"original/{region}-{delivery.number}-{delivery.sha256[:12]}.xlsx"
        yield name, originals.fetch(delivery.sha256)
    elif version.origin != Version.Origin.PRINTED:
        yield f"original/{region}-version-{version.number}.json", canonical(version.content)


def _put(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, ZIP_START)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, data)
