"""How the parameters of printed claims become words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from agreement import numerals
from agreement.naming import listed, name_of
from agreement.phrases_claims import DIRECTIONS, GAPS, RANKINGS

# So many regions are named in a sentence.
_NAMED = 4
# These do not claim to name every region.
_OPEN = {"increase", "decrease"}
_TABLES = {"tabell": "table", "bilaga": "appendix", "och": "and"}


def _what(params: Mapping[str, Any], lang: str) -> str:
    """ "KBT och IPT i Stockholm för 2018"."""
    name = name_of(params["indicator"], lang)
    word = "for" if lang == "en" else "för"
    return f"{name}{_where(params, lang)} {word} {params['claim_year']}"


def _where(params: Mapping[str, Any], lang: str) -> str:
    names = {"": "", "Hela riket": ""}
    name = params.get("region_name", "")
    if name in names:
        return ""
    return f" in {name}" if lang == "en" else f" i {name}"


def _table(name: str, lang: str) -> str:
    if lang != "en":
        return name
    return " ".join(_TABLES.get(word, word) for word in name.replace("+", " + ").split())


def _in_table(params: Mapping[str, Any], lang: str) -> str:
    return f" ({_table(params['table'], lang)})" if params.get("table") else ""


def _in_tables(params: Mapping[str, Any], lang: str) -> str:
    names = [_table(name, lang) for name in params["tables"]]
    return f" ({listed(names, len(names), lang)})" if names else ""


def _zeros(params: Mapping[str, Any], lang: str) -> str:
    names = [name_of(code, lang) for code in params["zeros"]]
    return listed(names, len(names), lang)


def _neighbours(params: Mapping[str, Any], lang: str) -> str:
    """ "913 för 2015 och 715 för 2017"."""
    word = "for" if lang == "en" else "för"
    said = [f"{_number(text, lang)} {word} {year}" for year, text in params["neighbours"]]
    return listed(said, len(said), lang)


def _day(text: str, lang: str) -> str:
    """A day in words; what is no whole day, such as a month, as it stands."""
    found = numerals.parse_day(text)
    return numerals.day(found, lang) if found else text


def _number(text: str, lang: str) -> str:
    return numerals.as_read(text, lang) if lang != "en" else _grouped(text)


def _grouped(text: str) -> str:
    whole, point, part = text.partition(".")
    return (numerals.count(int(whole), "en") if whole.lstrip("-").isdecimal() else whole) + point + part


def _values(params: Mapping[str, Any], lang: str) -> str:
    """ "14 529 (tabell 7) och 15 529 (tabell 2)"; dates as they stand."""
    found = [
        value if isinstance(value, str) else _placed(value[0], value[1], lang) for value in params["values"]
    ]
    return listed(found, len(found), lang)


def _placed(value: str, table: str, lang: str) -> str:
    text = "in the text" if lang == "en" else "i texten"
    return f"{_number(value, lang)} ({_table(table, lang) if table else text})"


def _pairs(params: Mapping[str, Any], lang: str) -> str:
    """ "KBT och IPT 5,1 av 472 (tabell 7) och …"."""
    of = "of" if lang == "en" else "av"
    return listed(
        [
            f"{name_of(indicator, lang)} {_number(rate, lang)} {of} {_placed(count, table, lang)}"
            for indicator, rate, count, table in params["pairs"]
        ],
        len(params["pairs"]),
        lang,
    )


def _names(params: Mapping[str, Any], lang: str, key: str) -> str:
    names: Sequence[str] = params.get(key) or []
    return _some(names, lang) if names else ("none" if lang == "en" else "ingen")


def _some(names: Sequence[str], lang: str) -> str:
    if len(names) > _NAMED:
        more = "more" if lang == "en" else "till"
        return f"{', '.join(names[:_NAMED])} {'and' if lang == 'en' else 'och'} {len(names) - _NAMED} {more}"
    return listed(names, 0, lang)


def _differs(params: Mapping[str, Any], lang: str) -> str:
    """Who does not belong among those that a ranking names, and who is missing there."""
    claimed, right = params.get("claimed_names") or [], params.get("right_names") or []
    wrong = [name for name in claimed if name not in right]
    missing = [name for name in right if name not in claimed] if params["kind"] not in _OPEN else []
    said = [
        (wrong, ("{} hör inte dit.", "{} should not be there.")),
        (missing, ("{} saknas.", "{} should be there.")),
    ]
    parts = [words[lang == "en"].format(_some(names, lang)) for names, words in said if names]
    return " ".join(parts) or ("The value is not right." if lang == "en" else "Värdet stämmer inte.")


MADE: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "what": _what,
    "where": _where,
    "in_table": _in_table,
    "claimed": lambda params, lang: _number(str(params["claimed"]), lang),
    "reckoned": lambda params, lang: _number(str(params["reckoned"]), lang),
    "in_tables": _in_tables,
    "zeros": _zeros,
    "gap": lambda params, lang: GAPS[params["state"]][lang == "en"],
    "neighbours": _neighbours,
    "years": lambda params, lang: _some([str(year) for year in params["years"]], lang),
    "counts": lambda params, lang: _some([_number(text, lang) for text in params["counts"]], lang),
    "printed_day": lambda params, lang: _day(params["printed_day"], lang),
    "used_day": lambda params, lang: _day(params["used_day"], lang),
    "values": _values,
    "pairs": _pairs,
    "claim_year": lambda params, _lang: str(params["claim_year"]),
    "ranking": lambda params, lang: RANKINGS[params["kind"]][lang == "en"],
    "claimed_names": lambda params, lang: _names(params, lang, "claimed_names"),
    "differs": _differs,
    "what_answered": lambda params, lang: name_of(params["indicator"], lang),
    "direction": lambda params, lang: DIRECTIONS[params["direction"]][lang == "en"],
    "earlier_year": lambda params, _lang: str(params["earlier_year"]),
}
