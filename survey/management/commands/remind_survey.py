"""`manage.py remind_survey`: the reminders that are due, sent or only listed."""

from collections.abc import Sequence
from datetime import datetime

from outbox.ladder import Reminder
from outbox.management.reminding import LadderCommand
from survey import reminding


class Command(LadderCommand):
    """The ladder of the survey."""

    help = "Skickar påminnelser om enkäten till de regioner som inte har lämnat in."

    def due(self, at: datetime) -> Sequence[Reminder]:
        """By year and region."""
        return reminding.due(at)

    def remind(self, at: datetime) -> Sequence[Reminder]:
        """By year and region."""
        return reminding.remind(at)
