"""What was handed in, as it stood, before anybody has judged it.

Form and workbook are two doors to the same answers; `case_of` turns them into the case
that the rules see. The shape is stored, so it only ever grows.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from typing import Any

from agreement.case import Case, Earlier, Entry, Fault, Period
from agreement.lines import LINE, Collected, Section
from agreement.numerals import parse_count, parse_day
from agreement.terms import Terms


@dataclass(frozen=True, slots=True)
class Answer:
    """One line as it stood: the text of the value, the mark, the comment, and where.

    ``fault`` is set by a reader that knows more than the text shows (an error cell, a
    formula without a saved result, a date, a truth value). ``sheet`` is set where the cell is on
    another sheet than the return's.
    """

    value: str = ""
    collected: str = ""
    comment: str = ""
    cell: str = ""
    fault: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SectionAnswer:
    """A mark and a comment for a whole section; a line's own mark goes before it."""

    collected: str = ""
    comment: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """A whole return as it stood. ``first`` and ``last`` are the period's days as text."""

    lines: Mapping[str, Answer] = field(default_factory=dict)
    sections: Mapping[str, SectionAnswer] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    first_cell: str = ""
    last_cell: str = ""
    sheet: str = ""
    stated: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The stored shape."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> "Answers":
        """The answers back from their stored shape; nothing stored is an empty return."""
        if not stored:
            return cls()
        plain = {key: value for key, value in stored.items() if key not in ("lines", "sections")}
        return cls(
            lines={code: Answer(**answer) for code, answer in stored.get("lines", {}).items()},
            sections={code: SectionAnswer(**answer) for code, answer in stored.get("sections", {}).items()},
            **plain,
        )

    def line(self, code: str) -> Answer:
        """One line's answer; an empty one if nothing was said."""
        return self.lines.get(code, NOTHING)

    def with_values(self, values: Mapping[str, str]) -> "Answers":
        """The same answers with other texts as values, by line code; comments stay, and so does a mark.

        A mark that says that there is no figure goes when there is one: not collected, or nothing took place.
        """
        changed = {
            code: replace(
                self.line(code),
                value=text,
                collected=self._mark_beside(code, text),
                fault="",
                cell="",
                sheet="",
            )
            for code, text in values.items()
        }
        return replace(self, lines={**self.lines, **changed})

    def _mark_beside(self, code: str, text: str) -> str:
        own, sections = self.line(code).collected, self.section(LINE[code].section).collected
        empty = {Collected.NOT_COLLECTED.value}
        if text.strip() != "0":
            empty.add(Collected.ZERO.value)
        if not text.strip() or (own or sections) not in empty:
            return own
        return Collected.REPORTED.value if sections in empty else ""

    def section(self, section: Section) -> SectionAnswer:
        """One section's mark and comment."""
        return self.sections.get(section.value, NO_SECTION)


NOTHING = Answer()
NO_SECTION = SectionAnswer()


def case_of(
    answers: Answers,
    terms: Terms,
    region: str,
    earlier: Mapping[str, Earlier] | None = None,
    others: Mapping[str, tuple[Fraction, ...]] | None = None,
) -> Case:
    """The case that the rules see. Lines that the year does not ask for are left out."""
    return Case(
        terms=terms,
        region=region,
        entries={line.code: _entry(answers, line.code, line.section, terms) for line in terms.lines()},
        period=_period(answers),
        stated=dict(answers.stated),
        earlier=dict(earlier or {}),
        section_comments={section: answers.section(section).comment.strip() for section in Section},
        others=dict(others or {}),
    )


def _entry(answers: Answers, code: str, section: Section, terms: Terms) -> Entry:
    answer = answers.line(code)
    value, fault = parse_count(answer.value, largest=terms.largest_count)
    if answer.fault:
        value, fault = None, Fault(answer.fault)
    return Entry(
        value=value,
        collected=_collected(answer, answers.section(section), value, fault),
        comment=answer.comment.strip(),
        raw=answer.value.strip() if fault else "",
        fault=fault,
        cell=answer.cell or None,
        sheet=answer.sheet or answers.sheet or None,
    )


def _collected(
    answer: Answer, section: SectionAnswer, value: int | None, fault: Fault | None
) -> Collected | None:
    """A line's own mark, else its section's; a figure without any mark is reported."""
    mark = answer.collected or section.collected
    if mark in set(Collected):
        return Collected(mark)
    return Collected.REPORTED if value is not None or fault else None


def _period(answers: Answers) -> Period:
    first, last = parse_day(answers.first), parse_day(answers.last)
    return Period(
        first=first,
        last=last,
        raw_first="" if first else answers.first.strip(),
        raw_last="" if last else answers.last.strip(),
        cells=tuple(cell for cell in (answers.first_cell, answers.last_cell) if cell),
        sheet=answers.sheet or None,
    )
