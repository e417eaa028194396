"""Cases for the rules: a balanced one, and changes to it."""

import csv
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

from agreement import rules
from agreement.answers import Answer, Answers, SectionAnswer, case_of
from agreement.case import Case, Earlier
from agreement.findings import Finding
from agreement.lines import FIGURES
from agreement.terms import Terms

DATA = Path(__file__).resolve().parents[2] / "data"
TERMS = Terms(
    2026,
    asked=(*FIGURES, "BOTH"),
    period_first=date(2026, 1, 1),
    period_last=date(2026, 12, 31),
)
# Sums: 324 by form, by provider and by sex.
GOOD = {
    "KBT": "203", "IKBT": "1", "IPT": "0", "PDT": "0", "EMDR": "0", "APB": "19",
    "MMR1": "7", "MMR2": "28", "BMB": "13", "AST": "53", "ASB": "0",
    "PRIVATE": "201", "PUBLIC": "123", "WOMEN": "236", "MEN": "88",
    "EMPLOYER": "151", "EMPLOYMENT_SERVICE": "35",
}  # fmt: skip


def a_case(
    values: Mapping[str, str | None] | None = None,
    *,
    marks: dict[str, str] | None = None,
    comments: dict[str, str] | None = None,
    sections: dict[str, SectionAnswer] | None = None,
    period: tuple[str, str] = ("2026-01-01", "2026-12-31"),
    terms: Terms = TERMS,
    earlier: Mapping[str, Earlier] | None = None,
    others: Mapping[str, tuple[Fraction, ...]] | None = None,
    **more: str | None,
) -> Case:
    """The balanced case with other values, marks or comments; None leaves a line blank."""
    texts = {**GOOD, **(values or {}), **more}
    lines = {
        code: Answer(texts.get(code) or "", (marks or {}).get(code, ""), (comments or {}).get(code, ""))
        for code in terms.asked
    }
    answers = Answers(lines=lines, sections=sections or {}, first=period[0], last=period[1])
    return case_of(answers, terms, "07", earlier, others)


def of_size(total: int, **more: str) -> dict[str, str]:
    """A balanced return of so many treatments, all in one form, with few contacts; and changes to it."""
    sums = {"KBT": total, "PRIVATE": total // 2, "WOMEN": total * 7 // 10, "EMPLOYER": total // 10}
    rest = {"PUBLIC": total - sums["PRIVATE"], "MEN": total - sums["WOMEN"]}
    return dict.fromkeys(FIGURES, "0") | {code: str(value) for code, value in (sums | rest).items()} | more


def before(year: int = 2025, **figures: int) -> dict[str, Earlier]:
    """The region's earlier figures of one year."""
    return {code: Earlier(year, value) for code, value in figures.items()}


def shown(case: Case) -> list[Finding]:
    """What the region sees of the findings."""
    return rules.for_region(rules.findings(case))


def found(case: Case) -> list[str]:
    """The rules that fired, in order."""
    return [finding.rule for finding in shown(case)]


def only(case: Case) -> Finding:
    """The one finding of the case."""
    findings = shown(case)
    assert len(findings) == 1, findings
    return findings[0]


def printed(name: str) -> dict[str, dict[str, str]]:
    """A table of past years as printed, by region code, without the national row."""
    with (DATA / name).open(encoding="utf-8") as file:
        return {row["region_code"]: row for row in csv.DictReader(file) if row["region_code"] != "00"}
