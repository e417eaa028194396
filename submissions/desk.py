"""What waits for an officer: made from state, never from clicks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from agreement.moves import OPEN_STATUSES, Status, WaiverStatus
from register.models import User
from submissions.deadlines import extended
from submissions.desk_forms import (
    AssignForm,
    ConflictForm,
    ConflictTrialForm,
    ExtensionAnswerForm,
    NoteForm,
    QuestionForm,
    ReplyForm,
)
from submissions.impartiality import unstated_of
from submissions.models import (
    Abstention,
    Assignment,
    CompletionRequest,
    ConflictStatement,
    CorrectionReply,
    Extension,
    Note,
    Post,
    Return,
    Thread,
    Version,
    Waiver,
)

# In the order in which they are taken up.
REVIEW, REVIEW_AGAIN, ANSWERED, WAIVER_ASKED, WAIVER_PROPOSED, OBJECTION, EXTENSION, CONFLICT = (
    "review", "review_again", "answered", "waiver_asked", "waiver_proposed", "objection", "extension",
    "conflict",
)  # fmt: skip
NOT_COMPLETED, NOT_SUBMITTED = "not_completed", "not_submitted"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do for a region's return. ``is_mine``: the return is on this officer's desk."""

    kind: str
    the_return: Return
    is_mine: bool


def tasks_of(officer: User) -> list[Task]:
    """Everything that waits for an officer, own regions first, in a constant number of queries."""
    found = [*_reviews(), *_answers(), *_waivers(officer), *_objections(), *_extensions()]
    found += [*_conflicts(officer), *_not_completed(), *_not_submitted()]
    assigned = {each.the_return.pk: _officer_of(each.the_return) for each in found}
    tasks = [Task(each.kind, each.the_return, assigned[each.the_return.pk] == officer.pk) for each in found]
    return sorted(
        tasks, key=lambda task: (not task.is_mine, task.the_return.year_id, task.the_return.region_id)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    the_return: Return


_WITH = ("region", "year", "assignment")


def _reviews() -> Iterator[_Found]:
    returns = Return.objects.filter(status=Status.SIGNED, year__state="open").select_related(*_WITH)
    for the_return in returns.prefetch_related("versions"):
        again = len(the_return.versions.all()) > 1
        yield _Found(REVIEW_AGAIN if again else REVIEW, the_return)


def _answers() -> Iterator[_Found]:
    """Threads in which the region had the last word."""
    last = Post.objects.filter(thread=OuterRef("pk")).order_by("-pk")
    threads = Thread.objects.filter(closed_at=None).annotate(last=Subquery(last.values("from_region")[:1]))
    waiting = threads.filter(last=True).select_related(*(f"version__the_return__{name}" for name in _WITH))
    yield from (_Found(ANSWERED, thread.version.the_return) for thread in waiting)


def _waivers(officer: User) -> Iterator[_Found]:
    """Waivers that wait for any officer, or for another than who proposed them."""
    waiting = Waiver.objects.filter(status__in=[WaiverStatus.ASKED, WaiverStatus.PROPOSED])
    related = (f"the_return__{name}" for name in _WITH)
    for waiver in waiting.exclude(proposed_by=officer).select_related(*related):
        kind = WAIVER_ASKED if waiver.status == WaiverStatus.ASKED else WAIVER_PROPOSED
        yield _Found(kind, waiver.the_return)


def _objections() -> Iterator[_Found]:
    """Corrections that a region objects to, until another version counts."""
    related = (f"version__the_return__{name}" for name in _WITH)
    replies = CorrectionReply.objects.filter(agrees=False, version__state="current").select_related(*related)
    yield from (_Found(OBJECTION, reply.version.the_return) for reply in replies)


def _extensions() -> Iterator[_Found]:
    asked = Extension.objects.filter(state=Extension.State.ASKED)
    for extension in asked.select_related(*(f"the_return__{name}" for name in _WITH)):
        yield _Found(EXTENSION, extension.the_return)


def _conflicts(officer: User) -> Iterator[_Found]:
    """Colleagues who may have a conflict of interest, to be tried by another than themselves."""
    untried = ConflictStatement.objects.filter(is_conflicted=True, outcome="").exclude(by=officer)
    for statement in untried.select_related(*(f"the_return__{name}" for name in _WITH)):
        yield _Found(CONFLICT, statement.the_return)


def _not_completed() -> Iterator[_Found]:
    """Requests for completion whose day has gone by."""
    overdue = CompletionRequest.objects.filter(
        closed_at=None,
        answer_by__lt=timezone.localdate(),
        version__the_return__status=Status.ASKED,
        version__the_return__year__state="open",
    )
    related = (f"version__the_return__{name}" for name in _WITH)
    yield from (_Found(NOT_COMPLETED, each.version.the_return) for each in overdue.select_related(*related))


def _not_submitted() -> Iterator[_Found]:
    """Returns that the last reminder has not brought in; a region that said why has answered."""
    waiting = Return.objects.filter(
        year__state="open", year__closing=None, status__in=sorted(OPEN_STATUSES)
    ).exclude(pk__in=Abstention.objects.in_force().values("the_return"))
    today = timezone.localdate()
    for each in waiting.select_related(*_WITH).prefetch_related("year__terms_versions", "extensions"):
        terms = each.year.terms()
        last = extended(terms.deadline(), each.extensions.all())
        if last is not None and (today - last).days >= max([1, *terms.reminder_days]):
            yield _Found(NOT_SUBMITTED, each)


def unstated_by_year(officer: User) -> list[tuple[int, int]]:
    """The open years with how many regions the person has said nothing about any conflict in."""
    unstated = Counter(
        each.year_id for each in unstated_of(officer, Return.objects.filter(year__state="open"))
    )
    return sorted(unstated.items())


def _officer_of(the_return: Return) -> int | None:
    assignment = getattr(the_return, "assignment", None)
    return assignment.officer_id if assignment is not None else None


def desk_context(the_return: Return, version: Version | None) -> dict[str, Any]:
    """What an officer's page shows of the dialogue and the desk, with the forms for it."""
    assignment = Assignment.objects.filter(the_return=the_return).select_related("officer").first()
    return {
        **talk_context(the_return, version),
        "own_notes": list(the_return.notes.select_related("by")),
        "note_form": NoteForm(),
        "assignment": assignment,
        "extension_asked": the_return.extensions.filter(state="asked").select_related("asked_by").first(),
        "extension_form": ExtensionAnswerForm(),
        "conflicts": list(the_return.conflict_statements.select_related("by", "tried_by")),
        "conflict_form": ConflictForm(),
        "trial_form": ConflictTrialForm(),
        "assign_form": AssignForm(initial={"officer": assignment.officer_id if assignment else None}),
    }


def talk_context(the_return: Return, version: Version | None) -> dict[str, Any]:
    """What both sides see: threads, what the region answered to a correction, whether it can report."""
    threads = Thread.objects.filter(version__the_return=the_return).select_related("version", "opened_by")
    terms = the_return.year.terms()
    return {
        "threads": list(threads.prefetch_related("posts__by").order_by("-pk")),
        "question_form": QuestionForm(terms=terms, initial={"version": version.number}) if version else None,
        "reply_form": ReplyForm(),
        "correction_reply": CorrectionReply.objects.filter(version=version).select_related("by").first(),
        "abstention": the_return.abstentions.filter(taken_back_at=None).select_related("by").first(),
        "facts": list(the_return.notes.filter(kind=Note.Kind.FACT).select_related("by")),
    }
