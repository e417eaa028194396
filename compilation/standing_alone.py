"""The compilation as one html file that needs nothing beside it: it can be kept, sent and printed."""

from django.template.loader import render_to_string

from compilation.contents import WORDS, Contents, contents_of
from compilation.paper import cells_of
from compilation.pictures import as_source
from compilation.report import Report

# The file's own look; it has no script, and its pictures are in it.
LOOK = """
body { font: 16px/1.5 Inter, system-ui, sans-serif; color: #1b1e23; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; } h2 { color: #116a3e; margin-top: 2.5rem; } a { color: #4a52b6; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 0.875rem; }
th, td { padding: 0.25rem 0.5rem; border-bottom: 1px solid #ddddde; text-align: left; vertical-align: bottom; font-weight: 400; }
thead th { border-bottom: 2px solid #1b1e23; font-weight: 600; } .n { text-align: right; } .t th, .t td { font-weight: 600; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; } figure { margin: 1.5rem 0; } img { max-width: 100%; height: auto; }
.w { border-left: 4px solid #4a52b6; background: #f5f6fa; padding: 0.5rem 1rem; } .s { overflow-x: auto; } .q { color: #5f6165; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dd { margin: 0; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } .s { overflow: visible; } thead { display: table-header-group; }
  table, figure { break-inside: avoid; } h2, h3, caption { break-after: avoid; } nav { display: none; } }
"""  # noqa: E501 -- a style sheet reads better a rule a line


def as_html(report: Report, lang: str = "sv") -> dict[str, bytes]:
    """compilation.html of a report as it is now."""
    return {"compilation.html": html_of(contents_of(report, lang))}


def html_of(contents: Contents) -> bytes:
    """The html. Everything in it is escaped as text."""
    parts = [
        {
            "id": part.id,
            "title": part.title,
            "paragraphs": part.paragraphs,
            "tables": [
                {
                    "table": table,
                    "rows": [{"cells": cells_of(row), "is_total": row.is_total} for row in table.rows],
                    "charts": [{"chart": each, "source": as_source(each, contents.lang)} for each in charts],
                }
                for table, charts in part.tables
            ],
        }
        for part in contents.parts
    ]
    words = {key: contents.word(key) for key in WORDS}
    made = render_to_string(
        "compilation/standing_alone.html",
        {"contents": contents, "parts": parts, "words": words, "look": LOOK},
    )
    return made.encode()
