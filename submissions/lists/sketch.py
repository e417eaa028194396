"""A list's rows as a bounded set of marks, so that two files with the same rows can be told.

A row alone says little: two clinics have thousands of equal rows. Eight rows that follow one
another in the same order are another matter, so both are kept: the rows, for lists whose rows
differ from each other, and the runs of eight. Of many, an even sample is kept: those whose last
binary digits are nought, the same in every file. Marks are keyed (`PYTHONHASHSEED`), so they
mean nothing in another return.
"""

from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

KEPT = 2_048
RUN = 8
FEWEST = RUN
# A mark in more files than this is a common kind of row, or the files are copies all of them.
CROWD = 12


class Marks:
    """Marks as they are gathered: an even sample, thinned by halves when there are too many."""

    def __init__(self) -> None:
        self.mask, self.kept, self.seen = 0, array("q"), 0

    def add(self, marks: Iterable[int]) -> None:
        mask = self.mask
        self.kept.extend(mark for mark in marks if not mark & mask)
        while len(self.kept) > KEPT:
            self.mask = self.mask * 2 + 1
            self.kept = array("q", (mark for mark in self.kept if not mark & self.mask))

    def as_json(self) -> dict[str, object]:
        """Stored with the reading, and erased with the file."""
        return {"mask": self.mask, "marks": b64encode(self.kept.tobytes()).decode()}


class Sketch:
    """The rows and the runs of one file."""

    def __init__(self) -> None:
        self.rows, self.runs, self.count = Marks(), Marks(), 0
        self._before: list[int] = []

    def add(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Rows in their order, as they were understood."""
        marks = [hash(row) for row in rows]
        self.count += len(marks)
        self.rows.add(marks)
        together = self._before + marks
        shifted = (together[at:] for at in range(RUN))
        self.runs.add(map(hash, zip(*shifted, strict=False)))
        self._before = together[-(RUN - 1) :]

    def as_json(self) -> dict[str, object]:
        return {"count": self.count, "rows": self.rows.as_json(), "runs": self.runs.as_json()}


@dataclass(frozen=True, slots=True)
class Overlap:
    """About how many of the smaller file's rows also stand in the other; exact where nothing was sampled."""

    rows: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """A stored sketch, ready to be set beside others. ``differs`` where most rows are unlike each other."""

    count: int
    rows: Counter[int]
    runs: Counter[int]
    masks: tuple[int, int]
    differs: bool


def load(stored: Mapping[str, Any]) -> Loaded:
    """The sketch back from its stored shape."""
    rows, runs = (Counter(_marks(stored[part]["marks"])) for part in ("rows", "runs"))
    masks = (int(stored["rows"]["mask"]), int(stored["runs"]["mask"]))
    return Loaded(int(stored["count"]), rows, runs, masks, len(rows) * 2 > rows.total())


def overlaps(sketches: Sequence[Loaded], percent: int) -> Iterator[tuple[int, int, Overlap]]:
    """Each pair with so much of the smaller file in common. The work grows with the marks, not the pairs."""
    runs = _common([sketch.runs for sketch in sketches])
    rows = _common([sketch.rows if sketch.differs else Counter() for sketch in sketches])
    for pair in sorted(runs.keys() | rows.keys()):
        one, other = sketches[pair[0]], sketches[pair[1]]
        found = [
            _share(runs[pair], (one.runs, other.runs), max(one.masks[1], other.masks[1])),
            _share(rows[pair], (one.rows, other.rows), max(one.masks[0], other.masks[0])),
        ]
        common, of, exact = max(found, key=lambda share: share[0] / max(share[1], 1))
        smaller = min(one.count, other.count)
        if smaller >= FEWEST and common * 100 >= percent * of:
            yield *pair, Overlap(round(smaller * common / of), exact)


def _common(marked: Sequence[Counter[int]]) -> Counter[tuple[int, int]]:
    """How many marks each pair has in common. Of a mark that very many have, only neighbours are paired."""
    homes: dict[int, list[int]] = {}
    for at, marks in enumerate(marked):
        for mark in marks:
            homes.setdefault(mark, []).append(at)
    common: Counter[tuple[int, int]] = Counter()
    for mark, files in homes.items():
        pairs = combinations(files, 2) if len(files) <= CROWD else pairwise(files)
        for one, other in pairs if len(files) > 1 else ():
            common[one, other] += min(marked[one][mark], marked[other][mark])
    return common


def _share(common: int, both: tuple[Counter[int], Counter[int]], mask: int) -> tuple[int, int, bool]:
    """Marks in both, marks in the smaller, and whether all were kept."""
    if not common:
        return 0, 1, mask == 0
    # What the finer sample kept and the coarser did not is compared with nothing.
    of = min(sum(times for each_mark, times in each.items() if not each_mark & mask) for each in both)
    return common, max(of, 1), mask == 0


def _marks(stored: str) -> list[int]:
    kept = array("q")
    kept.frombytes(b64decode(stored))
    return kept.tolist()
