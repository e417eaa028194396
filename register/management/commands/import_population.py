"""`manage.py import_population FILE [--date DAY]`: the regions' population from Statistics Sweden's PxWeb."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreement import numerals
from register.counting import store_population
from register.models import ALL_AGES
from register.pxweb import NotCounted


class Command(BaseCommand):
    """Reads one file, adds up the ages asked for and stores them; all regions or nothing."""

    help = "Läser in regionernas folkmängd från SCB:s PxWeb (CSV eller JSON-stat 2)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the day of the count, and which ages to add up."""
        parser.add_argument("file")
        parser.add_argument("--date", help="dagen då folket räknades; utan den är det filens egen")
        parser.add_argument("--ages", default="all", help="16-67 eller all")
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Store and tell; exit 1 for a file that cannot be used, 2 for wrong use."""
        with override(options["lang"]):
            ages = _ages(options["ages"])
            day = _day(options["date"]) if options["date"] is not None else None
            path = Path(options["file"])
            try:
                found = store_population(path.name, _read(path), day, ages)
            except NotCounted as refusal:
                raise CommandError(str(refusal), returncode=1) from refusal
            self.stdout.write(
                _(
                    "%(total)s invånare den %(day)s. Nya regioner: %(new)d, ersatta: %(replaced)d, "
                    "oförändrade: %(same)d."
                )
                % {
                    "total": numerals.count(found.total, options["lang"]),
                    "day": found.day.isoformat(),
                    "new": found.new,
                    "replaced": found.replaced,
                    "same": found.unchanged,
                }
            )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise CommandError(_("Filen %(file)s kan inte läsas.") % {"file": path}, returncode=2) from problem


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise CommandError(_("”%(text)s” är inget datum.") % {"text": text}, returncode=2) from problem


def _ages(text: str) -> tuple[int, int]:
    if text == "all":
        return ALL_AGES
    found = re.fullmatch(r"(\d{1,3})-(\d{1,3})", text)
    if not found or int(found[1]) > int(found[2]):
        raise CommandError(
            _("”%(text)s” är inga åldrar. Skriv till exempel 16-67, eller all.") % {"text": text},
            returncode=2,
        )
    return int(found[1]), int(found[2])
