"""The small workbook that one care provider fills in: its name, private or public, and a count per line."""

from io import BytesIO

import xlsxwriter

from agreement.lines import SECTION_NAMES, Line, Section
from agreement.terms import Terms

WORDS = {
    "sv": ("Vårdgivare", "Privat eller offentlig", ("Privat", "Offentlig"), "Lämna tomt om ni inte vet."),
    "en": ("Care provider", "Private or public", ("Private", "Public"), "Leave blank if you do not know."),
}


def write_provider_template(terms: Terms, lang: str = "sv") -> bytes:
    """The workbook's bytes. The lines stand below each other, so that nobody has to scroll sideways."""
    out = BytesIO()
    words = WORDS["en" if lang == "en" else "sv"]
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(f"{words[0]} {terms.year}")
        strong, field = book.add_format({"bold": True}), book.add_format({"border": 1, "bg_color": "#FFF9E5"})
        sheet.set_column(0, 0, 58)
        sheet.set_column(1, 1, 34)
        for row, label in enumerate(words[:2]):
            sheet.write_string(row, 0, label, strong)
            sheet.write_blank(row, 1, None, field)
        sheet.data_validation(1, 1, 1, 1, {"validate": "list", "source": list(words[2])})
        sheet.write_string(2, 0, words[3])
        # The provider's own row says whether it is private; the sections are counted by the region.
        lines = [line for line in terms.lines() if line.section is not Section.PROVIDERS]
        _write_lines(sheet, lines, lang, (strong, field))
    return out.getvalue()


def _write_lines(
    sheet: xlsxwriter.worksheet.Worksheet, lines: list[Line], lang: str, formats: tuple[object, object]
) -> None:
    row, section = 3, None
    for line in lines:
        if line.section is not section:
            section = line.section
            row += 1
            sheet.write_string(row, 0, SECTION_NAMES[section][lang == "en"], formats[0])
            row += 1
        sheet.write_string(row, 0, line.label(lang))
        sheet.write_blank(row, 1, None, formats[1])
        row += 1
