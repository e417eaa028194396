"""`manage.py payouts YEAR --kind …`: what a payout would be, computed and not stored."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreement.numerals import count, kronor, parse_count
from agreement.terms import Rounding
from payouts.computing import Computation, preview
from payouts.exporting import harmless
from payouts.models import Kind
from register.models import AgreementYear, Region
from submissions.refusals import Refused

QUANTITY = {Kind.BASE: "population", Kind.CONTACTS: "contacts"}
LARGEST = 100_000_000


class Command(BaseCommand):
    """Refusals leave by exit code 1 with their reason, wrong use by 2."""

    help = "Beräknar grundbelopp eller ersättning för kontakter utan att spara något."

    def add_arguments(self, parser: CommandParser) -> None:
        """The public interface of the command."""
        parser.add_argument("year", type=int)
        parser.add_argument("--kind", choices=Kind.values, required=True)
        parser.add_argument("--rounding", choices=[rounding.value for rounding in Rounding])
        parser.add_argument("--what-if", type=Path, metavar="FILE", help="CSV med kolumnerna region,value")
        parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute, then write in the format that was asked for."""
        with override(options["lang"]):
            _check_year(options["year"])
            what_if = read_what_if(options["what_if"]) if options["what_if"] else {}
            rounding = Rounding(options["rounding"]) if options["rounding"] else None
            try:
                computation = preview(options["year"], Kind(options["kind"]), rounding, what_if)
            except Refused as refusal:
                raise CommandError(str(refusal), returncode=1) from refusal
            write = {"json": as_json, "csv": as_csv}.get(options["format"])
            self.stdout.write(write(computation) if write else as_text(computation, options["lang"]))


def as_json(computation: Computation) -> str:
    """The public shape; an unknown quantity is null, never 0."""
    quantity = QUANTITY[computation.kind]
    content = {
        "year": computation.year,
        "kind": computation.kind.value,
        "appropriation": computation.appropriation,
        "rounding": computation.rounding.value,
        "lines": [
            {
                "region": line.region.code,
                "name": line.region.name,
                quantity: line.quantity,
                "amount": line.amount,
            }
            for line in computation.lines
        ],
        "total": computation.total,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_csv(computation: Computation) -> str:
    """One row for each region; an unknown quantity is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["region", "name", QUANTITY[computation.kind], "amount"])
    for line in computation.lines:
        quantity = "" if line.quantity is None else line.quantity
        writer.writerow([line.region.code, harmless(line.region.name), quantity, line.amount])
    return text.getvalue().rstrip("\n")


def as_text(computation: Computation, lang: str) -> str:
    """A table to read."""
    rows = [
        f"{line.region.code}  {line.region.name:<20}{_quantity(line.quantity, lang):>14}"
        f"{kronor(line.amount, lang):>20}"
        for line in computation.lines
    ]
    total = f"    {_('Summa'):<34}{kronor(computation.total, lang):>20}"
    return "\n".join([f"{computation.kind.label} {computation.year}", *rows, total])


def read_what_if(path: Path) -> dict[str, int]:
    """Quantities by county code from a CSV file with the columns region and value.

    Raises CommandError (exit 2) that names the row and what is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(
            _("Filen %(file)s kan inte läsas.") % {"file": path.name}, returncode=2
        ) from problem
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if list(reader.fieldnames or []) != ["region", "value"]:
        raise _bad_row(1, _("Första raden ska vara region,value."))
    known = set(Region.objects.values_list("code", flat=True))
    found: dict[str, int] = {}
    for row in reader:
        code, value = _what_if_row(row, reader.line_num, known)
        if code in found:
            raise _bad_row(reader.line_num, _("Regionen %(code)s står två gånger.") % {"code": code})
        found[code] = value
    return found


def _what_if_row(row: dict[str, Any], number: int, known: set[str]) -> tuple[str, int]:
    code, text = (str(row.get(name) or "").strip() for name in ("region", "value"))
    if None in row:
        raise _bad_row(number, _("Raden har fler än två kolumner."))
    # A spreadsheet takes the nought away from 07.
    code = code.zfill(2)
    if code not in known:
        raise _bad_row(number, _("”%(code)s” är ingen länskod.") % {"code": code})
    value, fault = parse_count(text, largest=LARGEST)
    if value is None or fault is not None:
        raise _bad_row(number, _("”%(text)s” är inget helt antal.") % {"text": text})
    return code, value


def _bad_row(number: int, problem: str) -> CommandError:
    return CommandError(
        _("Rad %(number)d: %(problem)s") % {"number": number, "problem": problem}, returncode=2
    )


def _quantity(quantity: int | None, lang: str) -> str:
    return "–" if quantity is None else count(quantity, lang)


def _check_year(year: int) -> None:
    if not AgreementYear.objects.filter(pk=year).exists():
        raise CommandError(_("Året %(year)d finns inte i portalen.") % {"year": year}, returncode=2)
