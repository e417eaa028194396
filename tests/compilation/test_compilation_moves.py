"""Every move of the compilation is made by who may, and by nobody else, from every status."""

from collections.abc import Callable

import pytest

from agreement.moves import COMPILATION_MOVES, CompilationAct, CompilationStatus, Role
from audit.models import Entry
from compilation.compiling import propose
from compilation.deciding import decide, send_back
from compilation.models import Compilation, CompilationFile
from compilation.publishing import publish
from compilation.writing import write
from outbox.models import Message
from register.models import AgreementYear, User
from submissions.refusals import Refused
from tests.makers import People, a_year, an_accepted_return, the_people
from tests.submissions.test_acts import ROLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def year(people: People) -> AgreementYear:
    year = a_year()
    an_accepted_return(year, "07", people.owner, people.officer)
    return year


def a_compilation(status: CompilationStatus, year: AgreementYear, people: People) -> Compilation:
    """The compilation in a status, proposed by somebody else than those who try."""
    found = propose(year, people.second_officer)
    if status == CompilationStatus.RETURNED:
        send_back(found.pk, people.decision_maker, "Skriv om")
    if status in (CompilationStatus.DECIDED, CompilationStatus.PUBLISHED):
        decide(found.pk, people.decision_maker, found.checksum, "FK2027/000100")
        write(found.pk)
    if status == CompilationStatus.PUBLISHED:
        publish(found.pk, people.second_officer)
    found.refresh_from_db()
    assert found.status == status
    return found


def try_act(act: CompilationAct, found: Compilation, by: User) -> None:
    """Try the act in its simplest form."""
    tries: dict[CompilationAct, Callable[[], object]] = {
        CompilationAct.PROPOSE: lambda: propose(found.year, by),
        CompilationAct.SEND_BACK: lambda: send_back(found.pk, by, "Skriv om"),
        CompilationAct.DECIDE: lambda: decide(found.pk, by, found.checksum, "FK2027/000101"),
        CompilationAct.PUBLISH: lambda: publish(found.pk, by),
    }
    tries[act]()


def the_trace() -> list[object]:
    return [
        list(Compilation.objects.order_by("pk").values_list("pk", "status", "decided_by", "published_by")),
        CompilationFile.objects.count(),
        Entry.objects.count(),
        Message.objects.count(),
    ]


@pytest.mark.parametrize("act", list(CompilationAct))
@pytest.mark.parametrize("status", list(CompilationStatus))
def test_every_move_of_the_compilation_follows_the_table_whoever_tries_it(
    status: CompilationStatus, act: CompilationAct, year: AgreementYear, people: People
) -> None:
    found = a_compilation(status, year, people)
    permitted, before, after = COMPILATION_MOVES[act]
    # What was given back makes room for another proposal; what waits or is decided does not.
    begins = status == (before or CompilationStatus.RETURNED)
    trace = the_trace()
    for role, name in ROLES.items():
        if begins and role is permitted:
            continue
        with pytest.raises(Refused):
            try_act(act, found, getattr(people, name))
        assert the_trace() == trace, f"{role} {act} left a trace"
    if begins:
        try_act(act, found, getattr(people, ROLES[permitted]))
        assert Compilation.objects.latest("number").status == after


@pytest.mark.parametrize("role", list(ROLES))
def test_the_first_proposal_is_an_officer_s(role: Role, year: AgreementYear, people: People) -> None:
    by = getattr(people, ROLES[role])
    if role is COMPILATION_MOVES[CompilationAct.PROPOSE][0]:
        assert propose(year, by).status == CompilationStatus.PROPOSED
        return
    trace = the_trace()
    with pytest.raises(Refused):
        propose(year, by)
    assert the_trace() == trace
