"""Where a share of a return lies among the other regions'."""

from fractions import Fraction

from agreement.rules.beside import Beside
from agreement.usual import Fences, fences

# The limit of each share, as `Thresholds` names it.
LIMITS = {
    "CONTACTS_PER_TREATMENT": "contacts_halves",
    "PRIVATE_SHARE": "private_halves",
    "MEN_SHARE": "men_halves",
    "PAIN_SHARE": "pain_halves",
}


def fence_of(said: Beside, name: str) -> Fences | None:
    """The other regions' fences for a share, where there are enough of them."""
    others = said.case.others.get(name, ())
    if len(others) < said.limits.fewest_regions:
        return None
    halves: int = getattr(said.limits, LIMITS[name])
    return fences(others, halves, Fraction(said.limits.share_least, 100))


def is_far_out(said: Beside, name: str) -> bool:
    """Whether a share lies beyond the fences, and the region's own earlier share did not."""
    part, fence = said.part(name), fence_of(said, name)
    if part is None or fence is None or not fence.has_outside(part.share):
        return False
    before = said.earlier_part(name)
    return before is None or not fence.has_outside(before[1].share)
