"""What column names and values mean: loosely matched words, Swedish and English.

Words are compared as `key` leaves them: small letters without accents, spaces and signs,
so that "MMR, nivå 2" and "mmr niva 2" are one word. A word that could mean two things is
in neither list: it is asked about, never guessed.
"""

import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from agreement.lines import LINES


class Meaning(StrEnum):
    """What a column of a list can hold, beside the line codes of a provider list."""

    FORM = "form"
    TYPE = "type"
    SEX = "sex"
    EMPLOYER = "employer"
    SERVICE = "employment_service"
    AGE = "age"
    END = "end"
    PROVIDER = "provider"
    NUMBER = "number"


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """The text without case, accents, spaces and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


class Words(dict[str, str]):
    """A list of words by their keys. Made once, so that what was looked up in it can be remembered."""

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)


def _keys(words: Mapping[str, str]) -> Words:
    return Words({key(word): code for code, said in words.items() for word in said.split(";") if key(word)})


FORMS = _keys(
    {
        "KBT": "KBT;kognitiv beteendeterapi;CBT;cognitive behavioural therapy;cognitive behavioral therapy",
        "IKBT": "IKBT;iKBT;internet-KBT;internetbaserad KBT;internetbaserad kognitiv beteendeterapi;"
        "internetbehandling KBT;KBT via internet;KBT internet;ICBT;internet CBT;internet-based CBT;nätbaserad KBT",
        "IPT": "IPT;interpersonell psykoterapi;interpersonell terapi;interpersonal psychotherapy",
        "PDT": "PDT;psykodynamisk terapi;psykodynamisk korttidsterapi;psykodynamisk psykoterapi;"
        "psychodynamic therapy;psykodynamisk",
        "EMDR": "EMDR;eye movement desensitization and reprocessing",
        "APB": "APB;annan psykologisk behandling;annan psykologisk;övrig psykologisk behandling;"
        "other psychological treatment;other psychological",
        "MMR1": "MMR1;MMR nivå 1;MMR niv 1;MMR n1;MMR I;MMR level 1;multimodal rehabilitering nivå 1;"
        "multimodal rehabilitering 1;multimodal rehabilitation level 1;MMR-1;nivå 1 MMR",
        "MMR2": "MMR2;MMR nivå 2;MMR niv 2;MMR n2;MMR II;MMR level 2;multimodal rehabilitering nivå 2;"
        "multimodal rehabilitering 2;multimodal rehabilitation level 2;MMR-2;nivå 2 MMR",
        "BMB": "BMB;beteendemedicinskt behandlingsprogram;beteendemedicin;beteendemedicinsk behandling;"
        "behavioural medicine programme;beteendemedicinskt program",
        "AST": "AST;aktiv specifik träning;aktiv, specifik träning och sjukgymnastiskt ledd träning;"
        "sjukgymnastiskt ledd träning;active specific training",
        "ASB": "ASB;annan smärtbehandling;övrig smärtbehandling;other pain treatment",
    }
)
TYPES = _keys(
    {
        "PRIVATE": "privat;privata;private;p;privat vårdgivare;privat regi",
        "PUBLIC": "offentlig;offentliga;offentligt;public;o;regionen;region;landsting;landstinget;regiondriven;"
        "offentlig vårdgivare;offentlig regi;egen regi;egenregi",
    }
)
SEXES = _keys(
    {
        "WOMEN": "k;kv;kvinna;kvinnor;kvinnlig;kvinnligt;f;female;woman;women",
        "MEN": "m;man;män;manlig;manligt;male;men",
    }
)
TRUTHS = _keys({"1": "ja;j;yes;y;1;x;true;sant", "0": "nej;n;no;0;false;falskt"})
TOTALS = frozenset(
    key(word)
    for word in (
        "summa",
        "totalt",
        "total",
        "sum",
        "summering",
        "totalsumma",
        "summa totalt",
        "hela regionen",
        "alla vårdgivare",
        "samtliga vårdgivare",
        "samtliga",
        "alla",
        "grand total",
        "all providers",
    )
)

VALUES: dict[str, dict[str, str]] = {
    Meaning.FORM: FORMS,
    Meaning.TYPE: TYPES,
    Meaning.SEX: SEXES,
    Meaning.EMPLOYER: TRUTHS,
    Meaning.SERVICE: TRUTHS,
    Meaning.AGE: TRUTHS,
}

SERIES_HEADINGS = _keys(
    {
        Meaning.FORM: "behandlingsform;behandling;behandlingstyp;behandlingsmetod;metod;typ av behandling;"
        "treatment form;form of treatment;treatment;treatment type;therapy;terapi;terapiform;form;typ av insats;"
        "insatstyp;typ av terapi;behandlingens form",
        Meaning.TYPE: "driftsform;regi;privat/offentlig;privat eller offentlig;offentlig/privat;vårdgivartyp;"
        "typ av vårdgivare;ägarform;ägandeform;provider type;private/public;private or public;"
        "vårdgivare privat offentlig;public/private;public or private;ownership;sektor;sector;driftsform vårdgivare",
        Meaning.SEX: "kön;patientens kön;patient kön;sex;gender;kvinna/man;kön K/M;patient sex;juridiskt kön;man/kvinna;"
        "patientens juridiska kön",
        Meaning.EMPLOYER: "arbetsgivare;arbetsgivarkontakt;kontakt arbetsgivare;kontakt med arbetsgivare;"
        "kontakt arbetsgivare ja/nej;AG;AG-kontakt;kontakt AG;employer;employer contact;contact with employer;kontakt med AG;"
        "arb.givare;arbetsg",
        Meaning.SERVICE: "arbetsförmedlingen;arbetsförmedling;arbetsförmedlingskontakt;kontakt arbetsförmedlingen;"
        "kontakt med arbetsförmedlingen;AF;AF-kontakt;kontakt AF;employment service;employment service contact;"
        "contact with employment service;kontakt med AF;contact with arbetsförmedlingen;PES;arbetsförm;"
        "kontakt arbetsförm;public employment service",
        Meaning.AGE: "16-67;16-67 år;ålder 16-67;ålder 16-67 år;inom 16-67;patient 16-67 år;aged 16-67;age 16-67;"
        "ålder;age;åldersgrupp 16-67;patientens ålder;patientålder;ålder vid avslut;ålder vid slut;ålder vid start;"
        "ålder vid behandlingens slut;ålder vid behandling;ålder år;age at end;patient age;"
        "utanför 16-67;utanför ålder;utanför åldern;ej 16-67;inte 16-67;outside 16-67;outside age;not 16-67",
        Meaning.END: "slutdatum;avslutsdatum;avslutad;avslutad datum;datum avslut;datum för avslut;avslutningsdatum;"
        "behandlingens slutdatum;end date;enddate;date ended;completed;date completed;slut;end;slutdag;behandling avslutad;avslutad behandling;"
        "completion date;date of completion;sista behandlingsdag;behandlingsslut",
        Meaning.PROVIDER: "vårdgivare;vårdgivarens namn;vårdgivarnamn;namn på vårdgivare;vårdenhet;enhet;klinik;"
        "mottagning;vårdcentral;utförare;provider;care provider;provider name;clinic;unit;enhetsnamn;care unit;unit name;"
        "mottagningsnamn",
        Meaning.NUMBER: "löpnummer;löpnr;lnr;nr;radnr;radnummer;nummer;serial number;number;running number;no;serienummer",
    }
)
LINE_HEADINGS = Words(
    FORMS
    | {key(line.sv): line.code for line in LINES}
    | {key(line.en): line.code for line in LINES}
    | _keys(
        {
            "PRIVATE": "privat;privata;private;antal privata;privat vårdgivare;privata vårdgivare;privat regi",
            "PUBLIC": "offentlig;offentliga;public;antal offentliga;offentlig vårdgivare;offentliga vårdgivare;"
            "offentlig regi",
            "WOMEN": "kvinnor;kvinna;women;antal kvinnor;female",
            "MEN": "män;man;men;antal män;male",
            "BOTH": "båda;både arbetsgivare och AF;båda slagen;båda kontakterna;both",
        }
    )
    | {word: "EMPLOYER" for word, code in SERIES_HEADINGS.items() if code == Meaning.EMPLOYER}
    | {word: "EMPLOYMENT_SERVICE" for word, code in SERIES_HEADINGS.items() if code == Meaning.SERVICE}
)
PROVIDER_HEADINGS = Words(
    {word: code for word, code in SERIES_HEADINGS.items() if code in (Meaning.PROVIDER, Meaning.TYPE)}
    | {key(word): Meaning.PROVIDER.value for word in ("namn", "name")}
    | {key(word): Meaning.TYPE.value for word in ("typ", "type")}
    | LINE_HEADINGS
)
# A heading that is not in the list is taken for its nearest neighbour when this like it.
ALIKE = 0.86
SHORTEST_ALIKE = 6
LONGEST_HEADING = 200
MOST_WORDS = 5


@lru_cache(maxsize=10_000)
def heading(text: str, known: Words, *, like: bool = False) -> tuple[str, int]:
    """What a heading means and how sure that is (3 the very word, 2 holds it, 1 is like it); ("", 0).

    Likeness takes time, so it is looked for only when it is asked for.
    """
    said = key(text)
    if not said or _is_prose(text):
        return "", 0
    if said in known:
        return known[said], 3
    # "Kön (K = kvinna, M = man)". In the name of a form what the brackets say may be all that matters.
    before = key(text.partition("(")[0]) if known is SERIES_HEADINGS else ""
    if before in known:
        return known[before], 3
    inside = [word for word in known if len(word) >= SHORTEST_ALIKE and word in said]
    if inside:
        return known[max(inside, key=len)], 2
    return _nearest(said, known) if like else ("", 0)


def _is_prose(text: str) -> bool:
    """Whether it is a sentence, as a help sheet has; one of these may hold the word of any heading."""
    return len(text) > LONGEST_HEADING or (text.rstrip().endswith(".") and len(text.split()) > MOST_WORDS)


def _nearest(said: str, known: Words) -> tuple[str, int]:
    if not SHORTEST_ALIKE <= len(said) <= 60:
        return "", 0
    rated = [
        (SequenceMatcher(None, said, word).ratio(), word)
        for word in known
        if abs(len(word) - len(said)) <= 3 and len(word) >= SHORTEST_ALIKE
    ]
    best = max(rated, default=(0, ""))
    return (known[best[1]], 1) if best[0] >= ALIKE else ("", 0)


def text_of(value: object) -> str:
    """The text of what a cell holds: 391.0 is 391, a truth value is TRUE or FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return " ".join(str(value).split())
