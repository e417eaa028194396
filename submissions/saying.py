"""What words in a file say, whatever their case and signs: which years they speak of. Needs no settings."""

import re
import unicodedata

from agreement.numerals import parse_day

# A column that is headed with the year's last day is the year's.
LAST_DAY = (12, 31)
_DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\b\d{8}\b|\b\d{1,2}[./]\d{1,2}[./]?\s*\d{4}|\b\d{6}\b"
    r"|\b\d{1,2}\.?\s+(?:jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)[a-z]*\.?,?\s+\d{4}",
    re.IGNORECASE,
)
# Not that of a diary number, FK2020/001051.
_YEAR = re.compile(r"(?<![A-Za-z\d])(?:19[89]\d|20\d\d)(?!\d)")
# A year that says when something was done to the file, or is to be done, is not the figures'.
_DONE = re.compile(
    r"utskriv|skriv(en|it)s? ut|\bsammanstall[dt]a?\b|upprattad|framtag"
    r"|uppdater|skapa[dt]|lamnas|inlamn|sista|senast|deadline|diarie|\bdnr\b|version"
    r"|\bkalla|print|updated|created|\bdue\b|source"
)
UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"))


def plain(text: str) -> str:
    """The text in small letters without accents, signs or doubled spaces."""
    # A raised number is a footnote's and no part of the word; in the plain alphabet it would be.
    text = unicodedata.normalize("NFKD", text.translate(UNSEEN).casefold())
    letters = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w%]+|_", " ", letters).split())


def years_in(text: str) -> frozenset[int]:
    """The years that the text speaks of. A day is no year, unless it is a period from day to day."""
    if _DONE.search(plain(text)):
        return frozenset()
    days = _DAY.findall(text)
    day = parse_day(text)
    if day is not None:
        return frozenset({day.year}) if (day.month, day.day) == LAST_DAY else frozenset()
    if len(days) == 2 and not _YEAR.search(_DAY.sub(" ", text)):
        return frozenset(int(year) for day in days for year in _YEAR.findall(day))
    return frozenset(int(year) for year in _YEAR.findall(_DAY.sub(" ", text)))
