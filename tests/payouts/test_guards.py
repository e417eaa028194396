"""What is decided stays as it is, and nobody decides on their own work, whichever door is tried."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, ProtectedError
from django.test import Client, RequestFactory
from django.urls import reverse

from agreement.moves import Role
from audit import guards
from audit.guards import TRAIL
from audit.models import Entry, Head
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.guards import DECIDED, PAYOUTS
from payouts.models import Amount, Corrector, Decision, Kind, Run
from portal.celery import app as celery
from register.models import Membership, User
from submissions.correcting import correct
from tests.makers import People, a_year, an_accepted_return, the_people

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("agreement", "audit", "register", "submissions", "payouts", "compilation", "portal")
MODELS = {
    "Run",
    "Amount",
    "Corrector",
    "Decision",
    "Difference",
    "Rectification",
    "PaymentOrder",
    "PaymentRow",
    "Settlement",
    "Hearing",
}
WRITES = {
    "create",
    "bulk_create",
    "bulk_update",
    "update",
    "delete",
    "save",
    "get_or_create",
    "update_or_create",
}
# Every place that writes payouts, and every door to a decision. A new one must be tried here.
WRITERS = {
    "payouts/computing.py": {"Run", "Amount", "Corrector"},
    "payouts/deciding.py": {"Run", "Decision"},
    "payouts/differing.py": {"Difference"},
    "payouts/hearing.py": {"Hearing"},
    "payouts/importing.py": {"Run", "Amount", "Decision"},
    "payouts/ordering.py": {"PaymentOrder", "PaymentRow"},
    "payouts/rectifying.py": {"Rectification"},
    "payouts/settling.py": {"Settlement"},
}
LEAD_TO_DECISIONS = {"decide", "deciding", "decide_difference", "differing"}
DOORS_TO_DECIDE = {"payouts/views/differences.py", "payouts/views/runs.py"}


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def proposed(people: People) -> Run:
    the_return = an_accepted_return(a_year(), "07", people.owner, people.officer)
    correct(the_return, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Dubbelräknad kontakt")
    return propose(compute(2026, Kind.CONTACTS, people.officer).pk, people.second_officer)


@pytest.fixture
def decided(people: People, proposed: Run) -> Run:
    return decide(proposed.pk, people.decision_maker, proposed.checksum, "FK2027/000001", no_conflict=True)


def sql(statement: str) -> None:
    """What somebody with the database's own client would send."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def everything() -> list[list[tuple[object, ...]]]:
    """All that the guarded tables hold."""
    models = (Run, Amount, Corrector, Decision, Entry, Head)
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]


def columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def test_no_column_of_a_decided_row_is_changed_by_plain_sql(decided: Run) -> None:
    before = everything()
    for model in (Run, Amount, Corrector, Decision, Entry):
        assert model._default_manager.exists()
        for column in columns(model):
            with pytest.raises(IntegrityError):
                sql(f"UPDATE {model._meta.db_table} SET {column} = {column}")
    assert everything() == before


def test_no_decided_row_is_removed_by_plain_sql(decided: Run) -> None:
    before = everything()
    for table in ("payouts_decision", "payouts_corrector", "payouts_amount", "payouts_run", "audit_entry"):
        with pytest.raises(IntegrityError):
            sql(f"DELETE FROM {table}")
    with pytest.raises(IntegrityError):
        sql("DELETE FROM audit_head")
    assert everything() == before


EMPTYINGS = {
    "postgresql": "TRUNCATE {} CASCADE",
    # SQLite has no such command; replacing a row by its own copy deletes it there.
    "sqlite": "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
}


@pytest.mark.parametrize("model", [Run, Amount, Corrector, Decision, Entry, Head])
def test_no_table_is_emptied_or_replaced(decided: Run, model: type[Model]) -> None:
    before = everything()
    # What waits for the end of the transaction would stop PostgreSQL before the guard does.
    connection.check_constraints()
    with pytest.raises(IntegrityError):
        sql(EMPTYINGS[connection.vendor].format(model._meta.db_table))
    assert everything() == before


WAYS: dict[str, Callable[[Run], object]] = {
    "row saved": lambda run: run.save(),
    "row deleted": lambda run: Run.objects.filter(pk=run.pk)._raw_delete("default"),
    "many updated": lambda run: run.amounts.update(amount=1),
    "many updated in bulk": lambda run: Amount.objects.bulk_update(run.amounts.all(), ["amount"]),
    "amount deleted": lambda run: run.amounts.filter(region="08")._raw_delete("default"),
    "amount moved in": lambda run: Amount.objects.create(run=run, region_id="01", amount=1),
    "decision updated": lambda _run: Decision.objects.update(diary_number="x"),
    "decision deleted": lambda _run: Decision.objects.all().delete(),
    "run returned": lambda run: Run.objects.filter(pk=run.pk).update(status="proposed"),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_the_orm_changes_what_is_decided(decided: Run, way: str) -> None:
    before = everything()
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        WAYS[way](decided)
    assert everything() == before


def decision_of(run: Run, **people: User | bool | None) -> Decision:
    fields = {"computed_by": run.computed_by, "presented_by": run.proposed_by} | people
    return Decision(
        amount=run.amounts.get(region="07"), diary_number="1", decided_at=run.proposed_at, **fields
    )


def test_the_database_refuses_every_decider_who_had_a_hand_in_the_run(people: People, proposed: Run) -> None:
    Run.objects.filter(pk=proposed.pk).update(status="decided")
    for decider in (people.officer, people.second_officer, people.administrator):
        with pytest.raises(IntegrityError), transaction.atomic():
            decision_of(proposed, decided_by=decider).save()
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.bulk_create([decision_of(proposed, decided_by=decider)])
    decision_of(proposed, decided_by=people.decision_maker).save()


def test_other_names_than_the_run_s_do_not_open_the_way(people: People, proposed: Run) -> None:
    Run.objects.filter(pk=proposed.pk).update(status="decided")
    for false in (
        {"decided_by": people.officer, "computed_by": people.auditor},
        {"decided_by": people.second_officer, "presented_by": people.auditor},
        {"decided_by": people.second_officer, "presented_by": None},
        {"decided_by": people.officer, "as_printed": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            decision_of(proposed, **false).save()
    assert not Decision.objects.exists()


def test_a_corrector_is_not_forgotten_before_the_decision(people: People, proposed: Run) -> None:
    for statement in ("DELETE FROM payouts_corrector", "UPDATE payouts_corrector SET person_id = 1"):
        with pytest.raises(IntegrityError):
            sql(statement)
    assert Corrector.objects.get().person == people.administrator


def test_a_run_is_decided_only_after_a_proposal(people: People, proposed: Run) -> None:
    undecided = compute(2026, Kind.CONTACTS, people.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=undecided.pk).update(status="decided")
    with pytest.raises(IntegrityError), transaction.atomic():
        decision_of(proposed, decided_by=people.decision_maker).save()


@pytest.mark.usefixtures("past")
def test_printed_history_is_as_fixed_as_a_decision_made_here() -> None:
    before = everything()
    for statement in ("UPDATE payouts_amount SET amount = 1", "DELETE FROM payouts_decision"):
        with pytest.raises(IntegrityError):
            sql(statement)
    assert everything() == before


def test_the_trail_takes_rows_at_its_end_alone(people: People, decided: Run) -> None:
    last = Entry.objects.latest("sequence")
    names = ", ".join(column for column in columns(Entry) if column != "id")
    for sequence, previous in ((last.sequence + 5, last.digest), (last.sequence + 1, last.previous)):
        others = names.replace("sequence", str(sequence), 1).replace("previous", f"'{previous}'")
        with pytest.raises(IntegrityError):
            sql(f"INSERT INTO audit_entry ({names}) SELECT {others} FROM audit_entry WHERE id = {last.pk}")
    with pytest.raises(IntegrityError):
        sql("UPDATE audit_head SET sequence = sequence + 1")


def test_the_migrations_leave_every_guard_in_place() -> None:
    assert guards.missing(connection, (*TRAIL, *PAYOUTS)) == []


def test_a_guard_that_was_taken_away_is_named() -> None:
    guards.lift(connection, DECIDED[:1])

    assert guards.missing(connection, DECIDED) == ["payouts_run_not_removed"]


# --- every writer and every door --------------------------------------------------------


def written_in(path: Path) -> set[str]:
    """The models of payouts that a file makes or writes: Model(…), Model.objects….write()."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    known = {name.name for node in imports if node.module == "payouts.models" for name in node.names} & MODELS
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            names = {each.id for each in ast.walk(node.func.value) if isinstance(each, ast.Name)}
            found |= names & known
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & known
    return found


def sources() -> list[Path]:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return [path for path in files if "migrations" not in path.parts]


def test_every_writer_of_payouts_is_known() -> None:
    found = {str(path.relative_to(ROOT)): written_in(path) for path in sources()}

    assert {path: models for path, models in found.items() if models} == WRITERS


def test_every_door_that_leads_to_a_decision_is_known() -> None:
    def calls_decide(path: Path) -> bool:
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        imports = [node for node in tree if isinstance(node, ast.ImportFrom) and node.module]
        return any(
            str(node.module).startswith("payouts") and LEAD_TO_DECISIONS & {a.name for a in node.names}
            for node in imports
        )

    assert {str(path.relative_to(ROOT)) for path in sources() if calls_decide(path)} == DOORS_TO_DECIDE
    assert not [name for name in celery.tasks if name.startswith("payouts")]


def test_the_page_lets_nobody_decide_who_computed_presented_or_corrected(
    people: People, proposed: Run
) -> None:
    address = reverse("payouts:decide", args=(2026, "contacts", proposed.number))
    for person in (people.officer, people.second_officer, people.administrator):
        Membership.objects.create(user=person, role=Role.DECISION_MAKER.value)
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        client.post(
            address, {"checksum": proposed.checksum, "diary_number": "FK2027/000001", "no_conflict": "on"}
        )
    assert not Decision.objects.exists()


def test_the_admin_site_changes_no_payout_and_no_trail(people: People) -> None:
    request = RequestFactory().get("/")
    request.user = people.administrator
    shown = [model for model in admin.site._registry if model._meta.app_label in {"payouts", "audit"}]
    assert {Run, Amount, Decision} <= set(shown)
    for model in shown:
        site = admin.site._registry[model]
        assert not site.has_add_permission(request)
        assert not site.has_change_permission(request)
        assert not site.has_delete_permission(request)
        assert not site.get_actions(request)


def test_every_table_of_payouts_is_guarded() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("payouts").get_models()}

    assert tables == {guard.table for guard in PAYOUTS}
