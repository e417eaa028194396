"""`manage.py verify_audit`: whether the trail is as it was written, and which rows are not."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import guards
from audit.chain import Deviation, Fault, deviations
from audit.models import Entry, Head
from portal.guards import GUARDS

WORDS = {
    Fault.CHANGED: gettext_lazy("Rad %(n)d är ändrad."),
    Fault.REMOVED: gettext_lazy("Rad %(n)d är borttagen."),
    Fault.INSERTED: gettext_lazy("Rad %(n)d är inlagd i efterhand."),
    Fault.REPLACED: gettext_lazy("Rad %(n)d är utbytt: nästa rad hör till en annan rad."),
    Fault.HEAD: gettext_lazy("Kedjans slut stämmer inte med raderna. Det anger rad %(n)d."),
    Fault.NOT_AS_PRINTED: gettext_lazy("Rad %(n)d är inte den som är tryckt."),
}


class Command(BaseCommand):
    """Exit code 1 if anything differs, 2 for wrong use."""

    help = "Kontrollerar händelseloggen rad för rad och säger vilka rader som är ändrade."

    def add_arguments(self, parser: CommandParser) -> None:
        """What stands on paper can be given, to be compared."""
        parser.add_argument(
            "--printed",
            action="append",
            default=[],
            metavar="NUMBER:DIGEST",
            help="rad och kontrollsumma som står på en kvittens eller ett beslut",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything, say what differs, and how much was read."""
        printed = dict(_printed(text) for text in options["printed"])
        with transaction.atomic():
            # Nobody writes while the chain is read.
            head = Head.objects.select_for_update().filter(pk=1).first() or Head()
            found = list(deviations(printed))
            count = Entry.objects.count()
        gone = guards.missing(connection, GUARDS)
        for line in [*map(_words, found), *(_("Spärren %(name)s saknas.") % {"name": name} for name in gone)]:
            self.stdout.write(line)
        if found or gone:
            raise CommandError(_("Händelseloggen är inte som den skrevs."), returncode=1)
        self.stdout.write(
            _("%(count)d rader är som de skrevs. Kedjans slut: %(n)d:%(digest)s")
            % {"count": count, "n": head.sequence, "digest": head.digest}
        )


def _words(deviation: Deviation) -> str:
    return str(WORDS[deviation.fault]) % {"n": deviation.sequence}


def _printed(text: str) -> tuple[int, str]:
    number, _colon, digest = text.partition(":")
    if not re.fullmatch(r"[0-9]{1,18}", number) or len(digest) < 12:
        raise CommandError(
            _("”%(text)s” ska vara radens nummer, ett kolon och minst tolv tecken av kontrollsumman.")
            % {"text": text},
            returncode=2,
        )
    return int(number), digest
