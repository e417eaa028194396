"""How fast small numbers are hidden in a cross table: `python bench/small_numbers.py`.

Hides what is small among form, sex and care provider of 21 and of 200 regions, and leaves by 1 if a region
of many takes over 2.5 times as long as one of few: the cost is to grow with the regions, not their square.
"""

import random
import sys
import time
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from agreement.lines import FORMS, PROVIDERS, SEXES
from agreement.small_numbers import ALL, Cube, Place, cube_of, hide

FEW, MANY, LIMIT = 21, 200, 2.5


def main() -> None:
    """Measure both, print, judge."""
    few, many = (milliseconds(regions) for regions in (FEW, MANY))
    for regions, taken in ((FEW, few), (MANY, many)):
        sys.stdout.write(f"{regions:>4} regions {taken:6.1f} ms each\n")
    sys.stdout.write(f"ratio {many / few:.2f}  (limit {LIMIT})\n")
    raise SystemExit(0 if many <= LIMIT * few else 1)


def milliseconds(regions: int) -> float:
    """What a region takes of the processor, at best of three."""
    cube, taken = a_cube(regions), []
    for _again in range(3):
        begun = time.process_time()
        hide(cube, 5, is_public)
        taken.append(time.process_time() - begun)
    return min(taken) * 1000 / regions


def a_cube(regions: int) -> Cube:
    """Counts of which every fiftieth or so is small; the same each time."""
    chance = random.Random(1)  # noqa: S311 -- nothing secret
    axes = ([f"{region:03}" for region in range(regions)], FORMS, SEXES, PROVIDERS)
    cells: dict[Place, int] = {
        place: 3 if chance.random() < 0.02 else chance.randint(50, 900) for place in product(*axes)
    }
    return cube_of(axes, cells)


def is_public(place: Place) -> bool:
    """A region's own lines and sums."""
    return sum(part != ALL for part in place[1:]) <= 1


if __name__ == "__main__":
    main()
