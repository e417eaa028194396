"""Putting a proposed repair into the draft: never into a signed version, and never unseen."""

from collections.abc import Sequence

from agreement.answers import Answers
from agreement.repair import Change, Repair, repairs
from register.models import User
from submissions.intake import deliver
from submissions.models import Delivery, Return
from submissions.refusals import ChangedMeanwhile
from submissions.returns import case_for, draft_answers, errors


def proposals(delivery: Delivery) -> tuple[Repair, ...]:
    """The likeliest repairs of a checked delivery whose sums do not hold; empty if they do."""
    return repairs(case_for(delivery)) if errors(delivery) else ()


def use(the_return: Return, place: int, by: User, seen_revision: int) -> Delivery:
    """Put the proposal at this place, counted from 1, into the draft and hand it over to be checked.

    The proposals are made anew, so only what was proposed can be used. Raises
    ChangedMeanwhile if there is no such proposal any more, and what `intake.deliver` raises.
    """
    draft = the_return.draft
    found = proposals(draft) if draft is not None else ()
    if not 1 <= place <= len(found):
        raise ChangedMeanwhile(the_return)
    answers = repaired(draft_answers(the_return), found[place - 1].changes)
    return deliver(the_return, answers, by, seen_revision)


def repaired(answers: Answers, changes: Sequence[Change]) -> Answers:
    """The answers with the changed figures."""
    return answers.with_values({change.line: str(change.after) for change in changes})
