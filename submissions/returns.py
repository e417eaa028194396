"""Questions about returns that several acts and pages ask. Nothing here changes anything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from agreement.answers import Answers, case_of
from agreement.case import Case
from agreement.findings import Weight
from agreement.moves import OPEN_STATUSES, Status
from agreement.rules import is_for_region
from agreement.terms import Terms
from submissions.history import Background, background
from submissions.models import (
    CompletionRequest,
    Delivery,
    Explanation,
    Finding,
    Return,
    Version,
    Waiver,
)


def case_for(delivery: Delivery, beside: Background | None = None) -> Case:
    """The case that a delivery's answers make, with what the year's returns are set beside."""
    the_return = delivery.the_return
    beside = beside or background(the_return.year)
    return case_of(
        Answers.from_json(delivery.answers),
        the_return.year.terms(),
        the_return.region_id,
        beside.earlier_of(the_return.region_id),
        beside.others_of(the_return.region_id),
    )


def draft_answers(the_return: Return) -> Answers:
    """The answers that the region is working on; if it has not begun, the year's period alone."""
    draft = the_return.draft
    if draft is not None:
        return Answers.from_json(draft.answers)
    terms = the_return.year.terms()
    first, last = (day.isoformat() if day else "" for day in (terms.period_first, terms.period_last))
    return Answers(first=first, last=last)


def open_lines(the_return: Return, terms: Terms) -> frozenset[str]:
    """The lines that the region can change now: all of them, those named in a request, or none."""
    if the_return.status in OPEN_STATUSES:
        return frozenset(line.code for line in terms.lines())
    request = asked_request(the_return)
    return frozenset(request.lines) if request is not None else frozenset()


def open_request(the_return: Return) -> CompletionRequest | None:
    """The request for completion that waits for an answer."""
    return (
        CompletionRequest.objects.filter(version__the_return=the_return, closed_at=None)
        .select_related("version", "asked_by")
        .last()
    )


def asked_request(the_return: Return) -> CompletionRequest | None:
    """The request for completion that the region's next version answers."""
    return open_request(the_return) if the_return.status == Status.ASKED else None


def current_version(the_return: Return) -> Version | None:
    """The version that counts now, if any."""
    return the_return.versions.filter(state=Version.State.CURRENT).select_related("delivery").first()


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the region's answer, if it has been given about these very figures.

    ``former`` are words given when the figures were others: shown, but they do not count.
    """

    finding: Finding
    explanation: Explanation | None = None
    former: Explanation | None = None

    @property
    def is_open(self) -> bool:
        """Whether the region still has to correct or explain."""
        return self.explanation is None


def questions(delivery: Delivery) -> list[Question]:
    """The delivery's queries, each with its explanation. At most two database queries."""
    queries = [finding for finding in for_region(delivery) if finding.weight == Weight.QUERY]
    if not queries:
        return []
    newest: dict[str, Explanation] = {}
    for words in Explanation.objects.filter(the_return_id=delivery.the_return_id).select_related(
        "written_by"
    ):
        newest[words.key] = words
    return [_question(finding, newest.get(finding.key)) for finding in queries]


def _question(finding: Finding, words: Explanation | None) -> Question:
    if words is None or not words.text:
        return Question(finding)
    if words.found == finding.found:
        return Question(finding, explanation=words)
    return Question(finding, former=words)


def open_questions(delivery: Delivery) -> list[Question]:
    """The queries that nobody has answered."""
    return [question for question in questions(delivery) if question.is_open]


def errors(delivery: Delivery) -> list[Finding]:
    """The findings that must be corrected: errors that no waiver in force lets stand."""
    return [
        finding
        for finding in for_region(delivery)
        if finding.weight == Weight.ERROR and not _is_waived(finding)
    ]


def for_region(delivery: Delivery) -> list[Finding]:
    """The findings that the region is shown and answers for."""
    return [finding for finding in delivery.findings.all() if is_for_region(finding.rule)]


def for_officers(delivery: Delivery) -> list[Finding]:
    """What is said to officers alone: rules on trial, and what could not be compared."""
    return [finding for finding in delivery.findings.all() if not is_for_region(finding.rule)]


def waived(delivery: Delivery) -> list[Finding]:
    """The errors that a waiver in force lets stand."""
    return [finding for finding in delivery.findings.all() if _is_waived(finding)]


def waivers_by_key(the_return: Return) -> dict[str, Waiver]:
    """The newest waiver of each finding, by the finding's key."""
    return {waiver.key: waiver for waiver in the_return.waivers.select_related("asked_by", "decided_by")}


def _is_waived(finding: Finding) -> bool:
    waiver = finding.waiver
    return waiver is not None and waiver.holds_for(finding.key, finding.found, timezone.localdate())


def latest_delivery(the_return: Return) -> Delivery | None:
    """The delivery that came in last, read or not; proposals that nobody has used are left out."""
    taken = the_return.deliveries.filter(proposed=False)
    return taken.prefetch_related("findings", "figures").order_by("-number").first()


def changed_lines(before: Answers, after: Answers) -> list[str]:
    """Line codes whose value, mark or comment differs, in the order of the later answers."""
    codes = list(dict.fromkeys([*after.lines, *before.lines]))
    return [code for code in codes if _said(before, code) != _said(after, code)]


def _said(answers: Answers, code: str) -> tuple[str, str, str]:
    answer = answers.line(code)
    return answer.value.strip(), answer.collected, answer.comment.strip()


def board(year: int) -> list[Return]:
    """All regions' returns of a year with their current versions, in a constant number of queries."""
    versions = Version.objects.filter(state=Version.State.CURRENT).prefetch_related(
        "delivery__figures", "delivery__findings", "assessments"
    )
    return list(
        Return.objects.filter(year=year)
        .select_related("region", "year")
        .prefetch_related(Prefetch("versions", queryset=versions, to_attr="current_versions"), "extensions")
        .order_by("region")
    )


def count_by_status(returns: Iterable[Return]) -> Counter[str]:
    """How many returns stand in each status."""
    return Counter(the_return.status for the_return in returns)
