"""What the database refuses of returns, on every path: page, bulk, admin, command, task, plain SQL.

From the signing a version is a public record. It may be replaced or taken back, and accepted once; its
content, and the delivery with the figures and findings that it was made from, stay as they are. So does
what was said of it: posts, notes that add a fact, a region's word on a correction, the closing of a round.
"""

from audit.guards import Guard

FROZEN = "what is signed is never changed"
SAID = "what was said is never changed"
CLOSED = "a round is closed once"


def _changed(*columns: str) -> str:
    """Whether a column would hold something else; a missing value equals a missing value."""
    return " OR ".join(
        f"(NEW.{each} IS NULL) <> (OLD.{each} IS NULL) OR NEW.{each} <> OLD.{each}" for each in columns
    )


def _signed(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM submissions_version v WHERE v.delivery_id = {row})"


def _judged(row: str) -> str:
    """Signed, and checked: a past round gets its versions before its findings."""
    return (
        "EXISTS (SELECT 1 FROM submissions_version v JOIN submissions_delivery d ON d.id = v.delivery_id "
        f"WHERE d.id = {row} AND d.state = 'checked')"
    )


def _replaces(table: str, which: str = "r.id = NEW.id") -> str:
    """INSERT OR REPLACE would delete the row that is there without asking the guard on deletion."""
    return f"EXISTS (SELECT 1 FROM {table} r WHERE {which})"


_CONTENT = (
    "id",
    "the_return_id",
    "number",
    "origin",
    "delivery_id",
    "made_by_id",
    "made_at",
    "late",
    "registered_as",
    "reason",
    "content",
    "sha256",
)
_ACCEPTANCE = _changed("accepted_by_id", "accepted_at")
_ACCEPTED_AGAIN = f"({_ACCEPTANCE}) AND (OLD.accepted_at IS NOT NULL OR OLD.state <> 'current')"
_STATE_BACK = "NEW.state <> OLD.state AND OLD.state <> 'current'"
_WORDS_AFTERWARDS = (
    "NEW.withdrawn_reason <> OLD.withdrawn_reason AND NOT (OLD.state = 'current' AND NEW.state = 'withdrawn')"
)
_SAME_VERSION = (
    "r.id = NEW.id OR (r.the_return_id = NEW.the_return_id AND (r.number = NEW.number "
    "OR (r.state = 'current' AND NEW.state = 'current'))) "
    "OR (r.registered_as <> '' AND r.registered_as = NEW.registered_as)"
)
# What a delivery brought; the rest of it says how far its check has come.
_BROUGHT = (
    "id",
    "the_return_id",
    "number",
    "kind",
    "proposed",
    "answers",
    "filename",
    "size",
    "sha256",
    "received_at",
    "sent_by_id",
)

VERSIONS: tuple[Guard, ...] = (
    Guard("submissions_version_not_removed", "submissions_version", "DELETE", "1 = 1", FROZEN),
    Guard(
        "submissions_version_not_changed",
        "submissions_version",
        "UPDATE",
        f"{_changed(*_CONTENT)} OR ({_ACCEPTED_AGAIN}) OR ({_STATE_BACK}) OR ({_WORDS_AFTERWARDS})",
        FROZEN,
    ),
    Guard(
        "submissions_version_not_replaced",
        "submissions_version",
        "INSERT",
        _replaces("submissions_version", _SAME_VERSION),
        FROZEN,
    ),
)

DELIVERIES: tuple[Guard, ...] = (
    Guard("submissions_delivery_not_removed", "submissions_delivery", "DELETE", _signed("OLD.id"), FROZEN),
    Guard(
        "submissions_delivery_not_changed",
        "submissions_delivery",
        "UPDATE",
        f"{_signed('OLD.id')} AND (OLD.state = 'checked' OR {_changed(*_BROUGHT)})",
        FROZEN,
    ),
    Guard(
        "submissions_delivery_not_replaced",
        "submissions_delivery",
        "INSERT",
        _replaces(
            "submissions_delivery",
            "r.id = NEW.id OR (r.the_return_id = NEW.the_return_id AND r.number = NEW.number)",
        ),
        FROZEN,
    ),
    Guard(
        "submissions_figure_not_removed",
        "submissions_figure",
        "DELETE",
        _signed("OLD.delivery_id"),
        FROZEN,
    ),
    Guard(
        "submissions_figure_not_changed",
        "submissions_figure",
        "UPDATE",
        f"{_signed('OLD.delivery_id')} OR {_signed('NEW.delivery_id')}",
        FROZEN,
    ),
    Guard(
        "submissions_figure_not_added",
        "submissions_figure",
        "INSERT",
        f"{_signed('NEW.delivery_id')} OR {_replaces('submissions_figure')}",
        FROZEN,
    ),
    Guard(
        "submissions_finding_not_removed",
        "submissions_finding",
        "DELETE",
        _judged("OLD.delivery_id"),
        FROZEN,
    ),
    Guard(
        "submissions_finding_not_changed",
        "submissions_finding",
        "UPDATE",
        f"{_judged('OLD.delivery_id')} OR {_judged('NEW.delivery_id')}",
        FROZEN,
    ),
    Guard(
        "submissions_finding_not_added",
        "submissions_finding",
        "INSERT",
        f"{_judged('NEW.delivery_id')} OR {_replaces('submissions_finding')}",
        FROZEN,
    ),
)

WORDS: tuple[Guard, ...] = (
    Guard("submissions_post_not_removed", "submissions_post", "DELETE", "1 = 1", SAID),
    Guard("submissions_post_not_changed", "submissions_post", "UPDATE", "1 = 1", SAID),
    Guard("submissions_post_not_replaced", "submissions_post", "INSERT", _replaces("submissions_post"), SAID),
    Guard("submissions_note_not_removed", "submissions_note", "DELETE", "OLD.kind = 'fact'", SAID),
    Guard(
        "submissions_note_not_changed",
        "submissions_note",
        "UPDATE",
        "OLD.kind = 'fact' OR NEW.kind = 'fact'",
        SAID,
    ),
    Guard("submissions_note_not_replaced", "submissions_note", "INSERT", _replaces("submissions_note"), SAID),
    Guard("submissions_reply_not_removed", "submissions_correctionreply", "DELETE", "1 = 1", SAID),
    Guard("submissions_reply_not_changed", "submissions_correctionreply", "UPDATE", "1 = 1", SAID),
    Guard(
        "submissions_reply_not_replaced",
        "submissions_correctionreply",
        "INSERT",
        _replaces("submissions_correctionreply", "r.id = NEW.id OR r.version_id = NEW.version_id"),
        SAID,
    ),
    Guard("submissions_closing_not_removed", "submissions_closing", "DELETE", "1 = 1", CLOSED),
    Guard("submissions_closing_not_changed", "submissions_closing", "UPDATE", "1 = 1", CLOSED),
    Guard(
        "submissions_closing_not_replaced",
        "submissions_closing",
        "INSERT",
        _replaces("submissions_closing", "r.id = NEW.id OR r.year_id = NEW.year_id"),
        CLOSED,
    ),
)
# All that a database of today holds.
SUBMISSIONS = (*VERSIONS, *DELIVERIES, *WORDS)
