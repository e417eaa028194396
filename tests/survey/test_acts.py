"""The survey's acts: they work, others are kept out, the wrong status leaves no trace, twice equals once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreement.replies import Part
from audit.models import Entry
from outbox.models import Message
from register.models import TermsVersion, User
from submissions.refusals import NotPermitted
from survey.answering import Written, save, settle
from survey.explaining import explain
from survey.making import (
    Words,
)
from survey.models import Answer, Query, Response, Survey, Tag, Unsaved
from survey.publishing import close, publish
from survey.refusals import (
    ChangedMeanwhile,
    Closed,
    NothingAnswered,
    NotUnderstood,
    QueriesLeft,
    SurveyNotReady,
    TooLong,
    WordsMissing,
)
from survey.submitting import reopen, submit, withdraw
from survey.summarising import summarise, tag, untag
from tests.makers import People, a_signed_return, a_year, the_people
from tests.survey.surveys import a_sent_survey, item_of, write

pytestmark = pytest.mark.django_db
WORDS = Words("Hur gick det?", "How did it go?")


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def response(people: People) -> Response:
    return a_sent_survey(people.analyst).responses.get(region="07")


def submitted(response: Response, by: User) -> Response:
    write(response, "coordinators", by, Part(raw="3"))
    return submit(response, by, response.revision)


# --- answering ----------------------------------------------------------------------------


def test_what_is_written_is_understood_and_shown_back(people: People, response: Response) -> None:
    part = Part(row="MMR1", raw="25–30 000 kr + moms", basis="per_patient")
    answer = write(response, "mmr_compensation", people.contributor, part)

    said = answer.said()[0]
    assert (said.number, said.highest, said.marks) == (25_000, 30_000, ("ex_vat",))
    assert said.raw == "25–30 000 kr + moms"
    assert response.status == Response.Status.DRAFT


def test_the_same_answer_again_is_nothing(people: People, response: Response) -> None:
    first = write(response, "coordinators", people.owner, Part(raw="3"))
    entries = Entry.objects.count()
    again = write(response, "coordinators", people.contributor, Part(raw=" 3 "))

    assert (again.revision, again.written_by) == (first.revision, people.owner)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("key", "part", "fault"),
    [
        ("mmr_compensation", Part(row="MMR1", raw="-500", basis="per_patient"), "negative"),
        ("mmr_compensation", Part(row="MMR1", raw="rätt mycket", basis="per_patient"), "text"),
        ("mmr_compensation", Part(row="MMR1", raw="500"), "basis_missing"),
        ("mmr_compensation", Part(row="MMR3", raw="500", basis="per_patient"), "no_such_row"),
        ("coordinators", Part(raw="tre"), "not_a_count"),
        ("coordinators", Part(raw="−3"), "negative"),
        ("change", Part(row="MMR", choice="sideways"), "no_such_choice"),
        ("offer_pain", Part(text="x" * 20_001), "text_too_long"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_leaves_no_trace(
    people: People, response: Response, key: str, part: Part, fault: str
) -> None:
    entries = Entry.objects.count()

    with pytest.raises(NotUnderstood) as refused:
        write(response, key, people.owner, part)
    assert [each.fault for each in refused.value.faults] == [fault]
    assert (Answer.objects.count(), Entry.objects.count()) == (0, entries)


def test_a_comment_has_an_end(people: People, response: Response) -> None:
    with pytest.raises(TooLong):
        write(response, "coordinators", people.owner, Part(raw="3"), comment="x" * 20_001)


def test_pasted_formatting_is_taken_away_and_the_words_stay(people: People, response: Response) -> None:
    answer = write(
        response, "offer_pain", people.owner, Part(text="\ufeffKBT\u200b och\x07 IPT \r\n• BMB\u00ad")
    )

    assert answer.said()[0].text == "KBT och IPT\n• BMB"


@pytest.mark.parametrize("who", ["stranger", "officer", "analyst", "auditor"])
def test_only_the_region_s_own_people_answer(people: People, response: Response, who: str) -> None:
    entries = Entry.objects.count()

    with pytest.raises(NotPermitted):
        write(response, "coordinators", getattr(people, who), Part(raw="3"))
    assert (Answer.objects.count(), Entry.objects.count()) == (0, entries)


def test_of_two_colleagues_the_second_is_told_and_loses_nothing(people: People, response: Response) -> None:
    item = item_of(response, "offer_pain")
    save(response, item, Written([Part(text="den första")]), people.owner, 0)

    with pytest.raises(ChangedMeanwhile) as told:
        save(response, item, Written([Part(text="den andra")], "med ord"), people.contributor, 0)
    kept = told.value.kept
    assert kept is not None
    assert (kept.said()[0].text, kept.comment) == ("den andra", "med ord")
    assert Answer.objects.get().said()[0].text == "den första"
    settle(kept, people.contributor)
    settle(kept, people.contributor)
    assert not Unsaved.objects.filter(settled_at=None).exists()
    with pytest.raises(NotPermitted):
        settle(kept, people.stranger)


def test_colleagues_who_answer_different_questions_do_not_meet(people: People, response: Response) -> None:
    write(response, "offer_pain", people.owner, Part(text="smärta"))
    write(response, "offer_mental", people.contributor, Part(text="psykisk ohälsa"))

    assert Answer.objects.count() == 2


# --- queries and submitting ---------------------------------------------------------------


def contradicted(people: People) -> Response:
    """Kronoberg says that KBT and IPT rose; the returns say that they fell."""
    a_signed_return(a_year(2025), "07", people.owner, KBT=262, WOMEN=295, PRIVATE=260)
    a_signed_return(a_year(2026), "07", people.owner)
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "change", people.owner, Part(row="KBT_IPT", choice="increased"))
    return response


def test_an_answer_that_contradicts_the_returns_is_corrected_or_explained(people: People) -> None:
    response = contradicted(people)
    query = response.queries.get()

    assert "262 för 2025 och 203 för 2026" in query.message()
    with pytest.raises(QueriesLeft):
        submit(response, people.owner, response.revision)
    explain(query, "Två mottagningar saknas i siffran.", people.contributor)
    entries = Entry.objects.count()
    explain(query, "Två mottagningar saknas i siffran.", people.contributor)
    assert Entry.objects.count() == entries
    submit(response, people.owner, response.revision)
    assert response.status == Response.Status.SUBMITTED


def test_a_corrected_answer_has_no_query_and_another_answer_needs_new_words(people: People) -> None:
    response = contradicted(people)
    explain(response.queries.get(), "Skäl.", people.owner)
    write(response, "coordinators", people.owner, Part(raw="3"))
    assert response.queries.get().explanation == "Skäl."

    write(response, "change", people.owner, Part(row="KBT_IPT", choice="unchanged"))
    assert response.queries.get().explanation == ""
    write(response, "change", people.owner, Part(row="KBT_IPT", choice="decreased"))
    assert not response.queries.exists()


def test_what_counts_as_unchanged_is_a_term_of_the_year(people: People) -> None:
    response = contradicted(people)
    write(response, "change", people.owner, Part(row="KBT_IPT", choice="unchanged"))
    assert response.queries.exists()

    TermsVersion.objects.filter(year=2026).update(thresholds={"unchanged_percent": 30})
    write(response, "coordinators", people.owner, Part(raw="3"))
    assert not response.queries.exists()


def test_a_query_is_explained_by_its_region_alone_and_in_words(people: People) -> None:
    query = contradicted(people).queries.get()

    with pytest.raises(NotPermitted):
        explain(query, "Skäl.", people.stranger)
    with pytest.raises(WordsMissing):
        explain(query, " ", people.owner)
    with pytest.raises(TooLong):
        explain(query, "x" * 4_001, people.owner)
    assert Query.objects.get().explanation == ""


def test_the_figures_of_an_unsigned_return_contradict_nothing(people: People) -> None:
    a_signed_return(a_year(2025), "07", people.owner, KBT=262, WOMEN=295, PRIVATE=260)
    response = a_sent_survey(people.analyst).responses.get(region="07")
    write(response, "change", people.owner, Part(row="KBT_IPT", choice="increased"))

    assert not response.queries.exists()


def test_the_process_leader_submits_what_was_shown_once(people: People, response: Response) -> None:
    with pytest.raises(NothingAnswered):
        submit(response, people.owner, 0)
    write(response, "coordinators", people.owner, Part(raw="3"))
    with pytest.raises(NotPermitted):
        submit(response, people.contributor, response.revision)
    with pytest.raises(ChangedMeanwhile):
        submit(response, people.owner, response.revision - 1)
    submit(response, people.owner, response.revision)
    entries = Entry.objects.count()
    with pytest.raises(Closed):
        submit(response, people.owner, response.revision)
    with pytest.raises(Closed):
        write(response, "coordinators", people.owner, Part(raw="4"))
    assert Entry.objects.count() == entries


def test_an_answer_after_the_last_day_is_taken_and_marked_as_late(people: People, response: Response) -> None:
    Survey.objects.update(last_day=timezone.localdate() - timedelta(days=1))

    response.refresh_from_db()
    assert submitted(Response.objects.get(pk=response.pk), people.owner).late


def test_answers_are_opened_again_by_the_analyst_with_a_reason_or_taken_back(
    people: People, response: Response
) -> None:
    submitted(response, people.owner)
    with pytest.raises(WordsMissing):
        reopen(response, " ", people.analyst)
    with pytest.raises(NotPermitted):
        reopen(response, "Skäl.", people.officer)
    reopen(response, "Beloppet saknas.", people.analyst)
    assert response.status == Response.Status.REOPENED
    assert Message.objects.get(cause="survey_reopened").body == "Beloppet saknas."
    with pytest.raises(Closed):
        reopen(response, "Beloppet saknas.", people.analyst)
    submitted(response, people.owner)
    with pytest.raises(NotPermitted):
        withdraw(response, "Skäl.", people.contributor)
    withdraw(response, "Fel antal.", people.owner)
    assert response.status == Response.Status.REOPENED


# --- reading, summing up, publishing ------------------------------------------------------


def test_answers_are_tagged_once_and_a_tag_without_answers_is_gone(
    people: People, response: Response
) -> None:
    answer = write(response, "coordinators", people.owner, Part(raw="3"))
    with pytest.raises(Closed):
        tag(answer, "få", people.analyst)
    submit(response, people.owner, response.revision)
    answer.refresh_from_db()

    found = tag(answer, " få ", people.analyst)
    entries = Entry.objects.count()
    tag(answer, "få", people.analyst)
    assert Entry.objects.count() == entries
    with pytest.raises(NotPermitted):
        tag(answer, "många", people.owner)
    with pytest.raises(WordsMissing):
        tag(answer, "", people.analyst)
    with pytest.raises(TooLong):
        tag(answer, "x" * 61, people.analyst)
    untag(found, answer, people.analyst)
    untag(found, answer, people.analyst)
    assert (Tag.objects.count(), Entry.objects.count()) == (0, entries + 1)


def test_a_summary_is_written_upon_the_one_that_was_shown(people: People, response: Response) -> None:
    item = item_of(response, "coordinators")
    summarise(item, "Få har koordinatorer.", "", people.analyst, 0)
    entries = Entry.objects.count()
    summarise(item, "Få har koordinatorer.", "", people.analyst, 0)
    assert Entry.objects.count() == entries
    with pytest.raises(ChangedMeanwhile):
        summarise(item, "Många har.", "", people.analyst, 0)
    with pytest.raises(NotPermitted):
        summarise(item, "Många har.", "", people.officer, 1)
    with pytest.raises(WordsMissing):
        summarise(item, "", "", people.analyst, 1)
    assert summarise(item, "Många har.", "Many have.", people.analyst, 1).revision == 2


def test_a_survey_is_published_when_closed_and_summed_up(people: People, response: Response) -> None:
    survey = response.survey
    with pytest.raises(Closed):
        publish(survey, people.analyst)
    with pytest.raises(NotPermitted):
        close(survey, people.owner)
    close(survey, people.analyst)
    with pytest.raises(Closed):
        write(Response.objects.get(pk=response.pk), "coordinators", people.owner, Part(raw="3"))
    with pytest.raises(SurveyNotReady):
        publish(survey, people.analyst)
    for item in survey.items.all():
        summarise(item, "Sammanfattat.", "", people.analyst, 0)
    publish(survey, people.analyst)
    entries = Entry.objects.count()
    with pytest.raises(Closed):
        publish(survey, people.analyst)
    assert (survey.status, Entry.objects.count()) == (Survey.Status.PUBLISHED, entries)


def test_an_answer_is_held_against_the_survey_before(people: People) -> None:
    earlier = a_sent_survey(people.analyst, 2025).responses.get(region="07")
    write(earlier, "coordinators", people.owner, Part(raw="19"))
    submit(earlier, people.owner, earlier.revision)
    response = contradicted(people)
    write(response, "coordinators", people.owner, Part(raw="0"))

    assert "claim_twice.coordinators" in response.queries.values_list("rule", flat=True)
