"""How fast the compilation is made: `python bench/national_report.py`, where the regions are loaded.

Fills twelve years with every figure of every region and keeps none of it. Then prints the tables alone, each
format, and all of them, how many queries a report takes of one year and of twelve, and how the time grows
with some 2 000 organisations. Leaves by 1 if the tables take over 0.5 s, all formats over 10 s, the queries
grow with the years, or the time grows more than linearly.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("DEBUG", "1")
django.setup()

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agreement.lines import FIGURES
from agreement.moves import Status
from compilation.models import NationalFigure
from compilation.report import Report, report_of
from compilation.sources import Sources, sources_of
from compilation.tables import tables
from compilation.writers import WRITERS
from register.models import AgreementYear, Population, Region
from submissions.models import Delivery, Figure, Return, Version

TABLES_LIMIT, ALL_LIMIT = 0.5, 10.0
YEARS = range(2031, 2043)
FORMS_EACH, HALF = 100, 550
# So many times the organisations, and the most that the time may grow for each of them.
MANY, STEEPEST = 96, 1.5


def main() -> None:
    """Measure the latest of the filled years, print, judge."""
    if not Region.objects.exists():
        raise SystemExit("no regions are loaded here")
    with filled_years() as year:
        judged = [_tables(year), _formats(year), _queries(year), _growth(year)]
    raise SystemExit(0 if all(judged) else 1)


def _tables(year: int) -> bool:
    alone = timed(lambda: tables(sources_of(year)))
    say("tables alone, queries too", alone, TABLES_LIMIT)
    return alone <= TABLES_LIMIT


def _formats(year: int) -> bool:
    taken = 0.0
    for name, write in WRITERS.items():
        one = timed(partial(_written, write, year), times=1)
        taken += one
        say(name, one)
    say("all formats", taken, ALL_LIMIT)
    return taken <= ALL_LIMIT


def _queries(year: int) -> bool:
    one, twelve = counted(YEARS[0]), counted(year)
    sys.stdout.write(f"{'queries, one year and twelve':<28}{one:8d} {twelve:8d}\n")
    return one == twelve


def _growth(year: int) -> bool:
    steepness = growth(sources_of(year))
    many = f"{MANY} × the organisations"
    sys.stdout.write(f"{many:<28}{steepness:8.2f} × the time for each (limit {STEEPEST})\n")
    return steepness <= STEEPEST


def counted(year: int) -> int:
    """How many queries a report takes."""
    with CaptureQueriesContext(connection) as asked:
        report_of(year)
    return len(asked)


@contextmanager
def filled_years() -> Iterator[int]:
    """The latest of the years, with all before it; nothing of it is kept."""
    with transaction.atomic():
        regions = list(Region.objects.all())
        Return.objects.update(status=Status.NOT_STARTED)  # what is loaded beside them would be years more
        NationalFigure.objects.all().delete()
        for year in YEARS:
            _fill(AgreementYear.objects.create(year=year), regions)
        yield YEARS[-1]
        transaction.set_rollback(True)


def _fill(year: AgreementYear, regions: list[Region]) -> None:
    returns = Return.objects.bulk_create(
        Return(year=year, region=region, status=Status.ACCEPTED) for region in regions
    )
    deliveries = Delivery.objects.bulk_create(
        Delivery(the_return=each, number=1, kind="form", state="checked", sha256="0" * 64) for each in returns
    )
    Figure.objects.bulk_create(
        Figure(delivery=delivery, line=line, value=_value(line, at, year.year), collected="reported")
        for at, delivery in enumerate(deliveries)
        for line in FIGURES
    )
    Version.objects.bulk_create(
        Version(the_return=each, number=1, delivery=delivery, origin="printed", content={}, sha256="0" * 64)
        for each, delivery in zip(returns, deliveries, strict=True)
    )
    Population.objects.bulk_create(
        Population(
            region=region,
            date=date(year.year - 1, 11, 1),
            age_from=16,
            age_to=67,
            count=100_000 + 1_000 * at,
            quality="official",
            source="bench",
        )
        for at, region in enumerate(regions)
    )


def _value(line: str, at: int, year: int) -> int:
    """Figures that add up: eleven forms are two kinds of provider and two sexes; contacts are fewer."""
    moved = at + year - YEARS[0]
    if line in ("PRIVATE", "PUBLIC", "WOMEN", "MEN"):
        return HALF + (11 * moved + (line in ("PRIVATE", "WOMEN"))) // 2
    return FORMS_EACH + moved


def _written(write: Callable[[Report, str], dict[str, bytes]], year: int) -> dict[str, bytes]:
    return write(report_of(year), "sv")


def growth(sources: Sources) -> float:
    """How much longer each organisation takes where there are many times as many."""
    few = timed(lambda: tables(sources))
    return timed(lambda: tables(multiplied(sources)), times=1) / few / MANY


def multiplied(sources: Sources) -> Sources:
    """The same sources with every region many times over."""
    names = {f"{code}-{n}": name for code, name in sources.regions.items() for n in range(MANY)}
    told = {(f"{code}-{n}", year): said for (code, year), said in sources.told.items() for n in range(MANY)}
    people = {
        (f"{code}-{n}", y): said for (code, y), said in sources.populations.items() for n in range(MANY)
    }
    return replace(sources, regions=names, told=told, populations=people)


def timed(act: Callable[[], object], times: int = 5) -> float:
    """The shortest of some runs, in seconds."""
    best = float("inf")
    for _run in range(times):
        begun = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - begun)
    return best


def say(what: str, seconds: float, limit: float | None = None) -> None:
    """One line of the table."""
    judged = f"  (limit {limit} s)" if limit is not None else ""
    sys.stdout.write(f"{what:<28}{seconds:8.2f} s{judged}\n")


if __name__ == "__main__":
    main()
