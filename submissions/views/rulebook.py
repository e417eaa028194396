"""The page about the rules, made from the code: what each is for, the year's limits, an example."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agreement.numerals import count, day
from agreement.rulebook import Described, described
from agreement.terms import Terms
from agreement.thresholds import Thresholds
from submissions.views.officer import latest_open_year
from submissions.views.own import language, person


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule with the year's values of the terms that it reads."""

    rule: Described
    limits: tuple[str, ...]


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of the year that is open now, by family."""
    person(request)
    year = latest_open_year()
    terms = year.terms()
    lang = language()
    families = {
        name: [Shown(rule, tuple(_limit(terms, term, lang) for term in rule.terms)) for rule in found]
        for name, found in described(lang).items()
    }
    return render(request, "submissions/rules.html", {"year": year, "families": families})


def _limit(terms: Terms, name: str, lang: str) -> str:
    """A term's value as the page shows it."""
    limits = Thresholds.of(terms.thresholds)
    value = getattr(limits if hasattr(limits, name) else terms, name)
    if isinstance(value, int):
        return count(value, lang)
    return day(value, lang) if value is not None else "–"
