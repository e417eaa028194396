"""Reading answers: side by side for a question, counted, and in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from agreement.amounts import marked
from agreement.moves import Role
from agreement.numerals import count
from agreement.replies import Form, Part
from agreement.replies_wording import basis_name, direction_name, form_name, yes_or_no
from register.access import has_role
from register.models import User
from survey.models import Answer, QuestionWording, Response, Survey, SurveyItem


@dataclass(frozen=True, slots=True)
class Counted:
    """How many answered in one way: which row, what was said, and how often."""

    row: str
    said: str
    count: int


def answers_to_count(year: int) -> Mapping[str, Mapping[str, list[Part]]]:
    """Submitted answers of a year's survey by question key and region, none confidential. One query.

    Officers read what is counted, so there are none before the survey is published or lets officers read.
    """
    found: dict[str, dict[str, list[Part]]] = {}
    rows = Answer.objects.filter(
        response__survey__in=Survey.objects.counted().filter(year=year),
        response__status=Response.Status.SUBMITTED,
        confidential=False,
    ).values_list("item__question__key", "response__region", "parts")
    for key, region, parts in rows:
        found.setdefault(key, {})[region] = [Part.from_json(each) for each in parts]
    return found


def side_by_side(item: SurveyItem, user: User) -> list[Answer]:
    """The answers to a question that the person may read, by region; confidential only to analyst and own."""
    return list(
        _readable(user)
        .filter(item=item)
        .select_related("response__region", "written_by")
        .prefetch_related("tags", "response__queries")
        .order_by("response__region")
    )


def earlier_answers(survey: Survey, user: User) -> Mapping[tuple[int, str], list[Answer]]:
    """What the person may read of earlier surveys' answers, by question and region, latest first. One query.

    A question is the same from year to year, whatever its wording; each answer keeps the words it was put in.
    """
    rows = _readable(user).filter(
        item__question__in=survey.items.values("question"),
        response__survey__year__lt=survey.year_id,
        response__status=Response.Status.SUBMITTED,
    )
    found: dict[tuple[int, str], list[Answer]] = {}
    for row in rows.select_related("item__wording__question", "response__survey").order_by(
        "-response__survey__year"
    ):
        if not row.is_empty:
            found.setdefault((row.item.question_id, row.response.region_id), []).append(row)
    return found


def counted(answers: Iterable[Answer], wording: QuestionWording, lang: str = "sv") -> list[Counted]:
    """How many chose each direction, choice or form, row by row, the commonest first."""
    found: Counter[tuple[str, str]] = Counter()
    for answer in answers:
        for part in answer.said():
            found[(part.row, part.choice or part.form)] += 1
    rows = sorted(found.items(), key=lambda each: (each[0][0], -each[1], each[0][1]))
    return [
        Counted(wording.name_of(row, lang) if row else "", _chosen(said, wording, lang), number)
        for (row, said), number in rows
    ]


def in_words(part: Part, wording: QuestionWording, lang: str = "sv") -> str:
    """One part of an answer as a reader meets it; what a report printed stays as printed."""
    said = part.as_printed or _said(part, wording, lang)
    named = [wording.name_of(code, lang) for code in (part.row, part.component) if code]
    text = ": ".join(each for each in (", ".join(named), said) if each)
    return f"{text}. {part.text}" if part.text and text else text or part.text


def _said(part: Part, wording: QuestionWording, lang: str) -> str:
    return _chosen(part.choice, wording, lang) if part.choice else value_in_words(part, lang)


def value_in_words(part: Part, lang: str = "sv") -> str:
    """The number or amount of a part with what was said beside it, or why there is none."""
    if part.form not in (Form.GIVEN, Form.EXTERNAL):
        return form_name(part.form, lang)
    if part.number is None:
        return part.raw or (form_name(part.form, lang) if part.form == Form.EXTERNAL else "")
    number = count(part.number, lang) + (f"–{count(part.highest, lang)}" if part.highest else "")
    words = marked(f"{number} {basis_name(part.basis, lang)}" if part.basis else number, part.marks, lang)
    return f"{words} ({form_name(part.form, lang)})" if part.form == Form.EXTERNAL else words


def _chosen(code: str, wording: QuestionWording, lang: str) -> str:
    named = wording.name_of(code, lang)
    if named != code:
        return named
    return direction_name(code, lang) or yes_or_no(code, lang) or form_name(code, lang) or code


def _readable(user: User) -> QuerySet[Answer]:
    """The answers that the person may read; confidential ones are for the analyst and the region alone."""
    rows = Answer.objects.filter(response__in=Response.objects.readable_by(user))
    if has_role(user, [Role.ANALYST]):
        return rows
    own = Response.objects.own_of(user).values("pk")
    return rows.exclude(confidential=True) | rows.filter(response__in=own)
