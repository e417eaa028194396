"""Holding answers against figures. Checking twice changes nothing; an explanation stays with its query."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from agreement.rules.answers import Doubt, Said, doubts
from agreement.thresholds import Thresholds
from survey.figures import Answers, answers_of, figures_of, survey_before
from survey.models import Query, Response, Survey, key_of


@transaction.atomic
def check(response: Response) -> list[Query]:
    """The queries about a response's answers, as they stand now. Call it where an answer changed."""
    return check_all(response.survey, [response])


@transaction.atomic
def check_all(survey: Survey, responses: Iterable[Response]) -> list[Query]:
    """The queries about several responses of one survey, in a constant number of queries to the database."""
    asked = {response.region_id: response for response in responses}
    items = {item.question.key: item.pk for item in survey.items.select_related("question")}
    known = {
        (query.response_id, query.key): query
        for query in Query.objects.filter(response__in=list(asked.values()))
    }
    made = [
        _query(asked[region], items, doubt, known)
        for region, found in _doubts(survey, list(asked)).items()
        for doubt in found
    ]
    kept = {query.pk for query in made if query.pk}
    Query.objects.filter(pk__in=[query.pk for query in known.values() if query.pk not in kept]).delete()
    Query.objects.bulk_create(query for query in made if query.pk is None)
    return made


def _doubts(survey: Survey, regions: list[str]) -> Mapping[str, list[Doubt]]:
    year = survey.year_id
    answers = answers_of(survey, regions)
    figures = figures_of((year - 1, year), regions)
    before = survey_before(survey)
    terms = survey.year.terms_versions.last()
    limits = Thresholds.of(terms.thresholds if terms is not None else {})
    earlier: Answers = answers_of(before, regions, submitted=True) if before else {}
    return {
        region: doubts(
            Said(
                year,
                answers[region],
                figures.get((region, year), {}),
                figures.get((region, year - 1), {}),
                earlier.get(region, {}),
                before.year_id if before else None,
                limits,
            )
        )
        for region in regions
        if region in answers
    }


def _query(
    response: Response, items: Mapping[str, int], doubt: Doubt, known: Mapping[tuple[int, str], Query]
) -> Query:
    """The query that is there already, if it asks the very same; else a new one."""
    finding = doubt.finding
    there = known.get((response.pk, key_of(finding.rule, finding.lines)))
    params = dict(finding.params)
    if there is not None and (there.found, there.params) == (finding.found, params):
        return there
    return Query(
        response=response,
        item_id=items[doubt.question],
        rule=finding.rule,
        family=finding.family.value,
        weight=finding.weight.value,
        lines=list(finding.lines),
        found=finding.found,
        expected=finding.expected,
        params=params,
        sources=_sources(response, doubt),
    )


def _sources(response: Response, doubt: Doubt) -> list[str]:
    """Where the answer stands: as printed, or by survey, region, question and row."""
    return [
        doubt.source or f"survey {response.survey.year_id}:{response.region_id}:{doubt.question}/{doubt.row}"
    ]
