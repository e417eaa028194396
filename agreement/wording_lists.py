"""What findings about lists say of places, rows and names: see `wording`."""

from collections.abc import Callable, Mapping
from typing import Any

from agreement import numerals
from agreement.naming import NAMED, listed
from agreement.phrases_lists import PERSONAL


def _in_column(params: Mapping[str, Any], lang: str) -> str:
    """ "kolumn D (Behandlingsform) i filen ”a.xlsx”": where in a list."""
    named = f" ({params['heading']})" if params.get("heading") else ""
    if lang == "en":
        return f"column {params['column']}{named} of the file “{params['name']}”"
    return f"kolumn {params['column']}{named} i filen ”{params['name']}”"


def _rows_words(params: Mapping[str, Any], lang: str) -> str:
    """ "Det gäller 12 rader, först 14, 15 och 31." """
    rows = [numerals.count(row, lang) for row in params["first_rows"]]
    number = params["number"]
    if number == 1:
        return f"Row {rows[0]}." if lang == "en" else f"Det gäller rad {rows[0]}."
    named = listed(rows[:NAMED], len(rows[:NAMED]), lang)
    if lang == "en":
        return f"{numerals.count(number, lang)} rows, the first {named}."
    return f"Det gäller {numerals.count(number, lang)} rader, först {named}."


def _number_rows(params: Mapping[str, Any], lang: str) -> str:
    number = params["number"]
    word = ("row" if number == 1 else "rows") if lang == "en" else ("rad" if number == 1 else "rader")
    return f"{numerals.count(number, lang)}{numerals.NBSP}{word}"


def _kinds(params: Mapping[str, Any], lang: str) -> str:
    names = [PERSONAL[kind][lang == "en"] for kind in str(params["kinds"]).split(", ")]
    return listed(names, len(names), lang)


def _about(params: Mapping[str, Any], lang: str) -> str:
    return "" if params.get("exact") else ("about " if lang == "en" else "ungefär ")


def _providers(params: Mapping[str, Any], lang: str) -> str:
    signs = "“”" if lang == "en" else "””"
    names = [f"{signs[0]}{name}{signs[1]}" for name in params["providers"]]
    return listed(names, len(names), lang)


def _year_seen(params: Mapping[str, Any], lang: str) -> str:
    """What tells that a file is of another year: its own title, or its days."""
    name, year, title = params["name"], params["file_year"], params.get("title")
    if title:
        if lang == "en":
            return f"The file “{name}” says “{title}”"
        return f"I filen ”{name}” står ”{title}”"
    if lang == "en":
        return f"Most end dates in the file “{name}” are of {year}"
    return f"De flesta slutdatum i filen ”{name}” är från {year}"


MADE: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "in_column": _in_column,
    "rows_words": _rows_words,
    "kinds": _kinds,
    "number_rows": _number_rows,
    "about": _about,
    "providers": _providers,
    "year_seen": _year_seen,
}
