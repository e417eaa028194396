"""The receipt of a signed version as a document to keep: PDF/A-3 and PDF/UA-1 in one, always the same bytes."""

import json
from typing import Any

import typst
from django.utils import timezone

from agreement import numerals
from agreement.lines import SECTION_NAMES
from audit.models import Entry
from submissions.models import Version
from submissions.reading import figure_rows

_MARKS = {"zero": "inget att redovisa", "partly": "delvis insamlat", "not_collected": "ej insamlat"}
# Words and figures come in as data, so nothing that somebody wrote is read as markup.
_DOCUMENT = r"""
#let d = json(bytes(sys.inputs.at("data")))
#set document(title: d.title, author: "Försäkringskassan", date: datetime(year: d.day.at(0), month: d.day.at(1), day: d.day.at(2)))
#set page(paper: "a4", margin: 25mm, numbering: "1 (1)")
#set text(lang: "sv", size: 10.5pt)
#set par(leading: 0.6em)
= #d.title
#d.lead

#table(
  columns: (auto, 1fr), stroke: none, inset: (x: 0pt, y: 3pt), column-gutter: 12pt,
  ..d.facts.map(fact => (strong(fact.at(0)), text(size: if fact.at(1).len() > 60 { 8.5pt } else { 10.5pt }, fact.at(1)))).flatten()
)

#for block in d.blocks [
  == #block.name
  #table(
    columns: (1fr, auto, auto), align: (left, right, left), stroke: (x, y) => (bottom: 0.4pt), inset: 4pt,
    table.header([*Rad*], [*Antal*], [*Insamlat*]),
    ..block.rows.map(row => (row.at(0), row.at(1), row.at(2))).flatten()
  )
]
"""


def receipt_pdf(version: Version, seal: Entry | None) -> bytes:
    """The receipt of a version, with its figures and the row of the trail that tells of its signing."""
    said = json.dumps(_said(version, seal), ensure_ascii=False)
    return bytes(
        typst.compile(
            _DOCUMENT.encode(), format="pdf", pdf_standards=["a-3a", "ua-1"], sys_inputs={"data": said}
        )
    )


def _said(version: Version, seal: Entry | None) -> dict[str, Any]:
    the_return, received = version.the_return, timezone.localtime(version.made_at)
    late = " Den kom in efter sista dagen." if version.late else ""
    is_corrected = version.origin == Version.Origin.CORRECTED
    what = "Försäkringskassan har rättat redovisningen" if is_corrected else "Redovisningen är inlämnad"
    return {
        "title": f"Kvittens: redovisning {the_return.year_id}, {the_return.region}",
        "day": [received.year, received.month, received.day],
        "lead": f"{what}, version {version.number}.{late}",
        "facts": [
            ["Inkom", f"{numerals.day(received.date())} kl. {received:%H.%M.%S}"],
            ["Rättad av" if is_corrected else "Underskriven av", str(version.made_by or "–")],
            ["Registrerad som", version.registered_as or "–"],
            ["Kontrollsumma (SHA-256)", version.sha256],
            ["Underlagets kontrollsumma", version.delivery.sha256],
            *([["Rad i händelseloggen", f"{seal.sequence}:{seal.digest}"]] if seal is not None else []),
        ],
        "blocks": [
            {
                "name": SECTION_NAMES[block.section][0],
                "rows": [
                    [row.label, _count(row.value), _MARKS.get(row.collected, "redovisat")]
                    for row in block.rows
                ],
            }
            for block in figure_rows(version, "sv")
        ],
    }


def _count(value: int | None) -> str:
    return "–" if value is None else numerals.count(value)
