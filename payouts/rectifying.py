"""The rectification of an obvious slip in a decision's words (36 § förvaltningslagen).

The amount stays, and so does the original. What decided a change (a difference) is rectified by itself.
"""

from django.db import transaction

from agreement.moves import DIFFERENCE_MOVES, DifferenceAct, DifferenceStatus
from audit.record import record
from payouts import informing
from payouts.gates import own_number
from payouts.models import Decision, Difference, Rectification
from payouts.refusals import DifferenceNotDecided, TextMissing
from register.access import has_role
from register.models import User
from submissions.impartiality import refuse_conflicted_in
from submissions.refusals import NotPermitted

Texts = tuple[str, str, str]


@transaction.atomic
def rectify(decision_id: int, by: User, texts: Texts, diary_number: str) -> Rectification:
    """Put a slip in a first decision's words right; the amount and the original stay as they are.

    ``texts`` are what was wrong, what is right, and why. Raises NotPermitted, Conflicted, TextMissing,
    DiaryNumberMissing or DiaryNumberTaken.
    """
    rows = Decision.objects.select_for_update(of=("self",))
    decision = rows.select_related("amount__run", "amount__region").get(pk=decision_id)
    return _rectify(decision, by, texts, diary_number)


@transaction.atomic
def rectify_difference(difference_id: int, by: User, texts: Texts, diary_number: str) -> Rectification:
    """The same for the decision on a difference.

    Raises NotPermitted, Conflicted, DifferenceNotDecided, TextMissing, DiaryNumberMissing or
    DiaryNumberTaken.
    """
    rows = Difference.objects.select_for_update(of=("self",))
    difference = rows.select_related("amount_now__run", "amount_now__region").get(pk=difference_id)
    if difference.status != DifferenceStatus.DECIDED:
        raise DifferenceNotDecided
    return _rectify(difference, by, texts, diary_number)


def _rectify(subject: Decision | Difference, by: User, texts: Texts, diary_number: str) -> Rectification:
    amount = subject.amount if isinstance(subject, Decision) else subject.amount_now
    if not has_role(by, [DIFFERENCE_MOVES[DifferenceAct.RECTIFY][0]]):
        raise NotPermitted
    refuse_conflicted_in(by, amount.run.year_id)
    wrong, right, reason = (text.strip() for text in texts)
    if not (wrong and right and reason) or wrong == right:
        raise TextMissing
    number = own_number(diary_number)
    made = Rectification.objects.create(
        decision=subject if isinstance(subject, Decision) else None,
        difference=subject if isinstance(subject, Difference) else None,
        wrong=wrong,
        right=right,
        reason=reason,
        diary_number=number,
        made_by=by,
    )
    said = {"wrong": wrong, "right": right, "reason": reason}
    record(by, "payout.rectify", made, region=amount.region_id, **said, **amount.region.as_named())
    informing.of_rectification(made)
    return made
