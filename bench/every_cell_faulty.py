"""A workbook with a fault in every one of its cells, beside a clean one: the ratio of their times.

Both go the whole way from bytes to findings in words, in turns, in one warm process, so that
a slow machine slows both. The promise is at most 2, and the script leaves by 1 where it is not kept.
"""

import os
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from agreement import rules
from agreement.answers import case_of
from agreement.lines import FIGURES
from agreement.terms import Terms
from register.models import Region
from submissions.checking import finding_row
from submissions.workbook import read
from tests.workbooks import a_workbook, filled

ROUNDS, LIMIT = 60, 2


def once(data: bytes, terms: Terms, region: Region) -> int:
    """Nanoseconds from bytes to findings with their words."""
    began = time.perf_counter_ns()
    reading = read(data, "redovisning.xlsx", terms, region)
    assert reading.answers is not None
    case = case_of(reading.answers, terms, region.code)
    for order, found in enumerate(rules.for_region(rules.findings(case))):
        finding_row(found, order, year=terms.year, region=region.code).as_json("sv")
    return time.perf_counter_ns() - began


def main() -> None:
    """Print the medians and their ratio, and judge it."""
    terms, region = Terms(2026), Region(code="07", name="Kronoberg")
    files = {
        "clean": a_workbook(),
        "every cell faulty": filled(a_workbook(), **dict.fromkeys(FIGURES, "ca 40")),
    }
    times: dict[str, list[int]] = {name: [] for name in files}
    for _ in range(ROUNDS):
        for name, data in files.items():
            times[name].append(once(data, terms, region))
    clean, faulty = (median(times[name]) for name in files)
    print(f"clean {clean / 1e6:.1f} ms, every cell faulty {faulty / 1e6:.1f} ms")
    kept = faulty <= LIMIT * clean
    print(f"ratio {faulty / clean:.2f} (at most {LIMIT}){'' if kept else ' PASSED THE LIMIT'}")
    raise SystemExit(0 if kept else 1)


if __name__ == "__main__":
    main()
