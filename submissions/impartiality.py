"""Who is barred from a region's case: who stated a conflict of interest that nobody has cleared (L9)."""

from collections.abc import Iterable

from django.db.models import QuerySet

from register.models import User
from submissions.models import ConflictStatement, Return
from submissions.refusals import Conflicted

_CLEAR = ConflictStatement.Outcome.CLEAR


def barred_from(by: User, returns: Iterable[Return]) -> list[Return]:
    """Those of the returns that the person may do nothing about. One query."""
    wanted = {the_return.pk: the_return for the_return in returns}
    newest: dict[int, ConflictStatement] = {}
    for statement in ConflictStatement.objects.filter(by=by, the_return__in=list(wanted)).order_by("pk"):
        newest[statement.the_return_id] = statement
    return [wanted[pk] for pk, said in newest.items() if said.is_conflicted and said.outcome != _CLEAR]


def unstated_of(by: User, returns: QuerySet[Return]) -> list[Return]:
    """Those of the returns where the person has not said whether there is a conflict."""
    stated = ConflictStatement.objects.filter(by=by).values("the_return")
    return list(returns.exclude(pk__in=stated).select_related("region", "year"))


def refuse_conflicted(by: User, the_return: Return) -> None:
    """Raises Conflicted for who is barred from the region's case."""
    refuse_conflicted_among(by, [the_return])


def refuse_conflicted_in(by: User, year: int) -> None:
    """The same for an act on all regions of a year, such as a computation."""
    refuse_conflicted_among(by, Return.objects.filter(year=year).select_related("region"))


def refuse_conflicted_among(by: User, returns: Iterable[Return]) -> None:
    """The same for an act on some regions at once, such as a message to them."""
    barred = barred_from(by, returns)
    if barred:
        raise Conflicted(sorted(str(the_return.region) for the_return in barred))
