"""How fast and how lean lists are read: `python bench/lists.py [--quick]`.

Prints a table and leaves by 1 if a limit of the issue is passed. Every ratio is of two measurements of the
same run, alternately, the best of several each; --quick takes a tenth of the rows, in some seconds.
"""

import argparse
import hashlib
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import xlsxwriter

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("DEBUG", "1")
# The whole portal is loaded, as it is in a worker, so that its memory is what is measured.
django.setup()

from submissions.lists.providers import ReadFile
from submissions.lists.reading import read_file
from submissions.lists.series import Period
from submissions.lists.together import add_up

HEAD = ("Löpnr", "Vårdgivare", "Driftsform", "Behandlingsform", "Kön", "Arbetsgivare", "AF", "Slutdatum")
FORMS = ("KBT", "i-KBT", "IPT", "PDT", "MMR nivå 1", "MMR2", "BMB", "Annan smärtbehandling")
ALONE = """
import sys, time
from io import BytesIO
from python_calamine import CalamineWorkbook
data = open(sys.argv[1], "rb").read()
begun = time.perf_counter()
CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
print(time.perf_counter() - begun)
"""
REPEATS = 5
MB = 1024


def main() -> None:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows; nothing is judged")
    parser.add_argument("--make", nargs=4, metavar=("FILE", "ROWS", "FAULTY", "SEED"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.make:
        path, rows, faulty, seed = asked.make
        make(Path(path), int(rows), int(faulty), int(seed))
        return
    with TemporaryDirectory() as folder:
        passed = measure(Path(folder), 10_000 if asked.quick else 100_000)
    raise SystemExit(0 if passed or asked.quick else 1)


def measure(folder: Path, rows: int) -> bool:
    """All measurements. Whether every limit was kept."""
    clean, bad = made(folder, rows, 0, 1), made(folder, rows, rows // 5, 2)
    alone, ours, faulty = alternately(lambda: read_alone(clean), lambda: read([clean]), lambda: read([bad]))
    one, memory = child_memory(clean)
    ten = [made(folder, rows, 0, seed) for seed in range(11, 21)]
    many, beside = min((turn([clean], ten) for _time in range(3)), key=lambda pair: pair[0] / pair[1])
    # The portal's own process: loaded, and having added up all ten files.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB
    table = [
        (f"{rows:,} rows × 8: calamine alone", f"{alone:.3f} s", "", True),
        ("gate, read, check, add up", f"{ours:.3f} s", "", True),
        ("  ratio", f"{ours / alone:.2f} ×", "≤ 2 ×", ours <= 2 * alone),
        (f"{rows // 5:,} faulty rows", f"{faulty:.3f} s", "", True),
        ("  ratio to the clean file", f"{faulty / ours:.2f} ×", "≤ 1.5 ×", faulty <= 1.5 * ours),
        (f"{rows * 10:,} rows as ten files, in turn", f"{many:.3f} s", "", True),
        ("  ratio to one file", f"{many / beside:.2f} ×", "≤ 10.5 ×", many <= 10.5 * beside),
        ("memory of the child, peak", f"{memory:.0f} MB", "≤ 160 MB", memory <= 160),
        ("memory of the portal's process, peak", f"{own:.0f} MB", "≤ 160 MB", own <= 160),
    ]
    for what, found, limit, kept in table:
        sys.stdout.write(f"{what:<40}{found:>12}  {limit:<10}{'' if kept else 'PASSED THE LIMIT'}\n")
    sys.stdout.write(f"rows counted: {one:,}\n")
    return all(kept for *_row, kept in table)


def alternately(*works: Callable[[], float]) -> list[float]:
    """The best of several for each, taken in turns, so that a busy moment strikes all."""
    taken: list[list[float]] = [[] for _work in works]
    for _time in range(REPEATS):
        for times, work in zip(taken, works, strict=True):
            times.append(work())
    return [min(times) for times in taken]


def turn(one: list[Path], many: list[Path]) -> tuple[float, float]:
    """Seconds for many files, and for one: the mean of before and after, since many take long."""
    before, all_of_them, after = read(one), read(many), read(one)
    return all_of_them, (before + after) / 2


def read_alone(path: Path) -> float:
    """Seconds that calamine alone needs, in a process of its own that has already started."""
    done = subprocess.run([sys.executable, "-c", ALONE, str(path)], capture_output=True, check=True)  # noqa: S603
    return float(done.stdout)


def read(paths: list[Path]) -> float:
    """Seconds for all that the portal does with the files, the start of the child included."""
    begun = time.perf_counter()
    files = [
        ReadFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), read_file(path, Period(2026)))
        for path in paths
    ]
    sums = add_up(files, year=2026)
    if not sums.figures:
        raise SystemExit(f"nothing was counted: {[finding.rule for finding in sums.findings]}")
    return time.perf_counter() - begun


def child_memory(path: Path) -> tuple[int, float]:
    """Rows counted, and the child's peak in MB."""
    found = read_file(path, Period(2026))
    return found["rows"], found["peak_kb"] / MB


def made(folder: Path, rows: int, faulty: int, seed: int) -> Path:
    """A list, written by another process: what writing needs is not measured."""
    path = folder / f"{seed}.xlsx"
    asked = [str(path), str(rows), str(faulty), str(seed)]
    subprocess.run([sys.executable, str(HERE), "--make", *asked], check=True)  # noqa: S603
    return path


def make(path: Path, rows: int, faulty: int, seed: int) -> None:
    """Write a list of treatments, some with a form that nobody has heard of."""
    chance = random.Random(seed)  # noqa: S311
    bad = set(chance.sample(range(1, rows + 1), faulty))
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet("Serier"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEAD)
        for row in range(1, rows + 1):
            provider = chance.randrange(60)
            form = f"Okänd {row}" if row in bad else chance.choice(FORMS)
            contacts = chance.choice(("Ja", "Nej", "Nej")), chance.choice(("Ja", "Nej", "Nej", "Nej"))
            kind = "Privat" if provider % 3 else "Offentlig"
            words = (row, f"Vårdcentralen {provider}", kind, form, chance.choice("KKM"), *contacts)
            sheet.write_row(row, 0, words)
            sheet.write_datetime(row, 7, date(2026, 1, 1) + timedelta(chance.randrange(365)), day)


if __name__ == "__main__":
    main()
