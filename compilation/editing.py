"""An editor's paragraphs: added, changed and removed, by one who saw the latest words."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agreement.moves import Role
from audit.record import record
from compilation.composed import unknown_of
from compilation.contents import PARTS
from compilation.models import Paragraph
from compilation.paragraphs import START
from compilation.refusals import CompilationMoved, UnknownReference, WordsMissing
from compilation.report import report_of
from register.access import has_role
from register.models import AgreementYear, User
from submissions.refusals import NotPermitted

PLACES = frozenset({START, *(name for name, _titles, _tables in PARTS)})


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in both languages; the English one may be left out."""

    swedish: str
    english: str = ""


@transaction.atomic
def add_paragraph(year: AgreementYear, part: str, words: Words, by: User) -> Paragraph:
    """Put a paragraph last in its part. Raises NotPermitted, WordsMissing or UnknownReference."""
    said = _tried(year.pk, words, by)
    AgreementYear.objects.select_for_update().get(pk=year.pk)
    last = Paragraph.objects.filter(year=year, part=part).aggregate(last=Max("order"))["last"] or 0
    made = Paragraph.objects.create(
        year=year,
        part=part if part in PLACES else START,
        order=last + 1,
        swedish=said.swedish,
        english=said.english,
        by=by,
    )
    record(
        by, "paragraph.add", made, year=year.pk, part=made.part, swedish=said.swedish, english=said.english
    )
    return made


@transaction.atomic
def change_paragraph(paragraph: Paragraph, seen: int, words: Words, by: User) -> None:
    """Write other words. Raises NotPermitted, WordsMissing, UnknownReference, or CompilationMoved if
    somebody else changed the paragraph since it was seen; the trail keeps the former words.
    """
    said = _tried(paragraph.year_id, words, by)
    here = Paragraph.objects.filter(pk=paragraph.pk, revision=seen, removed_at=None)
    if not here.update(
        swedish=said.swedish, english=said.english, revision=seen + 1, by=by, at=timezone.now()
    ):
        raise CompilationMoved
    record(by, "paragraph.change", paragraph, swedish=said.swedish, english=said.english)


@transaction.atomic
def remove_paragraph(paragraph: Paragraph, seen: int, by: User) -> None:
    """Take it out of the report; the row and its words stay. Raises NotPermitted or CompilationMoved."""
    if not has_role(by, [Role.OFFICER]):
        raise NotPermitted
    here = Paragraph.objects.filter(pk=paragraph.pk, revision=seen, removed_at=None)
    if not here.update(removed_at=timezone.now(), revision=seen + 1):
        raise CompilationMoved
    record(by, "paragraph.remove", paragraph, swedish=paragraph.swedish)


def _tried(year: int, words: Words, by: User) -> Words:
    if not has_role(by, [Role.OFFICER]):
        raise NotPermitted
    said = Words(words.swedish.strip(), words.english.strip())
    if not said.swedish:
        raise WordsMissing
    unknown = unknown_of(report_of(year, with_signed=True), [said.swedish, said.english])
    if unknown:
        raise UnknownReference(unknown)
    return said
