"""Lists for tests: as text, as workbooks, and read by the real child."""

import csv
import hashlib
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import xlsxwriter

from agreement.terms import Terms
from submissions.lists.limits import Limits
from submissions.lists.providers import ReadFile
from submissions.lists.reading import read_file
from submissions.lists.series import Period
from submissions.lists.template import write_provider_template
from submissions.lists.together import Together, add_up

Cells = Sequence[Sequence[object]]
SERIES: tuple[tuple[object, ...], ...] = (
    ("Löpnr", "Vårdgivare", "Driftsform", "Behandlingsform", "Kön", "Arbetsgivare",
     "Arbetsförmedlingen", "Slutdatum"),
    (1, "Norr", "Privat", "KBT", "K", "Ja", "Nej", "2026-03-01"),
    (2, "Norr", "Privat", "i-KBT", "M", "Ja", "Ja", "2026-04-01"),
    (3, "Söder", "Offentlig", "MMR nivå 2", "Kvinna", "Nej", "Nej", "2026-05-01"),
    (4, "Söder", "Offentlig", "MMR2", "Man", "Nej", "Nej", "2026-06-01"),
)  # fmt: skip
COUNTED = {
    "KBT": 1, "IKBT": 1, "IPT": 0, "PDT": 0, "EMDR": 0, "APB": 0, "MMR1": 0, "MMR2": 2, "BMB": 0,
    "AST": 0, "ASB": 0,
    "PRIVATE": 2, "PUBLIC": 2, "WOMEN": 2, "MEN": 2, "EMPLOYER": 2, "EMPLOYMENT_SERVICE": 1, "BOTH": 1,
}  # fmt: skip
PROVIDERS: tuple[tuple[object, ...], ...] = (
    ("Vårdgivare", "Regi", "KBT", "IPT", "MMR nivå 1", "Kvinnor", "Män", "Arbetsgivare", "AF"),
    ("Norr", "Privat", 12, 3, 5, 11, 9, 4, 1),
    ("Söder", "Offentlig", 7, 0, 2, 6, 3, 2, 0),
)


def text(rows: Cells, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Rows as separated text."""
    out = StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(rows: Cells, *, first_row: int = 0, first_column: int = 0) -> bytes:
    """Rows as a workbook."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Lista")
        for at, row in enumerate(rows):
            sheet.write_row(first_row + at, first_column, row)
    return out.getvalue()


def small_workbook(name: str, kind: str, terms: Terms | None = None, **counts: int) -> bytes:
    """Our template as a care provider sends it back."""
    book = openpyxl.load_workbook(BytesIO(write_provider_template(terms or Terms(2026))))
    sheet = book.active
    assert sheet is not None
    sheet["B1"], sheet["B2"] = name, kind
    for row in sheet.iter_rows(min_row=4):
        label = str(row[0].value or "")
        for code, value in counts.items():
            if label.startswith(code):
                row[1].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def found_in(data: bytes, *, limits: Limits | None = None, year: int = 2026) -> dict[str, Any]:
    """What the child finds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lista"
        path.write_bytes(data)
        return read_file(path, Period(year), limits=limits)


def added(*files: bytes, merges: dict[str, str] | None = None) -> Together:
    """The files read and added up; they are named a, b, c."""
    read = [
        ReadFile(f"{name}.csv", hashlib.sha256(data).hexdigest(), found_in(data))
        for name, data in zip("abcdefgh", files, strict=False)
    ]
    return add_up(read, merges, 2026)


def rules_of(sums: Together) -> set[str]:
    """Which rules spoke."""
    return {finding.rule for finding in sums.findings}
