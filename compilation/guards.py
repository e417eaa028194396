"""What the database refuses of compilations: a decided one stays as it is, with its files."""

from audit.guards import Guard

FIXED = "a decided compilation is never changed"
_SAME_WORDS = (
    "NEW.id = OLD.id AND NEW.year_id = OLD.year_id AND NEW.number = OLD.number "
    "AND NEW.contents = OLD.contents AND NEW.versions = OLD.versions AND NEW.checksum = OLD.checksum "
    "AND NEW.proposed_by_id = OLD.proposed_by_id AND NEW.proposed_at = OLD.proposed_at "
    "AND NEW.code_version = OLD.code_version"
)
_SAME_DECISION = (
    "NEW.decided_by_id = OLD.decided_by_id AND NEW.decided_at = OLD.decided_at "
    "AND NEW.diary_number = OLD.diary_number"
)
_OF_UNDECIDED = (
    "NOT EXISTS (SELECT 1 FROM compilation_compilation c WHERE c.id = NEW.compilation_id "
    "AND c.status IN ('decided', 'published'))"
)

COMPILATIONS: tuple[Guard, ...] = (
    Guard("compilation_not_removed", "compilation_compilation", "DELETE", "1 = 1", FIXED),
    Guard(
        "compilation_not_changed",
        "compilation_compilation",
        "UPDATE",
        f"NOT ({_SAME_WORDS}) OR OLD.status IN ('returned', 'published') "
        f"OR (OLD.status = 'decided' AND NOT (NEW.status = 'published' AND {_SAME_DECISION})) "
        "OR (OLD.status = 'proposed' AND NEW.status NOT IN ('decided', 'returned'))",
        FIXED,
    ),
    Guard(
        "compilation_begins_proposed",
        "compilation_compilation",
        "INSERT",
        "NEW.status <> 'proposed' OR EXISTS (SELECT 1 FROM compilation_compilation c WHERE c.id = NEW.id)",
        FIXED,
    ),
    Guard("compilation_file_not_removed", "compilation_compilationfile", "DELETE", "1 = 1", FIXED),
    Guard("compilation_file_not_changed", "compilation_compilationfile", "UPDATE", "1 = 1", FIXED),
    Guard(
        "compilation_file_of_decided",
        "compilation_compilationfile",
        "INSERT",
        f"{_OF_UNDECIDED} OR EXISTS (SELECT 1 FROM compilation_compilationfile f WHERE f.id = NEW.id)",
        FIXED,
    ),
)
