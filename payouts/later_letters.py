"""What the letters after a decision say: a change (more to pay, or a reclaim), and a slip put right.

Three acts, three documents (36 and 37 §§ förvaltningslagen, legal note L7). Each is made from its frozen
rows alone and is always the same from them.
"""

from collections.abc import Iterator
from datetime import date

from agreement import numerals, wording
from agreement.moves import DifferenceStatus
from audit.chain import seal_of
from audit.models import Entry
from payouts.letter_parts import (
    FOR_WHAT,
    NOBODY,
    NOT_PRESENTED,
    Letter,
    Section,
    about_changes,
    about_review,
    day,
    day_in_words,
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
from payouts.letter_reasons import accepted, counted, is_refused, too_late
from payouts.models import Corrector, Decision, Difference, Kind, Rectification
from payouts.refusals import DifferenceNotDecided

CHANGED_BY = "Vi har ändrat det tidigare beslutet med stöd av 37 § förvaltningslagen (2017:900)."
RECTIFIED_BY = (
    "Vi har rättat ett uppenbart skrivfel med stöd av 36 § förvaltningslagen (2017:900). "
    "Rättelsen ändrar inte beloppet. Det ursprungliga beslutet finns kvar."
)
INVOICED = (
    "Ni får en faktura. Betala senast den dag och till det konto som står på den, och ange fakturans "
    "referens. Betalar ni efter sista dagen tar vi ut dröjsmålsränta enligt räntelagen (1975:635).",
    "Kan ni inte betala i tid kan ni ansöka om betalningsanstånd hos Försäkringskassan. Ni kan också "
    "skriftligen medge att vi i stället räknar av beloppet från ett senare beslut.",
)


def difference_letter(difference: Difference) -> Letter:
    """A change's letter. Raises DifferenceNotDecided before the decision."""
    if difference.status != DifferenceStatus.DECIDED or difference.decided_at is None:
        raise DifferenceNotDecided
    seal = seal_of("payout.difference.decide", difference)
    size = kronor(abs(difference.amount))
    title = f"Ni ska betala tillbaka {size}" if difference.is_reclaim else f"Ni får ytterligare {size}"
    return Letter(
        title=f"{title} {_for_what(difference)}",
        at=difference.decided_at,
        head=tuple(_head(difference, seal)),
        sections=tuple(_sections(difference, seal)),
    )


def rectification_letter(rectification: Rectification) -> Letter:
    """A rectification's letter: what was wrong and what is right, the amount as it was."""
    decision, amount = rectification.of, rectification.amount
    run, seal = amount.run, seal_of("payout.rectify", rectification)
    earlier = f"beslutet från den {day_in_words(decision.decided_at)}, diarienummer {decision.diary_number}"
    return Letter(
        title="Vi har rättat ett skrivfel i ert beslut",
        at=rectification.made_at,
        head=(
            ("Datum", day(rectification.made_at)),
            ("Diarienummer", rectification.diary_number),
            ("Till", region_then(amount.region, seal)),
            *organisation(seal),
            ("Gäller", f"villkor 3, {run.year_id}"),
        ),
        sections=(
            Section(
                "Rättelse",
                (f"Vi rättar {earlier}.",),
                (("Det stod", rectification.wrong), ("Det ska stå", rectification.right)),
            ),
            Section("Beloppet", (_unchanged(decision),)),
            Section("Därför rättar vi", (rectification.reason,)),
            Section("Regler vi har följt", (RECTIFIED_BY,)),
            about_review(run.terms),
            questions(rectification.diary_number),
            Section(
                "Vem som har rättat",
                rows=(
                    ("Rättelsen är gjord", day(rectification.made_at)),
                    ("Beslutsfattare", name_then(rectification.made_by, seal)),
                    ("Föredragande", NOT_PRESENTED),
                    ("Andra som har deltagit", NOBODY),
                ),
            ),
            proof(run, seal),
        ),
    )


def name_of_difference(difference: Difference) -> str:
    """A file name, without its ending, that says what it is: aterkrav-2026-contacts-07-1."""
    run, word = difference.amount_now.run, "aterkrav" if difference.is_reclaim else "tillagg"
    return f"{word}-{run.year_id}-{run.kind}-{difference.amount_now.region_id}-{difference.number}"


def name_of_rectification(rectification: Rectification) -> str:
    """A file name, without its ending, that says what it is: rattelse-2026-contacts-07-3."""
    amount = rectification.amount
    return f"rattelse-{amount.run.year_id}-{amount.run.kind}-{amount.region_id}-{rectification.pk}"


def _unchanged(subject: Decision | Difference) -> str:
    if isinstance(subject, Decision):
        return f"Beloppet är oförändrat: {kronor(subject.amount.amount)}."
    size = kronor(abs(subject.amount))
    what = f"ni ska betala tillbaka {size}" if subject.is_reclaim else f"ni får ytterligare {size}"
    return f"Beslutet gäller som förut: {what}."


def _for_what(difference: Difference) -> str:
    kind = Kind(difference.amount_now.run.kind)
    return f"{'i' if kind is Kind.BASE else 'för'} {FOR_WHAT[kind]}"


def _head(difference: Difference, seal: Entry | None) -> Iterator[tuple[str, str]]:
    yield "Datum", day(difference.decided_at)
    yield "Diarienummer", difference.diary_number
    yield "Till", region_then(difference.amount_now.region, seal)
    yield from organisation(seal)
    yield "Gäller", f"villkor 3, {difference.amount_now.run.year_id}"
    yield "Ändrar", f"beslut med diarienummer {difference.decision.diary_number}"


def _sections(difference: Difference, seal: Entry | None) -> Iterator[Section]:
    run = difference.amount_now.run
    yield Section("Beslut", (_outcome(difference, seal),), tuple(_earlier(difference)))
    yield _calculation(difference)
    yield Section("Därför beslutar vi så", tuple(_reasons(difference)))
    applied = rules(run)
    yield Section(applied.heading, (*applied.paragraphs, CHANGED_BY))
    yield Section("Betalning", INVOICED) if difference.is_reclaim else payment(run.terms)
    yield from about_changes(run.terms)
    yield about_review(run.terms)
    yield questions(difference.diary_number)
    yield Section("Vem som har beslutat", rows=tuple(_people(difference, seal)))
    yield from figures(difference.amount_now.version)
    yield proof(run, seal, difference.amount_now.version)


def _outcome(difference: Difference, seal: Entry | None) -> str:
    run, region = difference.amount_now.run, region_then(difference.amount_now.region, seal)
    first = difference.decision
    change = (
        f"Vi ändrar beslutet från den {day_in_words(first.decided_at)}, diarienummer {first.diary_number}."
    )
    what = f"{_for_what(difference)} {'för' if run.kind == Kind.BASE else 'under'} {run.year_id}"
    before, after = kronor(difference.before), kronor(difference.after)
    size = kronor(abs(difference.amount))
    if difference.is_reclaim:
        return (
            f"{change} {region} har rätt till {after}, inte {before}, {what}. "
            f"Ni ska därför betala tillbaka {size}."
        )
    return f"{change} {region} får {after} i stället för {before} {what}. Vi betalar ut ytterligare {size}."


def _earlier(difference: Difference) -> Iterator[tuple[str, str]]:
    """Every decision before this one; together they are the balance that is changed."""
    first = difference.decision
    yield f"{first.diary_number}, {day(first.decided_at)}", kronor(first.amount.amount)
    for each in first.differences.filter(status=DifferenceStatus.DECIDED, number__lt=difference.number):
        yield f"{each.diary_number}, {day(each.decided_at)}", kronor(each.amount)


def _calculation(difference: Difference) -> Section:
    made = [wording.step(step) for step in difference.amount_now.steps]
    return Section(
        "Så har vi räknat",
        tuple(counted(difference.amount_now)),
        (
            *((step["label"], step["value"]) for step in made),
            ("Enligt den nya beräkningen", kronor(difference.after)),
            ("Tidigare beslutat", kronor(difference.before)),
            ("Skillnad", kronor(difference.amount)),
        ),
    )


def _reasons(difference: Difference) -> Iterator[str]:
    yield difference.reason
    amount, version = difference.amount_now, difference.amount_now.version
    if version is not None:
        yield from too_late(amount, version) if is_refused(amount) else accepted(version)
    if difference.communicated_at is None:
        return
    until = numerals.day(difference.answer_by) if isinstance(difference.answer_by, date) else ""
    sent = day_in_words(difference.communicated_at)
    yield f"Ni fick ta del av underlaget den {sent} och kunde svara till och med den {until}."
    yield f"Underlaget: {difference.material}"
    yield f"Ni svarade: {difference.answer}" if difference.answer else "Ni svarade inte inom tiden."
    first = difference.decision.amount.run.terms
    if difference.is_reclaim and (words := str(first.get("reservation") or "").strip()):
        yield f"I det första beslutet stod: {words}"


def _people(difference: Difference, seal: Entry | None) -> Iterator[tuple[str, str]]:
    yield "Beslutet är fattat", day(difference.decided_at)
    yield "Beslutsfattare", name_then(difference.decided_by, seal)
    yield "Föredragande", name_then(difference.proposed_by, seal)
    correctors = (
        Corrector.objects.filter(amount=difference.amount_now).select_related("person").order_by("pk")
    )
    people = (
        difference.computed_by,
        difference.opened_by,
        difference.communicated_by,
        *(each.person for each in correctors),
    )
    beside = others(people, {difference.decided_by_id, difference.proposed_by_id})
    yield "Andra som har deltagit", ", ".join(name_then(each, seal) for each in beside) or NOBODY
