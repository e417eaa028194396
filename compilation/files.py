"""The compilation as files: JSON, CSV with a table schema, and a workbook with a sheet for each table."""

import csv
import json
from datetime import datetime
from io import BytesIO, StringIO

import xlsxwriter

from compilation.charts import charts
from compilation.labels import label, title
from compilation.people import Inhabitants
from compilation.report import Report, plain
from compilation.tables import COUNT, KRONOR, PER_1000, PER_10000, PERCENT, YEAR, Column, Table
from compilation.values import shown
from payouts.exporting import harmless

_FORMATS = {COUNT: "#,##0", KRONOR: "#,##0", PERCENT: "0.0", PER_1000: "0.0", PER_10000: "0.0", YEAR: "0"}
LICENCE = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "CC0 1.0",
}
_UNITS = {COUNT: "1", KRONOR: "SEK", PERCENT: "%", PER_1000: "1/1000", PER_10000: "1/10000"}
_KEYS = frozenset({"region", "form", "year", "level", "component"})
_TEXT = ("Text", "Text")
# The notes that say by which people a rate is measured.
_PER_WHOM = frozenset(("people", "people_estimated", "no_people", "no_people_of", "several_days"))
_TYPES = {
    COUNT: "integer",
    KRONOR: "integer",
    YEAR: "integer",
    PERCENT: "number",
    PER_1000: "number",
    PER_10000: "number",
}


def as_json(report: Report, lang: str = "sv") -> dict[str, bytes]:
    """compilation.json."""
    drawn = [{"id": chart.id, "title": chart.title} for chart in charts(report, lang)]
    content = json.dumps(report.as_json(lang) | {"charts": drawn}, ensure_ascii=False, indent=2)
    return {"compilation.json": content.encode()}


def as_csv(report: Report, lang: str = "sv") -> dict[str, bytes]:
    """One CSV file a table, and datapackage.json, which says what each column holds (Data Package)."""
    files = {f"{table.id}.csv": _csv(table) for table in report.tables}
    package = {
        "profile": "tabular-data-package",
        "name": f"villkor3-{report.year}",
        "title": _name_of(report, lang),
        "licenses": [LICENCE],
        "sources": [{"title": said} for said in sorted({each.source for each in _people(report)} - {""})],
        "resources": [*(_resource(report, table, lang) for table in report.tables), _text_resource(lang)],
    }
    files |= {"text.csv": _text(report)}
    return files | {"datapackage.json": json.dumps(package, ensure_ascii=False, indent=2).encode()}


def as_xlsx(report: Report, lang: str = "sv") -> dict[str, bytes]:
    """A workbook: a sheet for each table with real numbers, text never taken for a formula."""
    out = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, settings) as book:
        # No moment of writing: the same report gives the same bytes.
        book.set_properties({"created": datetime(report.year, 1, 1)})  # noqa: DTZ001 -- the file has no zone
        for table in report.tables:
            _sheet(book, report, table, lang)
        _text_sheet(book, report, lang)
    return {"compilation.xlsx": out.getvalue()}


def _csv(table: Table) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        writer.writerow(["" if row[c.key] is None else plain(row[c.key]) for c in table.columns])
    return out.getvalue().encode()


def _text(report: Report) -> bytes:
    """The sentences and an editor's paragraphs, in both languages."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "sv", "en"])
    writer.writerows([each.id, harmless(each.sv), harmless(each.en)] for each in report.words())
    return out.getvalue().encode()


def _name_of(report: Report, lang: str) -> str:
    """What the open data is called."""
    return f"{'Condition 3, compilation of' if lang == 'en' else 'Villkor 3, sammanställning'} {report.year}"


def _people(report: Report) -> list[Inhabitants]:
    """The populations that the year's rates are measured by."""
    return [people for (_region, year), people in report.sources.populations.items() if year == report.year]


def _resource(report: Report, table: Table, lang: str) -> dict[str, object]:
    measured = " ".join(
        note.words(report.sources.regions, lang) for note in table.notes if note.kind in _PER_WHOM
    )
    return {
        "profile": "tabular-data-resource",
        "name": table.id.replace("_", "-"),
        "title": title(table.id, lang),
        "path": f"{table.id}.csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, measured, lang) for column in table.columns],
            "primaryKey": _key(table),
            "missingValues": [""],
        },
    }


def _text_resource(lang: str) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": "text",
        "title": _TEXT[lang == "en"],
        "path": "text.csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": name, "title": name, "type": "string"} for name in ("id", "sv", "en")],
            "primaryKey": ["id"],
            "missingValues": [""],
        },
    }


def _field(column: Column, measured: str, lang: str) -> dict[str, object]:
    """A column's type, unit and limits; a rate says what it is measured by."""
    kind = _TYPES.get(column.unit, "string")
    field: dict[str, object] = {
        "name": column.key,
        "title": label(column.key, lang, column.ages),
        "type": kind,
    }
    if column.unit in _UNITS:
        field["unit"] = _UNITS[column.unit]
    if column.unit in (COUNT, KRONOR, PER_1000, PER_10000):
        field["constraints"] = {"minimum": 0}
    if column.unit in (PER_1000, PER_10000):
        field["description"] = measured
    return field


def _key(table: Table) -> list[str]:
    """The columns that tell the rows apart: the region or form, the year and the level."""
    keys = [column.key for column in table.columns if column.key in _KEYS]
    return keys or [table.columns[0].key]


def _sheet(book: xlsxwriter.Workbook, report: Report, table: Table, lang: str) -> None:
    sheet = book.add_worksheet(title(table.id, lang)[:31])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = {unit: book.add_format({"num_format": made}) for unit, made in _FORMATS.items()}
    sheet.write_string(0, 0, f"{title(table.id, lang)} {report.year}", bold)
    for at, column in enumerate(table.columns):
        sheet.write_string(2, at, label(column.key, lang, column.ages), bold)
    for down, row in enumerate(table.rows, start=3):
        for at, column in enumerate(table.columns):
            value = shown(report, column, row[column.key], lang)
            sheet.write(down, at, "–" if value is None else value, formats.get(column.unit))
    for down, note in enumerate(table.notes, start=len(table.rows) + 4):
        sheet.write_string(down, 0, note.words(report.sources.regions, lang))
    sheet.freeze_panes(3, 1)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(table.columns), 16)


def _text_sheet(book: xlsxwriter.Workbook, report: Report, lang: str) -> None:
    """What is said in words, a paragraph a row."""
    sheet = book.add_worksheet(_TEXT[lang == "en"])
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, f"{_TEXT[lang == 'en']} {report.year}", book.add_format({"bold": True}))
    for down, each in enumerate(report.words(), start=2):
        sheet.write_string(down, 0, each.en if lang == "en" else each.sv, wrapped)
    sheet.set_column(0, 0, 110)
