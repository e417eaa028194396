"""A past round before the present rules: what they would stop, ask about or let through."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from agreement import rules
from agreement.findings import Finding, Verdict, Weight, verdict_of
from register.models import AgreementYear
from submissions.history import background
from submissions.models import Return, Version
from submissions.returns import case_for


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the rules say of each region's return, by county code. ``absent`` sent none."""

    year: int
    found: Mapping[str, tuple[Finding, ...]]
    absent: tuple[str, ...]

    def of(self, *verdicts: Verdict) -> list[str]:
        """The regions whose return would get one of the verdicts."""
        return [region for region, found in self.found.items() if verdict_of(found) in verdicts]

    def queries(self) -> list[int]:
        """How many queries each return would meet, fewest first."""
        return sorted(sum(f.weight is Weight.QUERY for f in found) for found in self.found.values())

    def by_rule(self) -> dict[tuple[str, str], list[str]]:
        """Which regions each rule speaks to, by (weight, rule): the gravest and most frequent first."""
        regions: dict[tuple[str, str], list[str]] = {}
        for region, found in self.found.items():
            for key in dict.fromkeys((finding.weight.value, finding.rule) for finding in found):
                regions.setdefault(key, []).append(region)
        order = [weight.value for weight in Weight]
        return dict(sorted(regions.items(), key=lambda row: (order.index(row[0][0]), -len(row[1]), row[0])))

    def as_json(self) -> dict[str, Any]:
        """The public shape."""
        queries = self.queries()
        return {
            "year": self.year,
            "returns": len(self.found),
            "stopped": self.of(Verdict.ERRORS),
            "asked": self.of(Verdict.QUERIES),
            "passed": self.of(Verdict.READY),
            "absent": list(self.absent),
            "queries": {"median": median_low(queries), "most": queries[-1]} if queries else None,
            "rules": [
                {"rule": rule, "weight": weight, "regions": regions}
                for (weight, rule), regions in self.by_rule().items()
            ],
        }


def rehearse(year: AgreementYear) -> Rehearsal:
    """Judge every current version of a year anew, in a constant number of queries."""
    beside = background(year)
    versions = (
        Version.objects.filter(the_return__year=year, state=Version.State.CURRENT)
        .select_related("delivery__the_return__year")
        .prefetch_related("delivery__the_return__year__terms_versions")
        .order_by("the_return__region")
    )
    found = {
        version.delivery.the_return.region_id: tuple(
            rules.for_region(rules.findings(case_for(version.delivery, beside)))
        )
        for version in versions
    }
    returns = Return.objects.filter(year=year).order_by("region").values_list("region", flat=True)
    return Rehearsal(year.year, found, tuple(code for code in returns if code not in found))
