"""Before contacts that came too late are refused: the region sees the material and has time to answer.

The refusal itself is the decision on the run, which nobody proposes or takes before the region was heard
(25 § förvaltningslagen, legal note L5). Lateness costs nothing unless the year's terms say so.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from agreement.moves import DIFFERENCE_MOVES, DifferenceAct, PayoutStatus
from audit.record import record
from payouts import informing
from payouts.computing import preview
from payouts.gates import material_to_send
from payouts.hearing_refusals import (
    AnswerChanged,
    ForfeitWithoutSource,
    HeardAlready,
    NotHeard,
    NothingToRefuse,
)
from payouts.models import Hearing, Kind, Run
from payouts.refusals import TextMissing
from register.access import has_role
from register.models import AgreementYear, Membership, Region, User
from submissions.impartiality import refuse_conflicted_in
from submissions.refusals import NotPermitted, Refused


def too_late(year: int) -> list[Region]:
    """The regions whose contacts would be refused in a computation made now, by county code."""
    if not AgreementYear.objects.get(pk=year).terms().late_forfeits_contacts:
        return []
    try:
        lines = preview(year, Kind.CONTACTS).lines
    except Refused:
        return []
    return [line.region for line in lines if line.source.details.get("forfeited")]


@transaction.atomic
def send_material(year: int, code: str, by: User, material: str, answer_by: date) -> Hearing:
    """Show the region why its contacts would be refused, and set the last day to answer.

    Raises NotPermitted, Conflicted, HeardAlready, NothingToRefuse, TextMissing or AnswerTimeTooShort.
    """
    if not has_role(by, [DIFFERENCE_MOVES[DifferenceAct.COMMUNICATE][0]]):
        raise NotPermitted
    refuse_conflicted_in(by, year)
    row = AgreementYear.objects.select_for_update().get(pk=year)
    region = Region.objects.get(pk=code)
    if is_decided(year) or Hearing.objects.filter(year=row, region=region).exists():
        raise HeardAlready
    if region not in too_late(year):
        raise NothingToRefuse(region)
    shown = material_to_send(material, answer_by, row.terms().answer_days)
    sent = Hearing.objects.create(year=row, region=region, material=shown, sent_by=by, answer_by=answer_by)
    record(by, "payout.hearing.send", sent, region=code, year=year, answer_by=answer_by.isoformat())
    informing.of_hearing(sent)
    return sent


@transaction.atomic
def answer_hearing(hearing_id: int, by: User, words: str) -> Hearing:
    """Keep the region's answer; a later one takes its place and both are in the trail.

    Raises NotPermitted, HeardAlready or TextMissing.
    """
    hearing = Hearing.objects.select_related("region").get(pk=hearing_id)
    role = DIFFERENCE_MOVES[DifferenceAct.ANSWER][0].value
    own = Membership.objects.in_force().filter(user=by, role=role, region=hearing.region)
    if not own.exists():
        raise NotPermitted
    AgreementYear.objects.select_for_update().get(pk=hearing.year_id)
    if is_decided(hearing.year_id):
        raise HeardAlready
    if not words.strip():
        raise TextMissing
    said = {"answer": words.strip(), "answered_by": by, "answered_at": timezone.now()}
    Hearing.objects.filter(pk=hearing_id).update(**said, assessment="", assessed_by=None)
    record(by, "payout.hearing.answer", hearing, region=hearing.region_id, answer=words.strip())
    hearing.refresh_from_db()
    return hearing


@transaction.atomic
def assess_answer(hearing_id: int, by: User, seen: str, words: str) -> Hearing:
    """Keep why the region's answer does not change the outcome; it stands in the refusal.

    ``seen`` is the stamp of the answer that was shown.
    Raises NotPermitted, Conflicted, HeardAlready, AnswerChanged or TextMissing.
    """
    if not has_role(by, [DIFFERENCE_MOVES[DifferenceAct.PROPOSE][0]]):
        raise NotPermitted
    hearing = Hearing.objects.select_related("region").get(pk=hearing_id)
    refuse_conflicted_in(by, hearing.year_id)
    AgreementYear.objects.select_for_update().get(pk=hearing.year_id)
    if is_decided(hearing.year_id):
        raise HeardAlready
    if not words.strip():
        raise TextMissing
    here = Hearing.objects.filter(pk=hearing_id, answered_at=hearing.answered_at)
    if not seen or seen != hearing.stamp():
        raise AnswerChanged
    if not here.update(assessment=words.strip(), assessed_by=by):
        raise AnswerChanged
    record(by, "payout.hearing.assess", hearing, region=hearing.region_id, assessment=words.strip())
    hearing.refresh_from_db()
    return hearing


def refuse_unheard(run: Run) -> None:
    """Raises NotHeard or ForfeitWithoutSource where the run would refuse a region that was not heard."""
    refused = _refused(run)
    if not refused:
        return
    refuse_without_source(run, refused)
    heard = {each.region_id for each in _of(run) if each.is_over()}
    waiting = [code for code in refused if code not in heard]
    if waiting:
        raise NotHeard(list(Region.objects.filter(pk__in=waiting)))


def refuse_without_source(run: Run, codes: Iterable[str]) -> None:
    """Raises ForfeitWithoutSource where the run takes contacts of the regions and does not know by what."""
    if not set(codes).isdisjoint(_refused(run)) and not str(run.terms.get("source") or "").strip():
        raise ForfeitWithoutSource(run.year_id)


def is_decided(year: int) -> bool:
    """Whether the year's contacts are decided, so that no more is heard."""
    return Run.objects.filter(year=year, kind=Kind.CONTACTS, status=PayoutStatus.DECIDED).exists()


def _refused(run: Run) -> list[str]:
    return [line["region"] for line in run.inputs.get("lines", ()) if line.get("forfeited")]


def _of(run: Run) -> Iterable[Hearing]:
    return Hearing.objects.filter(year=run.year_id)
