"""A survey's workbook: written for a region with what it has answered so far, and read back."""

from survey.workbook.reader import Filled, NotOurs, Reading, Stranger, read
from survey.workbook.template import write_workbook

__all__ = ["Filled", "NotOurs", "Reading", "Stranger", "read", "write_workbook"]
