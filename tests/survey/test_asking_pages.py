"""The analyst's and the region's pages in detail: wordings, what is understood, what is read beside."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from agreement.replies import Form, Part
from register.models import User
from survey.exporting import as_xlsx
from survey.making import make_survey
from survey.models import Answer, Query, Question, Response, Survey, SurveyItem, Unsaved
from survey.submitting import submit
from tests.makers import People, a_year, an_accepted_return, the_people
from tests.survey.surveys import a_draft_survey, a_sent_survey, item_of, write

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def people() -> People:
    return the_people()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, *arguments: object) -> str:
    return reverse(f"survey:{name}", args=arguments)


def the_response(people: People, year: int = 2026) -> Response:
    a_sent_survey(people.analyst, year)
    return Response.objects.select_related("survey", "region").get(survey__year=year, region="07")


def page_of(response: Response, key: str) -> str:
    return at("question", response.survey.year_id, "07", item_of(response, key).order)


def test_a_question_that_is_put_in_other_words_is_the_same_question(people: People) -> None:
    a_sent_survey(people.analyst, 2025)
    draft = a_draft_survey(people.analyst, 2026)
    item = draft.items.get(question__key="coordinators")
    address = at("wording", 2026, item.order)
    assert "Räkna personer" in as_(people.analyst).get(address).content.decode()

    as_(people.analyst).post(address, {"sv": "Hur många koordinatorer har psykiatrin?"})

    item.refresh_from_db()
    assert (item.wording.number, item.wording.sv) == (2, "Hur många koordinatorer har psykiatrin?")
    before = SurveyItem.objects.get(survey__year=2025, question__key="coordinators")
    assert (before.question, before.wording.number) == (item.question, 1)
    as_(people.analyst).post(address, {"sv": "Hur många koordinatorer har psykiatrin?"})
    assert item.question.wordings.count() == 2, "the same words again are nothing"


def test_a_sent_survey_keeps_its_words(people: People) -> None:
    item = a_sent_survey(people.analyst).items.all()[0]

    as_(people.analyst).post(at("wording", 2026, item.order), {"sv": "Något helt annat?"})

    item.refresh_from_db()
    assert item.wording.number == 1
    assert item.question.wordings.count() == 1


def test_the_analyst_asks_for_amounts_by_parts_of_their_own(people: People) -> None:
    make_survey(a_year(2026), people.analyst)
    own = {
        "key": "paid_emdr",
        "kind": "amount",
        "sv": "Vad betalar ni för EMDR?",
        "help_sv": "Ange kronor.",
        "components": "first; första besöket; first visit",
    }
    as_(people.analyst).post(at("act", 2026, "ny-fraga"), own)

    wording = SurveyItem.objects.get().wording
    assert (wording.help("sv"), wording.asked().components) == ("Ange kronor.", ("first",))


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("rows", "Två ord; två ord", "Börja raden med en kod"),
        ("rows", "a|b; två", "Börja raden med en kod"),
        ("rows", "a; ett\na; två", "Samma kod"),
        ("choices", "a; ett", "minst två val"),
    ],
)
def test_codes_that_answers_could_not_be_kept_by_are_refused(
    field: str, text: str, words: str, people: People
) -> None:
    make_survey(a_year(2026), people.analyst)
    own = {"key": "own", "kind": "choice", "sv": "Varför?", "choices": "a; ett\nb; två", field: text}

    page = as_(people.analyst).post(at("act", 2026, "ny-fraga"), own).content.decode()

    assert words in page
    assert "Varför?" in page, "what was written is shown again"
    assert not Question.objects.exists()


def test_a_survey_for_a_year_that_is_not_opened_is_refused_in_words(people: People) -> None:
    page = as_(people.analyst).post(at("make"), {"year": "2031"})

    assert "inte upplagt" in page.content.decode()
    assert not Survey.objects.exists()


def test_an_amount_is_shown_back_as_it_was_understood(people: People) -> None:
    response = the_response(people)
    paid = {"revision": "0", "x-0-raw": "ca 15 000 + moms", "x-0-basis": "per_patient"}

    as_(people.owner).post(page_of(response, "kbt_ipt_compensation"), paid)

    page = as_(people.owner).get(page_of(response, "kbt_ipt_compensation")).content.decode()
    assert "ungefär 15\u00a0000 kr per patient, utan moms" in page
    assert "ca 15 000 + moms" in page


def test_a_number_and_a_choice_in_its_place_are_refused_and_shown_again(people: People) -> None:
    response = the_response(people)
    both = {"revision": "0", "MMR1-0-raw": "4", "MMR1-0-form": Form.OFFERED.value}

    page = as_(people.owner).post(page_of(response, "mmr_suppliers"), both).content.decode()

    assert "Behåll ett av dem" in page
    assert 'value="4"' in page
    assert not Answer.objects.exists()


def test_what_is_written_is_saved_while_it_is_written(people: People) -> None:
    response = the_response(people)
    address = page_of(response, "offer_pain")

    first = (
        as_(people.owner).post(address, {"revision": "0", "x-0-text": "MMR"}, headers=HTMX).content.decode()
    )
    assert "Sparat" in first
    assert 'value="1"' in first, "the form goes on from the new revision"
    as_(people.owner).post(address, {"revision": "1", "x-0-text": "MMR och träning."}, headers=HTMX)
    assert Answer.objects.get().said()[0].text == "MMR och träning."

    theirs = as_(people.contributor).post(address, {"revision": "1", "x-0-text": "Nej"}, headers=HTMX)
    assert "En kollega har sparat ett annat svar" in theirs.content.decode()
    assert Answer.objects.get().said()[0].text == "MMR och träning."
    assert not Unsaved.objects.exists(), "nothing is kept beside until the person saves"


def test_what_is_half_written_is_not_saved_and_told_why(people: People) -> None:
    response = the_response(people)
    half = {"revision": "0", "x-0-raw": "tjugo", "x-0-basis": "per_patient"}

    said = (
        as_(people.owner).post(page_of(response, "kbt_ipt_compensation"), half, headers=HTMX).content.decode()
    )

    assert "Inte sparat än" in said
    assert "”tjugo” gick inte att läsa" in said
    assert not Answer.objects.exists()


def test_the_second_of_two_colleagues_compares_and_may_choose_their_own_text(people: People) -> None:
    response = the_response(people)
    write(response, "offer_pain", people.owner, Part(text="Först."))
    address = page_of(response, "offer_pain")
    told = as_(people.contributor).post(address, {"revision": "0", "x-0-text": "Sedan."})
    assert told.context["form"].shown_revision == 1, "the form goes on from the colleague's answer"
    kept = Unsaved.objects.get()
    settle = at("settle", 2026, "07", kept.pk)

    as_(people.contributor).post(settle, {"use": "7"})
    assert Answer.objects.get().said()[0].text == "Först.", "that answer was never shown"
    as_(people.contributor).post(settle, {"use": "1"})

    assert Answer.objects.get().said()[0].text == "Sedan."
    assert Unsaved.objects.filter(settled_at=None).count() == 0
    assert Unsaved.objects.count() == 1


def test_an_explanation_that_is_too_long_is_shown_again(people: People) -> None:
    an_accepted_return(a_year(2026), "07", people.owner, people.officer)
    response = the_response(people)
    write(response, "mmr_suppliers", people.owner, Part("MMR1", raw="0"))
    query = Query.objects.get()
    text = "x" * 4001

    page = as_(people.owner).post(at("explain", 2026, "07", query.pk), {f"q{query.pk}-text": text})

    assert text in page.content.decode()
    assert "4000" in page.content.decode() or "4\u00a0000" in page.content.decode()


def test_an_odd_request_of_the_analyst_is_a_404(people: People) -> None:
    a_draft_survey(people.analyst)

    for item in ("", "abc", "9" * 40):
        assert as_(people.analyst).post(at("act", 2026, "upp"), {"item": item}).status_code == 404


def test_a_question_that_is_passed_over_is_not_answered(people: People) -> None:
    response = the_response(people)

    passed = as_(people.owner).post(page_of(response, "offer_pain"), {"revision": "0", "next": "1"})

    assert passed.status_code == 302
    assert not Answer.objects.exists()
    assert as_(people.owner).get(at("response", 2026, "07")).context["answered"] == 0


def test_an_answer_that_was_emptied_again_is_nothing_to_hand_in(people: People) -> None:
    response = the_response(people)
    write(response, "coordinators", people.owner, Part(raw="7"))
    write(response, "coordinators", people.owner)
    response.refresh_from_db()

    page = as_(people.owner).post(at("submit", 2026, "07"), {"revision": str(response.revision)})

    assert "Svara på minst en fråga" in page.content.decode()


def test_the_latest_earlier_answer_is_shown_also_when_a_survey_lies_between(people: People) -> None:
    old = the_response(people, 2024)
    write(old, "coordinators", people.owner, Part(raw="11"), comment="Elva i fjol.")
    the_response(people, 2025)
    response = the_response(people, 2026)

    page = as_(people.owner).get(page_of(response, "coordinators"))

    assert page.context["earlier"]["year"] == 2024
    assert "Elva i fjol." in page.content.decode()


def test_the_figures_that_a_question_is_about_stand_beside_it_by_year(people: People) -> None:
    an_accepted_return(a_year(2026), "07", people.owner, people.officer)
    response = the_response(people)

    figures = as_(people.owner).get(page_of(response, "mmr_suppliers")).context["figures"]

    assert [row["code"] for row in figures["rows"]][:2] == ["MMR1", "MMR2"]
    assert (figures["before"], figures["year"]) == (2025, 2026)


def contradicting(people: People, confidential: bool = False) -> SurveyItem:
    """An answer that the figures contradict, explained and handed in."""
    an_accepted_return(a_year(2026), "07", people.owner, people.officer)
    changes = {"KBT": 262, "PRIVATE": 260, "WOMEN": 295}
    an_accepted_return(a_year(2025), "07", people.owner, people.officer, **changes)
    response = the_response(people)
    rose = Part("KBT_IPT", choice="increased")
    write(response, "change", people.owner, rose, confidential=confidential)
    query = Query.objects.get()
    address = at("explain", 2026, "07", query.pk)
    as_(people.owner).post(address, {f"q{query.pk}-text": "Fler i grupp."})
    response.refresh_from_db()
    submit(response, people.owner, response.revision)
    return item_of(response, "change")


def test_the_analyst_reads_the_contradiction_and_its_explanation(people: People) -> None:
    item = contradicting(people)

    page = as_(people.analyst).get(at("answers", 2026, item.order)).content.decode()

    assert "262" in page
    assert "Fler i grupp." in page


def test_a_confidential_answer_is_not_told_of_by_its_query_either(people: People) -> None:
    contradicting(people, confidential=True)
    Survey.objects.update(officers_read=True)

    assert not Query.objects.of_round(2026).exists()
    assert Query.objects.exists()


def test_a_published_summary_is_read_by_the_regions_and_goes_into_the_file(people: People) -> None:
    response = the_response(people)
    analyst = as_(people.analyst)
    for item in response.survey.items.all():
        analyst.post(at("summary", 2026, item.order), {"revision": "0", "sv": "Alla har svarat."})
    address = page_of(response, "coordinators")
    analyst.post(at("act", 2026, "stang"))
    assert "Alla har svarat." not in as_(people.owner).get(address).content.decode(), "not yet"

    analyst.post(at("act", 2026, "publicera"))

    assert "Alla har svarat." in as_(people.owner).get(address).content.decode()
    sheet = load_workbook(BytesIO(as_xlsx(Survey.objects.get()))).worksheets[0]
    assert "Alla har svarat." in str(sheet["A2"].value)
