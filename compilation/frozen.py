"""Contents as JSON and back: what was proposed is kept word for word, and documents are made from it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from compilation.charts import Chart
from compilation.contents import Contents, Part, imprint_rows
from compilation.imprint import Imprint
from compilation.shown_tables import ShownCell, ShownColumn, ShownRow, ShownTable


def as_kept(contents: Contents) -> dict[str, Any]:
    """The contents as JSON keeps them, without imprint and warning: those come with the decision."""
    plain = asdict(replace(contents, imprint=(), warning=""))
    return plain | {"day": contents.day.isoformat()}


def from_kept(kept: Mapping[str, Any], imprint: Imprint | None = None) -> Contents:
    """The contents that were kept, with the decision's imprint where there is one."""
    return Contents(
        year=kept["year"],
        day=imprint.decided_on if imprint else date.fromisoformat(kept["day"]),
        lang=kept["lang"],
        title=kept["title"],
        lead=kept["lead"],
        imprint=tuple(imprint_rows(imprint, kept["lang"] == "en")),
        warning="",
        text=tuple(kept["text"]),
        parts=tuple(_part(part) for part in kept["parts"]),
        deviations=tuple(kept["deviations"]),
        made=tuple(kept["made"]),
    )


def _part(kept: Mapping[str, Any]) -> Part:
    tables = tuple(
        (_table(table), tuple(Chart(**chart) for chart in charts)) for table, charts in kept["tables"]
    )
    return Part(kept["id"], kept["title"], tables, tuple(kept["paragraphs"]))


def _table(kept: Mapping[str, Any]) -> ShownTable:
    return ShownTable(
        kept["id"],
        kept["title"],
        tuple(ShownColumn(**each) for each in kept["columns"]),
        tuple(
            ShownRow(
                row["head"],
                tuple(ShownCell(**cell) for cell in row["cells"]),
                row["is_total"],
                row["is_pending"],
                row.get("key", ""),
            )
            for row in kept["rows"]
        ),
        tuple(kept["notes"]),
        kept["made_of"],
    )
