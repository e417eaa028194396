"""Proposing a year's compilation: its words are frozen as they are, with what they were made from."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from agreement.moves import COMPILATION_MOVES, CompilationAct, CompilationStatus
from audit.record import record
from compilation.bundles import one_file
from compilation.composed import strays_of, unknown_of
from compilation.contents import contents_of
from compilation.frozen import as_kept
from compilation.made_from import made_from
from compilation.models import Compilation
from compilation.refusals import NothingNew, ProposedAlready, StrayNumbers, UnknownReference
from compilation.report import report_of
from compilation.writers import DATA, WRITERS
from register.access import has_role
from register.models import AgreementYear, User
from submissions import originals
from submissions.refusals import NotPermitted

LANGUAGES = ("sv", "en")
# Raised when the words or figures of a compilation come out otherwise from the same data.
CODE_VERSION = "2"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a proposal made now would hold; ``files`` are its data files by language and format."""

    contents: dict[str, Any]
    versions: dict[str, list[Any]]
    checksum: str
    files: dict[tuple[str, str], bytes]
    strays: list[str]
    unknown: list[str]


@transaction.atomic
def propose(year: AgreementYear, by: User, *, keep_strays: bool = False) -> Compilation:
    """Freeze the year's compilation of accepted returns and put it before the decision maker.

    Raises NotPermitted, ProposedAlready, NothingNew, UnknownReference, or StrayNumbers unless the
    proposer says that they stand as meant.
    """
    if not has_role(by, [COMPILATION_MOVES[CompilationAct.PROPOSE][0]]):
        raise NotPermitted
    AgreementYear.objects.select_for_update().get(pk=year.pk)
    earlier = Compilation.objects.filter(year=year)
    waiting = earlier.filter(status=CompilationStatus.PROPOSED).first()
    if waiting is not None:
        raise ProposedAlready(waiting.number)
    made = draft(year.pk)
    _refuse(made, earlier.exclude(status=CompilationStatus.RETURNED).first(), keep_strays=keep_strays)
    for content in made.files.values():
        originals.keep(content)
    compilation = Compilation.objects.create(
        year=year,
        number=(earlier.aggregate(newest=Max("number"))["newest"] or 0) + 1,
        contents=made.contents,
        versions=made.versions,
        checksum=made.checksum,
        code_version=CODE_VERSION,
        proposed_by=by,
    )
    record(by, "compilation.propose", compilation, year=year.pk, checksum=made.checksum, strays=made.strays)
    return compilation


def draft(year: int) -> Draft:
    """What a proposal would hold now. Stores nothing; a constant number of queries."""
    report = report_of(year)
    files = {(lang, form): one_file(WRITERS[form](report, lang)) for lang in LANGUAGES for form in DATA}
    contents: dict[str, Any] = {lang: as_kept(contents_of(report, lang)) for lang in LANGUAGES}
    contents["files"] = {
        lang: {form: hashlib.sha256(files[lang, form]).hexdigest() for form in DATA} for lang in LANGUAGES
    }
    versions = made_from(report)
    whole = json.dumps({"contents": contents, "versions": versions}, ensure_ascii=False, sort_keys=True)
    texts = [text for each in report.paragraphs for text in (each.swedish, each.english)]
    return Draft(
        contents,
        versions,
        hashlib.sha256(whole.encode()).hexdigest(),
        files,
        strays_of(report),
        unknown_of(report, texts),
    )


def _refuse(made: Draft, last: Compilation | None, *, keep_strays: bool) -> None:
    if last is not None and last.checksum == made.checksum:
        raise NothingNew(last.number)
    if made.unknown:
        raise UnknownReference(made.unknown)
    if made.strays and not keep_strays:
        raise StrayNumbers(made.strays)
