"""What is wrong with an editor's paragraphs: references to nothing, and typed numbers that are no figure."""

from collections.abc import Sequence

from compilation.references import filled, stray_numbers
from compilation.report import Report


def unknown_of(report: Report, texts: Sequence[str]) -> list[str]:
    """The references in texts that nothing in the report answers to."""
    return [name for text in texts for name in filled(text, report.tables).unknown]


def strays_of(report: Report) -> list[str]:
    """The numbers typed in the report's paragraphs that equal no figure in the data, in either language."""
    found = [
        number
        for each in report.paragraphs
        for text, lang in ((each.swedish, "sv"), (each.english, "en"))
        for number in stray_numbers(text, report.tables, lang)
    ]
    return list(dict.fromkeys(found))
