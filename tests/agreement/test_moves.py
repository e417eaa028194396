"""Who may do what, and when: the whole matrix written out beside the table, and every cell of it tried."""

import pytest

from agreement.moves import (
    MOVES,
    OPEN_STATUSES,
    PAYOUT_MOVES,
    PUBLIC_STATUSES,
    Act,
    PayoutAct,
    PayoutStatus,
    Role,
    Status,
    find_move,
    permits,
)

# P process leader, C contributor, O officer, A administrator, S the system; in the order of the statuses.
MATRIX = """
          not_started draft received returned ready signed asked accepted
save      PC          PC    PC       PC       PC    -      PC    -
deliver   PC          PC    PC       PC       PC    -      PC    -
check     -           -     S        -        -     -      S     -
explain   -           -     -        PC       PC    -      PC    -
sign      -           -     -        -        P     -      P     -
withdraw  -           -     -        -        -     P      P     -
ask       -           -     -        -        -     O      -     -
accept    -           -     -        -        -     O      -     -
correct   -           -     -        -        -     A      -     A
"""
LETTERS = {
    "P": Role.PROCESS_LEADER,
    "C": Role.CONTRIBUTOR,
    "O": Role.OFFICER,
    "A": Role.ADMINISTRATOR,
    "S": Role.SYSTEM,
}


def _matrix() -> dict[tuple[Act, Status], set[Role]]:
    head, *rows = MATRIX.strip().splitlines()
    statuses = [Status(word) for word in head.split()]
    return {
        (Act(row.split()[0]), status): {LETTERS[letter] for letter in cell.strip("-")}
        for row in rows
        for status, cell in zip(statuses, row.split()[1:], strict=True)
    }


EXPECTED = _matrix()


def test_the_matrix_has_every_act_and_every_status() -> None:
    assert set(EXPECTED) == {(act, status) for act in Act for status in Status}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("act", list(Act))
def test_an_act_is_permitted_exactly_where_the_matrix_says(act: Act, status: Status, role: Role) -> None:
    assert permits(act, status, {role}) == (role in EXPECTED[act, status])


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("status", list(Status))
def test_at_most_one_row_speaks_of_an_act_in_a_status(act: Act, status: Status) -> None:
    assert sum(move.act is act and status in move.before for move in MOVES) <= 1


def test_nobody_without_a_role_may_do_anything() -> None:
    assert not any(permits(act, status, set()) for act in Act for status in Status)


def test_what_is_signed_changes_status_only_by_withdrawing_asking_or_accepting() -> None:
    ways = {move.act for move in MOVES if Status.SIGNED in move.before and move.after != {Status.SIGNED}}

    assert ways == {Act.WITHDRAW, Act.ASK, Act.ACCEPT}


def test_an_accepted_return_stays_accepted() -> None:
    assert all(move.after == {Status.ACCEPTED} for move in MOVES if Status.ACCEPTED in move.before)


def test_a_status_is_the_regions_own_or_public_never_both() -> None:
    assert set(Status) == OPEN_STATUSES | PUBLIC_STATUSES
    assert not OPEN_STATUSES & PUBLIC_STATUSES


def test_a_status_may_be_the_text_that_the_database_holds() -> None:
    assert find_move(Act.SIGN, "ready") is find_move(Act.SIGN, Status.READY)
    assert find_move(Act.SIGN, "draft") is None


def test_a_payout_is_computed_and_proposed_by_an_officer_and_decided_by_a_decision_maker() -> None:
    assert {act: role for act, (role, _before, _after) in PAYOUT_MOVES.items()} == {
        PayoutAct.COMPUTE: Role.OFFICER,
        PayoutAct.PROPOSE: Role.OFFICER,
        PayoutAct.SEND_BACK: Role.DECISION_MAKER,
        PayoutAct.DECIDE: Role.DECISION_MAKER,
    }


def test_a_decided_payout_never_moves() -> None:
    assert all(before is not PayoutStatus.DECIDED for _role, before, _after in PAYOUT_MOVES.values())
