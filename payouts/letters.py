"""What a decision letter says, from the frozen run and its decision alone, in Swedish."""

from collections.abc import Iterator

from agreement import numerals, wording
from agreement.moves import PayoutStatus
from audit.chain import seal_of
from audit.models import Entry
from payouts.letter_parts import (
    FOR_WHAT,
    NO_PRESENTER,
    NOBODY,
    UNKNOWN,
    Letter,
    Section,
    about_changes,
    about_review,
    day,
    figures,
    kronor,
    name_then,
    organisation,
    others,
    payment,
    proof,
    questions,
    region_then,
    rules,
)
from payouts.letter_reasons import accepted, counted, is_refused, people_counted, refused
from payouts.models import Decision, Kind, Run
from payouts.refusals import NotDecided
from register.models import User

HISTORY = "Detta återger ett belopp ur en tryckt rapport. Beslutet är inte fattat i portalen."
WHY = {
    Kind.BASE: (
        "Grundbeloppet fördelas efter folkmängd. Det påverkas inte av hur många behandlingar ni redovisar."
    ),
    Kind.CONTACTS: "Ersättningen bestäms av hur många kontakter ni har redovisat.",
}


def letter_of(decision: Decision) -> Letter:
    """One region's letter, always the same from the same decision. Raises NotDecided."""
    run = decision.amount.run
    if run.status != PayoutStatus.DECIDED:
        raise NotDecided(run)
    seal = _seal(decision)
    return Letter(
        title=_title(decision),
        at=decision.decided_at or run.computed_at,
        head=tuple(_head(decision, seal)),
        sections=tuple(_sections(decision, seal)),
    )


def _title(decision: Decision) -> str:
    run = decision.amount.run
    if is_refused(decision.amount):
        return f"Ni får ingen ersättning för kontakter för {run.year_id}"
    return f"Ni får {_sum(decision)} {'i' if run.kind == Kind.BASE else 'för'} {FOR_WHAT[Kind(run.kind)]}"


def name_of(decision: Decision) -> str:
    """A file name, without its ending, that says what the letter is: beslut-2026-contacts-07."""
    run = decision.amount.run
    return f"beslut-{run.year_id}-{run.kind}-{decision.amount.region_id}"


def _head(decision: Decision, seal: Entry | None) -> Iterator[tuple[str, str]]:
    yield "Datum", day(decision.decided_at)
    yield "Diarienummer", decision.diary_number or UNKNOWN
    yield "Till", region_then(decision.amount.region, seal)
    yield from organisation(seal)
    yield "Gäller", f"villkor 3, {decision.amount.run.year_id}"


def _sections(decision: Decision, seal: Entry | None) -> Iterator[Section]:
    run = decision.amount.run
    yield Section("Beslut", (_outcome(decision, seal), *((HISTORY,) if decision.as_printed else ())))
    yield _calculation(decision)
    yield Section("Därför beslutar vi så", tuple(_reasons(decision)))
    yield rules(run)
    if not decision.as_printed and decision.amount.amount:
        yield payment(run.terms)
    yield from about_changes(run.terms)
    yield about_review(run.terms)
    if not decision.as_printed:
        yield questions(decision.diary_number)
    yield Section("Vem som har beslutat", rows=tuple(_people(decision, seal)))
    yield from figures(decision.amount.version)
    yield proof(run, seal, decision.amount.version)


def _outcome(decision: Decision, seal: Entry | None) -> str:
    run, amount = decision.amount.run, decision.amount
    if is_refused(amount):
        return (
            f"Försäkringskassan avslår er begäran om ersättning för kontakter för {run.year_id}. "
            "Ni behåller grundbeloppet."
        )
    what = f"{region_then(amount.region, seal)} får {_sum(decision)}"
    if run.kind == Kind.BASE:
        whole = run.terms.get("base_appropriation")
        of_all = f" Det är regionens andel av {kronor(whole)}." if whole else ""
        return f"{what} i grundbelopp för {run.year_id}.{of_all}"
    return f"{what} för {FOR_WHAT[Kind.CONTACTS]} under {run.year_id}."


def _sum(decision: Decision) -> str:
    return kronor(decision.amount.amount) if decision.amount.amount else "ingen ersättning"


def _calculation(decision: Decision) -> Section:
    amount, run = decision.amount, decision.amount.run
    heading = "Så har vi räknat"
    if amount.steps:
        made = [wording.step(step) for step in amount.steps]
        told = tuple(counted(amount))
        return Section(heading, told, tuple((step["label"], step["value"]) for step in made))
    known = () if amount.quantity is None else ((_unit(run), numerals.count(amount.quantity)),)
    source = run.source.strip().rstrip(".")
    taken = "Beloppet är hämtat ur den tryckta rapporten"
    paragraph = f"{taken} ({source}). Den visar" if source else f"{taken}, som visar"
    paragraph += " ingen uträkning."
    return Section(heading, (paragraph,), (*known, ("Belopp", kronor(amount.amount))))


def _unit(run: Run) -> str:
    return "Folkmängd i regionen" if run.kind == Kind.BASE else "Antal kontakter"


def _reasons(decision: Decision) -> Iterator[str]:
    run, version = decision.amount.run, decision.amount.version
    yield WHY[Kind(run.kind)]
    if run.kind == Kind.BASE:
        yield from people_counted(decision.amount)
    elif decision.as_printed:
        yield "Antalet kontakter är det som står i den tryckta rapporten."
    elif version is None:
        yield "Ni har ingen godkänd redovisning. Därför får ni inget för kontakter."
    elif is_refused(decision.amount):
        yield from refused(decision.amount, version)
    else:
        yield from accepted(version)


def _people(decision: Decision, seal: Entry | None) -> Iterator[tuple[str, str]]:
    yield "Beslutet är fattat", day(decision.decided_at)
    yield "Beslutsfattare", name_then(decision.decided_by, seal) or UNKNOWN
    nobody = UNKNOWN if decision.as_printed else NO_PRESENTER
    yield "Föredragande", name_then(decision.presented_by, seal) or nobody
    beside = [name_then(person, seal) for person in _beside(decision)]
    yield "Andra som har deltagit", ", ".join(beside) or (UNKNOWN if decision.as_printed else NOBODY)


def _beside(decision: Decision) -> list[User]:
    """Who computed or corrected, without presenting or deciding."""
    correctors = decision.amount.correctors.select_related("person").order_by("pk")
    people = (decision.computed_by, *(each.person for each in correctors))
    return others(people, {decision.decided_by_id, decision.presented_by_id})


def _seal(decision: Decision) -> Entry | None:
    """The row of the trail that recorded the decision: the head of the chain at that moment."""
    if decision.as_printed:
        return seal_of("payout.loaded", decision.amount.run)
    return seal_of("payout.decide_region", decision)
