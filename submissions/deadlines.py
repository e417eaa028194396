"""A region's own last day: the year's, or the one that an extension gave."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from agreement.terms import Terms
from submissions.models import Extension, Return, Version
from submissions.returns import asked_request


def last_day_of(the_return: Return, terms: Terms) -> date | None:
    """The last day that counts as in time for this region; None where the year has none."""
    return extended(terms.deadline(), the_return.extensions.all())


def extended(day: date | None, extensions: Iterable[Extension]) -> date | None:
    """The later of the year's last day and what was granted."""
    granted = [each.until for each in extensions if each.state == Extension.State.GRANTED and each.until]
    return max([day, *granted]) if day is not None else None


def counts_until(the_return: Return, terms: Terms) -> date | None:
    """The last day that the next version is in time: a completion that was asked for has a day of its own."""
    last, request = last_day_of(the_return, terms), asked_request(the_return)
    return max(last, request.answer_by) if last is not None and request is not None else last


def is_late(the_return: Return, terms: Terms, on: date | None = None) -> bool:
    """Whether a receipt on this Swedish calendar day is after the region's last day (legal note L19).

    What completes a return that came in time is in time until the day that the officer gave; what
    completes a late one is late.
    """
    last, request = counts_until(the_return, terms), asked_request(the_return)
    if last is None:
        return False
    return (request is not None and request.version.late) or (on or timezone.localdate()) > last


def late_regions(year: int) -> frozenset[str]:
    """Regions whose first version came after the last day; a later correction does not make it better."""
    versions = Version.objects.filter(the_return__year=year).order_by("number")
    first: dict[str, bool] = {}
    for region, late in versions.values_list("the_return__region", "late"):
        first.setdefault(region, late)
    return frozenset(region for region, late in first.items() if late)
