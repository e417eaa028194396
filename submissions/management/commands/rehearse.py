"""`manage.py rehearse YEAR`: how many of a past round the present rules would stop or ask about."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreement.findings import Verdict, Weight
from agreement.wording import title
from register.models import AgreementYear, Region
from submissions.rehearsal import Rehearsal, rehearse


class Command(BaseCommand):
    """Judges the stored figures anew; stores nothing."""

    help = "Prövar ett års redovisningar mot dagens regler och säger hur många som skulle stoppas."

    def add_arguments(self, parser: CommandParser) -> None:
        """The year, and how to show it."""
        parser.add_argument("year", type=int)
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what would happen; an unknown year is wrong use."""
        with override(options["lang"]):
            year = AgreementYear.objects.with_terms().filter(pk=options["year"]).first()
            if year is None:
                raise CommandError(
                    _("Året %(year)d finns inte i portalen.") % {"year": options["year"]}, returncode=2
                )
            found = rehearse(year)
            if options["format"] == "json":
                self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
            else:
                self.stdout.write("\n".join(_text(found, options["lang"])))


def _text(found: Rehearsal, lang: str) -> list[str]:
    names = dict(Region.objects.values_list("code", "name"))
    weights = {Weight.ERROR: _("Fel"), Weight.QUERY: _("Kontrollfråga"), Weight.NOTE: _("Upplysning")}
    told = found.as_json()
    return [
        _("Redovisningar: %(n)d") % {"n": told["returns"]},
        _("Skulle stoppas: %(n)d (%(regions)s)") % _counted(found.of(Verdict.ERRORS), names),
        _("Skulle få kontrollfrågor: %(n)d (%(regions)s)") % _counted(found.of(Verdict.QUERIES), names),
        _("Skulle gå igenom: %(n)d (%(regions)s)") % _counted(found.of(Verdict.READY), names),
        _("Utan redovisning: %(n)d (%(regions)s)") % _counted(found.absent, names),
        "",
        *(
            f"{weights[Weight(weight)]} · {title(rule, lang)} ({rule}): {len(regions)}"
            for (weight, rule), regions in found.by_rule().items()
        ),
    ]


def _counted(codes: Sequence[str], names: dict[str, str]) -> dict[str, Any]:
    return {"n": len(codes), "regions": ", ".join(names[code] for code in codes) or "–"}
