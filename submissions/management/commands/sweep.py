"""Takes up returns whose check never came or died."""

from typing import Any

from django.core.management.base import BaseCommand

from submissions.tasks import sweep


class Command(BaseCommand):
    """`manage.py sweep`: rings again for what has waited too long; safe to run at any time."""

    help = "Tar upp redovisningar som inte blev kontrollerade."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were taken up and how many were given up."""
        taken_up, given_up = sweep()
        self.stdout.write(f"Upptagna: {taken_up}. Uppgivna: {given_up}.")
