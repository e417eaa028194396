"""The page about the rules, made from the code: what each is for, the year's limits, an example."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agreement.numerals import count, day
from agreement.rulebook import Described, described
from agreement.terms import Terms
from agreement.thresholds import Thresholds
from register.access import person
from register.language import language
from submissions.views.officer import latest_open_year


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule with the year's values of the terms that it reads."""

    rule: Described
    limits: str


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of the year that is open now, by family."""
    person(request)
    year = latest_open_year()
    terms = year.terms()
    lang = language()
    families = {
        name: [Shown(rule, _limits(terms, rule.terms, lang)) for rule in found]
        for name, found in described(lang).items()
    }
    return render(request, "submissions/rules.html", {"year": year, "families": families})


def _limits(terms: Terms, names: tuple[str, ...], lang: str) -> str:
    """The terms that a rule reads, with their values of the year."""
    thresholds = Thresholds.of(terms.thresholds)
    compared = [thresholds.described(name, lang) for name in names if hasattr(thresholds, name)]
    own = [_value(getattr(terms, name), lang) for name in names if not hasattr(thresholds, name)]
    return " – ".join(own) + "; ".join(compared)


def _value(value: int | date | None, lang: str) -> str:
    if isinstance(value, int):
        return count(value, lang)
    return day(value, lang) if value is not None else "–"
