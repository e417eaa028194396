"""The sentences about printed claims: heading and message in Swedish and in English.

Each is (title_sv, title_en, sv, en); `phrases` makes them part of the whole. What stands
after " | " is what to do.
"""

_DO = " | Kontrollera mot källan innan uppgiften används."
_DO_EN = " | Check the source before the figure is used."

CLAIMS: dict[str, tuple[str, str, str, str]] = {
    "claim_total.column": (
        "Raden för hela landet är inte summan", "The national row is not the sum",
        "{what} är {claimed} i raden för hela landet{in_table}, men regionernas rader är tillsammans "
        "{reckoned}. Raden eller en region är fel." + _DO,
        "{what}: {claimed} in the national row{in_table}, but the regions' rows add up to {reckoned}. "
        "Either that row or a region is wrong." + _DO_EN,
    ),
    "claim_total.row": (
        "Totalen är inte summan av sina delar", "The total is not the sum of its parts",
        "{what} är {claimed}{in_table}, men delarna bredvid är tillsammans {reckoned}." + _DO,
        "{what}: {claimed}{in_table}, but the parts beside it add up to {reckoned}." + _DO_EN,
    ),
    "claim_twice.values": (
        "Samma uppgift har olika värden", "The same figure has different values",
        "{what} är {values}. En uppgift kan bara ha ett värde." + _DO,
        "{what}: {values}. One figure can have one value only." + _DO_EN,
    ),
    "claim_twice.dates": (
        "Samma sak har olika datum", "The same thing has different dates",
        "{what} sägs vara betalt {values}. Bara ett av datumen kan vara rätt." + _DO,
        "{what} is said to have been paid {values}. Only one of the dates can be right." + _DO_EN,
    ),
    "claim_twice.zero": (
        "Noll där uppgiften saknas", "Zero where the figure is missing",
        "{zeros}{where} för {claim_year} står som 0{in_tables}. Enligt rapporten {gap}. En uppgift som saknas "
        "är inte noll." + _DO,
        "{zeros}{where} for {claim_year}: printed as 0{in_tables}. By the report itself {gap}. A missing figure "
        "is not zero." + _DO_EN,
    ),
    "claim_twice.row": (
        "Två regioner har samma tal", "Two regions have the same figures",
        "{what_answered} för {years} är {counts} i både {claimed_names}{in_table}. Den ena raden kan vara en "
        "kopia av den andra." + _DO,
        "{what_answered} for {years}: {counts} in both {claimed_names}{in_table}. One of the rows may be a "
        "copy of the other." + _DO_EN,
    ),
    "claim_rate.series": (
        "Långt från åren före och efter", "Far from the years before and after",
        "{what} är {claimed}{in_table}, men {neighbours}. Talet kan vara felskrivet eller ofullständigt." + _DO,
        "{what}: {claimed}{in_table}, but {neighbours}. The figure may be mistyped or incomplete." + _DO_EN,
    ),
    "claim_rate.share": (
        "Andelen följer inte av antalen", "The share does not follow from the counts",
        "Andelen {what} anges som {claimed} procent, men av antalen följer {reckoned} procent." + _DO,
        "The share of {what} is given as {claimed}%, but {reckoned}% follows from the counts." + _DO_EN,
    ),
    "claim_rate.change": (
        "Förändringen följer inte av antalen", "The change does not follow from the counts",
        "Förändringen av {what} anges som {claimed} procent, men av antalen följer {reckoned} procent." + _DO,
        "The change of {what} is given as {claimed}%, but {reckoned}% follows from the counts." + _DO_EN,
    ),
    "claim_rate.population": (
        "Talen per invånare går inte ihop", "The rates per inhabitant do not agree",
        "Ingen folkmängd{where} ger båda talen för {claim_year}: {pairs}. Ett antal eller ett tal per "
        "invånare är fel." + _DO,
        "No population{where} gives both rates for {claim_year}: {pairs}. A count or rate is wrong."
        + _DO_EN,
    ),
    "claim_rate.ranking": (
        "Ordningen mellan regionerna stämmer inte", "The ranking of the regions is not right",
        "{what}, {ranking}: rapporten anger {claimed_names}. {differs}" + _DO,
        "{what}, {ranking}: the report names {claimed_names}. {differs}" + _DO_EN,
    ),
    "claim_rate.regions": (
        "Antalet regioner stämmer inte", "The number of regions is not right",
        "{what}: rapporten anger {claimed} regioner över gränsen. Av antalen följer {reckoned}." + _DO,
        "{what}: the report gives {claimed} regions above the limit. By the counts it is {reckoned}."
        + _DO_EN,
    ),
    "claim_payout.size": (
        "Beloppet är större än anslaget", "The amount is larger than the appropriation",
        "{what} anges som {claimed} kronor. Hela anslaget är {reckoned} kronor." + _DO,
        "{what} is given as SEK {claimed}. The whole appropriation is SEK {reckoned}." + _DO_EN,
    ),
    "claim_payout.amount": (
        "Beloppet följer inte av antalet", "The amount does not follow from the count",
        "{what} anges som {claimed} kronor. Av antalet kontakter följer {reckoned} kronor." + _DO,
        "{what} is given as SEK {claimed}. By the number of contacts it is SEK {reckoned}." + _DO_EN,
    ),
    "claim_payout.population": (
        "Folkmängden har olika datum", "The population has different dates",
        "Rapporten säger att beloppen för {claim_year} följer folkmängden den {printed_day}. Enligt årets "
        "villkor är det folkmängden den {used_day}." + _DO,
        "The report says that the amounts for {claim_year} follow the population of {printed_day}. By the "
        "year's terms it is that of {used_day}." + _DO_EN,
    ),
    "claim_rate.answer": (
        "Svaret följer inte av siffrorna", "The answer does not follow from the figures",
        "Ni svarar att {what_answered} {direction}, men redovisningarna säger {before} för {earlier_year} och "
        "{now} för {claim_year}. | Rätta svaret, eller förklara skillnaden.",
        "You answer that {what_answered} {direction}, but the returns say {before} for {earlier_year} and "
        "{now} for {claim_year}. | Correct the answer, or explain the difference.",
    ),
    "claim_twice.suppliers": (
        "Leverantörer men inga behandlingar", "Suppliers but no treatments",
        "Ni svarar att {what_answered} har leverantörer, men redovisningen för {claim_year} säger 0 "
        "behandlingar. | Rätta svaret, eller förklara skillnaden.",
        "You answer that there are suppliers of {what_answered}, but the return for {claim_year} says 0 "
        "treatments. | Correct the answer, or explain the difference.",
    ),
    "claim_twice.no_suppliers": (
        "Behandlingar men inga leverantörer", "Treatments but no suppliers",
        "Ni svarar att {what_answered} har 0 leverantörer, men redovisningen för {claim_year} säger {now} "
        "behandlingar. | Rätta svaret, eller förklara skillnaden.",
        "You answer that there are 0 suppliers of {what_answered}, but the return for {claim_year} says {now} "
        "treatments. | Correct the answer, or explain the difference.",
    ),
    "claim_twice.coordinators": (
        "Inga koordinatorer längre", "No coordinators any longer",
        "Ni svarar 0 rehabiliteringskoordinatorer för {claim_year}. I enkäten för {earlier_year} var de "
        "{before}. | Rätta svaret, eller förklara skillnaden.",
        "You answer 0 rehabilitation coordinators for {claim_year}. In the survey for {earlier_year} they "
        "were {before}. | Correct the answer, or explain the difference.",
    ),
}  # fmt: skip

# What a ranking says of the regions that it names.
RANKINGS = {
    "highest share": ("störst andel", "largest share"),
    "lowest share": ("minst andel", "smallest share"),
    "largest increase": ("ökade mest", "rose most"),
    "largest decrease": ("minskade mest", "fell most"),
    "increase": ("ökade", "rose"),
    "decrease": ("minskade", "fell"),
    "above the nation": ("över landet per invånare", "above the nation per inhabitant"),
    "below the nation": ("under landet per invånare", "below the nation per inhabitant"),
    "regions with share above": ("andel över gränsen", "share above the limit"),
}

# What a report says of a figure that it prints as 0.
GAPS = {
    "not_collected": ("samlades uppgiften inte in", "it was not collected"),
    "partly": ("är uppgiften inte fullständig", "it is not complete"),
    "no_return": ("lämnade regionen ingen redovisning", "the region sent no return"),
}

# What a survey's answer says of an indicator.
DIRECTIONS = {
    "increased": ("ökade", "rose"),
    "decreased": ("minskade", "fell"),
    "unchanged": ("var oförändrade", "were unchanged"),
}
