"""The compilation as PDF, archive and accessible at once (PDF/A-2a with PDF/UA-1).

The same report gives the same bytes: its day is that of the decision, or for a preview the year's first.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from compilation.charts import Chart
from compilation.contents import WORDS, Contents, contents_of
from compilation.figures import NONE
from compilation.pictures import fonts, svg
from compilation.report import Report
from compilation.shown_tables import ShownRow, ShownTable

TEMPLATE = Path(__file__).with_name("report.typ")


def as_pdf(report: Report, lang: str = "sv") -> dict[str, bytes]:
    """compilation.pdf of a report as it is now."""
    return {"compilation.pdf": pdf_of(contents_of(report, lang))}


def pdf_of(contents: Contents) -> bytes:
    """The PDF. Words are handed over as data, so that nothing in them is read as markup."""
    day = contents.day
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    said = _plain(contents) | {"at": [at.year, at.month, at.day, 0, 0, 0]}
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,
        font_paths=[fonts()],
        sys_inputs={"contents": json.dumps(said, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=at,
    )
    return bytes(made)


def _plain(contents: Contents) -> dict[str, Any]:
    return {
        "lang": contents.lang,
        "title": contents.title,
        "lead": contents.lead,
        "imprint": [list(row) for row in contents.imprint],
        "warning": contents.warning,
        "preview_mark": WORDS["preview"][contents.lang == "en"].partition(".")[0],
        "text": list(contents.text),
        "parts": [
            {
                "title": part.title,
                "paragraphs": list(part.paragraphs),
                "tables": [_table(table, charts, contents.lang) for table, charts in part.tables],
            }
            for part in contents.parts
        ],
        "deviations": list(contents.deviations),
        "made": list(contents.made),
        "words": {key: contents.word(key) for key in WORDS},
    }


def _table(table: ShownTable, charts: tuple[Chart, ...], lang: str) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [{"label": each.label, "number": each.is_number} for each in table.columns],
        "rows": [{"cells": cells_of(row), "total": row.is_total} for row in table.rows],
        "notes": list(table.notes),
        "charts": [
            {"title": each.title, "alt": each.alt, "svg": svg(each, lang).decode()} for each in charts
        ],
    }


def cells_of(row: ShownRow) -> list[str]:
    """A row's cells in words, its heading first, a dash for what is missing."""
    return [row.head, *(NONE if cell.is_missing and cell.is_number else cell.text for cell in row.cells)]
