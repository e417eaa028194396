"""The table of lines: the one place that says what a return consists of.

Form fields, the blank workbook, its reader, the rules and the report read the same rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    """The parts of a return, in the order in which they are read."""

    PSYCHOLOGICAL = "PSYCHOLOGICAL"
    PAIN = "PAIN"
    PROVIDERS = "PROVIDERS"
    SEX = "SEX"
    CONTACTS = "CONTACTS"


class Collected(StrEnum):
    """How far a line or a section was collected. Only ZERO means that nothing took place."""

    REPORTED = "reported"
    ZERO = "zero"
    PARTLY = "partly"
    NOT_COLLECTED = "not_collected"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the return: a whole number of treatments or contacts.

    ``since`` and ``until`` are agreement years, both included; ``optional`` lines may be
    left blank without a word.
    """

    code: str
    section: Section
    sv: str
    en: str
    short_sv: str
    short_en: str
    help_sv: str = ""
    help_en: str = ""
    since: int = 2009
    until: int | None = None
    optional: bool = False

    def label(self, lang: str) -> str:
        """The full name as a page shows it."""
        return self.en if lang == "en" else self.sv

    def short(self, lang: str) -> str:
        """The name inside a sentence."""
        return self.short_en if lang == "en" else self.short_sv


SECTION_NAMES: dict[Section, tuple[str, str]] = {
    Section.PSYCHOLOGICAL: ("Psykisk ohälsa", "Mental ill-health"),
    Section.PAIN: ("Långvarig smärta", "Long-term pain"),
    Section.PROVIDERS: ("Vårdgivare", "Care providers"),
    Section.SEX: ("Kön", "Sex"),
    Section.CONTACTS: ("Kontakter", "Contacts"),
}

LINES: tuple[Line, ...] = (
    Line(
        "KBT", Section.PSYCHOLOGICAL,
        "KBT · kognitiv beteendeterapi", "KBT · cognitive behavioural therapy", "KBT", "KBT",
        "Bygger på teorier om beteende och inlärning.",
        "Builds on theories of behaviour and learning.",
    ),
    Line(
        "IKBT", Section.PSYCHOLOGICAL,
        "IKBT · internetbaserad KBT", "IKBT · internet-based KBT", "IKBT", "IKBT",
        "KBT som helt eller till största delen ges över internet.",
        "KBT given wholly or mostly over the internet.",
        since=2016,
    ),
    Line(
        "IPT", Section.PSYCHOLOGICAL,
        "IPT · interpersonell psykoterapi", "IPT · interpersonal psychotherapy", "IPT", "IPT",
        "Arbetar med anknytning och relationer.",
        "Works with attachment and relations.",
    ),
    Line(
        "PDT", Section.PSYCHOLOGICAL,
        "PDT · psykodynamisk terapi", "PDT · psychodynamic therapy", "PDT", "PDT",
        "Här menas korttidsterapi, 10–30 samtal.",
        "Here: short-term therapy of 10–30 sessions.",
    ),
    Line(
        "EMDR", Section.PSYCHOLOGICAL, "EMDR", "EMDR", "EMDR", "EMDR",
        "Behandlar posttraumatisk stress med tvåsidig stimulering.",
        "Treats post-traumatic stress by two-sided stimulation.",
    ),
    Line(
        "APB", Section.PSYCHOLOGICAL,
        "Annan psykologisk behandling", "Other psychological treatment", "APB", "APB",
    ),
    Line(
        "MMR1", Section.PAIN,
        "Multimodal rehabilitering nivå 1", "Multimodal rehabilitation level 1", "MMR nivå 1", "MMR level 1",
        "Ett team av flera yrken arbetar med patienten. Nivå 1 är för mindre behov.",
        "A team of several professions works with the patient. Level 1 is for lesser needs.",
    ),
    Line(
        "MMR2", Section.PAIN,
        "Multimodal rehabilitering nivå 2", "Multimodal rehabilitation level 2", "MMR nivå 2", "MMR level 2",
        "Nivå 2 är för sammansatta behov.",
        "Level 2 is for complex needs.",
    ),
    Line(
        "BMB", Section.PAIN,
        "Beteendemedicinskt behandlingsprogram", "Behavioural medicine programme", "BMB", "BMB",
    ),
    Line(
        "AST", Section.PAIN,
        "Aktiv, specifik träning och sjukgymnastiskt ledd träning",
        "Active, specific training and training led by a physiotherapist", "AST", "AST",
    ),
    Line("ASB", Section.PAIN, "Annan smärtbehandling", "Other pain treatment", "ASB", "ASB"),
    Line("PRIVATE", Section.PROVIDERS, "Privat", "Private", "privat", "private"),
    Line("PUBLIC", Section.PROVIDERS, "Offentlig", "Public", "offentlig", "public"),
    Line("WOMEN", Section.SEX, "Kvinnor", "Women", "kvinnor", "women"),
    Line("MEN", Section.SEX, "Män", "Men", "män", "men"),
    Line(
        "EMPLOYER", Section.CONTACTS,
        "Med arbetsgivare", "With an employer", "arbetsgivare", "employer",
    ),
    Line(
        "EMPLOYMENT_SERVICE", Section.CONTACTS,
        "Med Arbetsförmedlingen", "With Arbetsförmedlingen", "Arbetsförmedlingen", "Arbetsförmedlingen",
    ),
    Line(
        "BOTH", Section.CONTACTS,
        "Behandlingar med båda slagen av kontakt", "Treatments with both kinds of contact", "båda", "both",
        "Får lämnas tomt.", "May be left blank.",
        optional=True,
    ),
)  # fmt: skip

LINE: dict[str, Line] = {line.code: line for line in LINES}
FORMS: tuple[str, ...] = tuple(
    line.code for line in LINES if line.section in (Section.PSYCHOLOGICAL, Section.PAIN)
)
PROVIDERS: tuple[str, ...] = ("PRIVATE", "PUBLIC")
SEXES: tuple[str, ...] = ("WOMEN", "MEN")
CONTACTS: tuple[str, ...] = ("EMPLOYER", "EMPLOYMENT_SERVICE")
# The seventeen figures of a return, in reading order.
FIGURES: tuple[str, ...] = FORMS + PROVIDERS + SEXES + CONTACTS
# Indicators that follow from lines, and that history may hold without its parts.
INDICATORS: dict[str, tuple[str, ...]] = {
    "PSYCHOLOGICAL": ("KBT", "IKBT", "IPT", "PDT", "EMDR", "APB"),
    "PAIN": ("MMR1", "MMR2", "BMB", "AST", "ASB"),
    "MMR": ("MMR1", "MMR2"),
    "KBT_IPT": ("KBT", "IPT"),
    "CONTACTS": CONTACTS,
    "TREATMENTS": FORMS,
}


def lines_of(year: int) -> tuple[Line, ...]:
    """The lines that existed in an agreement year, in reading order."""
    return tuple(line for line in LINES if line.since <= year and (line.until is None or year <= line.until))


def lines_in(section: Section, codes: Iterable[str]) -> tuple[Line, ...]:
    """Those of the codes that belong to the section, in reading order."""
    wanted = set(codes)
    return tuple(line for line in LINES if line.section is section and line.code in wanted)
