"""The words that people put beside a figure: which line they mean, and which they do not."""

import pytest

from agreement.lines import LINES, SECTION_NAMES, Line
from submissions.workbook.labels import Kind, label_of

MEANT: dict[str, tuple[str, ...]] = {
    "KBT": (
        "KBT-behandling",
        "Kognitiv beteendeterapi, KBT",
        "Kognitiv psykoterapi/KBT",
        "KBT (exkl. internet)",
        "Antal avslutade KBT",
        "1. KBT",
        "a) KBT",
        "KBT*",
        "KBT 1)",
        "Antal behandlingar KBT",
        "KBT",
        "Kognitiv beteende-terapi",
        "Kognitiv-beteendeterapi",
        "Antal patienter som fått KBT",
        "KBT, ej internetbaserad",
        "Psykisk ohälsa - KBT",
        "Psykisk ohälsa: KBT",
    ),
    "IKBT": (
        "iKBT (internetbaserad)",
        "Internetförmedlad KBT",
        "Internetbehandling KBT",
        "I-KBT",
        "IKBT/internet-KBT",
        "KBT internet",
        "Nätbaserad KBT",
        "Internetbaserad kognitiv beteendeterapi",
        "Internetstödd KBT",
        "KBT, internetbaserad",
    ),
    "IPT": ("Interpersonell psykoterapi, IPT", "Interpersonell terapi"),
    "PDT": (
        "Psykodynamisk korttidsterapi (PDT)",
        "Korttids-PDT",
        "Psykodynamisk psykoterapi",
        "Psykodynamisk korttidspsykoterapi",
    ),
    "EMDR": (
        "Eye Movement Desensitization and Reprocessing (EMDR)",
        "EMDR-terapi",
        "Eye Movement Desensitisation",
    ),
    "APB": (
        "Annan psykologisk behandling, t.ex. ACT",
        "Andra psykologiska behandlingsmetoder",
        "Övrig psykologisk behandling",
        "Annan psykologisk behandling (ange vilken)",
        "Annan psykologisk beh.",
        "Annan psyk. behandling",
    ),
    "MMR1": (
        "Multimodal rehabilitering, MMR1",
        "MMR I",
        "MMR, nivå 1",
        "Multimodal rehabilitering 1",
        "Multimodal rehabilitering (MMR) nivå 1",
        "MMR nivå ett",
        "MMR-nivå 1",
        "Multimodal smärtrehabilitering nivå 1",
    ),
    "MMR2": ("MMR II", "Multimodal rehabilitering nivå II", "MMR nivå2"),
    "BMB": (
        "Beteendemedicinskt smärtrehabiliteringsprogram",
        "Beteendemedicinsk behandling",
        "Beteendemedicinskt program (BMB)",
    ),
    "AST": (
        "Aktiv, specifik och sjukgymnastledd träning",
        "Sjukgymnastiskt ledd träning",
        "Fysioterapeutledd träning",
        "Specifik träning",
        "Aktiv och specifik träning",
        "Aktiv specifik träning/sjukgymnastik",
    ),
    "ASB": (
        "Annan behandling vid smärta",
        "Övrig smärtrehabilitering",
        "Annan behandling långvarig smärta",
        "Andra smärtbehandlingar",
    ),
    "PRIVATE": (
        "Privata",
        "Privat vårdgivare",
        "Antal behandlingar som utförts av privata vårdgivare",
        "Privat drift",
        "Privata aktörer",
        "Privat utförare",
        "Utförda av privata vårdgivare",
    ),
    "PUBLIC": (
        "Offentliga",
        "Offentlig vårdgivare",
        "Offentligt driven vård",
        "Landstingets egen regi",
        "Regionens egen regi",
        "Regiondriven",
        "Offentlig drift",
        "Offentliga utförare",
    ),
    "WOMEN": (
        "Kvinnor (antal)",
        "Antal behandlade kvinnor",
        "Antal behandlingar kvinnor",
        "Kvinna",
        "Behandlingar till kvinnor",
        "Kvinnor totalt",
    ),
    "MEN": ("Män (antal)", "Man", "Behandlingar av män"),
    "EMPLOYER": (
        "Kontakt tagen med arbetsgivare",
        "Antal arbetsgivarkontakter",
        "Arbetsgivaren",
        "AG",
        "Kontakter arbetsgivare",
        "Antal kontakter med patientens arbetsgivare",
    ),
    "EMPLOYMENT_SERVICE": (
        "Kontakt tagen med AF",
        "Arbetsförmedling",
        "Arbetsförmedlingskontakter",
        "Kontakter arbetsförmedlingen",
        "Antal kontakter med Arbetsförmedlingen (AF)",
        "Af",
        "Arbetsformedlingen",
    ),
    "BOTH": ("Båda", "Både arbetsgivare och AF", "Kontakt med både arbetsgivare och Arbetsförmedlingen"),
}
NOT_A_LINE = (
    "KBT och IPT",
    "KBT individuellt",
    "KBT i grupp",
    "Digital KBT",
    "MMR",
    "MMR 1 och 2",
    "MMR totalt",
    "Smärta totalt",
    "Kontakter",
    "Privat och offentlig",
    "Kvinnor och män",
    "Antal kontakter",
    "KBT, kvinnor",
    "Annan vårdgivare",
    "Annan kontakt",
    "Arbetsgivare eller AF",
    "Män under 30",
    "Manual",
    "AF + AG",
    "Antal privata kontakter",
    "Ej KBT",
    "Inte kvinnor",
    "Kvinnor MMR1",
    "Privat arbetsgivare",
    "Offentlig arbetsgivare",
    "KBT privat",
    "KBT vårdcentral",
    "Kvinnor, privat regi",
    "Antal anställda män",
    "Kvinnor med barn",
    "varav kvinnor",
    "Andel kvinnor",
    "Kvinnor (%)",
    "Totalt",
    "Region",
    "2026",
    "K",
    "I",
    "",
)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in MEANT.items() for text in texts])
def test_everyday_words_mean_their_line(code: str, text: str) -> None:
    assert label_of(text).codes == (code,)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.code)
def test_a_lines_own_names_mean_it_in_any_case(line: Line) -> None:
    for name in (
        line.sv,
        line.en,
        line.short_sv,
        line.short_en,
        line.sv.upper(),
        line.code.replace("_", " "),
    ):
        assert label_of(name).codes == (line.code,), name


@pytest.mark.parametrize("text", NOT_A_LINE)
def test_a_part_a_sum_or_something_else_means_no_line(text: str) -> None:
    assert label_of(text).kind is not Kind.LINE


def test_a_sections_own_names_mean_it() -> None:
    for section, names in SECTION_NAMES.items():
        assert [label_of(name).section for name in names] == [section, section]


@pytest.mark.parametrize("text", ["Annan behandling", "Övrigt", "Andra"])
def test_other_alone_waits_for_the_heading(text: str) -> None:
    assert label_of(text).codes == ("APB", "ASB")


def test_a_year_in_a_label_is_kept_apart() -> None:
    assert label_of("KBT 2025").codes == ("KBT",)
    assert label_of("KBT 2025").years == {2025}
