"""`manage.py compile_report YEAR --out DIR`: the national compilation as files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from compilation.models import NationalFigure
from compilation.report import report_of
from compilation.writers import WRITERS
from register.models import AgreementYear


class Command(BaseCommand):
    """Reads what is stored and writes files; stores nothing in the portal."""

    help = "Skriver ett års nationella sammanställning som filer."

    def add_arguments(self, parser: CommandParser) -> None:
        """The year, where to, and in which formats."""
        parser.add_argument("year", type=int)
        parser.add_argument("--out", required=True)
        parser.add_argument("--format", default=",".join(WRITERS))
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")
        parser.add_argument("--preview", action="store_true", help="ta med inlämnade som inte är godkända")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files; an unknown year or format is wrong use."""
        with override(options["lang"]):
            if not _is_known(options["year"]):
                raise CommandError(
                    _("Året %(year)d finns inte i portalen.") % {"year": options["year"]}, returncode=2
                )
            wanted = _formats(options["format"])
            report = report_of(options["year"], options["preview"])
            for name in wanted:
                for filename, content in WRITERS[name](report, options["lang"]).items():
                    self.stdout.write(str(_written(Path(options["out"]), filename, content)))


def _is_known(year: int) -> bool:
    """Whether there is an agreement of the year, or a printed national figure."""
    return any(found.filter(year=year).exists() for found in (AgreementYear.objects, NationalFigure.objects))


def _formats(asked: str) -> list[str]:
    wanted = [name.strip() for name in asked.split(",") if name.strip()]
    for name in wanted:
        if name not in WRITERS:
            raise CommandError(
                _("”%(name)s” är inget format. Välj bland %(formats)s.")
                % {"name": name, "formats": ", ".join(WRITERS)},
                returncode=2,
            )
    return wanted


def _written(folder: Path, filename: str, content: bytes) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / filename).write_bytes(content)
    except OSError as problem:
        raise CommandError(
            _("Filen %(file)s kan inte skrivas.") % {"file": filename}, returncode=2
        ) from problem
    return folder / filename
