"""The analyst's reading: tags to count answers by, and a summary beside them. Nothing is guessed."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from agreement.amounts import plain
from agreement.replies import LONGEST_TEXT
from audit.record import record
from register.models import User
from survey.making import only_analyst
from survey.models import Answer, Response, Summary, Survey, SurveyItem, Tag
from survey.refusals import ChangedMeanwhile, Closed, TooLong, WordsMissing

LONGEST_TAG = 60


@transaction.atomic
def tag(answer: Answer, word: str, by: User) -> Tag:
    """Give a submitted answer a word. Raises NotPermitted, Closed, WordsMissing or TooLong; twice is once."""
    only_analyst(by)
    said = " ".join(plain(word).split())
    if not said:
        raise WordsMissing
    if len(said) > LONGEST_TAG:
        raise TooLong(LONGEST_TAG)
    if answer.response.status != Response.Status.SUBMITTED:
        raise Closed
    found, _is_new = Tag.objects.get_or_create(item=answer.item, word=said)
    if not found.answers.filter(pk=answer.pk).exists():
        found.answers.add(answer)
        record(by, "survey.tag", answer, region=answer.response.region_id, word=said)
    return found


@transaction.atomic
def untag(found: Tag, answer: Answer, by: User) -> None:
    """Take a word from an answer; one that no answer has is gone. Raises NotPermitted; twice is once."""
    only_analyst(by)
    if not found.answers.filter(pk=answer.pk).exists():
        return
    found.answers.remove(answer)
    record(by, "survey.untag", answer, region=answer.response.region_id, word=found.word)
    Tag.objects.filter(pk=found.pk, answers=None).delete()


def summarise(item: SurveyItem, sv: str, en: str, by: User, revision: int) -> Summary:
    """Write the summary of a question; ``revision`` is the one that was shown, 0 for none.

    Raises NotPermitted, Closed, WordsMissing, TooLong or ChangedMeanwhile. The same again is nothing.
    """
    only_analyst(by)
    said = {"sv": plain(sv), "en": plain(en)}
    if not said["sv"]:
        raise WordsMissing
    if max(map(len, said.values())) > LONGEST_TEXT:
        raise TooLong(LONGEST_TEXT)
    try:
        with transaction.atomic():
            return _summarise(item, said, by, revision)
    except IntegrityError:
        raise ChangedMeanwhile(None, None) from None


def _summarise(item: SurveyItem, said: dict[str, str], by: User, revision: int) -> Summary:
    survey = Survey.objects.select_for_update().get(pk=item.survey_id)
    if survey.status not in (Survey.Status.SENT, Survey.Status.CLOSED):
        raise Closed
    now = Summary.objects.filter(item=item).first()
    if now is not None and all(getattr(now, key) == text for key, text in said.items()):
        return now
    if now is None:
        if revision:
            raise ChangedMeanwhile(None, None)
        Summary.objects.create(item=item, written_by=by, **said)
    elif not Summary.objects.filter(pk=now.pk, revision=revision).update(
        **said, revision=F("revision") + 1, written_by=by, written_at=timezone.now()
    ):
        raise ChangedMeanwhile(None, None)
    record(by, "survey.summarise", item, year=survey.year_id, question=item.question.key)
    return Summary.objects.get(item=item)
