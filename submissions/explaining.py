"""A region's words about a query, and nothing but words: figures change through intake."""

from django.db import transaction
from django.utils import timezone

from agreement.findings import Weight
from agreement.moves import Act, permits
from audit.record import record
from register.access import roles_of
from register.models import User
from submissions.models import Explanation, Finding, Return
from submissions.refusals import Closed


def explain(shown: Return, texts: dict[int, str], by: User) -> int:
    """Store explanations by finding id; blank or unchanged ones are passed over. How many were stored.

    Only queries of the present draft can be explained. Raises Closed.
    """
    with transaction.atomic():
        the_return = Return.objects.locked().get(pk=shown.pk)
        permitted = permits(Act.EXPLAIN, the_return.status, roles_of(by, the_return.region_id))
        if not (permitted and the_return.year.is_open):
            raise Closed(Act.EXPLAIN, the_return)
        queries = Finding.objects.filter(pk__in=texts, delivery=the_return.draft_id, weight=Weight.QUERY)
        known = {words.key: words for words in the_return.explanations.all()}
        new = [
            Explanation(
                the_return=the_return,
                key=finding.key,
                found=finding.found,
                text=text,
                written_by=by,
            )
            for finding in queries
            if (text := texts[finding.pk].strip()) and _is_new(finding, text, known.get(finding.key))
        ]
        Explanation.objects.bulk_create(new)
        if new:
            Return.objects.filter(pk=the_return.pk).update(touched_at=timezone.now())
            record(by, "return.explain", the_return, region=the_return.region_id, count=len(new))
    return len(new)


def _is_new(finding: Finding, text: str, known: Explanation | None) -> bool:
    return known is None or known.text != text or known.found != finding.found
