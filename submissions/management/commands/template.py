"""`manage.py template YEAR REGION --out FILE [--filled]`: the region's workbook."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreement.answers import Answers
from register.models import AgreementYear, Region
from submissions.history import earlier_figures
from submissions.management.commands.check_return import asked_for
from submissions.models import Return
from submissions.returns import draft_answers
from submissions.workbook import write_template


class Command(BaseCommand):
    """Writes one file. Wrong use, and a file that cannot be written, leave by exit code 2."""

    help = "Skriver regionens arbetsbok, tom eller med de sparade siffrorna."

    def add_arguments(self, parser: CommandParser) -> None:
        """The public interface of the command."""
        parser.add_argument("year", type=int, metavar="YEAR")
        parser.add_argument("region", metavar="REGION", help="länskod, till exempel 07")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument("--filled", action="store_true", help="med de sparade siffrorna")
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the workbook and say where it is."""
        with override(options["lang"]):
            year, region = asked_for(options["year"], options["region"])
            data = write_template(
                year.terms(),
                region.code,
                region.name,
                answers=_stored(year, region) if options["filled"] else None,
                earlier=earlier_figures(region.code, year.year),
                lang=options["lang"],
            )
            _save(options["out"], data)
            self.stdout.write(_("Arbetsboken är sparad i %(file)s.") % {"file": options["out"]})


def _stored(year: AgreementYear, region: Region) -> Answers:
    the_return = Return.objects.filter(year=year, region=region).select_related("draft").first()
    return draft_answers(the_return) if the_return is not None else Answers()


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise CommandError(_("Filen %(file)s kan inte skrivas.") % {"file": path}, returncode=2) from problem
