"""Erases the files of series lists whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand

from submissions.tasks import erase_lists


class Command(BaseCommand):
    """`manage.py erase_lists`: removes bytes, keeps hash and sums; safe to run at any time."""

    help = "Raderar serielistors filer när tiden är ute."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were erased."""
        self.stdout.write(f"Raderade filer: {erase_lists()}.")
