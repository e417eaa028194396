"""The ordinary workbook, from bytes to verdict in a warm process: how fast, and does the memory grow?

The file is the year's workbook for Kronoberg, filled in with figures that balance, as Excel
saves it. It is tried as an upload is: gate, reader, every rule, and the
earlier rounds from the database. Beside it openpyxl opens the same bytes in the same run, so
that the ratio says more of the code than of the machine.

Run: python bench/ordinary_workbook.py [TIMES]      (1 000 if nothing is said)
"""

import gc
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter

import django
from django.core.management import call_command
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parent.parent
FOLDER = tempfile.TemporaryDirectory()
# Production's settings, since DEBUG keeps every query in memory; a database of its own.
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "DATA_DIR": FOLDER.name,
    "DATABASE_URL": f"sqlite:///{FOLDER.name}/bench.sqlite3",
    "SECRET_KEY": "bench",
    "DEBUG": "0",
}
sys.path.insert(0, str(ROOT))
django.setup()

# They hold models, so they come after the setting up.
from agreement.answers import Answer, Answers
from agreement.findings import Verdict
from register.models import AgreementYear, Region
from submissions.trying import try_file
from submissions.workbook import write_template
from tests.as_excel import with_shared_texts

REGION = "07"
WARM_UP = 50
BESIDE = 100
TARGET_MS = 50.0
# What a thousand workbooks may leave behind: far less than a kilobyte each.
GROWTH_KB = 2_048
FIGURES = {
    "KBT": 203, "IKBT": 1, "IPT": 0, "PDT": 0, "EMDR": 0, "APB": 19,
    "MMR1": 7, "MMR2": 28, "BMB": 13, "AST": 53, "ASB": 0,
    "PRIVATE": 201, "PUBLIC": 123, "WOMEN": 236, "MEN": 88,
    "EMPLOYER": 151, "EMPLOYMENT_SERVICE": 35,
}  # fmt: skip


def main(times: int) -> int:
    """Measure and print. 1 if the median or the memory is over what is promised."""
    call_command("migrate", verbosity=0)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        call_command("demo", stdout=nowhere)
    year = AgreementYear.objects.get(state=AgreementYear.State.OPEN)
    region = Region.objects.get(code=REGION)
    data = an_ordinary_workbook(year, region)

    def check() -> None:
        outcome = try_file(data, "redovisning.xlsx", year, region)
        if outcome.verdict is Verdict.UNREADABLE or outcome.figures != FIGURES:
            sys.exit("The ordinary workbook was not read rightly")

    timed(check, WARM_UP)
    beside = timed(lambda: load_workbook(BytesIO(data)), BESIDE)
    timed(check, WARM_UP)
    before = resident_kb()
    ours = timed(check, times)
    after = resident_kb()
    return told(data, ours, beside, (before, after))


def an_ordinary_workbook(year: AgreementYear, region: Region) -> bytes:
    """The year's own workbook, filled in and saved as Excel saves it."""
    answers = Answers(
        lines={code: Answer(str(count)) for code, count in FIGURES.items()},
        first=f"{year.year}-01-01",
        last=f"{year.year}-12-31",
    )
    return with_shared_texts(write_template(year.terms(), region.code, region.name, answers=answers))


def timed(act: Callable[[], object], times: int) -> list[float]:
    """How long each time took, in milliseconds."""
    took = []
    for _time in range(times):
        began = perf_counter()
        act()
        took.append((perf_counter() - began) * 1_000)
    return took


def resident_kb() -> int:
    """What the process holds of the machine's memory now."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def told(data: bytes, ours: list[float], beside: list[float], memory: tuple[int, int]) -> int:
    """The table, and whether everything is as promised."""
    median, compared = statistics.median(ours), statistics.median(beside)
    slow = statistics.quantiles(ours, n=20)[-1]
    before, after = memory
    rows = (
        ("the file", f"{len(data) / 1_024:.1f} kB"),
        ("bytes to verdict, median", f"{median:.1f} ms (at most {TARGET_MS:.0f})"),
        ("bytes to verdict, 95 of 100 within", f"{slow:.1f} ms"),
        ("openpyxl load_workbook, median", f"{compared:.1f} ms"),
        ("ratio to openpyxl, same run", f"{median / compared:.2f}"),
        ("memory before", f"{before / 1_024:.1f} MB"),
        (f"memory after {len(ours)}", f"{after / 1_024:.1f} MB (at most {GROWTH_KB / 1_024:.0f} more)"),
    )
    sys.stdout.writelines(f"{name:<36}{value}\n" for name, value in rows)
    return int(median > TARGET_MS or after - before > GROWTH_KB)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
