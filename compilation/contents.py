"""What a compilation's documents hold, part by part, in a reader's language; how it looks is theirs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compilation.charts import Chart, charts
from compilation.imprint import Imprint
from compilation.paragraphs import START, in_places
from compilation.report import Report
from compilation.shown_tables import ShownDeviation, ShownTable, pending_of, shown_deviations, shown_tables

# The parts of the report and their tables; a table that is named nowhere comes last.
PARTS: tuple[tuple[str, tuple[str, str], tuple[str, ...]], ...] = (
    (
        "treatments",
        ("Behandlingar", "Treatments"),
        ("forms_national", "psychological_by_region", "pain_by_region"),
    ),
    ("contacts", ("Kontakter", "Contacts"), ("contacts_by_region", "contacts_two_years")),
    (
        "providers",
        ("Vårdgivare och kön", "Care providers and sex"),
        ("providers_by_region", "gender_by_region", "gender_by_form"),
    ),
    ("money", ("Ersättning", "Compensation"), ("payouts_by_region", "appropriations_by_year")),
    (
        "time",
        ("Förändring över tid", "Change over time"),
        ("kbt_ipt_over_time", "other_psychological_two_years", "mmr_over_time"),
    ),
    (
        "survey",
        ("Enkäten till processledarna", "The survey to the process leaders"),
        ("mmr_suppliers", "mmr_compensation", "kbt_ipt_compensation", "coordinators"),
    ),
)
OTHERS = ("others", ("Övrigt", "Other"))
WORDS = {
    "title": ("Sammanställning", "Compilation"),
    "lead": (
        "Psykologisk behandling och smärtrehabilitering enligt villkor 3",
        "Psychological treatment and pain rehabilitation by condition 3",
    ),
    "preview": (
        "Förhandsvisning. Sammanställningen är inte beslutad, och siffrorna kan ändras.",
        "Preview. The compilation is not decided, and its figures may change.",
    ),
    "pending": (
        "Inlämnade men inte godkända redovisningar ingår från",
        "Returns not yet accepted are included from",
    ),
    "brief": ("I korthet", "In brief"),
    "deviations": ("Kända avvikelser", "Known deviations"),
    "made": ("Så är siffrorna framtagna", "How the figures were made"),
    "dash": (
        "– betyder att uppgiften saknas. Det är inte noll.",
        "– means that the figure is missing. It is not zero.",
    ),
    "contents": ("Innehåll", "Contents"),
    "empty": ("Inga uppgifter finns.", "There are no figures."),
    "number": ("Version", "Version"),
    "diary": ("Diarienummer", "Diary number"),
    "decided_on": ("Beslutad", "Decided"),
    "decided_by": ("Beslutsfattare", "Decided by"),
    "presented_by": ("Föredragande", "Presented by"),
    "checksum": ("Kontrollsumma", "Checksum"),
    "trail": ("Loggens slut", "Head of the trail"),
    "chart": ("Diagram", "Chart"),
    "table": ("Tabell", "Table"),
    "not_collected": ("inte insamlat", "not collected"),
    "partly": ("delvis insamlat", "partly collected"),
    "no_return": ("ingen redovisning", "no return"),
    "nothing_to_report": ("inget att redovisa", "nothing to report"),
    "waived": ("undantag", "waived"),
    "explained": ("förklarat", "explained"),
    "as_printed": ("fel som står kvar som det trycktes", "an error that stands as it was printed"),
    "claim": ("fel i den tryckta rapporten", "an error in the printed report"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: its tables, each with the charts that show it."""

    id: str
    title: str
    tables: tuple[tuple[ShownTable, tuple[Chart, ...]], ...]
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a document holds, in its order. ``warning`` is empty for a decided compilation.

    ``day`` is that of the decision, or for a preview the year's first.
    """

    year: int
    day: date
    lang: str
    title: str
    lead: str
    imprint: tuple[tuple[str, str], ...]
    warning: str
    text: tuple[str, ...]
    parts: tuple[Part, ...]
    deviations: tuple[str, ...]
    made: tuple[str, ...]

    def word(self, key: str) -> str:
        """A word of the document's own, in its language."""
        return WORDS[key][self.lang == "en"]


def contents_of(report: Report, lang: str = "sv") -> Contents:
    """The report laid out for a reader, with an editor's paragraphs at their places. No query."""
    at, own = lang == "en", dict(in_places(report.paragraphs, report.tables, lang))
    summed_up = [each.en if at else each.sv for each in report.summaries]
    own["survey"] = [*summed_up, *own.get("survey", ())]
    return Contents(
        report.year,
        report.imprint.decided_on if report.imprint else date(report.year, 1, 1),
        lang,
        f"{WORDS['title'][at]} {report.year}",
        WORDS["lead"][at],
        tuple(imprint_rows(report.imprint, at)),
        _warning(report, at),
        (*own.get(START, ()), *(each.en if at else each.sv for each in report.text)),
        tuple(_parts(report, own, lang)),
        tuple(_deviation(each, at) for each in shown_deviations(report, lang)),
        (*_sources(report, at), WORDS["dash"][at]),
    )


def _parts(report: Report, own: Mapping[str, Sequence[str]], lang: str) -> Iterator[Part]:
    drawn: dict[str, list[Chart]] = {}
    for chart in charts(report, lang):
        drawn.setdefault(chart.table, []).append(chart)
    left = shown_tables(report, lang)
    for name, titles, of in (*PARTS, (*OTHERS, tuple(table.id for table in report.tables))):
        mine = sorted(
            (t for t in left if (t.made_of or t.id) in of), key=lambda t: of.index(t.made_of or t.id)
        )
        left = [table for table in left if table not in mine]
        said = tuple(own.get(name, ()))
        if said or any(table.rows for table in mine):  # a year without a survey has no part about it
            beside = tuple((t, tuple(drawn.get(t.id, ()))) for t in mine)
            yield Part(name, titles[lang == "en"], beside, said)


def imprint_rows(said: Imprint | None, at: bool) -> Iterator[tuple[str, str]]:
    """The imprint's labels and values; ``at`` is whether in English."""
    if said is None:
        return
    yield WORDS["number"][at], str(said.number)
    yield WORDS["diary"][at], said.diary_number
    yield WORDS["decided_on"][at], said.decided_on.isoformat()
    yield WORDS["decided_by"][at], said.decided_by
    yield WORDS["presented_by"][at], said.presented_by
    yield WORDS["checksum"][at], said.checksum
    if said.trail:
        yield WORDS["trail"][at], said.trail


def _warning(report: Report, at: bool) -> str:
    if report.imprint is not None:
        return ""
    waiting = [report.sources.regions.get(code, code) for code in pending_of(report)]
    included = [name for code, name in zip(pending_of(report), waiting, strict=True) if _is_in(report, code)]
    more = f" {WORDS['pending'][at]} {', '.join(included)}." if included else ""
    return WORDS["preview"][at] + more


def _is_in(report: Report, region: str) -> bool:
    return (region, report.year) in report.sources.told


def _deviation(each: ShownDeviation, at: bool) -> str:
    lines = f" ({each.lines})" if each.lines else ""
    state = WORDS[each.state][at] if each.state in WORDS else each.state
    reason = each.reason.rstrip(".")
    return f"{each.region}{lines}: {state}. {reason}." if reason else f"{each.region}{lines}: {state}."


def _sources(report: Report, at: bool) -> Iterator[str]:
    """Where the figures come from: returns, and which people the rates are measured by."""
    counted = [code for code in report.sources.regions if _is_in(report, code)]
    of = len(report.sources.regions)
    yield (
        f"The figures come from the returns of {len(counted)} of {of} regions."
        if at
        else f"Siffrorna kommer ur redovisningar från {len(counted)} av {of} regioner."
    )
    people = {
        (each.date, each.source, each.quality, each.ages)
        for (_region, year), each in report.sources.populations.items()
        if year == report.year
    }
    if not people and report.year not in report.sources.undecided:
        yield (
            f"There is no population for {report.year}, so nothing is given per inhabitant."
            if at
            else f"Det finns ingen folkmängd för {report.year}. Därför anges inget per invånare."
        )
    for day, source, quality, (low, high) in sorted(people):
        estimated = (
            "" if quality == "official" else (" It is an estimate." if at else " Den är en uppskattning.")
        )
        yield (
            f"Rates are per 1,000 inhabitants of {low}–{high} on {day}. Source: {source}.{estimated}"
            if at
            else f"Tal per invånare gäller 1 000 invånare {low}–{high} år den {day}. "
            f"Källa: {source}.{estimated}"
        )
