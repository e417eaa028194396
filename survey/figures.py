"""What answers are held against: the figures of returns that are handed in, and earlier answers."""

from collections.abc import Iterable, Mapping

from django.db.models import F

from agreement.lines import Collected
from agreement.moves import PUBLIC_STATUSES
from agreement.replies import Part
from agreement.usual import comparable
from submissions.models import Figure, Version
from survey.models import Answer, Response, Survey

Figures = Mapping[tuple[str, int], Mapping[str, int]]
Answers = Mapping[str, Mapping[str, list[Part]]]


def figures_of(years: Iterable[int], regions: Iterable[str] | None = None) -> Figures:
    """Wholly collected figures by region and year, with the sums that follow. Drafts are never read."""
    rows = Figure.objects.filter(
        delivery__versions__state=Version.State.CURRENT,
        delivery__the_return__status__in=sorted(PUBLIC_STATUSES),
        delivery__the_return__year__in=list(years),
    )
    if regions is not None:
        rows = rows.filter(delivery__the_return__region__in=list(regions))
    figures: dict[tuple[str, int], dict[str, int]] = {}
    partly: dict[tuple[str, int], list[str]] = {}
    named = rows.values_list(
        F("delivery__the_return__region"), F("delivery__the_return__year"), "line", "value", "collected"
    )
    for region, year, line, value, collected in named:
        if value is None or collected == Collected.NOT_COLLECTED:
            continue
        figures.setdefault((region, year), {})[line] = value
        if collected == Collected.PARTLY:
            partly.setdefault((region, year), []).append(line)
    return {key: comparable(found, partly.get(key, [])) for key, found in figures.items()}


def answers_of(survey: Survey, regions: Iterable[str] | None = None, submitted: bool = False) -> Answers:
    """The parts of the answers by region and question key."""
    rows = Answer.objects.filter(response__survey=survey)
    if regions is not None:
        rows = rows.filter(response__region__in=list(regions))
    if submitted:
        rows = rows.filter(response__status=Response.Status.SUBMITTED)
    found: dict[str, dict[str, list[Part]]] = {}
    for answer in rows.select_related("response", "item__question"):
        found.setdefault(answer.response.region_id, {})[answer.item.question.key] = answer.said()
    return found


def survey_before(survey: Survey) -> Survey | None:
    """The latest earlier survey that was sent."""
    sent = Survey.objects.exclude(status=Survey.Status.DRAFT)
    return sent.filter(year__lt=survey.year_id).order_by("-year").first()
