"""Rounds for the comparing rules: 2018 as printed, and returns resampled near it.

A resampled return balances and moves as much as the printed years do: lines by about a
quarter, the total by 15 percent, shares by some points.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from agreement import rules
from agreement.answers import Answer, Answers, case_of
from agreement.case import Earlier
from agreement.findings import Weight
from agreement.lines import CONTACTS, FORMS, PROVIDERS, SEXES
from agreement.terms import Terms
from agreement.usual import SHARES, comparable, shares_of
from tests.agreement.cases import printed

YEAR = 2018
TABLES = {
    "skl2018_table02_psychological_treatments.csv": {
        "KBT": "kbt", "IKBT": "ikbt", "IPT": "ipt", "PDT": "pdt", "EMDR": "emdr",
        "APB": "other_psychological",
    },
    "skl2018_table03_pain_treatments.csv": {
        "MMR1": "mmr1", "MMR2": "mmr2", "BMB": "behavioural_medicine",
        "AST": "active_specific_training", "ASB": "other_pain",
    },
    "skl2018_table05_providers.csv": {"PRIVATE": "private", "PUBLIC": "public"},
    "skl2018_table04_gender.csv": {"WOMEN": "women", "MEN": "men"},
    "skl2018_table06_contacts.csv": {
        "EMPLOYER": "employer_contacts", "EMPLOYMENT_SERVICE": "employment_service_contacts",
    },
}  # fmt: skip
# Skåne reported no contacts: what was not collected takes no part.
WITHOUT_CONTACTS = ("12",)
Figures = dict[str, int]


def round_of_2018() -> dict[str, Figures]:
    """Every region's figures as printed."""
    tables = [(printed(name), columns) for name, columns in TABLES.items()]
    return {
        region: {
            line: int(rows[region][column])
            for rows, columns in tables
            for line, column in columns.items()
            if not (line in CONTACTS and region in WITHOUT_CONTACTS)
        }
        for region in tables[0][0]
    }


@dataclass(frozen=True, slots=True)
class World:
    """A round that is history, and the rules with it beside."""

    history: Mapping[str, Figures]

    def others(self, region: str) -> dict[str, tuple[Fraction, ...]]:
        """The other regions' shares in the round."""
        found = [shares_of(comparable(f), 100) for code, f in self.history.items() if code != region]
        return {name: tuple(sorted(each[name] for each in found if name in each)) for name in SHARES}

    def earlier(self, region: str) -> dict[str, Earlier]:
        """The region's figures of the round."""
        return {code: Earlier(YEAR, value) for code, value in comparable(self.history[region]).items()}

    def asked_about(self, region: str, figures: Figures, year: int = YEAR + 1, **limits: int) -> list[str]:
        """The errors and queries that the region's return would meet."""
        terms = Terms(year, period_asked=False, thresholds=limits)
        lines = {code: Answer(str(figures[code])) for code in terms.asked if code in figures}
        for code in terms.asked:
            lines.setdefault(code, Answer("", "not_collected", "Underlag saknas."))
        case = case_of(Answers(lines=lines), terms, region, self.earlier(region), self.others(region))
        found = rules.for_region(rules.findings(case))
        return [each.rule for each in found if each.weight is not Weight.NOTE]


def world() -> World:
    """2018 as printed."""
    return World(round_of_2018())


def resampled(figures: Figures, chance: Random) -> Figures:
    """A balanced return a year later that looks like this one."""
    grown = chance.lognormvariate(0, 0.15)
    forms = {code: _poisson(figures[code] * grown * chance.lognormvariate(0, 0.2), chance) for code in FORMS}
    total = sum(forms.values())
    private = _split(figures, PROVIDERS, total, chance.gauss(0, 0.04))
    women = _split(figures, SEXES, total, chance.gauss(0, 0.02))
    made = {**forms, **private, **women}
    before = sum(figures[code] for code in FORMS)
    for code in CONTACTS:
        if code in figures:
            rate = figures[code] / before * chance.lognormvariate(0, 0.3)
            made[code] = min(total, _poisson(rate * total, chance))
    return made


def _split(figures: Figures, codes: tuple[str, ...], total: int, moved: float) -> Figures:
    """Two columns of the total, the first near its share and within it."""
    first, second = codes
    share = figures[first] / (figures[first] + figures[second]) + moved
    count = round(total * min(0.99, max(0.01, share)))
    return {first: count, second: total - count}


def _poisson(mean: float, chance: Random) -> int:
    """A count around a mean: by chance alone for few, nearly the mean for many."""
    return max(0, round(chance.gauss(mean, math.sqrt(mean)))) if mean > 0 else 0
