"""Computing a stored run again, from nothing but what was stored with it; nothing is changed.

Neither the register nor the returns are asked for figures, so it can be done years later. That the
returns still are those that were used is a question of its own, answered by their hashes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from agreement.terms import Rounding
from payouts.computing import Computation, computed, is_intact
from payouts.inputs import Input, stored_quantity, terms_of
from payouts.models import Amount, Kind, Run
from submissions.refusals import Refused

# What broken inputs can raise; they are stored JSON, which somebody may have written in.
BROKEN = (KeyError, TypeError, ValueError, Refused)


class Differs(StrEnum):
    """In what a run differs from what its inputs give."""

    AMOUNT = "amount"
    QUANTITY = "quantity"
    STEPS = "steps"
    TOTAL = "total"
    CHECKSUM = "checksum"
    VERSION = "version"
    INPUTS = "inputs"


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that is not as it was. ``region`` is a county code, empty for the whole run.

    ``stored`` and ``again`` are kronor or counts, None where there is no number to give.
    """

    what: Differs
    region: str = ""
    stored: int | None = None
    again: int | None = None


def differences(run: Run) -> list[Deviation]:
    """Everything in which the run differs when it is computed again; empty if to the krona the same."""
    found = [] if is_intact(run) else [Deviation(Differs.CHECKSUM)]
    amounts = list(run.amounts.select_related("region", "version").order_by("region"))
    try:
        computation = again(run, amounts)
    except BROKEN:
        return [*found, Deviation(Differs.INPUTS)]
    for amount in amounts:
        found += _of_region(run, amount, computation)
    if sum(line.amount for line in computation.lines) != run.total:
        found.append(Deviation(Differs.TOTAL, "", run.total, computation.total))
    return found


def again(run: Run, amounts: list[Amount]) -> Computation:
    """The run's computation, from its own terms and inputs.

    Raises KeyError, TypeError, ValueError or Refused where they do not hold together.
    """
    terms = terms_of(run.terms)
    lines = {line["region"]: line for line in run.inputs["lines"]}
    if lines.keys() != {amount.region_id for amount in amounts}:
        raise ValueError("the inputs name other regions than the amounts")
    inputs = [
        Input(amount.region, stored_quantity(lines[amount.region_id], terms), lines[amount.region_id])
        for amount in amounts
    ]
    rounding = Rounding(run.inputs.get("rounding", terms.rounding))
    return computed(Kind(run.kind), terms, inputs, rounding)


def _of_region(run: Run, amount: Amount, computation: Computation) -> Iterator[Deviation]:
    line = next(line for line in computation.lines if line.region == amount.region)
    code = amount.region_id
    if line.amount != amount.amount:
        yield Deviation(Differs.AMOUNT, code, amount.amount, line.amount)
    if line.quantity != amount.quantity:
        yield Deviation(Differs.QUANTITY, code, amount.quantity, line.quantity)
    # What was printed shows no steps.
    if not run.as_printed and line.steps != amount.steps:
        yield Deviation(Differs.STEPS, code)
    sealed = line.source.details.get("sha256")
    if sealed is not None and (amount.version is None or amount.version.sha256 != sealed):
        yield Deviation(Differs.VERSION, code)
