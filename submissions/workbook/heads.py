"""What the words above a column or before a row say of the figures there: which year, whose, what kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from submissions.saying import LAST_DAY, plain, years_in
from submissions.workbook.labels import Kind, label_of
from submissions.workbook.scopes import Scope, is_other_ages, is_part_of_year, scope_of

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_HEAD = 120


class Role(IntEnum):
    """What a column holds, from least to most likely to be the figures. Under NONE it cannot be them."""

    MARK = -3
    COMMENT = -2
    APART = -1  # a share, a change, an earlier figure, a running number, a part of the whole
    NONE = 0
    COUNT = 2


@dataclass(frozen=True, slots=True)
class Head:
    """What one cell says as a heading."""

    years: frozenset[int] = frozenset()
    regions: frozenset[str] = frozenset()
    role: Role = Role.NONE
    is_line: bool = False
    is_nation: bool = False
    scope: Scope | None = None


NOTHING = Head()
# In this order: a column for comments on the number is no column of numbers.
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.MARK, re.compile(r"insamla|collected|status")),
    (Role.COMMENT, re.compile(r"komment|comment|anmark|notering|forklaring|remark|\bnote\b")),
    (
        Role.APART,
        re.compile(
            r"%|\bandel|procent|percent|share|\bper 1|invanare|\bkvot|forandr|skillnad|differens|\bdiff\b"
            r"|change|senast|foregaende|forra|fjol|tidigare|previous|latest|earlier|last year|malvarde"
            r"|\bmal\b|budget|prognos|kronor|\bkr\b|\btkr\b|\bsek\b|belopp|ersattning|kostnad|medel|snitt|average"
            r"|befolkning|folkmangd|population|varav|darav|of which"
            # The return counts completed treatments.
            r"|besok|\bvisit|paborja|\bpagaende|\bplanera|\bavbr[uo]t|\bremiss|\bvantande|started|ongoing"
            r"|^(lop)?(nummer|nr)$|^(lop|rad|line|row) ?(nr|nummer|no)?$|^kod$|^code$|^id$|^no$"
            r"|^lanskod$|^ar$|^year$|^manad|^month|kvartal|quarter|halvar|tertial|^[qtk] ?[1-4]$|^h[12]$"
            r"|^(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*$|vartermin|hosttermin"
        ),
    ),
    # It counts treatments; patients and persons are others, unless they are all there is.
    (Role.NONE, re.compile(r"patient|person|individ")),
    (
        Role.COUNT,
        re.compile(
            r"^(total|summa|sum\b|antal|utfall|helar|samtliga|alla|number|count|figure|varde|value|siffr|st$)"
            r"|^t$|^tot$|\btotalt?\b|\bantal\b|^hela (regionen|lanet|landstinget)"
            r"|avslutade|fullfoljda|completed"
        ),
    ),
)
# Women and men, as they stand over columns beside a T.
_SEXES = ("k", "m")
# Whom the file is sent to, and where they live.
_ADDRESSED = re.compile(r"\bforsakringskassan\b|\b\d{3} \d\d [a-z]|\bbox \d|^till\b|\bskr\b")
_NATION = re.compile(
    r"\b(riket|sverige|nationellt|hela landet|sweden|national|nation|alla regioner|samtliga regioner)\b"
)


@dataclass(frozen=True)
class Regions:
    """The regions' names, to be recognised in a text. ``own`` is the code of the region whose file it is."""

    own: str
    names: Mapping[str, tuple[str, ...]]

    def in_text(self, text: str) -> frozenset[str]:
        """The codes of the regions that the text names, whatever else it says."""
        words = [_bare(word) for word in plain(text).split()]
        known = self._known()
        return frozenset(
            known[part]
            for start in range(len(words))
            for part in (tuple(words[start : start + 1]), tuple(words[start : start + 2]))
            if part in known
        )

    def _known(self) -> dict[tuple[str, ...], str]:
        return _known(tuple((code, names) for code, names in sorted(self.names.items())))


@lru_cache(maxsize=32)
def _known(regions: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[tuple[str, ...], str]:
    known = {}
    for code, names in regions:
        for name in names:
            words = tuple(_bare(word) for word in plain(name).split() if word not in _NO_NAME)
            if words:
                known[words] = code
    return known


_NO_NAME = frozenset({"region", "regionen", "lan", "lans", "landsting", "landstinget"})


def _bare(word: str) -> str:
    """The word without what makes a genitive or a compound of a region's name."""
    for ending in ("sregionen", "regionen", "slandstinget", "landstinget", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word


def is_year(value: object) -> bool:
    """Whether a number could be a year as a heading has it."""
    return isinstance(value, int | float) and FIRST_YEAR <= value <= LAST_YEAR and value == int(value)


def head_of(value: object, regions: Regions) -> Head:
    """What the cell says as a heading; nothing for a long text or a value that is none."""
    if isinstance(value, date):
        return Head(frozenset({value.year})) if (value.month, value.day) == LAST_DAY else NOTHING
    if isinstance(value, bool):
        return NOTHING
    if isinstance(value, int | float):
        return Head(frozenset({int(value)})) if is_year(value) else NOTHING
    text = str(value).strip()
    return _head_of_text(text, regions) if text and len(text) <= LONGEST_HEAD else NOTHING


def _head_of_text(text: str, regions: Regions) -> Head:
    said, label = plain(text), label_of(text)
    code = text if re.fullmatch(r"\d\d", text) and text in regions.names else ""
    return Head(
        years_in(text),
        frozenset({code}) if code else frozenset[str]() if _ADDRESSED.search(said) else regions.in_text(text),
        _role(said),
        label.kind is Kind.LINE,
        _NATION.search(said) is not None,
        scope_of(text),
    )


def _role(said: str) -> Role:
    if said in _SEXES or is_part_of_year(said) or is_other_ages(said):
        return Role.APART
    return next((role for role, words in _ROLES if words.search(said)), Role.NONE)
