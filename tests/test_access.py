"""Who may open what: one row for every address and method, one column for every person.

The matrix was written before the pages; a new address without a row fails. What exists only when
something is decided or published has its rows in `tests/test_access_settled.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from agreement.moves import MOVES, Act, Role, Status, permits
from agreement.replies import Part
from outbox.models import Message
from payouts.computing import compute
from payouts.models import Kind
from register.models import AgreementYear, Invitation, User
from submissions.conversing import ask_about
from submissions.intake import File, upload
from submissions.inviting import invite
from submissions.models import Extension, ListFile, Return, Waiver
from submissions.originals import keep
from submissions.proposing import propose
from submissions.stating import state
from survey.answering import Written
from survey.answering import save as save_answer
from survey.making import add_item, fill_bank, latest_wordings, make_survey, set_terms
from survey.models import Answer, Response
from survey.sending import send
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
COMPILERS = READERS | {"analyst"}

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
    ("submissions:lists", "get", RETURN, REGION),
    ("submissions:lists", "post", RETURN, REGION),
    ("submissions:use_lists", "post", RETURN, REGION),
    ("submissions:merge_providers", "post", RETURN, REGION),
    ("submissions:provider_workbook", "get", RETURN, REGION),
    ("submissions:remove_list", "post", (*RETURN, "1"), REGION),
    ("submissions:faulty_rows", "get", (*RETURN, "1"), REGION),
    ("submissions:proposal", "get", (*RETURN, "1"), REGION),
    ("submissions:use_proposal", "post", (*RETURN, "1"), REGION),
    ("submissions:answer", "get", (*RETURN, "1"), REGION | READERS),
    ("submissions:answer", "get", (*RETURN, "2"), REGION),
    ("submissions:practise", "get", (), REGION | {"stranger"}),
    ("submissions:practise", "post", (), REGION | {"stranger"}),
    ("submissions:check", "get", RETURN, REGION),
    ("submissions:repair", "post", RETURN, REGION),
    ("submissions:explain", "post", RETURN, REGION),
    ("submissions:sign", "get", RETURN, REGION),
    ("submissions:sign", "post", RETURN, REGION),
    ("submissions:withdraw", "get", RETURN, REGION),
    ("submissions:withdraw", "post", RETURN, REGION),
    ("submissions:receipt", "get", (*RETURN, "1"), REGION | READERS),
    ("submissions:receipt_file", "get", (*RETURN, "1"), REGION | READERS),
    ("submissions:version", "get", (*RETURN, "1"), REGION | READERS),
    ("submissions:original", "get", (*RETURN, "2"), REGION),
    ("submissions:rules", "get", (), set(PEOPLE)),
    ("payouts:board", "get", (), READERS),
    ("submissions:desk", "get", (), READERS),
    ("submissions:close_round", "get", ("2026",), READERS),
    ("submissions:message_missing", "post", ("2026",), READERS),
    ("submissions:people", "get", (), REGION | {"stranger"}),
    ("submissions:people_of", "get", ("07",), REGION),
    ("submissions:people_of", "post", ("07",), {"owner"}),
    ("submissions:withdraw_invitation", "post", ("07", "1"), {"owner"}),
    ("submissions:remove_person", "get", ("07", "1"), {"owner"}),
    ("submissions:remove_person", "post", ("07", "1"), {"owner"}),
    ("payouts:standing", "get", (), READERS),
    ("payouts:standing_file", "get", (), READERS),
    ("submissions:close_round", "post", ("2026",), READERS),
    ("submissions:originals", "get", ("2026",), READERS),
    ("payouts:board_file", "get", ("2026",), READERS),
    ("submissions:note", "post", RETURN, READERS),
    ("submissions:assign", "post", RETURN, READERS),
    ("submissions:state_conflict", "post", RETURN, READERS),
    ("submissions:state_no_conflict", "post", ("2026",), READERS),
    ("submissions:try_conflict", "post", (*RETURN, "1"), READERS),
    ("submissions:close_thread", "post", (*RETURN, "1"), READERS),
    ("submissions:ask_about", "post", RETURN, REGION | READERS),
    ("submissions:reply", "post", (*RETURN, "1"), REGION | READERS),
    ("submissions:respond", "post", (*RETURN, "1"), REGION),
    ("submissions:extend", "get", RETURN, REGION),
    ("submissions:extend", "post", RETURN, REGION),
    ("submissions:calendar", "get", RETURN, REGION),
    ("submissions:answer_extension", "post", (*RETURN, "1"), READERS),
    ("outbox:messages", "get", (), set(PEOPLE)),
    ("outbox:again", "post", ("1",), {"administrator", "officer"}),
    ("submissions:abstain", "get", RETURN, REGION),
    ("submissions:abstain", "post", RETURN, REGION),
    ("payouts:board_of_year", "get", ("2026",), READERS),
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
    ("payouts:simulation", "get", ("2026", "contacts"), READERS),
    ("payouts:own", "get", (), REGION | {"stranger"}),
    ("payouts:compute_again", "post", ("2026", "contacts"), READERS),
    ("payouts:workbook", "get", RUN, READERS),
    ("survey:surveys", "get", (), REGION | {"stranger", "analyst", "auditor"}),
    ("survey:make", "post", (), {"analyst"}),
    ("survey:survey", "get", ("2026",), {"analyst", "auditor"}),
    ("survey:act", "post", ("2026", "stang"), {"analyst"}),
    ("survey:wording", "get", ("2026", "1"), {"analyst"}),
    ("survey:wording", "post", ("2026", "1"), {"analyst"}),
    ("survey:answers", "get", ("2026", "1"), {"analyst", "auditor"}),
    ("survey:summary", "post", ("2026", "1"), {"analyst"}),
    ("survey:tag", "post", ("2026", "1", "1"), {"analyst"}),
    ("survey:file", "get", ("2026", "xlsx"), {"analyst", "auditor"}),
    ("survey:reopen", "post", RETURN, {"analyst"}),
    ("survey:response", "get", RETURN, REGION),
    ("survey:question", "get", (*RETURN, "1"), REGION),
    ("survey:workbook", "get", RETURN, REGION),
    ("survey:upload", "get", RETURN, REGION),
    ("survey:upload", "post", RETURN, REGION),
    ("survey:submit", "post", RETURN, REGION),
    ("survey:withdraw", "post", RETURN, REGION),
    # Nobody has handed in; what a version shows and to whom is tried in tests/survey/test_versions.py.
    ("survey:version", "get", (*RETURN, "1"), set()),
    ("compilation:years", "get", (), COMPILERS),
    ("compilation:year", "get", ("2026",), COMPILERS),
    ("compilation:beside", "get", ("2026",), COMPILERS),
    ("compilation:download", "get", ("2026", "csv"), COMPILERS),
    ("compilation:crossed", "get", ("2026",), COMPILERS),
    ("compilation:row", "get", ("2026", "contacts_by_region", "07"), COMPILERS),
    ("compilation:cell", "get", ("2026", "contacts_by_region", "07", "share"), COMPILERS),
    ("compilation:propose", "post", ("2026",), COMPILERS),
    ("compilation:paragraphs", "get", ("2026",), {"officer"}),
]
ROOMS = ("submissions", "payouts", "survey", "outbox", "compilation")
# Addresses that everybody reaches, signed in or not.
OPEN = {
    "health",
    "set_language",
    "compilation:published",
    "compilation:published_year",
    "compilation:published_file",
}


@dataclass(frozen=True, slots=True)
class Made:
    """Keys of what was made once: the people by name, the accepted return, and where the files lie."""

    people: dict[str, int]
    accepted: int
    originals: Path


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    """The world, made once and rolled back when all rows have met it; each row is rolled back by itself."""
    originals = tmp_path_factory.mktemp("originals")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(ORIGINALS_DIR=originals, PASSWORD_HASHERS=quick), translation.override("sv"):
            people = the_people()
            accepted = a_world(people)
        keys = {person.name: getattr(people, person.name).pk for person in fields(People)}
        yield Made(keys, accepted.pk, originals)
        transaction.set_rollback(True)


@pytest.fixture
def people(made: Made, db: None) -> People:
    return People(**{person: User.objects.get(pk=key) for person, key in made.people.items()})


@pytest.fixture
def world(made: Made, db: None, settings: Settings) -> Return:
    settings.ORIGINALS_DIR = made.originals
    return Return.objects.get(pk=made.accepted)


def a_world(people: People) -> Return:
    """A return that was accepted, an uploaded workbook that nobody signed, and a computation."""
    year = a_year()
    a_return(year, "12")
    accepted = an_accepted_return(year, "07", people.owner, people.officer)
    draft = a_return(year, "08")
    upload(draft, File("utkast.xlsx", a_workbook(2026, "08")), people.owner, draft.revision)
    propose(draft, File("forslag.xlsx", a_workbook(2026, "08")), people.owner, draft.revision)
    compute(2026, Kind.CONTACTS, people.officer)
    a_survey(year, people)
    return accepted


def a_survey(year: AgreementYear, people: People) -> None:
    """A survey of one question that is sent, with an answer that nobody has handed in."""
    fill_bank()
    survey = make_survey(year, people.analyst)
    item = add_item(survey, latest_wordings()["coordinators"], people.analyst)
    set_terms(survey, date(2099, 1, 1), False, [0], people.analyst)
    send(survey, people.analyst)
    response = Response.objects.get(region="07")
    save_answer(response, item, Written([Part(raw="7")]), people.owner, 0)


def a_waiver(the_return: Return, people: People) -> Waiver:
    """A waiver that waits for an officer."""
    return Waiver.objects.create(
        the_return=the_return, rule="balance.unequal_all", request="Går inte.", asked_by=people.owner
    )


def a_list(the_return: Return, people: People) -> ListFile:
    """A list of the region's, with a row that is not understood."""
    data = "Vårdgivare;KBT;IPT;PDT\nNorr;ca 4;2;1\n".encode()
    return ListFile.objects.create(
        the_return=the_return, name="lista.csv", size=len(data), sha256=keep(data), sent_by=people.owner
    )


def an_extension(the_return: Return, people: People) -> Extension:
    """An extension that waits for an officer."""
    return Extension.objects.create(
        the_return=the_return, reason="Semester.", wished=date(2030, 9, 1), asked_by=people.owner
    )


def an_invitation(the_return: Return, people: People) -> Invitation:
    """Somebody whom the process leader has invited."""
    return invite(the_return.region, "ny@test.example", "Ny", Role.CONTRIBUTOR, people.owner)


def arguments_of(row: Row, world: Return, people: People) -> tuple[str, ...]:
    """What the row's address leads to: made here where the world does not have it."""
    name, _method, arguments, _let_in = row
    if name.endswith("_waiver"):
        return (*RETURN, str(a_waiver(world, people).pk))
    made: dict[str, Callable[[], tuple[str, ...]]] = {
        "reply": lambda: (*RETURN, str(ask_about(world.versions.get(), "", "?", people.officer).pk)),
        "close_thread": lambda: (*RETURN, str(ask_about(world.versions.get(), "", "?", people.officer).pk)),
        "try_conflict": lambda: (*RETURN, str(state(world, True, "Syster.", people.second_officer).pk)),
        "answer_extension": lambda: (*RETURN, str(an_extension(world, people).pk)),
        "withdraw_invitation": lambda: ("07", str(an_invitation(world, people).pk)),
        "remove_person": lambda: ("07", str(people.contributor.memberships.get(region="07").pk)),
        "tag": lambda: ("2026", "1", str(Answer.objects.get().pk)),
        "again": lambda: (str(Message.objects.all()[0].pk),),
        "original": lambda: ("2026", "08", "1"),
        "remove_list": lambda: ("2026", "07", str(a_list(world, people).pk)),
        "faulty_rows": lambda: ("2026", "07", str(a_list(world, people).pk)),
        "proposal": lambda: ("2026", "08", "2"),
        "use_proposal": lambda: ("2026", "08", "2"),
    }
    if name == "submissions:answer" and arguments[-1] == "2":
        return ("2026", "08", "1")
    return made.get(name.partition(":")[2], lambda: arguments)()


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row[0]} {row[1]}")
def test_each_address_lets_in_those_of_its_row_and_nobody_else(
    row: Row, people: People, world: Return
) -> None:
    name, method, _arguments, let_in = row
    address = reverse(name, args=arguments_of(row, world, people))
    for person in PEOPLE:
        client = Client()
        client.force_login(getattr(people, person), backend="django.contrib.auth.backends.ModelBackend")
        status = getattr(client, method)(address, {"version": "1"}).status_code
        expected = {200, 302} if person in let_in else {404}
        assert status in expected, f"{person} {method} {name}: {status}"


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row[0]} {row[1]}")
def test_nobody_reaches_a_page_without_signing_in(row: Row, world: Return) -> None:
    name, method, arguments, _let_in = row
    response = getattr(Client(), method)(reverse(name, args=arguments))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


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
