"""A decided payout and what follows it, made by the real acts."""

from datetime import date, timedelta

from django.utils import timezone

from payouts.computing import compute, compute_again
from payouts.deciding import decide, propose
from payouts.differing import answer, communicate, decide_difference, open_differences, propose_difference
from payouts.models import Decision, Difference, Kind, Run
from register.models import Region
from submissions.correcting import correct
from tests.makers import People, a_population, a_return, a_year, an_accepted_return

FIRST = "FK2027/000001"


def a_decided_run(people: People) -> Run:
    """The contacts of Kronoberg decided: 142 + 44 contacts at 3 000 kronor."""
    an_accepted_return(a_year(), "07", people.owner, people.officer)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    return decide(run.pk, people.decision_maker, run.checksum, FIRST, no_conflict=True)


def a_later_decision(people: People) -> Decision:
    """The base of Kronoberg for 2027, decided and not ordered."""
    year = a_year(2027)
    for region in Region.objects.all():
        a_population(region, 200_000, date(2027, 11, 1))
    run = propose(compute(year.year, Kind.BASE, people.officer).pk, people.second_officer)
    decide(run.pk, people.decision_maker, run.checksum, "FK2028/000001", no_conflict=True)
    return Decision.objects.get(amount__run=run, amount__region="07")


def corrected_to(people: People, employer: int) -> None:
    """The administrator corrects the contacts with employers of 07."""
    the_return = a_return(a_year(), "07")
    version = the_return.versions.get(state="current").number
    correct(the_return, {"EMPLOYER": str(employer)}, people.administrator, seen_version=version, why="Rättat")


def an_open_difference(people: People) -> Difference:
    """The difference of 07 by a new computation."""
    run = compute_again(2026, Kind.CONTACTS, people.officer)
    return open_differences(run.pk, people.officer)[0]


def a_decided_difference(
    people: People, employer: int, number: str = "FK2027/000002", words: str = "Vi håller med."
) -> Difference:
    """A correction, computed again and decided; heard first if it is a reclaim."""
    corrected_to(people, employer)
    found = an_open_difference(people)
    if found.is_reclaim:
        day = timezone.localdate() + timedelta(days=14)
        communicate(found.pk, people.officer, "Rättad redovisning, version 2", day)
        answer(found.pk, people.owner, words)
    propose_difference(found.pk, people.second_officer, "Nio kontakter hade räknats fel.")
    return decide_difference(
        found.pk, people.decision_maker, found.amount_now.run.checksum, number, no_conflict=True
    )
