"""A workbook as a proposal: kept, read and judged, but not in the draft until the region says so."""

from dataclasses import dataclass

from django.db import transaction

from agreement.answers import Answer, Answers
from agreement.findings import Verdict
from agreement.lines import SECTION_NAMES, Section
from agreement.terms import Terms
from register.models import User
from submissions import intake, originals
from submissions.intake import File
from submissions.models import Delivery, Return
from submissions.refusals import NotToBeUsed
from submissions.returns import draft_answers


@dataclass(frozen=True, slots=True)
class Side:
    """What a line or a section says: the text of the value, the mark and the comment."""

    value: str = ""
    collected: str = ""
    comment: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was written."""
        return not (self.value or self.collected or self.comment)


@dataclass(frozen=True, slots=True)
class Difference:
    """One line, section or day: what the draft says and what the file says."""

    label: str
    before: Side
    after: Side

    @property
    def is_changed(self) -> bool:
        """Whether the draft would say something else."""
        return self.before != self.after


def propose(the_return: Return, file: File, by: User, seen_revision: int) -> Delivery:
    """Keep a file and hand it over to be read and judged. The draft and the status stay as they are.

    Raises Closed or ChangedMeanwhile, as every delivery does.
    """
    originals.keep(file.data)
    return intake.propose(the_return, file, by, seen_revision)


def use(the_return: Return, number: int, by: User, seen_revision: int) -> Delivery:
    """Make a proposal's figures the draft and hand them over to be checked.

    They become a delivery of their own with the same file, so that what came stays as it came.
    Raises NotToBeUsed unless the proposal was read, and Closed, LineLocked or ChangedMeanwhile.
    """
    with transaction.atomic():
        proposal = the_return.deliveries.filter(number=number, proposed=True).first()
        if proposal is None or not is_usable(proposal):
            raise NotToBeUsed
        file = File(proposal.filename, originals.fetch(proposal.sha256), Answers.from_json(proposal.answers))
        return intake.upload(the_return, file, by, seen_revision)


def is_usable(proposal: Delivery) -> bool:
    """Whether the file was read, whatever its figures are like."""
    return is_read(proposal) and proposal.answers is not None


def is_read(delivery: Delivery) -> bool:
    """Whether a delivery was checked and could be read."""
    return delivery.state == Delivery.State.CHECKED and delivery.verdict != Verdict.UNREADABLE


def differences(the_return: Return, proposal: Delivery, lang: str) -> list[Difference]:
    """Every line, section and day of the year, in reading order, as it is and as it would be."""
    terms = the_return.year.terms()
    before, after = draft_answers(the_return), Answers.from_json(proposal.answers)
    return [
        *_days(before, after, terms, lang),
        *_sections(before, after, lang),
        *(
            Difference(line.label(lang), _side(before.line(line.code)), _side(after.line(line.code)))
            for line in terms.lines()
        ),
    ]


def _side(answer: Answer) -> Side:
    return Side(answer.value.strip(), answer.collected, answer.comment.strip())


def _days(before: Answers, after: Answers, terms: Terms, lang: str) -> list[Difference]:
    if not terms.period_asked:
        return []
    first, last = ("First day", "Last day") if lang == "en" else ("Första dag", "Sista dag")
    return [
        Difference(first, Side(before.first.strip()), Side(after.first.strip())),
        Difference(last, Side(before.last.strip()), Side(after.last.strip())),
    ]


def _sections(before: Answers, after: Answers, lang: str) -> list[Difference]:
    """The sections that are marked or commented on, before or after."""
    rows = []
    for section in Section:
        sides = [
            Side("", each.section(section).collected, each.section(section).comment.strip())
            for each in (before, after)
        ]
        if not all(side.is_empty for side in sides):
            rows.append(Difference(SECTION_NAMES[section][lang == "en"], *sides))
    return rows
