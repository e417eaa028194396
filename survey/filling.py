"""Answering by workbook: every question whose answer was changed in it is saved as on the page.

What a colleague saved since the workbook was downloaded stays; what the workbook says is kept beside it.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from agreement import wording
from agreement.moves import REGION_ROLES
from agreement.replies import Misread
from agreement.replies_wording import misread
from audit.record import record
from register.access import roles_of
from register.language import language
from register.models import Region, User
from submissions.refusals import NotPermitted
from survey.answering import Written, save
from survey.models import Response, SurveyItem
from survey.refusals import ChangedMeanwhile, Closed, FileRefused, NotUnderstood, TooLong
from survey.workbook import Filled, NotOurs, Reading, Stranger, read


class Outcome(StrEnum):
    """What became of a question's answer in a workbook."""

    SAVED = "saved"
    SAME = "same"
    REFUSED = "refused"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Taken:
    """A question of the workbook, what became of its answer, and what to do about it."""

    item: SurveyItem
    outcome: Outcome
    words: tuple[str, ...] = ()


def fill_in(shown: Response, data: bytes, by: User) -> list[Taken]:
    """Save the answers that a workbook changes, question by question. The same file again is nothing.

    Raises NotPermitted, Closed, or FileRefused for a file that is not this survey's and this region's.
    """
    if roles_of(by, shown.region_id).isdisjoint(REGION_ROLES):
        raise NotPermitted
    if not Response.objects.select_related("survey").get(pk=shown.pk).is_open:
        raise Closed
    items = shown.survey.items.select_related("wording__question", "question").order_by("order")
    try:
        reading = read(data, shown.survey.year_id, shown.region_id, items)
    except NotOurs as stranger:
        raise FileRefused(_why(stranger)) from stranger
    taken = [*_broken(reading), *(_take(shown, filled, by) for filled in reading.filled)]
    outcomes = [each.outcome for each in taken]
    if Outcome.SAVED in outcomes:
        counts = {outcome.value: outcomes.count(outcome) for outcome in Outcome}
        digest = hashlib.sha256(data).hexdigest()
        record(by, "survey.workbook", shown, region=shown.region_id, sha256=digest, **counts)
    return sorted(taken, key=lambda each: each.item.order)


def _take(response: Response, filled: Filled, by: User) -> Taken:
    item = filled.item
    if not filled.is_changed:
        return Taken(item, Outcome.SAME)
    if filled.bad:
        faults = [(cell.address, Misread("", "", cell.fault, cell.raw)) for cell in filled.bad]
        return Taken(item, Outcome.REFUSED, tuple(_said(address, fault) for address, fault in faults))
    written = Written(filled.parts, filled.comment, filled.confidential)
    before = response.answers.filter(item=item).values_list("revision", flat=True).first()
    try:
        answer = save(response, item, written, by, filled.revision)
    except NotUnderstood as refused:
        words = tuple(_said(filled.address_of(fault), fault) for fault in refused.faults)
        return Taken(item, Outcome.REFUSED, words)
    except TooLong as refused:
        return Taken(item, Outcome.REFUSED, (str(refused),))
    except ChangedMeanwhile as refused:
        return Taken(item, Outcome.KEPT, (str(refused),))
    return Taken(item, Outcome.SAME if answer.revision == before else Outcome.SAVED)


def _broken(reading: Reading) -> list[Taken]:
    words = _("Frågans rader är inte hela i arbetsboken. Ladda ner den på nytt, eller svara på sidan.")
    return [Taken(item, Outcome.REFUSED, (words,)) for item in reading.broken]


def _said(address: str, fault: Misread) -> str:
    words = misread(fault, language())
    return _("Cell %(cell)s: %(words)s") % {"cell": address, "words": words} if address else words


def _why(stranger: NotOurs) -> str:
    if stranger.stop is not None:
        return f"{wording.title(stranger.stop.rule, language())}."
    if stranger.why is Stranger.OTHER_YEAR:
        return _("Arbetsboken gäller enkäten för ett annat år: %(year)s.") % {"year": stranger.whose[:4]}
    if stranger.why is Stranger.OTHER_REGION:
        named = Region.objects.filter(pk=stranger.whose[:2]).first()
        return _("Arbetsboken är gjord för en annan region: %(region)s.") % {"region": named or "?"}
    if stranger.why is Stranger.OTHER_VERSION:
        return _("Arbetsboken är av en annan version än den som kan läsas.")
    return _("Filen är inte enkätens arbetsbok.")
