"""A finding about printed claims, with the places in print that it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from agreement.findings import Family, Finding, Weight
from agreement.lines import LINE
from compilation.claims.reading import Claim

# A finding names so many places; the count says how many there are.
_PLACES = 60


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, about which region ("00" is the nation's own cell), and where it stands in print."""

    finding: Finding
    region: str
    sources: tuple[str, ...]


def judged(
    rule: str, claim: Claim, sources: Iterable[Claim], weight: Weight = Weight.ERROR, **said: Any
) -> Judged:
    """A finding about a claim; ``said`` are parameters of its words, such as ``claimed`` and ``reckoned``."""
    places = tuple(dict.fromkeys(each.source for each in sources))
    params = {
        "indicator": claim.indicator,
        "of_region": claim.region,
        "claim_year": claim.year,
        "table": claim.table,
        "claimed": claim.text,
        **said,
    }
    return Judged(
        Finding(
            rule,
            Family(rule.partition(".")[0]),
            weight,
            lines=(claim.indicator,) if claim.indicator in LINE else (),
            found=_plain(params["claimed"]),
            expected=_plain(said.get("reckoned")),
            params=params,
            count=max(1, len(places)),
        ),
        claim.region,
        places[:_PLACES],
    )


def _plain(text: str | None) -> str | int | None:
    """A whole number as a number, anything else as it stands."""
    return int(text) if text is not None and text.lstrip("-").isdecimal() else text


def written(value: Fraction, places: int = 0) -> str:
    """A reckoned number with so many decimals, half up, a point as the decimal sign."""
    scaled = abs(value) * 10**places
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(rounded).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 and rounded else text


def places_of(claim: Claim) -> int:
    """How many decimals a claim was printed with."""
    return len(claim.text.replace(",", ".").partition(".")[2])
