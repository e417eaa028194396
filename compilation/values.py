"""What a table's value is called: codes become the names of regions, forms and purposes."""

from agreement.lines import INDICATORS, LINE
from agreement.wording import name_of
from compilation.answered import Value, answered_name
from compilation.labels import purpose
from compilation.report import Report, plain
from compilation.sources import NATION
from compilation.tables import Column


def shown(report: Report, column: Column, value: Value, lang: str) -> int | float | str | None:
    """A value as a reader of a file or page meets it: codes become names."""
    if column.key == "region":
        return ("The nation" if lang == "en" else "Hela riket") if value == NATION else _name(report, value)
    if column.key == "form":
        return _form(str(value), lang)
    if column.key == "purpose":
        return purpose(value if isinstance(value, str) else None, lang)
    if column.key in ("level", "component", "basis", "answer") and isinstance(value, str):
        return answered_name(column.key, value, lang)
    return plain(value)


def _name(report: Report, value: Value) -> str:
    return report.sources.regions.get(str(value), str(value))


def _form(code: str, lang: str) -> str:
    if code in LINE:
        return LINE[code].label(lang)
    return name_of(code, lang).capitalize() if code in INDICATORS else code
