"""`manage.py remind`: the reminders that are due, sent or only listed."""

from collections.abc import Sequence
from datetime import datetime

from outbox.ladder import Reminder
from outbox.management.reminding import LadderCommand
from submissions import reminding


class Command(LadderCommand):
    """The ladder of the returns."""

    help = "Skickar påminnelser till de regioner som har något kvar att göra."

    def due(self, at: datetime) -> Sequence[Reminder]:
        """By year and region."""
        return reminding.due(at)

    def remind(self, at: datetime) -> Sequence[Reminder]:
        """By year and region."""
        return reminding.remind(at)
