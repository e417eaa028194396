"""Adds a person with a role: the way to the first administrator of a new portal."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreement.moves import REGION_ROLES, Role
from register.importing import NewPerson, add_people
from register.models import Region, User

ROLES = [role.value for role in Role if role is not Role.SYSTEM]


class Command(BaseCommand):
    """`manage.py add_person EMAIL NAME --role ROLE [--region CODE]`: prints a password once."""

    help = "Lägger till en person med en roll och skriver ut ett lösenord en gång."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, what, and for which regions."""
        parser.add_argument("email")
        parser.add_argument("name", help="namn, så som det ska stå i beslut och kvittenser")
        parser.add_argument("--role", choices=ROLES, required=True)
        parser.add_argument("--region", action="append", default=[], metavar="CODE", help="länskod")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses what cannot be, in words, before anything is stored."""
        role, regions = Role(options["role"]), tuple(options["region"])
        self._refuse_impossible(options["email"], role, regions)
        password = secrets.token_urlsafe(15)
        add_people([NewPerson(options["email"].lower(), options["name"], role, regions)], password)
        self.stdout.write(f"{options['email']} är upplagd. Lösenord: {password}")

    def _refuse_impossible(self, email: str, role: Role, regions: tuple[str, ...]) -> None:
        if User.objects.filter(email=email.lower()).exists():
            raise CommandError(f"{email} finns redan.", returncode=2)
        if (role in REGION_ROLES) != bool(regions):
            raise CommandError(
                "Processledare och uppgiftslämnare behöver --region. Övriga roller har ingen region.",
                returncode=2,
            )
        unknown = set(regions) - set(Region.objects.filter(code__in=regions).values_list("code", flat=True))
        if unknown:
            raise CommandError(f"Det finns ingen region {', '.join(sorted(unknown))}.", returncode=2)
