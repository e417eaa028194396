"""A submission as it was handed in: for the region, the analyst and the auditor."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agreement.moves import Role
from agreement.replies import Part
from agreement.wording import told
from audit.record import record
from register.access import has_role, person
from register.language import language
from survey.models import Response, ResponseVersion, SurveyItem
from survey.reading import in_words


@require_GET
def version(request: HttpRequest, year: int, region: str, number: int) -> HttpResponse:
    """One submission with all its answers; confidential ones for the region and the analyst alone."""
    by = person(request)
    rows = ResponseVersion.objects.readable_by(by).select_related(
        "response__survey", "response__region", "made_by"
    )
    found = get_object_or_404(rows, response__survey__year=year, response__region=region, number=number)
    own = Response.objects.own_of(by).filter(pk=found.response_id).exists()
    if has_role(by, [Role.AUDITOR]):
        with transaction.atomic():
            record(by, "read.answers", found, region=region, year=year, version=number)
    items = {
        item.question.key: item
        for item in found.response.survey.items.select_related("wording__question", "question")
    }
    secrets = own or has_role(by, [Role.ANALYST])
    context = {
        "version": found,
        "found": found.response,
        "own": own,
        "newest": found.response.versions.count() == number,
        "rows": [
            _row(answer, items[answer["question"]], language())
            for answer in found.content["answers"]
            if secrets or not answer["confidential"]
        ],
    }
    return render(request, "survey/version.html", context)


def _row(answer: Mapping[str, Any], item: SurveyItem, lang: str) -> dict[str, object]:
    parts = [Part.from_json(each) for each in answer["parts"]]
    return {
        "order": item.order,
        "words": item.wording.words(lang),
        "said": [in_words(part, item.wording, lang) for part in parts],
        "comment": answer["comment"],
        "confidential": answer["confidential"],
        "queries": [
            {"words": told(each["rule"], each["params"], lang), "explanation": each["explanation"]}
            for each in answer["queries"]
        ],
    }
