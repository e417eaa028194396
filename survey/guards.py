"""What the database refuses of submitted answers: a version stays as it was handed in."""

from audit.guards import Guard

FIXED = "answers that were handed in are never changed"

VERSIONS: tuple[Guard, ...] = (
    Guard("survey_version_not_changed", "survey_responseversion", "UPDATE", "1 = 1", FIXED),
    Guard("survey_version_not_removed", "survey_responseversion", "DELETE", "1 = 1", FIXED),
    # INSERT OR REPLACE would delete the row that is there without asking the guard on deletion.
    Guard(
        "survey_version_not_replaced",
        "survey_responseversion",
        "INSERT",
        "EXISTS (SELECT 1 FROM survey_responseversion v WHERE v.id = NEW.id "
        "OR (v.response_id = NEW.response_id AND v.number = NEW.number))",
        FIXED,
    ),
)
