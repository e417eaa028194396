"""What waits for a region's people: made from state, never from clicks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from agreement.moves import OPEN_STATUSES, Role, Status
from register.access import roles_of
from register.models import AgreementYear, User
from submissions.deadlines import extended
from submissions.models import Abstention, CompletionRequest, Post, Return, Thread, Version

# In the order in which they are taken up; then the statuses before signing, each by its own name.
COMPLETE, CORRECTED, QUESTION = "complete", "corrected", "question"
_ORDER = (
    COMPLETE, CORRECTED, QUESTION, Status.RETURNED, Status.READY, Status.RECEIVED, Status.DRAFT,
    Status.NOT_STARTED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnTask:
    """One thing that the region has to do, and until when, where there is a day."""

    kind: str
    the_return: Return
    by_day: date | None = None


def own_tasks(user: User) -> list[OwnTask]:
    """Everything that waits for the person's regions in open years, in a constant number of queries."""
    own = Return.objects.own_of(user).filter(year__state=AgreementYear.State.OPEN)
    returns = list(
        own.select_related("year", "region").prefetch_related("year__terms_versions", "extensions")
    )
    found = [*_unsigned(returns), *_completions(returns), *_corrections(returns, user), *_questions(returns)]
    return sorted(
        found,
        key=lambda task: (_ORDER.index(task.kind), -task.the_return.year_id, task.the_return.region_id),
    )


def _unsigned(returns: Iterable[Return]) -> Iterator[OwnTask]:
    """Returns to begin, go on with or sign; a region that has said that it cannot report has answered."""
    abstained = set(
        Abstention.objects.in_force().filter(the_return__in=returns).values_list("the_return", flat=True)
    )
    for each in returns:
        if each.status in OPEN_STATUSES and each.pk not in abstained:
            last = extended(each.year.terms().deadline(), each.extensions.all())
            yield OwnTask(each.status, each, last)


def _completions(returns: Iterable[Return]) -> Iterator[OwnTask]:
    requests = CompletionRequest.objects.filter(version__the_return__in=returns, closed_at=None)
    by_return = {each.version.the_return_id: each for each in requests.select_related("version")}
    for each in returns:
        if each.status == Status.ASKED and each.pk in by_return:
            yield OwnTask(COMPLETE, each, by_return[each.pk].answer_by)


def _corrections(returns: Iterable[Return], user: User) -> Iterator[OwnTask]:
    """Corrected versions that the region has neither confirmed nor objected to: its process leader's."""
    waiting = set(
        Version.objects.filter(
            the_return__in=returns,
            state=Version.State.CURRENT,
            origin=Version.Origin.CORRECTED,
            reply=None,
        ).values_list("the_return", flat=True)
    )
    for each in returns:
        if each.pk in waiting and Role.PROCESS_LEADER in roles_of(user, each.region_id):
            yield OwnTask(CORRECTED, each)


def _questions(returns: Iterable[Return]) -> Iterator[OwnTask]:
    """Open threads in which Försäkringskassan had the last word."""
    last = Post.objects.filter(thread=OuterRef("pk")).order_by("-pk")
    threads = Thread.objects.filter(version__the_return__in=returns, closed_at=None)
    asked = threads.annotate(last=Subquery(last.values("from_region")[:1])).filter(last=False)
    waiting = set(asked.values_list("version__the_return", flat=True))
    yield from (OwnTask(QUESTION, each) for each in returns if each.pk in waiting)
