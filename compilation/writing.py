"""Writing the documents of a decided compilation from its frozen words; twice is once."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils import timezone

from agreement.moves import CompilationStatus
from audit.chain import seal_of
from audit.record import record
from compilation.compiling import LANGUAGES
from compilation.contents import Contents
from compilation.document import docx_of
from compilation.frozen import from_kept
from compilation.imprint import Imprint
from compilation.models import Compilation, CompilationFile
from compilation.paper import pdf_of
from compilation.standing_alone import html_of
from submissions import originals

DOCUMENTS: dict[str, Callable[[Contents], bytes]] = {"pdf": pdf_of, "docx": docx_of, "html": html_of}
DECIDED = (CompilationStatus.DECIDED, CompilationStatus.PUBLISHED)


def write(compilation_id: int) -> int:
    """Keep every file of a decided compilation that is not kept yet. How many were written."""
    found = Compilation.objects.select_related("decided_by", "proposed_by").get(pk=compilation_id)
    if found.status not in DECIDED:
        return 0
    there = set(found.files.values_list("lang", "form"))
    wanted = [(lang, form, sha, size) for lang, form, sha, size in _files(found, there)]
    with transaction.atomic():
        made = [_kept(found, *each) for each in wanted]
        if any(made):
            names = sorted(f"{form}-{lang}" for lang, form, _sha, _size in wanted)
            record(None, "compilation.files", found, files=names)
    return sum(made)


def is_whole(compilation: Compilation) -> bool:
    """Whether every file has been written."""
    return compilation.files.count() == len(LANGUAGES) * len((*DOCUMENTS, "json", "csv", "xlsx"))


def imprint_of(compilation: Compilation) -> Imprint | None:
    """The imprint of a decided compilation; None before the decision."""
    if compilation.decided_at is None or compilation.decided_by is None:
        return None
    seal = seal_of("compilation.decide", compilation)
    return Imprint(
        number=compilation.number,
        diary_number=compilation.diary_number,
        decided_on=timezone.localdate(compilation.decided_at),
        decided_by=str(compilation.decided_by),
        presented_by=str(compilation.proposed_by),
        checksum=compilation.checksum,
        trail=f"{seal.sequence}:{seal.digest}" if seal is not None else "",
    )


def _files(found: Compilation, there: set[tuple[str, str]]) -> Iterator[tuple[str, str, str, int]]:
    imprint = imprint_of(found)
    for lang in LANGUAGES:
        for form, sha in found.contents["files"][lang].items():
            if (lang, form) not in there:
                yield lang, form, sha, len(originals.fetch(sha))
        for form, make in DOCUMENTS.items():
            if (lang, form) not in there:
                content = make(from_kept(found.contents[lang], imprint))
                yield lang, form, originals.keep(content), len(content)


def _kept(found: Compilation, lang: str, form: str, sha: str, size: int) -> bool:
    _row, is_new = CompilationFile.objects.get_or_create(
        compilation=found, lang=lang, form=form, defaults={"sha256": sha, "size": size}
    )
    return is_new
