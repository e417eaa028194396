"""Columns that look like personal data: personal identity numbers, birth dates, names, free text.

Such a column is refused, not skipped: what was never taken in cannot leak. A column is judged by
its heading and by its distinct values; what an honest list may hold by chance (a running number
that happens to pass the check digit) is not enough.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from submissions.lists.days import day_of
from submissions.lists.words import key, text_of

IDENTITY, BIRTH, NAME, FREE_TEXT = "identity", "birth", "name", "free_text"

# A word processor writes other dashes than a keyboard does.
_SIGNS = "-+\u2010\u2011\u2012\u2013\u2014\u2212"
_IDENTITY = re.compile(rf"(?<!\d)((?:18|19|20)?\d{{2}}) ?(\d{{4}})( ?[{_SIGNS}] ?| ?)(\d{{4}})(?!\d)")
# The last four hidden, or given by a region that did not know them: 811228-XXXX, 19811228-TF12.
_HIDDEN = re.compile(
    rf"(?<!\w)((?:18|19|20)?\d{{2}})(\d{{4}}) ?[{_SIGNS}]? ?(?=\d*[A-Z*•])[A-Z\d*•]{{4}}(?!\w)", re.IGNORECASE
)
_SIX = re.compile(r"\d{6}")
# A heading may say what the column is not: "Löpnummer (ej personnummer)".
_DENIED = re.compile(r"\b(ej|inte|icke|utan|not|no|without)\b", re.IGNORECASE)
HEADINGS: dict[str, tuple[str, ...]] = {
    IDENTITY: ("personnummer", "personnr", "persnr", "pnr", "samordningsnummer", "personid", "ssn",
               "personalidentitynumber", "patientid", "reservnummer", "personalidentity", "socialsecurity"),
    BIRTH: ("fodelsedatum", "fodelsedag", "fodelsetid", "fodd", "birthdate", "dateofbirth", "birthday", "dob"),
    NAME: ("patientnamn", "patientensnamn", "fornamn", "efternamn", "tilltalsnamn", "firstname", "lastname",
           "surname", "patientname", "patient"),
    FREE_TEXT: ("anteckning", "anteckningar", "journal", "journaltext", "fritext", "notering", "noteringar",
                "kommentar", "kommentarer", "diagnos", "diagnostext", "anamnes", "notes", "comment", "comments",
                "freetext", "beskrivning"),
}  # fmt: skip
# Words as long as these tell also inside a longer heading. "Diagnosgrupp" and "patientens kön" are harmless.
_INSIDE = 7
_WHOLE = frozenset(("diagnos", "journal", "patient", "beskrivning"))
# The commonest first names in the population register, both old and young; enough to know a column of them.
_FIRST_NAMES = """
    anna eva maria karin kristina lena sara kerstin emma ingrid marie malin jenny birgitta annika inger ulla
    susanne monika monica elin johanna linda ida carina helena sofia sofie amanda julia hanna marianne gunilla
    margareta elisabeth elisabet camilla cecilia josefin frida ulrika therese lisa matilda ella alice maja wilma
    lars mikael anders johan erik per peter karl carl jan thomas daniel fredrik andreas hans stefan mats bengt
    marcus markus bo nils mattias magnus alexander jonas niklas martin bjorn patrik oskar oscar henrik joakim
    david christer christian viktor victor simon lennart filip tobias robert kjell ulf robin rickard richard
    gustav gustaf linus jesper roger christoffer kristoffer roland hakan jimmy sven leif goran ahmed ali
    mohammed mohamed hassan fatima ingegerd siv maud barbro gun britt astrid linnea ebba saga agnes lukas lucas
    hugo liam william oliver axel elias adam noah leo emil albin isak jakob jacob samuel rasmus pontus sebastian
    jessica sandra rebecca rebecka caroline charlotte louise katarina agneta yvonne anita solveig gunnel
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())
# Words that an establishment's name has and a person's has not.
_PLACE = re.compile(
    r"\b(vård\w*|klinik\w*|mottagning\w*|hälso\w*|ab|rehab\w*|psyk\w*|center|centrum|centralen|sjukhus\w*|"
    r"lasarett\w*|praktik\w*|terapi\w*|team\w*|enhet\w*|fysio\w*|smärt\w*|region\w*|hb|kb|primärvård\w*|"
    r"clinic|health|care|hospital|therapy)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[A-ZÅÄÖÉ][\w'’-]+(?:,? [A-ZÅÄÖÉ][\w'’-]*\.?){1,3}")
# In small letters these are words as well.
_WORDS_TOO = frozenset(("per", "bo", "jan", "gun", "liv"))
KEPT = 20_000
SURE = 3
# Of the treated, none is this young; a number whose day is later is the running number of that day.
YOUNGEST, OLDEST = 10, 110


@dataclass(slots=True)
class Suspect:
    """One column's distinct values, weighed as they come."""

    heading: str
    year: int
    is_end: bool = False
    is_provider: bool = False
    rows: int = 0
    weighed: int = 0
    numbers: int = 0
    written_numbers: int = 0
    shaped: int = 0
    days: int = 0
    born: int = 0
    born_years: set[int] = field(default_factory=set)
    short: int = 0
    short_years: set[int] = field(default_factory=set)
    worded: int = 0
    persons: int = 0
    first_names: int = 0
    long_texts: int = 0
    seen: set[object] = field(default_factory=set)

    def add(self, values: Iterable[object]) -> None:
        """Weigh the values that have not been seen."""
        new = set(values) - self.seen
        if len(self.seen) < KEPT:
            self.seen |= new
        for value in new:
            is_small = isinstance(value, float) and value < 1e5
            if not is_small and value != "" and value.__class__ is not bool:
                self._weigh(value)

    def verdict(self) -> str:
        """Which kind of personal data the column looks like; "" for none."""
        return self.said() or self.shown()

    def said(self) -> str:
        """By its heading: a telling one is enough, if anything that could be it stands below."""
        said = key(self.heading)
        is_denied = _DENIED.search(self.heading) is not None
        kinds = [
            kind
            for kind, words in HEADINGS.items()
            if said in words or (not is_denied and any(_is_inside(word, said) for word in words))
        ]
        # Under "patient" there may be a running number.
        has_any = self.worded if kinds[:1] == [NAME] else any(value != "" for value in self.seen)
        return kinds[0] if kinds and has_any else ""

    def shown(self) -> str:
        """By what stands in it."""
        if self._numbers_people():
            return IDENTITY
        if self._tells_births():
            return BIRTH
        if self._names_people():
            return NAME
        return FREE_TEXT if self._is_free_text() else ""

    def _numbers_people(self) -> bool:
        """One number that is surely a person's; or many that may be, of what the column holds."""
        return (
            self.written_numbers > 0
            or (self.numbers >= SURE and self.numbers * 5 >= self.weighed)
            or (self.numbers > 1 and self.numbers * 2 >= self.weighed)
            or (self.shaped >= SURE and self.shaped * 2 >= self.weighed)
        )

    def _tells_births(self) -> bool:
        """Days long ago. Six digits are a running number unless they spread over years."""
        if len(self.short_years) >= SURE and self.short * 10 >= self.weighed * 9:
            return True
        is_many = self.born * 2 > self.days and self.born * 10 >= self.weighed
        return self.days > 0 and is_many and (len(self.born_years) >= SURE or not self.is_end)

    def _names_people(self) -> bool:
        """A provider may bear a person's name; where each row has another name it is a patient's."""
        if self.persons < SURE or self.persons * 2 < self.weighed or self.first_names * 3 < self.persons:
            return False
        return not self.is_provider or self.weighed * 2 > self.rows

    def _is_free_text(self) -> bool:
        return not self.is_provider and self.long_texts >= SURE and self.long_texts * 3 >= self.weighed

    def _weigh(self, value: object) -> None:
        self.weighed += 1
        if isinstance(value, date):
            self._weigh_day(value.year)
            return
        text = text_of(value)
        # What is shorter is no day and no number of a person.
        if len(text) >= 6 and any(map(str.isdecimal, text)):
            self._weigh_digits(text)
        elif not text.isdecimal():
            self._weigh_words(text)

    def _weigh_digits(self, text: str) -> None:
        self._weigh_numbers(text)
        if text.isdecimal() and len(text) not in (6, 8):
            return
        # Every way to write a day begins with a digit.
        day = day_of(text) if len(text) <= 30 and text[0].isdecimal() else None
        if day is None:
            self._weigh_words(text)
        elif _SIX.fullmatch(text):
            self.short += self._born(text[:2]) is not None
            self.short_years.add(int(text[:2]))
        else:
            # Two digits of a year are read as of this century.
            self._weigh_day(day.year if day.year <= self.year + 1 else day.year - 100)

    def _weigh_day(self, year: int) -> None:
        self.days += 1
        if 14 <= self.year - year <= OLDEST:
            self.born += 1
            self.born_years.add(year)

    def _weigh_numbers(self, text: str) -> None:
        for found in _IDENTITY.finditer(text):
            year, day, sign, four = found.groups()
            if not _is_day(day) or self._born(year) is None:
                continue
            # Twelve digits, or a sign before the last four, are not met by chance.
            is_written = len(year) == 4 or sign.strip() != ""
            self.shaped += is_written
            if _luhn(year[-2:] + day + four):
                self.numbers += 1
                self.written_numbers += is_written
        for found in _HIDDEN.finditer(text):
            self.shaped += _is_day(found[2]) and self._born(found[1]) is not None

    def _born(self, said: str) -> int | None:
        """The year of birth, in four digits or two, if somebody treated can be born in it."""
        year = int(said) if len(said) == 4 else self.year - (self.year - int(said)) % 100
        return year if YOUNGEST <= self.year - year <= OLDEST else None

    def _weigh_words(self, text: str) -> None:
        words = text.split()
        has_digit = any(map(str.isdecimal, text))
        self.worded += text[:1].isalpha() and not has_digit
        self.long_texts += len(words) >= 5
        if len(words) > 4 or (has_digit and not _PERSON.fullmatch(text)) or _PLACE.search(text):
            return
        names = [key(word) for word in words]
        begins = bool(names) and names[0] in FIRST_NAMES and (names[0] not in _WORDS_TOO or text[0].isupper())
        if _PERSON.fullmatch(text) or (begins and all(name.isalpha() for name in names)):
            self.persons += 1
            self.first_names += not FIRST_NAMES.isdisjoint(names)


def _is_inside(word: str, said: str) -> bool:
    return len(word) >= _INSIDE and word not in _WHOLE and word in said


def _is_day(said: str) -> bool:
    """Month and day of a personal identity number; a coordination number has 60 added to the day."""
    month, day = int(said[:2]), int(said[2:])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _luhn(ten: str) -> bool:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(ten)]
    return sum(sum(divmod(each, 10)) for each in doubled) % 10 == 0


def without_numbers(text: str) -> str:
    """The text with each personal identity number in it hidden, as in the name of a file."""

    def hidden(found: re.Match[str]) -> str:
        is_person = _is_day(found[2]) and _luhn(found[1][-2:] + found[2] + found[4])
        return "XXXXXX-XXXX" if is_person else found[0]

    return _IDENTITY.sub(hidden, text)
