"""Reading the trail with suspicion: which rows were changed, removed or put in afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from json import dumps
from typing import Any

from django.db import connection, models
from django.db.models.functions import Cast

from audit.models import Entry, Head
from audit.record import digest_of

START = "0" * 64
AT_A_TIME = 500
# What reading a row can raise once somebody has written something else than a date or JSON into it.
UNREADABLE = (ValueError, TypeError, AttributeError)


class Fault(StrEnum):
    """What is wrong with a row of the trail."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REPLACED = "replaced"
    HEAD = "head"
    NOT_AS_PRINTED = "not_as_printed"


@dataclass(frozen=True, slots=True)
class Deviation:
    """One row that is not as it was written, by its number in the chain."""

    fault: Fault
    sequence: int


@dataclass(frozen=True, slots=True)
class Link:
    """A row as it is found. ``own`` is the digest that its content gives, empty if it cannot be read."""

    pk: int
    sequence: int
    previous: str
    digest: str
    own: str

    @property
    def is_whole(self) -> bool:
        """Whether the row says what it said when it was written."""
        return self.own == self.digest and self.pk == self.sequence

    @property
    def place(self) -> int:
        """Where it belongs: by its sealed number, else by its key."""
        return self.sequence if self.own == self.digest else self.pk


def deviations(printed: Mapping[int, str] | None = None) -> Iterator[Deviation]:
    """Everything that is wrong with the trail, in the order of its rows; nothing if it is whole.

    ``printed`` are digests that stand on receipts and letters, by row number, whole or their
    beginning: with them a chain that was rewritten to its end shows as well.
    """
    last = Link(0, 0, "", START, START)
    for link in sorted(_links(), key=lambda link: (link.place, link.pk)):
        yield from _between(last, link)
        last = link
    yield from _at_the_end(last)
    yield from _unlike_paper(printed or {})


def seal_of(act: str, subject: models.Model) -> Entry | None:
    """The row that recorded the act, whose number and digest are printed as the head of the chain then."""
    name = f"{subject._meta.label_lower}:{subject.pk}"
    return Entry.objects.filter(act=act, subject=name).order_by("sequence").first()


def _between(last: Link, link: Link) -> Iterator[Deviation]:
    for sequence in range(last.place + 1, link.place):
        yield Deviation(Fault.REMOVED, sequence)
    if link.place <= last.place:
        yield Deviation(Fault.INSERTED, link.place)
    elif not link.is_whole:
        yield Deviation(Fault.CHANGED, link.place)
    elif link.place == last.place + 1 and link.previous not in {last.digest, last.own}:
        # Both rows are sealed, but the later names another row than the one before it.
        yield Deviation(Fault.REPLACED, last.place)


def _at_the_end(last: Link) -> Iterator[Deviation]:
    head = Head.objects.filter(pk=1).first() or Head()
    if Head.objects.exclude(pk=1).exists() or (last.place and head.pk is None):
        yield Deviation(Fault.HEAD, head.sequence)
    for sequence in range(last.place + 1, head.sequence + 1):
        yield Deviation(Fault.REMOVED, sequence)
    if head.pk is not None:
        for sequence in range(head.sequence + 1, last.place + 1):
            yield Deviation(Fault.INSERTED, sequence)
    if head.sequence == last.place and head.digest not in {last.digest, last.own}:
        yield Deviation(Fault.HEAD, head.sequence)


def _unlike_paper(printed: Mapping[int, str]) -> Iterator[Deviation]:
    found = dict(Entry.objects.filter(sequence__in=printed).values_list("sequence", "digest"))
    for sequence, digest in sorted(printed.items()):
        if not digest or not found.get(sequence, "").startswith(digest.lower()):
            yield Deviation(Fault.NOT_AS_PRINTED, sequence)


def _links() -> Iterator[Link]:
    keys = list(Entry.objects.order_by("pk").values_list("pk", "sequence", "previous", "digest"))
    for start in range(0, len(keys), AT_A_TIME):
        rows = keys[start : start + AT_A_TIME]
        own = _own_digests([pk for pk, *_rest in rows])
        for pk, sequence, previous, digest in rows:
            yield Link(pk, sequence, previous, digest, own.get(pk, ""))


def _own_digests(keys: list[int]) -> dict[int, str]:
    """The digests that the rows' contents give; a row that cannot be read is left out."""
    try:
        return {row.pk: digest_of(row) for row in _rows(keys) if _is_as_written(row)}
    except UNREADABLE:
        if len(keys) == 1:
            return {}
        half = len(keys) // 2
        return _own_digests(keys[:half]) | _own_digests(keys[half:])


def _rows(keys: list[int]) -> models.QuerySet[Entry]:
    text = models.TextField()
    return Entry.objects.filter(pk__in=keys).annotate(
        stored_at=Cast("at", text), stored_details=Cast("details", text)
    )


def _is_as_written(row: Any) -> bool:
    """Whether the stored text is letter for letter what the portal writes.

    SQLite keeps dates and JSON as text, where a blank could change unseen; PostgreSQL keeps values.
    """
    if connection.vendor != "sqlite":
        return True
    at = str(connection.ops.adapt_datetimefield_value(row.at))
    return bool(row.stored_at == at and row.stored_details == dumps(row.details))
