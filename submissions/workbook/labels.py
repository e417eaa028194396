"""The words that people put beside a figure, matched loosely to the lines of a return.

Loosely means case, accents, punctuation, order and abbreviations. A word that no line knows makes
a label of none: "KBT i grupp" is part of KBT, and a part must not be taken for the whole.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from agreement.lines import LINE, Section
from submissions.saying import UNSEEN, plain

LONGEST_LABEL = 200


class Kind(Enum):
    """What a label stands for."""

    LINE = "line"
    SECTION = "section"
    TOTAL = "total"
    ALL = "all"  # "Antal behandlingar", which heads a column as often as it names a total
    SHARE = "share"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Label:
    """What a text says as a label. Several ``codes`` when only the heading above can tell them apart."""

    kind: Kind = Kind.OTHER
    codes: tuple[str, ...] = ()
    section: Section | None = None
    years: frozenset[int] = frozenset()


# A star stands for any ending, a stroke for a choice; the words may come in any order.
_OTHER = "ann*|andra|ovrig*|other"
_PATTERNS: dict[str, tuple[str, ...]] = {
    "KBT": (
        "kbt|cbt",
        "kognitiv* beteendeterap*",
        "kognitiv* beteende* terap*",
        "cognitive behavio* therap*",
    ),
    "IKBT": (
        "ikbt|icbt",
        "internet*|natbaserad*|natet|online|int kbt|cbt|ikbt",
        "internet*|natbaserad*|online kognitiv* beteende*",
        "internet* cognitive therap*",
    ),
    "IPT": ("ipt", "interpersonell*|interpersonal psykoterap*|psychotherap*|terap*|therap*"),
    "PDT": ("pdt", "psykodynamisk*|psychodynamic"),
    "EMDR": ("emdr", "eye movement desensiti*"),
    "APB": ("apb", f"{_OTHER} psykologisk*|psyk|psykisk*|psykol|psychological"),
    "MMR1": ("mmr|mmr1|multimodal* 1", "niva|niv|level 1"),
    "MMR2": ("mmr|mmr2|multimodal* 2", "niva|niv|level 2"),
    "BMB": ("bmb", "beteendemed|beteendemedicin*", "behavio* medicine"),
    "AST": (
        "ast",
        "specifik*|spec|specific traning*|training",
        "sjukgymnast*|fysioterap*|physiotherap* traning*|training",
    ),
    "ASB": ("asb", f"{_OTHER} smartbehandling*|smartbeh", f"{_OTHER} smart*|pain"),
    "PRIVATE": ("privat*|priv",),
    "PUBLIC": ("offentlig*|offentl|off|public", "egen regi", "landstingsdriv*|regiondriv*|egenregi"),
    "WOMEN": ("kvinn*|women|woman|female*",),
    "MEN": ("man|mannen|manlig*|men|male*",),
    "EMPLOYER": ("arbetsgivar*|ag|employer*", "arb givar*"),
    "EMPLOYMENT_SERVICE": ("arbetsformedling*|arbetsform|af", "arb formedling*|form", "employment service*"),
    "BOTH": (
        "bada|bade|both arbetsgiv*|ag|employer* arbetsform*|af|employment",
        "bada|both kontakt*|contact*|slag*|typ*|kinds",
        "bada|both",
    ),
}
# Words that may stand beside without making it something else.
_THERAPY = "terap* psykoterap* therap* psychotherap* behandlingsform* form*"
_PROVIDER = (
    "regi halsocentral* utforare* vardg driv* drivna huvudman sektor* aktor* leverantor* verksamhet* care "
    "provider* sector run vard vardgivar*"
)
_ALLOWED: dict[str, str] = {
    "KBT": f"kbt cbt kognitiv* beteende* cognitive behavio* {_THERAPY}",
    "IKBT": "ikbt icbt kbt cbt i int internet* nat* online baserad based kognitiv* beteende* "
    f"cognitive behavio* {_THERAPY}",
    "IPT": f"ipt interpersonell* interpersonal {_THERAPY}",
    "PDT": f"pdt psykodynamisk* psychodynamic kort* korttid* short term {_THERAPY}",
    "EMDR": f"emdr eye movement desensiti* reprocessing and och {_THERAPY}",
    "APB": "apb ann* andra ovrig* other psykologisk* psyk psykol psychological t ex tex act ange "
    f"vilken vilka {_THERAPY}",
    "MMR1": "mmr mmr1 multimodal* 1 niva niv level rehab* smart* pain",
    "MMR2": "mmr mmr2 multimodal* 2 niva niv level rehab* smart* pain",
    "BMB": "bmb beteendemed beteendemedicin* behavio* medicine program* behandlingsprogram* beh "
    "smartrehabiliteringsprogram*",
    "AST": "ast aktiv* akt active spec specifik* specific och and sjukgymnast* fysioterap* physiotherap* "
    "led* traning* training",
    "ASB": "asb ann* andra ovrig* other smart* smartbeh pain ange vilken vilka",
    "PRIVATE": f"privat* priv private drift {_PROVIDER}",
    "PUBLIC": "offentlig* offentl off public egen regi drift landstingsdriv* regiondriv* egenregi regionens "
    f"landstingets {_PROVIDER}",
    "WOMEN": "kvinn* women woman female* kon sex gender",
    "MEN": "man mannen manlig* men male* kon sex gender",
    "EMPLOYER": "arbetsgivar* arb givar* ag employer* kontakt* contact* tagen tagna togs patientens",
    "EMPLOYMENT_SERVICE": "arbetsformedling* arbetsform arb formedling* form af employment service* "
    "swedish public the kontakt* contact* and och tagen tagna togs",
    "BOTH": "bada bade both slag* typ* kinds kontakt* contact* arbetsgiv* arbetsform* ag af employer* "
    "employment service* och and saval som tagen tagna togs",
}
_FILLERS = (
    "antal* st med for i inom av via till pa hos vid beh utford* utfort* fatt fick den det de som "
    "under aret per totalantal avslut* genomford* behandling* behandlade patient* fall person* ar "
    "alder* 16 67 helar* utfall redovisad* rapporterad* number of count no treatment* treated with "
    "patients completed by the a an led cases reported"
)
_SECTIONS: dict[Section, tuple[str, str]] = {
    Section.PSYCHOLOGICAL: (
        "psykisk*|psykologisk*|mental|psychological",
        "psykisk* psykologisk* ohalsa mental ill health lindrig* medelsvar* och and psychological",
    ),
    Section.PAIN: ("smart*|pain", "langvarig* smart* smartbehandling* long term pain rehab*"),
    Section.PROVIDERS: ("vardgivar*|utforar*|provider*|regi", "vardgivar* utforar* care provider* regi typ*"),
    Section.SEX: ("kon|konsfordelning|sex|gender", "kon konsfordelning sex gender fordelning"),
    Section.CONTACTS: ("kontakt*|contact*", "kontakt* contact*"),
}
_TOTAL = "total* summa sum summering samtliga alla tot sammanlagt delsumma subtotal all"
_SHARE = re.compile(r"%|\bandel|\bprocent|\bshare|\bpercent|\bper cent|\bper 1|\binvanare|\bkvot")
_ROMAN = re.compile(r"\b(niva|mmr|level|rehabilitering) (i{1,2}|ett|en|tva|one|two)\b")
_NUMERALS = {"i": "1", "ett": "1", "en": "1", "one": "1"}
_YEAR = re.compile(r"20\d\d|19[89]\d")
# Only the sections' own headings can tell these apart.
_UNTOLD = ("APB", "ASB")


def _stems(words: str) -> re.Pattern[str]:
    """What a word has to be: one of the words, or begin as a starred one does."""
    parts = (re.escape(word).replace(r"\*", ".*") for word in words.replace("|", " ").split())
    return re.compile("|".join(parts))


def _pattern(text: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_stems(words) for words in text.split())


_COMPILED = {code: tuple(_pattern(text) for text in texts) for code, texts in _PATTERNS.items()}
# A line may be named with its section: "Psykisk ohälsa: KBT".
_SECTION_WORDS = {
    Section.PSYCHOLOGICAL: "psykisk* ohalsa",
    Section.PAIN: "langvarig* smarta",
    Section.SEX: "kon",
}
_MAY_STAND = {
    code: _stems(f"{words} {_SECTION_WORDS.get(LINE[code].section, '')} {_FILLERS}")
    for code, words in _ALLOWED.items()
}
_HEADINGS = {
    section: (_stems(asked), _stems(f"{allowed} {_FILLERS}"))
    for section, (asked, allowed) in _SECTIONS.items()
}
_TOTALS = _stems(_TOTAL)
_OTHERS = _stems(_OTHER)
_OTHERS_ALLOWED = _stems(f"{_OTHER} behandling* behandlingsform* form* treatment* antal")
_TREATMENTS = _stems(f"behandlingsform* treatment* forms {_FILLERS}")
# Lines that a table sums up over something else, so that their total is their figure.
_SPLIT = ("PRIVATE", "PUBLIC", "WOMEN", "MEN", "EMPLOYER", "EMPLOYMENT_SERVICE")
_VOCABULARY = (
    *_MAY_STAND.values(),
    *(allowed for _asked, allowed in _HEADINGS.values()),
    _TOTALS,
    _OTHERS_ALLOWED,
    _TREATMENTS,
)


def words_of(text: str) -> tuple[str, ...]:
    """The words, with a level apart from its letters: "MMR-II" and "mmr2" are mmr, 2."""
    said = re.sub(r"\bi kbt\b", "ikbt", plain(text)) if _is_internet(text) else plain(text)
    said = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", said)
    said = _ROMAN.sub(lambda match: f"{match[1]} {_NUMERALS.get(match[2], '2')}", said)
    return tuple(said.split())


# The number or letter that it is listed under, the mark of a footnote, and what it is said to be without.
_LISTED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z][.)])\s+", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<!mmr)(?<!nivå)\s+\d\)\s*$", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:exkl\w*|excl\w*|ej|utan)\.?\s+(?:internet|nät|i-?kbt)\w*", re.IGNORECASE)


def _bare(text: str) -> str:
    text = _WITHOUT.sub(" ", _LISTED.sub("", text))
    return text if "(" in text else _FOOTNOTE.sub("", text)


def _is_internet(text: str) -> bool:
    """Whether an i before KBT is the internet's and not the word "in"."""
    return re.search(r"(^|\s|\()i[-‐‑–]kbt|^\s*i kbt", text, re.IGNORECASE) is not None


@lru_cache(maxsize=4096)
def label_of(text: str) -> Label:
    """What the text stands for as a label. Never raises."""
    if len(text) > LONGEST_LABEL:
        return _NO_LABEL
    words = words_of(_bare(text.translate(UNSEEN)))
    years = frozenset(int(word) for word in words if _YEAR.fullmatch(word))
    words = tuple(word for word in words if not _YEAR.fullmatch(word))
    if not any(word.isalpha() for word in words):
        return _NO_LABEL
    if _SHARE.search(plain(text)):
        return Label(Kind.SHARE, years=years)
    return _told(words, years)


_NO_LABEL = Label()


@lru_cache(maxsize=8192)
def _is_known(word: str) -> bool:
    """Whether any label may have the word; most words of a strange file are in none."""
    return any(stem.fullmatch(word) for stem in _VOCABULARY)


def _told(words: tuple[str, ...], years: frozenset[int]) -> Label:
    if not all(map(_is_known, words)):
        is_total = any(_TOTALS.fullmatch(word) for word in words)
        return Label(Kind.TOTAL if is_total else Kind.OTHER, years=years)
    codes = _codes(words)
    if codes:
        return Label(Kind.LINE, codes, years=years)
    rest = tuple(word for word in words if not _TOTALS.fullmatch(word))
    if len(rest) < len(words):
        summed = _codes(rest)
        split = bool(summed) and all(code in _SPLIT for code in summed)
        return Label(Kind.LINE, summed, years=years) if split else Label(Kind.TOTAL, years=years)
    section = next((section for section in _HEADINGS if _heads(words, section)), None)
    if section is not None:
        return Label(Kind.SECTION, section=section, years=years)
    return Label(Kind.ALL if _all(words, _TREATMENTS) else Kind.OTHER, years=years)


def _codes(words: tuple[str, ...]) -> tuple[str, ...]:
    """The line that the words name; two where a heading has to tell; none where it is unclear."""
    found = tuple(code for code in _COMPILED if _names(words, code))
    if len(found) == 1:
        return found
    if not found and _all(words, _OTHERS_ALLOWED) and any(_OTHERS.fullmatch(word) for word in words):
        return _UNTOLD
    return ()


def _names(words: tuple[str, ...], code: str) -> bool:
    return any(_has(words, pattern) for pattern in _COMPILED[code]) and _all(words, _MAY_STAND[code])


def _has(words: tuple[str, ...], pattern: Iterable[re.Pattern[str]]) -> bool:
    return all(any(stem.fullmatch(word) for word in words) for stem in pattern)


def _all(words: Iterable[str], allowed: re.Pattern[str]) -> bool:
    return all(allowed.fullmatch(word) for word in words)


def _heads(words: tuple[str, ...], section: Section) -> bool:
    asked, allowed = _HEADINGS[section]
    return any(asked.fullmatch(word) for word in words) and _all(words, allowed)
