"""The sentences about provider lists and series lists: see `phrases_comparing` for the shape."""

# What a column looks like, by the kind that `submissions.lists.personal` says: (Swedish, English).
PERSONAL = {
    "identity": ("personnummer eller samordningsnummer", "personal identity numbers"),
    "birth": ("födelsedatum", "birth dates"),
    "name": ("namn på personer", "names of people"),
    "free_text": ("fritext om patienter", "free text about patients"),
}

LISTS: dict[str, tuple[str, str, str, str]] = {
    "file.list_no_heading": (
        "Rubrikraden hittas inte", "The header row is not found",
        "Ingen rad i filen ”{name}” har rubriker som går att förstå, så kolumnerna är okända. Inget har ändrats. "
        "| Skriv en rubrik över varje kolumn, till exempel Behandlingsform och Kön, och ladda upp filen igen.",
        "No row of the file “{name}” has headings that can be understood. Nothing has changed. | Write a heading "
        "above each column, such as Form of treatment and Sex, and upload the file again.",
    ),
    "file.list_too_long": (
        "Listan har för många rader", "The list has too many rows",
        "Filen ”{name}” har något på rad {row}, men en lista får ha högst {limit} rader. Inget har ändrats. "
        "| Dela listan i flera filer, till exempel en per vårdgivare, och ladda upp dem tillsammans.",
        "The file “{name}” has something in row {row}, but a list may have at most {limit} rows. Nothing has changed. "
        "| Split it into several files, such as one for each provider, and upload them together.",
    ),
    "file.list_too_wide": (
        "Listan har för många kolumner", "The list has too many columns",
        "Filen ”{name}” har fler än {limit} kolumner. Inget har ändrats. | Ta bort de kolumner som inte "
        "behövs och ladda upp filen igen.",
        "The file “{name}” has more than {limit} columns. Nothing has changed. | Remove the columns that are not "
        "needed and upload the file again.",
    ),
    "file.list_other_year": (
        "Listan gäller ett annat år", "The list is for another year",
        "{year_seen}, men ni redovisar {year}. Inget har ändrats. "
        "| Välj filen för {year} och ladda upp den.",
        "{year_seen}, but you report for {year}. Nothing has changed. "
        "| Choose the file for {year} and upload it.",
    ),
    "file.list_quote": (
        "Ett citattecken saknar sin motsvarighet", "A quotation mark is not closed",
        "I filen ”{name}” börjar en cell på rad {row} med ett citattecken som inte avslutas rätt, så raderna efter "
        "går inte att skilja åt. Inget har ändrats. | Ta bort citattecknet eller spara listan som .xlsx, och ladda "
        "upp filen igen.",
        "In row {row} of the file “{name}” a cell begins with a quotation mark that is not closed rightly, so the "
        "rows after it cannot be told apart. Nothing has changed. | Remove the mark or save the list as .xlsx, and "
        "upload the file again.",
    ),
    "file.list_mixed": (
        "Filerna är av olika slag", "The files are of different kinds",
        "Filen ”{name}” är inte samma slags lista som de andra. Inget har ändrats. | Ladda upp vårdgivarlistor "
        "för sig och serielistor för sig.",
        "The file “{name}” is not the same kind of list as the others. Nothing has changed. | Upload provider "
        "lists by themselves and series lists by themselves.",
    ),
    "file.personal_data": (
        "Filen innehåller personuppgifter", "The file holds personal data",
        "Kolumn {columns} i filen ”{name}” ser ut att innehålla {kinds}. Filen är raderad hos oss. Inget har "
        "ändrats. | Ta bort kolumnen och ladda upp filen igen.",
        "Column {columns} of the file “{name}” looks like {kinds}. The file has been erased here. Nothing has "
        "changed. | Remove the column and upload the file again.",
    ),
    "whole.list_unknown": (
        "Ett värde går inte att förstå", "A value is not understood",
        "I {in_column} står ”{text}”, som inte går att förstå. {rows_words} | Rätta värdet och ladda upp filen igen.",
        "In {in_column} there is “{text}”, which is not understood. {rows_words} | Correct it and upload the file again.",
    ),
    "whole.list_level": (
        "Nivån på MMR saknas", "The level of MMR is missing",
        "I {in_column} står ”{text}” utan nivå. {rows_words} | Skriv MMR nivå 1 eller MMR nivå 2 och ladda "
        "upp filen igen.",
        "In {in_column} there is “{text}” without a level. {rows_words} | Write MMR level 1 or MMR level 2 and upload "
        "the file again.",
    ),
    "whole.list_blank": (
        "Tomma celler", "Empty cells",
        "I {in_column} är cellen tom. {rows_words} | Fyll i värdet och ladda upp filen igen.",
        "In {in_column} the cell is empty. {rows_words} | Fill in the value and upload the file again.",
    ),
    "whole.list_unread": (
        "Celler utan läsbart värde", "Cells without a value that can be read",
        "I {in_column} står ett felvärde, eller en formel utan sparat resultat. {rows_words} | Öppna filen i Excel, "
        "rätta cellen, spara och ladda upp filen igen.",
        "In {in_column} there is an error value, or a formula without a saved result. {rows_words} | Open the file in "
        "Excel, correct the cell, save and upload the file again.",
    ),
    "whole.list_date": (
        "Ett datum går inte att läsa", "A date cannot be read",
        "I {in_column} står ”{text}”, som inte går att läsa som datum. {rows_words} | Skriv datum som 2026-03-31 och "
        "ladda upp filen igen.",
        "In {in_column} there is “{text}”, which cannot be read as a date. {rows_words} | Write dates as 2026-03-31 and "
        "upload the file again.",
    ),
    "whole.list_period": (
        "Datum utanför perioden", "Dates outside the period",
        "I {in_column} står {text}, som är utanför årets period. {rows_words} | Ta bort raderna eller rätta datumet, "
        "och ladda upp filen igen.",
        "In {in_column} there is {text}, outside the period of the year. {rows_words} | Remove the rows or correct the "
        "date, and upload the file again.",
    ),
    "whole.list_count": (
        "Ett antal är inget heltal", "A count is not a whole number",
        "I {in_column} står ”{text}”, som inte är ett helt antal. {rows_words} | Skriv antalet med bara siffror och "
        "ladda upp filen igen.",
        "In {in_column} there is “{text}”, which is not a whole count. {rows_words} | Write the count in digits only "
        "and upload the file again.",
    ),
    "whole.list_more": (
        "Fler fel av samma slag", "More faults of the kind",
        "Filen ”{name}” har ytterligare {number} fel som inte visas här. | Hämta arbetsboken med alla rader att "
        "rätta.",
        "The file “{name}” has {number} more faults that are not shown here. | Download the workbook with all rows "
        "to correct.",
    ),
    "complete.list_outside_age": (
        "Rader utanför 16–67 år", "Rows outside ages 16–67",
        "I filen ”{name}” är {number_rows} utanför 16–67 år och räknas inte med. | Kontrollera att det stämmer.",
        "In the file “{name}”, {number_rows} outside ages 16–67 are not counted. | Check that this is right.",
    ),
    "complete.list_blank_contacts": (
        "Tomma celler för kontakt", "Empty cells for contacts",
        "I filen ”{name}” är cellen för kontakt tom i {number_rows}. Det räknas som ingen kontakt. "
        "| Kontrollera att det stämmer.",
        "In the file “{name}” the cell for contacts is empty in {number_rows}. It counts as no "
        "contact. | Check that this is right.",
    ),
    "complete.list_blank_end": (
        "Rader utan slutdatum", "Rows without an end date",
        "I filen ”{name}” saknas slutdatum i {number_rows}. De räknas med. | Ta bort de behandlingar som inte är "
        "avslutade, eller förklara varför slutdatum saknas.",
        "In the file “{name}” the end date is missing in {number_rows}. They are counted. | Remove treatments that "
        "are not completed, or explain why the date is missing.",
    ),
    "complete.list_unread_lists": (
        "Fler blad ser ut som listor", "More sheets look like lists",
        "I filen ”{name}” är bara bladet {sheet} räknat, men {sheets} ser också ut som en lista. | Ladda upp varje "
        "blad som en egen fil om det hör till listan, eller förklara vad det är.",
        "Only the sheet {sheet} of the file “{name}” is counted, but {sheets} looks like a list as well. | Upload "
        "each sheet as a file of its own if it belongs to the list, or explain what it is.",
    ),
    "complete.list_hidden": (
        "Listan står på ett dolt blad", "The list is on a hidden sheet",
        "I filen ”{name}” är listan läst på bladet {sheet}, som är dolt. | Kontrollera att det är årets lista, och "
        "förklara varför bladet är dolt eller ladda upp filen med rätt blad synligt.",
        "The list of the file “{name}” was read on the sheet {sheet}, which is hidden. | Check that it is this "
        "year's list, and explain why the sheet is hidden or upload the file with the right sheet shown.",
    ),
    "complete.list_hidden_lists": (
        "Dolda blad är inte räknade", "Hidden sheets are not counted",
        "I filen ”{name}” är bladet {sheet} räknat. {sheets} ser också ut som en lista men är dolt och räknas inte. "
        "| Kontrollera att det stämmer. Ladda annars upp det dolda bladet som en egen fil.",
        "The sheet {sheet} of the file “{name}” is counted. {sheets} looks like a list as well, but is hidden and not "
        "counted. | Check that this is right. Otherwise upload the hidden sheet as a file of its own.",
    ),
    "complete.list_no_rows": (
        "Behandlingsformer utan rader", "Forms of treatment without rows",
        "Listan har inga rader för {lines}. De räknas som 0. | Om uppgiften inte har samlats in, ändra till "
        "”ej insamlat” i formuläret.",
        "The list has no rows for {lines}. They count as 0. | If the figure was not collected, change to “not "
        "collected” in the form.",
    ),
    "complete.list_unread_sheets": (
        "Blad som inte är lästa", "Sheets that were not read",
        "I filen ”{name}” är bara bladet {sheet} läst, men det finns mer på {sheets}. | Ladda upp de andra bladen "
        "som egna filer om de hör till listan.",
        "Only the sheet {sheet} of the file “{name}” was read, but there is more on {sheets}. | Upload the other "
        "sheets as files of their own if they belong to the list.",
    ),
    "complete.list_unnamed": (
        "En rad utan namn", "A row without a name",
        "I filen ”{name}” saknas vårdgivarens namn. {rows_words} | Skriv namnet, så att listan kan jämföras med "
        "den förra.",
        "In the file “{name}” the care provider's name is missing. {rows_words} | Write it, so that the list can be "
        "compared with the last one.",
    ),
    "copies.list_sum_row": (
        "En rad är summan av de andra", "A row is the sum of the others",
        "Rad {row} i filen ”{name}”, ”{provider}”, har summan av alla andra rader och räknas som en vårdgivare. "
        "| Ta bort raden om den är en summa, och ladda upp filen igen. Annars räknas allt två gånger.",
        "Row {row} of the file “{name}”, “{provider}”, has the sum of all other rows and counts as a care provider. "
        "| Remove the row if it is a sum, and upload the file again. Otherwise all is counted twice.",
    ),
    "copies.list_same_file": (
        "Samma fil två gånger", "The same file twice",
        "Filen ”{name}” är samma fil som ”{other}” och räknas en gång. | Ta bort den ena, eller byt till rätt fil.",
        "The file “{name}” is the same as “{other}” and counts once. | Remove one of them, or choose the right file.",
    ),
    "copies.list_same_rows": (
        "Samma rader i två filer", "The same rows in two files",
        "Filerna ”{name}” och ”{other}” har {about}{number_rows} gemensamt, som räknas två gånger. | Ta bort "
        "raderna ur den ena filen, eller förklara varför de är lika.",
        "The files “{name}” and “{other}” have {about}{number_rows} in common, counted twice. | Remove them from "
        "one of the files, or explain why they are alike.",
    ),
    "copies.list_same_provider": (
        "Samma vårdgivare två gånger", "The same care provider twice",
        "Vårdgivaren {provider} står på {number_rows} i listan. | Ta bort det som är dubbelt, eller förklara "
        "varför det ska räknas ihop.",
        "The care provider {provider} stands in {number_rows} of the list. | Remove what is double, or explain why "
        "it is to be added up.",
    ),
    "copies.list_same_counts": (
        "Två vårdgivare med samma tal", "Two care providers with the same figures",
        "{provider} och {other} har samma tal på alla rader ({value} behandlingar). | Kontrollera att talen inte "
        "är kopierade, eller förklara.",
        "{provider} and {other} have the same figure in every line ({value} treatments). | Check that they were not "
        "copied, or explain.",
    ),
    "change.list_provider": (
        "En vårdgivares antal har ändrats mycket", "A care provider's count has changed a lot",
        "{provider} har {now} behandlingar, jämfört med {before} i den förra listan. | Kontrollera med "
        "vårdgivaren, eller förklara.",
        "{provider} has {now} treatments, compared with {before} in the last list. | Check with the care provider, "
        "or explain.",
    ),
    "copies.list_spellings": (
        "Namn som liknar varandra", "Names that are alike",
        "{providers} kan vara samma vårdgivare. De räknas var för sig. | Slå ihop dem om det är samma vårdgivare.",
        "{providers} may be the same care provider. They are counted apart. | Merge them if they are the same.",
    ),
    "balance.list_total": (
        "Listans summarad stämmer inte", "The list's own total differs",
        "På rad {row} i filen ”{name}” är summan för {lines} {said}, men raderna ger {value}. | Kontrollera att "
        "alla rader är med.",
        "In row {row} of the file “{name}” the total for {lines} is {said}, but the rows give {value}. | Check that "
        "all rows are there.",
    ),
    "balance.list_row": (
        "En vårdgivares tal stämmer inte", "A care provider's figures do not agree",
        "På rad {row} har {provider} {sides}. De talen ska vara lika. | Kontrollera raden med vårdgivaren, eller "
        "förklara skillnaden.",
        "In row {row} {provider} has {sides}. These should be equal. | Check the row with the care provider, or "
        "explain the difference.",
    ),
    "limits.list_row": (
        "Fler kontakter än behandlingar hos en vårdgivare", "More contacts than treatments at a care provider",
        "På rad {row} har {provider} {contacts} kontakter av ett slag men {treatments} behandlingar. | Kontrollera "
        "raden med vårdgivaren, eller förklara.",
        "In row {row} {provider} has {contacts} contacts of one kind but {treatments} treatments. | Check the row "
        "with the care provider, or explain.",
    ),
    "limits.list_together": (
        "Fler kontakter än behandlingar hos en vårdgivare", "More contacts than treatments at a care provider",
        "På rad {row} har {provider} {together} kontakter tillsammans (arbetsgivare {employer}, Arbetsförmedlingen "
        "{employment_service}) men {treatments} behandlingar. Det är möjligt om samma patient har haft båda slagen. "
        "| Kontrollera raden med vårdgivaren, eller förklara.",
        "In row {row} {provider} has {together} contacts together (employers {employer}, Arbetsförmedlingen "
        "{employment_service}) but {treatments} treatments. This is possible if one patient had both kinds. | Check "
        "the row with the care provider, or explain.",
    ),
    "limits.list_both": (
        "Fler med båda slagen än med ett", "More with both kinds than with one",
        "På rad {row} har {provider} {both} behandlingar med båda slagen av kontakt, men det mindre av de två slagen är "
        "{smallest}. | Kontrollera raden med vårdgivaren.",
        "In row {row} {provider} has {both} treatments with both kinds of contact, but the smaller of the two kinds is "
        "{smallest}. | Check the row with the care provider.",
    ),
    "whole.list_year": (
        "Ett tal på en rad ser ut som ett årtal", "A figure in a row looks like a year",
        "På rad {row} har {provider} {year_written} för {lines}. Det ser ut som ett årtal. | Rätta talet i filen, eller "
        "förklara om antalet verkligen är {value}.",
        "In row {row} {provider} has {year_written} for {lines}, which looks like a year. | Correct the file, or explain "
        "if the number really is {value}.",
    ),
    "silence.list_no_contacts": (
        "Inga kontakter hos en vårdgivare", "No contacts at a care provider",
        "På rad {row} har {provider} {treatments} behandlingar och inga kontakter. | Kontrollera med vårdgivaren om "
        "kontakterna saknas. Låt cellerna vara tomma om de inte har samlats in.",
        "In row {row} {provider} has {treatments} treatments and no contacts. | Ask the care provider whether contacts "
        "are missing. Leave the cells empty if they were not collected.",
    ),
    "silence.list_only_contacts": (
        "Nästan bara behandlingar med kontakt hos en vårdgivare",
        "Almost only treatments with a contact at a care provider",
        "På rad {row} har {provider} kontakter för nästan alla behandlingar ({contacts} av {treatments}). Alla "
        "behandlingar ska räknas, också de utan kontakt. | Kontrollera raden med vårdgivaren, eller förklara.",
        "In row {row} {provider} has contacts for almost all treatments ({contacts} of {treatments}). All treatments "
        "count, also those without a contact. | Check the row with the care provider, or explain.",
    ),
}  # fmt: skip
