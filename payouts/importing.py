"""Payouts of past years as decided history: amounts as printed, no people, nothing mended."""

from dataclasses import dataclass

from django.db import transaction

from agreement.moves import PayoutStatus
from audit.record import record
from payouts.computing import CODE_VERSION, checksum_of
from payouts.inputs import gather, terms_snapshot
from payouts.models import Amount, Decision, Kind, Run
from register.importing import NATION, printed, printed_regions
from register.models import AgreementYear

APPENDIX = "fk2020_appendix1_payouts.csv"
CONTACTS_2018 = "skl2018_table06_contacts.csv"


@dataclass(frozen=True, slots=True)
class PrintedRun:
    """A payout that was decided before the portal. ``total`` is what the source prints, if it does."""

    year: int
    kind: Kind
    source: str
    amounts: dict[str, int]
    total: int | None = None


@transaction.atomic
def load_printed_payouts() -> None:
    """Both payouts of 2020 and the contact payout of 2018. What is there already is left as it is.

    The rounds must be loaded first (`submissions.importing.load_printed_round`).
    """
    for kind, year in ((Kind.CONTACTS, 2018), (Kind.BASE, 2020), (Kind.CONTACTS, 2020)):
        if not Run.objects.filter(year=year, kind=kind).exists():
            _load(_printed_run(kind, year))


def _printed_run(kind: Kind, year: int) -> PrintedRun:
    if year == 2018:
        return _contacts_of_2018()
    column = "population_grant_sek" if kind is Kind.BASE else "contact_grant_sek"
    amounts = {code: int(row[column]) for code, row in printed_regions(APPENDIX).items()}
    nation = next(int(row[column]) for row in printed(APPENDIX) if row["region_code"] == NATION)
    return PrintedRun(year, kind, "FK 2020, bilaga 1", amounts, nation)


def _contacts_of_2018() -> PrintedRun:
    """The report prints the contacts and the national sum in words, but no amount for a region."""
    rate = AgreementYear.objects.get(pk=2018).terms().amount_per_contact or 0
    amounts = {
        code: rate * (int(row["employer_contacts"]) + int(row["employment_service_contacts"]))
        for code, row in printed_regions(CONTACTS_2018).items()
    }
    source = (
        "SKL 2018, tabell 6: antal kontakter × 3 000 kronor. Rapporten anger inga belopp för varje region."
    )
    return PrintedRun(2018, Kind.CONTACTS, source, amounts)


def _load(history: PrintedRun) -> None:
    year = AgreementYear.objects.get(pk=history.year)
    terms = year.terms()
    inputs = gather(year, history.kind, terms)
    stored = {
        "lines": [{"region": i.region.code, "quantity": i.quantity, **i.details} for i in inputs],
        "missing": [i.region.code for i in inputs if i.quantity is None],
        "printed_total": history.total,
    }
    run = Run(
        year=year,
        kind=history.kind,
        number=1,
        terms=terms_snapshot(year, terms),
        inputs=stored,
        total=sum(history.amounts.values()),
        code_version=CODE_VERSION,
        as_printed=True,
        source=history.source,
    )
    amounts = [
        Amount(
            run=run,
            region=i.region,
            quantity=i.quantity,
            amount=history.amounts[i.region.code],
            version=i.version,
        )
        for i in inputs
    ]
    run.checksum = checksum_of(run, amounts)
    run.save(force_insert=True)
    _decide(run, amounts)
    record(None, "payout.loaded", run, year=year.year, kind=run.kind, total=run.total, source=history.source)


def _decide(run: Run, amounts: list[Amount]) -> None:
    Amount.objects.bulk_create(amounts)
    # Decided only now: nothing is added to a decided run.
    Run.objects.filter(pk=run.pk).update(status=PayoutStatus.DECIDED)
    Decision.objects.bulk_create(Decision(amount=amount, as_printed=True) for amount in amounts)
