"""How long a decision can be appealed, and whether its money waits for that (35, 44 §§ förvaltningslagen)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from agreement.terms import AppealFrom, PayWhen, Review
from agreement.weekdays import next_weekday
from audit.models import Entry
from payouts.inputs import appeal_counts_from
from payouts.models import Amount, Decision, Difference
from payouts.refusals import CanBeAppealed
from register.models import Membership, Region

# The time to appeal, in days (44 § förvaltningslagen).
DAYS_TO_APPEAL = 21


def last_day_to_appeal(decided: Decision | Difference) -> date | None:
    """The last day, by the terms of the decision's run, a weekday; None where it cannot be appealed.

    Where the time runs from receipt, a letter that nobody has fetched is received today at the earliest.
    """
    terms, today = _amount(decided).run.terms, timezone.localdate()
    if terms.get("review") != Review.APPEAL:
        return None
    if appeal_counts_from(terms) is AppealFrom.DECISION and decided.decided_at is not None:
        begun = timezone.localdate(decided.decided_at)
    else:
        begun = _received(decided) or today
    return next_weekday(begun + timedelta(days=DAYS_TO_APPEAL))


def refuse_appealable(decisions: Iterable[Decision | Difference]) -> None:
    """Raises CanBeAppealed where the terms let money wait, for the regions that can still appeal.

    A run that is older than the term says nothing, and waits for nothing (legal note L8b).
    """
    waiting: list[Region] = []
    for each in decisions:
        amount = _amount(each)
        if amount.run.terms.get("pay_when") == PayWhen.AFTER_APPEAL:
            last = last_day_to_appeal(each)
            if last is not None and last >= timezone.localdate():
                waiting.append(amount.region)
    if waiting:
        raise CanBeAppealed(waiting)


def _amount(decided: Decision | Difference) -> Amount:
    return decided.amount if isinstance(decided, Decision) else decided.amount_now


def _received(decided: Decision | Difference) -> date | None:
    """The day on which somebody who acts for the region first fetched the letter, by the trail."""
    people = Membership.objects.filter(region=_amount(decided).region_id).values("user")
    name = f"{decided._meta.label_lower}:{decided.pk}"
    fetched = Entry.objects.filter(act="letter.fetched", subject=name, actor__in=people)
    first = fetched.order_by("sequence").first()
    return timezone.localdate(first.at) if first is not None else None
