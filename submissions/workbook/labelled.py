"""A file without our named cells, read by its labels with the regions' names from the register."""

from agreement.terms import Terms
from register.models import Region
from submissions.workbook.grid import grids_of
from submissions.workbook.headings import Asked
from submissions.workbook.heads import Regions
from submissions.workbook.layouts import Recognition, has_labels, recognise
from submissions.workbook.survey import Stranger


def recognise_file(data: bytes, terms: Terms, region: Region) -> Recognition | Stranger | None:
    """What the labels give, why the file is not this return's, or None where there is no return in it.

    Raises one of `reader.BROKEN` for a damaged file.
    """
    grids = grids_of(data)
    if not has_labels(grids):
        return None
    return recognise(grids, terms, Asked(terms.year, Regions(region.code, _names(region))))


def _names(region: Region) -> dict[str, tuple[str, ...]]:
    """All that the regions are called, by code."""
    return {each.code: _called(each) for each in (*Region.objects.all(), region)}


def _called(region: Region) -> tuple[str, ...]:
    others = (name.strip() for name in region.also_named.split(","))
    return (region.name, *(name for name in others if name))
