"""`manage.py check_return FILE… --year YEAR --region CODE`: what the check says of files. Stores nothing."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from agreement import numerals
from agreement.findings import Verdict, Weight
from agreement.lines import LINE
from agreement.repair import Repair
from agreement.wording import name_of
from register.models import AgreementYear, Region
from submissions.trying import Outcome, try_paths

GOOD = (Verdict.READY, Verdict.QUERIES)


class Command(BaseCommand):
    """Leaves by 0 for a file that could be signed, by 1 for one that could not, by 2 for wrong use."""

    help = "Kontrollerar en fil utan att spara något."

    def add_arguments(self, parser: CommandParser) -> None:
        """The public interface of the command."""
        parser.add_argument("file", type=Path, nargs="+", metavar="FILE", help="flera listor läggs ihop")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--region", required=True, metavar="CODE", help="länskod, till exempel 07")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, write, and tell the verdict by the exit code as well."""
        lang = options["lang"]
        with override(lang):
            year, region = asked_for(options["year"], options["region"])
            outcome = _tried(options["file"], year, region)
            if options["format"] == "json":
                self.stdout.write(json.dumps(outcome.as_json(lang), ensure_ascii=False, indent=2))
            else:
                self.stdout.write(as_text(outcome, lang))
        if outcome.verdict not in GOOD:
            raise SystemExit(1)


def asked_for(year: int, code: str) -> tuple[AgreementYear, Region]:
    """The year and the region. Raises CommandError (exit 2) for one that the portal does not have."""
    the_year = AgreementYear.objects.filter(pk=year).first()
    if the_year is None:
        raise CommandError(_("Året %(year)d finns inte i portalen.") % {"year": year}, returncode=2)
    region = Region.objects.filter(code=code.zfill(2)).first()
    if region is None:
        raise CommandError(_("”%(code)s” är ingen länskod.") % {"code": code}, returncode=2)
    return the_year, region


def as_text(outcome: Outcome, lang: str) -> str:
    """The figures, the findings and the verdict, to read."""
    figures = [
        f"{LINE[code].short(lang):<20}{'–' if value is None else numerals.count(value, lang):>10}"
        for code, value in outcome.figures.items()
    ]
    findings = [
        f"{_weight(found['weight'])} · {found['message']}" for found in outcome.as_json(lang)["findings"]
    ]
    shown = figures if outcome.verdict is not Verdict.UNREADABLE else []
    return "\n".join([*shown, *findings, *_repairs(outcome, lang), _verdict(outcome)])


def _repairs(outcome: Outcome, lang: str) -> list[str]:
    return [
        _("Möjlig rättelse %(place)d: %(changes)s. %(why)s")
        % {"place": place, "changes": _changes(repair, lang), "why": repair.why(lang)}
        for place, repair in enumerate(outcome.repairs, start=1)
    ]


def _changes(repair: Repair, lang: str) -> str:
    return ", ".join(
        f"{name_of(each.line, lang)} {numerals.count(each.before, lang)} → {numerals.count(each.after, lang)}"
        for each in repair.changes
    )


def _tried(paths: list[Path], year: AgreementYear, region: Region) -> Outcome:
    try:
        return try_paths(paths, year, region)
    except OSError as problem:
        name = Path(str(problem.filename or paths[0])).name
        raise CommandError(_("Filen %(file)s kan inte läsas.") % {"file": name}, returncode=2) from problem


def _weight(weight: str) -> str:
    words = {Weight.ERROR: _("Fel"), Weight.QUERY: _("Kontrollfråga"), Weight.NOTE: _("Upplysning")}
    return words[Weight(weight)]


def _verdict(outcome: Outcome) -> str:
    by_weight = [found.weight for found in outcome.findings]
    errors, queries = by_weight.count(Weight.ERROR), by_weight.count(Weight.QUERY)
    if outcome.verdict is Verdict.UNREADABLE:
        return _("Filen kan inte tas emot.")
    if errors:
        return ngettext("%(n)d fel att rätta.", "%(n)d fel att rätta.", errors) % {"n": errors}
    if queries:
        words = ngettext("%(n)d kontrollfråga att svara på.", "%(n)d kontrollfrågor att svara på.", queries)
        return words % {"n": queries}
    return _("Kontrollen hittade inget att rätta.")
