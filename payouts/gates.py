"""What every decision on money must pass, the first one, a change of it and a slip put right alike."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from audit.models import Entry
from audit.record import hold
from payouts.computing import is_intact, newer_version, outdated, terms_changed
from payouts.models import Corrector, Decision, Difference, Rectification, Run
from payouts.refusals import (
    AnswerTimeTooShort,
    ConflictNotStated,
    DiaryNumberMissing,
    DiaryNumberTaken,
    NewerRun,
    NotTheShownRun,
    Outdated,
    OwnWork,
    ReviewNotChosen,
    TextMissing,
    computed_by_you,
    corrected_by_you,
    presented_by_you,
)
from register.models import User
from submissions.models import Return
from submissions.stating import state


def refuse_newer_or_outdated(run: Run) -> None:
    """Raises NewerRun or Outdated where the run is not what a computation made now would be."""
    newer = Run.objects.filter(year=run.year_id, kind=run.kind, number__gt=run.number).last()
    if newer is not None:
        raise NewerRun(run, newer)
    changed = outdated(run)
    if changed:
        raise Outdated(run, newer_version(run, changed[0]))
    if terms_changed(run):
        raise Outdated(run)


def refuse_unlike_shown(run: Run, seen_checksum: str) -> None:
    """Raises NotTheShownRun where the run is another than the page showed, or is not whole."""
    if run.checksum != seen_checksum or not is_intact(run):
        raise NotTheShownRun(run)


def hold_apart(run: Run, presenter: int | None, by: User) -> None:
    """Raises OwnWork for who computed, presented, or corrected a figure of a return in the run."""
    if run.computed_by_id == by.pk:
        raise OwnWork(run, computed_by_you(run))
    if presenter == by.pk:
        raise OwnWork(run, presented_by_you(run))
    corrected = Corrector.objects.filter(amount__run=run, person=by).select_related("amount__region").first()
    if corrected is not None:
        raise OwnWork(run, corrected_by_you(corrected.amount.region))


def refuse_unreviewable(run: Run) -> None:
    """Raises ReviewNotChosen where the run's terms do not say how a decision can be tried again (L8)."""
    if not run.terms.get("review"):
        raise ReviewNotChosen(run.year_id)


def state_no_conflict(returns: Iterable[Return], by: User, said: bool) -> None:
    """Keep the decider's word, for each region, that there is no conflict of interest (legal note L9).

    Raises ConflictNotStated where it was not given.
    """
    if not said:
        raise ConflictNotStated
    for the_return in returns:
        state(the_return, False, "", by)


def own_number(text: str) -> str:
    """The diary number that a decision is to have. Raises DiaryNumberMissing or DiaryNumberTaken.

    No decision, change, rectification or compilation has the number of another, also where two are made in
    the same moment: all are written in the trail, which is held from here on.
    """
    number = text.strip()
    if not number:
        raise DiaryNumberMissing
    hold()
    if is_taken(number):
        raise DiaryNumberTaken(number)
    return number


def is_taken(number: str) -> bool:
    """Whether something was decided under the number."""
    rows = (each.objects.filter(diary_number=number) for each in (Decision, Difference, Rectification))
    # Compilations lie in a room above this one; the trail, which lies below, knows what was decided there.
    compiled = Entry.objects.filter(act="compilation.decide", details__diary_number=number)
    return any(found.exists() for found in (*rows, compiled))


def material_to_send(material: str, answer_by: date, days: int) -> str:
    """What a region is to see before a decision against it. Raises TextMissing or AnswerTimeTooShort."""
    if not material.strip():
        raise TextMissing
    if answer_by < timezone.localdate() + timedelta(days=days):
        raise AnswerTimeTooShort(days)
    return material.strip()
