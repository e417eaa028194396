"""`manage.py bench_rules`: slips planted in good returns, and what becomes of them."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreement.case import Case
from agreement.numerals import decimal
from agreement.planted import Tally, a_year_later, alarms, is_good, measure
from register.importing import load_master_data
from register.models import AgreementYear, Region
from submissions.history import background
from submissions.importing import ROUNDS, load_printed_round
from submissions.models import Delivery
from submissions.returns import case_for

YEAR = 2018


@dataclass(frozen=True, slots=True)
class Bench:
    """One set of good returns, with what became of the slips planted in it."""

    name: str
    cases: Sequence[Case]
    tallies: dict[str, Tally]
    microseconds: int

    def alarms(self) -> list[int]:
        """The errors and queries of each good return, fewest first."""
        return sorted(alarms(case) for case in self.cases)

    def total(self) -> Tally:
        """All kinds together."""
        together = Tally()
        for tally in self.tallies.values():
            together.add(tally)
        return together


class Command(BaseCommand):
    """Stores nothing. Where the round is not loaded, it is loaded for the time that the measuring takes."""

    help = "Planterar slumpvisa skrivfel i redovisningar som stämmer och mäter vad kontrollen hittar."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many slips of each kind in each return, and the seed of the chance."""
        parser.add_argument("--each", type=int, default=20)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure on the printed round with the history that it has, and on returns a year later."""
        if options["each"] < 1:
            raise CommandError(_("--each måste vara minst 1."), returncode=2)
        with override(options["lang"]):
            cases = _good_cases()
            chance = Random(options["seed"])
            later = [a_year_later(case, chance) for case in cases]
            benches = [
                _bench(str(YEAR), cases, options["each"], options["seed"]),
                _bench(str(YEAR + 1), later, options["each"], options["seed"]),
            ]
            if options["format"] == "json":
                self.stdout.write(json.dumps([_as_json(bench) for bench in benches], indent=2))
            else:
                for bench in benches:
                    self._text(bench, options["lang"])

    def _text(self, bench: Bench, lang: str) -> None:
        said = _(
            "%(name)s: %(n)d redovisningar som stämmer, %(alarms)d falska larm i medianen, %(ms)s ms var"
        )
        self.stdout.write(
            said
            % {
                "name": bench.name,
                "n": len(bench.cases),
                "alarms": bench.alarms()[len(bench.cases) // 2],
                "ms": decimal(Fraction(bench.microseconds, 1000), 1, lang),
            }
        )
        heads = (_("skrivfel"), _("planterade"), _("hittade"), _("rätt först"), _("bland tre"), _("förslag"))
        self.stdout.write("{:<14}{:>11}{:>11}{:>11}{:>11}{:>10}".format(*heads))
        for kind, tally in [*bench.tallies.items(), (_("alla"), bench.total())]:
            parts = (tally.found, tally.first, tally.among_three)
            shares = [_percent(part, tally.planted, lang) for part in parts]
            mean = decimal(Fraction(tally.candidates, max(1, tally.planted)), 1, lang)
            self.stdout.write(
                "{:<14}{:>11}{:>11}{:>11}{:>11}{:>10}".format(kind, tally.planted, *shares, mean)
            )


@transaction.atomic
def _good_cases() -> list[Case]:
    """The round's returns whose sums are all there and equal. What had to be loaded is taken back."""
    point = transaction.savepoint()
    if not Delivery.objects.filter(the_return__year=YEAR).exists():
        if not Region.objects.exists():
            load_master_data()
        for year in sorted(year for year in ROUNDS if year <= YEAR):
            load_printed_round(year)
    beside = background(AgreementYear.objects.get(pk=YEAR))
    deliveries = Delivery.objects.filter(the_return__year=YEAR).select_related("the_return__year")
    cases = [case_for(delivery, beside) for delivery in deliveries.order_by("the_return__region")]
    transaction.savepoint_rollback(point)
    return [case for case in cases if is_good(case)]


def _bench(name: str, cases: Sequence[Case], each: int, seed: int) -> Bench:
    began = time.perf_counter_ns()
    tallies = measure(cases, each, seed)
    planted = sum(tally.planted for tally in tallies.values())
    return Bench(name, cases, tallies, (time.perf_counter_ns() - began) // 1000 // max(1, planted))


def _percent(part: int, whole: int, lang: str) -> str:
    if not whole:
        return "–"
    number = decimal(Fraction(100 * part, whole), 1, lang)
    return f"{number}%" if lang == "en" else f"{number} %"


def _as_json(bench: Bench) -> dict[str, Any]:
    kinds = {
        kind: {
            "planted": tally.planted,
            "found": tally.found,
            "first": tally.first,
            "among_three": tally.among_three,
            "candidates": tally.candidates,
        }
        for kind, tally in bench.tallies.items()
    }
    return {"returns": bench.name, "good": len(bench.cases), "alarms": bench.alarms(), "kinds": kinds}
