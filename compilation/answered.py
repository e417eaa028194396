"""The rows of the tables that are made from the survey's answers, by region in the order of county codes.

A region that did not answer has None. What a report printed stays as printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from agreement.replies import Form, Part
from agreement.replies_wording import basis_name
from agreement.totals import rate
from compilation.sources import NATION, Sources
from survey.questions import COMPONENTS, COORDINATORS, LEVELS, SUPPLIERS
from survey.reading import value_in_words


class Words(str):
    """An answer in Swedish words that knows what it is in English."""

    __slots__ = ("en",)

    def __new__(cls, sv: str, en: str) -> "Words":
        """The same answer in both languages."""
        made = super().__new__(cls, sv)
        made.en = en
        return made

    en: str


Value = int | Fraction | str | None
Row = Mapping[str, Value]


def supplier_rows(sources: Sources) -> tuple[Row, ...]:
    """A row for each region and level: how many suppliers, or why there is no number."""
    rows = []
    for region, parts in _by_region(sources, SUPPLIERS):
        said = {part.row: part for part in parts}
        for level, _sv, _en in LEVELS:
            part = said.get(level)
            number = part.number if part else None
            rows.append({"region": region, "level": level, "suppliers": number, "answer": _answer(part)})
    return tuple(rows)


def amount_rows(sources: Sources, question: str, levels: Sequence[str]) -> tuple[Row, ...]:
    """A row for each region, level and component: the amount and what it is for."""
    rows: list[Row] = []
    for region, parts in _by_region(sources, question):
        for level in levels or ("",):
            place = {"region": region, **({"level": level} if level else {})}
            mine = [part for part in parts if part.row == level]
            rows += [{**place, **_amount(part)} for part in mine] or [{**place, **_amount(None)}]
    return tuple(rows)


def coordinator_rows(sources: Sources) -> tuple[Row, ...]:
    """A row for each region, and the nation: how many, and per 10 000 inhabitants of 16 to 67."""
    numbers = {
        region: next((part.number for part in parts), None)
        for region, parts in _by_region(sources, COORDINATORS)
    }
    people = {region: sources.inhabitants(region, sources.year) for region in numbers}
    rows: list[Row] = [
        {"region": region, "count": number, "per_10000": _rate([number], [_count(people[region])])}
        for region, number in numbers.items()
    ]
    known = {region: number for region, number in numbers.items() if number is not None}
    if known:
        both = [(number, said) for region, number in known.items() if (said := _count(people[region]))]
        per = _rate([number for number, _said in both], [said for _number, said in both])
        rows.append({"region": NATION, "count": sum(known.values()), "per_10000": per})
    return tuple(rows)


def answered_name(key: str, code: str, lang: str) -> str:
    """What a level, component or basis is called, and an answer in the reader's language."""
    if key == "basis":
        return basis_name(code, lang)
    if isinstance(code, Words):
        return code.en if lang == "en" else code
    named = {each: (sv, en) for each, sv, en in (*LEVELS, *COMPONENTS)}
    return named[code][lang == "en"] if code in named else code


def _by_region(sources: Sources, question: str) -> Iterator[tuple[str, Sequence[Part]]]:
    """Every region with its parts, where anybody answered the question at all."""
    said = sources.answers.get(question)
    if said:
        for region in sources.regions:
            yield region, said.get(region, ())


def _amount(part: Part | None) -> Row:
    if part is None:
        return {"component": None, "amount": None, "basis": None, "answer": None}
    return {
        "component": part.component or None,
        "amount": part.number,
        "basis": part.basis or None,
        "answer": _answer(part),
    }


def _answer(part: Part | None) -> str | None:
    """The answer in words: as printed, else as it was understood, with what was said beside the number."""
    if part is None or part.form == Form.BLANK:
        return None
    if part.as_printed:
        return part.as_printed
    return Words(value_in_words(part), value_in_words(part, "en")) or None


def _count(people: object) -> int | None:
    return getattr(people, "count", None)


def _rate(counts: Sequence[int | None], people: Sequence[int | None]) -> Fraction | None:
    """Per 10 000; None where a number or a population is missing."""
    if None in counts or None in people:
        return None
    return rate(sum(filter(None, counts)), sum(filter(None, people)), 10_000)
