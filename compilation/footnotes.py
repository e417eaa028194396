"""The notes under a table that follow from its columns and years: what rates are measured by, and breaks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from agreement.lines import INDICATORS, LINE
from compilation.absent import unmeasured_notes
from compilation.notes import Note
from compilation.people import AGES_BEFORE, AGES_WIDENED, WORKING_AGES
from compilation.sources import Sources

# Ages, day, source, and whether the figures are official.
_Measure = tuple[tuple[int, int], date, str, bool]
OFFICIAL = "official"


def rate_notes(sources: Sources, years: Sequence[int], per: int = 1000) -> Iterator[Note]:
    """Which people each year's rates are measured by, and for which years there are none."""
    measured: dict[_Measure, list[int]] = {}
    absent = []
    for year in years:
        found = [sources.inhabitants(region, year) for region in sources.regions]
        kinds = {
            (each.ages, each.date, each.source, each.quality == OFFICIAL)
            for each in found
            if each is not None
        }
        for kind in sorted(kinds):
            measured.setdefault(kind, []).append(year)
        if not kinds and year not in sources.undecided:
            absent.append(year)
    for (ages, day, source, is_official), of in measured.items():
        said = {
            "per": per,
            "ages": _ages(ages),
            "day": day.isoformat(),
            "years": of,
            "source": source,
        }
        yield Note("people" if is_official else "people_estimated", said)
    if absent:
        yield Note("no_people", {"years": absent})
    for year in years:
        if year in sources.undecided:
            days = [day.isoformat() for day in sources.undecided[year]]
            yield Note("several_days", {"year": year, "days": days})
    yield from unmeasured_notes(sources, years)


def break_notes(codes: Iterable[str], years: Sequence[int]) -> Iterator[Note]:
    """Where the series breaks: the ages that are counted, and forms that were added."""
    if years and years[0] < AGES_WIDENED <= years[-1]:
        said = {"before": AGES_WIDENED - 1, "ages_before": _ages(AGES_BEFORE)}
        yield Note("ages_widened", said | {"year": AGES_WIDENED, "ages": _ages(WORKING_AGES)})
    lines = dict.fromkeys(line for code in codes for line in INDICATORS.get(code, (code,)) if line in LINE)
    for line in lines:
        if years and years[0] < LINE[line].since <= years[-1]:
            yield Note("form_added", {"line": line, "year": LINE[line].since})


def _ages(ages: tuple[int, int]) -> str:
    return f"{ages[0]}–{ages[1]}"
