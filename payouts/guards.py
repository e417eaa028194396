"""What the database refuses of payouts, on every path: page, bulk, admin, command, task, plain SQL.

What is decided stays as it is: the run, its amounts and correctors, the decisions. A decision names
the people of its run, and its decider neither computed, presented, nor corrected a figure in it.
"""

from audit.guards import Guard

FIXED = "what is decided is never changed"
OTHERS = "a decision names the people of its run and is made by somebody else"

_DECIDED = "EXISTS (SELECT 1 FROM payouts_run r WHERE r.id = {row}.run_id AND r.status = 'decided')"
_OF_DECIDED = (
    "EXISTS (SELECT 1 FROM payouts_amount a JOIN payouts_run r ON r.id = a.run_id "
    "WHERE a.id = NEW.amount_id AND r.status = 'decided')"
)
_SAME_RUN = (
    "r.id = NEW.id OR (r.year_id = NEW.year_id AND r.kind = NEW.kind "
    "AND (r.number = NEW.number OR (r.status = 'decided' AND NEW.status = 'decided')))"
)
_SAME_AMOUNT = "b.id = NEW.id OR (b.run_id = NEW.run_id AND b.region_id = NEW.region_id)"
_THE_RUN = "FROM payouts_amount a JOIN payouts_run r ON r.id = a.run_id WHERE a.id = NEW.amount_id"
# A missing person equals a missing person.
_NOT_ITS_PEOPLE = (
    f"NOT EXISTS (SELECT 1 {_THE_RUN} AND r.status = 'decided' AND r.as_printed = NEW.as_printed "
    "AND COALESCE(r.computed_by_id, 0) = COALESCE(NEW.computed_by_id, 0) "
    "AND COALESCE(r.proposed_by_id, 0) = COALESCE(NEW.presented_by_id, 0))"
)
_BY_A_CORRECTOR = (
    "EXISTS (SELECT 1 FROM payouts_corrector c JOIN payouts_amount b ON b.id = c.amount_id "
    f"WHERE c.person_id = NEW.decided_by_id AND b.run_id = (SELECT a.run_id {_THE_RUN}))"
)
_OLD_DECIDED = "OLD.status = 'decided'"
# A run that a difference was opened from is as fixed as a decided one.
_RUN_COMPARED = (
    "EXISTS (SELECT 1 FROM payouts_difference d JOIN payouts_amount e ON e.id = d.amount_now_id "
    "WHERE e.run_id = OLD.id)"
)
_AMOUNT_COMPARED = (
    "EXISTS (SELECT 1 FROM payouts_difference d JOIN payouts_amount e ON e.id = d.amount_now_id "
    "WHERE e.run_id = OLD.run_id)"
)
_BALANCE = (
    "(SELECT a.amount FROM payouts_decision f JOIN payouts_amount a ON a.id = f.amount_id "
    "WHERE f.id = NEW.decision_id) + COALESCE((SELECT SUM(d.amount) FROM payouts_difference d "
    "WHERE d.decision_id = NEW.decision_id AND d.status = 'decided'), 0)"
)
_NEWEST = "(SELECT e.amount FROM payouts_amount e WHERE e.id = NEW.amount_now_id)"
_DIFFERENCE_BY_A_CORRECTOR = (
    "EXISTS (SELECT 1 FROM payouts_corrector c JOIN payouts_amount b ON b.id = c.amount_id "
    "WHERE c.person_id = NEW.decided_by_id AND b.run_id = "
    "(SELECT e.run_id FROM payouts_amount e WHERE e.id = NEW.amount_now_id))"
)
_SAME_CASE = (
    "NEW.id = OLD.id AND NEW.decision_id = OLD.decision_id AND NEW.amount_now_id = OLD.amount_now_id "
    "AND NEW.before = OLD.before AND NEW.amount = OLD.amount AND NEW.computed_by_id = OLD.computed_by_id"
)
_NOT_ITS_COMPUTER = (
    "NEW.computed_by_id <> (SELECT r.computed_by_id FROM payouts_amount e "
    "JOIN payouts_run r ON r.id = e.run_id WHERE e.id = NEW.amount_now_id)"
)
_THERE_ALREADY = (
    "EXISTS (SELECT 1 FROM payouts_decision d WHERE d.id = NEW.id OR d.amount_id = NEW.amount_id)"
)

ORDERED = "what is ordered is not changed, and nothing is ordered twice"
_NOTHING_TO_ORDER = (
    "NOT EXISTS (SELECT 1 FROM payouts_run r WHERE r.id = NEW.run_id AND r.status = 'decided' "
    "AND NOT r.as_printed)"
)
_OTHER_ORDER = (
    "NEW.id <> OLD.id OR NEW.run_id <> OLD.run_id OR NEW.made_by_id <> OLD.made_by_id "
    "OR NEW.made_at <> OLD.made_at"
)
_UNAPPROVED = (
    "OLD.approved_by_id IS NOT NULL AND (COALESCE(NEW.approved_by_id, 0) <> OLD.approved_by_id "
    "OR NEW.approved_at <> OLD.approved_at)"
)
_NOT_AS_DECIDED = (
    "NOT EXISTS (SELECT 1 FROM payouts_paymentorder o "
    "JOIN payouts_amount a ON a.run_id = o.run_id JOIN payouts_decision d ON d.amount_id = a.id "
    "WHERE o.id = NEW.order_id AND d.id = NEW.decision_id AND a.amount = NEW.amount "
    "AND o.approved_by_id IS NULL)"
)
# The same, less what an approved set-off takes from the decision.
_NOT_AS_DECIDED_LESS_SET_OFFS = _NOT_AS_DECIDED.replace(
    "a.amount = NEW.amount",
    "a.amount - COALESCE((SELECT SUM(s.amount) FROM payouts_settlement s "
    "WHERE s.against_id = d.id AND s.approved_by_id IS NOT NULL), 0) = NEW.amount",
)
_NOT_THE_DIFFERENCE = (
    "NOT EXISTS (SELECT 1 FROM payouts_difference d WHERE d.id = NEW.difference_id "
    "AND d.status = 'decided' AND ABS(d.amount) = NEW.amount AND (d.amount > 0) = (NEW.way = 'pay'))"
)
_OTHER_SETTLEMENT = (
    "NEW.id <> OLD.id OR NEW.difference_id <> OLD.difference_id OR NEW.way <> OLD.way "
    "OR NEW.amount <> OLD.amount OR NEW.org_number <> OLD.org_number OR NEW.consent <> OLD.consent "
    "OR COALESCE(NEW.against_id, 0) <> COALESCE(OLD.against_id, 0) OR NEW.made_by_id <> OLD.made_by_id "
    "OR NEW.made_at <> OLD.made_at OR (OLD.due_on IS NOT NULL AND NEW.due_on <> OLD.due_on)"
)
# A set-off comes before the order that pays the rest, and takes no more than there is.
_SET_OFF_TOO_LATE_OR_TOO_MUCH = (
    "NEW.against_id IS NOT NULL AND NEW.approved_by_id IS NOT NULL AND OLD.approved_by_id IS NULL AND ("
    "EXISTS (SELECT 1 FROM payouts_paymentrow p WHERE p.decision_id = NEW.against_id) OR "
    "NEW.amount + COALESCE((SELECT SUM(s.amount) FROM payouts_settlement s "
    "WHERE s.against_id = NEW.against_id AND s.id <> NEW.id AND s.approved_by_id IS NOT NULL), 0) > "
    "(SELECT a.amount FROM payouts_decision d JOIN payouts_amount a ON a.id = d.amount_id "
    "WHERE d.id = NEW.against_id))"
)

DECIDED: tuple[Guard, ...] = (
    Guard(
        "payouts_run_not_removed",
        "payouts_run",
        "DELETE",
        f"OLD.status = 'decided' OR {_RUN_COMPARED}",
        FIXED,
    ),
    Guard(
        "payouts_run_not_changed",
        "payouts_run",
        "UPDATE",
        f"{_OLD_DECIDED} OR {_RUN_COMPARED} OR (NEW.status = 'decided' AND OLD.status <> 'proposed' "
        "AND NOT OLD.as_printed) OR NEW.as_printed <> OLD.as_printed "
        f"OR EXISTS (SELECT 1 FROM payouts_run r WHERE r.id <> OLD.id AND ({_SAME_RUN}))",
        FIXED,
    ),
    Guard(
        "payouts_run_begins_undecided",
        "payouts_run",
        "INSERT",
        f"NEW.status = 'decided' OR EXISTS (SELECT 1 FROM payouts_run r WHERE {_SAME_RUN})",
        FIXED,
    ),
    Guard(
        "payouts_amount_not_removed",
        "payouts_amount",
        "DELETE",
        f"{_DECIDED.format(row='OLD')} OR {_AMOUNT_COMPARED}",
        FIXED,
    ),
    Guard(
        "payouts_amount_not_changed",
        "payouts_amount",
        "UPDATE",
        f"{_DECIDED.format(row='OLD')} OR {_DECIDED.format(row='NEW')} OR {_AMOUNT_COMPARED} "
        f"OR EXISTS (SELECT 1 FROM payouts_amount b WHERE b.id <> OLD.id AND ({_SAME_AMOUNT}))",
        FIXED,
    ),
    Guard(
        "payouts_amount_not_added",
        "payouts_amount",
        "INSERT",
        f"{_DECIDED.format(row='NEW')} OR EXISTS (SELECT 1 FROM payouts_amount b WHERE {_SAME_AMOUNT})",
        FIXED,
    ),
    Guard("payouts_corrector_not_changed", "payouts_corrector", "UPDATE", "1 = 1", FIXED),
    Guard("payouts_corrector_not_removed", "payouts_corrector", "DELETE", "1 = 1", FIXED),
    Guard(
        "payouts_corrector_not_added",
        "payouts_corrector",
        "INSERT",
        f"{_OF_DECIDED} OR EXISTS (SELECT 1 FROM payouts_corrector c WHERE c.id = NEW.id)",
        FIXED,
    ),
    Guard("payouts_decision_not_changed", "payouts_decision", "UPDATE", "1 = 1", FIXED),
    Guard("payouts_decision_not_removed", "payouts_decision", "DELETE", "1 = 1", FIXED),
    Guard(
        "payouts_decision_by_another",
        "payouts_decision",
        "INSERT",
        f"{_NOT_ITS_PEOPLE} OR {_BY_A_CORRECTOR} OR {_THERE_ALREADY}",
        OTHERS,
    ),
    Guard("payouts_difference_not_removed", "payouts_difference", "DELETE", "1 = 1", FIXED),
    Guard(
        "payouts_difference_not_changed",
        "payouts_difference",
        "UPDATE",
        f"OLD.status = 'decided' OR NOT ({_SAME_CASE}) OR (NEW.status = 'decided' AND "
        f"(OLD.status <> 'proposed' OR NEW.before <> {_BALANCE} OR {_DIFFERENCE_BY_A_CORRECTOR}))",
        FIXED,
    ),
    Guard(
        "payouts_difference_adds_up",
        "payouts_difference",
        "INSERT",
        f"NEW.status <> 'opened' OR NEW.before <> {_BALANCE} OR NEW.before + NEW.amount <> {_NEWEST} "
        f"OR {_NOT_ITS_COMPUTER} OR EXISTS (SELECT 1 FROM payouts_difference d WHERE d.id = NEW.id "
        "OR d.amount_now_id = NEW.amount_now_id)",
        "a difference and the earlier decisions equal the newest computation",
    ),
    Guard("payouts_rectification_kept", "payouts_rectification", "DELETE", "1 = 1", FIXED),
    Guard("payouts_rectification_not_changed", "payouts_rectification", "UPDATE", "1 = 1", FIXED),
    Guard(
        "payouts_rectification_not_replaced",
        "payouts_rectification",
        "INSERT",
        "EXISTS (SELECT 1 FROM payouts_rectification x WHERE x.id = NEW.id)",
        FIXED,
    ),
)

ORDERS: tuple[Guard, ...] = (
    Guard("payouts_order_not_removed", "payouts_paymentorder", "DELETE", "1 = 1", ORDERED),
    Guard(
        "payouts_order_not_changed",
        "payouts_paymentorder",
        "UPDATE",
        f"OLD.paid_on IS NOT NULL OR {_OTHER_ORDER} OR ({_UNAPPROVED})",
        ORDERED,
    ),
    Guard(
        "payouts_order_begins_unapproved",
        "payouts_paymentorder",
        "INSERT",
        f"NEW.approved_by_id IS NOT NULL OR NEW.paid_on IS NOT NULL OR {_NOTHING_TO_ORDER} "
        "OR EXISTS (SELECT 1 FROM payouts_paymentorder o WHERE o.id = NEW.id OR o.run_id = NEW.run_id)",
        ORDERED,
    ),
    Guard("payouts_paymentrow_not_removed", "payouts_paymentrow", "DELETE", "1 = 1", ORDERED),
    Guard("payouts_paymentrow_not_changed", "payouts_paymentrow", "UPDATE", "1 = 1", ORDERED),
)

# As it was before there were set-offs; the migration that makes orders installs it.
ROWS_AS_DECIDED: tuple[Guard, ...] = (
    Guard(
        "payouts_paymentrow_as_decided",
        "payouts_paymentrow",
        "INSERT",
        f"{_NOT_AS_DECIDED} OR EXISTS (SELECT 1 FROM payouts_paymentrow p WHERE p.id = NEW.id "
        "OR p.decision_id = NEW.decision_id)",
        ORDERED,
    ),
)

SETTLEMENTS: tuple[Guard, ...] = (
    Guard("payouts_settlement_not_removed", "payouts_settlement", "DELETE", "1 = 1", ORDERED),
    Guard(
        "payouts_settlement_not_changed",
        "payouts_settlement",
        "UPDATE",
        f"OLD.settled_on IS NOT NULL OR {_OTHER_SETTLEMENT} OR ({_UNAPPROVED}) "
        f"OR ({_SET_OFF_TOO_LATE_OR_TOO_MUCH})",
        ORDERED,
    ),
    Guard(
        "payouts_settlement_as_decided",
        "payouts_settlement",
        "INSERT",
        f"NEW.approved_by_id IS NOT NULL OR NEW.settled_on IS NOT NULL OR {_NOT_THE_DIFFERENCE} "
        "OR EXISTS (SELECT 1 FROM payouts_settlement s WHERE s.id = NEW.id "
        "OR s.difference_id = NEW.difference_id)",
        ORDERED,
    ),
    Guard(
        "payouts_paymentrow_as_decided",
        "payouts_paymentrow",
        "INSERT",
        f"{_NOT_AS_DECIDED_LESS_SET_OFFS} OR EXISTS (SELECT 1 FROM payouts_paymentrow p WHERE p.id = NEW.id "
        "OR p.decision_id = NEW.decision_id)",
        ORDERED,
    ),
)
HEARINGS: tuple[Guard, ...] = (
    Guard("payouts_hearing_not_removed", "payouts_hearing", "DELETE", "1 = 1", FIXED),
    Guard(
        "payouts_hearing_not_changed",
        "payouts_hearing",
        "UPDATE",
        "NEW.id <> OLD.id OR NEW.year_id <> OLD.year_id OR NEW.region_id <> OLD.region_id "
        "OR NEW.material <> OLD.material OR NEW.sent_by_id <> OLD.sent_by_id OR NEW.sent_at <> OLD.sent_at "
        "OR NEW.answer_by <> OLD.answer_by OR EXISTS (SELECT 1 FROM payouts_run r "
        "WHERE r.year_id = OLD.year_id AND r.kind = 'contacts' AND r.status = 'decided')",
        FIXED,
    ),
    Guard(
        "payouts_hearing_not_replaced",
        "payouts_hearing",
        "INSERT",
        "EXISTS (SELECT 1 FROM payouts_hearing h WHERE h.id = NEW.id "
        "OR (h.year_id = NEW.year_id AND h.region_id = NEW.region_id))",
        FIXED,
    ),
)
# All that a database of today holds.
PAYOUTS = (*DECIDED, *ORDERS, *SETTLEMENTS, *HEARINGS)
