"""The sentences for files that hold too much or are of another kind: heading and message in both languages.

Each is (title_sv, title_en, sv, en); `phrases` makes them part of the whole. What stands
after " | " is what to do.
"""

GATE: dict[str, tuple[str, str, str, str]] = {
    "file.binary": (
        "Filen är en binär arbetsbok", "The file is a binary workbook",
        "Filen ”{name}” är en binär arbetsbok (.xlsb), som inte kan läsas här. Inget har ändrats. | Spara den som "
        "Excel-arbetsbok (.xlsx) och ladda upp den igen.",
        "The file “{name}” is a binary workbook (.xlsb), which cannot be read here. Nothing has changed. | Save it "
        "as an Excel workbook (.xlsx) and upload it again.",
    ),
    "file.web_page": (
        "Filen är en webbsida", "The file is a web page",
        "Filen ”{name}” är en webbsida (.html), inte en Excel-arbetsbok. Inget har ändrats. | Öppna den i Excel, "
        "spara den som Excel-arbetsbok (.xlsx) och ladda upp den igen.",
        "The file “{name}” is a web page (.html), not an Excel workbook. Nothing has changed. | Open it in Excel, "
        "save it as an Excel workbook (.xlsx) and upload it again.",
    ),
    "file.zipped": (
        "Filen är packad i ett zip-arkiv", "The file is packed in a zip archive",
        "Filen ”{name}” är ett zip-arkiv med en fil i. Inget har ändrats. | Packa upp arkivet och ladda upp "
        "arbetsboken som ligger i det.",
        "The file “{name}” is a zip archive with a file in it. Nothing has changed. | Unpack the archive and upload "
        "the workbook inside.",
    ),
    "file.odd_archive": (
        "Filen är felaktigt packad", "The file is packed wrongly",
        "I filen ”{name}” har delar samma namn eller namn som inte är tillåtna, så det går inte att veta vilka som "
        "gäller. Inget har ändrats. | Öppna den i Excel, spara den på nytt och ladda upp den igen.",
        "In the file “{name}”, parts share a name or have names that are not permitted, so it cannot be known which "
        "ones count. Nothing has changed. | Open it in Excel, save it again and upload it.",
    ),
    "file.many_parts": (
        "Filen har för många delar", "The file has too many parts",
        "Filen ”{name}” består av fler än {limit} delar och har inte öppnats. Inget har ändrats. | Ta bort bilder "
        "och blad som inte hör till redovisningen, spara filen och ladda upp den igen.",
        "The file “{name}” has more than {limit} parts and was not opened. Nothing has changed. | Remove pictures "
        "and sheets that are not part of the return, save the file and upload it again.",
    ),
    "file.many_sheets": (
        "Arbetsboken har för många blad", "The workbook has too many sheets",
        "Filen ”{name}” har fler än {limit} blad. Inget har ändrats. | Ta bort blad som inte hör till "
        "redovisningen, spara filen och ladda upp den igen.",
        "The file “{name}” has more than {limit} sheets. Nothing has changed. | Remove sheets that are not part of "
        "the return, save the file and upload it again.",
    ),
    "file.many_cells": (
        "Arbetsboken har för många ifyllda celler", "The workbook has too many filled cells",
        "Filen ”{name}” har fler än {limit} ifyllda celler. Inget har ändrats. | Ta bort blad med underlag som inte "
        "hör till redovisningen, spara filen och ladda upp den igen.",
        "The file “{name}” has more than {limit} filled cells. Nothing has changed. | Remove sheets of source data "
        "that are not part of the return, save the file and upload it again.",
    ),
    "file.many_texts": (
        "Arbetsboken har för många texter", "The workbook has too many texts",
        "Filen ”{name}” har fler än {limit} olika texter. Inget har ändrats. | Ta bort blad med underlag som inte "
        "hör till redovisningen, spara filen och ladda upp den igen.",
        "The file “{name}” has more than {limit} different texts. Nothing has changed. | Remove sheets of source "
        "data that are not part of the return, save the file and upload it again.",
    ),
    "file.many_styles": (
        "Arbetsboken har för många format", "The workbook has too many formats",
        "Filen ”{name}” har fler än {limit} cellformat. Inget har ändrats. | Ladda ner årets arbetsbok, för över "
        "siffrorna och ladda upp den.",
        "The file “{name}” has more than {limit} cell formats. Nothing has changed. | Download this year's workbook, "
        "move the figures there and upload it.",
    ),
    "file.many_names": (
        "Arbetsboken har för många definierade namn", "The workbook has too many defined names",
        "Filen ”{name}” har fler än {limit} definierade namn. Inget har ändrats. | Ladda ner årets arbetsbok, för "
        "över siffrorna och ladda upp den.",
        "The file “{name}” has more than {limit} defined names. Nothing has changed. | Download this year's workbook, "
        "move the figures there and upload it.",
    ),
    "file.many_merged": (
        "För många celler är sammanfogade", "Too many cells are merged",
        "I filen ”{name}” är mer än {limit} celler sammanfogade, senast {cell}. Inget har ändrats. | Dela upp dem, "
        "spara filen och ladda upp den igen.",
        "In the file “{name}”, more than {limit} cells are merged, last {cell}. Nothing has changed. | Unmerge them, "
        "save the file and upload it again.",
    ),
}  # fmt: skip
