"""Trying a file: what the check would say of it. Nothing is stored."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from agreement import rules
from agreement.answers import Answers, case_of
from agreement.findings import Finding, Verdict, verdict_of
from agreement.lines import FIGURES
from agreement.repair import Repair, repairs
from register.models import AgreementYear, Region
from submissions.checking import finding_row
from submissions.history import background
from submissions.lists.providers import Provider, ReadFile
from submissions.lists.reading import read_files
from submissions.lists.series import Period
from submissions.lists.together import Together, add_up
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
    repairs: tuple[Repair, ...] = ()
    providers: tuple[Provider, ...] | None = None

    def as_json(self, lang: str = "sv") -> dict[str, Any]:
        """The public shape; ``providers`` for lists alone. ``repairs`` is empty where every sum holds."""
        known = {} if self.providers is None else {"providers": [each.as_json() for each in self.providers]}
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
            "repairs": [repair.as_json(lang) for repair in self.repairs],
            **known,
        }


def try_file(data: bytes, filename: str, year: AgreementYear, region: Region) -> Outcome:
    """Read and judge a file as if the region had uploaded it. The same rules, the same words."""
    reading = read(data, filename, year.terms(), region)
    figures: dict[str, int | None] = dict.fromkeys(FIGURES)
    findings = reading.findings
    proposed: tuple[Repair, ...] = ()
    if reading.answers is not None:
        figures, judged, proposed = _judged(reading.answers, year, region)
        findings = (*findings, *judged)
    return Outcome(
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        year=year.year,
        region=region.code,
        layout=reading.layout,
        verdict=verdict_of(findings),
        figures=figures,
        findings=findings,
        repairs=proposed,
    )


def try_paths(paths: Sequence[Path], year: AgreementYear, region: Region) -> Outcome:
    """Read and judge files as if the region had uploaded them: a workbook, or lists to be added up.

    Raises OSError for a file that cannot be read.
    """
    if len(paths) == 1 and (_is_template(data := paths[0].read_bytes())):
        return try_file(data, paths[0].name, year, region)
    terms = year.terms()
    period = Period(terms.year, terms.period_first, terms.period_last)
    files = [
        ReadFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), found)
        for path, found in zip(paths, read_files(paths, period), strict=True)
    ]
    together = add_up(files, year=terms.year, terms=terms)
    if len(files) == 1 and together.layout is None and not _is_about_lists(together):
        return try_file(paths[0].read_bytes(), paths[0].name, year, region)
    if len(files) == 1 and files[0].found.get("hidden"):
        # What people see goes before what is hidden.
        seen = try_file(paths[0].read_bytes(), paths[0].name, year, region)
        if seen.layout is not None:
            return seen
    return _of_lists(files, together, year, region)


def _is_template(data: bytes) -> bool:
    """Whether the file names cells as our workbook does; whatever else it is, the workbook's reader says."""
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open("xl/workbook.xml") as part:
            return b"v3_" in part.read(1_000_000)
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError):
        return False


def _is_about_lists(together: Together) -> bool:
    """Whether what stops the file is said of lists alone."""
    names = {found.rule for found in together.findings} - {"file.list_no_heading"}
    return any(name.startswith("file.list_") or name == "file.personal_data" for name in names)


def _of_lists(files: Sequence[ReadFile], together: Together, year: AgreementYear, region: Region) -> Outcome:
    figures: dict[str, int | None] = dict.fromkeys(FIGURES)
    findings = together.findings
    proposed: tuple[Repair, ...] = ()
    if together.layout is not None:
        figures, judged, proposed = _judged(together.answers(year.terms()), year, region)
        findings += judged
    sums = [file.sha256 for file in files]
    return Outcome(
        filename=", ".join(file.name for file in files),
        sha256=sums[0] if len(sums) == 1 else hashlib.sha256("\n".join(sums).encode()).hexdigest(),
        year=year.year,
        region=region.code,
        layout=together.layout,
        verdict=verdict_of(findings),
        figures=figures,
        findings=findings,
        repairs=proposed,
        providers=together.providers,
    )


def _judged(
    answers: Answers, year: AgreementYear, region: Region
) -> tuple[dict[str, int | None], tuple[Finding, ...], tuple[Repair, ...]]:
    """The figures of the answers, what the rules say of them to the region, and the likeliest corrections."""
    beside = background(year)
    earlier, others = beside.earlier_of(region.code), beside.others_of(region.code)
    case = case_of(answers, year.terms(), region.code, earlier, others)
    figures = {code: case.figure(code) for code in FIGURES}
    return figures, tuple(rules.for_region(rules.findings(case))), repairs(case)
