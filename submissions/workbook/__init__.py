"""The year's workbook: written for a region, gated and read back."""

from submissions.workbook.names import TEMPLATE_VERSION
from submissions.workbook.reader import LAYOUT, Reading, read
from submissions.workbook.template import write_template

__all__ = ["LAYOUT", "TEMPLATE_VERSION", "Reading", "read", "write_template"]
