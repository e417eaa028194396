"""Computing a payout: what it would be, and a numbered computation kept with all it was made from.

The arithmetic is in `agreement.entitlement`; here are the inputs, the snapshot and the record.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from agreement import entitlement
from agreement.moves import PAYOUT_MOVES, PayoutAct, PayoutStatus
from agreement.terms import Rounding, Terms
from audit.record import record
from payouts.inputs import (
    Input,
    accepted_versions,
    gather,
    populations,
    replaced,
    terms_snapshot,
)
from payouts.models import Amount, Corrector, Kind, Run
from payouts.refusals import AlreadyDecided, NoPopulation, NothingDecided, TermMissing, YearClosed
from register.access import has_role
from register.models import AgreementYear, Region, User
from submissions.impartiality import refuse_conflicted_in
from submissions.models import Closing, Version
from submissions.refusals import NotPermitted

# Raised whenever the arithmetic or the choice of inputs changes, so that an old run can be explained.
CODE_VERSION = "2"
# The first left the steps out of the checksum.
WITHOUT_STEPS = frozenset({"1"})


@dataclass(frozen=True, slots=True)
class ComputedLine:
    """One region's amount in whole kronor, with the steps that lead to it, to be read."""

    source: Input
    amount: int
    steps: list[dict[str, Any]]

    @property
    def region(self) -> Region:
        """Whose amount it is."""
        return self.source.region

    @property
    def quantity(self) -> int | None:
        """Inhabitants or paid units; None where nothing is known."""
        return self.source.quantity


@dataclass(frozen=True, slots=True)
class Computation:
    """A payout as it would be. ``rounding`` is the one that was used."""

    year: int
    kind: Kind
    terms: Terms
    appropriation: int
    rounding: Rounding
    lines: tuple[ComputedLine, ...]

    @property
    def total(self) -> int:
        """The sum of the amounts, whole kronor."""
        return sum(line.amount for line in self.lines)

    def inputs(self) -> dict[str, Any]:
        """Everything that the amounts were made from, as it is stored."""
        sources = [line.source for line in self.lines]
        return {
            "rounding": self.rounding.value,
            "lines": [{"region": s.region.code, "quantity": s.quantity, **s.details} for s in sources],
            "missing": [s.region.code for s in sources if s.quantity is None],
        }


def preview(
    year: int, kind: Kind, rounding: Rounding | None = None, what_if: Mapping[str, int] | None = None
) -> Computation:
    """What a payout would be, from stored inputs or with other quantities; stores nothing.

    ``what_if`` replaces populations or paid units by county code. Raises NoPopulation or
    TermMissing, and AgreementYear.DoesNotExist for a year that is not there.
    """
    row = AgreementYear.objects.get(pk=year)
    terms = row.terms()
    inputs = replaced(gather(row, kind, terms), what_if or {})
    return computed(kind, terms, inputs, rounding)


def computed(kind: Kind, terms: Terms, inputs: list[Input], rounding: Rounding | None = None) -> Computation:
    """What the inputs give by the terms. No query. Raises NoPopulation or TermMissing."""
    if kind is Kind.BASE:
        return _base(terms, inputs, rounding or terms.rounding)
    return _contacts(terms, inputs)


@transaction.atomic
def compute(year: int, kind: Kind, by: User) -> Run:
    """Keep a new computation of the year's payout, numbered after the former ones.

    Raises NotPermitted, YearClosed, AlreadyDecided, NoPopulation or TermMissing.
    """
    row = _year_to_compute(year, by)
    decided = Run.objects.filter(year=row, kind=kind, status=PayoutStatus.DECIDED).first()
    if decided is not None:
        raise AlreadyDecided(decided)
    return _kept(row, kind, by)


@transaction.atomic
def compute_again(year: int, kind: Kind, by: User) -> Run:
    """Keep a new computation of a payout that is decided, to be compared with it.

    Raises NotPermitted, YearClosed, NothingDecided, NoPopulation or TermMissing.
    """
    row = _year_to_compute(year, by)
    if not Run.objects.filter(year=row, kind=kind, status=PayoutStatus.DECIDED).exists():
        raise NothingDecided(year)
    return _kept(row, kind, by)


def _year_to_compute(year: int, by: User) -> AgreementYear:
    """The year's row, locked, if the person may compute in it."""
    if not has_role(by, [PAYOUT_MOVES[PayoutAct.COMPUTE][0]]):
        raise NotPermitted
    refuse_conflicted_in(by, year)
    row = AgreementYear.objects.select_for_update().get(pk=year)
    if not row.is_open:
        raise YearClosed(year)
    return row


def _kept(row: AgreementYear, kind: Kind, by: User) -> Run:
    year = row.year
    run = _store(row, preview(year, kind), by)
    record(
        by,
        "payout.compute",
        run,
        year=year,
        kind=run.kind,
        number=run.number,
        total=run.total,
        checksum=run.checksum,
        missing=run.inputs["missing"],
    )
    return run


def checksum_of(run: Run, amounts: Iterable[Amount]) -> str:
    """SHA-256 over terms, inputs and amounts (county code, quantity, kronor, steps) in canonical JSON."""
    rows = [[each.region_id, each.quantity, each.amount, each.steps] for each in amounts]
    content: dict[str, Any] = {"terms": run.terms, "inputs": run.inputs}
    if run.code_version in WITHOUT_STEPS:
        content["amounts"] = [row[:3] for row in rows]
    else:
        content |= {"amounts": rows, "code_version": run.code_version}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(run: Run) -> bool:
    """Whether the stored inputs and amounts still give the stored checksum. One query."""
    return checksum_of(run, run.amounts.order_by("region")) == run.checksum


def outdated(run: Run) -> list[Region]:
    """The regions whose figures have changed since the run, by county code. Two queries.

    Nobody pushes: the run knows what it was made from. History as printed is never outdated.
    """
    if run.as_printed:
        return []
    if run.kind == Kind.BASE:
        people = populations(run.year.terms())
        now = {code: population.count for code, population in people.items()}
        return [a.region for a in _amounts(run) if a.quantity != now.get(a.region_id)]
    versions = {code: version.pk for code, version in accepted_versions(run.year_id).items()}
    return [a.region for a in _amounts(run) if a.version_id != versions.get(a.region_id)]


def terms_changed(run: Run) -> bool:
    """Whether the year's terms are others than those that the run was made with."""
    if run.as_printed:
        return False
    now = terms_snapshot(run.year, run.year.terms())
    # A field that is younger than the run says nothing about whether the terms were changed.
    return any(run.terms[name] != now.get(name) for name in run.terms)


def is_preliminary(run: Run) -> bool:
    """Whether the contacts can still change by returns of a round that nobody has closed."""
    if run.as_printed or run.kind != Kind.CONTACTS or run.status == PayoutStatus.DECIDED:
        return False
    return not Closing.objects.filter(year=run.year_id).exists()


def newer_version(run: Run, region: Region) -> Version | None:
    """The region's version that came after the run, if that is why the run is outdated."""
    return accepted_versions(run.year_id).get(region.code) if run.kind == Kind.CONTACTS else None


def _base(terms: Terms, inputs: list[Input], rounding: Rounding) -> Computation:
    missing = [each.region for each in inputs if not each.quantity]
    if missing or not inputs:
        raise NoPopulation(terms.year, terms.population_date, missing)
    if not terms.base_appropriation:
        raise TermMissing(terms.year)
    shares = entitlement.base(terms.base_appropriation, _quantities(inputs), rounding)
    return Computation(
        terms.year, Kind.BASE, terms, terms.base_appropriation, rounding, _lines(inputs, shares)
    )


def _contacts(terms: Terms, inputs: list[Input]) -> Computation:
    """What is over the appropriation is always reduced by largest remainder, so that the sum is exact."""
    if not terms.contact_appropriation or not terms.amount_per_contact:
        raise TermMissing(terms.year)
    shares = entitlement.contacts(terms, _quantities(inputs))
    lines = _lines(inputs, shares)
    return Computation(
        terms.year, Kind.CONTACTS, terms, terms.contact_appropriation, Rounding.LARGEST_REMAINDER, lines
    )


def _quantities(inputs: list[Input]) -> dict[str, int]:
    """By county code; a region of which nothing is known is paid for nothing."""
    return {each.region.code: each.quantity or 0 for each in inputs}


def _amounts(run: Run) -> list[Amount]:
    return list(run.amounts.select_related("region").order_by("region"))


def _store(row: AgreementYear, computation: Computation, by: User) -> Run:
    newest = (
        Run.objects.filter(year=row, kind=computation.kind).aggregate(newest=Max("number"))["newest"] or 0
    )
    run = Run(
        year=row,
        kind=computation.kind,
        number=newest + 1,
        terms=terms_snapshot(row, computation.terms),
        inputs=computation.inputs(),
        total=computation.total,
        code_version=CODE_VERSION,
        computed_by=by,
    )
    amounts = [_amount(run, line) for line in computation.lines]
    run.checksum = checksum_of(run, amounts)
    run.save(force_insert=True)
    Amount.objects.bulk_create(amounts)
    _name_correctors(run)
    return run


def _amount(run: Run, line: ComputedLine) -> Amount:
    return Amount(
        run=run,
        region=line.region,
        quantity=line.quantity,
        amount=line.amount,
        steps=line.steps,
        version=line.source.version,
    )


def _name_correctors(run: Run) -> None:
    """Whoever corrected any version of a return in the run, each once, the latest last."""
    amounts = {amount.region_id: amount for amount in run.amounts.all()}
    corrected = Version.objects.filter(
        the_return__versions__amounts__run=run, origin=Version.Origin.CORRECTED, made_by__isnull=False
    )
    people = corrected.order_by("number").values_list("the_return__region", "made_by")
    latest = {pair: place for place, pair in enumerate(people)}
    Corrector.objects.bulk_create(
        Corrector(amount=amounts[code], person_id=person)
        for code, person in sorted(latest, key=lambda pair: latest[pair])
    )


def _lines(inputs: list[Input], shares: Mapping[str, entitlement.Share]) -> tuple[ComputedLine, ...]:
    return tuple(
        ComputedLine(each, shares[each.region.code].amount, list(shares[each.region.code].steps))
        for each in inputs
    )
