"""Change: what is far from the region's own latest earlier return that has it."""

from collections.abc import Iterator

from agreement.case import Case
from agreement.findings import Finding, Weight
from agreement.lines import CONTACTS, FIGURES, INDICATORS
from agreement.rules.beside import WITHOUT_LINES, Beside, Pair, beside
from agreement.rules.copies import SPLITS, is_swapped
from agreement.rules.fence import LIMITS, fence_of
from agreement.rules.places import LISTED, found_in
from agreement.rules.silence import contacts_are_asked_about, has_only_contacts, is_gone
from agreement.usual import SHARES, is_far


def the_total_is_near_the_earlier(case: Case) -> Iterator[Finding]:
    """Treatments that doubled or halved are asked about once, as a total."""
    said = beside(case)
    before, growth = case.earlier.get("TREATMENTS"), said.growth()
    if growth < 1 and has_only_contacts(case):
        return  # the treatments without contact are what is missing
    if before is not None and said.total is not None and growth != 1:
        yield found_in(
            case,
            "change.total",
            Weight.QUERY,
            ["TREATMENTS"],
            found=said.total,
            expected=before.value,
            now=said.total,
            before=before.value,
            year=before.year,
        )


def lines_are_near_the_earlier(case: Case) -> Iterator[Finding]:
    """No form or kind of contact is many times larger or smaller than the total explains."""
    said = beside(case)
    pairs = [pair for pair in said.pairs() if _has_moved(said, pair) and not is_gone(said, pair)]
    if pairs:
        yield found_in(
            case,
            "change.line",
            Weight.QUERY,
            [pair.code for pair in pairs],
            found=pairs[0].now if len(pairs) == 1 else " / ".join(str(pair.now) for pair in pairs[:LISTED]),
            expected=" / ".join(str(pair.before.value) for pair in pairs[:LISTED]),
            changes=[[pair.code, pair.now, pair.before.value, pair.before.year] for pair in pairs],
        )


def private_share_is_near_the_earlier(case: Case) -> Iterator[Finding]:
    """The private share is seldom far from what it was."""
    yield from _share_change(case, "PRIVATE_SHARE", "change.private")


def share_of_men_is_near_the_earlier(case: Case) -> Iterator[Finding]:
    """The share of men is seldom far from what it was."""
    yield from _share_change(case, "MEN_SHARE", "change.men")


def what_could_not_be_compared(case: Case) -> Iterator[Finding]:
    """What had nothing to be compared with, and why, is said to the officer, in one note."""
    said = beside(case)
    lines, skipped = _without_earlier(said), [*_skipped_changes(said), *_skipped_fences(said)]
    if lines or skipped:
        yield found_in(
            case,
            "change.no_earlier",
            Weight.NOTE,
            lines,
            skipped=skipped,
            fewest=said.limits.fewest_regions,
            smallest=said.limits.smallest_total,
        )


def _without_earlier(said: Beside) -> list[str]:
    """Lines and indicators with a figure now and no earlier one."""
    case, told = said.case, {pair.code for pair in said.pairs()}
    covered = {part for code in WITHOUT_LINES if code in told for part in INDICATORS[code]}
    return [
        code
        for code in (*FIGURES, *WITHOUT_LINES)
        if said.figures.get(code) and code not in case.earlier and code not in covered
        and (code in FIGURES or code in case.stated)
    ]  # fmt: skip


def _skipped_changes(said: Beside) -> Iterator[list[str]]:
    """Shares that cannot be set beside the region's own, though an earlier figure of theirs is there."""
    for name in SPLITS:
        before = [said.case.earlier.get(code) for code in SHARES[name][1]]
        if said.part(name) is None or said.earlier_part(name) is not None or not any(before):
            continue
        years = {each.year for each in before if each}
        reason = "half" if None in before else "years" if len(years) > 1 else "small"
        yield [name, reason]


def _skipped_fences(said: Beside) -> Iterator[list[str]]:
    """Shares that too few other regions have."""
    for name in LIMITS:
        if said.part(name) is not None and fence_of(said, name) is None:
            yield [name, "others"]


def share_has_moved(said: Beside, name: str) -> bool:
    """Whether a share is far from the region's earlier one."""
    now, before = said.part(name), said.earlier_part(name)
    if now is None or before is None:
        return False
    year, part = before
    return abs(now.share - part.share) > said.limits.points(SPLITS[name], said.case.terms.year - year)


def _share_change(case: Case, name: str, rule: str) -> Iterator[Finding]:
    said = beside(case)
    now, before = said.part(name), said.earlier_part(name)
    if now and before and share_has_moved(said, name) and not is_swapped(said, name):
        year, part = before
        yield found_in(
            case,
            rule,
            Weight.QUERY,
            SHARES[name][1],
            found=f"{now.part} / {now.whole}",
            expected=f"{part.part} / {part.whole}",
            part=now.part,
            whole=now.whole,
            before_part=part.part,
            before_whole=part.whole,
            year=year,
        )


def _has_moved(said: Beside, pair: Pair) -> bool:
    """Far from the earlier figure, and still far when the total's own change is allowed for."""
    if pair.code in CONTACTS and contacts_are_asked_about(said):
        return False
    times, floor = said.limits.times("line", said.gap(pair.before)), said.limits.line_floor
    expected = round(pair.before.value * said.growth())
    return is_far(pair.now, pair.before.value, times, floor) and is_far(pair.now, expected, times, floor)


RULES = (
    the_total_is_near_the_earlier,
    lines_are_near_the_earlier,
    private_share_is_near_the_earlier,
    share_of_men_is_near_the_earlier,
    what_could_not_be_compared,
)
