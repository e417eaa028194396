"""How a letter tells an amount in sentences: what was counted, what was divided, what the region said.

Everything is read from the frozen run and the version behind the amount. What they do not hold, as in
history that was loaded as printed, is passed over.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils import timezone

from agreement import numerals
from agreement.terms import ContactUnit, Rounding
from payouts.inputs import terms_of
from payouts.letter_parts import day_in_words, kronor
from payouts.models import Amount, Hearing, Kind
from submissions.models import Version

QUALITIES = {
    "estimated": "Folkmängden är uppskattad.",
    "recovered": "Folkmängden är återskapad ur de belopp som har betalats ut.",
}


def counted(amount: Amount) -> Iterator[str]:
    """What was counted before anything was multiplied or divided."""
    steps = {step["step"]: step for step in amount.steps}
    if amount.run.kind == Kind.BASE:
        yield from _shared(amount, steps)
        return
    if counts := _line(amount).get("counts"):
        yield from _added(counts, amount.run.terms)
    if is_refused(amount):
        yield "Kontakterna ger ingen ersättning, eftersom redovisningen kom in efter sista dagen."
    if over := steps.get("over_cap"):
        share = numerals.percent(Fraction(over["cap"], over["value"]), 2).replace("%", "procent")
        yield (
            f"Regionernas ersättning skulle tillsammans bli {kronor(over['value'])}, men det finns högst "
            f"{kronor(over['cap'])} att fördela. Därför får varje region {share} av det beräknade beloppet."
        )


def people_counted(amount: Amount) -> Iterator[str]:
    """The day, the source and the quality of the population."""
    line, day = _line(amount), str(amount.run.terms.get("population_date") or "")
    if not day:
        yield "Folkmängdens datum framgår inte av årets regler."
        return
    source = f" Källa: {line['source'].rstrip('.')}." if line.get("source") else ""
    yield f"Folkmängden gäller den {numerals.day(date.fromisoformat(day))}.{source}"
    if words := QUALITIES.get(str(line.get("quality"))):
        yield words


def accepted(version: Version) -> Iterator[str]:
    """The version that was accepted, when it came, and what the region explained."""
    day = day_in_words(version.made_at)
    if version.origin == Version.Origin.CORRECTED:
        yield f"Vi har rättat er redovisning den {day}. Beloppet bygger på den, version {version.number}."
    else:
        yield f"Vi har godkänt er redovisning, version {version.number}, som kom in den {day}."
    said = [each["text"].strip() for each in version.content.get("explanations", ())]
    for text in dict.fromkeys(said):
        yield f"Ni har förklarat: ”{text}”"
    if said:
        yield "Vi har godtagit det som ni har förklarat."


def is_refused(amount: Amount) -> bool:
    """Whether the contacts are refused because the return came too late."""
    return bool(_line(amount).get("forfeited"))


def too_late(amount: Amount, version: Version) -> Iterator[str]:
    """When the return should have come, when it came, and by what its contacts are refused."""
    terms, first = terms_of(amount.run.terms), version.the_return.versions.order_by("number")[0]
    if (last := terms.deadline()) is not None:
        yield f"Redovisningen skulle ha kommit in senast {numerals.day_with_weekday(last)}."
    yield f"Den kom in {numerals.day_with_weekday(timezone.localtime(first.made_at).date())}."
    granted = version.the_return.extensions.filter(state="granted", decided_at__lte=first.made_at)
    until = granted.order_by("-until").values_list("until", flat=True).first()
    if until is None:
        yield "Ni hade inte fått anstånd."
    else:
        yield f"Ni hade fått anstånd till och med {numerals.day_with_weekday(until)}."
    source = terms.source.strip().rstrip(".")
    yield "Enligt årets regler lämnas ersättning bara för kontakter som har redovisats i tid." + (
        f" Källa: {source}." if source else ""
    )


def refused(amount: Amount, version: Version) -> Iterator[str]:
    """Why the contacts are refused, and what the region answered before that was decided."""
    yield from too_late(amount, version)
    heard = Hearing.objects.get(year=amount.run.year_id, region=amount.region_id)
    yield (
        f"Ni fick ta del av underlaget den {day_in_words(heard.sent_at)} och kunde svara till och med den "
        f"{numerals.day(heard.answer_by)}."
    )
    yield f"Underlaget: {heard.material}"
    yield f"Ni svarade: {heard.answer}" if heard.answer else "Ni svarade inte inom tiden."
    if heard.assessment:
        yield f"Det ändrar inte vår bedömning. Skäl: {heard.assessment}"


def _shared(amount: Amount, steps: Mapping[str, Any]) -> Iterator[str]:
    run, everybody = amount.run, steps.get("population_all")
    day = str(run.terms.get("population_date") or "")
    if not everybody or not day or amount.quantity is None:
        return
    yield (
        f"Den {numerals.day(date.fromisoformat(day))} hade landet {numerals.count(everybody['value'])} "
        f"invånare. Av dem bodde {numerals.count(amount.quantity)} i regionen."
    )
    if run.inputs.get("rounding") == Rounding.LARGEST_REMAINDER:
        yield (
            f"Beloppen är avrundade till hela kronor så att de {everybody['regions']} regionernas belopp "
            f"tillsammans blir exakt {kronor(run.terms['base_appropriation'])}."
        )


def _added(counts: Mapping[str, int | None], terms: Mapping[str, Any]) -> Iterator[str]:
    employer, service = counts.get("EMPLOYER"), counts.get("EMPLOYMENT_SERVICE")
    known = [
        f"{numerals.count(value)} kontakter med {whom}"
        for value, whom in ((employer, "arbetsgivare"), (service, "Arbetsförmedlingen"))
        if value is not None
    ]
    if not known:
        return
    both, total = counts.get("BOTH") or 0, (employer or 0) + (service or 0)
    if terms.get("contact_unit") == ContactUnit.TREATMENTS_WITH_CONTACT:
        paid = numerals.count(max(total - both, 0))
        less = f"− {numerals.count(both)} behandlingar med båda slagen"
        yield f"Uträkning: {' + '.join(known)} {less} = {paid} behandlingar med kontakt."
    else:
        yield f"Uträkning: {' + '.join(known)} = {numerals.count(total)} kontakter."


def _line(amount: Amount) -> Mapping[str, Any]:
    """What the run stored of the region."""
    for line in amount.run.inputs.get("lines", ()):
        if line.get("region") == amount.region_id:
            found: Mapping[str, Any] = line
            return found
    return {}
