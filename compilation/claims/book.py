"""What a report says in numbers: every value that an indicator may have, and where it stands.

An indicator can be printed in several places and can follow from its parts. A claim is wrong only if it
follows from none of the values, so that one wrong cell is not told again for everything that rests on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product

from agreement.lines import CONTACTS, FORMS, INDICATORS, PROVIDERS, SEXES
from agreement.thresholds import Thresholds
from compilation.claims.reading import NATION, Claim, Kind

# Indicators by their parts, each in every way that sources print them.
FORMULAS: dict[str, tuple[tuple[str, ...], ...]] = {
    "KBT_IPT": (INDICATORS["KBT_IPT"],),
    "MMR": (INDICATORS["MMR"],),
    "CONTACTS": (CONTACTS,),
    "PSYCHOLOGICAL": (INDICATORS["PSYCHOLOGICAL"], ("KBT_IPT", "IKBT", "PDT", "EMDR", "APB")),
    "PAIN": (INDICATORS["PAIN"], ("MMR", "BMB", "AST", "ASB")),
    "TREATMENTS": (FORMS, ("PSYCHOLOGICAL", "PAIN"), PROVIDERS, SEXES),
}
# More ways than these to add up contradicting parts say nothing more.
_WAYS = 24


@dataclass(frozen=True, slots=True)
class Known:
    """One value of an indicator with the claims that it stands on."""

    value: Fraction
    claims: tuple[Claim, ...]


@dataclass
class Book:
    """A report's claims by what they say, and the limits of its year. Built once, asked in constant time."""

    claims: tuple[Claim, ...]
    limits: Thresholds = field(default_factory=Thresholds)
    _direct: dict[tuple[Kind, str, str, int], list[Claim]] = field(default_factory=dict)
    _known: dict[tuple[str, str, int], tuple[Known, ...]] = field(default_factory=dict)
    regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for claim in self.claims:
            self._direct.setdefault((claim.kind, claim.indicator, claim.region, claim.year), []).append(claim)
        self.regions = tuple(sorted({c.region for c in self.claims if c.kind is Kind.COUNT} - {NATION}))

    def of(self, kind: Kind) -> Iterator[Claim]:
        """The claims of one kind, in the order of the report."""
        return (claim for claim in self.claims if claim.kind is kind)

    def direct(self, kind: Kind, indicator: str, region: str, year: int) -> list[Claim]:
        """The places that print this very thing."""
        return self._direct.get((kind, indicator, region, year), [])

    def groups(self, kind: Kind) -> Iterator[tuple[tuple[str, str, int], list[Claim]]]:
        """The claims of a kind by indicator, region and year."""
        for (of, indicator, region, year), claims in self._direct.items():
            if of is kind:
                yield (indicator, region, year), claims

    def known(self, indicator: str, region: str, year: int) -> tuple[Known, ...]:
        """Every value that it may have: as printed, as the sum of its parts, as the sum of the regions."""
        key = (indicator, region, year)
        if key not in self._known:
            self._known[key] = ()  # a formula that leads back here finds nothing
            self._known[key] = tuple(_distinct(self._reckoned(*key)))
        return self._known[key]

    def sums(self, indicator: str, region: str, year: int) -> tuple[Known, ...]:
        """The values that follow from parts alone."""
        return tuple(known for way in self.ways(indicator, region, year) for known in way)

    def ways(self, indicator: str, region: str, year: int) -> list[tuple[Known, ...]]:
        """The values that follow from each set of parts whose every part is printed."""
        found = (tuple(_distinct(self._added_up(p, region, year))) for p in FORMULAS.get(indicator, ()))
        return [way for way in found if way]

    def of_regions(self, indicator: str, year: int, file: str = "") -> Known | None:
        """The sum of the regions as one file prints them, where it prints them all; else of their values."""
        claims = [
            claim
            for region in self.regions
            for claim in self.direct(Kind.COUNT, indicator, region, year)
            if not file or claim.file == file
        ]
        by_region = {claim.region: claim for claim in reversed(claims)}
        if len(by_region) < len(self.regions) or not by_region:
            return None
        return Known(sum((_value(c) for c in by_region.values()), Fraction(0)), tuple(by_region.values()))

    def _reckoned(self, indicator: str, region: str, year: int) -> Iterator[Known]:
        for claim in self.direct(Kind.COUNT, indicator, region, year):
            if claim.value is not None:
                yield Known(claim.value, (claim,))
        yield from self.sums(indicator, region, year)
        whole = self.of_regions(indicator, year) if region == NATION else None
        if whole is not None:
            yield whole

    def _added_up(self, parts: Iterable[str], region: str, year: int) -> Iterator[Known]:
        values = [self.known(part, region, year) for part in parts]
        if all(values):
            for chosen in islice(product(*values), _WAYS):
                claims = tuple(claim for each in chosen for claim in each.claims)
                yield Known(sum((each.value for each in chosen), Fraction(0)), claims)


def _value(claim: Claim) -> Fraction:
    return claim.value if claim.value is not None else Fraction(0)


def _distinct(found: Iterable[Known]) -> Iterator[Known]:
    """One for each value, the first way to it."""
    kept: dict[Fraction, Known] = {}
    for each in found:
        kept.setdefault(each.value, each)
    yield from kept.values()
