"""claim_rate: who is highest or lowest, above or below, rose or fell, follows from the counts and rates."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from compilation.claims.book import Book
from compilation.claims.judged import Judged, judged
from compilation.claims.rates import share_of
from compilation.claims.reading import NATION, Claim, Kind

Values = Mapping[str, Fraction]


def ends(book: Book) -> Iterator[Judged]:
    """The region with the highest or lowest share, and that share."""
    for kind, best in ((Kind.HIGHEST, max), (Kind.LOWEST, min)):
        for claim in book.of(kind):
            shares = _shares(book, claim)
            if not shares:
                continue
            end = best(shares.values())
            right = {region for region, share in shares.items() if share == end}
            if not set(claim.regions) & right or not claim.fits(end):
                yield _ranked(claim, sorted(right))


def counted(book: Book) -> Iterator[Judged]:
    """How many regions have a share above a limit."""
    for claim in book.of(Kind.REGIONS_ABOVE):
        shares = _shares(book, claim)
        above = sorted(region for region, share in shares.items() if share > claim.per)
        if shares and claim.value != len(above):
            yield _ranked(claim, above, "claim_rate.regions", reckoned=str(len(above)))


def moves(book: Book) -> Iterator[Judged]:
    """Who rose or fell, and who most: by number or by share of the earlier, whichever the sentence meant."""
    for kind, sign, all_of_them in (
        (Kind.ROSE_MOST, 1, True),
        (Kind.FELL_MOST, -1, True),
        (Kind.ROSE, 1, False),
        (Kind.FELL, -1, False),
    ):
        for claim in book.of(kind):
            scales = [scale for scale in _moves(book, claim, sign) if scale]
            check = _are_the_top if all_of_them else _all_moved
            if scales and not any(check(claim, scale) for scale in scales):
                many = len(claim.regions) if all_of_them else len(book.regions)
                yield _ranked(claim, _top(scales[0], many))


def sides(book: Book) -> Iterator[Judged]:
    """Which regions have a higher, or a lower, printed rate than the nation."""
    for kind, sign in ((Kind.ABOVE, 1), (Kind.BELOW, -1)):
        for claim in book.of(kind):
            rates = {r: _rate(book, claim, r) for r in (*book.regions, NATION)}
            nation = rates.pop(NATION)
            known = {region: rate for region, rate in rates.items() if rate is not None}
            if nation is None or not known:
                continue
            right = sorted(region for region, rate in known.items() if sign * (rate - nation) > 0)
            if set(right) != set(claim.regions):
                yield _ranked(claim, right)


def _shares(book: Book, claim: Claim) -> dict[str, Fraction]:
    found = {region: share_of(book, claim.indicator, region, claim.year) for region in book.regions}
    return {region: share for region, share in found.items() if share is not None}


def _rate(book: Book, claim: Claim, region: str) -> Fraction | None:
    found = book.direct(Kind.RATE, claim.indicator, region, claim.year)
    return next((each.value for each in found if each.value is not None), None)


def _moves(book: Book, claim: Claim, sign: int) -> Iterator[dict[str, Fraction]]:
    """How far every region moved the claimed way, on each scale: numbers, then shares of the earlier."""
    before = claim.since or claim.year - 1
    pairs = {}
    for region in book.regions:
        now, then = (book.known(claim.indicator, region, year) for year in (claim.year, before))
        if now and then:
            pairs[region] = (now[0].value, then[0].value)
    yield {region: sign * (now - then) for region, (now, then) in pairs.items()}
    yield {region: sign * (now - then) / then for region, (now, then) in pairs.items() if then}


def _are_the_top(claim: Claim, moved: Values) -> bool:
    named = [moved.get(region, Fraction(-1)) for region in claim.regions]
    rest = [value for region, value in moved.items() if region not in claim.regions]
    return min(named) > 0 and (not rest or min(named) >= max(rest))


def _all_moved(claim: Claim, moved: Values) -> bool:
    return all(moved.get(region, Fraction(0)) > 0 for region in claim.regions)


def _top(moved: Values, many: int) -> list[str]:
    rose = [region for region, value in moved.items() if value > 0]
    return sorted(rose, key=lambda region: (-moved[region], region))[:many]


def _ranked(claim: Claim, right: list[str], rule: str = "claim_rate.ranking", reckoned: str = "") -> Judged:
    return judged(
        rule,
        claim,
        (claim,),
        claimed=claim.text or " ".join(claim.regions),
        reckoned=reckoned or " ".join(right),
        kind=claim.kind.value,
        claimed_regions=list(claim.regions),
        right_regions=right,
        since=claim.since,
    )


CHECKS: tuple[Callable[[Book], Iterator[Judged]], ...] = (ends, counted, moves, sides)
