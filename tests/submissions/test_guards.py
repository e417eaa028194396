"""What a region signed stays as it was signed, and what was said stays said, whichever door is tried."""

from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F, ForeignKey, Model, ProtectedError, QuerySet

from audit import guards
from submissions import guards as guards_of_returns
from submissions.asking import accept, ask
from submissions.checking import check, judge
from submissions.closing import close_round
from submissions.conversing import ask_about, close, reply
from submissions.correcting import correct
from submissions.guards import SUBMISSIONS
from submissions.intake import deliver
from submissions.models import (
    Closing,
    CorrectionReply,
    Delivery,
    Figure,
    Finding,
    Note,
    Post,
    Return,
    Version,
)
from submissions.noting import note
from submissions.responding import respond
from submissions.signing import ASSURANCES, sign, withdraw
from tests.makers import (
    People,
    a_checked_return,
    a_return,
    a_signed_return,
    a_year,
    an_accepted_return,
    some_answers,
    the_people,
)

pytestmark = pytest.mark.django_db
FROZEN: tuple[type[Model], ...] = (Version, Delivery, Figure, Finding)
SAID: tuple[type[Model], ...] = (Post, Note, CorrectionReply, Closing)
# The guards' own words: no other constraint is taken for one of them.
REFUSED = f"{guards_of_returns.FROZEN}|{guards_of_returns.SAID}|{guards_of_returns.CLOSED}|protected"
# A value that differs from whatever stands there, by the kind of column.
OTHER = {
    "CharField": "'x'",
    "TextField": "'x'",
    "BooleanField": "NOT {0}",
    "DateTimeField": "'2001-01-01 00:00:00+00:00'",
    "JSONField": "'[\"x\"]'",
}
# How a version may still go on: it is accepted once, replaced, or taken back.
GOES_ON = {"state", "accepted_by_id", "accepted_at", "withdrawn_reason"}


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def signed(people: People) -> Return:
    """Signed with contacts that are asked about nowhere, but with a note from the rules."""
    return a_signed_return(a_year(), "07", people.owner, EMPLOYER=151)


@pytest.fixture
def talked_about(people: People) -> Return:
    """A round of one region: asked about, corrected, answered, noted, accepted and closed."""
    year = a_year()
    the_return = an_accepted_return(year, "07", people.owner, people.officer)
    ask_about(the_return.versions.get(), "KBT", "Stämmer 203?", people.officer)
    note(the_return, Note.Kind.FACT, "Ringde den 3 september.", people.officer)
    correct(the_return, {"EMPLOYER": "150"}, people.administrator, seen_version=1, why="Dubbelräknad")
    respond(the_return.versions.get(number=2), True, "", people.owner)
    close_round(year, people.officer)
    return the_return


def sql(statement: str) -> None:
    """What somebody with the database's own client would send."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def everything(models: tuple[type[Model], ...] = (*FROZEN, *SAID)) -> list[list[tuple[object, ...]]]:
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]


def assignments(model: type[Model]) -> Iterator[str]:
    """Every column of a table set to something else."""
    for field in model._meta.concrete_fields:
        kind = (field.target_field if isinstance(field, ForeignKey) else field).get_internal_type()
        other = OTHER.get(kind, "COALESCE({0}, 0) + 1")
        column = f'"{field.column}"'
        yield f"{column} = {other.format(column)}"


def test_no_column_of_what_is_signed_is_changed_by_plain_sql(signed: Return) -> None:
    before = everything(FROZEN)
    for model in FROZEN:
        for assignment in assignments(model):
            if model is Version and assignment.split('"')[1] in GOES_ON:
                continue
            with pytest.raises(IntegrityError, match=REFUSED):
                sql(f"UPDATE {model._meta.db_table} SET {assignment}")
    assert everything(FROZEN) == before
    assert all(before)


def test_no_row_of_what_is_signed_is_removed_by_plain_sql(signed: Return) -> None:
    before = everything(FROZEN)
    for model in FROZEN:
        with pytest.raises(IntegrityError, match=REFUSED):
            sql(f"DELETE FROM {model._meta.db_table}")
    assert everything(FROZEN) == before


def test_nothing_that_was_said_is_changed_or_removed_by_plain_sql(talked_about: Return) -> None:
    before = everything(SAID)
    assert all(before)
    for model in SAID:
        for assignment in assignments(model):
            with pytest.raises(IntegrityError, match=REFUSED):
                sql(f"UPDATE {model._meta.db_table} SET {assignment}")
        with pytest.raises(IntegrityError, match=REFUSED):
            sql(f"DELETE FROM {model._meta.db_table}")
    assert everything(SAID) == before


EMPTYINGS = {
    "postgresql": "TRUNCATE {} CASCADE",
    # SQLite has no such command; replacing a row by its own copy deletes it there.
    "sqlite": "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
}


@pytest.mark.parametrize("model", [*FROZEN, *SAID])
def test_no_table_is_emptied_or_replaced(talked_about: Return, model: type[Model]) -> None:
    before = everything()
    # What waits for the end of the transaction would stop PostgreSQL before the guard does.
    connection.check_constraints()
    with pytest.raises(IntegrityError, match=REFUSED):
        sql(EMPTYINGS[connection.vendor].format(model._meta.db_table))
    assert everything() == before


def whole(the_return: Return) -> QuerySet[Delivery]:
    """The delivery that the version was made from."""
    return Delivery.objects.filter(pk=the_return.versions.get().delivery_id)


WAYS: dict[str, Callable[[Return], object]] = {
    "figure updated": lambda r: Figure.objects.filter(delivery=r.draft_id, line="KBT").update(value=1),
    "figure added": lambda r: whole(r).get().figures.create(line="CONTACTS", value=1),
    "figure moved in": lambda r: Figure.objects.exclude(delivery=r.draft_id).update(delivery=r.draft_id),
    "figures deleted": lambda r: Figure.objects.filter(delivery=r.draft_id).delete(),
    "finding silenced": lambda r: Finding.objects.filter(delivery=r.draft_id).update(weight="note"),
    "judged again": lambda r: judge(r.versions.get().delivery),
    "answers written over": lambda r: whole(r).update(answers={}),
    "delivery deleted": lambda r: whole(r)._raw_delete("default"),
    "version deleted": lambda r: r.versions.all().delete(),
    "content written over": lambda r: r.versions.update(content={}),
    "made timely": lambda r: r.versions.update(late=~F("late")),
    "version brought back": lambda r: (
        r.versions.update(state=Version.State.REPLACED),
        r.versions.update(state=Version.State.CURRENT),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_the_orm_changes_what_is_signed(people: People, signed: Return, way: str) -> None:
    a_checked_return(a_year(), "08", people.owner)
    before = everything()
    with pytest.raises((IntegrityError, ProtectedError), match=REFUSED), transaction.atomic():
        WAYS[way](signed)
    assert everything() == before


def test_a_version_is_accepted_once(people: People, signed: Return) -> None:
    accept(signed, people.officer, 1)
    for change in ({"accepted_by": people.second_officer}, {"accepted_by": None, "accepted_at": None}):
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            signed.versions.update(**change)
    assert signed.versions.get().accepted_by == people.officer


def test_words_of_a_withdrawal_come_with_the_withdrawal_alone(people: People, signed: Return) -> None:
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        signed.versions.update(withdrawn_reason="Efteråt")
    withdraw(signed, people.owner, "Fel fil")
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        signed.versions.update(withdrawn_reason="Något annat")
    assert signed.versions.get().withdrawn_reason == "Fel fil"


def test_what_is_not_signed_is_judged_anew_as_often_as_needed(people: People) -> None:
    the_return = a_checked_return(a_year(), "07", people.owner, KBT=1)
    assert the_return.draft is not None
    judge(the_return.draft)
    judge(the_return.draft)
    assert the_return.draft.findings.exists()


def test_a_signed_return_still_goes_its_whole_way(people: People, signed: Return) -> None:
    ask(signed, people.officer, lines=["KBT", "APB"], message="Se över", answer_by=date(2027, 9, 1))
    check(deliver(signed, some_answers(KBT=202, APB=20), people.owner, signed.revision).pk)
    signed.refresh_from_db()
    sign(signed, people.owner, signed.revision, ASSURANCES, "Komplettering")
    accept(signed, people.officer, 2)

    assert [each.state for each in signed.versions.all()] == ["replaced", "current"]


def test_a_withdrawn_return_is_signed_again_beside_what_was_withdrawn(people: People, signed: Return) -> None:
    before = signed.versions.get().content
    withdraw(signed, people.owner, "Fel fil")
    check(deliver(signed, some_answers(KBT=202, APB=20), people.owner, signed.revision).pk)
    signed.refresh_from_db()
    sign(signed, people.owner, signed.revision, ASSURANCES, "Rätt fil")

    assert [each.state for each in signed.versions.all()] == ["withdrawn", "current"]
    assert signed.versions.get(number=1).content == before


def test_a_thread_is_still_answered_and_closed(people: People, signed: Return) -> None:
    thread = ask_about(signed.versions.get(), "KBT", "Stämmer 203?", people.officer)
    reply(thread, "Ja", people.owner)
    close(thread, people.officer)
    assert thread.posts.count() == 2


def test_a_working_note_may_go_but_never_become_a_fact(people: People) -> None:
    the_return = a_return(a_year())
    note(the_return, Note.Kind.WORKING, "Ring på måndag", people.officer)
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        Note.objects.update(kind=Note.Kind.FACT)
    Note.objects.all().delete()
    assert not Note.objects.exists()


@pytest.mark.usefixtures("past")
def test_printed_history_is_as_frozen_as_what_was_signed_here() -> None:
    before = everything(FROZEN)
    for statement in (
        "UPDATE submissions_figure SET value = 0 WHERE line = 'EMPLOYER'",
        "UPDATE submissions_delivery SET verdict = 'ready'",
        "DELETE FROM submissions_finding WHERE delivery_id IS NOT NULL",
        "DELETE FROM submissions_version",
    ):
        with pytest.raises(IntegrityError, match=REFUSED):
            sql(statement)
    assert everything(FROZEN) == before


def test_the_migrations_leave_every_guard_in_place() -> None:
    assert guards.missing(connection, SUBMISSIONS) == []


def test_the_command_that_verifies_names_a_guard_that_was_taken_away() -> None:
    guards.lift(connection, [each for each in SUBMISSIONS if each.name == "submissions_figure_not_changed"])
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=out)
    assert out.getvalue() == "Spärren submissions_figure_not_changed saknas.\n"
