"""What each of the comparing rules is for, the limits that it reads, and an example: see `rulebook`."""

from collections.abc import Mapping
from typing import Any

from agreement.findings import Weight

_KBT = {"lines": ["KBT"], "cells": ["C12"], "count": 1}
_CONTACTS = {"lines": ["EMPLOYER", "EMPLOYMENT_SERVICE"], "count": 2}
_USUAL = {"first": [1, 4], "third": [3, 5], "high": True}
_Q, _N = Weight.QUERY, Weight.NOTE
_GAP = ("years_back", "smallest_total")
_OTHERS = ("fewest_regions", "smallest_total", "share_least")

BOOK: dict[str, tuple[Weight, str, str, tuple[str, ...], Mapping[str, Any]]] = {
    "whole.year": (
        _Q,
        "Ett antal som är årets tal eller nära det, och långt från det tidigare, är oftast ett årtal.",
        "A count that equals the year or one near it, far from the earlier one, is most often a year.",
        ("year_percent",),
        _KBT | {"value": 2026},
    ),
    "whole.year_for_count": (
        Weight.ERROR,
        "Ett årtal i stället för ett antal gör att summorna inte stämmer.",
        "A year in place of a count breaks the sums.",
        ("year_percent",),
        _KBT | {"value": 2026},
    ),
    "silence.no_contacts": (
        _Q,
        "Många behandlingar helt utan kontakt betyder oftast att kontakter inte har samlats in.",
        "Many treatments without any contact usually mean that contacts were not collected.",
        ("silent_treatments",),
        _CONTACTS | {"treatments": 8_240},
    ),
    "silence.only_with_contact": (
        _Q,
        "Kontakter för nästan alla behandlingar betyder oftast att bara sådana behandlingar är med.",
        "Contacts for almost all treatments usually mean that only such treatments are included.",
        ("only_contacts_percent", "only_contacts_smallest"),
        _CONTACTS | {"contacts": 203, "treatments": 205},
    ),
    "silence.gone": (
        _Q,
        "En rad som var stor och nu är 0 är oftare bortglömd än nedlagd.",
        "A line that was large and is 0 now was more often forgotten than given up.",
        ("gone_smallest", "years_back"),
        {"lines": ["MMR2"], "count": 1, "changes": [["MMR2", 0, 412, 2025]]},
    ),
    "copies.pair": (
        _Q,
        "Två avsnitt med samma två tal är oftast samma avsnitt skrivet två gånger.",
        "Two sections with the same two figures are usually one section written twice.",
        ("pair_smallest",),
        {"small": 241, "large": 612, "sections": ["PROVIDERS", "SEX"]},
    ),
    "copies.left": (
        _Q,
        "Ett stort tal som är precis detsamma som förra gången kan vara det gamla som står kvar.",
        "A large figure exactly like last time's may be the old one left in place.",
        ("same_smallest", "same_years"),
        {"lines": ["MMR1"], "count": 1, "changes": [["MMR1", 894, 894, 2025]]},
    ),
    "copies.swapped": (
        _Q,
        "Två tal som passar mycket bättre med det tidigare om de byter plats kan ha bytts av misstag.",
        "Two figures that fit the earlier ones much better the other way round may have been swapped.",
        ("private_points", "men_points", "share_widens", "swapped_times", *_GAP),
        {
            "lines": ["WOMEN", "MEN"],
            "count": 2,
            "first": 571,
            "second": 1_443,
            "part": 1_450,
            "whole": 2_014,
            "year": 2025,
        },
    ),
    "change.total": (
        _Q,
        "Att alla behandlingar fördubblas eller halveras beror oftast på filer som räknats två gånger "
        "eller saknas. Vidgas för varje år mellan redovisningarna.",
        "All treatments doubling or halving is usually due to files counted twice or missing. Widens with "
        "each year between the returns.",
        ("total_times", "total_widens", "total_floor", "years_back"),
        {"now": 12_480, "before": 8_310, "year": 2025},
    ),
    "change.line": (
        _Q,
        "En rad som är många gånger större eller mindre än förra gången, mer än summan förklarar, ska "
        "kunna förklaras.",
        "A line many times larger or smaller than last time, beyond what the total explains, should have "
        "an explanation.",
        ("line_times", "line_widens", "line_floor", "years_back"),
        {"lines": ["KBT"], "count": 1, "changes": [["KBT", 205, 4_120, 2025]]},
    ),
    "change.private": (
        _Q,
        "Den privata andelen ändras sällan mycket.",
        "The private share seldom changes much.",
        ("private_points", "share_widens", *_GAP),
        {"part": 2_820, "whole": 3_000, "before_part": 31, "before_whole": 100, "year": 2025},
    ),
    "change.men": (
        _Q,
        "Andelen män ändras sällan mycket.",
        "The share of men seldom changes much.",
        ("men_points", "share_widens", *_GAP),
        {"part": 820, "whole": 2_000, "before_part": 28, "before_whole": 100, "year": 2025},
    ),
    "change.no_earlier": (
        _N,
        "Handläggaren ska veta vilka tal som inte har jämförts, med regionens tidigare eller med de andra "
        "regionernas, och varför. Regionen ser inte upplysningen.",
        "The officer should know which figures were not compared, with the region's earlier ones or with "
        "the other regions', and why. The region does not see the note.",
        ("years_back", "fewest_regions", "smallest_total"),
        {"lines": ["BMB", "AST"], "count": 2, "skipped": [["MEN_SHARE", "others"]], "fewest": 8},
    ),
    "extremes.contacts": (
        _Q,
        "En andel kontakter långt från de andra regionernas betyder oftast att behandlingar eller "
        "kontakter saknas.",
        "A share of contacts far from the other regions' usually means that treatments or contacts are "
        "missing.",
        ("contacts_halves", *_OTHERS),
        _CONTACTS | {"part": 194, "whole": 200, "first": [1, 50], "third": [7, 50], "high": True},
    ),
    "extremes.private": (
        _Q,
        "Nästan ingen region har bara privata eller bara offentliga vårdgivare.",
        "Hardly any region has only private or only public providers.",
        ("private_halves", *_OTHERS),
        _USUAL | {"part": 990, "whole": 1_000},
    ),
    "extremes.men": (
        _Q,
        "Andelen män skiljer sig lite mellan regionerna.",
        "The share of men differs little between the regions.",
        ("men_halves", *_OTHERS),
        _USUAL | {"part": 571, "whole": 1_000},
    ),
    "extremes.pain": (
        _Q,
        "En mycket liten eller stor andel smärtbehandling betyder oftast att former saknas.",
        "A very small or large share of pain treatment usually means that forms are missing.",
        ("pain_halves", *_OTHERS),
        _USUAL | {"part": 8, "whole": 798},
    ),
}
