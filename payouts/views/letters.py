"""The letters of decisions, and the archive package of a payout."""

from io import BytesIO
from tempfile import SpooledTemporaryFile

from django.db import models
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from agreement.moves import AGENCY_ROLES, DifferenceStatus, Role
from payouts.archive import hand_out, is_kept, pack, paper_for
from payouts.exporting import filename
from payouts.letter_files import FILES
from payouts.models import Decision, Difference, Rectification
from payouts.views.differences import seen
from payouts.views.runs import person, seen_run
from register.access import has_role, regions_of
from register.models import User

HELD = 8_000_000


@require_GET
def letter(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """One decision's letter as PDF or docx: the region's own, for the agency and the auditor all."""
    by = request.user
    if not isinstance(by, User) or form not in FILES:
        raise Http404
    return _handed_out(get_object_or_404(_seen(by), pk=pk), form, by)


@require_GET
def difference_letter(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The letter of a change, to those who may read the change, once it is decided."""
    shown, by = seen(request, pk)
    if form not in FILES or shown.status != DifferenceStatus.DECIDED:
        raise Http404
    return _handed_out(shown, form, by)


@require_GET
def rectification_letter(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The letter of a slip put right, to those who may read the decision."""
    by = request.user
    if not isinstance(by, User) or form not in FILES:
        raise Http404
    slips = Rectification.objects.select_related(
        "decision__amount__region",
        "decision__amount__run",
        "difference__amount_now__region",
        "difference__amount_now__run",
        "made_by",
    )
    own = slips.filter(Q(decision__in=_seen(by)) | Q(difference__decision__in=_seen(by)))
    return _handed_out(get_object_or_404(own, pk=pk), form, by)


@require_GET
def archive(request: HttpRequest, year: int, kind: str, number: int) -> HttpResponseBase:
    """Everything to be kept of a decided payout, as one zip."""
    by, shown = person(request), seen_run(year, kind, number)
    if not is_kept(shown):
        raise Http404
    out = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115 -- the response closes it
    pack(shown, out, by)
    out.seek(0)
    name = filename(shown, "arkiv.zip")
    return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")


def _handed_out(subject: Decision | Difference | Rectification, form: str, by: User) -> HttpResponseBase:
    paper = paper_for(subject, by)
    data, name = BytesIO(hand_out(paper, form, by)), f"{paper.name}.{form}"
    return FileResponse(data, as_attachment=True, filename=name, content_type=FILES[form][1])


def _seen(by: User) -> models.QuerySet[Decision]:
    """The decisions whose letters the person may read."""
    found = Decision.objects.select_related("amount__region", "amount__run", "amount__version")
    if has_role(by, AGENCY_ROLES | {Role.AUDITOR}):
        return found
    return found.filter(amount__region__in=regions_of(by))
