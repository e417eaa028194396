"""Makers: small typed functions that put real rows in the database for a test.

No defaults hide what a test is about: a maker takes what matters and fills in the rest.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client

from agreement.answers import Answer, Answers
from agreement.lines import FIGURES
from agreement.moves import REGION_ROLES, Role
from compilation.importing import load_claims
from compilation.loading import load_national_figures
from payouts.importing import load_printed_payouts
from register.importing import load_master_data
from register.models import AgreementYear, Membership, Population, Region, TermsVersion, User
from submissions.asking import accept
from submissions.checking import check
from submissions.importing import ROUNDS, load_printed_round
from submissions.intake import deliver
from submissions.models import Return
from submissions.signing import ASSURANCES, sign
from survey.importing import load_printed_survey

# A return that balances: 324 treatments, in providers and in sexes (Kronoberg's of 2018).
BALANCED: dict[str, int] = {
    "KBT": 203, "IKBT": 1, "IPT": 0, "PDT": 0, "EMDR": 0, "APB": 19,
    "MMR1": 7, "MMR2": 28, "BMB": 13, "AST": 53, "ASB": 0,
    "PRIVATE": 201, "PUBLIC": 123, "WOMEN": 236, "MEN": 88,
    "EMPLOYER": 151, "EMPLOYMENT_SERVICE": 35,
}  # fmt: skip

NAMES = {"05": "Östergötland", "06": "Jönköping", "07": "Kronoberg", "08": "Kalmar", "12": "Skåne"}


def signed_in(user: User) -> Client:
    """A browser without a screen in which the person has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_region(code: str = "07") -> Region:
    """A region by county code; the same row if it is there already."""
    return Region.objects.get_or_create(code=code, defaults={"name": NAMES.get(code, f"Region {code}")})[0]


def a_year(year: int = 2026, **terms: Any) -> AgreementYear:
    """An open agreement year with terms; keyword arguments are fields of its TermsVersion."""
    row, is_new = AgreementYear.objects.get_or_create(year=year)
    fields = {
        "base_appropriation": 500_000_000,
        "contact_appropriation": 50_000_000,
        "amount_per_contact": 3_000,
        "population_date": date(year, 11, 1),
        "asked": [*FIGURES, "BOTH"],
        "period_first": date(year, 1, 1),
        "period_last": date(year, 12, 31),
        "last_day": date(year + 1, 8, 15),
        "diary_number": f"FK{year}/000000 (exempel)",
        "review": "reconsider",
        "review_source": "test",
        "reservation": "Beslutet kan ändras om uppgifterna är fel.",
    } | terms
    if is_new:
        TermsVersion.objects.create(year=row, **fields)
    return row


def a_population(region: Region, count: int, day: date = date(2026, 11, 1)) -> Population:
    """How many of all ages lived in the region on the day."""
    return Population.objects.create(region=region, date=day, count=count, quality="official", source="test")


def a_person(role: Role, *codes: str, email: str = "", password: str | None = None) -> User:
    """A person with one role, for the regions if it is a region's role."""
    email = email or f"{role.value}{''.join(codes)}@test.example"
    user = User.objects.create_user(email, password, name=email.split("@")[0])
    user.is_staff = role is Role.ADMINISTRATOR
    user.save()
    if role not in REGION_ROLES:
        Membership.objects.create(user=user, role=role.value)
    for code in codes:
        Membership.objects.create(user=user, role=role.value, region=a_region(code))
    return user


@dataclass(frozen=True, slots=True)
class People:
    """The fixed people of the tests. ``owner`` and ``contributor`` act for 07 and 08, ``stranger`` for 12."""

    owner: User
    contributor: User
    stranger: User
    officer: User
    second_officer: User
    decision_maker: User
    analyst: User
    auditor: User
    administrator: User


def the_people() -> People:
    """Everybody; make them once in a test."""
    return People(
        owner=a_person(Role.PROCESS_LEADER, "07", "08", email="owner@test.example"),
        contributor=a_person(Role.CONTRIBUTOR, "07", "08", email="contributor@test.example"),
        stranger=a_person(Role.PROCESS_LEADER, "12", email="stranger@test.example"),
        officer=a_person(Role.OFFICER, email="officer@test.example"),
        second_officer=a_person(Role.OFFICER, email="second.officer@test.example"),
        decision_maker=a_person(Role.DECISION_MAKER, email="decision.maker@test.example"),
        analyst=a_person(Role.ANALYST, email="analyst@test.example"),
        auditor=a_person(Role.AUDITOR, email="auditor@test.example"),
        administrator=a_person(Role.ADMINISTRATOR, email="administrator@test.example"),
    )


def some_answers(year: int = 2026, **changes: int | None) -> Answers:
    """Answers that balance, with a whole calendar year as period; None takes a line away."""
    figures = {**BALANCED, **changes}
    return Answers(
        lines={code: Answer(value=str(value)) for code, value in figures.items() if value is not None},
        first=f"{year}-01-01",
        last=f"{year}-12-31",
    )


def a_return(year: AgreementYear, code: str = "07") -> Return:
    """The region's return, not started; the same row if it is there already."""
    return Return.objects.get_or_create(year=year, region=a_region(code))[0]


def a_checked_return(year: AgreementYear, code: str, by: User, **changes: int | None) -> Return:
    """A return whose answers were delivered by the form and checked, by the real acts."""
    the_return = a_return(year, code)
    delivery = deliver(the_return, some_answers(year.year, **changes), by, the_return.revision)
    check(delivery.pk)
    the_return.refresh_from_db()
    return the_return


def a_signed_return(year: AgreementYear, code: str, by: User, **changes: int | None) -> Return:
    """A checked return that the person signed."""
    the_return = a_checked_return(year, code, by, **changes)
    sign(the_return, by, the_return.revision, ASSURANCES)
    return the_return


def an_accepted_return(
    year: AgreementYear, code: str, by: User, officer: User, **changes: int | None
) -> Return:
    """A signed return that the officer accepted."""
    the_return = a_signed_return(year, code, by, **changes)
    accept(the_return, officer, the_return.versions.get(state="current").number)
    return the_return


def the_past() -> None:
    """Regions, populations, 2018 and 2020 as printed, with their payouts."""
    load_master_data()
    for year in sorted(ROUNDS):
        load_printed_round(year)
    load_printed_survey()
    load_printed_payouts()
    load_claims()
    load_national_figures()
