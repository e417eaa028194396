"""Likelihood in whole numbers: logarithms as counts of 64ths of a bit.

A likelihood of one in n costs log2(n) bits, and the costs of independent things add up, so
the likeliest explanation is the one that takes the fewest bits to tell. Whole numbers keep
the order of two candidates the same on every machine.
"""

from functools import lru_cache

# How many parts a bit has.
UNIT = 64


@lru_cache(maxsize=65536)
def bits(number: int) -> int:
    """The logarithm to base 2 of a whole number above 0, downwards to a 64th of a bit."""
    return int((number**UNIT).bit_length()) - 1


def odds_against(part: int, whole: int) -> int:
    """What it costs that something happens which happens `part` times in `whole`, both above 0."""
    return bits(whole) - bits(part)


def off_by(now: int, usual: int, spread: int) -> int:
    """What a count costs that is usually near another: both above 0, the spread in 64ths of a bit.

    Student's distribution with three degrees of freedom over the logarithm of the count: most
    counts lie near, and a far one is unlikely but never impossible.
    """
    return tail(bits(now) - bits(usual), spread) + bits(now)


def tail(distance: int, spread: int) -> int:
    """What a distance costs under Student's distribution with three degrees of freedom."""
    return 2 * (bits(3 * spread * spread + distance * distance) - bits(3 * spread * spread)) + bits(spread)
