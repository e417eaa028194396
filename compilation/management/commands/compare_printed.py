"""`manage.py compare_printed YEAR`: each printed table of a year's report beside the made one."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from compilation.figures import shown_number
from compilation.printed_beside import Beside, Difference, TableBeside, printed_beside


class Command(BaseCommand):
    """Reads what is stored and printed; stores nothing. Exit 1 where a difference has no reason."""

    help = "Ställer ett års tryckta tabeller bredvid portalens, cell för cell."

    def add_arguments(self, parser: CommandParser) -> None:
        """The year, and how to show it."""
        parser.add_argument("year", type=int)
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the comparison; a year without a printed report is wrong use."""
        with override(options["lang"]):
            found = printed_beside(options["year"])
            if found is None:
                raise CommandError(
                    _("Ingen tryckt rapport finns för %(year)d.") % {"year": options["year"]}, returncode=2
                )
            show = self._json if options["format"] == "json" else self._text
            show(found, options["lang"])
            if found.unexplained:
                sys.exit(1)

    def _json(self, found: Beside, lang: str) -> None:
        self.stdout.write(json.dumps(found.as_json(lang), ensure_ascii=False, indent=2))

    def _text(self, found: Beside, lang: str) -> None:
        for table in found.tables:
            self._table(table, lang)
        for name in found.not_made:
            self.stdout.write(_("%(table)s: görs inte av portalen") % {"table": name})
        count = ngettext("%(n)d skillnad utan skäl", "%(n)d skillnader utan skäl", found.unexplained)
        self.stdout.write(count % {"n": found.unexplained})

    def _table(self, table: TableBeside, lang: str) -> None:
        said = {"table": table.name, "equal": table.equal, "cells": table.cells}
        self.stdout.write(_("%(table)s: %(equal)d av %(cells)d celler är lika") % said)
        for each in table.differences:
            self.stdout.write(f"  {_difference(each, lang)}")


def _difference(each: Difference, lang: str) -> str:
    reasons = " ".join(reason.words(lang) for reason in each.reasons) or _("Inget skäl.")
    return f"{each.claim.source}: {each.claim.text} ≠ {shown_number(each.made, lang)}. {reasons}"
