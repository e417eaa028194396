"""The question bank that the portal starts with: ten topics, in our own words, Swedish and English."""

from dataclasses import dataclass

from agreement.replies import Kind

Named = tuple[str, str, str]
LEVELS: tuple[Named, ...] = (("MMR1", "MMR nivå 1", "MMR level 1"), ("MMR2", "MMR nivå 2", "MMR level 2"))
INDICATORS: tuple[Named, ...] = (
    ("KBT_IPT", "KBT och IPT", "KBT and IPT"),
    ("IKBT", "IKBT", "IKBT"),
    ("PDT", "PDT", "PDT"),
    ("MMR", "MMR nivå 1 och 2", "MMR levels 1 and 2"),
)
COMPONENTS: tuple[Named, ...] = (
    ("assessment", "bedömning", "assessment"),
    ("treatment", "behandling", "treatment"),
    ("primary_care", "primärvård", "primary care"),
    ("specialist_care", "specialistvård", "specialist care"),
    ("KBT", "KBT", "KBT"),
    ("IPT", "IPT", "IPT"),
    ("IKBT_and_distance_KBT", "IKBT och KBT på distans", "IKBT and KBT at a distance"),
    ("ceiling", "högsta belopp", "ceiling"),
    ("max_per_unit", "högst per enhet", "most per unit"),
)
SUPPLIERS, MMR_PAID, KBT_IPT_PAID, COORDINATORS, CHANGE = (
    "mmr_suppliers", "mmr_compensation", "kbt_ipt_compensation", "coordinators", "change",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """One question of the bank."""

    key: str
    kind: Kind
    sv: str
    en: str
    help_sv: str = ""
    help_en: str = ""
    rows: tuple[Named, ...] = ()
    components: tuple[Named, ...] = ()


BANK: tuple[Topic, ...] = (
    Topic(
        "offer_mental", Kind.TEXT,
        "Vilka behandlingar kan den som är 16–67 år och har ångest, depression eller stressbesvär få hos er?",
        "Which treatments can people of 16–67 with anxiety, depression or stress get in your region?",
    ),
    Topic(
        "offer_pain", Kind.TEXT,
        "Vilka behandlingar kan den som är 16–67 år och har långvarig smärta i nacke, rygg eller axlar få?",
        "Which treatments can people of 16–67 with long-term pain in neck, back or shoulders get?",
    ),
    Topic(
        SUPPLIERS, Kind.TABLE,
        "Hur många leverantörer av MMR har ni, på nivå 1 och på nivå 2?",
        "How many suppliers of MMR do you have, at level 1 and at level 2?",
        "Finns behandlingen men ni vet inte hur många som ger den? Välj det svaret i stället för ett antal.",
        "Is the treatment offered but the number not known? Choose that answer instead of a number.",
        rows=LEVELS,
    ),
    Topic(
        CHANGE, Kind.DIRECTION,
        "Blev behandlingarna fler eller färre än året före, och vad beror det på?",
        "Did the treatments become more or fewer than the year before, and why?",
        "Svara för hela året. Siffrorna från era redovisningar står bredvid.",
        "Answer for the whole year. The figures of your returns stand beside.",
        rows=INDICATORS,
    ),
    Topic(
        MMR_PAID, Kind.AMOUNT,
        "Vad betalar ni för MMR på nivå 1 och på nivå 2?",
        "What do you pay for MMR at level 1 and at level 2?",
        "Ange kronor och vad de gäller: per patient, per listad patient, per enhet eller totalt per år.",
        "Give kronor and what they are for: per patient, per listed patient, per unit or in total per year.",
        rows=LEVELS, components=COMPONENTS,
    ),
    Topic(
        KBT_IPT_PAID, Kind.AMOUNT,
        "Vad betalar ni för KBT och IPT?",
        "What do you pay for KBT and IPT?",
        "Dela upp beloppet om det är olika för till exempel bedömning och behandling.",
        "Divide the amount where it differs, for instance between assessment and treatment.",
        components=COMPONENTS,
    ),
    Topic(
        "choice_system", Kind.YES_NO,
        "Ingår MMR i ett vårdval hos er?",
        "Is MMR part of a patient-choice system in your region?",
        rows=LEVELS,
    ),
    Topic(
        "after_grant", Kind.TEXT,
        "Hur ska ni kunna fortsätta med MMR den dag statens pengar inte finns längre?",
        "How will you go on with MMR the day the state's money is gone?",
    ),
    Topic(
        "organisation_pain", Kind.TEXT,
        "Hur är vården vid långvarig smärta organiserad för den som är 16–67 år?",
        "How is the care for long-term pain organised for people of 16–67?",
    ),
    Topic(
        "organisation_mental", Kind.TEXT,
        "Hur är KBT, IPT och annan psykologisk behandling organiserad för den som är 16–67 år?",
        "How are KBT, IPT and other psychological treatments organised for people of 16–67?",
    ),
    Topic(
        COORDINATORS, Kind.NUMBER,
        "Hur många rehabiliteringskoordinatorer arbetar inom psykiatrin?",
        "How many rehabilitation coordinators work in psychiatry?",
        "Räkna personer, inte tjänster.",
        "Count people, not full-time posts.",
    ),
)  # fmt: skip
