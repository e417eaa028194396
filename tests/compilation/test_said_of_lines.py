"""What the two source reports say of single lines is said of any year, from its data, in either language."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from agreement.replies import Form, Part
from agreement.terms import Terms
from compilation.people import Inhabitants
from compilation.report import report_of
from compilation.sentences import sentences
from compilation.sources import Sources, Told
from payouts.computing import compute
from payouts.deciding import decide, propose
from payouts.models import Kind
from register.models import Region
from tests.makers import a_population, a_year, the_people

REGIONS = {"06": "Jönköping", "07": "Kronoberg", "08": "Kalmar"}
BLANK = "\N{NO-BREAK SPACE}"


def some_sources(told: Mapping[tuple[str, int], Mapping[str, int]]) -> Sources:
    return Sources(
        year=2026,
        regions=REGIONS,
        told={place: Told(figures) for place, figures in told.items()},
        statuses={},
        national={},
        purposes={},
        populations={},
        payouts={},
        terms={2026: Terms(2026)},
    )


def said(sources: Sources, lang: str = "sv") -> dict[str, str]:
    return {each.id: getattr(each, lang) for each in sentences(sources, ())}


def test_contacts_of_each_kind_are_told_with_their_change_and_where_they_moved_most() -> None:
    sources = some_sources(
        {
            ("06", 2026): {"EMPLOYER": 1_150, "TREATMENTS": 9_000},
            ("07", 2026): {"EMPLOYER": 40, "TREATMENTS": 100},
            ("06", 2025): {"EMPLOYER": 900},
            ("07", 2025): {"EMPLOYER": 100},
        }
    )

    assert said(sources)["contacts_EMPLOYER"] == (
        f"Kontakterna med arbetsgivare var 1{BLANK}190, en ökning med 19{BLANK}% jämfört med 1{BLANK}000 för "
        "2025. De ökade mest i Jönköping (250) och minskade mest i Kronoberg (60)."
    )
    assert said(sources, "en")["contacts_EMPLOYER"] == (
        "There were 1,190 contacts with employers, an increase of 19% on 1,000 in 2025. "
        "They rose most in Jönköping (250) and fell most in Kronoberg (60)."
    )
    assert "contacts_EMPLOYMENT_SERVICE" not in said(sources), "nothing is said of what is not known"


def test_the_largest_and_smallest_share_of_contacts_are_named() -> None:
    shares = {"06": 10, "07": 52, "08": 1}
    sources = some_sources({(r, 2026): {"CONTACTS": n, "TREATMENTS": 100} for r, n in shares.items()})

    assert f"störst i Kronoberg (52,0{BLANK}%) och minst i Kalmar (1,0{BLANK}%)." in said(sources)["contacts"]
    assert "largest in Kronoberg (52.0%) and smallest in Kalmar (1.0%)" in said(sources, "en")["contacts"]


def test_an_area_is_the_sum_of_its_forms_and_is_compared_over_the_same_forms_only() -> None:
    now = {"KBT": 60, "IPT": 20, "MMR1": 15, "MMR2": 5, "TREATMENTS": 100}
    sources = some_sources({("06", 2026): now, ("06", 2025): {"KBT": 30, "IPT": 10, "MMR1": 40}})
    told = said(sources)

    assert told["total_PSYCHOLOGICAL"] == (
        f"Behandlingarna vid psykisk ohälsa var 80, 80{BLANK}% av alla, en ökning med 100{BLANK}% "
        "jämfört med 40 för 2025."
    )
    assert told["total_PAIN"] == f"Behandlingarna vid långvarig smärta var 20, 20{BLANK}% av alla."


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (100, f"en ökning med 144{BLANK}% jämfört med 100 för 2025."),
        (400, f"en minskning med 39{BLANK}% jämfört med 400 för 2025."),
        (244, "lika många som 2025."),
    ],
)
def test_each_form_is_told_with_its_change(before: int, words: str) -> None:
    sources = some_sources({("06", 2026): {"IKBT": 244}, ("06", 2025): {"IKBT": before}})

    assert said(sources)["change_IKBT"] == f"IKBT: 244 behandlingar, {words}"


def test_a_change_that_rounds_to_nothing_is_not_an_increase_of_nought() -> None:
    sources = some_sources({("06", 2026): {"KBT": 56_468}, ("06", 2025): {"KBT": 56_403}})

    assert f"ungefär lika många som 2025 (56{BLANK}403)." in said(sources)["change_KBT"]
    assert f"0{BLANK}%" not in said(sources)["change_KBT"]


def test_a_form_that_was_nought_or_unknown_last_year_has_no_change() -> None:
    sources = some_sources({("06", 2026): {"KBT": 5, "IPT": 5}, ("06", 2025): {"KBT": 0}})

    assert not {"change_KBT", "change_IPT"} & said(sources).keys()


def test_the_private_share_of_both_years_is_told() -> None:
    now, before = {"PRIVATE": 61, "PUBLIC": 39, "TREATMENTS": 100}, {"PRIVATE": 56, "PUBLIC": 44}
    sources = some_sources({("06", 2026): now, ("06", 2025): before})
    words = f"Privata vårdgivare gav 56{BLANK}% av behandlingarna 2025 och 61{BLANK}% 2026."

    assert said(sources)["providers_last_year"] == words
    assert "providers_last_year" not in said(some_sources({("06", 2026): now}))


def test_regions_above_and_below_the_nation_are_named_by_the_rate() -> None:
    people = {(r, 2026): Inhabitants(1_000, date(2025, 11, 1), "official", "SCB") for r in REGIONS}
    counts = {"06": 30, "07": 9, "08": 3}
    sources = some_sources({(r, 2026): {"MMR": n} for r, n in counts.items()})
    told = said(replace(sources, populations=people))

    assert told["beside_nation_MMR"] == (
        "MMR nivå 1 och 2 per invånare 16–67 år är fler än i riket i Jönköping, "
        "och färre i Kalmar och Kronoberg."
    )
    assert "beside_nation_MMR" not in said(sources), "without a population nothing is compared"


def test_coordinators_are_told_per_ten_thousand_where_there_are_people() -> None:
    answers = {
        "coordinators": {"06": [Part(form=Form.GIVEN, number=2)], "07": [Part(form=Form.GIVEN, number=4)]}
    }
    people = {(r, 2026): Inhabitants(100_000, date(2025, 11, 1), "official", "SCB") for r in REGIONS}
    sources = replace(some_sources({}), answers=answers)

    assert said(sources)["coordinators"] == "2 regioner uppger tillsammans 6 rehabkoordinatorer i psykiatrin."
    with_people = said(replace(sources, populations=people))["coordinators"]
    assert with_people.endswith(f"i psykiatrin, 0,3 per 10{BLANK}000 invånare 16–67 år.")


@pytest.mark.usefixtures("past")
@pytest.mark.django_db
def test_what_the_report_of_2020_says_of_its_lines_is_said_of_the_same_data() -> None:
    told = {each.id: each.sv for each in report_of(2020).text}

    assert f"en ökning med 144{BLANK}%" in told["change_IKBT"]
    assert "Västernorrland (52,4" in told["contacts_without_deviating"], "the largest without Kronoberg"
    assert f"5{BLANK}064 kontakter" in told["contacts"]


Amounts = Mapping[tuple[str, str], int]


@pytest.mark.parametrize(
    ("before", "sv", "en"),
    [
        (
            {("06", "contacts"): 600_000, ("07", "contacts"): 0},
            ", en ökning med 25 % jämfört med 600 000 kronor för 2025.",
            ", an increase of 25% on SEK 600,000 for 2025.",
        ),
        (
            {("06", "contacts"): 900_000, ("07", "contacts"): 100_000},
            ", en minskning med 25 % jämfört med 1 000 000 kronor för 2025.",
            ", a decrease of 25% on SEK 1,000,000 for 2025.",
        ),
        (
            {("06", "contacts"): 750_000, ("07", "contacts"): 0},
            ", lika mycket som för 2025.",
            ", the same as for 2025.",
        ),
        (
            {("06", "contacts"): 748_000, ("07", "contacts"): 0},
            ", ungefär lika mycket som för 2025 (748 000 kronor).",
            ", about the same as for 2025 (SEK 748,000).",
        ),
        ({("06", "contacts"): 600_000}, ".", "."),
        ({("06", "contacts"): 0, ("07", "contacts"): 0}, ".", "."),
        ({("06", "base"): 600_000, ("07", "base"): 1}, ".", "."),
        ({}, ".", "."),
    ],
)
def test_the_payouts_change_is_told_where_the_same_regions_had_amounts_last_year(
    before: Amounts, sv: str, en: str
) -> None:
    now = {("06", "contacts"): 450_000, ("07", "contacts"): 300_000}
    sources = replace(some_sources({}), payouts=now, payouts_before=before)

    assert said(sources)["payouts_contacts"].replace(BLANK, " ") == (
        f"Ersättningen för kontakter är tillsammans 750 000 kronor{sv}"
    )
    assert said(sources, "en")["payouts_contacts"] == (
        f"The compensation for contacts totals SEK 750,000{en}"
    )
    assert "payouts_base" not in said(sources)


@pytest.mark.django_db
def test_the_payouts_of_two_decided_years_are_set_beside_each_other() -> None:
    people = the_people()
    for year, appropriation in ((2025, 400_000_000), (2026, 500_000_000)):
        a_year(year, base_appropriation=appropriation)
        for region in Region.objects.all():
            a_population(region, 200_000, date(year, 11, 1))
        run = propose(compute(year, Kind.BASE, people.officer).pk, people.second_officer)
        decide(run.pk, people.decision_maker, run.checksum, f"FK{year + 1}/1", no_conflict=True)

    found = {each.id: each.sv.replace(BLANK, " ") for each in report_of(2026).text}
    assert found["payouts_base"] == (
        "Grundbeloppen är tillsammans 500 000 000 kronor, en ökning med 25 % jämfört med "
        "400 000 000 kronor för 2025."
    )
