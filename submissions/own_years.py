"""A region's own years as a small chart beside its return: where the bars stand, and what they say.

Whole numbers in the units of the chart's own coordinates; how it looks is the page's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from agreement.naming import name_of
from submissions.history import figures_by_year
from submissions.models import Return

SHOWN = ("KBT_IPT", "MMR")
YEARS = 10
_SLOT, _BAR, _BASE, _HIGH = 46, 28, 160, 125


@dataclass(frozen=True, slots=True)
class Bar:
    """One year's bar, or the place where it would stand: ``value`` is a number of treatments."""

    year: int
    value: int | None
    x: int
    height: int
    is_draft: bool

    @property
    def middle(self) -> int:
        """Where its numbers stand, from the left."""
        return self.x + _BAR // 2

    @property
    def top(self) -> int:
        """Its upper edge, from the top."""
        return _BASE - self.height

    @property
    def over(self) -> int:
        """Where its number stands, from the top."""
        return self.top - 6


@dataclass(frozen=True, slots=True)
class Chart:
    """One indicator over the years."""

    code: str
    name: str
    bars: tuple[Bar, ...]

    @property
    def known(self) -> list[Bar]:
        """The years that have a figure."""
        return [bar for bar in self.bars if bar.value is not None]


@dataclass(frozen=True, slots=True)
class OwnYears:
    """The charts, and every year that has a figure, for the table beside them."""

    charts: tuple[Chart, ...]
    rows: tuple[tuple[int, tuple[int | None, ...]], ...]


def own_years(the_return: Return, lang: str) -> OwnYears | None:
    """The region's last ten years with this one, which may be a draft; nothing if there is no earlier year.

    Only for the region's own eyes before signing. What was not collected has no bar and is no zero.
    """
    years = figures_by_year(the_return)
    if not any(year < the_return.year_id and set(SHOWN) & told.keys() for year, told in years.items()):
        return None
    rows = tuple(
        (year, tuple(years[year].get(code) for code in SHOWN))
        for year in sorted(years)
        if set(SHOWN) & years[year].keys()
    )
    return OwnYears(tuple(_chart(code, years, the_return.year_id, lang) for code in SHOWN), rows)


def _chart(code: str, years: Mapping[int, Mapping[str, int]], last: int, lang: str) -> Chart:
    values = {year: years.get(year, {}).get(code) for year in range(last - YEARS + 1, last + 1)}
    greatest = max(value or 0 for value in values.values())
    bars = tuple(
        Bar(year, value, 20 + place * _SLOT, _height(value, greatest), year == last)
        for place, (year, value) in enumerate(values.items())
    )
    return Chart(code, name_of(code, lang), bars)


def _height(value: int | None, greatest: int) -> int:
    """A bar that is not empty is seen, however small it is."""
    return max(1, _HIGH * value // greatest) if value else 0
