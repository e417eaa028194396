"""Balance: the same treatments counted by form, by provider and by sex."""

from collections.abc import Iterator
from dataclasses import dataclass

from agreement.case import Case
from agreement.findings import Finding, Weight
from agreement.lines import FORMS, PROVIDERS, SEXES, Collected
from agreement.rules.places import found_in


@dataclass(frozen=True, slots=True)
class Side:
    """One way of counting the treatments: its name, its lines and their sum."""

    name: str
    lines: tuple[str, ...]
    total: int


def the_sums_are_equal(case: Case) -> Iterator[Finding]:
    """Forms = private + public = women + men, as far as each was collected."""
    sides = sides_of(case)
    if len({side.total for side in sides}) < 2:
        return
    odd = _odd_one_out(sides)
    agreed = next(side.total for side in sides if side is not odd) if odd else None
    lines = odd.lines if odd else tuple(code for side in sides for code in side.lines)
    yield found_in(
        case,
        "balance.unequal" if odd and len(sides) == 3 else "balance.unequal_all",
        Weight.ERROR,
        lines,
        found=odd.total if odd else " / ".join(str(side.total) for side in sides),
        expected=agreed,
        sides=[[side.name, side.total] for side in sides],
        odd=odd.name if odd else None,
        agreed=agreed,
    )


def collected_forms_stay_within_the_rest(case: Case) -> Iterator[Finding]:
    """Where a form was not collected, the other forms together are at most the providers and the sexes."""
    known = forms_with_gaps(case)
    if not known:
        return
    total = case.sum(known) or 0
    for side in (_side(case, "providers", PROVIDERS), _side(case, "sex", SEXES)):
        if side is not None and total > side.total:
            yield found_in(
                case,
                "balance.forms_exceed",
                Weight.ERROR,
                (*known, *side.lines),
                found=total,
                expected=f"≤ {side.total}",
                total=total,
                limit=side.total,
                side=side.name,
            )
            return


def sides_of(case: Case) -> list[Side]:
    """The ways in which all treatments were counted, each with its sum; those with a gap are left out."""
    sides = (_forms(case), _side(case, "providers", PROVIDERS), _side(case, "sex", SEXES))
    return [side for side in sides if side]


def forms_with_gaps(case: Case) -> tuple[str, ...]:
    """The counted forms where at least one was not collected; empty otherwise, or with a blank one."""
    forms = case.asked(FORMS)
    known = tuple(code for code in forms if case.entry(code).collected is not Collected.NOT_COLLECTED)
    return known if len(known) < len(forms) and case.sum(known) is not None else ()


def _forms(case: Case) -> Side | None:
    """The forms, or the stated total that stands in their place where the year does not ask for them."""
    forms = case.asked(FORMS)
    if forms:
        return _side(case, "forms", forms)
    stated = case.stated.get("TREATMENTS")
    return Side("stated", ("TREATMENTS",), stated) if stated is not None else None


def _side(case: Case, name: str, lines: tuple[str, ...]) -> Side | None:
    total = case.sum(lines)
    return Side(name, case.asked(lines), total) if total is not None else None


def _odd_one_out(sides: list[Side]) -> Side | None:
    """The one of three that differs where the other two agree; of two, nobody can say which."""
    if len(sides) < 3:
        return None
    totals = [side.total for side in sides]
    alone = [side for side in sides if totals.count(side.total) == 1]
    return alone[0] if len(alone) == 1 else None


RULES = (the_sums_are_equal, collected_forms_stay_within_the_rest)
