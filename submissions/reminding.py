"""Reminding the regions of their returns: the ladder of `outbox.ladder`, and the officer at its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from agreement.moves import OPEN_STATUSES
from agreement.numerals import day as day_in_words
from agreement.terms import Terms
from audit.record import record
from outbox.calendar import last_day
from outbox.ladder import Reminder, rung_of
from outbox.posting import Letter, post
from register.models import AgreementYear, User
from submissions.deadlines import extended
from submissions.models import Abstention, Return
from submissions.models import Reminder as Reminded
from submissions.telling import leaders_by_region, tell_officers


@dataclass(frozen=True, slots=True)
class Due(Reminder):
    """A reminder to a region about its return. After the last step the officer is told as well."""

    the_return: Return
    is_last: bool

    @property
    def about(self) -> Return:
        """The return."""
        return self.the_return

    @property
    def region(self) -> str:
        """Whose return it is."""
        return self.the_return.region_id

    @property
    def year(self) -> int:
        """The year that is accounted for."""
        return self.the_return.year_id

    @property
    def subject(self) -> str:
        """How many days are left, or have passed."""
        with override("sv"):
            return _subject(self)


def due(at: datetime) -> list[Due]:
    """What should be sent at a moment, by year and region."""
    return [
        found
        for year in AgreementYear.objects.with_terms().filter(state=AgreementYear.State.OPEN, closing=None)
        for found in _due_of(year, year.terms(), at)
    ]


def remind(at: datetime) -> list[Due]:
    """Send what is due. Twice, or beside itself, is once. What was sent is returned."""
    return [each for each in due(at) if _send(each, at)]


def _due_of(year: AgreementYear, terms: Terms, at: datetime) -> Iterator[Due]:
    abstained = set(
        Abstention.objects.in_force().filter(the_return__year=year).values_list("the_return", flat=True)
    )
    waiting = (
        Return.objects.filter(year=year, status__in=sorted(OPEN_STATUSES))
        .exclude(pk__in=abstained)
        .select_related("region", "year", "assignment__officer")
        .prefetch_related("extensions", "reminders")
        .order_by("region")
    )
    leaders = leaders_by_region()
    for the_return in waiting:
        found = _due_for(the_return, terms, at, leaders.get(the_return.region_id, ()))
        if found is not None:
            yield found


def _due_for(the_return: Return, terms: Terms, at: datetime, leaders: Sequence[User]) -> Due | None:
    last = extended(terms.deadline(), the_return.extensions.all())
    if last is None:
        return None
    recorded = {reminder.step for reminder in the_return.reminders.all()}
    rung = rung_of(last, terms.reminder_days, recorded, at)
    if rung is None:
        return None
    return Due(last, rung, tuple(leaders), the_return, 0 < rung.step == max(terms.reminder_days))


def _send(found: Due, at: datetime) -> bool:
    """Record and write in one transaction; whoever is second finds the step taken."""
    the_return = found.the_return
    try:
        with transaction.atomic():
            Reminded.objects.bulk_create(
                Reminded(the_return=the_return, step=step, sent=step == found.rung.step, at=at)
                for step in found.rung.taken
            )
            letter = _letter(found)
            for person in found.to:
                post(person, letter, f"reminder:{the_return.pk}:{found.rung.step}")
            if found.is_last or not found.to:
                _escalate(found)
            record(
                None,
                "return.remind",
                the_return,
                region=the_return.region_id,
                year=the_return.year_id,
                step=found.rung.step,
                passed_over=list(found.rung.passed_over),
            )
    except IntegrityError:
        return False
    return True


def _letter(found: Due) -> Letter:
    with override("sv"):
        year = found.the_return.year_id
        body = _(
            "Redovisningen för %(year)d är inte inlämnad. Sista dagen är den %(day)s. "
            "Logga in i portalen för att se vad som är kvar."
        )
        late = _(
            "Redovisningen för %(year)d är inte inlämnad. Sista dagen var den %(day)s. Ni kan fortfarande "
            "lämna in; redovisningen märks då som inlämnad efter sista dagen."
        )
        text = (late if found.rung.days > 0 else body) % {"year": year, "day": day_in_words(found.last_day)}
        calendar = "" if found.rung.days > 0 else _calendar(found)
        return Letter("reminder", _subject(found), text, found.the_return.region, calendar)


def _calendar(found: Due) -> str:
    the_return = found.the_return
    uid = f"villkor3-{the_return.year_id}-{the_return.region_id}"
    subject = _("Sista dag för redovisningen %(year)d") % {"year": the_return.year_id}
    return last_day(uid, found.last_day, subject)


def _subject(found: Due) -> str:
    said = {"year": found.the_return.year_id, "n": abs(found.rung.days)}
    if found.rung.days == 0:
        return _("Sista dagen för redovisningen %(year)d är i dag") % said
    if found.rung.days > 0:
        words = ngettext(
            "Redovisningen %(year)d är %(n)d dag sen", "Redovisningen %(year)d är %(n)d dagar sen", said["n"]
        )
        return words % said
    words = ngettext(
        "%(n)d dag kvar till sista dagen för redovisningen %(year)d",
        "%(n)d dagar kvar till sista dagen för redovisningen %(year)d",
        said["n"],
    )
    return words % said


def _escalate(found: Due) -> None:
    """The ladder is at its end, or leads to nobody: the officer is told."""
    the_return = found.the_return
    with override("sv"):
        tell_officers(
            the_return,
            "escalation",
            _("%(region)s har inte lämnat in redovisningen för %(year)d")
            % {"region": the_return.region, "year": the_return.year_id},
            _("Sista dagen var den %(day)s.") % {"day": day_in_words(found.last_day)}
            if found.to
            else _("Regionen har ingen processledare som kan få påminnelser."),
            f"escalation:{the_return.pk}:{found.rung.step}",
        )
