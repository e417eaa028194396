"""What each rule about printed claims is for, and an example: see `rulebook`."""

from collections.abc import Mapping
from typing import Any

from agreement.findings import Weight

_E = Weight.ERROR
_BOTH = {"indicator": "KBT_IPT", "claim_year": 2018, "region_name": "Stockholm", "table": "tabell 7"}
_NATION = {"indicator": "PDT", "claim_year": 2018, "table": "tabell 2"}
_PAID = {"indicator": "PAYOUT_CONTACTS", "claim_year": 2018}

BOOK: dict[str, tuple[Weight, str, str, tuple[str, ...], Mapping[str, Any]]] = {
    "claim_total.column": (
        _E,
        "En tryckt summa för hela landet är summan av regionernas rader.",
        "A printed national total is the sum of the regions' rows.",
        (),
        _NATION | {"claimed": "12093", "reckoned": "11911"},
    ),
    "claim_total.row": (
        _E,
        "En tryckt total är summan av delarna i samma tabell.",
        "A printed total is the sum of its parts in the same table.",
        (),
        {
            "indicator": "CONTACTS", "claim_year": 2020, "region_name": "Kronoberg", "table": "tabell 2",
            "claimed": "213", "reckoned": "203",
        },
    ),
    "claim_twice.values": (
        _E,
        "En uppgift har ett värde, hur många tabeller och meningar den än står i.",
        "A figure has one value, however many tables and sentences show it.",
        (),
        _BOTH | {"values": [["14529", "tabell 7"], ["15529", "tabell 2"]]},
    ),
    "claim_twice.dates": (
        _E,
        "En betalning gjordes en dag.",
        "A payment was made on one day.",
        (),
        {"indicator": "PAYOUT_BASE", "claim_year": 2020, "values": ["2021-02", "2021-01"]},
    ),
    "claim_twice.zero": (
        _E,
        "En uppgift som rapporten själv säger saknas står inte som noll.",
        "What the report itself says is missing does not stand as zero.",
        (),
        {
            "indicator": "EMPLOYER", "claim_year": 2018, "region_name": "Skåne", "tables": ["tabell 6"],
            "zeros": ["EMPLOYER", "EMPLOYMENT_SERVICE"], "state": "not_collected",
        },
    ),
    "claim_twice.row": (
        Weight.QUERY,
        "Två regioner har inte samma stora tal två tryckta år i rad.",
        "Two regions do not have the same large figures in two printed years running.",
        ("series_smallest",),
        {
            "indicator": "MMR", "claim_year": 2009, "table": "tabell 9", "years": [2009, 2013],
            "counts": ["180", "189"], "claimed_names": ["Värmland", "Västerbotten"],
        },
    ),
    "claim_rate.series": (
        Weight.QUERY,
        "Ett tal är inte många gånger mindre eller större än åren före och efter i samma tabell.",
        "A figure is not many times smaller or larger than the years before and after it in the same table.",
        ("series_times", "series_smallest"),
        _BOTH | {
            "claim_year": 2016, "region_name": "Västernorrland", "claimed": "28",
            "neighbours": [[2015, "913"], [2017, "715"]],
        },
    ),
    "claim_rate.share": (
        _E,
        "En andel är delen av antalet behandlingar.",
        "A share is a part of the number of treatments.",
        (),
        {"indicator": "KBT", "claim_year": 2019, "claimed": "70", "reckoned": "69"},
    ),
    "claim_rate.change": (
        _E,
        "En förändring mäts mot det tidigare antalet.",
        "A change is measured against the earlier count.",
        (),
        {"indicator": "IKBT", "claim_year": 2020, "claimed": "114", "reckoned": "144"},
    ),
    "claim_rate.population": (
        _E,
        "Det finns en folkmängd som ger alla tryckta tal per invånare för samma region och år.",
        "Some population gives every rate printed for the same region and year.",
        (),
        _BOTH | {"pairs": [["KBT_IPT", "16.2", "12381", "tabell 2"], ["MMR", "1.2", "1022", "tabell 3"]]},
    ),
    "claim_rate.ranking": (
        _E,
        "Vem som har mest, minst eller har ändrats mest följer av talen.",
        "Who has most, least or has changed most follows from the figures.",
        (),
        {
            "indicator": "CONTACTS", "claim_year": 2020, "kind": "highest share",
            "claimed_names": ["Västernorrland"], "right_names": ["Kronoberg"],
        },
    ),
    "claim_rate.regions": (
        _E,
        "Hur många regioner som ligger över en gräns följer av antalen.",
        "How many regions lie above a limit follows from the counts.",
        (),
        {"indicator": "PRIVATE", "claim_year": 2020, "claimed": "9", "reckoned": "7"},
    ),
    "claim_payout.size": (
        _E,
        "Ingen ersättning är större än hela anslaget.",
        "No compensation is larger than the whole appropriation.",
        (),
        _PAID | {"claimed": "14532000000", "reckoned": "50000000"},
    ),
    "claim_payout.amount": (
        _E,
        "Ersättningen för kontakter är antalet gånger årets belopp.",
        "The compensation for contacts is their number times the year's amount.",
        (),
        _PAID | {"claimed": "14535000", "reckoned": "14532000"},
    ),
    "claim_payout.population": (
        Weight.QUERY,
        "Den dag som rapporten anger för folkmängden är den som årets villkor räknar med.",
        "The day that the report gives for the population is the one that the year's terms use.",
        (),
        {
            "indicator": "POPULATION", "claim_year": 2020,
            "printed_day": "2020-11-01", "used_day": "2019-11-01",
        },
    ),
    "claim_rate.answer": (
        Weight.QUERY,
        "Ett enkätsvar om att något ökade eller minskade följer av två års redovisningar.",
        "A survey answer that something rose or fell follows from the returns of two years.",
        ("unchanged_percent", "unchanged_count"),
        {
            "indicator": "KBT_IPT", "direction": "increased", "now": 203, "before": 262,
            "claim_year": 2018, "earlier_year": 2017,
        },
    ),
    "claim_twice.suppliers": (
        Weight.QUERY,
        "Där enkäten säger att det finns leverantörer finns det behandlingar.",
        "Where the survey says that there are suppliers there are treatments.",
        (),
        {"indicator": "MMR1", "now": 0, "claim_year": 2018},
    ),
    "claim_twice.no_suppliers": (
        Weight.QUERY,
        "Där det finns behandlingar säger enkäten inte att ingen ger dem.",
        "Where there are treatments the survey does not say that nobody gives them.",
        (),
        {"indicator": "MMR1", "now": 49, "claim_year": 2018},
    ),
    "claim_twice.coordinators": (
        Weight.QUERY,
        "Koordinatorer som fanns i den förra enkäten försvinner sällan alla.",
        "Coordinators that were there in the survey before seldom all vanish.",
        (),
        {"before": 19, "claim_year": 2026, "earlier_year": 2025},
    ),
}  # fmt: skip
