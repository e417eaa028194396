"""What the report's sentences are put together from: numbers, shares and lists in either language."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from agreement import numerals


@dataclass(frozen=True, slots=True)
class Sentence:
    """One paragraph in both languages."""

    id: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class Place:
    """A region and its value."""

    region: str
    value: Fraction


def moved_by(part: Fraction, lang: str = "sv") -> str:
    """An increase of 5 %."""
    words = {"sv": ("en ökning med", "en minskning med"), "en": ("an increase of", "a decrease of")}[lang]
    return f"{words[part < 0]} {percent(abs(part), lang=lang)}"


def number(count: int, lang: str = "sv") -> str:
    """14 473."""
    return numerals.count(count, lang)


def percent(part: Fraction | None, places: int = 0, lang: str = "sv") -> str:
    """85 %, rounded here and nowhere else."""
    return numerals.percent(part or Fraction(0), places, lang)


def capital(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


def listed(names: Sequence[str], lang: str = "sv") -> str:
    """Kronoberg, Kalmar och Skåne."""
    word = "and" if lang == "en" else "och"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
