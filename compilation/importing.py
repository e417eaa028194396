"""The claims of printed reports, judged and stored as findings on the round of their report."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction

from agreement.terms import Terms
from audit.record import record
from compilation.claims import findings
from compilation.claims.judged import Judged
from compilation.claims.reading import NATION, PrintedReport, printed_reports
from register.models import AgreementYear, Region
from submissions.checking import finding_row
from submissions.models import Finding


def load_claims(folder: Path | None = None) -> int:
    """Judge every report described in a folder, by default the portal's own. How many findings there are.

    What was found before is replaced, so that loading twice is loading once. A report whose
    round is not in the portal is passed over.
    """
    names = dict(Region.objects.values_list("code", "name"))
    years = {year.year: year.terms() for year in AgreementYear.objects.with_terms()}
    reports = [
        each for each in printed_reports(folder or settings.FIGURES_OF_PAST_YEARS) if each.round in years
    ]
    return sum(_store(report, years, names) for report in reports)


@transaction.atomic
def _store(report: PrintedReport, years: Mapping[int, Terms], names: Mapping[str, str]) -> int:
    of_report = Finding.objects.filter(
        year=report.round, layer=Finding.Layer.CLAIM, params__report=report.name
    )
    rows = [_row(report, order, each, names) for order, each in enumerate(findings(report, years))]
    if [_said(row) for row in rows] == [_said(row) for row in of_report.order_by("order")]:
        return len(rows)
    of_report.delete()
    Finding.objects.bulk_create(rows)
    record(
        None,
        "claims.loaded",
        AgreementYear.objects.get(pk=report.round),
        report=report.name,
        claims=len(report.claims),
        findings=len(rows),
    )
    return len(rows)


def _row(report: PrintedReport, order: int, found: Judged, names: Mapping[str, str]) -> Finding:
    region = None if found.region == NATION else found.region
    row = finding_row(found.finding, order, year=report.round, region=region)
    row.layer = Finding.Layer.CLAIM
    row.sources = list(found.sources)
    row.params = {**row.params, "report": report.name, **_named(row.params, names)}
    return row


def _named(params: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """The regions by name, since the words of a finding know no codes."""
    made: dict[str, object] = {"region_name": names.get(str(params.get("of_region")), "")}
    for key, codes in (("claimed_names", "claimed_regions"), ("right_names", "right_regions")):
        listed = params.get(codes)
        if isinstance(listed, list):
            made[key] = [names.get(code, code) for code in listed]
    return made


def _said(row: Finding) -> tuple[object, ...]:
    return row.rule, row.region_id, row.found, row.expected, row.params, row.sources
