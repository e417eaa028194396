"""The year's workbook: written for a region, gated and read back."""

from submissions.workbook.answer import write_answer
from submissions.workbook.layouts import LABELS, Recognition
from submissions.workbook.names import TEMPLATE_VERSION
from submissions.workbook.reader import LAYOUT, Reading, read
from submissions.workbook.template import write_template

__all__ = [
    "LABELS",
    "LAYOUT",
    "TEMPLATE_VERSION",
    "Reading",
    "Recognition",
    "read",
    "write_answer",
    "write_template",
]
