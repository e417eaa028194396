"""What stands under a table: what is missing from it, in words of either language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agreement.numerals import count
from agreement.wording import name_of

_WORDS = {
    "regions_missing": (
        "Uppgift saknas från {regions}. Summan gäller de andra regionerna.",
        "No figure from {regions}. The sum is of the other regions.",
    ),
    "regions_partly": (
        "Uppgift saknas för någon av raderna från {regions}.",
        "A figure is missing on some line from {regions}.",
    ),
    "regions_missing_in": (
        "För {years} saknas uppgift från {regions}. Summan gäller de andra regionerna.",
        "For {years} there is no figure from {regions}. The sum is of the other regions.",
    ),
    "regions_partly_in": (
        "För {years} saknas uppgift för någon av raderna från {regions}.",
        "For {years} a figure is missing on some line from {regions}.",
    ),
    "no_base": (
        "Inget grundbelopp är beslutat för {regions}. Summan gäller de andra regionerna.",
        "No base amount is decided for {regions}. The sum is of the other regions.",
    ),
    "no_contacts": (
        "Ingen ersättning för kontakter är beslutad för {regions}. Summan gäller de andra regionerna.",
        "No compensation for contacts is decided for {regions}. The sum is of the other regions.",
    ),
    "no_people_of": (
        "För {years} saknas folkmängd för {regions}. Rikets tal per invånare gäller de andra regionerna.",
        "For {years} there is no population of {regions}. The nation's rate is of the other regions.",
    ),
    "nation_only": (
        "För {years} finns uppgift bara för hela riket.",
        "For {years} there are figures of the nation alone.",
    ),
    "people": (
        "Per {per} invånare {ages} år den {day} ({years}). Källa: {source}.",
        "Per {per} inhabitants aged {ages} on {day} ({years}). Source: {source}.",
    ),
    "people_estimated": (
        "Per {per} invånare {ages} år den {day} ({years}). Folkmängden är en uppskattning. Källa: {source}.",
        "Per {per} inhabitants aged {ages} on {day} ({years}), an estimate. Source: {source}.",
    ),
    "no_people": (
        "Folkmängd saknas för {years}. Därför anges inget per invånare.",
        "There is no population for {years}, so nothing is given per inhabitant.",
    ),
    "several_days": (
        "Folkmängd för {year} finns för flera dagar ({days}), och årets regler anger ingen av dem. "
        "Därför anges inget per invånare.",
        "The population for {year} is of several days ({days}), none of which the year's terms name, "
        "so nothing is given per inhabitant.",
    ),
    "series_lists": (
        "Ur serielistor från {regions}.",
        "From the series lists of {regions}.",
    ),
    "hidden": (
        "Antal under {limit}, och det som skulle avslöja dem, är dolda och visas som –.",
        "Numbers below {limit}, and what would reveal them, are hidden and shown as –.",
    ),
    "ages_widened": (
        "Brott i serien: till och med {before} räknades {ages_before} år, från och med {year} {ages} år.",
        "Break in the series: ages {ages_before} were counted up to {before}, ages {ages} from {year}.",
    ),
    "form_added": (
        "Brott i serien: {line} redovisas från och med {year}.",
        "Break in the series: {line} is reported from {year}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Note:
    """A note: a kind and what it is about: county codes, years, a line's code, or words as they are."""

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def words(self, names: Mapping[str, str], lang: str = "sv") -> str:
        """The note as a sentence; ``names`` are the regions' by county code."""
        said = {key: _said(key, value, names, lang) for key, value in self.params.items()}
        return _WORDS[self.kind][lang == "en"].format(**said)


def _said(key: str, value: Any, names: Mapping[str, str], lang: str) -> str:
    """What a note is about, in words."""
    if key == "regions":
        return _listed([names[code] for code in value], lang)
    if key == "years":
        return _listed([str(year) for year in value], lang)
    if key == "days":
        return _listed(value, lang)
    if key == "line":
        return name_of(value, lang)
    return count(value, lang) if key == "per" else str(value)


def _listed(names: list[str], lang: str) -> str:
    word = "and" if lang == "en" else "och"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
