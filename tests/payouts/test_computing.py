"""A computation is kept with everything it was made from."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from audit.models import Entry
from payouts.computing import compute, is_intact, is_preliminary, outdated, preview, terms_changed
from payouts.models import Kind, Run
from payouts.refusals import NoPopulation, TermMissing, YearClosed
from register.models import AgreementYear, Population, TermsVersion
from submissions.closing import close_round
from submissions.correcting import correct
from submissions.refusals import NotPermitted
from tests.makers import (
    People,
    a_population,
    a_region,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    the_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def year(people: People) -> AgreementYear:
    return a_year()


def test_contacts_are_paid_by_accepted_returns_and_the_run_keeps_version_and_checksum(
    people: People, year: AgreementYear
) -> None:
    the_return = an_accepted_return(year, "07", people.owner, people.officer)
    version = the_return.versions.get()

    run = compute(2026, Kind.CONTACTS, people.officer)

    amount = run.amounts.get(region="07")
    assert (amount.quantity, amount.amount, amount.version) == (186, 558_000, version)
    assert amount.steps
    source = next(line for line in run.inputs["lines"] if line["region"] == "07")
    assert source["version"] == 1
    assert source["sha256"] == version.sha256
    assert source["counts"] == {"EMPLOYER": 151, "EMPLOYMENT_SERVICE": 35, "BOTH": None}
    assert run.computed_by == people.officer
    assert run.terms["amount_per_contact"] == 3_000
    assert is_intact(run)


def test_a_region_without_an_accepted_return_gets_nothing_and_is_named(
    people: People, year: AgreementYear
) -> None:
    an_accepted_return(year, "07", people.owner, people.officer)
    a_signed_return(year, "08", people.owner)

    run = compute(2026, Kind.CONTACTS, people.officer)

    assert run.inputs["missing"] == ["08", "12"]
    assert run.total == 558_000
    assert run.amounts.get(region="08").quantity is None
    assert run.amounts.get(region="08").amount == 0


def test_where_the_unit_is_a_treatment_both_kinds_of_contact_are_paid_once(people: People) -> None:
    year = a_year(contact_unit="treatments_with_contact")
    an_accepted_return(year, "07", people.owner, people.officer, BOTH=6)

    run = compute(2026, Kind.CONTACTS, people.officer)

    assert run.amounts.get(region="07").quantity == 180


def test_the_base_is_shared_out_by_population_and_the_source_is_kept(
    people: People, year: AgreementYear
) -> None:
    for code, count in (("07", 1), ("08", 1), ("12", 1)):
        a_population(a_region(code), count)

    run = compute(2026, Kind.BASE, people.officer)

    assert [amount.amount for amount in run.amounts.all()] == [166_666_667, 166_666_667, 166_666_666]
    assert run.total == 500_000_000
    assert run.inputs["lines"][0]["source"] == "test"


def test_a_base_without_a_population_is_refused_and_leaves_no_trace(
    people: People, year: AgreementYear
) -> None:
    a_population(a_region("07"), 200_000)

    with pytest.raises(NoPopulation, match="folkmängden för alla åldrar"):
        compute(2026, Kind.BASE, people.officer)

    assert not Run.objects.exists()
    assert not Entry.objects.filter(act="payout.compute").exists()


def test_an_amount_that_the_terms_do_not_say_is_never_taken_for_zero(people: People) -> None:
    a_year(amount_per_contact=None)

    with pytest.raises(TermMissing):
        compute(2026, Kind.CONTACTS, people.officer)


def test_only_an_officer_computes(people: People, year: AgreementYear) -> None:
    for user in (people.owner, people.decision_maker, people.analyst, people.auditor, people.administrator):
        with pytest.raises(NotPermitted):
            compute(2026, Kind.CONTACTS, user)
    assert not Run.objects.exists()


def test_a_past_year_is_not_computed_anew(people: People, year: AgreementYear) -> None:
    AgreementYear.objects.update(state=AgreementYear.State.PAST)

    with pytest.raises(YearClosed):
        compute(2026, Kind.CONTACTS, people.officer)


def test_runs_are_numbered_by_year_and_kind(people: People, year: AgreementYear) -> None:
    numbers = [compute(2026, Kind.CONTACTS, people.officer).number for _again in range(3)]

    assert numbers == [1, 2, 3]
    assert Entry.objects.filter(act="payout.compute").count() == 3


def test_a_preview_stores_nothing(year: AgreementYear) -> None:
    assert preview(2026, Kind.CONTACTS).total == 0
    assert not Run.objects.exists()


def test_a_run_is_outdated_when_a_figure_is_corrected(people: People, year: AgreementYear) -> None:
    the_return = an_accepted_return(year, "07", people.owner, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)
    assert outdated(run) == []

    correct(the_return, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Dubbelräknad kontakt")

    assert [region.code for region in outdated(run)] == ["07"]


def test_a_run_is_outdated_when_a_region_that_was_missing_is_accepted(
    people: People, year: AgreementYear
) -> None:
    a_return(year, "08")
    run = compute(2026, Kind.CONTACTS, people.officer)

    an_accepted_return(year, "08", people.owner, people.officer)

    assert [region.code for region in outdated(run)] == ["08"]


def test_a_base_is_outdated_when_a_population_or_the_terms_change(
    people: People, year: AgreementYear
) -> None:
    for code in ("07", "08", "12"):
        a_population(a_region(code), 100)
    run = compute(2026, Kind.BASE, people.officer)
    assert (outdated(run), terms_changed(run)) == ([], False)

    Population.objects.filter(region="08").update(count=101)
    TermsVersion.objects.update(base_appropriation=400_000_000)

    fresh = Run.objects.get(pk=run.pk)
    assert [region.code for region in outdated(fresh)] == ["08"]
    assert terms_changed(fresh)


def test_an_amount_that_was_tampered_with_no_longer_fits_the_checksum(
    people: People, year: AgreementYear
) -> None:
    an_accepted_return(year, "07", people.owner, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)

    run.amounts.filter(region="07").update(amount=1)

    assert not is_intact(run)


def test_outdated_asks_the_database_a_bounded_number_of_times(
    people: People, year: AgreementYear, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run = compute(2026, Kind.CONTACTS, people.officer)

    with django_assert_max_num_queries(2):
        outdated(run)


def test_contacts_are_preliminary_until_the_round_is_closed(people: People) -> None:
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)
    assert is_preliminary(run)

    close_round(year, people.officer)

    assert not is_preliminary(run)


def test_the_forfeit_of_a_late_return_is_a_term(people: People) -> None:
    year = a_year(last_day="2020-08-15", late_forfeits_contacts=True)
    an_accepted_return(year, "07", people.owner, people.officer)

    run = compute(2026, Kind.CONTACTS, people.officer)

    amount = run.amounts.get(region="07")
    assert (amount.quantity, amount.amount) == (0, 0)


def test_a_population_of_zero_is_refused_and_the_region_named(people: People, year: AgreementYear) -> None:
    for code, count in (("07", 200_000), ("08", 0), ("12", 1)):
        a_population(a_region(code), count)

    with pytest.raises(NoPopulation, match="saknas eller är noll för Region Kalmar"):
        compute(2026, Kind.BASE, people.officer)

    assert not Run.objects.exists()
    assert not Entry.objects.filter(act="payout.compute").exists()


def test_two_populations_for_the_same_date_are_never_stored(people: People, year: AgreementYear) -> None:
    a_population(a_region("07"), 200_000)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_population(a_region("07"), 200_001)

    assert Population.objects.get(region="07").count == 200_000


@pytest.mark.parametrize("kind", list(Kind))
def test_an_appropriation_of_zero_is_refused_and_leaves_no_trace(people: People, kind: Kind) -> None:
    a_year(base_appropriation=0, contact_appropriation=0)
    for code in ("07", "08", "12"):
        a_population(a_region(code), 100)

    with pytest.raises(TermMissing, match="saknas eller är noll i årets regler"):
        compute(2026, kind, people.officer)

    assert not Run.objects.exists()
    assert not Entry.objects.filter(act="payout.compute").exists()
