"""Completeness: every line answered or marked, every gap explained, the period the year's own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from agreement.case import Case
from agreement.findings import Family, Finding, Weight
from agreement.lines import CONTACTS, Collected, Line, Section, lines_in
from agreement.rules.places import found_in
from agreement.terms import ContactUnit


def every_line_answered(case: Case) -> Iterator[Finding]:
    """Every line has a figure, or says why not; one finding for each section."""
    for section in Section:
        lines = lines_in(section, case.terms.asked)
        blank = [line.code for line in lines if case.entry(line.code).is_blank and not line.optional]
        if blank:
            yield found_in(case, "complete.unanswered", Weight.ERROR, blank, section=section.value)


def marked_lines_have_their_figure(case: Case) -> Iterator[Finding]:
    """A line that is marked as reported or partly collected has a figure."""
    marks = (Collected.REPORTED, Collected.PARTLY)
    for section in Section:
        empty = [
            line.code
            for line in lines_in(section, case.terms.asked)
            if not line.optional and _is_empty(case, line.code) and case.entry(line.code).collected in marks
        ]
        if empty:
            yield found_in(case, "complete.missing_figure", Weight.ERROR, empty, section=section.value)


def zero_means_zero(case: Case) -> Iterator[Finding]:
    """A line marked as nothing to report has no other figure than 0."""
    for line in case.terms.lines():
        entry = case.entry(line.code)
        if entry.collected is Collected.ZERO and entry.value:
            yield found_in(
                case, "complete.marked_zero", Weight.ERROR, [line.code], found=entry.value, value=entry.value
            )


def not_collected_has_no_figure(case: Case) -> Iterator[Finding]:
    """A line marked as not collected has no figure."""
    for line in case.terms.lines():
        entry = case.entry(line.code)
        if entry.collected is Collected.NOT_COLLECTED and entry.value is not None:
            yield found_in(
                case,
                "complete.marked_not_collected",
                Weight.ERROR,
                [line.code],
                found=entry.value,
                value=entry.value,
            )


def gaps_are_explained(case: Case) -> Iterator[Finding]:
    """What was collected in part or not at all says in words what is missing."""
    for mark in (Collected.PARTLY, Collected.NOT_COLLECTED):
        for section in Section:
            silent = [
                line.code
                for line in lines_in(section, case.terms.asked)
                if case.entry(line.code).collected is mark
                and not case.comment(line)
                and not _needs_no_comment(line, mark)
            ]
            if silent:
                yield found_in(
                    case, "complete.no_comment", Weight.ERROR, silent, section=section.value, mark=mark.value
                )


def contacts_decide_money(case: Case) -> Iterator[Finding]:
    """Contacts that were not collected are asked about: without a figure nothing can be paid for them."""
    missing = [
        code
        for code in case.asked(CONTACTS)
        if case.entry(code).collected is Collected.NOT_COLLECTED and case.entry(code).value is None
    ]
    if missing:
        yield found_in(
            case,
            "complete.contacts_not_collected",
            Weight.QUERY,
            missing,
            found=Collected.NOT_COLLECTED.value,
            reason=case.entry(missing[0]).comment,
        )


def both_kinds_decide_money(case: Case) -> Iterator[Finding]:
    """Where a treatment is paid once, those with both kinds of contact are asked about: blank is not none."""
    kinds = [case.figure(code) for code in CONTACTS]
    is_asked = case.terms.contact_unit is ContactUnit.TREATMENTS_WITH_CONTACT and case.terms.asks("BOTH")
    if is_asked and all(kinds) and _is_empty(case, "BOTH") and case.figure("BOTH") is None:
        yield found_in(
            case,
            "complete.both_unknown",
            Weight.QUERY,
            ["BOTH"],
            employer=kinds[0],
            employment_service=kinds[1],
        )


def the_period_is_the_years(case: Case) -> Iterator[Finding]:
    """The period is stated, begins before it ends, and is the agreement's."""
    period = case.period
    if not case.terms.period_asked:
        return
    raw = period.raw_first or period.raw_last
    if raw:
        yield _about_period(case, "complete.period_unreadable", raw=raw)
    elif period.first is None or period.last is None:
        yield _about_period(case, "complete.period_missing")
    elif period.last < period.first:
        yield _about_period(case, "complete.period_order", **_days(period.first, period.last))
    else:
        yield from _within_the_years(case, period.first, period.last)


def _within_the_years(case: Case, first: date, last: date) -> Iterator[Finding]:
    """Days outside the agreement's period are an error; a shorter period inside it is asked about."""
    years = _years_period(case)
    if years is None or years == (first, last):
        return
    is_inside = years[0] <= first and last <= years[1]
    rule = "complete.period_short" if is_inside else "complete.period"
    finding = _about_period(case, rule, **_days(first, last))
    yield replace(finding, weight=Weight.QUERY) if is_inside else finding


def _years_period(case: Case) -> tuple[date, date] | None:
    """The agreement's first and last day, where its terms say both."""
    first, last = case.terms.period_first, case.terms.period_last
    return (first, last) if first and last else None


def _days(first: date, last: date) -> dict[str, str]:
    return {"first": first.isoformat(), "last": last.isoformat()}


def _about_period(case: Case, rule: str, **params: str) -> Finding:
    years = _years_period(case)
    expected = [day.isoformat() for day in years or ()]
    found = params.get("raw") or "–".join(filter(None, (params.get("first"), params.get("last")))) or None
    period = case.period
    return Finding(
        rule,
        Family.COMPLETE,
        Weight.ERROR,
        found=found,
        expected="–".join(expected) or None,
        params={**params, **dict(zip(("expected_first", "expected_last"), expected, strict=False))},
        sheet=period.sheet,
        cells=period.cells,
        count=1,
    )


def _is_empty(case: Case, code: str) -> bool:
    entry = case.entry(code)
    return entry.value is None and entry.fault is None


def _needs_no_comment(line: Line, mark: Collected) -> bool:
    """Contacts that were not collected are a query of their own; an optional line needs no words."""
    return mark is Collected.NOT_COLLECTED and (line.code in CONTACTS or line.optional)


RULES = (
    every_line_answered,
    marked_lines_have_their_figure,
    zero_means_zero,
    not_collected_has_no_figure,
    gaps_are_explained,
    contacts_decide_money,
    both_kinds_decide_money,
    the_period_is_the_years,
)
