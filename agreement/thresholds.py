"""The limits of the comparing rules: terms of the year, with a default and a reason for each.

A year's terms may set any of them by name (`Terms.thresholds`). All are whole numbers, so
that comparisons stay exact. How each was set, and what it was tried on: docs/thresholds.md.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from fractions import Fraction

from agreement.numerals import decimal

# What follows the number: (Swedish, English).
UNITS: dict[str, tuple[str, str]] = {
    "years": (" år", " years"),
    "regions": (" regioner", " regions"),
    "count": ("", ""),
    "percent": ("\u00a0%", "%"),
    "points": (" procentenheter", " percentage points"),
    "halves": (" kvartilavstånd", " quartile distances"),
    "times": (" gånger", " times"),
}


def _limit(default: int, unit: str, sv: str, en: str) -> int:
    """A limit with what it is in both languages."""
    made: int = field(default=default, metadata={"unit": unit, "sv": sv, "en": en})
    return made


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits of one year.

    ``percent`` is of the earlier figure or of a whole, ``points`` are percentage points,
    ``halves`` are half widths between the quartiles, ``times`` are hundredths of a ratio.
    """

    # The domain's ten years: care is organised anew before that, and the figures say little.
    years_back: int = _limit(
        10, "years", "så gammal får en jämförd uppgift vara", "how old a compared figure may be"
    )
    # Quartiles of fewer than eight rest on two regions in each tail.
    fewest_regions: int = _limit(
        8, "regions", "så många andra regioner krävs", "how many other regions are needed"
    )
    # Below a hundred treatments the share of men alone varies by 9 points by chance (2 s.d.).
    smallest_total: int = _limit(
        100,
        "count",
        "så få behandlingar jämförs inte som andelar",
        "shares of fewer treatments than this are not compared",
    )
    # Tukey's inner fence. Money follows the contacts: of 2018 one region is below it and one above.
    contacts_halves: int = _limit(
        3, "halves", "kontakter per behandling: gräns mot andra", "contacts per treatment: fence"
    )
    # Private care runs from 7 to 92 percent as a matter of policy; on odds only the absurd is outside.
    private_halves: int = _limit(3, "halves", "privat andel: gräns mot andra", "private share: fence")
    # Regions agree closely here, so the outer fence: of 2018 it asks one region.
    men_halves: int = _limit(6, "halves", "andel män: gräns mot andra", "share of men: fence")
    pain_halves: int = _limit(3, "halves", "smärtans andel: gräns mot andra", "pain share: fence")
    # Where all regions are alike, a fence is no wider than chance; nearer than this nobody is asked.
    share_least: int = _limit(
        3, "points", "så nära mitten frågas aldrig", "nearer the median than this is never asked about"
    )
    # A sum that is off by more than this is not compared; the balance has already said so.
    sums_percent: int = _limit(
        10,
        "percent",
        "så mycket får summorna skilja för att jämföras",
        "how far sums may differ to be compared",
    )
    # Added to both sides of every ratio: 0 to 39 treatments is no news, 0 to 137 is.
    line_floor: int = _limit(
        50,
        "count",
        "läggs till båda talen när en rad jämförs",
        "added to both figures when a line is compared",
    )
    # KBT+IPT and MMR, 2009-2018: 204 of 210 changes between printed years are below three times.
    line_times: int = _limit(
        300, "times", "en rad har ändrats mer än så många gånger", "a line changed more than this many times"
    )
    line_widens: int = _limit(
        25, "times", "vidgas med detta för varje år till", "widened by this for each further year"
    )
    total_floor: int = _limit(
        20,
        "count",
        "läggs till båda talen när summan jämförs",
        "added to both figures when the total is compared",
    )
    # KBT+IPT, by far the larger part of the total: of 21 regions 2 pass it from 2017 to 2018. Files that are
    # counted twice or lost move a total by more.
    total_times: int = _limit(
        150,
        "times",
        "summan har ändrats mer än så många gånger",
        "the total changed more than this many times",
    )
    # Over five years (2013 to 2018) 4 of 21 pass 1.9 times by growth or decline alone.
    total_widens: int = _limit(
        10, "times", "vidgas med detta för varje år till", "widened by this for each further year"
    )
    # 18 of 20 regions moved less than 19 points from 2018 to 2020; the other two moved 43 and 63.
    private_points: int = _limit(
        25, "points", "privat andel har ändrats mer än så", "the private share moved more than this"
    )
    # No region with a hundred treatments moved more than 7.3 points from 2018 to 2020.
    men_points: int = _limit(
        10, "points", "andelen män har ändrats mer än så", "the share of men moved more than this"
    )
    share_widens: int = _limit(
        1, "points", "vidgas med detta för varje år till", "widened by this for each further year"
    )
    # At a typical 6 percent, no contact among 100 treatments happens once in 500 returns.
    silent_treatments: int = _limit(
        100,
        "count",
        "så många behandlingar utan en enda kontakt",
        "this many treatments without a single contact",
    )
    # Half of the lines below 30 are empty again within a year or two (2017-2018); of those above, few.
    gone_smallest: int = _limit(
        30, "count", "så stor var den rad som nu är 0", "how large the line was that is 0 now"
    )
    # Kronoberg 2020 has 99 percent; the next has 52.
    only_contacts_percent: int = _limit(
        90,
        "percent",
        "så stor del av behandlingarna har kontakt",
        "this part of the treatments has a contact",
    )
    only_contacts_smallest: int = _limit(
        20, "count", "färre behandlingar än så säger inget", "fewer treatments than this say nothing"
    )
    # Two pairs of small numbers are equal by chance.
    pair_smallest: int = _limit(
        10, "count", "så stort är det minsta talet i ett lika par", "the smaller figure of an equal pair"
    )
    # Figures move by about 15 percent a year, so one of 100 comes back by chance once in 40 times.
    same_smallest: int = _limit(
        100,
        "count",
        "så stort är ett tal som är lika som förra gången",
        "size of a figure equal to last time",
    )
    # Two providers may well have one figure in common, but not four lines of more treatments than this.
    list_same_lines: int = _limit(
        4,
        "count",
        "så många rader med tal är lika hos två vårdgivare",
        "this many lines with a figure are equal at two care providers",
    )
    list_same_smallest: int = _limit(
        20,
        "count",
        "färre behandlingar än så hos en vårdgivare säger inget",
        "fewer treatments than this at a care provider say nothing",
    )
    # Two honest lists of treatments share common kinds of rows, but never whole runs of a third of a file.
    list_rows_percent: int = _limit(
        30,
        "percent",
        "så stor del av den mindre listan står också i den andra",
        "this part of the smaller list stands in the other as well",
    )
    # Nobody copies from a return that is older than the last few.
    same_years: int = _limit(
        3, "years", "så gammalt kan ett kvarlämnat tal vara", "how old a left-over figure can be"
    )
    # Swapped columns lie this many times nearer the earlier share than the columns as they stand.
    swapped_times: int = _limit(
        300, "times", "så mycket bättre passar talen ombytta", "how much better the columns fit swapped"
    )
    # A figure that looks like a year but lies this near the earlier one is taken as a count.
    year_percent: int = _limit(
        25, "percent", "så nära det tidigare talet är det inget årtal", "this near the earlier it is no year"
    )
    # Of 315 figures between two others in the report for 2018 one is below a tenth, and it is a twenty-fifth.
    series_times: int = _limit(
        1_000,
        "times",
        "ett tryckt tal skiljer sig så många gånger från åren intill",
        "a printed figure is this many times off the years beside it",
    )
    # Printed figures below a hundred move by such ratios, and are alike, by chance.
    series_smallest: int = _limit(
        100, "count", "mindre tryckta tal än så jämförs inte", "smaller printed figures are not compared"
    )
    # Figures move by about 15 percent a year; nobody calls less than a tenth a change.
    unchanged_percent: int = _limit(
        10,
        "percent",
        "så liten ändring kan kallas oförändrad",
        "a change smaller than this may be called unchanged",
    )
    unchanged_count: int = _limit(
        10,
        "count",
        "så få fler eller färre kan kallas oförändrat",
        "so few more or fewer may be called unchanged",
    )

    @classmethod
    def of(cls, said: Mapping[str, int]) -> "Thresholds":
        """The defaults with what a year's terms say instead. What `refused` names is passed over."""
        return cls(**{name: value for name, value in said.items() if name not in refused(said)})

    def times(self, of: str, gap: int) -> Fraction:
        """The ratio that a ``line`` or ``total`` may change by over so many years."""
        first: int = getattr(self, f"{of}_times")
        widens: int = getattr(self, f"{of}_widens")
        return Fraction(first + widens * (gap - 1), 100)

    def points(self, of: str, gap: int) -> Fraction:
        """How far the ``private`` or ``men`` share may move over so many years, as a share."""
        first: int = getattr(self, f"{of}_points")
        return Fraction(first + self.share_widens * (gap - 1), 100)

    def described(self, name: str, lang: str = "sv") -> str:
        """One limit as the page about the rules shows it: what it is, its value and unit."""
        limit = next(each for each in limits() if each.name == name)
        words = UNITS[limit.metadata["unit"]][lang == "en"]
        value: int = getattr(self, name)
        parts = {"times": (100, 2), "halves": (2, 1)}.get(limit.metadata["unit"], (1, 0))
        number = decimal(Fraction(value, parts[0]), parts[1], lang)
        return f"{limit.metadata['en' if lang == 'en' else 'sv']}: {number}{words}"


def limits() -> tuple["Field[int]", ...]:
    """All limits with their default and metadata, for the page about the rules."""
    return fields(Thresholds)


def refused(said: Mapping[str, int]) -> tuple[str, ...]:
    """Names that are no limit, and limits whose value is not a whole number of 0 or more."""
    known = {each.name for each in limits()}
    return tuple(
        name
        for name, value in said.items()
        if name not in known or not isinstance(value, int) or isinstance(value, bool) or value < 0
    )
