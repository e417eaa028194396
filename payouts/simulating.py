"""What if: a payout with other terms or other figures beside what it is now. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from agreement.terms import ContactUnit, Terms
from payouts.computing import Computation, computed
from payouts.inputs import Input, gather, gather_with_signed, replaced
from payouts.models import Kind
from register.models import AgreementYear, Region


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is otherwise; None and empty are as they are now. Amounts are whole kronor.

    ``quantities`` are inhabitants or paid units by county code.
    """

    appropriation: int | None = None
    rate: int | None = None
    unit: ContactUnit | None = None
    signed_too: bool = False
    quantities: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """One region now and then, in whole kronor."""

    region: Region
    quantity_now: int | None
    quantity_then: int | None
    now: int
    then: int

    @property
    def difference(self) -> int:
        """How much more the region would get."""
        return self.then - self.now


@dataclass(frozen=True, slots=True)
class Simulation:
    """All regions side by side by county code, and whether the appropriation binds now and then."""

    rows: list[Compared]
    binds_now: bool
    binds_then: bool


@dataclass(frozen=True, slots=True)
class TwoUnits:
    """One region's contacts paid by contact and by treatment. ``both`` is None where it was not reported."""

    region: Region
    both: int | None
    by_contact: int
    by_treatment: int

    @property
    def difference(self) -> int:
        """How much less the region would get where a treatment is paid."""
        return self.by_treatment - self.by_contact


def simulate(year: AgreementYear, kind: Kind, what_if: WhatIf) -> Simulation:
    """Every region beside itself. Raises NoPopulation or TermMissing."""
    terms = year.terms()
    now = computed(kind, terms, gather(year, kind, terms))
    other = _other_terms(terms, kind, what_if)
    then = computed(kind, other, _inputs(year, kind, other, what_if))
    rows = [
        Compared(a.region, a.quantity, b.quantity, a.amount, b.amount)
        for a, b in zip(now.lines, then.lines, strict=True)
    ]
    return Simulation(rows, _binds(now), _binds(then))


def by_unit(year: AgreementYear, what_if: WhatIf) -> list[TwoUnits]:
    """Every region's contacts by both units that the agreement can be read to mean (legal note L12).

    Everything else is as ``what_if`` says. Raises TermMissing.
    """
    other = _other_terms(year.terms(), Kind.CONTACTS, what_if)
    made = []
    for unit in (ContactUnit.CONTACTS, ContactUnit.TREATMENTS_WITH_CONTACT):
        terms = replace(other, contact_unit=unit)
        made.append(computed(Kind.CONTACTS, terms, _inputs(year, Kind.CONTACTS, terms, what_if)))
    return [
        TwoUnits(a.region, (a.source.details.get("counts") or {}).get("BOTH"), a.amount, b.amount)
        for a, b in zip(made[0].lines, made[1].lines, strict=True)
    ]


def _inputs(year: AgreementYear, kind: Kind, terms: Terms, what_if: WhatIf) -> list[Input]:
    late = kind is Kind.CONTACTS and what_if.signed_too
    return replaced(
        gather_with_signed(year, terms) if late else gather(year, kind, terms), what_if.quantities
    )


def _binds(computation: Computation) -> bool:
    """Whether the appropriation was too small for what was asked; the step says so at every region."""
    return any(step["step"] == "over_cap" for line in computation.lines for step in line.steps)


def _other_terms(terms: Terms, kind: Kind, what_if: WhatIf) -> Terms:
    if kind is Kind.BASE:
        return _with(terms, base_appropriation=what_if.appropriation)
    return _with(
        terms,
        contact_appropriation=what_if.appropriation,
        amount_per_contact=what_if.rate,
        contact_unit=what_if.unit,
    )


def _with(terms: Terms, **changes: int | ContactUnit | None) -> Terms:
    given = {name: value for name, value in changes.items() if value is not None}
    return replace(terms, **given)  # type: ignore[arg-type]
