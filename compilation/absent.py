"""The notes of what is missing from a table's sums and rates: which regions, in which years."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from compilation.notes import Note
from compilation.sources import Sources

Regions = tuple[str, ...]


def missing_notes(sources: Sources, codes: Iterable[str], years: Sequence[int] = ()) -> Iterator[Note]:
    """Which regions are not in the sums of the year, or only partly, and the same of the earlier years."""
    asked = {code.removesuffix("_per_1000") for code in codes}
    absent, partly = _lacking(sources, asked, sources.year)
    if absent:
        yield Note("regions_missing", {"regions": list(absent)})
    if partly:
        yield Note("regions_partly", {"regions": list(partly)})
    earlier = {year: _lacking(sources, asked, year) for year in years if year < sources.year}
    for at, kind in enumerate(("regions_missing_in", "regions_partly_in")):
        yield from _by_years(kind, {year: lacking[at] for year, lacking in earlier.items()})


def amount_notes(sources: Sources, kinds: Sequence[str]) -> Iterator[Note]:
    """For which regions no amount of a kind is decided, where it is for others."""
    for kind in kinds:
        absent = _some([code for code in sources.regions if (code, kind) not in sources.payouts], sources)
        if absent:
            yield Note(f"no_{kind}", {"regions": list(absent)})


def answer_notes(sources: Sources, has_number: Callable[[str], bool]) -> Iterator[Note]:
    """Which regions gave no number in the survey, where others did."""
    absent = _some([code for code in sources.regions if not has_number(code)], sources)
    if absent:
        yield Note("regions_missing", {"regions": list(absent)})


def unmeasured_notes(sources: Sources, years: Sequence[int]) -> Iterator[Note]:
    """Which regions have no population, and are not in the nation's rate, where others have one."""
    found = {
        year: _some([code for code in sources.regions if sources.inhabitants(code, year) is None], sources)
        for year in years
    }
    yield from _by_years("no_people_of", found)


def _lacking(sources: Sources, codes: Iterable[str], year: int) -> tuple[Regions, Regions]:
    """The regions with none of the lines that some region has in the year, and those that lack a few."""
    has = {
        region: {code for code in codes if sources.figure(region, year, code) is not None}
        for region in sources.regions
    }
    lines = set().union(*has.values())
    absent = _some([region for region, mine in has.items() if not mine], sources)
    partly = tuple(region for region, mine in has.items() if mine and mine != lines)
    return absent, partly


def _some(regions: Sequence[str], sources: Sources) -> Regions:
    """The regions, unless it is all of them: then nothing is summed without them."""
    return tuple(regions) if len(regions) < len(sources.regions) else ()


def _by_years(kind: str, found: Mapping[int, Regions]) -> Iterator[Note]:
    """One note for the years in which the same regions are meant."""
    together: dict[Regions, list[int]] = {}
    for year, regions in found.items():
        if regions:
            together.setdefault(regions, []).append(year)
    for regions, years in together.items():
        yield Note(kind, {"regions": list(regions), "years": years})
