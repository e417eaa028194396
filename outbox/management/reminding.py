"""What the commands of all ladders do: send the reminders that are due, or list them."""

import json
from abc import abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from outbox.ladder import SWEDEN, Reminder


class LadderCommand(BaseCommand):
    """Safe to run as often as one likes: each step is sent once."""

    @abstractmethod
    def due(self, at: datetime) -> Sequence[Reminder]:
        """What should be sent at a moment."""

    @abstractmethod
    def remind(self, at: datetime) -> Sequence[Reminder]:
        """Send what is due; returns what was sent."""

    def add_arguments(self, parser: CommandParser) -> None:
        """When, and whether to send."""
        parser.add_argument("--at", default="", help="tidpunkt, till exempel 2027-08-15T08:00, svensk tid")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send what is due, or list it; a moment that cannot be read is wrong use."""
        at = _moment(options["at"])
        found = self.due(at) if options["dry_run"] else self.remind(at)
        if options["format"] == "json":
            self.stdout.write(json.dumps([each.as_json() for each in found], ensure_ascii=False, indent=2))
            return
        for each in found:
            to = ", ".join(person.email for person in each.to) or _("ingen processledare")
            self.stdout.write(f"{each.about} · {each.rung.step:+d} · {to} · {each.subject}")
        self.stdout.write(_("%(n)d påminnelser.") % {"n": len(found)})


def _moment(text: str) -> datetime:
    """The moment as it is given to a command, by Swedish time; now where none is. Raises CommandError."""
    if not text:
        return timezone.now()
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo is not None else at.replace(tzinfo=SWEDEN)).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise CommandError(
            _("”%(text)s” är ingen tidpunkt. Skriv till exempel 2027-08-15T08:00.") % {"text": text},
            returncode=2,
        ) from problem
