"""What each rule is for, in both languages: the page about the rules is made from here and from the code.

A rule without an entry, or an entry without a rule, fails a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agreement.findings import Family, Weight
from agreement.phrases_gate import GATE
from agreement.rulebook_claims import BOOK as CLAIMS
from agreement.rulebook_comparing import BOOK as COMPARING
from agreement.rulebook_lists import BOOK as LISTS
from agreement.wording import message, title

_E, _Q, _N = Weight.ERROR, Weight.QUERY, Weight.NOTE


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule's purpose, weight, the terms that it reads, an example's parameters, and since which year."""

    weight: Weight
    sv: str
    en: str
    terms: tuple[str, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    since: int = 2026

    def purpose(self, lang: str) -> str:
        """What the rule is for."""
        return self.en if lang == "en" else self.sv


FAMILY_NAMES: dict[Family, tuple[str, str]] = {
    Family.FILE: ("Filen", "The file"),
    Family.COMPLETE: ("Fullständigt", "Complete"),
    Family.WHOLE: ("Heltal", "Whole numbers"),
    Family.BALANCE: ("Balans", "Balance"),
    Family.LIMITS: ("Gränser", "Limits"),
    Family.EXTREMES: ("Långt från de andra regionerna", "Far from the other regions"),
    Family.CHANGE: ("Förändring", "Change"),
    Family.SILENCE: ("Tystnad", "Silence"),
    Family.COPIES: ("Kopior", "Copies"),
    Family.CLAIM_TOTAL: ("Tryckta summor", "Printed totals"),
    Family.CLAIM_TWICE: ("Samma uppgift på flera ställen", "The same figure in several places"),
    Family.CLAIM_RATE: ("Tryckta tal, andelar och ordning", "Printed rates, shares and rankings"),
    Family.CLAIM_PAYOUT: ("Tryckta belopp", "Printed amounts"),
}

_KBT = {"lines": ["KBT"], "cells": ["C12"], "count": 1}
_SIDES = {
    "sides": [["forms", 2_014], ["providers", 1_914], ["sex", 2_014]],
    "odd": "providers",
    "agreed": 2_014,
}
_FILE = {
    "name": "redovisning.xlsx",
    "year": 2026,
    "limit": 300_000,
    "file_year": 2025,
    "region": "Region Kronoberg",
    "file_region": "Region Kalmar",
    "cell": "XFD1048576",
    "lines": ["PDT"],
    "opened": ["KBT", "IPT"],
}

RULEBOOK: dict[str, Entry] = {
    "complete.unanswered": Entry(
        _E,
        "Varje rad ska ha ett tal eller en markering som säger varför den saknar tal.",
        "Every line has a figure, or a mark that says why it has none.",
        (),
        {"section": "SEX", "lines": ["WOMEN", "MEN"]},
    ),
    "complete.missing_figure": Entry(
        _E,
        "En rad som är märkt redovisat eller delvis insamlat behöver sitt tal.",
        "A line marked as reported or partly collected needs its figure.",
        (),
        {"section": "PAIN", "lines": ["AST"]},
    ),
    "complete.marked_zero": Entry(
        _E,
        "Bara ”inget att redovisa” betyder noll, så där får inget annat tal stå.",
        "Only “nothing to report” means zero, so no other figure can stand there.",
        (),
        _KBT | {"value": 12},
    ),
    "complete.marked_not_collected": Entry(
        _E,
        "En uppgift som inte är insamlad är inte noll och inget annat tal heller.",
        "A figure that was not collected is neither zero nor any other number.",
        (),
        _KBT | {"value": 12},
    ),
    "complete.no_comment": Entry(
        _E,
        "Det som saknas ska sägas i ord, eftersom det följer med till sammanställningen.",
        "What is missing is said in words, since it follows into the compilation.",
        (),
        {"section": "PAIN", "lines": ["MMR1"], "mark": "partly"},
    ),
    "complete.contacts_not_collected": Entry(
        _Q,
        "Utan uppgift om kontakter kan ingen ersättning beräknas, så skälet behöver vara känt.",
        "Without contacts no compensation can be computed, so the reason must be known.",
        (),
        {"lines": ["EMPLOYER", "EMPLOYMENT_SERVICE"]},
    ),
    "complete.period_missing": Entry(
        _E,
        "Redovisningen ska säga vilka dagar den gäller.",
        "The return says which days it covers.",
        ("period_first", "period_last"),
        {"expected_first": "2026-01-01", "expected_last": "2026-12-31"},
    ),
    "complete.period_unreadable": Entry(
        _E,
        "Dagarna ska gå att läsa som datum.",
        "The days can be read as dates.",
        (),
        {"raw": "i våras"},
    ),
    "complete.period_order": Entry(
        _E,
        "Den första dagen kommer före den sista.",
        "The first day comes before the last.",
        (),
        {"first": "2026-12-31", "last": "2026-01-01"},
    ),
    "complete.period": Entry(
        _E,
        "Dagarna ska ligga inom överenskommelsens period.",
        "The days lie within the agreement's period.",
        ("period_first", "period_last"),
        {
            "first": "2025-01-01",
            "last": "2025-12-31",
            "expected_first": "2026-01-01",
            "expected_last": "2026-12-31",
        },
    ),
    "complete.period_short": Entry(
        _Q,
        "En kortare period gör talen mindre, så skälet behöver vara känt.",
        "A shorter period makes the figures smaller, so the reason must be known.",
        ("period_first", "period_last"),
        {
            "first": "2026-03-01",
            "last": "2026-12-31",
            "expected_first": "2026-01-01",
            "expected_last": "2026-12-31",
        },
    ),
    "complete.no_return": Entry(
        _Q,
        "En region som inte redovisar saknas i summorna och räknas aldrig som noll.",
        "A region without a return is missing from the sums and never counts as zero.",
        (),
        {"region": "Region Gotland", "year": 2020, "reason": "kunde inte ta fram rätt uppgifter"},
    ),
    "whole.text": Entry(
        _E, "Ett antal skrivs med siffror.", "A count is written in digits.", (), _KBT | {"raw": "ca 40"}
    ),
    "whole.decimal": Entry(
        _E, "Behandlingar är hela.", "Treatments are whole.", (), _KBT | {"raw": "412,5"}
    ),
    "whole.negative": Entry(
        _E, "Inget antal är under noll.", "No count is below zero.", (), _KBT | {"raw": "−12"}
    ),
    "whole.date": Entry(
        _E,
        "Kalkylprogram gör gärna om tal till datum.",
        "Spreadsheets like to turn numbers into dates.",
        (),
        _KBT | {"raw": "2026-05-01"},
    ),
    "whole.truth": Entry(
        _E, "SANT och FALSKT är inga antal.", "TRUE and FALSE are no counts.", (), _KBT | {"raw": "TRUE"}
    ),
    "whole.error_value": Entry(
        _E,
        "Ett felvärde läses annars lätt som tomt och ger för lite ersättning.",
        "An error value is otherwise easily read as empty and pays too little.",
        (),
        _KBT | {"raw": "#REF!"},
    ),
    "whole.no_result": Entry(
        _E,
        "En formel som inte är uträknad har inget tal att läsa.",
        "A formula that was not calculated has no number to read.",
        (),
        _KBT,
    ),
    "whole.too_large": Entry(
        _E,
        "Så många behandlingar finns inte.",
        "There are not that many treatments.",
        ("largest_count",),
        _KBT | {"raw": "1 000 000 000 000"},
    ),
    "balance.unequal": Entry(
        _E,
        "Samma behandlingar räknas efter form, vårdgivare och kön. När två stämmer är den tredje fel.",
        "The same treatments are counted by form, provider and sex. Where two agree, the third is wrong.",
        (),
        {"lines": ["PRIVATE", "PUBLIC"], **_SIDES},
    ),
    "balance.unequal_all": Entry(
        _E,
        "Samma behandlingar räknas efter form, vårdgivare och kön, så summorna ska vara lika.",
        "The same treatments are counted by form, provider and sex, so the sums are equal.",
        (),
        {"sides": [["forms", 1_378], ["providers", 1_412], ["sex", 1_395]]},
    ),
    "balance.forms_exceed": Entry(
        _E,
        "När en form inte är insamlad kan de andra inte vara fler än alla behandlingar.",
        "Where a form was not collected, the others cannot exceed all treatments.",
        (),
        {"total": 326, "limit": 324, "side": "providers"},
    ),
    "limits.contacts": Entry(
        _E,
        "En kontakt tas som en del av en behandling, så de kan inte vara fler av ett slag.",
        "A contact is part of a treatment, so there cannot be more of one kind.",
        (),
        {"lines": ["EMPLOYER"], "contacts": 320, "treatments": 271, "basis": "forms"},
    ),
    "limits.contacts_together": Entry(
        _Q,
        "Fler kontakter än behandlingar är möjligt bara om samma patient har haft båda slagen.",
        "More contacts than treatments is possible only if the same patients had both kinds.",
        (),
        {
            "together": 290,
            "employer": 250,
            "employment_service": 40,
            "treatments": 271,
            "basis": "forms",
        },
    ),
    "complete.both_unknown": Entry(
        _Q,
        "Där varje behandling ersätts en gång behövs uppgift om hur många som hade båda slagen av kontakt.",
        "Where each treatment is paid once, it must be known how many had both kinds of contact.",
        (),
        {"employer": 151, "employment_service": 35},
    ),
    "limits.both": Entry(
        _E,
        "De som har båda slagen av kontakt är högst lika många som de som har ett.",
        "Those with both kinds of contact are at most as many as those with one.",
        (),
        {"both": 36, "smallest": 35},
    ),
    **{
        rule: Entry(
            _E,
            "En fil som inte går att läsa säkert stoppas hel, så att inget halvt sparas.",
            "A file that cannot be read safely is stopped whole, so that nothing is half stored.",
            (),
            _FILE,
        )
        for rule in (
            "file.empty", "file.not_workbook", "file.encrypted", "file.old_format", "file.ods", "file.csv",
            "file.too_large", "file.bomb", "file.broken", "file.doctype", "file.far_cell",
            "file.not_our_template", "file.old_template", "file.other_year", "file.other_region",
            "file.line_locked", "file.ambiguous", "file.only_a_part", *GATE,
        )
    },
    "file.by_labels": Entry(
        Weight.NOTE,
        "Siffror som har hittats efter rubriker behöver ses över av den som vet vad de betyder.",
        "Figures that were found by labels need a look from somebody who knows what they mean.",
        (),
        {"name": "redovisning.xlsx", "known": 15, "asked": 17, "lines": ["EMDR", "APB"], "count": 2},
    ),
    "file.not_understood": Entry(
        Weight.NOTE,
        "En fil som inte är årets arbetsbok läses efter sina rubriker, och inget gissas.",
        "A file that is not this year's workbook is read by its labels, and nothing is guessed.",
        (),
        {"labels": ["KBT i grupp (B7)"], "count": 1},
    ),
}  # fmt: skip
RULEBOOK |= {rule: Entry(*each) for rule, each in (COMPARING | CLAIMS | LISTS).items()}


@dataclass(frozen=True, slots=True)
class Described:
    """A rule as the page shows it."""

    rule: str
    title: str
    weight: Weight
    purpose: str
    terms: tuple[str, ...]
    example: str
    since: int


def described(lang: str) -> dict[str, list[Described]]:
    """All rules by the name of their family, in reading order, in the reader's language."""
    book: dict[str, list[Described]] = {}
    for family, names in FAMILY_NAMES.items():
        rules = [rule for rule in RULEBOOK if rule.partition(".")[0] == family]
        book[names[lang == "en"]] = [_described(rule, RULEBOOK[rule], lang) for rule in rules]
    return book


def _described(rule: str, entry: Entry, lang: str) -> Described:
    example = message(rule, entry.example, lang)
    words = title(rule, lang), entry.weight, entry.purpose(lang)
    return Described(rule, *words, entry.terms, example, entry.since)
