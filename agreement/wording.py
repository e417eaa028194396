"""What findings and steps say: Swedish first, English second, every number through one formatter.

A message says what was found, what is wanted, and what to do. Parameters are JSON, since
findings are stored and read again in either language. The sentences are in `phrases`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from agreement import numerals
from agreement.lines import CONTACTS, LINE, SECTION_NAMES, Collected, Section
from agreement.naming import listed, name_of
from agreement.phrases import BASES, DO, PHRASES, SIDES, STEPS, UNITS
from agreement.phrases_comparing import CONTACTS_DOUBT, TOTAL_DOUBT
from agreement.wording_claims import MADE as CLAIMED
from agreement.wording_comparing import MADE as COMPARED
from agreement.wording_lists import MADE as LISTED

__all__ = ["action", "listed", "message", "name_of", "shown", "step", "title", "told"]

CHANGES_NAMED = 3
SHOWN_TEXT = 40

COLLECTED_WORDS = {
    Collected.REPORTED: ("redovisat", "reported"),
    Collected.ZERO: ("inget att redovisa", "nothing to report"),
    Collected.PARTLY: ("delvis insamlat", "partly collected"),
    Collected.NOT_COLLECTED: ("ej insamlat", "not collected"),
}


def message(rule: str, params: Mapping[str, Any], lang: str = "sv") -> str:
    """The finding in words. Raises KeyError for a rule without words."""
    return _said(_template(rule, lang).replace(DO, ""), params, lang)


def action(rule: str, params: Mapping[str, Any], lang: str = "sv") -> str:
    """The end of the message alone: what to do. Empty where there is nothing to do."""
    return _said(_template(rule, lang).partition(DO)[2], params, lang)


def told(rule: str, params: Mapping[str, Any], lang: str = "sv") -> str:
    """The beginning of the message alone: what was found and what is wanted."""
    return _said(_template(rule, lang).partition(DO)[0], params, lang)


def title(rule: str, lang: str = "sv") -> str:
    """A short heading for the finding."""
    return PHRASES[rule].title_en if lang == "en" else PHRASES[rule].title_sv


def shown(value: str | int | None, lang: str = "sv") -> str:
    """What a finding found or expected, as the reader writes it: 14 473, ≤ 1 234, ej insamlat, 412,5."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return numerals.count(value, lang)
    if value in set(Collected):
        return COLLECTED_WORDS[Collected(value)][lang == "en"]
    return re.sub(r"[^/≤–]+", lambda part: _respaced(part[0], lang), value)


def step(made: Mapping[str, Any], lang: str = "sv") -> dict[str, str]:
    """One step of a computation: what was done, and what it gave."""
    template = STEPS[made["step"]][lang == "en"]
    shown = {key: _step_value(key, value, lang) for key, value in made.items() if key != "step"}
    return {"label": template.format_map(shown), "value": _step_result(made, lang)}


class _Shown(dict[str, str]):
    """The parameters as words, made when a sentence asks for them."""

    def __init__(self, params: Mapping[str, Any], lang: str) -> None:
        super().__init__()
        self.params, self.lang = params, lang

    def __missing__(self, key: str) -> str:
        made = _MADE.get(key)
        if made is not None:
            return made(self.params, self.lang)
        return _plain(self.params[key], self.lang)


def _respaced(part: str, lang: str) -> str:
    """One part of a found value in the reader's form, between the spaces it stood between."""
    words = part.strip()
    return part.replace(words, numerals.as_read(words, lang)) if words else part


def _template(rule: str, lang: str) -> str:
    return PHRASES[rule].en if lang == "en" else PHRASES[rule].sv


def _said(template: str, params: Mapping[str, Any], lang: str) -> str:
    text = template.format_map(_Shown(params, lang))
    return text[:1].upper() + text[1:]


def _plain(value: Any, lang: str) -> str:
    if isinstance(value, int):
        return numerals.count(value, lang)
    day = numerals.parse_day(str(value)) if "-" in str(value) else None
    return numerals.day(day, lang) if day is not None else str(value)


def _lines(params: Mapping[str, Any], lang: str, key: str = "lines") -> str:
    codes = params.get(key, [])
    count = params.get("count", len(codes)) if key == "lines" else len(codes)
    return listed([name_of(code, lang) for code in codes], count, lang)


def _place(params: Mapping[str, Any], lang: str) -> str:
    """ "I cell C12 (KBT)" in a workbook, "På raden KBT" on the form."""
    names = _lines(params, lang)
    cells = params.get("cells", [])
    many = params.get("count", 1) > 1
    if not cells:
        where = (("on the line", "on the lines"), ("på raden", "på raderna"))[lang != "en"][many]
        return f"{where} {names}"
    where = (("in cell", "in cells"), ("i cell", "i cellerna"))[lang != "en"][many]
    return f"{where} {listed(cells, params.get('count', 1), lang)} ({names})"


def _raw(params: Mapping[str, Any], lang: str) -> str:
    text = numerals.as_read(str(params.get("raw") or ""), lang)
    return text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT]}…"


def _first_of(params: Mapping[str, Any], lang: str) -> str:
    """ " (det första av 17)" where more places than the quoted one have the same fault."""
    count = params.get("count", 1)
    if count < 2:
        return ""
    return f" (first of {count})" if lang == "en" else f" (det första av {count})"


def _years_period(params: Mapping[str, Any], lang: str) -> str:
    """ " Den ska vara …" where the year's terms say a period."""
    first, last = (_plain(params.get(f"expected_{end}") or "", lang) for end in ("first", "last"))
    if not first or not last:
        return ""
    return f" It should be {first}–{last}." if lang == "en" else f" Den ska vara {first}–{last}."


def _basis(params: Mapping[str, Any], lang: str) -> str:
    return BASES[params.get("basis", "forms")][lang == "en"]


def _not_found(params: Mapping[str, Any], lang: str) -> str:
    """ " EMDR och APB hittades inte." where the file did not have all lines."""
    if not params["lines"]:
        return ""
    names = _lines(params, lang)
    names = f"{names[0].upper()}{names[1:]}"
    return f" Not found: {names}." if lang == "en" else f" {names} hittades inte."


def _section(params: Mapping[str, Any], lang: str) -> str:
    return SECTION_NAMES[Section(params["section"])][lang == "en"]


def _mark(params: Mapping[str, Any], lang: str) -> str:
    return COLLECTED_WORDS[Collected(params["mark"])][lang == "en"]


def _sides(params: Mapping[str, Any], lang: str) -> str:
    """The sums by name: "behandlingsformer 1 378, vårdgivare 1 412, kön 1 395"."""
    named = [f"{SIDES[name][lang == 'en']} {numerals.count(total, lang)}" for name, total in params["sides"]]
    return ", ".join(named)


def _odd(params: Mapping[str, Any], lang: str) -> str:
    return SIDES[params["odd"]][lang == "en"]


def _odd_total(params: Mapping[str, Any], lang: str) -> str:
    return numerals.count(dict(params["sides"])[params["odd"]], lang)


def _others(params: Mapping[str, Any], lang: str) -> str:
    names = [SIDES[name][lang == "en"] for name, _total in params["sides"] if name != params["odd"]]
    return listed(names, len(names), lang)


def _off(params: Mapping[str, Any], lang: str) -> str:
    off = dict(params["sides"])[params["odd"]] - params["agreed"]
    words = ("too many", "too few") if lang == "en" else ("för många", "för få")
    return f"{numerals.count(abs(off), lang)} {words[off < 0]}"


def _side(params: Mapping[str, Any], lang: str) -> str:
    return SIDES[params["side"]][lang == "en"]


def _part_percent(params: Mapping[str, Any], lang: str, key: str = "") -> str:
    return _percent(Fraction(params[f"{key}part"], params[f"{key}whole"]), lang)


def _percent(share: Fraction, lang: str) -> str:
    """97 procent; one decimal where the share is small, so that 9 of 9 507 is not 0 percent."""
    places = 0 if share == 0 or share >= Fraction(1, 100) else 1
    number = numerals.decimal(share * 100, places, lang)
    return f"{number}%" if lang == "en" else f"{number} procent"


def _usual(params: Mapping[str, Any], lang: str) -> str:
    low, high = (_percent(Fraction(*params[end]), lang) for end in ("first", "third"))
    return f"{low} and {high}" if lang == "en" else f"{low.removesuffix(' procent')} och {high}"


def _difference(before: int, now: int, lang: str) -> str:
    """ " (−95 %)" where there is something to measure against."""
    if not before:
        return ""
    sign = "+" if now > before else ""
    return f" ({sign}{numerals.percent(Fraction(now - before, before), 0, lang)})"


def _subject(code: str, lang: str) -> str:
    """A line as the subject of a sentence: what is counted, where its name does not say so."""
    if code not in CONTACTS:
        return name_of(code, lang)
    return f"contacts with {name_of(code, lang)}" if lang == "en" else f"kontakter med {name_of(code, lang)}"


def _enumerated(params: Mapping[str, Any], lang: str, said: Callable[[Sequence[Any]], str]) -> str:
    """Each change in few words; what does not fit is counted."""
    changes = params["changes"]
    parts = [said(change) for change in changes[:CHANGES_NAMED]]
    if len(changes) > CHANGES_NAMED:
        parts.append(f"{len(changes) - CHANGES_NAMED} {'more' if lang == 'en' else 'till'}")
    return listed(parts, len(parts), lang)


def _changes(params: Mapping[str, Any], lang: str) -> str:
    """One change as a sentence of its own, several as a list after a colon."""
    if len(params["changes"]) > 1:
        head = "Several figures have changed a lot" if lang == "en" else "Flera tal har ändrats mycket"
        return f"{head}: {_enumerated(params, lang, lambda change: _from_to(change, '', lang))}"
    change = params["changes"][0]
    words = ("has risen", "har ökat") if change[1] > change[2] else ("has fallen", "har minskat")
    return _from_to(change, f" {words[lang != 'en']}", lang) + _difference(change[2], change[1], lang)


def _from_to(change: Sequence[Any], verb: str, lang: str) -> str:
    code, now, before, year = change
    old, new = numerals.count(before, lang), numerals.count(now, lang)
    if lang == "en":
        return f"{_subject(code, lang)}{verb} from {old} for {year} to {new}"
    return f"{_subject(code, lang)}{verb} från {old} för {year} till {new}"


def _gone(params: Mapping[str, Any], lang: str) -> str:
    many = len(params["changes"]) > 1
    verb = ("are 0 now" if many else "is 0 now") if lang == "en" else "är 0 nu"
    word = "for" if lang == "en" else "för"
    names = _enumerated(
        params, lang, lambda c: f"{_subject(c[0], lang)} ({numerals.count(c[2], lang)} {word} {c[3]})"
    )
    return f"{names} {verb}"


def _left(params: Mapping[str, Any], lang: str) -> str:
    verb = "is" if lang == "en" else "är"
    return _enumerated(params, lang, lambda c: f"{_subject(c[0], lang)} {verb} {numerals.count(c[1], lang)}")


def _doubt(words: Sequence[tuple[str, str]], more: bool, lang: str) -> str:
    return words[not more][lang == "en"]


_MADE: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "lines": _lines,
    "opened": lambda params, lang: _lines(params, lang, "opened"),
    "not_found": _not_found,
    "labels": lambda params, lang: listed(params["labels"], params["count"], lang),
    "place": _place,
    "raw": _raw,
    "first_of": _first_of,
    "years_period": _years_period,
    "from_basis": _basis,
    "section": _section,
    "mark": _mark,
    "sides": _sides,
    "odd": _odd,
    "odd_total": _odd_total,
    "others": _others,
    "off": _off,
    "side": _side,
    "percent": _part_percent,
    "before_percent": lambda params, lang: _part_percent(params, lang, "before_"),
    "usual": _usual,
    "difference": lambda params, lang: _difference(params["before"], params["now"], lang),
    "changes": _changes,
    "gone": _gone,
    "left": _left,
    "total_doubt": lambda params, lang: _doubt(TOTAL_DOUBT, params["now"] > params["before"], lang),
    "contacts_doubt": lambda params, lang: _doubt(CONTACTS_DOUBT, params["high"], lang),
    "section_one": lambda params, lang: SECTION_NAMES[Section(params["sections"][0])][lang == "en"],
    "section_two": lambda params, lang: SECTION_NAMES[Section(params["sections"][1])][lang == "en"],
    "section_of": lambda params, lang: SECTION_NAMES[LINE[params["lines"][0]].section][lang == "en"],
    "name_one": lambda params, lang: name_of(params["lines"][0], lang),
    "name_two": lambda params, lang: name_of(params["lines"][1], lang),
    "year_written": lambda params, _lang: str(params["value"]),
    "year": lambda params, lang: str(params["year"]),
    "file_year": lambda params, lang: str(params["file_year"]),
    **CLAIMED,
    **COMPARED,
    **LISTED,
}


def _step_value(key: str, value: Any, lang: str) -> str:
    if key == "unit":
        return UNITS[value][lang == "en"]
    if isinstance(value, list):
        return numerals.decimal(Fraction(value[0], value[1]), 4, lang)
    return numerals.count(value, lang) if isinstance(value, int) else str(value)


def _step_result(made: Mapping[str, Any], lang: str) -> str:
    value = made["value"]
    if isinstance(value, list):
        number = numerals.decimal(Fraction(value[0], value[1]), 4, lang)
        return f"SEK {number}" if lang == "en" else f"{number}{numerals.NBSP}kr"
    if made["step"] in ("population", "population_all", "units"):
        return numerals.count(value, lang)
    if made["step"] == "remainder":
        return f"+{numerals.kronor(value, lang)}"
    return numerals.kronor(value, lang)
