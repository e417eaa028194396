"""Publishing a decided compilation: from then on anybody can read it."""

from django.db import transaction
from django.utils import timezone

from agreement.moves import COMPILATION_MOVES, CompilationAct
from audit.record import record
from compilation.models import Compilation
from compilation.refusals import CompilationMoved, FilesMissing
from compilation.writing import is_whole
from register.access import has_role
from register.models import User
from submissions.refusals import NotPermitted


@transaction.atomic
def publish(compilation_id: int, by: User) -> Compilation:
    """Publish, once. Raises NotPermitted, CompilationMoved, or FilesMissing without its documents."""
    role, before, after = COMPILATION_MOVES[CompilationAct.PUBLISH]
    if not has_role(by, [role]):
        raise NotPermitted
    found = Compilation.objects.select_for_update(of=("self",)).get(pk=compilation_id)
    if found.status != before:
        raise CompilationMoved
    if not is_whole(found):
        raise FilesMissing
    moved = Compilation.objects.filter(pk=found.pk, status=before)
    if not moved.update(status=after, published_by=by, published_at=timezone.now()):
        raise CompilationMoved
    found.refresh_from_db()
    record(by, "compilation.publish", found, checksum=found.checksum)
    return found
