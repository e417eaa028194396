"""The permitted moves: who may do what to a return, and to a payout, and when.

The one table that views, acts, the admin site and the access tests read.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the portal. SYSTEM is a task, never a person."""

    PROCESS_LEADER = "process_leader"
    CONTRIBUTOR = "contributor"
    OFFICER = "officer"
    DECISION_MAKER = "decision_maker"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


REGION_ROLES = frozenset({Role.PROCESS_LEADER, Role.CONTRIBUTOR})
AGENCY_ROLES = frozenset({Role.OFFICER, Role.DECISION_MAKER, Role.ADMINISTRATOR})


class Status(StrEnum):
    """Where a return stands."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    RECEIVED = "received"
    RETURNED = "returned"
    READY = "ready"
    SIGNED = "signed"
    ASKED = "asked"
    ACCEPTED = "accepted"


# Before these, a return is the region's alone (own space, legal note L20).
PUBLIC_STATUSES = frozenset({Status.SIGNED, Status.ASKED, Status.ACCEPTED})
OPEN_STATUSES = frozenset({Status.NOT_STARTED, Status.DRAFT, Status.RECEIVED, Status.RETURNED, Status.READY})


class Act(StrEnum):
    """What can be done to a return."""

    SAVE = "save"
    DELIVER = "deliver"
    CHECK = "check"
    EXPLAIN = "explain"
    SIGN = "sign"
    WITHDRAW = "withdraw"
    ASK = "ask"
    ACCEPT = "accept"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: an act, the roles that may do it, and status before → after.

    Where more than one status can follow, the act chooses among ``after``.
    """

    act: Act
    roles: frozenset[Role]
    before: frozenset[Status]
    after: frozenset[Status]


def _row(act: Act, roles: set[Role], before: set[Status], after: set[Status]) -> Move:
    return Move(act, frozenset(roles), frozenset(before), frozenset(after))


_REGION = {Role.PROCESS_LEADER, Role.CONTRIBUTOR}
_S = Status

MOVES: tuple[Move, ...] = (
    _row(Act.SAVE, _REGION, {_S.NOT_STARTED, _S.DRAFT, _S.RECEIVED, _S.RETURNED, _S.READY}, {_S.DRAFT}),
    _row(Act.SAVE, _REGION, {_S.ASKED}, {_S.ASKED}),
    _row(Act.DELIVER, _REGION, {_S.NOT_STARTED, _S.DRAFT, _S.RECEIVED, _S.RETURNED, _S.READY}, {_S.RECEIVED}),
    _row(Act.DELIVER, _REGION, {_S.ASKED}, {_S.ASKED}),
    _row(Act.CHECK, {Role.SYSTEM}, {_S.RECEIVED}, {_S.DRAFT, _S.RETURNED, _S.READY}),
    _row(Act.CHECK, {Role.SYSTEM}, {_S.ASKED}, {_S.ASKED}),
    _row(Act.EXPLAIN, _REGION, {_S.READY}, {_S.READY}),
    _row(Act.EXPLAIN, _REGION, {_S.RETURNED}, {_S.RETURNED}),
    _row(Act.EXPLAIN, _REGION, {_S.ASKED}, {_S.ASKED}),
    _row(Act.SIGN, {Role.PROCESS_LEADER}, {_S.READY, _S.ASKED}, {_S.SIGNED}),
    _row(Act.WITHDRAW, {Role.PROCESS_LEADER}, {_S.SIGNED, _S.ASKED}, {_S.READY}),
    _row(Act.ASK, {Role.OFFICER}, {_S.SIGNED}, {_S.ASKED}),
    _row(Act.ACCEPT, {Role.OFFICER}, {_S.SIGNED}, {_S.ACCEPTED}),
    _row(Act.CORRECT, {Role.ADMINISTRATOR}, {_S.SIGNED}, {_S.SIGNED}),
    _row(Act.CORRECT, {Role.ADMINISTRATOR}, {_S.ACCEPTED}, {_S.ACCEPTED}),
)


class WaiverStatus(StrEnum):
    """Where a waiver (undantag) stands. A granted one holds until its last day."""

    ASKED = "asked"
    PROPOSED = "proposed"
    GRANTED = "granted"
    REFUSED = "refused"


class WaiverAct(StrEnum):
    """What can be done about a waiver."""

    REQUEST = "request"
    PROPOSE = "propose"
    APPROVE = "approve"
    REFUSE = "refuse"


# Roles, statuses before (None: there is no waiver yet), status after. Who approves is never who proposed.
WAIVER_MOVES: dict[WaiverAct, tuple[frozenset[Role], frozenset[WaiverStatus | None], WaiverStatus]] = {
    WaiverAct.REQUEST: (REGION_ROLES, frozenset({None}), WaiverStatus.ASKED),
    WaiverAct.PROPOSE: (
        frozenset({Role.OFFICER}),
        frozenset({WaiverStatus.ASKED}),
        WaiverStatus.PROPOSED,
    ),
    WaiverAct.APPROVE: (
        frozenset({Role.OFFICER}),
        frozenset({WaiverStatus.PROPOSED}),
        WaiverStatus.GRANTED,
    ),
    WaiverAct.REFUSE: (
        frozenset({Role.OFFICER}),
        frozenset({WaiverStatus.ASKED, WaiverStatus.PROPOSED}),
        WaiverStatus.REFUSED,
    ),
}


class PayoutStatus(StrEnum):
    """Where a computation stands."""

    COMPUTED = "computed"
    PROPOSED = "proposed"
    DECIDED = "decided"


class PayoutAct(StrEnum):
    """What can be done to a year's payout."""

    COMPUTE = "compute"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    DECIDE = "decide"


PAYOUT_MOVES: dict[PayoutAct, tuple[Role, PayoutStatus | None, PayoutStatus]] = {
    PayoutAct.COMPUTE: (Role.OFFICER, None, PayoutStatus.COMPUTED),
    PayoutAct.PROPOSE: (Role.OFFICER, PayoutStatus.COMPUTED, PayoutStatus.PROPOSED),
    PayoutAct.SEND_BACK: (Role.DECISION_MAKER, PayoutStatus.PROPOSED, PayoutStatus.COMPUTED),
    PayoutAct.DECIDE: (Role.DECISION_MAKER, PayoutStatus.PROPOSED, PayoutStatus.DECIDED),
}


class DifferenceStatus(StrEnum):
    """Where a difference decision stands; one that a newer computation took the place of is dropped."""

    OPENED = "opened"
    COMMUNICATED = "communicated"
    PROPOSED = "proposed"
    DECIDED = "decided"
    DROPPED = "dropped"


class DifferenceAct(StrEnum):
    """What can be done about a difference between what is decided and what should have been."""

    OPEN = "open"
    COMMUNICATE = "communicate"
    ANSWER = "answer"
    PROPOSE = "propose"
    DECIDE = "decide"
    RECTIFY = "rectify"


_D = DifferenceStatus
# Role, statuses before (None: there is no difference yet), status after (None: it stays where it is).
DIFFERENCE_MOVES: dict[
    DifferenceAct, tuple[Role, frozenset[DifferenceStatus | None], DifferenceStatus | None]
] = {
    DifferenceAct.OPEN: (Role.OFFICER, frozenset({None}), _D.OPENED),
    DifferenceAct.COMMUNICATE: (Role.OFFICER, frozenset({_D.OPENED}), _D.COMMUNICATED),
    DifferenceAct.ANSWER: (Role.PROCESS_LEADER, frozenset({_D.COMMUNICATED}), None),
    DifferenceAct.PROPOSE: (Role.OFFICER, frozenset({_D.OPENED, _D.COMMUNICATED}), _D.PROPOSED),
    DifferenceAct.DECIDE: (Role.DECISION_MAKER, frozenset({_D.PROPOSED}), _D.DECIDED),
    DifferenceAct.RECTIFY: (Role.DECISION_MAKER, frozenset({_D.DECIDED}), None),
}


class CompilationStatus(StrEnum):
    """Where a proposal of the compilation stands."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    DECIDED = "decided"
    PUBLISHED = "published"


class CompilationAct(StrEnum):
    """What can be done about the compilation."""

    PROPOSE = "propose"
    SEND_BACK = "send_back"
    DECIDE = "decide"
    PUBLISH = "publish"


_C = CompilationStatus
# Role, status before (None: there is no proposal yet), status after.
COMPILATION_MOVES: dict[CompilationAct, tuple[Role, CompilationStatus | None, CompilationStatus]] = {
    CompilationAct.PROPOSE: (Role.OFFICER, None, _C.PROPOSED),
    CompilationAct.SEND_BACK: (Role.DECISION_MAKER, _C.PROPOSED, _C.RETURNED),
    CompilationAct.DECIDE: (Role.DECISION_MAKER, _C.PROPOSED, _C.DECIDED),
    CompilationAct.PUBLISH: (Role.OFFICER, _C.DECIDED, _C.PUBLISHED),
}


def find_move(act: Act, status: Status | str) -> Move | None:
    """The row for an act from a status, or None if the act is not permitted there."""
    return next((move for move in MOVES if move.act is act and status in move.before), None)


def permits(act: Act, status: Status | str, roles: "frozenset[Role] | set[Role]") -> bool:
    """Whether somebody with these roles may do the act to a return in this status."""
    move = find_move(act, status)
    return move is not None and not move.roles.isdisjoint(roles)
