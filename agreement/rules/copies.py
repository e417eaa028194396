"""Copies: figures that stand where they do because they were copied, left or exchanged."""

from collections.abc import Iterator
from fractions import Fraction

from agreement.case import Case
from agreement.findings import Finding, Weight
from agreement.lines import CONTACTS, PROVIDERS, SEXES
from agreement.rules.beside import Beside, Pair, beside, year_like
from agreement.rules.places import found_in
from agreement.usual import SHARES, Part

_SECTIONS = (("PROVIDERS", PROVIDERS), ("SEX", SEXES), ("CONTACTS", CONTACTS))
# Each share whose two columns could have been exchanged, with the name of its limit.
SPLITS = {"PRIVATE_SHARE": "private", "MEN_SHARE": "men"}


def sections_have_their_own_figures(case: Case) -> Iterator[Finding]:
    """Two sections with the same pair of numbers are usually one section written twice."""
    limits = beside(case).limits
    smallest, years = limits.pair_smallest, set(year_like(case, limits))
    seen: dict[tuple[int, ...], tuple[str, tuple[str, ...]]] = {}
    for section, codes in _SECTIONS:
        values = [case.figure(code) for code in codes]
        pair = tuple(sorted(value for value in values if value is not None))
        if len(pair) < 2 or pair[0] < smallest or years & set(codes):
            continue  # a year in a cell is the first cause
        section_before, codes_before = seen.setdefault(pair, (section, codes))
        if section_before != section:
            yield found_in(
                case,
                "copies.pair",
                Weight.QUERY,
                (*codes_before, *codes),
                found=f"{pair[0]} / {pair[1]}",
                small=pair[0],
                large=pair[1],
                sections=[section_before, section],
            )


def figures_are_not_left_from_last_time(case: Case) -> Iterator[Finding]:
    """A large figure that is exactly last time's may be the old one left in place."""
    said = beside(case)
    pairs = [pair for pair in _all_pairs(said) if _is_left(said, pair)]
    if pairs:
        yield found_in(
            case,
            "copies.left",
            Weight.QUERY,
            [pair.code for pair in pairs],
            found=" / ".join(str(pair.now) for pair in pairs),
            changes=[[pair.code, pair.now, pair.before.value, pair.before.year] for pair in pairs],
        )


def columns_stand_in_their_places(case: Case) -> Iterator[Finding]:
    """Two columns that fit the earlier share much better the other way round may have been exchanged."""
    said = beside(case)
    for name in SPLITS:
        now, before = said.part(name), said.earlier_part(name)
        if now and before and is_swapped(said, name):
            year, part = before
            first, second = SHARES[name][1]
            yield found_in(
                case,
                "copies.swapped",
                Weight.QUERY,
                (first, second),
                found=f"{case.figure(first)} / {case.figure(second)}",
                first=case.figure(first),
                second=case.figure(second),
                part=_of_first(name, part),
                whole=part.whole,
                year=year,
            )


def is_swapped(said: Beside, name: str) -> bool:
    """Whether the share is far from the earlier one and fits much better turned round."""
    now, before = said.part(name), said.earlier_part(name)
    if now is None or before is None:
        return False
    year, part = before
    off = abs(now.share - part.share)
    turned = abs(1 - now.share - part.share)
    limit = said.limits.points(SPLITS[name], said.case.terms.year - year)
    return off > limit and off >= turned * Fraction(said.limits.swapped_times, 100)


def _of_first(name: str, part: Part) -> int:
    """How many of the whole are of the section's first line."""
    return part.part if SHARES[name][0] == SHARES[name][1][0] else part.whole - part.part


def _all_pairs(said: Beside) -> Iterator[Pair]:
    """Forms, contacts, providers and sexes beside the earlier ones."""
    yield from said.pairs()
    for code in (*PROVIDERS, *SEXES):
        before = said.case.earlier.get(code)
        if code in said.figures and before:
            yield Pair(code, said.figures[code], before)


def _is_left(said: Beside, pair: Pair) -> bool:
    return (
        pair.now == pair.before.value
        and pair.now >= said.limits.same_smallest
        and said.gap(pair.before) <= said.limits.same_years
    )


RULES = (
    sections_have_their_own_figures,
    figures_are_not_left_from_last_time,
    columns_stand_in_their_places,
)
