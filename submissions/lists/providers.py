"""The care providers of several lists of one kind, counted under the names that somebody confirmed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agreement.lines import FORMS
from submissions.lists.headings import SERIES
from submissions.lists.names import merged


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file and what the child found in it."""

    name: str
    sha256: str
    found: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Provider:
    """One care provider: the rows of a series list, or the counts of a provider list."""

    name: str
    type: str
    rows: int | None
    figures: Mapping[str, int]
    files: tuple[str, ...] = ()

    @property
    def treatments(self) -> int:
        """How many treatments: the rows, or the counts of the forms."""
        return sum(value for code, value in self.figures.items() if code in FORMS)

    def as_json(self) -> dict[str, Any]:
        """The public shape: ``rows`` for a series list, ``figures`` for a provider list."""
        said = {"rows": self.rows} if self.rows is not None else {"figures": dict(self.figures)}
        return {"name": self.name, **said}


@dataclass(slots=True)
class _Counted:
    """What has been found of one provider so far."""

    type: str = ""
    figures: Counter[str] = field(default_factory=Counter)
    files: dict[str, None] = field(default_factory=dict)

    def as_provider(self, name: str, is_series: bool) -> Provider:
        rows = self.figures.total() if is_series else None
        return Provider(name, self.type, rows, dict(self.figures), tuple(self.files))


def providers_of(files: Iterable[ReadFile], merges: Mapping[str, str]) -> tuple[Provider, ...]:
    """By name, in order. A provider without a name goes by its file's, which can be merged as any other.

    Of several types that are said of one provider the first counts.
    """
    counted: dict[str, _Counted] = {}
    is_series = False
    for file in files:
        is_series = file.found["layout"] == SERIES
        for each in file.found["providers" if is_series else "provider_rows"]:
            here = counted.setdefault(merged(each["name"] or file.name, merges), _Counted())
            here.type = here.type or each["type"]
            here.figures.update(each["forms" if is_series else "counts"])
            here.files[file.name] = None
    return tuple(here.as_provider(name, is_series) for name, here in sorted(counted.items()))
