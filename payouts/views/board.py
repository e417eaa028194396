"""The officer's board: how all regions stand in a year, chosen and sorted by the address."""

from datetime import date
from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from agreement.moves import PUBLIC_STATUSES, Status
from audit.handing_out import exported
from payouts.board import Row, as_workbook, facts
from payouts.board import board as board_of
from payouts.choice import ORDERS, PAYOUT_CHOICES, Choice
from payouts.views.runs import PAYMENT_LISTS, person
from register.models import AgreementYear
from submissions.board import SHOWN_STATUSES
from submissions.returns import count_by_status
from submissions.views.officer import latest_open_year


@require_GET
def board(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The regions asked for, below what all of them add up to."""
    choice = choice_of(request)
    chosen = _chosen_year(request, year)
    rows, terms = board_of(chosen.year), chosen.terms()
    context = {
        "year": chosen,
        "years": AgreementYear.objects.with_terms().order_by("-year"),
        "now": timezone.localtime(),
        "deadline": terms.deadline(),
        "days_after": _days_after(terms.deadline()),
        "rows": choice.of(rows, facts),
        **asked_context(request, choice),
        **_together(rows),
    }
    return render(request, "payouts/board.html", context)


@require_GET
def board_file(request: HttpRequest, year: int) -> HttpResponseBase:
    """The regions asked for as a workbook."""
    by, choice = person(request), choice_of(request)
    chosen = get_object_or_404(AgreementYear.objects.with_terms(), pk=year)
    data, name = BytesIO(as_workbook(chosen.year, choice)), f"Laget_{chosen.year}.xlsx"
    exported(by, chosen, name)
    return FileResponse(data, as_attachment=True, filename=name, content_type=PAYMENT_LISTS["xlsx"][1])


def choice_of(request: HttpRequest) -> Choice:
    """Which regions the address asks for; 404 for those who have no such page."""
    by, asked = person(request), request.GET
    officer = by if "mine" in asked else None
    return Choice(asked.get("status", ""), asked.get("payout", ""), asked.get("order", ""), officer)


def asked_context(request: HttpRequest, choice: Choice) -> dict[str, object]:
    """What a page shows of the choice, and what else can be chosen."""
    return {
        "choice": choice,
        "asked": request.GET.urlencode(),
        "statuses": SHOWN_STATUSES,
        "payout_choices": PAYOUT_CHOICES,
        "orders": ORDERS,
    }


def _together(rows: list[Row]) -> dict[str, int]:
    """What all regions add up to, whichever are shown."""
    counts = count_by_status(row.seen.the_return for row in rows)
    return {
        "total": len(rows),
        "submitted": sum(counts[status] for status in PUBLIC_STATUSES),
        "accepted": counts[Status.ACCEPTED],
        "begun": sum(counts[s] for s in (Status.DRAFT, Status.RECEIVED, Status.RETURNED, Status.READY)),
        "not_started": counts[Status.NOT_STARTED],
        "open_questions": sum(row.seen.questions for row in rows),
    }


def _chosen_year(request: HttpRequest, year: int | None) -> AgreementYear:
    asked = request.GET.get("year", "")
    wanted = year if year is not None else int(asked) if asked.isdecimal() else None
    if wanted is None:
        return latest_open_year()
    return get_object_or_404(AgreementYear.objects.with_terms(), pk=wanted)


def _days_after(deadline: date | None) -> int | None:
    return (timezone.localdate() - deadline).days if deadline is not None else None
