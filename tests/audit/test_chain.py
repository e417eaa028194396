"""Whoever changes the trail is found, and so is the row."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model

from audit import guards
from audit.chain import Deviation, Fault, deviations
from audit.models import Entry, Head
from audit.record import digest_of, record
from tests.makers import People, a_region, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def trail(people: People) -> list[Entry]:
    """Six rows, and the guards lifted as by somebody who owns the database."""
    region = a_region("07")
    rows = [
        record(people.officer, "test.act", region, region="07", number=number, note="å ä")
        for number in range(1, 7)
    ]
    connection.check_constraints()
    guards.lift(connection, guards.TRAIL)
    return rows


def sql(statement: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def faults() -> list[tuple[str, int]]:
    return [(each.fault.value, each.sequence) for each in deviations()]


def verify(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue()


def one_byte_other(value: Any) -> Any:
    """The same but for its last byte; a number that no other row has."""
    if value is None:
        return None
    if isinstance(value, int):
        return value + 100
    text = str(value)
    return text[:-1] + ("0" if text[-1] != "0" else "1")


COLUMNS = [field.column for field in Entry._meta.concrete_fields]
# What one byte of the column becomes, for columns whose type takes not just any text.
TYPED = {
    "postgresql": {
        "at": "\"at\" + interval '1 microsecond'",
        "details": "jsonb_set(details, '{number}', '9')",
        "actor_id": "(SELECT max(id) FROM register_user)",
    },
    "sqlite": {
        "at": "substr(at, 1, length(at) - 1) || ((substr(at, -1) + 1) % 10)",
        "details": "replace(details, '\"number\": 3', '\"number\": 4')",
        "actor_id": "(SELECT max(id) FROM register_user)",
    },
}


@pytest.mark.parametrize("column", COLUMNS)
def test_one_byte_changed_in_any_column_is_found_and_the_row_named(trail: list[Entry], column: str) -> None:
    assert faults() == []
    typed = TYPED[connection.vendor].get(column)
    if typed:
        sql(f'UPDATE audit_entry SET "{column}" = {typed} WHERE sequence = 3')
    else:
        value = one_byte_other(getattr(trail[2], column))
        sql(f'UPDATE audit_entry SET "{column}" = %s WHERE sequence = 3', value)

    assert faults() == [("changed", 3)]
    with pytest.raises(CommandError) as refusal:
        verify()
    assert refusal.value.returncode == 1


@pytest.mark.parametrize("number", [1, 3, 6])
def test_every_byte_of_the_texts_counts(trail: list[Entry], number: int) -> None:
    for column in ("actor_name", "act", "subject", "region", "previous", "digest"):
        text = str(getattr(trail[number - 1], column))
        for place in range(len(text)):
            other = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
            sql(f"UPDATE audit_entry SET {column} = %s WHERE sequence = %s", other, number)
            assert faults() == [("changed", number)]
        sql(f"UPDATE audit_entry SET {column} = %s WHERE sequence = %s", text, number)
    assert faults() == []


def test_text_that_is_no_date_or_json_is_a_changed_row_and_no_crash(trail: list[Entry]) -> None:
    if connection.vendor == "postgresql":
        return  # PostgreSQL takes neither.
    sql("UPDATE audit_entry SET at = 'x' WHERE sequence = 2")
    sql("UPDATE audit_entry SET details = replace(details, ' ', '') WHERE sequence = 4")

    assert faults() == [("changed", 2), ("changed", 4)]


@pytest.mark.parametrize("number", [1, 4, 6])
def test_a_removed_row_is_named(trail: list[Entry], number: int) -> None:
    sql("DELETE FROM audit_entry WHERE sequence = %s", number)

    assert faults() == [("removed", number)]


def test_many_rows_changed_and_removed_are_all_named(trail: list[Entry]) -> None:
    sql("DELETE FROM audit_entry WHERE sequence IN (2, 3)")
    sql("UPDATE audit_entry SET act = 'x' WHERE sequence = 5")

    assert faults() == [("removed", 2), ("removed", 3), ("changed", 5)]


def sealed(row: Entry, **changes: Any) -> Entry:
    """The row with other content and a digest that fits, as somebody who knows the code would make it."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.digest = digest_of(row)
    return row


def test_a_row_that_was_sealed_anew_is_found_by_the_next(trail: list[Entry]) -> None:
    sealed(trail[2], act="other").save()

    assert faults() == [("replaced", 3)]


def test_a_row_put_in_at_the_end_is_found_by_the_head(trail: list[Entry]) -> None:
    last = trail[-1]
    sealed(last, pk=7, sequence=7, previous=last.digest).save(force_insert=True)

    assert faults() == [("inserted", 7)]


def test_a_row_that_took_the_number_of_another_is_found(trail: list[Entry]) -> None:
    sql("UPDATE audit_entry SET sequence = 60 WHERE sequence = 3")

    assert faults() == [("changed", 3)]


@pytest.mark.parametrize("change", ["sequence = 5", "digest = 'x'", "id = 2", "sequence = 8"])
def test_a_changed_head_is_found(trail: list[Entry], change: str) -> None:
    sql(f"UPDATE audit_head SET {change}")

    assert faults()


def test_a_head_that_is_gone_is_found(trail: list[Entry]) -> None:
    sql("DELETE FROM audit_head")

    assert faults() == [("head", 0)]


def test_a_chain_rewritten_to_its_end_is_found_by_what_is_printed(trail: list[Entry]) -> None:
    printed = f"6:{trail[5].digest[:16]}"
    guards.install(connection, guards.TRAIL)
    assert "6 rader är som de skrevs" in verify("--printed", printed)
    guards.lift(connection, guards.TRAIL)
    before = trail[1].digest
    for number, row in enumerate(trail[2:], start=3):
        sealed(row, previous=before, actor_name="Någon annan").save()
        before = row.digest
        Head.objects.update(sequence=number, digest=before)
    assert faults() == []

    assert list(deviations({6: printed[2:]})) == [Deviation(Fault.NOT_AS_PRINTED, 6)]


def test_the_command_names_each_row_and_a_missing_guard(trail: list[Entry]) -> None:
    sql("UPDATE audit_entry SET act = 'x' WHERE sequence = 2")
    out = StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("verify_audit", stdout=out)

    assert refusal.value.returncode == 1
    assert "Rad 2 är ändrad." in out.getvalue()
    assert "Spärren audit_entry_not_changed saknas." in out.getvalue()


def test_a_whole_trail_gives_its_head(people: People) -> None:
    entry = record(people.officer, "test.act", a_region("07"))

    assert verify() == f"1 rader är som de skrevs. Kedjans slut: 1:{entry.digest}\n"


def test_an_empty_trail_is_whole() -> None:
    assert "0 rader är som de skrevs" in verify()


@pytest.mark.parametrize("text", ["x", "1", "1:abc", "1" * 30 + ":0123456789ab", ":0123456789ab"])
def test_what_is_printed_is_a_number_and_a_digest(text: str) -> None:
    with pytest.raises(CommandError) as refusal:
        verify("--printed", text)
    assert refusal.value.returncode == 2


def test_the_trail_s_own_tables_are_guarded() -> None:
    models: list[type[Model]] = [Entry, Head]

    assert {guard.table for guard in guards.TRAIL} == {model._meta.db_table for model in models}
