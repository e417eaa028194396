"""Guards: triggers by which the database itself refuses what nobody may do, whoever asks.

A guard is one condition in SQL that both SQLite and PostgreSQL understand. Migrations install them.
SQLite forgets a table's triggers when a migration rebuilds the table, and cannot rebuild a table that
another guard names, so a migration that alters a guarded table begins with `lift` and ends with
`install`. `missing` says which guards are gone or switched off.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses an INSERT, UPDATE or DELETE of a row of the table when the condition holds.

    ``condition`` speaks of NEW and OLD. The database answers with an integrity error and ``words``.
    """

    name: str
    table: str
    event: str
    condition: str
    words: str

    def installed(self, vendor: str) -> list[str]:
        """The statements that install it."""
        if vendor != POSTGRESQL:
            return [
                f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} WHEN {self.condition} "
                f"BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
            ]
        statements = [self._function(), self._trigger("", self.event, "ROW")]
        # Emptying the whole table is a deletion too.
        return [*statements, self._truncation()] if self.event == "DELETE" else statements

    def lifted(self, vendor: str) -> list[str]:
        """The statements that take it away."""
        if vendor != POSTGRESQL:
            return [f"DROP TRIGGER IF EXISTS {self.name}"]
        return [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in (self.name, f"{self.name}_all")]

    def _function(self) -> str:
        kept = "OLD" if self.event == "DELETE" else "NEW"
        return (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.condition} THEN {self._refusal()} END IF; RETURN {kept}; END $$"
        )

    def _truncation(self) -> str:
        name = f"{self.name}_all"
        return (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {self._refusal()} END $$; "
            f"{self._trigger('_all', 'TRUNCATE', 'STATEMENT')}"
        )

    def _trigger(self, ending: str, event: str, each: str) -> str:
        name = f"{self.name}{ending}"
        return (
            f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} FOR EACH {each} EXECUTE FUNCTION {name}()"
        )

    def _refusal(self) -> str:
        return f"RAISE EXCEPTION '{self.words}' USING ERRCODE = 'integrity_constraint_violation';"


def install(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Put the guards in place; those that are there already are put anew."""
    chosen = list(guards)
    lift(connection, chosen)
    with connection.cursor() as cursor:
        for guard in chosen:
            for statement in guard.installed(connection.vendor):
                cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Take the guards away. For migrations and tests; nothing that the portal does calls it."""
    with connection.cursor() as cursor:
        for guard in guards:
            for statement in guard.lifted(connection.vendor):
                cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> list[str]:
    """The names of guards that are gone, switched off, or changed into something else."""
    there = _definitions(connection)
    return [guard.name for guard in guards if not _is_whole(guard, there.get(guard.name, ""), connection)]


def _is_whole(guard: Guard, definition: str, connection: BaseDatabaseWrapper) -> bool:
    if connection.vendor == POSTGRESQL:
        return guard.condition in definition
    return definition == guard.installed(connection.vendor)[0]


def _definitions(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """What the database holds, by the guards' names."""
    question = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == POSTGRESQL:
        question = (
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
        )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {str(name): str(text) for name, text in cursor.fetchall()}


NEVER_CHANGED = "the trail is only added to"
_AT_THE_END = (
    "NOT EXISTS (SELECT 1 FROM audit_head h WHERE h.id = 1 AND h.sequence + 1 = NEW.sequence "
    "AND h.digest = NEW.previous)"
)
# INSERT OR REPLACE would delete the row that is there without asking the guard on deletion.
_REPLACES = (
    "EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = NEW.id OR e.sequence = NEW.sequence "
    "OR e.digest = NEW.digest)"
)
_HEAD_STEPS = (
    "NEW.id = OLD.id AND NEW.sequence = OLD.sequence + 1 AND EXISTS "
    "(SELECT 1 FROM audit_entry e WHERE e.sequence = NEW.sequence AND e.digest = NEW.digest "
    "AND e.previous = OLD.digest)"
)

TRAIL: tuple[Guard, ...] = (
    Guard("audit_entry_not_changed", "audit_entry", "UPDATE", "1 = 1", NEVER_CHANGED),
    Guard("audit_entry_not_removed", "audit_entry", "DELETE", "1 = 1", NEVER_CHANGED),
    Guard(
        "audit_entry_last",
        "audit_entry",
        "INSERT",
        f"NEW.id <> NEW.sequence OR {_AT_THE_END} OR {_REPLACES}",
        NEVER_CHANGED,
    ),
    Guard("audit_head_one_step", "audit_head", "UPDATE", f"NOT ({_HEAD_STEPS})", NEVER_CHANGED),
    Guard("audit_head_not_removed", "audit_head", "DELETE", "1 = 1", NEVER_CHANGED),
    Guard(
        "audit_head_only_one",
        "audit_head",
        "INSERT",
        "NEW.id <> 1 OR NEW.sequence <> 0 OR EXISTS (SELECT 1 FROM audit_head) "
        "OR EXISTS (SELECT 1 FROM audit_entry)",
        NEVER_CHANGED,
    ),
)
