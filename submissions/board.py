"""How all regions' returns stand in a year: the rows of the officer's board, and what was signed as one file.

The board itself shows the payouts too, and is made in the room that knows them.
"""

import hashlib
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreement.findings import Weight
from agreement.lines import CONTACTS, PROVIDERS, SECTION_NAMES, Collected, Section
from agreement.moves import OPEN_STATUSES, PUBLIC_STATUSES, Status
from register.language import language
from register.models import AgreementYear, User
from submissions import originals
from submissions.deadlines import extended
from submissions.models import Abstention, Assignment, Delivery, Return, Thread, Version
from submissions.names import COLLECTED_NAMES, NO_RETURN, OFFICER_STATUS_NAMES
from submissions.reading import completeness
from submissions.returns import board as returns_of
from submissions.returns import for_region
from submissions.signing import canonical

# What the agency sees of a return, in the order that it goes through them.
SHOWN_STATUSES = tuple(OFFICER_STATUS_NAMES)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One region on the board. Before signing there is a status and a time, nothing else (own space)."""

    the_return: Return
    version: Version | None
    parts: dict[Section, str]
    treatments: int | None
    contacts: int | None
    questions: int
    officer: User | None = None
    abstained: str = ""
    last_day: date | None = None
    extended: bool = False
    threads: int = 0

    @property
    def open_matters(self) -> int:
        """Queries that nobody has found answered, and questions that nobody has closed."""
        return self.questions + self.threads

    @property
    def is_overdue(self) -> bool:
        """Nothing submitted, no word of why, and the region's own last day has gone by."""
        waiting = self.the_return.status in OPEN_STATUSES and self.the_return.year.is_open
        is_over = self.last_day is not None and timezone.localdate() > self.last_day
        return waiting and is_over and not self.abstained

    @property
    def status(self) -> str:
        """The status as the agency knows it: everything before signing is one."""
        return shown_status(self.the_return)


def shown_status(the_return: Return) -> str:
    """The status as the agency knows it. What did not come in a past round is not to be begun any more."""
    if the_return.status == Status.NOT_STARTED:
        return the_return.status if the_return.year.is_open else NO_RETURN
    if the_return.status in PUBLIC_STATUSES:
        return the_return.status
    return Status.DRAFT


def board(year: int) -> list[BoardRow]:
    """All regions of a year by county code, in a constant number of queries."""
    officers = {
        each.the_return_id: each.officer
        for each in Assignment.objects.filter(the_return__year=year).select_related("officer")
    }
    abstained = dict(
        Abstention.objects.in_force().filter(the_return__year=year).values_list("the_return", "kind")
    )
    asked = Thread.objects.filter(version__the_return__year=year, closed_at=None)
    threads = Counter(asked.values_list("version__the_return", flat=True))
    ordinary = AgreementYear.objects.with_terms().get(pk=year).terms().deadline()
    rows = []
    for the_return in returns_of(year):
        last = extended(ordinary, the_return.extensions.all())
        row = replace(
            _seen(the_return),
            officer=officers.get(the_return.pk),
            abstained=abstained.get(the_return.pk, ""),
            last_day=last,
            extended=last != ordinary,
            threads=threads[the_return.pk],
        )
        rows.append(row)
    return rows


def _seen(the_return: Return) -> BoardRow:
    """What a return shows, from what was prefetched; one that is not public shows no figures."""
    versions: list[Version] = getattr(the_return, "current_versions", [])
    if the_return.status not in PUBLIC_STATUSES or not versions:
        return BoardRow(the_return, None, {}, None, None, 0)
    version = versions[0]
    figures = list(version.delivery.figures.all())
    values = {figure.line: figure.value for figure in figures}
    return BoardRow(
        the_return,
        version,
        completeness(figures),
        values.get("TREATMENTS") or _sum(values, PROVIDERS),
        _sum(values, CONTACTS),
        _open_queries(version),
    )


def _open_queries(version: Version) -> int:
    """Queries that no officer has found answered; who accepted the version has answered for all of them."""
    if version.accepted_by_id is not None:
        return 0
    views = {each.key: each.is_enough for each in version.assessments.all()}
    queries = (each for each in for_region(version.delivery) if each.weight == Weight.QUERY)
    return sum(not views.get(each.key) for each in queries)


def headings() -> list[str]:
    """What stands above the cells of a row."""
    return [
        _("Länskod"), pgettext("column", "Region"), _("Status"), _("Handläggare"), _("Behandlingar"),
        _("Kontakter"), _("Kontrollfrågor"), _("Inkom"), _("Efter sista dagen"), _("Senast"),
        _("Sista dag"), _("Anstånd"), _("Meddelat att ingen redovisning kommer"), _("Frågor"),
        *(SECTION_NAMES[section][language() == "en"] for section in Section),
    ]  # fmt: skip


def bundle(year: int, out: IO[bytes]) -> None:
    """Write what was signed in a year as one zip: every version as it was frozen, and the files as they came.

    A version's file is its content in canonical form, so that its SHA-256 is the one on the receipt.
    ``SHA256SUMS`` lists them all.
    """
    versions = (
        Version.objects.filter(the_return__year=year)
        .exclude(origin=Version.Origin.PRINTED)
        .select_related("the_return", "delivery")
        .order_by("the_return__region", "number")
    )
    sums, written = [], set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for version in versions.iterator():
            for name, data in _files_of(version):
                if name not in written:
                    archive.writestr(name, data)
                    sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
                    written.add(name)
        archive.writestr("SHA256SUMS", "".join(sums))


def _files_of(version: Version) -> Iterable[tuple[str, bytes]]:
    folder, delivery = version.the_return.region_id, version.delivery
    yield f"{folder}/version-{version.number}.json", canonical(version.content)
    if delivery.kind == Delivery.Kind.WORKBOOK:
        name = f"{folder}/{delivery.number}-{_safe(delivery.filename)}"
        yield name, originals.fetch(delivery.sha256)


def cells(row: BoardRow) -> Iterable[str | int]:
    """A row for a workbook; a dash where nothing is seen, never a zero."""
    the_return, version = row.the_return, row.version
    yield from (the_return.region_id, the_return.region.name, str(OFFICER_STATUS_NAMES[row.status]))
    yield str(row.officer or "–")
    yield from ("–" if value is None else value for value in (row.treatments, row.contacts))
    yield row.questions if version is not None else "–"
    yield _moment(version.made_at) if version is not None else "–"
    yield (_("ja") if version.late else _("nej")) if version is not None else "–"
    yield _moment(the_return.touched_at) if the_return.touched_at is not None else "–"
    yield row.last_day.isoformat() if row.last_day is not None else "–"
    yield _("ja") if row.extended else _("nej")
    yield str(Abstention.Kind(row.abstained).label) if row.abstained else _("nej")
    yield row.threads
    yield from (_mark(row.parts.get(section, "")) for section in Section)


def _mark(state: str) -> str:
    """How far a section was collected, in words; a dash for what is not seen or was not asked."""
    return str(dict(COLLECTED_NAMES).get(Collected(state), "–")) if state in set(Collected) else "–"


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H.%M")


def _safe(filename: str) -> str:
    """A name that stays in its folder."""
    return filename.replace("/", "_").replace("\\", "_").lstrip(".") or "arbetsbok.xlsx"


def _sum(values: dict[str, int | None], codes: tuple[str, ...]) -> int | None:
    found = [values.get(code) for code in codes]
    return None if None in found else sum(value for value in found if value is not None)
