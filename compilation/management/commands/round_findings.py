"""`manage.py round_findings YEAR`: the stored findings of a round, in the form that every door shows."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from agreement.findings import Weight
from register.models import AgreementYear, Region
from submissions.models import Finding
from survey.models import Query


class Command(BaseCommand):
    """Reads what was stored when returns, prints and answers were checked; judges nothing anew."""

    help = "Visar iakttagelserna i ett års redovisningar."

    def add_arguments(self, parser: CommandParser) -> None:
        """The year, and how to show it."""
        parser.add_argument("year", type=int)
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the findings; an unknown year is wrong use."""
        with override(options["lang"]):
            if not AgreementYear.objects.filter(pk=options["year"]).exists():
                raise CommandError(
                    _("Året %(year)d finns inte i portalen.") % {"year": options["year"]}, returncode=2
                )
            findings: list[Finding | Query] = [
                *Finding.objects.of_round(options["year"]),
                *Query.objects.of_round(options["year"]),
            ]
            show = self._json if options["format"] == "json" else self._text
            show(findings, options["lang"])

    def _json(self, findings: list[Finding | Query], lang: str) -> None:
        content = [finding.as_json(lang) for finding in findings]
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))

    def _text(self, findings: list[Finding | Query], lang: str) -> None:
        names = {region.code: str(region) for region in Region.objects.all()}
        for finding in findings:
            region = names.get(_region(finding), _("Hela riket"))
            self.stdout.write(f"{region} · {_weight(finding)} · {finding.message(lang)}")
        count = ngettext("%(n)d iakttagelse", "%(n)d iakttagelser", len(findings))
        self.stdout.write(count % {"n": len(findings)})


def _weight(finding: Finding | Query) -> str:
    words = {Weight.ERROR: _("Fel"), Weight.QUERY: _("Kontrollfråga"), Weight.NOTE: _("Upplysning")}
    return words[Weight(finding.weight)]


def _region(finding: Finding | Query) -> str:
    return finding.response.region_id if isinstance(finding, Query) else finding.region_id or ""
