"""Why a figure may stand as it does: Swedish first, English second."""

from collections.abc import Mapping
from typing import Any

from agreement import numerals
from agreement.slips import Kind
from agreement.wording import name_of

_WHY: dict[Kind, tuple[str, str]] = {
    Kind.DROPPED: (
        "{name}: en siffra kan ha fallit bort.",
        "{name}: a digit may have been left out.",
    ),
    Kind.DOUBLED: (
        "{name}: en siffra kan ha skrivits två gånger.",
        "{name}: a digit may have been typed twice.",
    ),
    Kind.INSERTED: (
        "{name}: en siffra kan vara för mycket.",
        "{name}: there may be a digit too many.",
    ),
    Kind.EXCHANGED: (
        "{name}: två siffror kan ha bytt plats.",
        "{name}: two digits may have changed places.",
    ),
    Kind.MISTYPED: (
        "{name}: en siffra kan vara fel.",
        "{name}: one digit may be wrong.",
    ),
    Kind.LEFT: (
        "{name}: {before} är samma tal som för {year} och kan ha blivit kvar.",
        "{name}: {before} is the same figure as for {year} and may have been left in place.",
    ),
    Kind.COPIED: (
        "{name}: {before} står också på raden {other} och kan ha skrivits av därifrån.",
        "{name}: {before} also stands on the line {other} and may have been copied from there.",
    ),
    Kind.EMPTY: (
        "{name}: 0 kan stå för ett tal som inte blev ifyllt.",
        "{name}: 0 may stand for a figure that was never entered.",
    ),
    Kind.SWAPPED: (
        "Talen för {name} och {other} kan ha bytt plats.",
        "The figures for {name} and {other} may have changed places.",
    ),
    Kind.SHIFTED: (
        "Talen från {name} till {other} kan ha hamnat en rad fel.",
        "The figures from {name} to {other} may have slid one row.",
    ),
    Kind.OTHER: (
        "{name}: med {after} blir summorna lika.",
        "{name}: with {after} the sums are equal.",
    ),
}
_BEFORE = ("För {year} var antalet {earlier}.", "For {year} the number was {earlier}.")


def why(kind: Kind, params: Mapping[str, Any], lang: str = "sv") -> str:
    """The reason in words, with the region's earlier figure where there is one."""
    said = {
        key: numerals.count(value, lang)
        for key, value in params.items()
        if key in ("before", "after", "earlier")
    }
    said |= {"name": name_of(params["line"], lang), "other": name_of(params.get("of", ""), lang)}
    said |= {"year": str(params.get("year", ""))}
    sentences = [_WHY[kind][lang == "en"]]
    if "earlier" in params and kind is not Kind.LEFT:
        sentences.append(_BEFORE[lang == "en"])
    text = " ".join(sentences).format_map(said)
    return text[0].upper() + text[1:]
