"""Who may open what: one row for every address and method, one column for every person.

The matrix was written before the pages; a new address without a row fails.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from agreement.moves import MOVES, Act, Role, Status, permits
from payouts.computing import compute
from payouts.models import Kind
from register.models import User
from submissions.intake import File, upload
from submissions.models import Return, Waiver
from tests.makers import People, a_return, a_year, an_accepted_return, the_people
from tests.workbooks import a_workbook

pytestmark = pytest.mark.django_db

PEOPLE = (
    "owner",
    "contributor",
    "stranger",
    "officer",
    "decision_maker",
    "analyst",
    "auditor",
    "administrator",
)
REGION = {"owner", "contributor"}
AGENCY = {"officer", "decision_maker", "administrator"}
READERS = AGENCY | {"auditor"}

Row = tuple[str, str, tuple[str, ...], set[str]]
RETURN = ("2026", "07")
RUN = ("2026", "contacts", "1")
# name, method, arguments, who is let in; everybody else gets a 404.
MATRIX: list[Row] = [
    ("start", "get", (), set(PEOPLE)),
    ("submissions:mine", "get", (), REGION | {"stranger"}),
    ("submissions:overview", "get", RETURN, REGION),
    ("submissions:form", "get", RETURN, REGION),
    ("submissions:form", "post", RETURN, REGION),
    ("submissions:sums", "post", RETURN, REGION),
    ("submissions:workbook", "get", RETURN, REGION),
    ("submissions:upload", "get", RETURN, REGION),
    ("submissions:upload", "post", RETURN, REGION),
    ("submissions:check", "get", RETURN, REGION),
    ("submissions:explain", "post", RETURN, REGION),
    ("submissions:request_waiver", "post", (*RETURN, "1"), set()),
    ("submissions:sign", "get", RETURN, REGION),
    ("submissions:sign", "post", RETURN, REGION),
    ("submissions:withdraw", "get", RETURN, REGION),
    ("submissions:withdraw", "post", RETURN, REGION),
    ("submissions:receipt", "get", (*RETURN, "1"), REGION | READERS),
    ("submissions:version", "get", (*RETURN, "1"), REGION | READERS),
    ("submissions:original", "get", (*RETURN, "2"), REGION),
    ("submissions:rules", "get", (), set(PEOPLE)),
    ("submissions:board", "get", (), READERS),
    ("submissions:board_of_year", "get", ("2026",), READERS),
    ("submissions:review", "get", RETURN, READERS),
    ("submissions:ask", "post", RETURN, READERS),
    ("submissions:accept", "post", RETURN, READERS),
    ("submissions:assess", "post", RETURN, READERS),
    ("submissions:propose_waiver", "post", (*RETURN, "1"), READERS),
    ("submissions:approve_waiver", "post", (*RETURN, "1"), READERS),
    ("submissions:refuse_waiver", "post", (*RETURN, "1"), READERS),
    ("payouts:year_list", "get", (), READERS),
    ("payouts:year", "get", ("2026",), READERS),
    ("payouts:compute", "post", ("2026", "contacts"), READERS),
    ("payouts:run", "get", RUN, READERS),
    ("payouts:propose", "post", RUN, READERS),
    ("payouts:send_back", "post", RUN, READERS),
    ("payouts:decide", "post", RUN, READERS),
    ("payouts:payment_list", "get", (*RUN, "csv"), set()),
]
# Addresses that everybody reaches, signed in or not.
OPEN = {"health", "set_language"}


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def world(people: People) -> Return:
    """A return that was accepted, an uploaded workbook that nobody signed, and a computation."""
    year = a_year()
    a_return(year, "12")
    accepted = an_accepted_return(year, "07", people.owner, people.officer)
    draft = a_return(year, "08")
    upload(draft, File("utkast.xlsx", a_workbook(2026, "08")), people.owner, draft.revision)
    compute(2026, Kind.CONTACTS, people.officer)
    return accepted


def a_waiver(the_return: Return, people: People) -> Waiver:
    """A waiver that waits for an officer."""
    return Waiver.objects.create(
        the_return=the_return, rule="balance.unequal_all", request="Går inte.", asked_by=people.owner
    )


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row[0]} {row[1]}")
def test_each_address_lets_in_those_of_its_row_and_nobody_else(
    row: Row, people: People, world: Return
) -> None:
    name, method, arguments, let_in = row
    if name.endswith("_waiver") and name != "submissions:request_waiver":
        arguments = (*RETURN, str(a_waiver(world, people).pk))
    if name == "submissions:original":
        arguments = ("2026", "08", "1")
    address = reverse(name, args=arguments)
    for person in PEOPLE:
        client = Client()
        client.force_login(getattr(people, person), backend="django.contrib.auth.backends.ModelBackend")
        status = getattr(client, method)(address).status_code
        expected = {200, 302} if person in let_in else {404}
        assert status in expected, f"{person} {method} {name}: {status}"


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row[0]} {row[1]}")
def test_nobody_reaches_a_page_without_signing_in(row: Row, world: Return) -> None:
    name, method, arguments, _let_in = row
    response = getattr(Client(), method)(reverse(name, args=arguments))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_every_address_has_its_row() -> None:
    rows = {name for name, *_rest in MATRIX} | OPEN

    assert set(_addresses()) == rows


def _addresses() -> Iterator[str]:
    """The names of our own addresses; those of the admin site and of signing in have tests of their own."""
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLPattern) and entry.name:
            yield entry.name
        if isinstance(entry, URLResolver) and entry.app_name in ("submissions", "payouts"):
            patterns = [each for each in entry.url_patterns if isinstance(each, URLPattern)]
            yield from (f"{entry.app_name}:{pattern.name}" for pattern in patterns)


PERSON_OF = {
    Role.PROCESS_LEADER: "owner",
    Role.CONTRIBUTOR: "contributor",
    Role.OFFICER: "officer",
    Role.DECISION_MAKER: "decision_maker",
    Role.ANALYST: "analyst",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
}


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("status", list(Status))
def test_the_table_of_moves_names_every_status_and_role_of_an_act(act: Act, status: Status) -> None:
    allowed = {role for role in Role if permits(act, status, {role})}
    rows = [move for move in MOVES if move.act is act and status in move.before]

    assert len(rows) <= 1
    assert allowed == (set(rows[0].roles) if rows else set())


@pytest.mark.parametrize(
    "path", ["", "submissions/return/", "submissions/version/", "payouts/run/", "audit/entry/"]
)
def test_the_admin_site_is_the_administrators_alone(path: str, people: People, world: Return) -> None:
    for person in PEOPLE:
        user: User = getattr(people, person)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        status = client.get(f"/administration/{path}").status_code
        assert (status == 200) == (person == "administrator"), f"{person}: {status}"
