"""The payouts' arithmetic: the base by population, contacts by rate and cap, to the krona.

Every amount carries the steps that lead to it, so that a person can follow them and an
auditor recompute them. Sources: the agreement's condition 3 (appropriation, rate, cap);
largest remainder (Hamilton's method) for whole kronor that add up exactly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from agreement.lines import CONTACTS
from agreement.terms import ContactUnit, Rounding, Terms

Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Share:
    """One region's amount in whole kronor. ``steps`` are JSON, read out by `wording.step`.

    ``exact`` is the share before rounding.
    """

    amount: int
    exact: Fraction
    steps: tuple[Step, ...]


def share_out(appropriation: int, weights: Mapping[str, int], rounding: Rounding) -> dict[str, Share]:
    """Share an appropriation (kronor) in proportion to weights, by region code.

    Largest remainder: every share down to whole kronor, then one krona each to the largest
    remainders, ties to the lower region code, so that the sum is exact. Each: every region
    rounded half up by itself. Raises ValueError if there is nothing to share by.
    """
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise ValueError("weights must be non-negative and not all zero")
    exact = {code: Fraction(appropriation * weight, total) for code, weight in weights.items()}
    if rounding is Rounding.EACH:
        return {code: _rounded(appropriation, weights[code], total, share) for code, share in exact.items()}
    return _by_largest_remainder(appropriation, weights, total, exact)


def base(appropriation: int, populations: Mapping[str, int], rounding: Rounding) -> dict[str, Share]:
    """The base payout by population of all ages. Raises ValueError as `share_out` does."""
    shares = share_out(appropriation, populations, rounding)
    everybody = sum(populations.values())
    return {
        code: Share(
            share.amount,
            share.exact,
            (
                {"step": "population", "value": populations[code]},
                {"step": "population_all", "value": everybody, "regions": len(populations)},
                *share.steps,
            ),
        )
        for code, share in shares.items()
    }


def contacts(terms: Terms, units: Mapping[str, int]) -> dict[str, Share]:
    """The contact compensation: rate × paid units, reduced in proportion where the cap binds.

    Raises ValueError if the year's rate or cap is unknown.
    """
    rate, cap = terms.amount_per_contact, terms.contact_appropriation
    if rate is None or cap is None:
        raise ValueError(f"the terms of {terms.year} lack the rate or the cap")
    wanted = {code: rate * count for code, count in units.items()}
    asked = {code: _asked(terms, units[code], amount) for code, amount in wanted.items()}
    if sum(wanted.values()) <= cap:
        return {
            code: Share(amount, Fraction(amount), (*asked[code], {"step": "amount", "value": amount}))
            for code, amount in wanted.items()
        }
    shares = share_out(cap, wanted, Rounding.LARGEST_REMAINDER)
    over: Step = {"step": "over_cap", "value": sum(wanted.values()), "cap": cap}
    return {
        code: Share(share.amount, share.exact, (*asked[code], over, *share.steps))
        for code, share in shares.items()
    }


# The counts that paid units are made of.
PAID = (*CONTACTS, "BOTH")


def paid_units(counts: Mapping[str, int | None], unit: ContactUnit) -> int | None:
    """What is paid for: contacts of both kinds, less those with both where a treatment is paid.

    ``counts`` by line code (CONTACTS and BOTH). None if neither kind is known.
    """
    known = [count for code in CONTACTS if (count := counts.get(code)) is not None]
    if not known:
        return None
    both = counts.get("BOTH") or 0 if unit is ContactUnit.TREATMENTS_WITH_CONTACT else 0
    return max(sum(known) - both, 0)


def at_stake(terms: Terms, counts: Mapping[str, int | None], other: Mapping[str, int]) -> int | None:
    """How many kronor more the contacts would give, before any reduction, with other counts of some lines.

    None if the year has no rate or nothing is known of the contacts.
    """
    now, then = paid_units(counts, terms.contact_unit), paid_units({**counts, **other}, terms.contact_unit)
    if terms.amount_per_contact is None or now is None or then is None:
        return None
    return (then - now) * terms.amount_per_contact


def _asked(terms: Terms, units: int, amount: int) -> tuple[Step, ...]:
    return (
        {"step": "units", "value": units, "unit": terms.contact_unit.value},
        {"step": "times_rate", "value": amount, "units": units, "rate": terms.amount_per_contact},
    )


def _division(appropriation: int, weight: int, total: int, share: Fraction) -> Step:
    return {
        "step": "division",
        "appropriation": appropriation,
        "weight": weight,
        "total": total,
        "value": [share.numerator, share.denominator],
    }


def _rounded(appropriation: int, weight: int, total: int, share: Fraction) -> Share:
    amount = (2 * share.numerator + share.denominator) // (2 * share.denominator)
    return Share(
        amount,
        share,
        (
            _division(appropriation, weight, total, share),
            {"step": "rounded", "value": amount},
            {"step": "amount", "value": amount},
        ),
    )


def _by_largest_remainder(
    appropriation: int, weights: Mapping[str, int], total: int, exact: Mapping[str, Fraction]
) -> dict[str, Share]:
    floors = {code: share.numerator // share.denominator for code, share in exact.items()}
    left = appropriation - sum(floors.values())
    order = sorted(exact, key=lambda code: (floors[code] - exact[code], code))
    rank = {code: place for place, code in enumerate(order, start=1)}
    shares = {}
    for code, share in exact.items():
        extra = 1 if rank[code] <= left else 0
        remainder = share - floors[code]
        shares[code] = Share(
            floors[code] + extra,
            share,
            (
                _division(appropriation, weights[code], total, share),
                {"step": "floor", "value": floors[code]},
                {
                    "step": "remainder",
                    "value": extra,
                    "left": left,
                    "remainder": [remainder.numerator, remainder.denominator],
                    "rank": rank[code],
                },
                {"step": "amount", "value": floors[code] + extra},
            ),
        )
    return shares
