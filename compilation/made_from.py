"""What a compilation is made from, each thing by its version: kept with its words, under its checksum."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from compilation.models import Compilation, NationalFigure
from compilation.report import Report
from payouts.models import Run
from submissions.models import Version
from survey.models import Answer, Response, Summary, Survey

# Versions of returns alone, as they were kept before the other things were: region, year, number, SHA-256.
Returns = list[list[Any]]


def made_from(report: Report) -> dict[str, list[Any]]:
    """Everything behind the report's numbers and words, in a fixed order. A constant number of queries.

    ``returns``: region, year, number, SHA-256. ``populations``: year, day, ages, quality, source, counts by
    region. ``payouts``, and ``payouts_before`` of the year before: kind, number of the computation, checksum.
    ``answers``: question, region, revision. ``summaries``: question, revision. ``national``: year, code,
    value, source. ``paragraphs``: part, id, revision.
    """
    return {
        "returns": _returns(report),
        "populations": _populations(report),
        "payouts": _payouts(report.year),
        "payouts_before": _payouts(report.year - 1),
        "answers": _answers(report),
        "summaries": _lists(
            Summary.objects.filter(
                item__survey__year=report.year, item__survey__status=Survey.Status.PUBLISHED
            )
            .order_by("item__order")
            .values_list("item__question__key", "revision")
        ),
        "national": _lists(
            NationalFigure.objects.filter(year__lte=report.year)
            .order_by("year", "code")
            .values_list("year", "code", "value", "source")
        ),
        "paragraphs": [[each.part, each.pk, each.revision] for each in report.paragraphs],
    }


def returns_of(compilation: Compilation) -> Returns:
    """The versions of returns that a compilation was made from, however they were kept."""
    kept: Returns | Mapping[str, Returns] = compilation.versions
    return kept["returns"] if isinstance(kept, Mapping) else kept


def _returns(report: Report) -> list[Any]:
    """Those whose figures are in it: of accepted returns."""
    rows = Version.objects.filter(
        state=Version.State.CURRENT,
        the_return__status="accepted",
        the_return__year__lte=report.year,
    ).order_by("the_return__year_id", "the_return__region_id")
    return _lists(rows.values_list("the_return__region", "the_return__year", "number", "sha256"))


def _populations(report: Report) -> list[Any]:
    """The people that rates are measured by, together where they were counted together."""
    together: dict[tuple[int, str, str, str, str], dict[str, int]] = {}
    for (region, year), people in sorted(report.sources.populations.items()):
        if year <= report.year:
            ages = f"{people.ages[0]}–{people.ages[1]}"
            key = (year, people.date.isoformat(), ages, people.quality, people.source)
            together.setdefault(key, {})[region] = people.count
    return [[*key, counts] for key, counts in sorted(together.items())]


def _payouts(year: int) -> list[Any]:
    runs = Run.objects.filter(year=year, status="decided").order_by("kind")
    return _lists(runs.values_list("kind", "number", "checksum"))


def _answers(report: Report) -> list[Any]:
    """The survey's answers that are counted; a draft and a confidential answer are not."""
    rows = (
        Answer.objects.filter(
            response__survey__year=report.year,
            response__survey__status__in=(
                Survey.Status.SENT,
                Survey.Status.CLOSED,
                Survey.Status.PUBLISHED,
            ),
            response__status=Response.Status.SUBMITTED,
            confidential=False,
        )
        .order_by("item__question__key", "response__region")
        .values_list(F("item__question__key"), F("response__region"), "revision")
    )
    return _lists(rows)


def _lists(rows: Any) -> list[Any]:
    return [list(row) for row in rows]
