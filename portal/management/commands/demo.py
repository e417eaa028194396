"""`manage.py demo`: real figures of past years, an open year, and people to try the portal with."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from agreement.moves import Role
from agreement.terms import REMINDER_DAYS
from compilation.importing import load_claims
from compilation.loading import load_national_figures
from payouts.importing import load_printed_payouts
from register.importing import NewPerson, add_people, load_master_data, open_year
from register.models import AgreementYear, User
from submissions.importing import ROUNDS, load_printed_round, start_returns
from survey.importing import load_printed_survey
from survey.making import add_item, fill_bank, latest_wordings, make_survey, set_terms
from survey.models import Survey
from survey.sending import send

# Known to everybody who can read this file, so it is used in development alone.
DEMO_PASSWORD = "visa-villkor-3"  # noqa: S105
DOMAIN = "demo.example"
SOUTH = ("07", "08")
EAST = ("05", "06")

PEOPLE = (
    NewPerson(f"processledare.kronoberg@{DOMAIN}", "Processledare Kronoberg", Role.PROCESS_LEADER, SOUTH),
    NewPerson(
        f"processledare.ostergotland@{DOMAIN}", "Processledare Östergötland", Role.PROCESS_LEADER, EAST
    ),
    NewPerson(f"uppgiftslamnare.kronoberg@{DOMAIN}", "Uppgiftslämnare Kronoberg", Role.CONTRIBUTOR, SOUTH),
    NewPerson(
        f"uppgiftslamnare.ostergotland@{DOMAIN}", "Uppgiftslämnare Östergötland", Role.CONTRIBUTOR, EAST
    ),
    NewPerson(f"handlaggare1@{DOMAIN}", "Handläggare 1", Role.OFFICER),
    NewPerson(f"handlaggare2@{DOMAIN}", "Handläggare 2", Role.OFFICER),
    NewPerson(f"beslutsfattare@{DOMAIN}", "Beslutsfattare", Role.DECISION_MAKER),
    NewPerson(f"utredare.skr@{DOMAIN}", "Utredare SKR", Role.ANALYST),
    NewPerson(f"revisor@{DOMAIN}", "Revisor", Role.AUDITOR),
    NewPerson(f"administrator@{DOMAIN}", "Administratör", Role.ADMINISTRATOR),
)


class Command(BaseCommand):
    """Loads what is missing and leaves the rest; may be run any number of times."""

    help = "Läser in tidigare år som tryckta, öppnar årets redovisning och lägger upp demopersoner."

    def add_arguments(self, parser: CommandParser) -> None:
        """The one option."""
        parser.add_argument(
            "--demo-people",
            action="store_true",
            help="lägg upp demopersoner också när DEBUG är av; lösenordet slumpas och visas en gång",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Figures first; people only in development or when told."""
        load_figures()
        self.stdout.write("Siffrorna för 2018 och 2020 och årets tomma redovisningar är inlästa.")
        if settings.DEBUG or options["demo_people"]:
            self._people()
        elif options["verbosity"] > 0:
            self.stdout.write(
                "Inga demopersoner är upplagda, eftersom DEBUG är av. Välj --demo-people om ni vill ha dem."
            )

    def _people(self) -> None:
        password = DEMO_PASSWORD if settings.DEBUG else secrets.token_urlsafe(15)
        new = add_people(PEOPLE, password)
        _open_survey()
        shown = PEOPLE if settings.DEBUG else new
        if not shown:
            self.stdout.write("Demopersonerna är redan upplagda och behåller sina lösenord.")
            return
        width = max(len(person.email) for person in shown)
        for person in shown:
            self.stdout.write(f"  {person.email:<{width}}  {person.name}{_regions(person)}")
        self.stdout.write(f"Lösenord för alla som inte har bytt: {password}")


def load_figures() -> None:
    """Past rounds and payouts as printed, and the open year with an empty return for every region."""
    load_master_data()
    for year in sorted(ROUNDS):
        load_printed_round(year)
    load_printed_survey()
    load_printed_payouts()
    load_claims()
    load_national_figures()
    start_returns(open_year(timezone.localdate()))


def _open_survey() -> None:
    """The open year's survey, sent with all questions of the bank; a survey that is there stays as it is."""
    year = AgreementYear.objects.filter(state=AgreementYear.State.OPEN).order_by("-year").first()
    analyst = User.objects.filter(email=f"utredare.skr@{DOMAIN}").first()
    if year is None or analyst is None or Survey.objects.filter(year=year).exists():
        return
    fill_bank()
    survey = make_survey(year, analyst)
    for wording in latest_wordings().values():
        add_item(survey, wording, analyst)
    set_terms(survey, year.terms().deadline(), True, REMINDER_DAYS, analyst)
    send(survey, analyst)


def _regions(person: NewPerson) -> str:
    return f" (län {' och '.join(person.regions)})" if person.regions else ""
