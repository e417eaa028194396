"""Explaining an answer that contradicts the figures."""

from django.db import transaction
from django.utils import timezone

from agreement.amounts import plain
from agreement.moves import REGION_ROLES
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.refusals import NotPermitted
from survey.models import Query, Response
from survey.refusals import Closed, QueryGone, TooLong, WordsMissing

LONGEST = 4_000


@transaction.atomic
def explain(shown: Query, text: str, by: User) -> Query:
    """The region's words about a query, also about one that came after the answers were handed in.

    Raises NotPermitted, Closed, QueryGone, WordsMissing or TooLong.
    """
    response = Response.objects.locked().get(pk=shown.response_id)
    if roles_of(by, response.region_id).isdisjoint(REGION_ROLES):
        raise NotPermitted
    said = plain(text)
    query = Query.objects.filter(pk=shown.pk).first()
    if query is None:
        raise QueryGone
    if said and query.explanation == said:
        return query
    if not query.may_be_explained_in(response):
        raise Closed
    if not said:
        raise WordsMissing
    if len(said) > LONGEST:
        raise TooLong(LONGEST)
    query.explanation, query.explained_by, query.explained_at = said, by, timezone.now()
    query.save(update_fields=["explanation", "explained_by", "explained_at"])
    record(by, "survey.explain", response, region=response.region_id, rule=query.rule)
    return query
