"""An auditor's reading about persons leaves a row in the trail, whichever room the page is in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from agreement.moves import Role
from audit.handing_out import persons_read
from register.access import has_role
from register.models import AgreementYear, User

# Pages that name who signed, asked, decided, corrected or paid. Files and answers leave rows of their own.
NAMING = frozenset(
    {
        "submissions:close_round",
        "submissions:desk",
        "submissions:receipt",
        "submissions:review",
        "submissions:version",
        "payouts:balances",
        "payouts:board",
        "payouts:board_of_year",
        "payouts:difference",
        "payouts:hearing",
        "payouts:hearings",
        "payouts:order",
        "payouts:rectify",
        "payouts:rectify_change",
        "payouts:run",
        "payouts:settlement",
        "payouts:standing",
        "payouts:year",
        "survey:survey",
        "compilation:version",
    }
)


class RecordReading:
    """Records which page that names persons somebody opened as auditor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer first: a page that was refused was not read."""
        response = self.get_response(request)
        here = request.resolver_match
        if here is not None and here.view_name in NAMING and _was_shown(request, response):
            _record(request, here.view_name, here.kwargs)
        return response


def _was_shown(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an auditor got the page; who handles cases leaves rows by the acts themselves."""
    by = request.user
    if request.method != "GET" or response.status_code != 200 or not isinstance(by, User):
        return False
    return has_role(by, {Role.AUDITOR})


def _record(request: HttpRequest, name: str, about: dict[str, object]) -> None:
    """The row names the address, and the year and the region where the address does."""
    assert isinstance(request.user, User)
    year = AgreementYear.objects.filter(pk=str(about["year"])).first() if "year" in about else None
    persons_read(request.user, year or request.user, f"{name} {request.path}", str(about.get("region", "")))
