"""The cross table of form, sex, care provider and region, from series lists, with small numbers hidden."""

from collections import Counter
from dataclasses import dataclass

from agreement.lines import FORMS, PROVIDERS, SEXES
from agreement.moves import Status
from agreement.small_numbers import ALL, Hidden, Place, cube_of, hide
from agreement.terms import SMALL_LIMIT
from compilation.sources import NATION
from register.models import AgreementYear
from submissions.lists.headings import SERIES
from submissions.models import ListSum, Version


@dataclass(frozen=True, slots=True)
class Crossed:
    """The cross table of a year: which regions are in it, the least count shown, and what is hidden."""

    regions: tuple[str, ...]
    limit: int
    hidden: Hidden

    def axes(self) -> tuple[tuple[str, ...], ...]:
        """Forms, sexes and kinds of care provider, each with its sum last."""
        return tuple((*axis, ALL) for axis in self.hidden.cube.axes[1:])

    def shown(self, region: str, form: str, sex: str, provider: str) -> int | None:
        """A count, or None where it is hidden."""
        return self.hidden.shown((ALL if region == NATION else region, form, sex, provider))


def crossed_of(year: int) -> Crossed | None:
    """Add up the accepted returns' series lists; None where no region has sent any."""
    counts = _counts(year)
    if not counts:
        return None
    regions = tuple(sorted({region for region, *_rest in counts}))
    terms = AgreementYear.objects.with_terms().get(pk=year)
    limit = terms.terms().small_limit if terms.terms_versions.all() else SMALL_LIMIT
    axes = (regions, _axis(counts, 1, FORMS), _axis(counts, 2, SEXES), _axis(counts, 3, PROVIDERS))
    return Crossed(regions, limit, hide(cube_of(axes, counts), limit, is_public))


def is_public(place: Place) -> bool:
    """A region's own lines and sums are public anyway: at most one of form, sex and provider is told."""
    _region, *told = place
    return sum(part != ALL for part in told) <= 1


def _counts(year: int) -> Counter[Place]:
    rows = ListSum.objects.filter(
        layout=SERIES,
        delivery__versions__state=Version.State.CURRENT,
        the_return__year=year,
        the_return__status=Status.ACCEPTED,
    ).values_list("the_return__region", "aggregate")
    counts: Counter[Place] = Counter()
    for region, aggregate in rows:
        for form, provider, sex, _employer, _service, number in aggregate:
            counts[region, form, sex, provider] += number
    return counts


def _axis(counts: Counter[Place], at: int, known: tuple[str, ...]) -> tuple[str, ...]:
    """The known codes, and after them whatever else the lists have, such as no answer at all."""
    return (*known, *sorted({place[at] for place in counts} - set(known)))
