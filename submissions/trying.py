"""Trying a file: what the check would say of it. Nothing is stored."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agreement import rules
from agreement.answers import case_of
from agreement.findings import Finding, Verdict, verdict_of
from agreement.lines import FIGURES
from register.models import AgreementYear, Region
from submissions.checking import finding_row
from submissions.history import background
from submissions.workbook import read


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found. ``figures`` holds all seventeen codes; a missing figure is None, never 0."""

    filename: str
    sha256: str
    year: int
    region: str
    layout: str | None
    verdict: Verdict
    figures: Mapping[str, int | None]
    findings: tuple[Finding, ...]

    def as_json(self, lang: str = "sv") -> dict[str, Any]:
        """The public shape. ``repairs`` is there from the beginning, so that its readers find it."""
        return {
            "file": self.filename,
            "sha256": self.sha256,
            "year": self.year,
            "region": self.region,
            "layout": self.layout,
            "verdict": self.verdict.value,
            "figures": dict(self.figures),
            "findings": [
                finding_row(found, order, year=self.year, region=self.region).as_json(lang)
                for order, found in enumerate(self.findings)
            ],
            "repairs": [],
        }


def try_file(data: bytes, filename: str, year: AgreementYear, region: Region) -> Outcome:
    """Read and judge a file as if the region had uploaded it. The same rules, the same words."""
    terms = year.terms()
    reading = read(data, filename, terms, region)
    figures: dict[str, int | None] = dict.fromkeys(FIGURES)
    findings = reading.findings
    if reading.answers is not None:
        beside = background(year)
        earlier, others = beside.earlier_of(region.code), beside.others_of(region.code)
        case = case_of(reading.answers, terms, region.code, earlier, others)
        figures = {code: case.figure(code) for code in FIGURES}
        findings = tuple(rules.for_region(rules.findings(case)))
    return Outcome(
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        year=year.year,
        region=region.code,
        layout=reading.layout,
        verdict=verdict_of(findings),
        figures=figures,
        findings=findings,
    )
