"""Sentences about single lines: contacts of each kind, totals of an area, each form's change, and rates."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from agreement import numerals
from agreement.lines import CONTACTS, FORMS, INDICATORS, PROVIDERS
from agreement.totals import change, share
from agreement.wording import name_of
from compilation.answered import coordinator_rows
from compilation.people import ages_in_words
from compilation.phrases import Place, Sentence, capital, listed, moved_by, number, percent
from compilation.sources import NATION, Sources
from compilation.tables import nation_of, rate_of
from submissions.deviations import Deviation

_KINDS = {
    "EMPLOYER": ("arbetsgivare", "employers"),
    "EMPLOYMENT_SERVICE": ("Arbetsförmedlingen", "Arbetsförmedlingen"),
}
_AREAS = {
    "PSYCHOLOGICAL": ("psykisk ohälsa", "mental ill-health"),
    "PAIN": ("långvarig smärta", "long-term pain"),
}
# A list longer than this names nobody: then it is said how many they are.
MOST_NAMED = 10


def contacts_by_kind(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """How many contacts of each kind, how that has changed, and where it rose and fell most."""
    now, before = (nation_of(sources, year) for year in (sources.year, sources.year - 1))
    for code in CONTACTS:
        count = now.get(code)
        if count is None:
            continue
        with_sv, with_en = _KINDS[code]
        sv = f"Kontakterna med {with_sv} var {number(count)}{_since(count, before.get(code), sources.year - 1)}."
        en = (
            f"There were {number(count, 'en')} contacts with {with_en}"
            f"{_since(count, before.get(code), sources.year - 1, 'en')}."
        )
        yield Sentence(f"contacts_{code}", f"{sv}{_most(sources, code)}", f"{en}{_most(sources, code, 'en')}")


def totals_of_areas(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """All treatments for mental ill-health, and for long-term pain, as the sum of the forms that are known."""
    now, before = (nation_of(sources, year) for year in (sources.year, sources.year - 1))
    for code, (of_sv, of_en) in _AREAS.items():
        lines = [line for line in INDICATORS[code] if line in now]
        if not lines:
            continue
        count = sum(now[line] for line in lines)
        alike = lines == [line for line in INDICATORS[code] if line in before]
        earlier = sum(before[line] for line in lines) if alike else None
        part = share(count, now.get("TREATMENTS"))
        of_all_sv = f", {percent(part)} av alla" if part is not None else ""
        of_all_en = f", {percent(part, lang='en')} of all" if part is not None else ""
        yield Sentence(
            f"total_{code}",
            f"Behandlingarna vid {of_sv} var {number(count)}{of_all_sv}{_since(count, earlier, sources.year - 1)}.",
            f"There were {number(count, 'en')} treatments for {of_en}{of_all_en}"
            f"{_since(count, earlier, sources.year - 1, 'en')}.",
        )


def changes_of_forms(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """Each form that both years have: how it has changed, and what share of all it was and is."""
    now, before = (nation_of(sources, year) for year in (sources.year, sources.year - 1))
    for form in FORMS:
        moved = change(now.get(form), before.get(form))
        if moved is None:
            continue
        parts = share(before.get(form), before.get("TREATMENTS")), share(now.get(form), now.get("TREATMENTS"))
        sv, en = "", ""
        if None not in parts:
            sv = f" Andelen av behandlingarna gick från {percent(parts[0], 1)} till {percent(parts[1], 1)}."
            en = f" Its share of the treatments went from {percent(parts[0], 1, 'en')} to {percent(parts[1], 1, 'en')}."
        yield Sentence(
            f"change_{form}",
            f"{capital(name_of(form))}: {number(now[form])} behandlingar"
            f"{_since(now[form], before[form], sources.year - 1)}.{sv}",
            f"{capital(name_of(form, 'en'))}: {number(now[form], 'en')} treatments"
            f"{_since(now[form], before[form], sources.year - 1, 'en')}.{en}",
        )


def private_last_year(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """The share of private care providers the year before."""
    parts = [_private(nation_of(sources, year)) for year in (sources.year - 1, sources.year)]
    if parts[0] is not None and parts[1] is not None:
        yield Sentence(
            "providers_last_year",
            f"Privata vårdgivare gav {percent(parts[0])} av behandlingarna {sources.year - 1} "
            f"och {percent(parts[1])} {sources.year}.",
            f"Private providers gave {percent(parts[0], lang='en')} of the treatments in {sources.year - 1} "
            f"and {percent(parts[1], lang='en')} in {sources.year}.",
        )


def beside_the_nation(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """Which regions have more for each inhabitant than the nation, and which fewer."""
    for code in ("KBT_IPT", "MMR"):
        nation = rate_of(sources, NATION, sources.year, code)
        rates = {region: rate_of(sources, region, sources.year, code) for region in sources.regions}
        known = [Place(region, rate) for region, rate in rates.items() if rate is not None]
        if nation is None or len(known) < 2:
            continue
        above = sorted((each for each in known if each.value > nation), key=lambda each: -each.value)
        below = sorted((each for each in known if each.value < nation), key=lambda each: each.value)
        if above and below:
            sv, en = (_named_or_counted(sources, above, lang) for lang in ("sv", "en"))
            fewer_sv, fewer_en = (_named_or_counted(sources, below, lang) for lang in ("sv", "en"))
            yield Sentence(
                f"beside_nation_{code}",
                f"{capital(name_of(code))} per invånare {ages_in_words(sources.year)} år är fler än i riket i {sv}, "
                f"och färre i {fewer_sv}.",
                f"{capital(name_of(code, 'en'))} per inhabitant aged {ages_in_words(sources.year)} are more than in the "
                f"nation in {en}, and fewer in {fewer_en}.",
            )


def coordinators(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """How many coordinators the regions that answered have, and per 10 000 where there are people."""
    rows = coordinator_rows(sources)
    if not rows or rows[-1]["region"] != NATION:
        return
    count, per = rows[-1]["count"], rows[-1]["per_10000"]
    told = sum(row["count"] is not None for row in rows[:-1])
    if not isinstance(count, int):
        return
    sv = en = ""
    if isinstance(per, Fraction):
        ages = ages_in_words(sources.year)
        sv = f", {numerals.decimal(per, 1)} per 10\N{NO-BREAK SPACE}000 invånare {ages} år"
        en = f", {numerals.decimal(per, 1, 'en')} per 10,000 inhabitants aged {ages}"
    of_sv, of_en = ("region", "region") if told == 1 else ("regioner", "regions")
    yield Sentence(
        "coordinators",
        f"{told} {of_sv} uppger tillsammans {number(count)} rehabkoordinatorer i psykiatrin{sv}.",
        f"{told} {of_en} report {number(count, 'en')} coordinators in psychiatry in all{en}.",
    )


def _since(now: int, before: int | None, year: int, lang: str = "sv") -> str:
    """What that is against the year before; nothing where that is not known, or nought."""
    moved = change(now, before)
    if moved is None or before is None:
        return ""
    if now == before:
        return f", as many as in {year}" if lang == "en" else f", lika många som {year}"
    if abs(moved) < Fraction(1, 200):  # would be shown as 0 %
        alike = f", about as many as in {year}" if lang == "en" else f", ungefär lika många som {year}"
        return f"{alike} ({number(before, lang)})"
    if lang == "en":
        return f", {moved_by(moved, 'en')} on {number(before, 'en')} in {year}"
    return f", {moved_by(moved)} jämfört med {number(before)} för {year}"


def _most(sources: Sources, code: str, lang: str = "sv") -> str:
    """Where a kind of contact rose and fell most since the year before; nothing where only one is known."""
    moves = sorted(
        (
            Place(region, Fraction(now - then))
            for region in sources.regions
            if (now := sources.figure(region, sources.year, code)) is not None
            and (then := sources.figure(region, sources.year - 1, code)) is not None
        ),
        key=lambda place: (place.value, place.region),
    )
    if len(moves) < 2:
        return ""
    said = []
    low, high = moves[0], moves[-1]
    rose, fell, joined = ("They rose", "fell", "and") if lang == "en" else ("De ökade", "minskade", "och")
    where = "most in" if lang == "en" else "mest i"
    if high.value > 0:
        said.append(f"{rose} {where} {sources.regions[high.region]} ({number(int(high.value), lang)})")
    if low.value < 0:
        first = fell if said else ("They fell" if lang == "en" else "De minskade")
        said.append(f"{first} {where} {sources.regions[low.region]} ({number(int(-low.value), lang)})")
    return f" {f' {joined} '.join(said)}." if said else ""


def _private(nation: dict[str, int]) -> Fraction | None:
    """Of all treatments; where those are not known, of those of private and public providers."""
    both = sum(nation[code] for code in PROVIDERS) if all(code in nation for code in PROVIDERS) else None
    return share(nation.get("PRIVATE"), nation.get("TREATMENTS", both))


def _named_or_counted(sources: Sources, places: Sequence[Place], lang: str) -> str:
    if len(places) > MOST_NAMED:
        return f"{len(places)} regions" if lang == "en" else f"{len(places)} regioner"
    return listed([sources.regions[each.region] for each in places], lang)


OF_LINES: tuple[Callable[[Sources, Sequence[Deviation]], Iterator[Sentence]], ...] = (
    private_last_year,
    contacts_by_kind,
    totals_of_areas,
    changes_of_forms,
    beside_the_nation,
    coordinators,
)
