"""Telling a region's process leaders of a survey, in the transaction of its cause. In Swedish."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from agreement.numerals import day as day_in_words
from outbox.posting import Letter, post
from submissions.telling import leaders_by_region
from survey.models import Query, Response, Survey


def of_sending(survey: Survey, responses: list[Response]) -> None:
    """There is a survey to answer, and until when."""
    leaders = leaders_by_region()
    with override("sv"):
        day = day_in_words(survey.last_day) if survey.last_day else ""
        subject = _("Enkäten för %(year)d är öppen") % {"year": survey.year_id}
        body = _("Svara i portalen senast den %(day)s. Flera i regionen kan hjälpas åt.") % {"day": day}
        for response in responses:
            letter = Letter("survey", subject, body, response.region)
            for leader in leaders.get(response.region_id, ()):
                post(leader, letter, f"survey:{response.pk}")


def of_new_day(survey: Survey, times: int) -> None:
    """The survey has another last day."""
    leaders = leaders_by_region()
    with override("sv"):
        day = day_in_words(survey.last_day) if survey.last_day else ""
        subject = _("Ny sista dag för enkäten %(year)d") % {"year": survey.year_id}
        body = _("Sista dagen för enkäten är nu den %(day)s.") % {"day": day}
        for response in survey.responses.select_related("region"):
            letter = Letter("survey_new_day", subject, body, response.region)
            for leader in leaders.get(response.region_id, ()):
                post(leader, letter, f"survey_new_day:{response.pk}:{times}")


def of_reopening(response: Response, reason: str, times: int) -> None:
    """The answers are open again, and why."""
    leaders = leaders_by_region()
    with override("sv"):
        subject = _("Enkätsvaren för %(year)d är öppnade igen") % {"year": response.survey.year_id}
        letter = Letter("survey_reopened", subject, reason, response.region)
        for leader in leaders.get(response.region_id, ()):
            post(leader, letter, f"survey_reopened:{response.pk}:{times}")


def of_queries(response: Response, raised: list[Query]) -> None:
    """Figures that came later contradict answers that are handed in, and what to do."""
    leaders, is_open = leaders_by_region(), response.survey.status == Survey.Status.SENT
    with override("sv"):
        subject = _("Nya siffror säger emot enkätsvaren för %(year)d") % {"year": response.survey.year_id}
        told = ngettext(
            "En redovisning har lämnats in eller rättats sedan ni svarade. Det finns en ny kontrollfråga.",
            "En redovisning har lämnats in eller rättats sedan ni svarade. "
            "Det finns %(n)d nya kontrollfrågor.",
            len(raised),
        ) % {"n": len(raised)}
        todo = (
            _("Förklara svaret i portalen, eller återta svaren och rätta dem.")
            if is_open
            else _("Förklara svaret i portalen.")
        )
        letter = Letter("survey_queries", subject, f"{told} {todo}", response.region)
        for leader in leaders.get(response.region_id, ()):
            post(leader, letter, f"survey_queries:{response.pk}:{max(query.pk for query in raised)}")
