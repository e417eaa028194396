"""`manage.py demo`: everything to try the portal with, any number of times."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from audit.models import Entry
from payouts.models import Run
from portal.management.commands.demo import PEOPLE
from register.importing import next_last_day
from register.models import Membership, User
from submissions.models import Finding, Return

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def development(settings: Settings) -> None:
    settings.DEBUG = True


def test_in_development_it_loads_the_past_the_open_year_and_the_people(development: None) -> None:
    text = run()

    year = next_last_day(timezone.localdate()).year - 1
    assert Return.objects.filter(year=year, status="not_started").count() == 21
    assert Run.objects.count() == 3
    assert User.objects.count() == 10
    for user in User.objects.all():
        assert user.email in text
    assert text.count("Lösenord") == 1


def test_the_people_have_their_roles_and_no_personal_names(development: None) -> None:
    run()

    regions = Membership.objects.filter(user__email="processledare.kronoberg@demo.example")
    assert sorted(str(m.region_id) for m in regions) == ["07", "08"]
    administrator = User.objects.get(email="administrator@demo.example")
    assert administrator.is_staff
    assert not administrator.is_superuser
    assert administrator.name == "Administratör"
    assert not User.objects.filter(is_staff=True).exclude(pk=administrator.pk).exists()


def test_a_second_run_is_quick_and_changes_nothing_not_even_a_password(
    development: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run()
    officer = User.objects.get(email="handlaggare1@demo.example")
    officer.set_password("en egen lång fras")
    officer.save()
    rows = (Entry.objects.count(), Return.objects.count(), Finding.objects.count(), Run.objects.count())

    with django_assert_max_num_queries(100):
        run()

    assert User.objects.get(pk=officer.pk).check_password("en egen lång fras")
    assert rows == (
        Entry.objects.count(),
        Return.objects.count(),
        Finding.objects.count(),
        Run.objects.count(),
    )


def test_with_debug_off_there_are_figures_but_neither_people_nor_passwords(settings: Settings) -> None:
    settings.DEBUG = False

    text = run()

    assert Run.objects.count() == 3
    assert not User.objects.exists()
    assert "Lösenord" not in text
    assert "@demo.example" not in text


def test_with_debug_off_and_told_to_the_password_is_random_and_shown_once(settings: Settings) -> None:
    settings.DEBUG = False

    first, second = run("--demo-people"), run("--demo-people")

    password = first.strip().rsplit(" ", 1)[1]
    assert len(password) >= 16
    assert User.objects.get(email="revisor@demo.example").check_password(password)
    assert "Lösenord" not in second
    assert User.objects.count() == len(PEOPLE)
