"""Keeping what was handed in: every submission of answers is a numbered version that never changes."""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from submissions.signing import digest
from survey.models import Query, Response, ResponseVersion


def freeze(response: Response) -> ResponseVersion:
    """The next version, of the answers as they stand now. Call it with the submitted response locked.

    A submission that has its version already gets no other.
    """
    versions = ResponseVersion.objects.filter(response=response)
    at = response.submitted_at or timezone.now()
    there = versions.filter(made_at=at).first()
    if there is not None:
        return there
    number = (versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
    content = content_of(response)
    return ResponseVersion.objects.create(
        response=response,
        number=number,
        content=content,
        sha256=digest(content),
        late=response.late,
        made_by=response.submitted_by,
        made_at=at,
    )


def content_of(response: Response) -> dict[str, Any]:
    """Everything that the answers say, in the shape whose SHA-256 stands on the receipt."""
    told: dict[int, list[Query]] = {}
    for query in response.queries.all():
        told.setdefault(query.item_id, []).append(query)
    answers = response.answers.select_related("item__wording__question").order_by("item__order")
    return {
        "year": response.survey.year_id,
        "region": response.region_id,
        "answers": [
            {
                "question": answer.item.wording.question.key,
                "wording": answer.item.wording.number,
                "parts": answer.parts,
                "comment": answer.comment,
                "confidential": answer.confidential,
                "queries": [
                    {"rule": each.rule, "params": each.params, "explanation": each.explanation}
                    for each in told.get(answer.item_id, ())
                ],
            }
            for answer in answers
            if not answer.is_empty
        ],
    }
