"""Two colleagues in the same moment: one wins, the other's words are kept, on both databases."""

import pytest

from agreement.replies import Part
from audit.models import Entry
from submissions.refusals import Refused
from survey.answering import Written, save
from survey.models import Answer, Response, Unsaved
from survey.refusals import ChangedMeanwhile
from survey.submitting import submit
from tests.makers import People, the_people
from tests.race import at_once
from tests.submissions.test_parallel import the_chain_is_whole
from tests.survey.surveys import a_sent_survey, item_of, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.mark.parametrize("there", [0, 1])
def test_of_two_who_save_the_same_answer_one_is_told_and_nothing_is_lost(people: People, there: int) -> None:
    response = a_sent_survey(people.analyst).responses.get(region="07")
    item = item_of(response, "offer_pain")
    if there:
        write(response, "offer_pain", people.owner, Part(text="först"))

    results = at_once(
        lambda: save(
            Response.objects.get(pk=response.pk), item, Written([Part(text="ett")]), people.owner, there
        ),
        lambda: save(
            Response.objects.get(pk=response.pk), item, Written([Part(text="två")]), people.contributor, there
        ),
    )

    assert [type(each) for each in results if isinstance(each, Refused)] == [ChangedMeanwhile]
    said = {Answer.objects.get().said()[0].text, Unsaved.objects.get().said()[0].text}
    assert said == {"ett", "två"}
    assert the_chain_is_whole()


def test_submitting_twice_at_once_is_once(people: People) -> None:
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "coordinators", people.owner, Part(raw="3"))
    revision = response.revision

    results = at_once(
        *[lambda: submit(Response.objects.get(pk=response.pk), people.owner, revision) for _ in range(2)]
    )

    assert len([each for each in results if isinstance(each, Refused)]) == 1
    assert Entry.objects.filter(act="survey.submit").count() == 1
