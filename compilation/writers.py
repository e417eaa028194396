"""Every format that a compilation is written in, by name."""

from collections.abc import Callable

from compilation.document import as_docx
from compilation.files import as_csv, as_json, as_xlsx
from compilation.paper import as_pdf
from compilation.report import Report
from compilation.standing_alone import as_html

# The formats that hold data alone; the others are documents.
DATA = ("json", "csv", "xlsx")
WRITERS: dict[str, Callable[[Report, str], dict[str, bytes]]] = {
    "json": as_json,
    "csv": as_csv,
    "xlsx": as_xlsx,
    "docx": as_docx,
    "pdf": as_pdf,
    "html": as_html,
}
