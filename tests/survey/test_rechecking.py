"""Figures that come after the answers raise queries and clear them, by the sweep and never by a reader."""

import pytest
from django.urls import reverse

from agreement.replies import Part
from audit.models import Entry
from outbox.models import Message
from submissions.correcting import correct
from submissions.models import Return
from survey.explaining import explain
from survey.models import Query, Response, Survey
from survey.rechecking import recheck
from survey.refusals import Closed, QueriesLeft, QueryGone
from survey.submitting import submit
from survey.tasks import recheck as ring
from tests.makers import People, a_signed_return, a_year, an_accepted_return, signed_in, the_people
from tests.survey.surveys import a_sent_survey, item_of, write

pytestmark = pytest.mark.django_db
MORE = {"KBT": 262, "PRIVATE": 260, "WOMEN": 295}
# KBT and IPT 203 become 270 in a return that still balances.
UP = {"KBT": "270", "PRIVATE": "268", "WOMEN": "303"}
DOWN = {"KBT": "203", "PRIVATE": "201", "WOMEN": "236"}


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def the_return(people: People) -> Return:
    """Kronoberg's return of 2026, which says fewer KBT and IPT than that of 2025."""
    found = an_accepted_return(a_year(2026), "07", people.owner, people.officer)
    an_accepted_return(a_year(2025), "07", people.owner, people.officer, **MORE)
    return found


@pytest.fixture
def response(people: People, the_return: Return) -> Response:
    """Answers that agree with the returns, handed in."""
    found = a_sent_survey(people.analyst).responses.get(region="07")
    write(found, "change", people.owner, Part(row="KBT_IPT", choice="decreased"))
    return submit(found, people.owner, found.revision)


def corrected(the_return: Return, people: People, figures: dict[str, str]) -> None:
    the_return.refresh_from_db()
    newest = the_return.versions.order_by("-number")[0].number
    correct(the_return, figures, people.administrator, seen_version=newest, why="Fel kolumn")


def test_a_return_that_is_corrected_afterwards_raises_a_query_and_clears_it(
    people: People, the_return: Return, response: Response
) -> None:
    assert recheck() == [], "nothing has changed"
    corrected(the_return, people, UP)

    assert recheck() == [response]
    assert "262 för 2025 och 270 för 2026" in response.queries.get().message()
    assert Message.objects.get(cause="survey_queries").to == people.owner
    entry = Entry.objects.latest("sequence")
    assert (entry.act, len(entry.details["raised"]), entry.details["cleared"]) == ("survey.recheck", 1, [])
    corrected(the_return, people, DOWN)
    assert recheck() == [response]
    assert not response.queries.exists()


def test_the_sweep_twice_is_once(people: People, the_return: Return, response: Response) -> None:
    corrected(the_return, people, UP)
    assert ring() == 1
    entries, messages = Entry.objects.count(), Message.objects.count()

    assert ring() == 0
    assert (Entry.objects.count(), Message.objects.count()) == (entries, messages)


def test_opening_pages_checks_nothing_and_writes_nothing(
    people: People, the_return: Return, response: Response
) -> None:
    corrected(the_return, people, UP)
    order, entries = item_of(response, "change").order, Entry.objects.count()

    signed_in(people.analyst).get(reverse("survey:answers", args=[2026, order]))
    signed_in(people.owner).get(reverse("survey:question", args=[2026, "07", order]))

    assert (Query.objects.count(), Entry.objects.count()) == (0, entries)


def test_a_return_that_is_signed_afterwards_raises_a_query(people: People) -> None:
    a_signed_return(a_year(2025), "07", people.owner, **MORE)
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "change", people.owner, Part(row="KBT_IPT", choice="increased"))
    submit(response, people.owner, response.revision)
    a_signed_return(a_year(2026), "07", people.owner)

    recheck()

    assert response.queries.count() == 1
    page = signed_in(people.analyst).get(
        reverse("survey:answers", args=[2026, item_of(response, "change").order])
    )
    assert "203" in page.content.decode()


def test_a_query_that_came_afterwards_is_explained_once_without_opening_the_answers(
    people: People, the_return: Return, response: Response
) -> None:
    corrected(the_return, people, UP)
    recheck()
    query = response.queries.get()
    client = signed_in(people.owner)
    assert "säger emot ett svar" in client.get(reverse("survey:response", args=[2026, "07"])).content.decode()

    client.post(reverse("survey:explain", args=[2026, "07", query.pk]), {f"q{query.pk}-text": "Ny enhet."})

    query.refresh_from_db()
    assert query.explanation == "Ny enhet."
    assert recheck() == []
    assert response.queries.get().explanation == "Ny enhet."
    with pytest.raises(Closed):
        explain(query, "Något annat.", people.owner)


def test_after_publication_nothing_more_is_explained_and_nobody_is_written_to(
    people: People, the_return: Return, response: Response
) -> None:
    Survey.objects.update(status=Survey.Status.PUBLISHED)
    corrected(the_return, people, UP)

    assert recheck() == [response]

    assert not Message.objects.filter(cause="survey_queries").exists()
    with pytest.raises(Closed):
        explain(response.queries.get(), "Ny enhet.", people.owner)


def test_an_explanation_of_a_query_that_is_gone_is_refused_in_words(
    people: People, the_return: Return, response: Response
) -> None:
    corrected(the_return, people, UP)
    recheck()
    query = response.queries.get()
    corrected(the_return, people, DOWN)
    recheck()

    with pytest.raises(QueryGone):
        explain(query, "Ny enhet.", people.owner)


def test_submitting_checks_anew_and_keeps_the_query_that_it_found(people: People) -> None:
    a_signed_return(a_year(2025), "07", people.owner, **MORE)
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "change", people.owner, Part(row="KBT_IPT", choice="increased"))
    a_signed_return(a_year(2026), "07", people.owner)
    assert not response.queries.exists(), "nothing was there to contradict when it was saved"

    with pytest.raises(QueriesLeft):
        submit(response, people.owner, response.revision)

    assert response.queries.count() == 1, "the region reads what is asked"
    response.refresh_from_db()
    assert response.status == Response.Status.DRAFT
    assert not response.versions.exists()
