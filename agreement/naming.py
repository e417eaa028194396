"""Names inside sentences: of lines and indicators, and lists of them."""

from collections.abc import Sequence

from agreement.lines import LINE

# How many lines or cells a sentence names before it counts the rest.
NAMED = 4
INDICATOR_NAMES = {
    "PSYCHOLOGICAL": ("psykisk ohälsa", "mental ill-health"),
    "PAIN": ("långvarig smärta", "long-term pain"),
    "MMR": ("MMR nivå 1 och 2", "MMR levels 1 and 2"),
    "KBT_IPT": ("KBT och IPT", "KBT and IPT"),
    "CONTACTS": ("kontakter", "contacts"),
    "TREATMENTS": ("behandlingar totalt", "treatments in total"),
    # What only printed reports speak of.
    "APPROPRIATION": ("anslaget", "the appropriation"),
    "SPECIFIED": ("den avsatta delen av anslaget", "the part of the appropriation with a purpose"),
    "PAYOUT_BASE": ("grundbeloppet", "the base amount"),
    "PAYOUT_CONTACTS": ("ersättningen för kontakter", "the compensation for contacts"),
    "COORDINATORS": ("rehabiliteringskoordinatorer", "rehabilitation coordinators"),
    "POPULATION": ("folkmängden", "the population"),
}


def name_of(code: str, lang: str = "sv") -> str:
    """A line's or indicator's name inside a sentence."""
    if code in LINE:
        return LINE[code].short(lang)
    return INDICATOR_NAMES[code][lang == "en"] if code in INDICATOR_NAMES else code


def listed(names: Sequence[str], count: int, lang: str = "sv") -> str:
    """ "A, B och C", or "A, B, C, D och 3 till" where there are more than can be named."""
    word, more = ("and", "more") if lang == "en" else ("och", "till")
    if count > NAMED:
        return f"{', '.join(names[:NAMED])} {word} {count - min(NAMED, len(names))} {more}"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"
