"""Known deviations: what a year's figures lack, in the words that were given for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from agreement import wording
from agreement.lines import Collected
from agreement.moves import PUBLIC_STATUSES
from submissions.models import Abstention, Explanation, Figure, Finding, Return, Version

NO_RETURN, EXPLAINED, WAIVED = "no_return", "explained", "waived"
NOTHING = "nothing_to_report"
WITHOUT_RETURN = frozenset({NO_RETURN, NOTHING})
# An error that stands in a past round as it was printed, and one in what a report printed of it.
AS_PRINTED, CLAIM = "as_printed", "claim"
# So many messages of one rule are written out for a region; the others are counted.
MOST_WRITTEN = 2
NATION = "00"


@dataclass(frozen=True, slots=True)
class Deviation:
    """What is missing or unusual for a region, and why.

    ``state`` is a Collected value, ``no_return``, ``nothing_to_report`` (no return, by the region's own word
    that there is nothing in it), ``explained`` (a query answered in words), ``waived``
    (an error that two officers let stand), ``as_printed`` (an error in a past round's return, which stands
    as it was printed) or ``claim`` (an error in what a report printed, of the region or of the nation, 00).
    ``reason`` is in the words that were given, else in Swedish with ``english`` beside it.
    """

    region: str
    lines: tuple[str, ...]
    state: str
    reason: str
    english: str = ""

    def words(self, lang: str = "sv") -> str:
        """The reason, in English where there are English words."""
        return (self.english or self.reason) if lang == "en" else self.reason

    def as_json(self, lang: str = "sv") -> dict[str, Any]:
        """The public shape."""
        return {
            "region": self.region,
            "lines": list(self.lines),
            "state": self.state,
            "reason": self.words(lang),
        }


def deviations_of(year: int, statuses: Iterable[str] = PUBLIC_STATUSES) -> tuple[Deviation, ...]:
    """Those of a year, by county code, of returns in one of the statuses. A constant number of queries."""
    chosen = sorted(statuses)
    found = [
        *_not_whole(year, chosen),
        *_without_return(year),
        *_abstained(year),
        *_explained(year, chosen),
        *_waived(year, chosen),
    ]
    return _in_order(found)


def printed_deviations_of(year: int, statuses: Iterable[str] = PUBLIC_STATUSES) -> tuple[Deviation, ...]:
    """What stands wrong in a past round: in returns as printed, and in what its report says. Two queries."""
    errors = Finding.objects.filter(year=year, weight="error", waiver__isnull=True)
    kept = errors.filter(
        layer=Finding.Layer.RETURN,
        delivery__versions__state=Version.State.CURRENT,
        delivery__the_return__status__in=sorted(statuses),
    )
    claims = errors.filter(layer=Finding.Layer.CLAIM)
    return _in_order([*_in_words(kept, AS_PRINTED), *_in_words(claims, CLAIM)])


def _in_words(errors: QuerySet[Finding], state: str) -> Iterable[Deviation]:
    """One for each region and rule: the first messages, and how many more there are."""
    together: dict[tuple[str, str], list[Finding]] = {}
    for finding in errors.order_by("order", "pk"):
        together.setdefault((finding.region_id or NATION, finding.rule), []).append(finding)
    for (region, _rule), found in together.items():
        lines = tuple(dict.fromkeys(line for each in found for line in each.lines))
        yield Deviation(region, lines, state, _several(found, "sv"), _several(found, "en"))


def _several(found: Sequence[Finding], lang: str) -> str:
    """What was found and expected; what to do about it is for officers, not for readers."""
    said = list(dict.fromkeys(wording.told(each.rule, each.params, lang) for each in found))
    more = len(said) - MOST_WRITTEN
    if more > 0:
        ending = f"And {more} more of the same kind." if lang == "en" else f"Och {more} till av samma slag."
        said = [*said[:MOST_WRITTEN], ending]
    return " ".join(said)


def _in_order(found: Iterable[Deviation]) -> tuple[Deviation, ...]:
    return tuple(sorted(found, key=lambda each: (each.region, each.state, each.lines, each.reason)))


def _not_whole(year: int, statuses: Sequence[str]) -> Iterable[Deviation]:
    """Lines that were not or only partly collected, together where the same words were given."""
    rows = Figure.objects.filter(
        delivery__versions__state=Version.State.CURRENT,
        delivery__the_return__year=year,
        delivery__the_return__status__in=statuses,
        collected__in=[Collected.NOT_COLLECTED, Collected.PARTLY],
    ).values_list(F("delivery__the_return__region"), "collected", "comment", "line")
    together: dict[tuple[str, str, str], list[str]] = {}
    for region, collected, comment, line in rows:
        together.setdefault((region, collected, comment), []).append(line)
    return (Deviation(region, tuple(lines), mark, words) for (region, mark, words), lines in together.items())


def _without_return(year: int) -> Iterable[Deviation]:
    """Regions whose lack of a return is known and has a reason."""
    reasons: Mapping[str, str] = {
        region: params.get("reason", "")
        for region, params in Finding.objects.filter(year=year, rule="complete.no_return").values_list(
            "region", "params"
        )
    }
    absent = Return.objects.filter(year=year, region__in=list(reasons)).exclude(
        status__in=sorted(PUBLIC_STATUSES)
    )
    return (
        Deviation(region, (), NO_RETURN, reasons[region])
        for region in absent.values_list("region", flat=True)
    )


def _abstained(year: int) -> Iterable[Deviation]:
    """Regions whose own word is that no return comes, while none has."""
    held = Abstention.objects.in_force().filter(the_return__year=year)
    rows = held.exclude(the_return__status__in=sorted(PUBLIC_STATUSES))
    for region, kind, reason in rows.values_list("the_return__region", "kind", "reason"):
        yield Deviation(region, (), NOTHING if kind == Abstention.Kind.NOTHING else NO_RETURN, reason)


def _explained(year: int, statuses: Sequence[str]) -> Iterable[Deviation]:
    """Queries of current versions that were answered in words."""
    words = {
        (each.the_return_id, each.key): each
        for each in Explanation.objects.filter(the_return__year=year).order_by("pk")
    }
    queries = Finding.objects.filter(
        year=year,
        weight="query",
        delivery__versions__state=Version.State.CURRENT,
        delivery__the_return__status__in=statuses,
    ).select_related("delivery")
    for finding in queries:
        said = words.get((finding.delivery.the_return_id, finding.key)) if finding.delivery else None
        if said is not None and said.text and said.found == finding.found and finding.region_id:
            yield Deviation(finding.region_id, tuple(finding.lines), EXPLAINED, said.text)


def _waived(year: int, statuses: Sequence[str]) -> Iterable[Deviation]:
    """Errors of current versions that a waiver lets stand."""
    rows = Finding.objects.filter(
        year=year,
        waiver__isnull=False,
        delivery__versions__state=Version.State.CURRENT,
        delivery__the_return__status__in=statuses,
    ).select_related("waiver")
    for finding in rows:
        if finding.waiver is not None and finding.region_id:
            yield Deviation(finding.region_id, tuple(finding.lines), WAIVED, finding.waiver.reason)
