"""Master data of past years, and the year that is open now.

Every function may be called again: what is there already, also what an administrator has
changed since, is left as it is.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from agreement.lines import FIGURES
from agreement.moves import Role
from agreement.terms import PayWhen, Review, Rounding
from audit.record import record
from register.models import ALL_AGES, AgreementYear, Membership, Population, Region, TermsVersion, User

ALSO_NAMED = {"04": "Södermanland", "23": "Jämtland"}
NATION = "00"
EXAMPLE = "exempel"
RESERVATION = (
    "Visar det sig att uppgifterna som ni har lämnat är fel kan vi ändra beslutet, också så att ni får "
    "mindre, och kräva tillbaka det som har betalats ut för mycket."
)
# The years of which tables 7 to 9 of the SKL report print some figures for each region, and which.
OVER_TIME: dict[int, tuple[str, ...]] = {
    2009: ("KBT_IPT", "MMR"),
    2013: ("KBT_IPT", "MMR"),
    2015: ("KBT_IPT", "MMR"),
    2016: ("KBT_IPT", "MMR"),
    2017: ("KBT_IPT", "IKBT", "PDT", "EMDR", "APB", "MMR"),
}


def printed(filename: str) -> list[dict[str, str]]:
    """The rows of one file of printed figures, the nation's row included."""
    return list(_read(filename))


def printed_regions(filename: str) -> dict[str, dict[str, str]]:
    """The regions' rows of one file of printed figures, by county code."""
    return {row["region_code"]: row for row in _read(filename) if row["region_code"] != NATION}


@cache
def _read(filename: str) -> tuple[dict[str, str], ...]:
    path = settings.FIGURES_OF_PAST_YEARS / filename
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


@transaction.atomic
def load_master_data() -> None:
    """Regions, populations, and the past years with their terms."""
    _load_regions()
    _load_populations()
    for year in OVER_TIME:
        _load_year(year, AgreementYear.State.PAST, _terms_over_time(year))
    for year, terms in ((2018, _terms_of_2018()), (2020, _terms_of_2020())):
        _load_year(year, AgreementYear.State.PAST, terms)


def next_last_day(today: date) -> date:
    """The next 15 August that has not passed; the day itself counts."""
    this_year = date(today.year, 8, 15)
    return this_year if today <= this_year else date(today.year + 1, 8, 15)


@transaction.atomic
def open_year(today: date) -> AgreementYear:
    """The agreement year whose returns are due next: the year before the next 15 August."""
    last_day = next_last_day(today)
    year = last_day.year - 1
    return _load_year(year, AgreementYear.State.OPEN, _assumed_terms(year, last_day))


def _load_regions() -> None:
    known = set(Region.objects.values_list("code", flat=True))
    names = {row["region_code"]: row["region_name"] for row in _read("population.csv")}
    Region.objects.bulk_create(
        Region(code=code, name=name, also_named=ALSO_NAMED.get(code, ""))
        for code, name in sorted(names.items())
        if code not in known
    )


def _load_populations() -> None:
    if Population.objects.exists():
        return
    Population.objects.bulk_create(_population(row) for row in _read("population.csv"))


# Where the recovered and estimated numbers were worked out from, as a Swedish report names it.
SOURCES = {
    "fk2020_appendix1_payouts.csv": "FK 2020, bilaga 1",
    "skl2018 tables 2, 3, 7, 9 and 13": "SKL 2018, tabell 2, 3, 7, 9 och 13",
}


def _population(row: dict[str, str]) -> Population:
    """One row; blank ages mean all ages."""
    return Population(
        region_id=row["region_code"],
        date=date.fromisoformat(row["date"]),
        age_from=int(row["age_from"] or ALL_AGES[0]),
        age_to=int(row["age_to"] or ALL_AGES[1]),
        count=int(row["count"]),
        quality=row["quality"],
        basis=row["basis"],
        source=SOURCES.get(row["derived_from"], row["derived_from"]),
    )


def _load_year(number: int, state: AgreementYear.State, fields: dict[str, Any]) -> AgreementYear:
    year, is_new = AgreementYear.objects.get_or_create(year=number, defaults={"state": state})
    if is_new:
        TermsVersion.objects.create(year=year, **fields)
        record(None, "year.opened", year, year=number, state=state.value, source=fields["source"])
    return year


def _level(year: int, column: str) -> int:
    """An appropriation of the SKL report's table 1, in kronor; the table prints millions."""
    rows = {row["year"]: row for row in _read("skl2018_table01_compensation_levels.csv")}
    return int(rows[str(year)][column]) * 1_000_000


def _assumed_terms(year: int, last_day: date) -> dict[str, Any]:
    return {
        "document": "Överenskommelsen är inte inläst",
        "source": (
            "Antagande: samma belopp som för 2020. Ersätt med beloppen i årets överenskommelse "
            "när den är beslutad. Diarienumret är ett exempel."
        ),
        "assumed": True,
        "diary_number": f"FK{year}/000000 ({EXAMPLE})",
        "base_appropriation": 500_000_000,
        "contact_appropriation": 50_000_000,
        "amount_per_contact": 3_000,
        "population_date": date(year, 11, 1),
        "asked": [*FIGURES, "BOTH"],
        "period_first": date(year, 1, 1),
        "period_last": date(year, 12, 31),
        "last_day": last_day,
        "review": Review.RECONSIDER.value,
        "review_source": "Antagande. Fastställs av Försäkringskassans jurister.",
        "pay_when": PayWhen.AT_ONCE.value,
        "pay_reason": "Antagande. Fastställs av Försäkringskassans jurister.",
        "reservation": RESERVATION,
    }


def _terms_over_time(year: int) -> dict[str, Any]:
    """A year that is known from the tables of change over time alone; its amounts stay in table 1."""
    return {
        "document": "SKL:s resultatrapport för 2018",
        "source": "SKL 2018, tabell 7 och 9" + (" och 8" if year == 2017 else "") + " (förändring över tid)",
        "asked": list(OVER_TIME[year]),
        "period_asked": False,
    }


def _terms_of_2018() -> dict[str, Any]:
    """Without a population date: no population of all ages was printed, so the base cannot be recomputed."""
    return {
        "document": "SKL:s resultatrapport för 2018",
        "source": "SKL 2018, tabell 1 (belopp) och avsnittet om kontakter (3 000 kronor)",
        "base_appropriation": _level(2018, "compensation_million_sek"),
        "contact_appropriation": _level(2018, "specified_million_sek"),
        "amount_per_contact": 3_000,
        "asked": list(FIGURES),
        "period_asked": False,
    }


def _terms_of_2020() -> dict[str, Any]:
    return {
        "document": "Försäkringskassans sammanställning för 2020",
        "source": (
            "FK 2020, bilaga 1. Beloppen i bilagan är avrundade region för region. "
            "Rapporten anger folkmängden den 1 november 2020, men beloppen följer av den 1 november 2019."
        ),
        "diary_number": "FK2020/001051",
        "base_appropriation": 500_000_000,
        "contact_appropriation": 50_000_000,
        "amount_per_contact": 3_000,
        "rounding": Rounding.EACH,
        "population_date": date(2019, 11, 1),
        "population_date_printed": date(2020, 11, 1),
        "asked": ["PRIVATE", "PUBLIC", "WOMEN", "MEN", "EMPLOYER", "EMPLOYMENT_SERVICE"],
        "period_asked": False,
        "last_day": date(2021, 8, 15),
    }


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be added: no personal name is invented, ``name`` is the role."""

    email: str
    name: str
    role: Role
    regions: tuple[str, ...] = ()


@transaction.atomic
def add_people(people: Iterable[NewPerson], password: str) -> list[NewPerson]:
    """Add those who are not there yet, all with the same password; who they were.

    Those who are there keep their password and whatever was changed about them.
    """
    wanted = list(people)
    there = set(
        User.objects.filter(email__in=[person.email for person in wanted]).values_list("email", flat=True)
    )
    new = [person for person in wanted if person.email not in there]
    hashed = make_password(password) if new else ""
    for person in new:
        _add_person(person, hashed)
    return new


def _add_person(person: NewPerson, hashed: str) -> None:
    user = User.objects.create(
        email=person.email,
        name=person.name,
        password=hashed,
        is_staff=person.role is Role.ADMINISTRATOR,
    )
    Membership.objects.bulk_create(
        Membership(user=user, role=person.role.value, region_id=code) for code in person.regions or (None,)
    )
    record(None, "person.added", user, role=person.role.value, regions=list(person.regions))
