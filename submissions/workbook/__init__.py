"""The year's workbook: written for a region, gated and read back."""

from submissions.workbook.names import TEMPLATE_VERSION
from submissions.workbook.template import write_template

__all__ = ["TEMPLATE_VERSION", "write_template"]
