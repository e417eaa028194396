"""The sentences of findings and steps, in Swedish and English. Words only: `wording` fills them in.

What stands after the first " | " of a message is what to do; the mark itself is never shown.
"""

from dataclasses import dataclass

from agreement.phrases_claims import CLAIMS
from agreement.phrases_comparing import COMPARING
from agreement.phrases_gate import GATE
from agreement.phrases_lists import LISTS


@dataclass(frozen=True, slots=True)
class Phrase:
    """A rule's heading and message in both languages."""

    title_sv: str
    title_en: str
    sv: str
    en: str


DO = "| "
SIDES = {
    "forms": ("behandlingsformer", "forms of treatment"),
    "stated": ("behandlingar totalt", "treatments in total"),
    "providers": ("vårdgivare", "providers"),
    "sex": ("kön", "sex"),
}
# What the treatments were counted from; the forms, which is the rule, go without saying.
BASES = {
    "forms": ("", ""),
    "stated": (" (den angivna summan)", " (the stated total)"),
    "providers": (" (privat och offentlig)", " (private and public)"),
    "sex": (" (kvinnor och män)", " (women and men)"),
}
UNITS = {
    "contacts": ("kontakter", "contacts"),
    "treatments_with_contact": ("behandlingar med kontakt", "treatments with contact"),
}

PHRASES: dict[str, Phrase] = {
    # --- complete -------------------------------------------------------------------------
    "complete.unanswered": Phrase(
        "Rader utan svar", "Lines without an answer",
        "I avsnittet {section} saknas svar för {lines}. | Ange antalet. Om uppgifter saknas väljer ni "
        "”delvis insamlat” eller ”ej insamlat” och skriver varför.",
        "The section {section} has no answer for {lines}. | Enter the number. If figures are missing, choose "
        "“partly collected” or “not collected” and say why.",
    ),
    "complete.missing_figure": Phrase(
        "Antalet saknas", "The number is missing",
        "I avsnittet {section} saknas antalet för {lines}. | Skriv antalet, eller välj ”inget att redovisa” "
        "eller ”ej insamlat”.",
        "The section {section} has no number for {lines}. | Enter the number, or choose “nothing to report” "
        "or “not collected”.",
    ),
    "complete.marked_zero": Phrase(
        "Markering och tal stämmer inte överens", "Mark and figure disagree",
        "{place} är det markerat ”inget att redovisa”, men där står {value}. "
        "| Ta bort markeringen eller talet.",
        "{place} it says “nothing to report”, but the figure is {value}. | Remove the mark or the figure.",
    ),
    "complete.marked_not_collected": Phrase(
        "Markering och tal stämmer inte överens", "Mark and figure disagree",
        "{place} är det markerat ”ej insamlat”, men där står {value}. | Ta bort talet, eller välj ”redovisat” "
        "eller ”delvis insamlat”.",
        "{place} it says “not collected”, but the figure is {value}. | Remove the figure, or choose “reported” "
        "or “partly collected”.",
    ),
    "complete.no_comment": Phrase(
        "Det saknas en kommentar", "A comment is missing",
        "I avsnittet {section} är {lines} markerat ”{mark}”, men kommentaren är tom. | Skriv vad som saknas, "
        "till exempel vilka vårdgivare eller månader.",
        "In the section {section}, {lines} is marked “{mark}”, but the comment is empty. | Say what is missing, "
        "for example which providers or months.",
    ),
    "complete.contacts_not_collected": Phrase(
        "Kontakter är inte insamlade", "Contacts were not collected",
        "Kontakter är markerat ”ej insamlat” ({lines}). Uppgiften räknas inte som noll och visas som ett "
        "streck i sammanställningen. Utan uppgift kan ingen ersättning för kontakter beräknas. | Förklara "
        "varför uppgiften saknas.",
        "Contacts is marked “not collected” ({lines}). It does not count as zero and is shown as a dash in "
        "the compilation. Without a figure no contact compensation can be computed. | Explain why it is missing.",
    ),
    "complete.period_missing": Phrase(
        "Perioden är inte ifylld", "The period is not filled in",
        "Perioden är inte ifylld.{years_period} | Skriv första och sista dag.",
        "The period is not filled in.{years_period} | Enter its first and last day.",
    ),
    "complete.period_order": Phrase(
        "Perioden slutar före den börjar", "The period ends before it begins",
        "Periodens sista dag, {last}, ligger före den första, {first}. | Rätta datumen.",
        "The period's last day, {last}, is before its first, {first}. | Correct the dates.",
    ),
    "complete.period_unreadable": Phrase(
        "Perioden är inget datum", "The period is not a date",
        "I perioden står ”{raw}”, som inte är ett datum. | Skriv dagen som åååå-mm-dd, till exempel 2026-12-31.",
        "The period contains “{raw}”, which is not a date. | Write the day as yyyy-mm-dd, for example 2026-12-31.",
    ),
    "complete.period": Phrase(
        "Perioden är en annan än årets", "The period is not this year's",
        "Redovisningen gäller {first}–{last}, men årets period är {expected_first}–{expected_last}. | Rätta "
        "datumen, eller byt fil om ni har valt fel år.",
        "The return covers {first}–{last}, but this year's period is {expected_first}–{expected_last}. "
        "| Correct the dates, or choose another file if it is from the wrong year.",
    ),
    "complete.period_short": Phrase(
        "Perioden är kortare än årets", "The period is shorter than this year's",
        "Redovisningen gäller {first}–{last}. Årets period är längre: {expected_first}–{expected_last}. | Rätta "
        "datumen, eller förklara varför resten av perioden inte är med.",
        "The return covers {first}–{last}. This year's period is longer: {expected_first}–{expected_last}. "
        "| Correct the dates, or explain why the rest of the period is not included.",
    ),
    "complete.no_return": Phrase(
        "Ingen redovisning", "No return",
        "{region} lämnade ingen redovisning för {year}. Regionens tal saknas därför i alla summor. "
        "Regionens skäl: {reason}.",
        "{region} made no return for {year}. Its figures are therefore missing from all sums. "
        "The region's reason: {reason}.",
    ),
    # --- whole ----------------------------------------------------------------------------
    "whole.text": Phrase(
        "Text i stället för ett tal", "Text instead of a number",
        "{place} står texten ”{raw}”{first_of}. Här ska det vara ett heltal. | Skriv bara siffror, och lägg det ni vill "
        "förklara i kommentaren.",
        "{place} there is the text “{raw}”{first_of}. A whole number is expected. | Enter digits only, and put any "
        "explanation in the comment.",
    ),
    "whole.decimal": Phrase(
        "Inte ett heltal", "Not a whole number",
        "{place} står {raw}{first_of}. Antalet behandlingar ska vara ett heltal. | Kontrollera mot underlaget och skriv "
        "rätt antal.",
        "{place} there is {raw}{first_of}. The number of treatments must be a whole number. | Check your source and enter "
        "the right number.",
    ),
    "whole.negative": Phrase(
        "Ett antal under noll", "A number below zero",
        "{place} står {raw}{first_of}. Ett antal kan inte vara mindre än noll. | Skriv rätt antal, eller 0 om ingen "
        "behandling har avslutats.",
        "{place} there is {raw}{first_of}. A count cannot be below zero. | Enter the right number, or 0 if no treatment "
        "was completed.",
    ),
    "whole.date": Phrase(
        "Ett datum i stället för ett tal", "A date instead of a number",
        "{place} står datumet {raw}{first_of}. Här ska det vara ett antal. | Skriv antalet med siffror. I arbetsboken kan "
        "cellens format behöva ändras till tal.",
        "{place} there is the date {raw}{first_of}. A count is expected. | Enter the number in digits. In the workbook "
        "the cell's format may need to be changed to number.",
    ),
    "whole.truth": Phrase(
        "Ett sanningsvärde i stället för ett tal", "A truth value instead of a number",
        "{place} står sanningsvärdet {raw}{first_of}. Här ska det vara ett heltal. | Skriv antalet med siffror.",
        "{place} there is the truth value {raw}{first_of}. A whole number is expected. | Enter the number in digits.",
    ),
    "whole.error_value": Phrase(
        "Ett felvärde i stället för ett tal", "An error value instead of a number",
        "{place} står felvärdet {raw}{first_of}. Formeln ger inget tal. | Rätta formeln eller skriv in talet, spara filen "
        "och ladda upp den igen.",
        "{place} there is the error {raw}{first_of}. The formula gives no number. | Correct the formula or type the number, "
        "save the file and upload it again.",
    ),
    "whole.no_result": Phrase(
        "En formel utan sparat resultat", "A formula with no saved result",
        "{place} finns en formel utan sparat resultat. | Öppna filen i Excel så att formeln räknas om, spara "
        "och ladda upp filen igen. Ni kan också skriva in talet direkt.",
        "{place} there is a formula with no saved result. | Open the file in Excel so that it is calculated, "
        "save and upload it again. You can also type the number.",
    ),
    "whole.too_large": Phrase(
        "Ett orimligt stort antal", "An impossibly large number",
        "{place} står {raw}{first_of}. Ett så stort antal är inte möjligt. | Skriv rätt antal.",
        "{place} there is {raw}{first_of}. That many is not possible. | Enter the right number.",
    ),
    # --- balance --------------------------------------------------------------------------
    "balance.unequal": Phrase(
        "Summorna är inte lika", "The sums are not equal",
        "Summan för {odd} är {odd_total}, men {others} är båda {agreed}. Summorna ska vara lika. Felet finns "
        "troligen i raderna för {odd}: {off}. | Kontrollera dem mot underlaget.",
        "The sum of {odd} is {odd_total}, but {others} are both {agreed}. The sums should be equal. The fault "
        "is probably in the lines of {odd}: {off}. | Check them against your source.",
    ),
    "balance.unequal_all": Phrase(
        "Summorna är inte lika", "The sums are not equal",
        "Summorna är inte lika: {sides}. De ska vara lika, eftersom samma behandlingar räknas. | Kontrollera "
        "avsnitten mot underlaget.",
        "The sums are not equal: {sides}. They should be, since the same treatments are counted. | Check the "
        "sections against your source.",
    ),
    "balance.forms_exceed": Phrase(
        "Behandlingsformerna är för många", "Too many by form",
        "De insamlade behandlingsformerna är tillsammans {total}, men {side} är {limit}. När en form inte är "
        "insamlad kan de andra inte vara fler än så. | Rätta det avsnitt som är fel.",
        "The collected forms add up to {total}, but {side} is {limit}. Where a form was not collected, the "
        "others cannot exceed that. | Correct the section that is wrong.",
    ),
    # --- limits ---------------------------------------------------------------------------
    "limits.contacts": Phrase(
        "Fler kontakter än behandlingar", "More contacts than treatments",
        "Antalet kontakter med {lines} är {contacts}, men antalet behandlingar är {treatments}{from_basis}. Varje "
        "behandling räknas högst en gång. | Rätta det tal som är fel.",
        "Contacts with {lines} are {contacts}, but there are {treatments} treatments{from_basis}. Each treatment counts "
        "once at most. | Correct the figure that is wrong.",
    ),
    "limits.contacts_together": Phrase(
        "Fler kontakter än behandlingar tillsammans", "More contacts than treatments together",
        "Kontakterna är tillsammans {together} (arbetsgivare {employer}, Arbetsförmedlingen "
        "{employment_service}), men behandlingarna är {treatments}{from_basis}. Det är möjligt om samma patient har haft "
        "båda slagen av kontakt. | Förklara i så fall det, eller rätta talen.",
        "The contacts add up to {together} (employers {employer}, Arbetsförmedlingen {employment_service}), "
        "but there are {treatments} treatments{from_basis}. This is possible if one patient had both kinds of "
        "contact. | If so, explain it; otherwise correct the figures.",
    ),
    "complete.both_unknown": Phrase(
        "Behandlingar med båda slagen av kontakt saknas", "Treatments with both kinds of contact are missing",
        "Ni har {employer} kontakter med arbetsgivare och {employment_service} med Arbetsförmedlingen. I år "
        "ersätts varje behandling en gång, också om den hade båda slagen. | Ange hur många som hade båda, 0 om "
        "ingen hade det, eller förklara varför ni inte vet.",
        "You have {employer} contacts with employers and {employment_service} with Arbetsförmedlingen. This year "
        "each treatment is paid once, even if it had both kinds. | Enter how many had both, 0 if none did, or "
        "explain why you do not know.",
    ),
    "limits.both": Phrase(
        "Fler med båda slagen än med ett", "More with both kinds than with one",
        "Behandlingar med båda slagen av kontakt är {both}, men det mindre av de två slagen är {smallest}. "
        "| Rätta det tal som är fel, eller lämna raden tom.",
        "Treatments with both kinds of contact are {both}, but the smaller of the two kinds is {smallest}. "
        "| Correct the figure that is wrong, or leave the line blank.",
    ),
    # --- file -----------------------------------------------------------------------------
    "file.empty": Phrase(
        "Filen är tom", "The file is empty",
        "Filen ”{name}” är tom. Inget har ändrats i er redovisning. | Kontrollera att det är rätt fil, spara "
        "den i Excel och ladda upp den igen.",
        "The file “{name}” is empty. Nothing has changed in your return. | Check that it is the right file, "
        "save it in Excel and upload it again.",
    ),
    "file.not_workbook": Phrase(
        "Filen är ingen Excelfil", "The file is not an Excel file",
        "Filen ”{name}” är ingen Excel-arbetsbok. Inget har ändrats i er redovisning. | Spara siffrorna som "
        "Excel-arbetsbok (.xlsx), eller för över dem till årets arbetsbok, och ladda upp den.",
        "The file “{name}” is not an Excel workbook. Nothing has changed in your return. | Save the figures as an "
        "Excel workbook (.xlsx), or move them to this year's workbook, and upload it.",
    ),
    "file.encrypted": Phrase(
        "Filen är skyddad med lösenord", "The file is protected by a password",
        "Filen ”{name}” är skyddad med lösenord och kan inte läsas. Inget har ändrats. | Ta bort lösenordet i "
        "Excel, spara filen och ladda upp den igen.",
        "The file “{name}” is protected by a password and cannot be read. Nothing has changed. | Remove the "
        "password in Excel, save the file and upload it again.",
    ),
    "file.old_format": Phrase(
        "Filen har ett äldre format", "The file has an older format",
        "Filen ”{name}” har ett äldre Excelformat som inte kan läsas här. Inget har ändrats. | Spara den som "
        "Excel-arbetsbok (.xlsx) och ladda upp den igen.",
        "The file “{name}” has an older Excel format that cannot be read here. Nothing has changed. | Save it "
        "as an Excel workbook (.xlsx) and upload it again.",
    ),
    "file.ods": Phrase(
        "Filen är ett LibreOffice-kalkylblad", "The file is a LibreOffice spreadsheet",
        "Filen ”{name}” är ett kalkylblad i formatet .ods. Inget har ändrats. | Spara det som "
        "Excel-arbetsbok (.xlsx) och ladda upp det igen.",
        "The file “{name}” is a spreadsheet in the format .ods. Nothing has changed. | Save it as an Excel "
        "workbook (.xlsx) and upload it again.",
    ),
    "file.csv": Phrase(
        "Filen är en textfil", "The file is a text file",
        "Filen ”{name}” är en textfil, inte en Excel-arbetsbok. Inget har ändrats. | Öppna den i Excel, spara "
        "den som Excel-arbetsbok (.xlsx) och för över siffrorna till årets arbetsbok.",
        "The file “{name}” is a text file, not an Excel workbook. Nothing has changed. | Open it in Excel, save "
        "it as an Excel workbook (.xlsx) and move the figures to this year's workbook.",
    ),
    "file.too_large": Phrase(
        "Filen är för stor", "The file is too large",
        "Filen ”{name}” är för stor: gränsen är 20 MB. Inget har ändrats. | Ta bort bilder och andra blad, "
        "spara filen och ladda upp den igen.",
        "The file “{name}” is too large: the limit is 20 MB. Nothing has changed. | Remove pictures and other "
        "sheets, save the file and upload it again.",
    ),
    "file.bomb": Phrase(
        "Filen packar upp för mycket", "The file unpacks to too much",
        "Filen ”{name}” innehåller mer än en arbetsbok ska göra och har inte öppnats. Inget har ändrats. "
        "| Spara bladet med siffrorna i en ny arbetsbok (.xlsx) och ladda upp den.",
        "The file “{name}” holds more than a workbook should and was not opened. Nothing has changed. | Save the "
        "sheet with the figures in a new workbook (.xlsx) and upload it.",
    ),
    "file.broken": Phrase(
        "Filen är trasig", "The file is damaged",
        "Filen ”{name}” är skadad och kan inte läsas. Inget har ändrats. | Öppna den i Excel, spara den på nytt "
        "och ladda upp den igen.",
        "The file “{name}” is damaged and cannot be read. Nothing has changed. | Open it in Excel, save it "
        "again and upload it.",
    ),
    "file.doctype": Phrase(
        "Filen innehåller något otillåtet", "The file holds something not permitted",
        "Filen ”{name}” innehåller en dokumenttyp som Excel inte skriver, och har inte öppnats. Inget har "
        "ändrats. | Spara den på nytt i Excel och ladda upp den igen.",
        "The file “{name}” holds a document type that Excel does not write, and was not opened. Nothing has "
        "changed. | Save it again in Excel and upload it.",
    ),
    "file.far_cell": Phrase(
        "Något står långt utanför tabellen", "Something stands far outside the table",
        "I filen ”{name}” står något i cell {cell}, långt utanför tabellen. Inget har ändrats. | Töm cellen, "
        "spara filen och ladda upp den igen.",
        "The file “{name}” has something in cell {cell}, far outside the table. Nothing has changed. | Empty "
        "the cell, save the file and upload it again.",
    ),
    "file.not_our_template": Phrase(
        "Filen är inte årets arbetsbok", "The file is not this year's workbook",
        "Filen ”{name}” följer inte årets arbetsbok, så siffrorna hittas inte. Inget har ändrats i er "
        "redovisning. | Ladda ner arbetsboken för {year} och för över siffrorna dit.",
        "The file “{name}” does not follow this year's workbook, so the figures are not found. Nothing has "
        "changed in your return. | Download the workbook for {year} and move the figures there.",
    ),
    "file.old_template": Phrase(
        "Arbetsboken är en äldre version", "The workbook is an older version",
        "Arbetsboken är en äldre version av mallen. Inget har ändrats i er redovisning. | Ladda ner arbetsboken "
        "för {year} på nytt och för över siffrorna dit.",
        "The workbook is an older version of the template. Nothing has changed in your return. | Download the "
        "workbook for {year} again and move the figures there.",
    ),
    "file.other_year": Phrase(
        "Arbetsboken gäller ett annat år", "The workbook is for another year",
        "Arbetsboken gäller {file_year}, men ni lämnar in för {year}. Inget har ändrats i er redovisning. "
        "| Ladda ner arbetsboken för {year} och för över siffrorna dit.",
        "The workbook is for {file_year}, but you are reporting for {year}. Nothing has changed in your "
        "return. | Download the workbook for {year} and move the figures there.",
    ),
    "file.other_region": Phrase(
        "Arbetsboken gäller en annan region", "The workbook is for another region",
        "Arbetsboken är gjord för {file_region}, men du arbetar för {region}. Inget har ändrats. | Välj en annan "
        "fil, eller byt region om du har behörighet för båda.",
        "The workbook is made for {file_region}, but you are working for {region}. Nothing has changed. | Choose "
        "another file, or switch region if you may act for both.",
    ),
    "file.ambiguous": Phrase(
        "Det går inte att se vilka siffror som gäller", "It is unclear which figures count",
        "I filen ”{name}” finns flera siffror för {lines}, och det framgår inte vilka som gäller {year}. Inget "
        "har ändrats. | Skriv året eller regionens namn över rätt kolumn, spara filen och ladda upp den igen.",
        "The file “{name}” has several figures for {lines}, and it is not clear which are for {year}. Nothing "
        "has changed. | Write the year or the region's name above the right column, save and upload again.",
    ),
    "file.only_a_part": Phrase(
        "Siffrorna gäller bara en del", "The figures are of a part only",
        "I filen ”{name}” finns {lines}, men rubrikerna säger att siffrorna inte gäller hela {year}, utan "
        "till exempel ett kvartal, en grupp eller fjolåret. Inget har ändrats. | "
        "Välj filen för hela året, eller rätta rubriken.",
        "The file “{name}” has {lines}, but its headings say that the figures are not of all of {year}, but "
        "of a quarter, a group or last year, say. Nothing has changed. | "
        "Choose the file for the whole year, or correct the heading.",
    ),
    "file.by_labels": Phrase(
        "Filen är läst efter sina rubriker", "The file was read by its labels",
        "Filen ”{name}” är inte årets arbetsbok. Vi känner igen {known} av {asked} uppgifter.{not_found} | Kontrollera "
        "varje rad innan ni använder siffrorna.",
        "The file “{name}” is not this year's workbook. {known} of {asked} figures were recognised.{not_found} | "
        "Check every line before you use the figures.",
    ),
    "file.not_understood": Phrase(
        "Siffror som inte kunde tolkas", "Figures that were not understood",
        "Filen är läst efter sina rubriker. Det här kunde inte tolkas och är inte med: {labels}. | Kontrollera "
        "om det hör till någon rad, och skriv då siffran på raden.",
        "The file was read by its labels. This could not be understood and is left out: {labels}. | See whether "
        "it belongs to a line, and if so write the figure on the line.",
    ),
    "file.line_locked": Phrase(
        "Låsta rader är ändrade", "Locked lines were changed",
        "I filen är {lines} ändrat, men komplettering är begärd bara för {opened}. Inget har ändrats. | Ladda "
        "upp en fil där bara de raderna skiljer sig, eller skriv till handläggaren.",
        "The file changes {lines}, but completion was requested for {opened} only. Nothing has changed. | Upload "
        "a file where only those lines differ, or write to the officer.",
    ),
}  # fmt: skip
PHRASES |= {rule: Phrase(*words) for rule, words in (COMPARING | CLAIMS | GATE | LISTS).items()}

STEPS: dict[str, tuple[str, str]] = {
    "population": ("Folkmängd i regionen", "Population of the region"),
    "population_all": ("Folkmängd i alla {regions} regioner", "Population of all {regions} regions"),
    "division": ("{appropriation} × {weight} ÷ {total}", "{appropriation} × {weight} ÷ {total}"),
    "floor": ("Nedåt till hela kronor", "Down to whole kronor"),
    "remainder": (
        "Kvar att fördela när alla är avrundade nedåt: {left} kr. Regionens rest {remainder} "
        "är nummer {rank} i storlek",
        "Left to share when all are rounded down: SEK {left}. The region's remainder {remainder} "
        "is number {rank} in size",
    ),
    "rounded": ("Avrundat till hela kronor, varje region för sig", "Rounded to whole kronor by itself"),
    "units": ("Antal {unit}", "Number of {unit}"),
    "times_rate": ("{units} × {rate} kr", "{units} × SEK {rate}"),
    "over_cap": (
        "Alla regioner tillsammans, men det finns högst {cap} kr att fördela",
        "All regions together, but there is at most SEK {cap} to share",
    ),
    "amount": ("Belopp", "Amount"),
}
