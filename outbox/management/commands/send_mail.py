"""`manage.py send_mail`: send what waits in the outbox, as the schedule does."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from outbox.sending import send_waiting


class Command(BaseCommand):
    """May be run at any time, and beside the schedule."""

    help = "Skickar meddelanden som väntar."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send and say how many."""
        sent, failed = send_waiting()
        self.stdout.write(
            _("Skickade: %(sent)d. Misslyckade: %(failed)d.") % {"sent": sent, "failed": failed}
        )
