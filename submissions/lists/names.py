"""Care providers' names: which may be the same provider spelt in two ways, and who is missing.

Nothing here merges anything; it proposes.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from submissions.lists.words import key

# Written in short, or a word that says nothing of which provider it is.
SHORT = {"vc": "vardcentral", "vardc": "vardcentral", "vcentral": "vardcentral", "psyk": "psykiatri",
         "mott": "mottagning", "rehab": "rehabilitering", "bvc": "barnavardcentral"}  # fmt: skip
IDLE = frozenset(("ab", "hb", "kb", "i", "pa", "vid", "the", "och", "region", "regionen"))
_ENDINGS = ("ens", "ets", "en", "et", "s")
_WORD = re.compile(r"[^\W_]+")
ALIKE = 0.9
NEIGHBOURS = 3


def alike(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Names that may be one provider, in groups: equal but for spelling, or with a letter wrong."""
    groups: dict[str, list[str]] = {}
    for name in sorted({name for name in names if name}):
        groups.setdefault(stem(name), []).append(name)
    stems = sorted(groups)
    home = {each: each for each in stems}
    # "Rehab-kliniken" and "Rehabkliniken" have no word in common.
    written: dict[str, str] = {}
    for each in stems:
        for name in groups[each]:
            home[each] = home[written.setdefault(key(name), each)]
    for at, each in enumerate(stems):
        for other in stems[at + 1 : at + 1 + NEIGHBOURS]:
            if _is_near(each, other):
                home[other] = home[each]
    together: dict[str, list[str]] = {}
    for each in stems:
        together.setdefault(home[each], []).extend(groups[each])
    return [tuple(sorted(found)) for found in together.values() if len(found) > 1]


def missing(now: Iterable[str], before: Iterable[str]) -> list[str]:
    """Providers of the last list that are not in this one, by the name they had then."""
    here = {stem(name) for name in now}
    return sorted({name for name in before if name and stem(name) not in here})


def merged(name: str, merges: Mapping[str, str]) -> str:
    """The name that a provider is counted under, after the merges that somebody confirmed."""
    return merges.get(name, name)


def stem(name: str) -> str:
    """The name's words without endings, order and what says nothing: what two spellings share."""
    words = [key(word) for word in _WORD.findall(name)]
    return " ".join(sorted(_stemmed(SHORT.get(word, word)) for word in words if word not in IDLE))


def _stemmed(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _is_near(one: str, other: str) -> bool:
    """Nearly the same letters, and the very same digits: Norr 1 is not Norr 2."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return SequenceMatcher(None, one, other).ratio() >= ALIKE
