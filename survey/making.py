"""Making a survey: the question bank, its wordings, and which questions a year's survey asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from agreement.moves import Role
from agreement.replies import Kind
from audit.record import record
from register.access import has_role
from register.models import AgreementYear, User, default_reminder_days
from submissions.refusals import NotPermitted
from survey.models import Question, QuestionWording, Survey, SurveyItem
from survey.questions import BANK, Named, Topic
from survey.refusals import AlreadyThere, Closed, WordsMissing


@dataclass(frozen=True, slots=True)
class Words:
    """How a question is put. ``rows``, ``components`` and ``choices`` are (code, Swedish, English)."""

    sv: str
    en: str = ""
    help_sv: str = ""
    help_en: str = ""
    rows: Sequence[Named] = ()
    components: Sequence[Named] = ()
    choices: Sequence[Named] = ()

    def fields(self) -> dict[str, Any]:
        """The fields of a QuestionWording."""
        texts = {"sv": self.sv, "en": self.en, "help_sv": self.help_sv, "help_en": self.help_en}
        lists = {"rows": self.rows, "components": self.components, "choices": self.choices}
        return {key: text.strip() for key, text in texts.items()} | {
            key: [list(each) for each in named] for key, named in lists.items()
        }


def only_analyst(by: User | None) -> None:
    """Raise NotPermitted for anybody but the analyst; None is the portal itself."""
    if by is not None and not has_role(by, [Role.ANALYST]):
        raise NotPermitted


@transaction.atomic
def fill_bank() -> None:
    """The ten topics, those that are not there yet. May be called again."""
    for topic in BANK:
        if not Question.objects.filter(key=topic.key).exists():
            make_question(topic.key, topic.kind, _words(topic), None)


def make_question(key: str, kind: Kind, words: Words, by: User | None) -> QuestionWording:
    """A new question in its first wording. Raises NotPermitted, WordsMissing or AlreadyThere."""
    only_analyst(by)
    if not words.sv.strip() or not key:
        raise WordsMissing
    try:
        with transaction.atomic():
            question = Question.objects.create(key=key, kind=kind.value)
            made = QuestionWording.objects.create(question=question, **words.fields())
            record(by, "survey.question", question, key=key, kind=kind.value)
    except IntegrityError as twice:
        raise AlreadyThere from twice
    return made


@transaction.atomic
def reword(question: Question, words: Words, by: User | None) -> QuestionWording:
    """The next wording of a question; the same words again make none. Raises NotPermitted or WordsMissing."""
    only_analyst(by)
    if not words.sv.strip():
        raise WordsMissing
    Question.objects.select_for_update().get(pk=question.pk)
    newest = question.wordings.order_by("-number").first()
    fields = words.fields()
    if newest is not None and all(getattr(newest, key) == value for key, value in fields.items()):
        return newest
    number = (newest.number if newest else 0) + 1
    made = QuestionWording.objects.create(question=question, number=number, **fields)
    record(by, "survey.reword", question, key=question.key, number=number)
    return made


def make_survey(year: AgreementYear, by: User | None) -> Survey:
    """The year's survey, a draft without questions, with the reminders of the year's terms.

    Raises NotPermitted or AlreadyThere.
    """
    only_analyst(by)
    try:
        with transaction.atomic():
            made = Survey.objects.create(year=year, reminder_days=_reminder_days(year))
            record(by, "survey.make", made, year=year.year)
    except IntegrityError as twice:
        raise AlreadyThere from twice
    return made


@transaction.atomic
def add_item(shown: Survey, wording: QuestionWording, by: User | None) -> SurveyItem:
    """Ask a question, last in the survey. Raises NotPermitted, Closed or AlreadyThere."""
    survey = _draft(shown, by)
    if survey.items.filter(question=wording.question).exists():
        raise AlreadyThere
    last = survey.items.aggregate(last=Max("order"))["last"] or 0
    made = SurveyItem.objects.create(
        survey=survey, wording=wording, question=wording.question, order=last + 1
    )
    record(by, "survey.ask", survey, key=wording.question.key, wording=wording.number)
    return made


@transaction.atomic
def ask_new(shown: Survey, key: str, kind: Kind, words: Words, by: User | None) -> SurveyItem:
    """Make a question and ask it, both or neither. Raises as `make_question` and `add_item`."""
    return add_item(shown, make_question(key, kind, words, by), by)


@transaction.atomic
def reword_item(item: SurveyItem, words: Words, by: User | None) -> SurveyItem:
    """Put a draft's question in other words; earlier surveys keep theirs. The same words again are nothing.

    Raises NotPermitted, Closed or WordsMissing.
    """
    _draft(item.survey, by)
    SurveyItem.objects.filter(pk=item.pk).update(wording=reword(item.question, words, by))
    item.refresh_from_db()
    return item


@transaction.atomic
def remove_item(item: SurveyItem, by: User | None) -> None:
    """Ask a question no longer. Raises NotPermitted or Closed; twice is once."""
    survey = _draft(item.survey, by)
    removed, _by_model = SurveyItem.objects.filter(pk=item.pk).delete()
    if removed:
        record(by, "survey.unask", survey, key=item.question.key)


@transaction.atomic
def move_item(item: SurveyItem, places: int, by: User | None) -> None:
    """Move a question up (negative) or down, as far as there is room. Raises NotPermitted or Closed."""
    survey = _draft(item.survey, by)
    items = list(survey.items.order_by("order"))
    before = [each.pk for each in items]
    moved = items.pop(before.index(item.pk))
    items.insert(max(0, before.index(item.pk) + places), moved)
    if [each.pk for each in items] == before:
        return
    room = len(items) + (survey.items.aggregate(last=Max("order"))["last"] or 0)
    for start in (room, 0):  # first out of the way, since one place holds one question
        for order, each in enumerate(items, start=start + 1):
            SurveyItem.objects.filter(pk=each.pk).update(order=order)
    record(by, "survey.move", survey, key=item.question.key, places=places)


@transaction.atomic
def set_terms(
    shown: Survey, last_day: date | None, officers_read: bool, reminder_days: Sequence[int], by: User | None
) -> Survey:
    """The survey's last day, reminders, and whether officers read answers. Raises NotPermitted or Closed."""
    survey = _draft(shown, by)
    survey.last_day, survey.officers_read = last_day, officers_read
    survey.reminder_days = sorted(set(reminder_days))
    survey.save(update_fields=["last_day", "officers_read", "reminder_days"])
    record(
        by,
        "survey.terms",
        survey,
        last_day=last_day.isoformat() if last_day else None,
        officers_read=officers_read,
        reminder_days=survey.reminder_days,
    )
    return survey


def latest_wordings() -> Mapping[str, QuestionWording]:
    """The newest wording of every question, by key, in the bank's order."""
    found = QuestionWording.objects.select_related("question").order_by("question", "number")
    return {each.question.key: each for each in found}


def _reminder_days(year: AgreementYear) -> list[int]:
    """Those of the year's terms; a year without terms has the usual ones."""
    return list(year.terms().reminder_days) if year.terms_versions.exists() else default_reminder_days()


def _draft(shown: Survey, by: User | None) -> Survey:
    only_analyst(by)
    survey = Survey.objects.select_for_update().get(pk=shown.pk)
    if survey.status != Survey.Status.DRAFT:
        raise Closed
    return survey


def _words(topic: Topic) -> Words:
    return Words(
        topic.sv, topic.en, topic.help_sv, topic.help_en, rows=topic.rows, components=topic.components
    )
