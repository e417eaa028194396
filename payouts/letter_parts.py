"""What every letter is made of: its parts, its words about rules and review, and its proof.

What it must hold: 31–33 and 36–37 §§ förvaltningslagen and 21 § myndighetsförordningen. What history does
not tell is said to be unknown, never made up.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from agreement import numerals
from agreement.lines import LINES, SECTION_NAMES, Line
from agreement.lines import Section as LineSection
from agreement.terms import AppealFrom, PayWhen, Review
from audit.models import Entry
from payouts.inputs import appeal_counts_from
from payouts.models import Kind, Run
from register.models import Region, User
from submissions.models import Version

UNKNOWN = "framgår inte av den tryckta rapporten"
FOR_WHAT = {
    Kind.BASE: "grundbelopp",
    Kind.CONTACTS: "kontakter med arbetsgivare och Arbetsförmedlingen",
}
RULES = (
    "Enligt 3 § förordningen (2009:1174) med instruktion för Försäkringskassan svarar vi för uppföljning, "
    "beslut och utbetalning enligt överenskommelser mellan staten och Sveriges Kommuner och Regioner."
)
PAID = "Pengarna betalas ut när en betalningsorder har gjorts och godkänts. Ni behöver inte göra något."
PAID_AFTER_APPEAL = (
    "Pengarna betalas ut när tiden för att överklaga har gått ut och en betalningsorder har godkänts, om "
    "ingen överklagar (35 § förvaltningslagen). Ni behöver inte göra något."
)
PAID_AT_ONCE = {
    True: (
        "Pengarna betalas ut så snart en betalningsorder har gjorts och godkänts, även om tiden för att "
        "överklaga inte har gått ut (35 § förvaltningslagen). Ni behöver inte göra något."
    ),
    False: (
        "Pengarna betalas ut så snart en betalningsorder har gjorts och godkänts. Ni behöver inte göra något."
    ),
}
WITHHOLDS = "namnet är utelämnat (33 § fjärde stycket förvaltningslagen)"
NOBODY, NO_PRESENTER, NOT_PRESENTED = "ingen", "utan föredragande", "utan föredragning"
# The rows of a letter that name people.
PEOPLE = ("Beslutsfattare", "Föredragande", "Andra som har deltagit")
NO_REVIEW = (
    "Årets regler i portalen anger inte hur beslutet kan omprövas eller överklagas. "
    "Fråga Försäkringskassan om vad som gäller."
)
REVIEWS = {
    Review.RECONSIDER: (
        "Skriv till Försäkringskassan och förklara vad som är fel. Vi prövar då om beslutet ska ändras."
    ),
    Review.APPEAL: (
        "Ni kan överklaga till förvaltningsrätten. Skriv vilket beslut ni överklagar, hur det ska ändras och "
        "varför. Skicka överklagandet till Försäkringskassan, inte till domstolen. Det ska ha kommit in till "
        "oss inom tre veckor från {day}. Vi skickar det vidare till domstolen om vi inte ändrar beslutet så "
        "som ni vill."
    ),
    Review.NONE: "Beslutet får inte överklagas.",
}
FROM_DAY = {
    AppealFrom.RECEIPT: "den dag då ni fick del av beslutet",
    AppealFrom.DECISION: "den dag då beslutet meddelades",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, and rows of two cells where something is counted or listed."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be written as a file. ``at`` is the moment of the decision, the only one in the file."""

    title: str
    at: datetime
    head: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def without_names(letter: Letter) -> Letter:
    """The letter for a region where threats are feared: who took part is not told, that nobody did is."""
    return replace(letter, sections=tuple(replace(s, rows=_unnamed(s.rows)) for s in letter.sections))


def _unnamed(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    kept = (NOBODY, NO_PRESENTER, NOT_PRESENTED, UNKNOWN)
    return tuple((name, WITHHOLDS if name in PEOPLE and value not in kept else value) for name, value in rows)


def rules(run: Run) -> Section:
    """What was applied, by the version of the year's terms that the run froze."""
    source = str(run.terms.get("source") or "").strip().rstrip(".")
    where = f" Källa till årets regler: {source}." if source else ""
    applied = (
        f"Vi har tillämpat villkor 3 i överenskommelsen för {run.year_id}, "
        f"årets regler version {run.terms['version']}.{where}"
    )
    return Section("Regler vi har följt", (applied, RULES))


def payment(terms: Mapping[str, Any]) -> Section:
    """When the money comes, by the year's terms; a run that is older than the term names no time."""
    can_be_appealed, said = terms.get("review") == Review.APPEAL, terms.get("pay_when")
    words: tuple[str, ...] = (PAID,)
    if said == PayWhen.AT_ONCE:
        words = (PAID_AT_ONCE[can_be_appealed], f"Skäl: {str(terms['pay_reason']).strip().rstrip('.')}.")
    elif said == PayWhen.AFTER_APPEAL and can_be_appealed:
        words = (PAID_AFTER_APPEAL,)
    return Section("Utbetalning", words)


def about_changes(terms: Mapping[str, Any]) -> Iterator[Section]:
    """The reservation, where the year's terms have one."""
    if words := str(terms.get("reservation") or "").strip():
        yield Section("När vi kan ändra beslutet", (words,))


def about_review(terms: Mapping[str, Any]) -> Section:
    """How the decision can be tried again, by the year's terms."""
    heading, way = "Om ni tycker att beslutet är fel", terms.get("review")
    if not way:
        return Section(heading, (NO_REVIEW,))
    source = str(terms.get("review_source") or "").strip().rstrip(".")
    words = REVIEWS[Review(way)].format(day=FROM_DAY[appeal_counts_from(terms)])
    return Section(heading, (words, *((f"Stöd: {source}.",) if source else ())))


def questions(diary_number: str) -> Section:
    """Where to ask."""
    words = f"Skriv till Försäkringskassan i portalen eller per post. Ange diarienumret {diary_number}."
    return Section("Frågor", (words,))


def figures(version: Version | None) -> Iterator[Section]:
    """The return behind the amount, line by line, as it was signed or corrected."""
    if version is None:
        return
    given = version.content["figures"]
    rows = [(_named(line), _figure(given[line.code])) for line in LINES if line.code in given]
    yield Section(f"Bilaga: er redovisning, version {version.number}", rows=tuple(rows))


def _named(line: Line) -> str:
    """The line's name; a name that says little by itself has its section before it."""
    if line.section in (LineSection.PSYCHOLOGICAL, LineSection.PAIN):
        return line.sv
    return f"{SECTION_NAMES[line.section][0]}: {line.sv[:1].lower()}{line.sv[1:]}"


def _figure(said: Mapping[str, Any]) -> str:
    value = said.get("value")
    return "–" if value is None else numerals.count(value)


def proof(run: Run, seal: Entry | None, version: Version | None = None) -> Section:
    """The computation's checksum, and the row of the trail that is the chain's head at the decision."""
    rows = [
        ("Beräkning", f"nummer {run.number}, programversion {run.code_version}"),
        ("Beräkningens kontrollsumma", run.checksum),
    ]
    if version is not None:
        rows += [
            ("Redovisningens version", str(version.number)),
            ("Redovisningens kontrollsumma", version.sha256),
        ]
    if seal is not None:
        rows += [("Loggens rad", str(seal.sequence)), ("Loggens kontrollsumma", seal.digest)]
    return Section("Så kan beslutet kontrolleras", rows=tuple(rows))


def others(people: Iterable[User | None], named: set[int | None]) -> list[User]:
    """Those who took part beside the named ones, each once, in the order given."""
    found = {person.pk: person for person in people if person is not None and person.pk not in named}
    return list(found.values())


def name_then(person: User | None, seal: Entry | None) -> str:
    """The name that the person had at the decision, by the trail: a later change of name changes nothing."""
    if person is None:
        return ""
    entries = Entry.objects.filter(actor_id=person.pk)
    if seal is not None:
        entries = entries.filter(sequence__lte=seal.sequence)
    latest = entries.order_by("-sequence").first()
    return latest.actor_name if latest is not None else str(person)


def region_then(region: Region, seal: Entry | None) -> str:
    """The region's name at the decision, by the trail."""
    return str(seal.details.get("region_name") or region) if seal is not None else str(region)


def organisation(seal: Entry | None) -> Iterator[tuple[str, str]]:
    """A row for the letter's head, where the number was known at the decision."""
    if seal is not None and (number := seal.details.get("org_number")):
        yield "Organisationsnummer", str(number)


def day_in_words(moment: datetime | None) -> str:
    """23 november 2026 in Sweden, for a sentence."""
    return UNKNOWN if moment is None else numerals.day(timezone.localtime(moment).date())


def day(moment: datetime | None) -> str:
    """2026-11-23 in Sweden; what is unknown says so."""
    return UNKNOWN if moment is None else timezone.localtime(moment).date().isoformat()


def kronor(amount: int) -> str:
    """609 000 kronor."""
    return f"{numerals.count(amount)} kronor"
