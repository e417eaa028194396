"""`manage.py recompute RUN|--all`: whether stored computations give the same amounts again."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payouts.models import Run
from payouts.recomputing import Deviation, Differs, differences

WORDS = {
    Differs.AMOUNT: gettext_lazy("beloppet är lagrat som %(stored)s kr men blir %(again)s kr"),
    Differs.QUANTITY: gettext_lazy("antalet är lagrat som %(stored)s men blir %(again)s"),
    Differs.STEPS: gettext_lazy("uträkningens steg är andra än de lagrade"),
    Differs.TOTAL: gettext_lazy("summan är lagrad som %(stored)s kr men blir %(again)s kr"),
    Differs.CHECKSUM: gettext_lazy("kontrollsumman stämmer inte"),
    Differs.VERSION: gettext_lazy("redovisningen är inte den som beräkningen gjordes av"),
    Differs.INPUTS: gettext_lazy("underlaget går inte att räkna på"),
}


class Command(BaseCommand):
    """Exit code 1 if anything differs, 2 if there was nothing to recompute."""

    help = "Räknar om lagrade beräkningar ur deras eget underlag och jämför till kronan."

    def add_arguments(self, parser: CommandParser) -> None:
        """One computation or all of them."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("run", nargs="?", metavar="RUN", help="ÅR/SLAG/NUMMER, som 2026/contacts/2")
        which.add_argument("--all", action="store_true", help="alla beräkningar")

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute, say each difference, and how many were recomputed."""
        chosen = Run.objects.all() if options["all"] else _named(options["run"])
        runs = list(chosen.order_by("year_id", "kind", "number"))
        if not runs:
            raise CommandError(_("Det finns ingen beräkning att räkna om."), returncode=2)
        unlike = 0
        for run in runs:
            found = differences(run)
            unlike += bool(found)
            for difference in found:
                self.stdout.write(_line(run, difference))
        amounts = sum(run.amounts.count() for run in runs)
        self.stdout.write(
            _("Omräknade: %(runs)d beräkningar med %(amounts)d belopp. Olika: %(unlike)d.")
            % {"runs": len(runs), "amounts": amounts, "unlike": unlike}
        )
        if unlike:
            raise CommandError(_("Minst en beräkning ger ett annat resultat."), returncode=1)


def _named(text: str) -> QuerySet[Run]:
    found = re.fullmatch(r"([0-9]{4})/(base|contacts)/([0-9]{1,4})", text)
    if found is None:
        raise CommandError(
            _("”%(text)s” ska vara ÅR/SLAG/NUMMER, som 2026/contacts/2.") % {"text": text}, returncode=2
        )
    year, kind, number = found.groups()
    return Run.objects.filter(year=int(year), kind=kind, number=int(number))


def _line(run: Run, difference: Deviation) -> str:
    place = f"{run.year_id}/{run.kind}/{run.number}"
    if difference.region:
        place = f"{place} {difference.region}"
    said = {"stored": _number(difference.stored), "again": _number(difference.again)}
    return f"{place}: {str(WORDS[difference.what]) % said}"


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)
