"""The report's sentences, bound to the data: no number is typed, and each is rounded once, when shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from agreement import numerals
from agreement.lines import CONTACTS, FORMS, PROVIDERS, SEXES, Collected
from agreement.totals import change, like_for_like, share
from agreement.wording import name_of
from compilation.people import ages_in_words
from compilation.phrases import Place, Sentence, capital, listed, moved_by, number, percent
from compilation.said_of_lines import OF_LINES
from compilation.sources import NATION, Sources
from compilation.tables import nation_of, rate_of
from submissions.deviations import WAIVED, Deviation

# So many regions at most are named where they are missing.
MOST_NAMED = 5


def sentences(sources: Sources, deviations: Iterable[Deviation]) -> tuple[Sentence, ...]:
    """Every paragraph for which there is data, in the order of the report."""
    told = tuple(deviations)
    return tuple(sentence for make in _PARAGRAPHS for sentence in make(sources, told))


def _returns(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """Whose figures are in it, where that is not every region; nothing where the nation alone is printed."""
    year, of = sources.year, len(sources.regions)
    there = [code for code in sources.regions if (code, year) in sources.told]
    if not there and not sources.printed(year).keys() & set(FORMS):
        yield Sentence(
            "returns", f"Ingen redovisning för {year} är med.", f"No return for {year} is included."
        )
    elif there and not any(sources.told[code, year].figures for code in there):
        yield Sentence(
            "returns",
            f"Ingen uppgift för {year} är insamlad. Det som saknas är inte noll.",
            f"No figure for {year} was collected. What is missing is not zero.",
        )
    elif there and len(there) < of:
        out = [name for code, name in sources.regions.items() if code not in there]
        few = len(out) <= MOST_NAMED
        sv, en = (f": {listed(out)} saknas", f": {listed(out, 'en')} missing") if few else ("", "")
        yield Sentence(
            "returns",
            f"Siffrorna kommer från {len(there)} av {of} regioner{sv}.",
            f"The figures come from {len(there)} of {of} regions{en}.",
        )


def _treatments(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    year = sources.year
    now, before = (nation_of(sources, each).get("TREATMENTS") for each in (year, year - 1))
    if now is None:
        return
    moved = change(now, before)
    sv = f"Regionerna redovisade {number(now)} behandlingar för {year}."
    en = f"The regions reported {number(now, 'en')} treatments for {year}."
    if moved is not None and before is not None:
        sv = f"{sv[:-1]}, {moved_by(moved)} jämfört med {number(before)} för {year - 1}."
        en = f"{en[:-1]}, {moved_by(moved, 'en')} on {number(before, 'en')} for {year - 1}."
    yield Sentence("treatments", sv, en)


def _alike(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """The change over the same regions, where some region has a figure in one of the years alone."""
    for code in ("TREATMENTS", "KBT_IPT", "MMR", "CONTACTS"):
        now, before = (
            {region: sources.figure(region, year, code) for region in sources.regions}
            for year in (sources.year, sources.year - 1)
        )
        found = like_for_like(now, before)
        if found is None or not found.left_out:
            continue
        out, year = [sources.regions[each] for each in found.left_out], sources.year - 1
        alone = len(found.regions) == 1
        yield Sentence(
            f"like_for_like_{code}",
            f"{capital(name_of(code))}, samma {len(found.regions)} region{'' if alone else 'er'} båda åren: {moved_by(found.change)} "
            f"sedan {year}. Utan {listed(out)}, som bara har uppgift för ett av åren.",
            f"{capital(name_of(code, 'en'))}, the same {len(found.regions)} region{'' if alone else 's'} in both years: "
            f"{moved_by(found.change, 'en')} since {year}. Without {listed(out, 'en')}, known in one year only.",
        )


def _forms(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    nation = nation_of(sources, sources.year)
    total = nation.get("TREATMENTS")
    counts = sorted(((nation[form], form) for form in FORMS if form in nation), reverse=True)[:3]
    if total and len(counts) == 3:
        said = [
            (
                name_of(form),
                name_of(form, "en"),
                percent(share(count, total)),
                percent(share(count, total), lang="en"),
            )
            for count, form in counts
        ]
        sv = ", ".join(f"{name} ({part})" for name, _en, part, _part in said[:-1])
        en = ", ".join(f"{name} ({part})" for _sv, name, _p_, part in said[:-1])
        yield Sentence(
            "forms",
            f"Vanligast var {sv} och {said[-1][0]} ({said[-1][2]} av behandlingarna).",
            f"The commonest were {en} and {said[-1][1]} ({said[-1][3]} of the treatments).",
        )


def _providers(sources: Sources, told: Sequence[Deviation]) -> Iterator[Sentence]:
    part = _national_share(sources, "PRIVATE")
    places = _shares(sources, "PRIVATE")
    if part is None or not places:
        return
    above = sum(place.value > Fraction(1, 2) for place in places)
    most_sv = f" I {above} region{'' if above == 1 else 'er'} var den över hälften." if above else ""
    most_en = f" In {above} region{'' if above == 1 else 's'} it was above half." if above else ""
    yield Sentence(
        "providers",
        f"{percent(part)} av behandlingarna gavs av privata vårdgivare."
        f"{_ends(sources, places, 'Andelen', 'sv')}{most_sv}",
        f"{percent(part, lang='en')} of the treatments were given by private providers."
        f"{_ends(sources, places, 'The share', 'en')}{most_en}",
    )
    yield from _without(sources, told, "PRIVATE")


def _gender(sources: Sources, told: Sequence[Deviation]) -> Iterator[Sentence]:
    women, men = _national_share(sources, "WOMEN"), _national_share(sources, "MEN")
    places = _shares(sources, "MEN")
    if women is None or men is None or not places:
        return
    yield Sentence(
        "gender",
        f"{percent(women)} av behandlingarna gavs till kvinnor och {percent(men)} till män."
        f"{_ends(sources, places, 'Andelen män', 'sv')}",
        f"{percent(women, lang='en')} of the treatments were given to women and {percent(men, lang='en')} to men."
        f"{_ends(sources, places, 'The share of men', 'en')}",
    )
    yield from _without(sources, told, "MEN")


def _ends(sources: Sources, places: Sequence[Place], what: str, lang: str, decimals: int = 0) -> str:
    """Where a share was largest and smallest; nothing where there are no two to tell apart."""
    if not places or places[0].value == places[-1].value:
        return ""
    low, high = places[0], places[-1]
    first, then, where = (
        ("was largest", "and smallest", "in") if lang == "en" else ("var störst", "och minst", "i")
    )
    return (
        f" {what} {first} {where} {_name(sources, high)} ({percent(high.value, decimals, lang)}) "
        f"{then} {where} {_name(sources, low)} ({percent(low.value, decimals, lang)})."
    )


def _contacts(sources: Sources, told: Sequence[Deviation]) -> Iterator[Sentence]:
    nation = nation_of(sources, sources.year)
    count, total = nation.get("CONTACTS"), nation.get("TREATMENTS")
    if count is None or not total:
        return
    part, places = share(count, total), _shares(sources, "CONTACTS")
    yield Sentence(
        "contacts",
        f"Regionerna redovisade {number(count)} kontakter, det är {percent(part, 1)} av behandlingarna."
        f"{_ends(sources, places, 'Andelen', 'sv', 1)}",
        f"The regions reported {number(count, 'en')} contacts, which is {percent(part, 1, 'en')} of the treatments."
        f"{_ends(sources, places, 'The share', 'en', 1)}",
    )
    yield from _without(sources, told, "CONTACTS")


# Words for a figure that is there, and errors of a print, leave nobody out.
_NOT_WHOLE = frozenset((Collected.NOT_COLLECTED, Collected.PARTLY, WAIVED))
# Shares that are also given without deviating regions: of what, its lines, id, words, decimals.
_GIVEN_WITHOUT = {
    "CONTACTS": (set(CONTACTS), "contacts", "är andelen", "the share", 1),
    "PRIVATE": (set(PROVIDERS), "providers", "är andelen privata", "the private share", 0),
    "MEN": (set(SEXES), "gender", "är andelen män", "the share of men", 0),
}


def _without(sources: Sources, told: Sequence[Deviation], code: str) -> Iterator[Sentence]:
    """A share without the regions whose figures of it are known to deviate."""
    lines, name, sv, en, places = _GIVEN_WITHOUT[code]
    out = {each.region for each in told if lines & set(each.lines) and each.state in _NOT_WHOLE}
    pairs = [
        (sources.figure(region, sources.year, code), _total(sources, region))
        for region in sources.regions
        if region not in out
    ]
    known = [(count, total) for count, total in pairs if count is not None and total is not None]
    part = share(sum(count for count, _total_ in known), sum(total for _count, total in known))
    if not out or part is None:
        return
    names = [sources.regions[region] for region in sorted(out)]
    rest = [place for place in _shares(sources, code) if place.region not in out]
    yield Sentence(
        f"{name}_without_deviating",
        f"Utan {listed(names)}, vars uppgifter inte är hela, {sv} {percent(part, places)}."
        f"{_ends(sources, rest, 'Andelen', 'sv', places) if code == 'CONTACTS' else ''}",
        f"Without {listed(names, 'en')}, whose figures are not complete, {en} is {percent(part, places, 'en')}."
        f"{_ends(sources, rest, 'The share', 'en', places) if code == 'CONTACTS' else ''}",
    )


def _rates(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    ages = ages_in_words(sources.year)
    for code in ("KBT_IPT", "MMR"):
        rate = rate_of(sources, NATION, sources.year, code)
        if rate is not None:
            yield Sentence(
                f"rate_{code}",
                f"{capital(name_of(code))}: {numerals.decimal(rate, 1)} behandlingar per 1 000 invånare {ages} år.",
                f"{capital(name_of(code, 'en'))}: {numerals.decimal(rate, 1, 'en')} treatments per 1,000 "
                f"inhabitants aged {ages}.",
            )


def _moves(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """Which regions rose and fell most since the latest earlier year."""
    for code in ("KBT_IPT", "MMR"):
        years = sources.years_with([code])
        if len(years) < 2 or years[-1] != sources.year:
            continue
        before = years[-2]
        places = sorted(
            (
                Place(region, Fraction(now - then))
                for region in sources.regions
                if (now := sources.figure(region, sources.year, code)) is not None
                and (then := sources.figure(region, before, code)) is not None
            ),
            key=lambda place: (place.value, place.region),
        )
        if len(places) > 1:
            yield from _moved_most(sources, code, before, places[0], places[-1])


def _moved_most(sources: Sources, code: str, before: int, low: Place, high: Place) -> Iterator[Sentence]:
    """Who rose most and who fell most; either alone where all rose or none did."""
    sv, en = [], []
    if high.value > 0:
        sv.append(f"ökade mest i {_name(sources, high)} ({number(int(high.value))} fler än {before})")
        en.append(
            f"rose most in {_name(sources, high)} ({number(int(high.value), 'en')} more than in {before})"
        )
    if low.value < 0:
        since_sv, since_en = ("", "") if sv else (f" än {before}", f" than in {before}")
        sv.append(f"minskade mest i {_name(sources, low)} ({number(int(-low.value))} färre{since_sv})")
        en.append(f"fell most in {_name(sources, low)} ({number(int(-low.value), 'en')} fewer{since_en})")
    if sv:
        yield Sentence(
            f"moves_{code}",
            f"{capital(name_of(code))} {' och '.join(sv)}.",
            f"{capital(name_of(code, 'en'))} {' and '.join(en)}.",
        )


def _payouts(sources: Sources, _told: Sequence[Deviation]) -> Iterator[Sentence]:
    """What was decided for all regions, and how that has changed where the same had amounts last year."""
    for kind, sv, en in (
        ("base", "Grundbeloppen är tillsammans", "The base amounts total"),
        ("contacts", "Ersättningen för kontakter är tillsammans", "The compensation for contacts totals"),
    ):
        now, before = (
            {region: amount for (region, of), amount in amounts.items() if of == kind}
            for amounts in (sources.payouts, sources.payouts_before)
        )
        if not now:
            continue
        total, year = sum(now.values()), sources.year - 1
        earlier = sum(before.values()) if now.keys() == before.keys() else None
        yield Sentence(
            f"payouts_{kind}",
            f"{sv} {number(total)} kronor{_kronor_since(total, earlier, year)}.",
            f"{en} SEK {number(total, 'en')}{_kronor_since(total, earlier, year, 'en')}.",
        )


def _kronor_since(now: int, before: int | None, year: int, lang: str = "sv") -> str:
    """What that is against the year before; nothing where that is not known, or nought."""
    moved, at = change(now, before), lang == "en"
    if moved is None or before is None:
        return ""
    if now == before:
        return f", the same as for {year}" if at else f", lika mycket som för {year}"
    if abs(moved) < Fraction(1, 200):  # would be shown as 0 %
        alike = f", about the same as for {year}" if at else f", ungefär lika mycket som för {year}"
        return f"{alike} (SEK {number(before, lang)})" if at else f"{alike} ({number(before)} kronor)"
    if at:
        return f", {moved_by(moved, lang)} on SEK {number(before, lang)} for {year}"
    return f", {moved_by(moved)} jämfört med {number(before)} kronor för {year}"


def _shares(sources: Sources, code: str) -> list[Place]:
    """The regions' shares of their own treatments, smallest first."""
    found = (
        (region, share(sources.figure(region, sources.year, code), _total(sources, region)))
        for region in sources.regions
    )
    return sorted((Place(region, part) for region, part in found if part is not None), key=lambda p: p.value)


def _total(sources: Sources, region: str) -> int | None:
    return sources.figure(region, sources.year, "TREATMENTS")


def _national_share(sources: Sources, code: str) -> Fraction | None:
    nation = nation_of(sources, sources.year)
    return share(nation.get(code), nation.get("TREATMENTS"))


def _name(sources: Sources, place: Place) -> str:
    return sources.regions[place.region]


_PARAGRAPHS: tuple[Callable[[Sources, Sequence[Deviation]], Iterator[Sentence]], ...] = (
    _returns,
    _treatments,
    _alike,
    _forms,
    _providers,
    _gender,
    _contacts,
    *OF_LINES,
    _rates,
    _moves,
    _payouts,
)
