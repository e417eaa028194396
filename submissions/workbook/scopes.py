"""What a title, a caption or a sheet's name says that its figures are of: the whole year, or a part.

Fewer words count here than over a column: a title is prose as often as it is a heading.
"""

import re
from enum import Enum
from functools import lru_cache

from agreement.lines import LINE, Section
from submissions.saying import plain
from submissions.workbook.labels import Kind, label_of

MOST_WORDS = 8
FEW_WORDS = 5


class Scope(Enum):
    """What figures under a heading are of. EARLIER gives way to a heading that names the year itself."""

    WHOLE = "whole"
    EARLIER = "earlier"
    PART = "part"  # women, private providers, a quarter, an age, or a plan, a share, an amount


# Lines that divide the treatments, so that one of them over a table makes it a part.
SPLITS = frozenset(
    code for code, line in LINE.items() if line.section in (Section.PROVIDERS, Section.SEX, Section.CONTACTS)
)
_MONTH = (
    r"(?:jan(?:uar[iy])?|feb(?:ruar[iy])?|mars?|march|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?|aug(?:ust[i]?)?"
    r"|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTHS = re.compile(rf"\b({_MONTH})(?: \d{{4}})? (?:(?:till|t o m|to|och med) )*({_MONTH})\b")
_ONE_MONTH = re.compile(rf"{_MONTH}(?: (?:19|20)\d\d| \d\d)?")
_WHOLE_YEAR = re.compile(r"\b(?:kv|q) ?1 (?:till )?(?:kv|q) ?4\b|\b(?:kvartal|tertial) 1 (?:till )?[34]\b")
_PART_OF_YEAR = re.compile(
    r"\bkvartal(?:et)? [1-4]\b|\b[1-4] (?:a |e )?kvartalet\b|\b(?:kv|q) ?[1-4]\b|\bquarter [1-4]\b"
    r"|\bhalvar(?:et)? [12]\b|\bh[12]\b|\btertial(?:et)? [1-3]\b|\bt[1-3]\b"
    r"|\b(?:var|host)termin|\b[vh]t ?\d\d"
    r"|\b(?:forsta|andra|tredje|fjarde|first|second|third|fourth)"
    r" (?:kvartalet|halvaret|tertialet|quarter|half)\b"
)
_AGES = re.compile(r"(?:(?:alder|age[sd]?|aged) )?(\d\d?) (?:till |to )?(\d\d?)(?: (?:ar|years))?")
_ALL_AGES = ("16", "67")
_COMPARED = re.compile(
    r"jamfor|\bsedan\b|\bmot\b|forand|skillnad|\bdiff|utveckl|utfall|\boch\b|compar|change|\band\b"
)
_EARLIER = re.compile(
    r"\bfjol|\bforra aret|\bforegaende|\btidigare (?:ar|siffror|uppgifter)|\b(?:previous|last|prior) year"
)
_PLAN = re.compile(r"\bbudget|\bprognos|\bforecast")
_GOAL = re.compile(
    r"(?:mal|malvarden?|malniva|plan|planerat|planerade(?: behandlingar)?|targets?)(?: for)?(?: \d{4})?"
)
_AMOUNT = re.compile(r"\bkronor\b|\bt?kr\b|belopp|kostnad")
_VISITS = re.compile(r"(?:antal )?(?:besok|visits|remisser|referrals)(?: \d{4})?")
_NATION = re.compile(
    r"(?:totalt? |summa |hela )?(?:riket|sverige|landet|nationellt|sweden|(?:alla|samtliga) regioner)"
    r"(?: \d{4})?"
)
_WHOLE = re.compile(r"(?:i ar\b|arets?\b|utfall|helar|hela aret|total|samtliga|alla\b|summa|this year|all\b)")
_NUMBERED = re.compile(
    r"^\s*(?:tabell|table|tab|del|blad|flik|diagram)\.?\s*\d*[a-z]?[.:]?\s+", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def scope_of(text: str) -> Scope | None:
    """What the words say of the figures under them; None where they say nothing of it."""
    said = plain(text)
    few = len(said.split())
    if few > MOST_WORDS:
        return None
    if is_part_of_year(said) or (few <= FEW_WORDS and _is_part(text, said)):
        return Scope.PART
    if _EARLIER.search(said) and not _COMPARED.search(said):
        return Scope.EARLIER
    return Scope.WHOLE if _WHOLE.match(said) else None


def is_part_of_year(said: str) -> bool:
    """Whether plain words name a month, some months, a quarter, a half: less than the year."""
    if _ONE_MONTH.fullmatch(said):
        return True
    spans = [(found[1][:3], found[2][:3]) for found in _MONTHS.finditer(said)]
    if spans:
        return ("jan", "dec") not in spans
    return _PART_OF_YEAR.search(_WHOLE_YEAR.sub(" ", said)) is not None


def is_other_ages(said: str) -> bool:
    """Whether plain words are ages, and others than those of the return."""
    found = _AGES.fullmatch(said)
    return found is not None and found.groups() != _ALL_AGES


def _is_part(text: str, said: str) -> bool:
    """Whether a few words head a plan, an amount, a share, or one side of a division."""
    label = label_of(_NUMBERED.sub("", text))
    if label.kind is Kind.LINE:
        return set(label.codes) <= SPLITS
    if _GOAL.fullmatch(said) or _VISITS.fullmatch(said) or _NATION.fullmatch(said) or is_other_ages(said):
        return True
    if _COMPARED.search(said) or "antal" in said:
        return False
    return label.kind is Kind.SHARE or bool(_PLAN.search(said) or _AMOUNT.search(said))
