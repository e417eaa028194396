"""Taking in lists, having them read, merging providers, using the sums, and erasing files in time.

A list's row is the truth: it waits until it is read, at most so many times; reading it twice
changes nothing.
"""

import hashlib
import logging
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from agreement.moves import Act, permits
from audit.record import record
from register.access import roles_of
from register.models import AgreementYear, User
from submissions import originals
from submissions.intake import File, deliver
from submissions.listed import files_of, has_errors, merges_of, seen_mark, together, with_sums
from submissions.lists.headings import PROVIDERS
from submissions.lists.personal import without_numbers
from submissions.lists.reading import read_file
from submissions.lists.series import Period
from submissions.models import Delivery, ListFile, ListSum, ProviderMerge, Return, Version
from submissions.refusals import Closed, ListsChanged, ListsNotReady

log = logging.getLogger(__name__)
PERSONAL = "file.personal_data"
# What is left of a file's findings when its bytes are gone: sums, and what the columns were.
KEPT = frozenset(
    ("layout", "stops", "sheet", "header", "columns", "aggregate", "providers", "provider_rows", "rows",
     "outside_age", "totals", "faulty", "missing", "years", "blank_contacts", "blank_end", "unread_sheets",
     "unread_lists", "hidden", "hidden_lists")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """What the person saw when choosing to use the sums: the draft's revision and the lists' mark."""

    revision: int
    lists: str


def take_in(shown: Return, files: Iterable[File], by: User) -> list[ListFile]:
    """Keep files, to be read. The same file again is told when they are added up. Raises Closed."""
    with transaction.atomic():
        the_return = _open(shown, by)
        rows = [
            ListFile.objects.create(
                the_return=the_return,
                name=without_numbers(Path(file.name).name)[:255],
                size=len(file.data),
                sha256=originals.keep(file.data),
                sent_by=by,
            )
            for file in files
        ]
        record(
            by,
            "lists.take_in",
            the_return,
            region=the_return.region_id,
            year=the_return.year_id,
            sha256=[row.sha256 for row in rows],
        )
    return rows


def read(file_id: int) -> None:
    """Read one list, if it still waits for it. May be called any number of times."""
    waiting = ListFile.objects.waiting().filter(pk=file_id, attempts__lt=settings.CHECK_ATTEMPTS)
    if not waiting.update(attempts=F("attempts") + 1, attempted_at=timezone.now()):
        return
    file = ListFile.objects.select_related("the_return__year").get(pk=file_id)
    # The long part is outside the transaction: nobody waits for a lock while a list is read.
    found = read_file(
        originals.path_of(file.sha256), period_of(file.the_return.year), key=key_of(file.the_return)
    )
    with transaction.atomic():
        if _store(file, found):
            record(
                None,
                "lists.refuse" if _is_personal(found) else "lists.read",
                file,
                region=file.the_return.region_id,
                year=file.the_return.year_id,
                sha256=file.sha256,
                stops=[stop["rule"] for stop in found["stops"]],
                kinds=[stop["params"]["kinds"] for stop in found["stops"] if stop["rule"] == PERSONAL],
            )
    if _is_personal(found):
        _erase_bytes(file.sha256)


def remove(file: ListFile, by: User) -> None:
    """Take a file away from what is added up; its bytes are erased. Raises Closed. Again is no error."""
    with transaction.atomic():
        the_return = _open(file.the_return, by)
        now = timezone.now()
        # The reason of a refusal stays; what a file held does not.
        found = file.found if file.state == ListFile.State.REFUSED else None
        changed = ListFile.objects.filter(pk=file.pk, removed_at=None).update(
            removed_at=now, erased_at=now, sketch=None, found=found
        )
        if changed:
            record(by, "lists.remove", file, region=the_return.region_id, sha256=file.sha256)
    _erase_bytes(file.sha256)


def merge(shown: Return, names: Iterable[str], counted_as: str, by: User) -> None:
    """Count providers under one name, which is one of theirs. Raises Closed, ListsChanged."""
    spelt = set(names)
    with transaction.atomic():
        the_return = _open(shown, by)
        known = {
            each.name for each in together(the_return, files_of(the_return), merges_of(the_return)).providers
        }
        if not spelt <= known or counted_as not in spelt or len(spelt) < 2:
            raise ListsChanged
        for name in sorted(spelt - {counted_as}):
            the_return.provider_merges.filter(counted_as=name).update(counted_as=counted_as)
            ProviderMerge.objects.update_or_create(
                the_return=the_return, spelt=name, defaults={"counted_as": counted_as, "made_by": by}
            )
        record(by, "lists.merge", the_return, region=the_return.region_id, year=the_return.year_id)


def part(shown: Return, by: User) -> None:
    """Take back every merge. Raises Closed."""
    with transaction.atomic():
        the_return = _open(shown, by)
        if the_return.provider_merges.all().delete()[0]:
            record(by, "lists.part", the_return, region=the_return.region_id, year=the_return.year_id)


def use(shown: Return, by: User, seen: Use) -> Delivery:
    """Take the sums into the draft, by the way that every figure takes, and keep what they follow from.

    Raises ListsNotReady while a file is being read or has errors, ListsChanged if the lists are
    others than those that were seen, and what `intake.deliver` raises.
    """
    with transaction.atomic():
        the_return = _open(shown, by)
        files, merges = files_of(the_return), merges_of(the_return)
        if seen_mark(files, merges) != seen.lists:
            raise ListsChanged
        sums = together(the_return, files, merges)
        if not sums.figures or has_errors(sums) or any(file.is_pending for file in files):
            raise ListsNotReady
        delivery = deliver(the_return, with_sums(the_return, sums), by, seen.revision)
        ListSum.objects.create(
            the_return=the_return,
            delivery=delivery,
            layout=sums.layout or "",
            figures=dict(sums.figures),
            aggregate=[[*kind, rows] for kind, rows in sorted(sums.cross.items())],
            providers=[
                {"name": each.name, "type": each.type, "rows": each.rows, "figures": dict(each.figures)}
                for each in sums.providers
            ],
            files=[
                {"name": file.name, "sha256": file.sha256}
                for file in files
                if file.state == ListFile.State.READ
            ],
            made_by=by,
        )
        record(by, "lists.use", delivery, region=the_return.region_id, year=the_return.year_id)
    shown.refresh_from_db()
    return delivery


def answer_workbook(file: ListFile) -> bytes:
    """The rows that were not understood, as a workbook. Raises FileNotFoundError when the file is erased."""
    if file.erased_at is not None:
        raise FileNotFoundError(file.sha256)
    with TemporaryDirectory() as folder:
        answer = Path(folder) / "rader.xlsx"
        path = originals.path_of(file.sha256)
        read_file(path, period_of(file.the_return.year), key=key_of(file.the_return), answer=answer)
        return answer.read_bytes()


def erase_due(now: datetime | None = None) -> list[int]:
    """Erase files whose time is over, all but provider lists, which hold no persons. Ids of these.

    A file that could not be read may hold anything, so it goes with the series lists. Safe at any time.
    """
    moment = now or timezone.now()
    erased = []
    for file in ListFile.objects.filter(erased_at=None, removed_at=None).select_related("the_return__year"):
        if file.is_pending or (file.found or {}).get("layout") == PROVIDERS or not _is_due(file, moment):
            continue
        with transaction.atomic():
            kept = {name: value for name, value in (file.found or {}).items() if name in KEPT}
            changed = ListFile.objects.filter(pk=file.pk, erased_at=None).update(
                erased_at=moment, sketch=None, found={**kept, "groups": [], "more_groups": 0}
            )
            if changed:
                record(None, "lists.erase", file, region=file.the_return.region_id, sha256=file.sha256)
                erased.append(file.pk)
        _erase_bytes(file.sha256)
    return erased


def overdue() -> list[int]:
    """Ids of lists that have waited too long to be read and may be tried again."""
    limit = timezone.now() - timedelta(seconds=settings.CHECK_OVERDUE_SECONDS)
    waiting = ListFile.objects.waiting().filter(attempts__lt=settings.CHECK_ATTEMPTS)
    never = waiting.filter(attempted_at=None, received_at__lt=limit)
    return sorted(
        {
            *never.values_list("pk", flat=True),
            *waiting.filter(attempted_at__lt=limit).values_list("pk", flat=True),
        }
    )


def give_up() -> list[int]:
    """Mark lists whose reading has died too often; the region is told on its page. Ids of these."""
    limit = timezone.now() - timedelta(seconds=settings.CHECK_OVERDUE_SECONDS)
    worn_out = ListFile.objects.waiting().filter(
        attempts__gte=settings.CHECK_ATTEMPTS, attempted_at__lt=limit
    )
    given_up = []
    for file in worn_out.select_related("the_return"):
        with transaction.atomic():
            waiting = ListFile.objects.waiting().filter(pk=file.pk)
            if waiting.update(state=ListFile.State.FAILED):
                record(None, "lists.read_failed", file, region=file.the_return.region_id)
                given_up.append(file.pk)
                log.error("list %s could not be read in %s attempts", file.pk, file.attempts)
    return given_up


def period_of(year: AgreementYear) -> Period:
    """The days that the year's lists are to cover."""
    terms = year.terms()
    return Period(year.year, terms.period_first, terms.period_last)


def key_of(the_return: Return) -> int:
    """The key of a return's row marks: the same rows of two regions have nothing in common."""
    said = f"{settings.SECRET_KEY}:{the_return.pk}".encode()
    return zlib.crc32(hashlib.sha256(said).digest())


def _open(shown: Return, by: User) -> Return:
    the_return = Return.objects.locked().get(pk=shown.pk)
    roles = roles_of(by, the_return.region_id)
    if not the_return.year.is_open or not permits(Act.DELIVER, the_return.status, roles):
        raise Closed(Act.DELIVER, the_return)
    return the_return


def _is_personal(found: dict[str, Any]) -> bool:
    return any(stop["rule"] == PERSONAL for stop in found["stops"])


def _store(file: ListFile, found: dict[str, Any]) -> int:
    """Keep what was found, if nobody did or took the file away meanwhile. How many rows changed: 0 or 1."""
    sketch = found.pop("sketch", None)
    state, erased = ListFile.State.READ, None
    if found["stops"]:
        state = ListFile.State.STOPPED
    if _is_personal(found):
        state, erased = ListFile.State.REFUSED, timezone.now()
    waiting = ListFile.objects.waiting().filter(pk=file.pk)
    return waiting.update(state=state, found=found, sketch=sketch, erased_at=erased)


def _erase_bytes(sha256: str) -> None:
    """Remove the bytes, unless another row still holds them."""
    if ListFile.objects.holding(sha256).exists() or Delivery.objects.filter(sha256=sha256).exists():
        return
    originals.erase(sha256)


def _is_due(file: ListFile, moment: datetime) -> bool:
    """Whether the return was signed so many days ago as the year's terms say, or its year is over."""
    the_return = file.the_return
    if not the_return.year.is_open:
        return True
    signed = the_return.versions.filter(state=Version.State.CURRENT).order_by("number").first()
    days = timedelta(days=the_return.year.terms().list_file_days)
    return signed is not None and signed.made_at + days <= moment
