"""The survey's pages: made, answered by colleagues, queried, handed in, read, tagged, published."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreement.replies import Kind
from register.models import User
from survey.models import Answer, Query, Response, Survey, SurveyItem, Tag, Unsaved
from tests.makers import People, a_region, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, *arguments: object) -> str:
    return reverse(f"survey:{name}", args=arguments)


def made(people: People) -> Survey:
    """A draft with the whole bank and a question of the kind that the bank lacks."""
    a_year(2026)
    analyst = as_(people.analyst)
    assert analyst.post(at("make"), {"year": "2026"}).status_code == 302
    for each in analyst.get(at("survey", 2026)).context["bank"]:
        analyst.post(at("act", 2026, "lagg-till"), {"key": each["key"]})
    own = {
        "key": "main_reason",
        "kind": Kind.CHOICE.value,
        "sv": "Vad påverkade mest?",
        "choices": "staff; personal; staff\nmoney; pengar; money",
    }
    analyst.post(at("act", 2026, "ny-fraga"), own)
    return Survey.objects.get()


def sent(people: People) -> Survey:
    found = made(people)
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    as_(people.analyst).post(at("act", 2026, "villkor"), {"last_day": day})
    as_(people.analyst).post(at("act", 2026, "skicka"))
    found.refresh_from_db()
    return found


def order_of(key: str) -> int:
    return SurveyItem.objects.get(question__key=key).order


def answer(user: User, key: str, **said: str) -> int:
    address = at("question", 2026, "07", order_of(key))
    return as_(user).post(address, {"revision": "0", **said}).status_code


def hand_in(people: People) -> Client:
    revision = Response.objects.get(region="07").revision
    client = as_(people.owner)
    client.post(at("submit", 2026, "07"), {"revision": str(revision)})
    return client


def handed_in(people: People) -> None:
    sent(people)
    answer(people.owner, "coordinators", **{"x-0-raw": "7", "comment": "Fyra i norr."})
    hand_in(people)


def test_the_analyst_makes_a_survey_with_every_kind_of_question_and_sends_it(people: People) -> None:
    found = made(people)
    kinds = set(found.items.values_list("question__kind", flat=True))
    assert kinds == {kind.value for kind in Kind}
    analyst = as_(people.analyst)
    last = found.items.order_by("-order")[0]
    analyst.post(at("act", 2026, "upp"), {"item": str(last.pk)})
    assert SurveyItem.objects.get(pk=last.pk).order == last.order - 1
    refused = analyst.post(at("act", 2026, "skicka"), follow=True)
    assert "Välj en sista dag" in refused.content.decode(), "a last day is wanted first"

    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    analyst.post(at("act", 2026, "villkor"), {"last_day": day})
    analyst.post(at("act", 2026, "skicka"))

    found.refresh_from_db()
    assert found.status == "sent"
    assert found.responses.count() == 3


def test_a_region_answers_every_kind_and_is_shown_what_was_understood(people: People) -> None:
    sent(people)
    assert answer(people.contributor, "offer_pain", **{"x-0-text": "MMR och träning."}) == 302
    assert (
        answer(people.contributor, "mmr_suppliers", **{"MMR1-0-raw": "4", "MMR2-0-form": "external"}) == 302
    )
    paid = {"MMR1-0-raw": "25–30 000 kr", "MMR1-0-basis": "per_patient"}
    assert answer(people.owner, "mmr_compensation", **paid) == 302
    chosen = {"MMR1-0-choice": "yes", "MMR1-0-text": "Sedan 2016"}
    assert answer(people.owner, "choice_system", **chosen) == 302
    assert answer(people.owner, "coordinators", **{"x-0-raw": "7"}) == 302
    assert answer(people.owner, "main_reason", **{"x-0-choice": "money"}) == 302

    stored = Answer.objects.get(item__question__key="mmr_compensation").said()[0]
    assert (stored.number, stored.highest, stored.basis) == (25_000, 30_000, "per_patient")
    page = as_(people.owner).get(at("question", 2026, "07", order_of("mmr_compensation"))).content.decode()
    assert "25–30 000 kr" in page
    assert as_(people.owner).get(at("response", 2026, "07")).context["answered"] == 6


@pytest.mark.parametrize(
    ("raw", "words"), [("-5", "mindre än noll"), ("mycket", "gick inte att läsa"), ("10000", "framgår inte")]
)
def test_what_is_not_understood_is_said_beside_the_field_and_nothing_is_lost(
    raw: str, words: str, people: People
) -> None:
    sent(people)
    address = at("question", 2026, "07", order_of("kbt_ipt_compensation"))

    page = as_(people.owner).post(address, {"revision": "0", "x-0-raw": raw, "comment": "Se avtalet."})

    assert page.status_code == 200
    assert words in page.content.decode()
    assert "Se avtalet." in page.content.decode()
    assert not Answer.objects.exists()


def test_of_two_colleagues_the_second_is_told_and_both_texts_are_kept(people: People) -> None:
    sent(people)
    answer(people.owner, "offer_pain", **{"x-0-text": "Först."})
    address = at("question", 2026, "07", order_of("offer_pain"))

    page = as_(people.contributor).post(address, {"revision": "0", "x-0-text": "Sedan."}).content.decode()

    assert "sparade ett svar medan du skrev" in page
    assert Answer.objects.get().said()[0].text == "Först."
    kept = Unsaved.objects.get()
    assert kept.said()[0].text == "Sedan."
    assert "Sedan." in as_(people.owner).get(address).content.decode()
    as_(people.owner).post(at("settle", 2026, "07", kept.pk))
    kept.refresh_from_db()
    assert kept.settled_at is not None


def test_a_contradiction_is_queried_explained_and_handed_in(people: People) -> None:
    an_accepted_return(a_year(2026), "07", people.owner, people.officer)
    changes = {"KBT": 262, "PRIVATE": 260, "WOMEN": 295}
    an_accepted_return(a_year(2025), "07", people.owner, people.officer, **changes)
    sent(people)
    assert answer(people.owner, "change", **{"KBT_IPT-0-choice": "increased"}) == 302
    query = Query.objects.get()
    page = as_(people.owner).get(at("question", 2026, "07", order_of("change"))).content.decode()
    assert "262" in page
    assert "203" in page
    hand_in(people)
    assert Response.objects.get(region="07").status == "draft", "the query has to be answered first"

    as_(people.contributor).post(at("explain", 2026, "07", query.pk), {f"q{query.pk}-text": "Fler i grupp."})
    hand_in(people)

    assert Response.objects.get(region="07").status == "submitted"
    answer(people.owner, "change", **{"KBT_IPT-0-choice": "decreased"})
    assert Answer.objects.get().said()[0].choice == "increased", "what is handed in is locked"


def test_the_analyst_reads_tags_counts_and_summarises(people: People) -> None:
    handed_in(people)
    order, analyst = order_of("coordinators"), as_(people.analyst)
    row = Answer.objects.get()
    page = analyst.get(at("answers", 2026, order)).content.decode()
    assert "Kronoberg" in page
    assert "Fyra i norr." in page

    analyst.post(at("tag", 2026, order, row.pk), {"word": "få"})
    assert Tag.objects.get().word == "få"
    assert "få: 1" in analyst.get(at("answers", 2026, order)).content.decode()
    analyst.post(at("tag", 2026, order, row.pk), {"remove": str(Tag.objects.get().pk)})
    assert not Tag.objects.exists()
    analyst.post(at("summary", 2026, order), {"revision": "0", "sv": "En region har sju."})
    stale = analyst.post(at("summary", 2026, order), {"revision": "0", "sv": "Något annat."})
    assert stale.context["refusal"]
    assert "Något annat." in stale.content.decode(), "what was written is shown again"


def test_a_survey_is_published_when_every_question_has_its_summary(people: People) -> None:
    handed_in(people)
    analyst = as_(people.analyst)
    analyst.post(at("act", 2026, "stang"))
    refused = analyst.post(at("act", 2026, "publicera"), follow=True).content.decode()
    assert "saknar sammanfattning" in refused
    for item in SurveyItem.objects.all():
        analyst.post(at("summary", 2026, item.order), {"revision": "0", "sv": "Sammanfattat."})

    analyst.post(at("act", 2026, "publicera"))

    assert Survey.objects.get().status == "published"


def test_only_the_own_region_and_only_who_may_read(people: People) -> None:
    handed_in(people)
    order = order_of("coordinators")
    assert as_(people.stranger).get(at("response", 2026, "07")).status_code == 404
    assert as_(people.analyst).get(at("response", 2026, "07")).status_code == 404
    assert as_(people.owner).get(at("answers", 2026, order)).status_code == 404
    assert as_(people.officer).get(at("answers", 2026, order)).status_code == 404, (
        "the survey does not say so"
    )
    Survey.objects.update(officers_read=True)
    assert as_(people.officer).get(at("answers", 2026, order)).status_code == 200
    assert as_(people.officer).post(at("act", 2026, "stang")).status_code == 404


def test_a_region_takes_back_and_the_analyst_opens_again(people: People) -> None:
    handed_in(people)
    as_(people.owner).post(at("withdraw", 2026, "07"), {"reason": "Fel antal."})
    assert Response.objects.get(region="07").status == "reopened"
    hand_in(people)
    as_(people.analyst).post(at("reopen", 2026, "07"), {"reason": "Komplettera."})

    assert "Komplettera." in as_(people.owner).get(at("response", 2026, "07")).content.decode()


def test_reading_answers_costs_the_same_for_one_region_and_for_many(people: People) -> None:
    handed_in(people)
    order = order_of("coordinators")
    analyst = as_(people.analyst)
    with CaptureQueriesContext(connection) as one:
        analyst.get(at("answers", 2026, order))
    item, survey = SurveyItem.objects.get(order=order), Survey.objects.get()
    for n in range(30, 45):
        response = Response.objects.create(survey=survey, region=a_region(str(n)), status="submitted")
        Answer.objects.create(response=response, item=item, parts=[{"number": n, "form": "given"}])
    with CaptureQueriesContext(connection) as many:
        analyst.get(at("answers", 2026, order))

    assert len(many) == len(one)
