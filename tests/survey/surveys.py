"""Makers for surveys: a draft, a sent one, and answers to it, by the real acts."""

from datetime import date, timedelta

from django.utils import timezone

from agreement.replies import Part
from register.models import User
from survey.answering import Written, save
from survey.making import add_item, fill_bank, latest_wordings, make_survey, set_terms
from survey.models import Answer, Response, Survey, SurveyItem
from survey.sending import send
from tests.makers import a_region, a_year

REMINDERS = (-14, -3, 0, 7)


def a_draft_survey(analyst: User, year: int = 2026, last_day: date | None = None) -> Survey:
    """A survey with the bank's questions, not yet sent."""
    fill_bank()
    survey = make_survey(a_year(year), analyst)
    for wording in latest_wordings().values():
        add_item(survey, wording, analyst)
    return set_terms(survey, last_day or timezone.localdate() + timedelta(days=20), False, REMINDERS, analyst)


def a_sent_survey(analyst: User, year: int = 2026, last_day: date | None = None) -> Survey:
    """A survey that the regions 07, 08 and 12 can answer."""
    for code in ("07", "08", "12"):
        a_region(code)
    return send(a_draft_survey(analyst, year, last_day), analyst)


def item_of(response: Response, key: str) -> SurveyItem:
    """A question of the response's survey."""
    return response.survey.items.select_related("wording__question", "question").get(question__key=key)


def write(
    response: Response, key: str, by: User, *parts: Part, comment: str = "", confidential: bool = False
) -> Answer:
    """Save an answer upon what is there now."""
    item = item_of(response, key)
    there = Answer.objects.filter(response=response, item=item).first()
    written = Written(parts, comment, confidential)
    return save(response, item, written, by, there.revision if there else 0)
