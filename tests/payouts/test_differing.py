"""After a decision: more to pay, a reclaim, or a slip put right; never a changed row."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from agreement.moves import Role
from audit.models import Entry
from payouts.computing import compute, compute_again
from payouts.deciding import decide, propose
from payouts.differing import (
    answer,
    communicate,
    decide_difference,
    open_differences,
    propose_difference,
)
from payouts.models import Decision, Difference, Kind, Rectification, Run
from payouts.rectifying import rectify
from payouts.refusals import (
    AnswerTimeTooShort,
    DiaryNumberMissing,
    DiaryNumberTaken,
    DifferenceMoved,
    NewerRun,
    NoDifference,
    NotCommunicated,
    NothingDecided,
    NotTheShownRun,
    Outdated,
    OwnWork,
    StillTimeToAnswer,
    TextMissing,
)
from register.models import Membership, User
from submissions.correcting import correct
from submissions.models import Return
from submissions.refusals import NotPermitted
from tests.makers import People, a_return, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db
DIARY = "FK2027/000001"


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def the_return(people: People) -> Return:
    return an_accepted_return(a_year(), "07", people.owner, people.officer)


@pytest.fixture
def decided(people: People, the_return: Return) -> Run:
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    return decide(run.pk, people.decision_maker, run.checksum, DIARY, no_conflict=True)


def corrected_to(people: People, employer: int) -> None:
    """The administrator corrects the contacts with employers of 07."""
    the_return = a_return(a_year(), "07")
    version = the_return.versions.get(state="current").number
    correct(the_return, {"EMPLOYER": str(employer)}, people.administrator, seen_version=version, why="Rättat")


def opened(people: People) -> Difference:
    """The difference of 07 by a new computation."""
    run = compute_again(2026, Kind.CONTACTS, people.officer)
    return open_differences(run.pk, people.officer)[0]


def told(people: People, difference: Difference) -> Difference:
    day = timezone.localdate() + timedelta(days=14)
    return communicate(difference.pk, people.officer, "Rättad redovisning, version 2", day)


def checksum(difference: Difference) -> str:
    return difference.amount_now.run.checksum


def finished(people: People, difference: Difference, number: str) -> Difference:
    """The difference decided, heard first if it is a reclaim."""
    if difference.is_reclaim:
        told(people, difference)
        answer(difference.pk, people.owner, "Vi håller med.")
    propose_difference(difference.pk, people.second_officer, "Nio kontakter saknades.")
    return decide_difference(
        difference.pk, people.decision_maker, checksum(difference), number, no_conflict=True
    )


def test_a_corrected_figure_gives_more_to_pay_and_leaves_the_first_decision(
    people: People, decided: Run
) -> None:
    corrected_to(people, 160)

    done = finished(people, opened(people), "FK2027/000002")

    assert (done.before, done.amount, done.after) == (558_000, 27_000, 585_000)
    first = Decision.objects.get(amount__region="07")
    assert (first.amount.amount, first.diary_number) == (558_000, DIARY)
    assert first.balance() == 585_000
    acts = Entry.objects.filter(act__startswith="payout.difference").order_by("sequence")
    assert [entry.act.rpartition(".")[2] for entry in acts] == ["open", "propose", "decide"]


def test_a_late_accepted_return_gives_a_difference(people: People, decided: Run) -> None:
    an_accepted_return(a_year(), "08", people.owner, people.officer)

    difference = opened(people)

    assert (difference.amount_now.region_id, difference.before, difference.amount) == ("08", 0, 558_000)


def test_a_reclaim_waits_for_the_region_to_see_the_material(people: People, decided: Run) -> None:
    corrected_to(people, 142)
    difference = opened(people)
    assert difference.amount == -27_000

    with pytest.raises(NotCommunicated):
        propose_difference(difference.pk, people.officer, "Dubbelräknade kontakter.")

    told(people, difference)
    with pytest.raises(StillTimeToAnswer):
        propose_difference(difference.pk, people.officer, "Dubbelräknade kontakter.")

    answer(difference.pk, people.owner, "Vi håller med.")
    propose_difference(difference.pk, people.officer, "Dubbelräknade kontakter.")


def test_the_answer_stands_in_the_decision(people: People, decided: Run) -> None:
    corrected_to(people, 142)

    done = finished(people, opened(people), "FK2027/000002")

    assert (done.answer, done.answered_by) == ("Vi håller med.", people.owner)
    assert done.decision.balance() == 531_000


def test_a_region_that_is_silent_has_had_its_time(people: People, decided: Run) -> None:
    corrected_to(people, 142)
    difference = told(people, opened(people))
    Difference.objects.update(answer_by=timezone.localdate() - timedelta(days=1))

    propose_difference(difference.pk, people.officer, "Dubbelräknade kontakter.")

    done = decide_difference(
        difference.pk, people.decision_maker, checksum(difference), "FK2027/000002", no_conflict=True
    )
    assert done.answer == ""


def test_a_region_has_at_least_fourteen_days(people: People, decided: Run) -> None:
    corrected_to(people, 142)
    difference = opened(people)

    with pytest.raises(AnswerTimeTooShort):
        communicate(difference.pk, people.officer, "Underlag", timezone.localdate() + timedelta(days=13))
    with pytest.raises(TextMissing):
        communicate(difference.pk, people.officer, " ", timezone.localdate() + timedelta(days=14))

    difference.refresh_from_db()
    assert difference.status == "opened"


def test_only_the_region_s_own_process_leader_answers(people: People, decided: Run) -> None:
    corrected_to(people, 142)
    difference = told(people, opened(people))

    for other in (people.stranger, people.contributor, people.officer, people.auditor):
        with pytest.raises(NotPermitted):
            answer(difference.pk, other, "Nej.")
    assert not Entry.objects.filter(act="payout.difference.answer").exists()


def test_who_computed_presented_or_corrected_never_decides_the_difference(
    people: People, decided: Run
) -> None:
    corrected_to(people, 160)
    difference = opened(people)
    propose_difference(difference.pk, people.second_officer, "Nio kontakter saknades.")

    for person in (people.officer, people.second_officer, people.administrator):
        Membership.objects.create(user=person, role=Role.DECISION_MAKER.value)
        fresh = User.objects.get(pk=person.pk)
        with pytest.raises(OwnWork):
            decide_difference(difference.pk, fresh, checksum(difference), "FK2027/000002", no_conflict=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            Difference.objects.update(
                status="decided", decided_by=person, decided_at=timezone.now(), diary_number="x"
            )
    for person in (people.owner, people.auditor, people.analyst):
        with pytest.raises(NotPermitted):
            decide_difference(difference.pk, person, checksum(difference), "FK2027/000002", no_conflict=True)


def test_a_difference_has_a_diary_number_of_its_own(people: People, decided: Run) -> None:
    corrected_to(people, 160)
    difference = opened(people)
    propose_difference(difference.pk, people.second_officer, "Nio kontakter saknades.")

    with pytest.raises(DiaryNumberTaken):
        decide_difference(difference.pk, people.decision_maker, checksum(difference), DIARY, no_conflict=True)
    with pytest.raises(DiaryNumberMissing):
        decide_difference(difference.pk, people.decision_maker, checksum(difference), " ", no_conflict=True)
    with pytest.raises(NotTheShownRun):
        decide_difference(difference.pk, people.decision_maker, "0" * 64, "FK2027/000002", no_conflict=True)


def test_deciding_twice_is_deciding_once(people: People, decided: Run) -> None:
    corrected_to(people, 160)
    done = finished(people, opened(people), "FK2027/000002")

    with pytest.raises(DifferenceMoved):
        decide_difference(done.pk, people.decision_maker, checksum(done), "FK2027/000003", no_conflict=True)

    assert done.decision.balance() == 585_000


def test_a_newer_computation_takes_the_place_of_what_was_not_decided(people: People, decided: Run) -> None:
    corrected_to(people, 160)
    first = opened(people)
    corrected_to(people, 170)
    with pytest.raises(Outdated):
        open_differences(first.amount_now.run_id, people.officer)

    second = opened(people)

    first.refresh_from_db()
    assert (first.status, second.amount) == ("dropped", 57_000)
    with pytest.raises(NewerRun):
        open_differences(first.amount_now.run_id, people.officer)
    with pytest.raises(DifferenceMoved):
        propose_difference(first.pk, people.officer, "Skäl")


def test_without_a_difference_nothing_is_opened(people: People, decided: Run) -> None:
    run = compute_again(2026, Kind.CONTACTS, people.officer)

    with pytest.raises(NoDifference):
        open_differences(run.pk, people.officer)
    assert not Difference.objects.exists()


def test_before_a_decision_there_is_nothing_to_compare_with(people: People, the_return: Return) -> None:
    with pytest.raises(NothingDecided):
        compute_again(2026, Kind.CONTACTS, people.officer)
    run = compute(2026, Kind.CONTACTS, people.officer)
    with pytest.raises(NothingDecided):
        open_differences(run.pk, people.officer)


def test_where_the_appropriation_binds_one_correction_changes_every_region(people: People) -> None:
    year = a_year(contact_appropriation=500_000)
    an_accepted_return(year, "07", people.owner, people.officer)
    an_accepted_return(year, "08", people.owner, people.officer)
    run = propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)
    decide(run.pk, people.decision_maker, run.checksum, DIARY, no_conflict=True)
    corrected_to(people, 100)

    again = compute_again(2026, Kind.CONTACTS, people.officer)
    differences = open_differences(again.pk, people.officer)

    assert [difference.amount_now.region_id for difference in differences] == ["07", "08"]
    assert sum(difference.amount for difference in differences) == 0


@given(st.lists(st.integers(0, 160), min_size=1, max_size=4, unique=True))
@hypothesis_settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_earlier_decisions_and_the_difference_are_always_the_newest_computation(
    people: People, decided: Run, figures: list[int]
) -> None:
    with transaction.atomic():
        for place, figure in enumerate(each for each in figures if each != 151):
            corrected_to(people, figure)
            difference = opened(people)
            done = finished(people, difference, f"FK2028/{place}")
            newest = Run.objects.order_by("-number").first()
            assert newest is not None
            assert done.decision.balance() == newest.amounts.get(region="07").amount
            assert done.decision.balance() == 3_000 * (figure + 35)
        transaction.set_rollback(True)


def test_a_decided_difference_and_its_computation_are_fixed(people: People, decided: Run) -> None:
    corrected_to(people, 160)
    done = finished(people, opened(people), "FK2027/000002")
    run = done.amount_now.run

    for change in (
        lambda: Difference.objects.update(reason="x"),
        lambda: Difference.objects.all().delete(),
        lambda: run.amounts.update(amount=1),
        lambda: Run.objects.filter(pk=run.pk).update(total=1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_database_refuses_a_difference_that_does_not_add_up(people: People, decided: Run) -> None:
    corrected_to(people, 160)
    run = compute_again(2026, Kind.CONTACTS, people.officer)
    fields = {
        "decision": Decision.objects.get(amount__region="07"),
        "amount_now": run.amounts.get(region="07"),
        "number": 1,
        "opened_by": people.officer,
        "computed_by": people.officer,
    }
    for before, amount in ((558_000, 1), (0, 585_000), (557_999, 27_001)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Difference.objects.create(**fields, before=before, amount=amount)
    with pytest.raises(IntegrityError), transaction.atomic():
        Difference.objects.create(**fields | {"computed_by": people.auditor}, before=558_000, amount=27_000)


def test_a_rectification_changes_words_and_no_amount(people: People, decided: Run) -> None:
    decision = Decision.objects.get(amount__region="07")
    texts = ("Region Kronobrg", "Region Kronoberg", "Skrivfel")

    made = rectify(decision.pk, people.decision_maker, texts, "FK2027/000009")

    assert (made.decision, made.right) == (decision, "Region Kronoberg")
    assert decision.balance() == 558_000
    for wrong in (("", "b", "c"), ("a", "a", "c"), ("a", "b", " ")):
        with pytest.raises(TextMissing):
            rectify(decision.pk, people.decision_maker, wrong, "FK2027/000009")
    with pytest.raises(DiaryNumberMissing):
        rectify(decision.pk, people.decision_maker, texts, "")
    with pytest.raises(NotPermitted):
        rectify(decision.pk, people.officer, texts, "FK2027/000009")
    assert Rectification.objects.count() == 1
