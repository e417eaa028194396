"""Master data of past years and the open year."""

from datetime import date

import pytest

from agreement.lines import FIGURES
from agreement.terms import Rounding
from audit.models import Entry
from register.importing import load_master_data, next_last_day, open_year
from register.models import AgreementYear, Population, Region

pytestmark = pytest.mark.django_db


def test_there_are_twenty_one_regions_under_the_names_of_the_reports() -> None:
    load_master_data()

    assert Region.objects.count() == 21
    assert str(Region.objects.get(pk="23")) == "Region Jämtland Härjedalen"
    assert Region.objects.get(pk="04").also_named == "Södermanland"


def test_populations_keep_date_ages_quality_and_source() -> None:
    load_master_data()

    recovered = Population.objects.filter(date=date(2019, 11, 1))
    assert sum(population.count for population in recovered) == 10_319_473
    assert {(p.age_from, p.age_to, p.quality) for p in recovered} == {(0, 120, "recovered")}
    estimated = Population.objects.filter(date=date(2017, 11, 1))
    assert {(p.age_from, p.age_to, p.quality) for p in estimated} == {(16, 67, "estimated")}


def test_2020_keeps_both_the_date_that_is_printed_and_the_one_that_was_used() -> None:
    load_master_data()

    terms = AgreementYear.objects.get(pk=2020).terms()

    assert terms.population_date == date(2019, 11, 1)
    assert terms.population_date_printed == date(2020, 11, 1)
    assert terms.rounding is Rounding.EACH
    assert terms.diary_number == "FK2020/001051"
    assert not terms.asks("KBT")
    assert not terms.period_asked


def test_2018_has_the_amounts_of_table_1_and_asks_for_all_seventeen_figures() -> None:
    load_master_data()

    terms = AgreementYear.objects.get(pk=2018).terms()

    assert (terms.base_appropriation, terms.contact_appropriation) == (500_000_000, 50_000_000)
    assert terms.asked == FIGURES
    assert not terms.period_asked


@pytest.mark.parametrize(
    ("today", "last_day"),
    [
        (date(2026, 11, 23), date(2027, 8, 15)),
        (date(2027, 8, 15), date(2027, 8, 15)),
        (date(2027, 8, 16), date(2028, 8, 15)),
    ],
)
def test_the_next_last_day_is_the_next_15_august_the_day_itself_included(today: date, last_day: date) -> None:
    assert next_last_day(today) == last_day


def test_the_open_year_is_the_year_before_the_next_last_day_and_its_terms_are_an_assumption() -> None:
    year = open_year(date(2026, 11, 23))

    terms = year.terms()

    assert year.year == 2026
    assert year.is_open
    assert terms.assumed
    assert "Antagande" in terms.source
    assert "exempel" in terms.diary_number
    assert terms.last_day == date(2027, 8, 15)
    assert (terms.period_first, terms.period_last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert terms.asked == (*FIGURES, "BOTH")


def test_loading_twice_changes_nothing_not_even_what_an_administrator_changed() -> None:
    load_master_data()
    Region.objects.filter(pk="07").update(also_named="Kronobergs län")
    Population.objects.filter(region="07", date=date(2019, 11, 1)).update(count=1)
    rows = Entry.objects.count()

    load_master_data()

    assert Region.objects.get(pk="07").also_named == "Kronobergs län"
    assert Population.objects.get(region="07", date=date(2019, 11, 1)).count == 1
    assert Population.objects.count() == 42
    assert Entry.objects.count() == rows
