"""Closing the round of a year: every region accepted, or missing for a reason that is written down."""

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from agreement.lines import CONTACTS
from agreement.moves import PUBLIC_STATUSES, Role, Status
from audit.record import record
from register.access import has_role
from register.models import AgreementYear, User
from submissions import telling
from submissions.deviations import WITHOUT_RETURN, Deviation, deviations_of
from submissions.impartiality import refuse_conflicted_among, refuse_conflicted_in
from submissions.models import Abstention, Closing, Figure, Note, Return, Version
from submissions.refusals import AlreadyAnswered, NobodyMissing, NotPermitted, RegionsLeft, RoundIsClosed


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts of a signed return: their number, or how far they were collected and the region's word."""

    count: int | None
    mark: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a region stands before the round is closed. ``why`` is the region's or an officer's word.

    ``deviations`` are what its current version lacks or explains; ``contacts`` is None until it is signed.
    """

    the_return: Return
    is_done: bool
    why: str
    deviations: tuple[Deviation, ...] = ()
    contacts: Contacts | None = None

    @property
    def is_missing(self) -> bool:
        """Nothing submitted, and no word of why."""
        return not self.is_done and self.the_return.status not in PUBLIC_STATUSES


def standings(year: AgreementYear) -> list[Standing]:
    """All regions of a year by county code, in a constant number of queries.

    Accepted is done. Without a signed return a region is done when it said why, or an officer
    wrote a fact about it.
    """
    words = dict(
        Abstention.objects.in_force().filter(the_return__year=year).values_list("the_return", "reason")
    )
    facts = dict(
        Note.objects.filter(the_return__year=year, kind=Note.Kind.FACT)
        .order_by("pk")
        .values_list("the_return", "text")
    )
    deviations: dict[str, list[Deviation]] = {}
    for each in deviations_of(year.pk):
        deviations.setdefault(each.region, []).append(each)
    contacts = _contacts(year)
    returns = Return.objects.filter(year=year).select_related("region").order_by("region")
    return [
        _standing(
            each,
            words.get(each.pk) or facts.get(each.pk, ""),
            deviations.get(each.region_id, []),
            contacts.get(each.region_id),
        )
        for each in returns
    ]


def close_round(year: AgreementYear, by: User) -> Closing:
    """Close the round. Raises NotPermitted, Conflicted, RegionsLeft, or AlreadyAnswered if it is closed."""
    if not has_role(by, {Role.OFFICER}):
        raise NotPermitted
    refuse_conflicted_in(by, year.pk)
    try:
        with transaction.atomic():
            AgreementYear.objects.select_for_update().get(pk=year.pk)
            found = standings(year)
            left = [str(each.the_return.region.name) for each in found if not each.is_done]
            if left or not found:
                raise RegionsLeft(left)
            made = Closing.objects.create(
                year=year,
                by=by,
                standing={
                    each.the_return.region_id: {"status": each.the_return.status, "why": each.why}
                    for each in found
                },
            )
            record(by, "round.close", year, year=year.pk)
    except IntegrityError as twice:
        raise AlreadyAnswered from twice
    return made


@transaction.atomic
def remind_missing(year: AgreementYear, subject: str, body: str, by: User) -> int:
    """One message to the process leaders of every region that has neither submitted nor said that it cannot.

    How many regions. The same words on the same day are sent once. Raises NotPermitted, RoundIsClosed,
    NobodyMissing, or Conflicted for one of those regions.
    """
    if not has_role(by, {Role.OFFICER}):
        raise NotPermitted
    if Closing.objects.filter(year=year).exists():
        raise RoundIsClosed
    missing = [standing.the_return for standing in standings(year) if standing.is_missing]
    if not missing:
        raise NobodyMissing
    refuse_conflicted_among(by, missing)
    words = hashlib.sha256(f"{subject}\n{body}".encode()).hexdigest()[:16]
    written = telling.of_the_round(missing, subject, body, f"round:{year.pk}:{timezone.localdate()}:{words}")
    codes = [the_return.region_id for the_return in missing]
    record(by, "round.message", year, title=subject, body=body, regions=codes, written=written)
    return len(missing)


def _standing(the_return: Return, why: str, told: list[Deviation], contacts: Contacts | None) -> Standing:
    absent = next((each.reason for each in told if each.state in WITHOUT_RETURN), "")
    deviations = tuple(each for each in told if each.state not in WITHOUT_RETURN)
    if the_return.status == Status.ACCEPTED:
        return Standing(the_return, True, "", deviations, contacts)
    is_waiting = the_return.status in (Status.SIGNED, Status.ASKED)
    word = why or absent
    return Standing(the_return, bool(word) and not is_waiting, word, deviations, contacts)


def _contacts(year: AgreementYear) -> dict[str, Contacts]:
    """The contacts of every signed return, by county code."""
    rows: dict[str, list[Figure]] = {}
    figures = Figure.objects.filter(
        delivery__versions__state=Version.State.CURRENT,
        delivery__the_return__year=year,
        delivery__the_return__status__in=sorted(PUBLIC_STATUSES),
        line__in=CONTACTS,
    ).select_related("delivery__the_return")
    for figure in figures:
        rows.setdefault(figure.delivery.the_return.region_id, []).append(figure)
    return {region: _sum_of(found) for region, found in rows.items()}


def _sum_of(figures: list[Figure]) -> Contacts:
    values = [figure.value for figure in figures if figure.value is not None]
    absent = next((figure for figure in figures if figure.value is None), None)
    if absent is None and len(values) == len(CONTACTS):
        return Contacts(sum(values))
    return Contacts(None, absent.collected, absent.comment) if absent else Contacts(None)
