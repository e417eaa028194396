"""What a region has left to do: made from state, never from clicks."""

from collections.abc import Iterable
from dataclasses import dataclass

from agreement.lines import LINE, SECTION_NAMES, Section, lines_in
from agreement.moves import OPEN_STATUSES, Status
from agreement.terms import Terms
from submissions.models import Delivery, Figure, Finding, Return
from submissions.returns import Question, errors, questions


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the return (a section, or the period) with what is left in it."""

    code: str
    name: str
    errors: tuple[Finding, ...] = ()
    open_questions: tuple[Question, ...] = ()
    answered: bool = False

    @property
    def is_done(self) -> bool:
        """Nothing is left to correct or explain, and the part was filled in and checked."""
        return self.answered and not self.errors and not self.open_questions


@dataclass(frozen=True, slots=True)
class Remaining:
    """The parts of a return, and whether it can be signed."""

    parts: tuple[Part, ...]
    whole_errors: tuple[Finding, ...] = ()
    whole_questions: tuple[Question, ...] = ()
    can_sign: bool = False

    @property
    def left(self) -> list[Part]:
        """Parts with something left to do."""
        return [part for part in self.parts if not part.is_done]

    @property
    def done(self) -> list[Part]:
        """Parts with nothing left to do."""
        return [part for part in self.parts if part.is_done]


def remaining(the_return: Return, terms: Terms, lang: str) -> Remaining:
    """What is left in the draft, part by part. A constant number of queries."""
    draft = the_return.draft
    parts = [(section.value, SECTION_NAMES[section][lang == "en"]) for section in Section]
    if draft is None or draft.state != Delivery.State.CHECKED:
        return Remaining(tuple(Part(code, name) for code, name in parts))
    findings = errors(draft)
    unanswered = [question for question in questions(draft) if question.is_open]
    made = tuple(
        Part(
            code,
            name,
            tuple(finding for finding in findings if _part_of(finding) == code),
            tuple(question for question in unanswered if _part_of(question.finding) == code),
            _is_answered(Section(code), terms, draft.figures.all()),
        )
        for code, name in parts
    )
    whole = tuple(finding for finding in findings if _part_of(finding) == "")
    asked = tuple(question for question in unanswered if _part_of(question.finding) == "")
    can_sign = the_return.status in OPEN_STATUSES | {Status.ASKED} and not findings and not unanswered
    return Remaining(made, whole, asked, can_sign)


def _part_of(finding: Finding) -> str:
    """The section of the finding's first line; nothing for one about the return as a whole."""
    line = LINE.get(finding.lines[0]) if finding.lines else None
    return line.section.value if line is not None else ""


def _is_answered(section: Section, terms: Terms, figures: Iterable[Figure]) -> bool:
    answered = {figure.line for figure in figures if figure.collected}
    return all(line.code in answered or line.optional for line in lines_in(section, terms.asked))
