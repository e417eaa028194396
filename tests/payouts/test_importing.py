"""Past payouts: as printed, decided, without people."""

import pytest

from audit.models import Entry
from payouts.computing import is_intact, outdated
from payouts.importing import load_printed_payouts
from payouts.models import Decision, Run
from register.importing import printed_regions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _always(past: None) -> None:
    """Every test here reads the years as printed."""


def test_the_payouts_of_2020_are_decided_history_with_the_printed_amounts() -> None:
    printed = printed_regions("fk2020_appendix1_payouts.csv")

    for kind, column in (("base", "population_grant_sek"), ("contacts", "contact_grant_sek")):
        run = Run.objects.get(year=2020, kind=kind)
        assert (run.status, run.as_printed, run.computed_by) == ("decided", True, None)
        amounts = {amount.region_id: amount.amount for amount in run.amounts.all()}
        assert amounts == {code: int(row[column]) for code, row in printed.items()}


def test_the_krona_that_the_printed_table_lost_is_not_mended() -> None:
    run = Run.objects.get(year=2020, kind="base")

    assert run.total == 499_999_999
    assert run.inputs["printed_total"] == 500_000_000


def test_2018_has_one_payout_and_its_source_says_that_no_region_s_amount_was_printed() -> None:
    run = Run.objects.get(year=2018)

    assert (run.kind, run.total) == ("contacts", 14_532_000)
    assert "inga belopp för varje region" in run.source
    assert run.inputs["printed_total"] is None


def test_past_decisions_name_no_people_and_past_runs_are_never_outdated() -> None:
    assert Decision.objects.count() == 63
    assert not Decision.objects.exclude(decided_by=None, as_printed=True).exists()
    for run in Run.objects.all():
        assert outdated(run) == []
        assert is_intact(run)


def test_loading_twice_changes_nothing() -> None:
    rows = Entry.objects.count()

    load_printed_payouts()

    assert (Run.objects.count(), Decision.objects.count()) == (3, 63)
    assert Entry.objects.count() == rows
