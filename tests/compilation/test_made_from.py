"""A proposal keeps what it was made from, each thing by its version, and its decision has its own number."""

from datetime import date

import pytest

from compilation.compiling import propose
from compilation.deciding import decide, is_outdated
from compilation.editing import Words, add_paragraph
from compilation.made_from import returns_of
from compilation.models import Compilation, NationalFigure
from compilation.refusals import DiaryNumberNeeded
from payouts.models import Run
from register.models import Population
from submissions.models import Version
from survey.models import Answer
from tests.makers import a_region, a_year, an_accepted_return, the_people
from tests.payouts.changes import FIRST, a_decided_difference, a_decided_run

pytestmark = pytest.mark.django_db


def people_of(count: int, source: str = "SCB") -> None:
    Population.objects.update_or_create(
        region=a_region(),
        date=date(2025, 11, 1),
        age_from=16,
        age_to=67,
        defaults={"count": count, "quality": "official", "source": source},
    )


def test_every_source_is_kept_by_its_version() -> None:
    people = the_people()
    run = a_decided_run(people)
    people_of(100_000)
    NationalFigure.objects.create(year=2025, code="KBT", value=9, source="report.csv")
    paragraph = add_paragraph(a_year(), "start", Words("Hej."), people.officer)

    kept = propose(a_year(), people.officer).versions

    [version] = Version.objects.filter(state="current")
    assert kept == {
        "returns": [["07", 2026, 1, version.sha256]],
        "populations": [[2026, "2025-11-01", "16–67", "official", "SCB", {"07": 100_000}]],
        "payouts": [["contacts", run.number, Run.objects.get(pk=run.pk).checksum]],
        "payouts_before": [],
        "answers": [],
        "summaries": [],
        "national": [[2025, "KBT", 9, "report.csv"]],
        "paragraphs": [["start", paragraph.pk, 1]],
    }


@pytest.mark.usefixtures("past")
def test_the_survey_s_answers_are_kept_by_their_revisions() -> None:
    people = the_people()
    kept = propose(a_year(2018), people.officer).versions

    counted = Answer.objects.filter(response__survey__year=2018, confidential=False)
    assert len(kept["answers"]) == counted.count() > 20
    assert {revision for _question, _region, revision in kept["answers"]} == {1}
    assert ["coordinators", "01", 1] in kept["answers"]


def test_another_source_of_the_same_people_makes_a_proposal_outdated() -> None:
    people, year = the_people(), a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    people_of(100_000)
    proposed = propose(year, people.officer)
    assert not is_outdated(proposed)

    people_of(100_000, "SCB, rättad")

    assert is_outdated(proposed)


def test_one_that_was_kept_with_its_returns_alone_is_still_read() -> None:
    older = Compilation(versions=[["07", 2026, 1, "ab"]])

    assert returns_of(older) == [["07", 2026, 1, "ab"]]


def test_a_number_that_a_payout_or_its_change_was_decided_by_is_not_the_compilation_s_own() -> None:
    people = the_people()
    a_decided_run(people)
    a_decided_difference(people, 152, "FK2027/000002")
    proposed = propose(a_year(), people.officer)

    for number in (FIRST, f" {FIRST} ", "FK2027/000002"):
        with pytest.raises(DiaryNumberNeeded):
            decide(proposed.pk, people.decision_maker, proposed.checksum, number)

    done = decide(proposed.pk, people.decision_maker, proposed.checksum, "FK2027/000100")
    assert done.diary_number == "FK2027/000100"


def test_a_number_of_another_compilation_is_refused_too() -> None:
    people = the_people()
    for number, year in enumerate((2026, 2025)):
        row = a_year(year)
        an_accepted_return(row, "07", people.owner, people.officer)
        proposed = propose(row, people.officer)
        if number == 0:
            decide(proposed.pk, people.decision_maker, proposed.checksum, "FK2027/000100")
    with pytest.raises(DiaryNumberNeeded):
        decide(proposed.pk, people.decision_maker, proposed.checksum, "FK2027/000100")
