"""The population of the regions, from an export of Statistics Sweden's: added up, checked and stored."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from audit.record import record
from register.models import ALL_AGES, Population, Region
from register.pxweb import OLDEST, Cell, Export, NotCounted, read_export

NATION = "00"
_MANY = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """What was stored: how many regions are new, replaced (none were official) and as before; inhabitants."""

    new: int
    replaced: int
    unchanged: int
    total: int
    day: date


@transaction.atomic
def store_population(
    name: str, content: bytes, day: date | None = None, ages: tuple[int, int] = ALL_AGES
) -> Counted:
    """Add up a file's ages and sexes for each region and store them as official figures of a day.

    Without a day it is the file's own, where the file has one time alone.

    Twice is once. Raises NotCounted in words, and stores nothing, for a gap, a double, a total that is not
    its sum, or a region whose official figure is another.
    """
    export = read_export(content)
    day = day or export.day()
    sums = sums_of(export, day, ages, set(Region.objects.values_list("code", flat=True)))
    span = {"date": day, "age_from": ages[0], "age_to": ages[1]}
    there = {row.region_id: row for row in Population.objects.select_for_update().filter(**span)}
    _refuse_other(there, sums)
    changed = {code: count for code, count in sums.items() if not _is_same(there.get(code), count)}
    basis = f"SCB PxWeb, sha256 {hashlib.sha256(content).hexdigest()}"
    for code, count in changed.items():
        row = there.get(code) or Population(region_id=code, **span)
        _store(row, count, f"SCB, {name}"[:200], basis)
    if changed:
        first = Region.objects.order_by("code")[0]
        stored = {"date": day.isoformat(), "ages": list(ages), "counts": changed}
        record(None, "population.imported", first, file=name, stored=stored)
    replaced = len(changed.keys() & there.keys())
    return Counted(len(changed) - replaced, replaced, len(sums) - len(changed), sum(sums.values()), day)


def sums_of(export: Export, day: date, ages: tuple[int, int], regions: set[str]) -> dict[str, int]:
    """Inhabitants by region code. Raises NotCounted; the nation's own row must be the sum of the regions'."""
    cells = _of_one_content(export.at(day))
    by_region: dict[str, list[Cell]] = {}
    for cell in cells:
        by_region.setdefault(cell.region, []).append(cell)
    _refuse_regions(by_region.keys(), regions)
    sums = {code: _of_region(code, by_region[code], ages) for code in sorted(regions)}
    if NATION in by_region:
        nation = _of_region(NATION, by_region[NATION], ages)
        _refuse_unequal(_("Riket"), nation, sum(sums.values()))
    return sums


def _of_one_content(cells: list[Cell]) -> list[Cell]:
    """The cells, if they all measure the same thing."""
    contents = sorted({cell.content for cell in cells})
    if len(contents) > 1:
        raise NotCounted(
            _("Filen har flera slags tal för samma dag: %(kinds)s. Välj bara folkmängden i PxWeb.")
            % {"kinds": ", ".join(contents[:_MANY])}
        )
    return cells


def _refuse_regions(found: Iterable[str], wanted: set[str]) -> None:
    """Municipalities (four digits) may be in the file; a county that the portal does not know may not."""
    codes = set(found)
    unknown = sorted(code for code in codes - wanted - {NATION} if len(code) != 4)
    if unknown:
        raise NotCounted(_("Okända regioner i filen: %(regions)s.") % {"regions": ", ".join(unknown[:_MANY])})
    missing = sorted(wanted - codes)
    if missing:
        raise NotCounted(_("Regioner saknas i filen: %(regions)s.") % {"regions": ", ".join(missing)})


def _of_region(region: str, cells: Sequence[Cell], ages: tuple[int, int]) -> int:
    """A region's sum over the sexes: of its parts where there are any, which the total must equal."""
    by_sex: dict[str | None, list[Cell]] = {}
    for cell in cells:
        by_sex.setdefault(cell.sex, []).append(cell)
    sums = {sex: _of_ages(region, of_sex, ages) for sex, of_sex in by_sex.items()}
    parts = [value for sex, value in sums.items() if sex is not None]
    if parts and len(parts) != 2:
        raise NotCounted(_("Ett av könen saknas för region %(region)s.") % {"region": region})
    if parts and None in sums:
        _refuse_unequal(region, sums[None], sum(parts))
    return sum(parts) if parts else sums[None]


def _of_ages(region: str, cells: Sequence[Cell], ages: tuple[int, int]) -> int:
    """The sum of the ages asked for; with all ages and no single ones, the total that the file gives."""
    spans = sorted(((c.ages, c) for c in cells if c.ages is not None), key=lambda pair: pair[0])
    totals = [cell for cell in cells if cell.ages is None]
    if len(totals) > 1:
        raise NotCounted(
            _("Region %(region)s har mer än en rad för samma ålder och kön.") % {"region": region}
        )
    if not spans and totals and ages == ALL_AGES:
        return _number(region, totals[0])
    chosen = [cell for span, cell in spans if span[0] <= ages[1] and span[1] >= ages[0]]
    _refuse_holes(region, [cell.ages for cell in chosen if cell.ages is not None], ages)
    whole = sum(_number(region, cell) for cell in chosen)
    if totals and ages == ALL_AGES:
        _refuse_unequal(region, _number(region, totals[0]), whole)
    return whole


def _refuse_holes(region: str, spans: Sequence[tuple[int, int]], ages: tuple[int, int]) -> None:
    """The spans must follow on each other from the first age asked for to the last."""
    due, end = ages[0], min(ages[1], OLDEST)
    for low, high in spans:
        if due > low >= ages[0]:
            raise NotCounted(
                _("Region %(region)s har mer än en rad för åldern %(age)d.") % {"region": region, "age": low}
            )
        if low != due or high > end:
            raise NotCounted(_gap(region, due))
        due = high + 1
    if due <= end:
        raise NotCounted(_gap(region, due))


def _gap(region: str, age: int) -> str:
    return _(
        "Åldern %(age)d saknas för region %(region)s, eller står i en grupp med åldrar som inte ska räknas."
    ) % {
        "region": region,
        "age": age,
    }


def _number(region: str, cell: Cell) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", cell.value):
        raise NotCounted(
            _("”%(value)s” för region %(region)s är inget antal.") % {"value": cell.value, "region": region}
        )
    return int(cell.value)


def _refuse_unequal(where: str, said: int, reckoned: int) -> None:
    if said != reckoned:
        raise NotCounted(
            _("Summan stämmer inte för %(where)s: filen anger %(said)d, men delarna är %(reckoned)d.")
            % {"where": where, "said": said, "reckoned": reckoned}
        )


def _refuse_other(there: Mapping[str, Population], sums: Mapping[str, int]) -> None:
    """An official figure is never changed in silence."""
    for code, row in there.items():
        if row.quality == Population.Quality.OFFICIAL and row.count != sums[code]:
            raise NotCounted(
                _(
                    "Region %(region)s har redan en officiell folkmängd för dagen: %(there)d. "
                    "Filen anger %(said)d."
                )
                % {"region": code, "there": row.count, "said": sums[code]}
            )


def _is_same(row: Population | None, count: int) -> bool:
    return row is not None and row.quality == Population.Quality.OFFICIAL and row.count == count


def _store(row: Population, count: int, source: str, basis: str) -> None:
    was = f"; ersatte {row.count} ({row.quality}): {row.basis}" if row.pk else ""
    row.count, row.source, row.basis = count, source, f"{basis}{was}"
    row.quality = Population.Quality.OFFICIAL
    row.save()
