"""How fast letters are made: `python bench/letters.py`, where 2018 and 2020 are loaded (`make demo`).

Makes every region's letter, as PDF and as docx, for each decided payout, and leaves by 1 if 21 of either
take over 10 s.
"""

import os
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("DEBUG", "1")
django.setup()

from payouts.letter_files import letter_docx, letter_pdf
from payouts.letters import letter_of
from payouts.models import Decision, Run

LIMIT = 10.0
WRITERS = {"pdf": letter_pdf, "docx": letter_docx}


def main() -> None:
    """Measure each decided payout, print, judge."""
    runs = Run.objects.filter(status="decided")
    kept = [measured(run, form) for run in runs for form in WRITERS]
    if not kept:
        raise SystemExit("no payout is decided here")
    raise SystemExit(0 if all(kept) else 1)


def measured(run: Run, form: str) -> bool:
    """Print what a payout's letters took in one form. Whether the limit was kept."""
    begun = time.perf_counter()
    sizes = [len(WRITERS[form](letter_of(each))) for each in Decision.objects.filter(amount__run=run)]
    taken = time.perf_counter() - begun
    said = (
        f"{run.year_id} {run.kind:<9}{len(sizes):>3} {form:<4} letters {taken:6.2f} s  (limit {LIMIT:.0f} s)"
    )
    sys.stdout.write(f"{said}  {sum(sizes) // 1024} kB\n")
    return taken <= LIMIT


if __name__ == "__main__":
    main()
