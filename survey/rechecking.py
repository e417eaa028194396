"""Holding answers against figures anew: a return may be signed or corrected after they were handed in."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from audit.record import record
from survey.checking import check_all
from survey.models import Query, Response, Survey
from survey.telling import of_queries

Queries = Mapping[int, Mapping[int, Query]]


def recheck() -> list[Response]:
    """Check the answers to every survey that was sent. Those whose queries came or went; twice is once.

    A region that has handed in is told of new queries while it can still do something about them.
    What a report printed stays as it was read.
    """
    sent = Survey.objects.exclude(status=Survey.Status.DRAFT).filter(is_printed=False)
    return [response for survey in sent.order_by("year") for response in _recheck(survey)]


@transaction.atomic
def _recheck(survey: Survey) -> list[Response]:
    responses = list(Response.objects.locked().filter(survey=survey).order_by("pk"))
    before = _queries(responses)
    check_all(survey, responses)
    after = _queries(responses)
    changed = [each for each in responses if before.get(each.pk, {}).keys() != after.get(each.pk, {}).keys()]
    for response in changed:
        _tell(response, before.get(response.pk, {}), after.get(response.pk, {}))
    return changed


def _queries(responses: Iterable[Response]) -> Queries:
    found: dict[int, dict[int, Query]] = {}
    for query in Query.objects.filter(response__in=list(responses)).order_by("pk"):
        found.setdefault(query.response_id, {})[query.pk] = query
    return found


def _tell(response: Response, before: Mapping[int, Query], after: Mapping[int, Query]) -> None:
    raised = [query for key, query in after.items() if key not in before]
    record(
        None,
        "survey.recheck",
        response,
        region=response.region_id,
        year=response.survey.year_id,
        raised=[query.rule for query in raised],
        cleared=[query.rule for key, query in before.items() if key not in after],
    )
    can_act = response.status == Response.Status.SUBMITTED and response.survey.status in (
        Survey.Status.SENT,
        Survey.Status.CLOSED,
    )
    if raised and can_act:
        of_queries(response, raised)
