"""A value of a table as a reader meets it: rounded once, and only here."""

from fractions import Fraction

from agreement import numerals
from compilation.answered import Value
from compilation.claims.judged import places_of
from compilation.claims.reading import Claim

NONE = "–"


def shown_number(value: Value, lang: str = "sv") -> str:
    """14 473, 28,5, or a dash for what is missing. Shares and rates have one decimal."""
    if value is None:
        return NONE
    if isinstance(value, Fraction):
        return numerals.decimal(value, 1, lang)
    return numerals.count(value, lang) if isinstance(value, int) else value


def printed_number(claim: Claim, lang: str = "sv") -> str:
    """A printed number with the decimals that it was printed with; as it stood where it is no number."""
    if claim.value is None:
        return claim.text
    places = places_of(claim)
    return numerals.decimal(claim.value, places, lang) if places else numerals.count(int(claim.value), lang)
