"""The sentences of the rules that compare: heading and message in Swedish and in English.

Each is (title_sv, title_en, sv, en); `phrases` makes them part of the whole. What stands
after " | " is what to do.
"""

COMPARING: dict[str, tuple[str, str, str, str]] = {
    "whole.year": (
        "Talet ser ut som ett årtal", "The figure looks like a year",
        "{place} står {year_written}. Det ser ut som ett årtal. | Rätta talet, eller förklara om "
        "antalet verkligen är {value}.",
        "{place} there is {year_written}, which looks like a year. | Correct it, or explain if the "
        "number really is {value}.",
    ),
    "whole.year_for_count": (
        "Ett årtal i stället för ett antal", "A year instead of a count",
        "{place} står {year_written}. Det ser ut som ett årtal, och med det talet är summorna inte "
        "lika. | Skriv rätt antal.",
        "{place} there is {year_written}, which looks like a year, and with it the sums are not "
        "equal. | Enter the right number.",
    ),
    # --- silence -------------------------------------------------------------------------
    "silence.no_contacts": (
        "Inga kontakter", "No contacts",
        "Ni redovisar {treatments} behandlingar och inga kontakter. | Om uppgiften inte har samlats "
        "in, ändra till ”ej insamlat”. Om det verkligen är noll, förklara varför.",
        "You report {treatments} treatments and no contacts. | If the figure was not collected, "
        "change to “not collected”. If it really is zero, explain why.",
    ),
    "silence.only_with_contact": (
        "Nästan bara behandlingar med kontakt", "Almost only treatments with a contact",
        "Ni redovisar kontakter för nästan alla behandlingar ({contacts} av {treatments}). Alla "
        "behandlingar ska räknas, också de utan kontakt. | Lägg till dem om de saknas. Förklara "
        "annars den höga andelen.",
        "You report contacts for almost all treatments ({contacts} of {treatments}). All treatments "
        "count, also those without a contact. | Add them if they are missing. Otherwise explain the "
        "high share.",
    ),
    "silence.gone": (
        "En stor rad är nu 0", "A large line is now 0",
        "{gone}. | Skriv rätt antal, ange ”ej insamlat”, eller förklara varför inget finns att "
        "redovisa.",
        "{gone}. | Enter the right number, state “not collected”, or explain why there is nothing to "
        "report.",
    ),
    # --- copies --------------------------------------------------------------------------
    "copies.pair": (
        "Samma två tal i två avsnitt", "The same two figures in two sections",
        "Talen {small} och {large} står både under {section_one} och under {section_two}. Det är "
        "ovanligt. | Kontrollera att det ena avsnittet inte är en kopia av det andra. Förklara om "
        "talen stämmer.",
        "The figures {small} and {large} appear both under {section_one} and under {section_two}. "
        "This is unusual. | Check that one section is not a copy of the other. Explain if the "
        "figures are right.",
    ),
    "copies.left": (
        "Samma tal som förra gången", "The same figure as last time",
        "{left}, precis som förra gången. | Kontrollera att det inte är gamla tal som står kvar. "
        "Förklara om det stämmer.",
        "{left}, exactly as last time. | Check that no old figures have been left in place. Explain "
        "if this is right.",
    ),
    "copies.swapped": (
        "Två tal kan ha bytt plats", "Two figures may have been swapped",
        "I avsnittet {section_of} är {name_one} {first} och {name_two} {second}. I er redovisning "
        "för {year} var andelen {name_one} {percent}. Talen kan ha bytt plats. | Byt dem, eller "
        "förklara fördelningen.",
        "In the section {section_of}, {name_one} is {first} and {name_two} {second}. In your return "
        "for {year} the share of {name_one} was {percent}. The figures may have been swapped. | Swap "
        "them, or explain the distribution.",
    ),
    # --- change --------------------------------------------------------------------------
    "change.total": (
        "Behandlingarna har ändrats mycket", "The treatments have changed a lot",
        "Behandlingarna är tillsammans {now}, jämfört med {before} för {year}{difference}. | "
        "{total_doubt} Rätta det som är fel, eller förklara förändringen.",
        "Treatments total {now}, compared with {before} for {year}{difference}. | {total_doubt} "
        "Correct what is wrong, or explain the change.",
    ),
    "change.line": (
        "Stor förändring", "A large change",
        "{changes}. | Rätta det som är fel. Om det stämmer, förklara kort vad som har hänt.",
        "{changes}. | Correct what is wrong. If it is right, explain briefly what happened.",
    ),
    "change.private": (
        "Den privata andelen har ändrats mycket", "The private share has changed a lot",
        "Privata vårdgivare står för {percent} ({part} av {whole}). För {year} var andelen "
        "{before_percent}. | Har privat och offentlig bytt plats, eller saknas vårdgivare? Rätta i "
        "så fall talen, eller förklara förändringen.",
        "Private providers account for {percent} ({part} of {whole}). For {year} the share was "
        "{before_percent}. | Have private and public been swapped, or are providers missing? If so, "
        "correct the figures, or explain the change.",
    ),
    "change.men": (
        "Andelen män har ändrats mycket", "The share of men has changed a lot",
        "Män står för {percent} ({part} av {whole}). För {year} var andelen {before_percent}. | "
        "Rätta talen om de är fel, eller förklara förändringen.",
        "Men account for {percent} ({part} of {whole}). For {year} the share was {before_percent}. | "
        "Correct the figures if they are wrong, or explain the change.",
    ),
    "change.no_earlier": (
        "Allt har inte kunnat jämföras", "Not everything could be compared",
        "{no_comparison} | Granska de talen utan jämförelse.",
        "{no_comparison} | Review these figures without a comparison.",
    ),
    # --- extremes ------------------------------------------------------------------------
    "extremes.contacts": (
        "Ovanlig andel kontakter", "Unusual share of contacts",
        "Ni redovisar kontakter för {percent} av behandlingarna ({part} av {whole}). I hälften av "
        "regionerna är andelen mellan {usual}. | {contacts_doubt}",
        "You report contacts for {percent} of treatments ({part} of {whole}). In half of the regions "
        "the share is between {usual}. | {contacts_doubt}",
    ),
    "extremes.private": (
        "Ovanlig andel privata vårdgivare", "Unusual share of private providers",
        "Privata vårdgivare står för {percent} ({part} av {whole}). I hälften av regionerna är "
        "andelen mellan {usual}. | Kontrollera att alla vårdgivare är med och på rätt rad. Förklara "
        "annars andelen.",
        "Private providers account for {percent} ({part} of {whole}). In half of the regions the "
        "share is between {usual}. | Check that all providers are included and on the right line. "
        "Otherwise explain the share.",
    ),
    "extremes.men": (
        "Ovanlig andel män", "Unusual share of men",
        "Män står för {percent} ({part} av {whole}). I hälften av regionerna är andelen mellan "
        "{usual}. | Kontrollera att kvinnor och män står på rätt rad. Förklara annars andelen.",
        "Men account for {percent} ({part} of {whole}). In half of the regions the share is between "
        "{usual}. | Check that women and men are on the right lines. Otherwise explain the share.",
    ),
    "extremes.pain": (
        "Ovanlig andel smärtbehandling", "Unusual share of pain treatment",
        "Långvarig smärta står för {percent} av behandlingarna ({part} av {whole}). I hälften av "
        "regionerna är andelen mellan {usual}. | Kontrollera att alla former är med. Förklara annars "
        "andelen.",
        "Long-term pain accounts for {percent} of treatments ({part} of {whole}). In half of the "
        "regions the share is between {usual}. | Check that all forms are included. Otherwise "
        "explain the share.",
    ),
}  # fmt: skip

# Ends of sentences that depend on the direction: (Swedish, English) for more, then for less.
TOTAL_DOUBT = (
    ("Har någon fil räknats dubbelt?", "Was a file counted twice?"),
    ("Saknas vårdgivare eller månader?", "Are providers or months missing?"),
)
CONTACTS_DOUBT = (
    (
        "Lägg till de behandlingar där ingen kontakt togs, om de saknas. Förklara annars den höga andelen.",
        "Add the treatments without contact, if they are missing. Otherwise explain the high share.",
    ),
    (
        "Lägg till de kontakter som saknas, eller ange ”delvis insamlat”. Förklara annars den låga andelen.",
        "Add the contacts that are missing, or state “partly collected”. Otherwise explain the low share.",
    ),
)
# Why something was not compared: (Swedish, English). The first speaks of lines, the others of shares.
NO_EARLIER = (
    "Regionen har inget tidigare tal att jämföra med för {names}.",
    "The region has no earlier figure to compare with for {names}.",
)
NOT_COMPARED = {
    "half": (
        "{names} har inte jämförts med regionens tidigare andel: ett av de tidigare talen saknas.",
        "{names} was not compared with the region's earlier share: one of the earlier figures is missing.",
    ),
    "years": (
        "{names} har inte jämförts med regionens tidigare andel: de tidigare talen är från olika år.",
        "{names} was not compared with the region's earlier share: the earlier figures are from "
        "different years.",
    ),
    "small": (
        "{names} har inte jämförts med regionens tidigare andel: den bygger på färre än {smallest} "
        "behandlingar.",
        "{names} was not compared with the region's earlier share: it rests on fewer than {smallest} "
        "treatments.",
    ),
    "others": (
        "{names} har inte jämförts med de andra regionernas: färre än {fewest} av dem har uppgiften.",
        "{names} was not compared with the other regions': fewer than {fewest} of them have the figure.",
    ),
}
SHARE_NAMES = {
    "CONTACTS_PER_TREATMENT": ("andelen kontakter", "the share of contacts"),
    "PRIVATE_SHARE": ("andelen privata vårdgivare", "the share of private providers"),
    "MEN_SHARE": ("andelen män", "the share of men"),
    "PAIN_SHARE": ("andelen smärtbehandling", "the share of pain treatment"),
}
