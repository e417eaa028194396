"""Takes up returns whose check never came or died."""

from typing import Any

from django.core.management.base import BaseCommand

from submissions import checking


class Command(BaseCommand):
    """`manage.py sweep`: checks here and now what has waited too long; safe to run at any time."""

    help = "Tar upp redovisningar som inte blev kontrollerade."

    def handle(self, *args: Any, **options: Any) -> None:
        given_up = checking.give_up()
        waiting = checking.overdue()
        for delivery_id in waiting:
            checking.check(delivery_id)
        self.stdout.write(f"Kontrollerade: {len(waiting)}. Uppgivna: {len(given_up)}.")
