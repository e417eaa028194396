"""A workbook that is not ours but holds the figures: what its labels say, to be confirmed by the region.

Nothing here guesses. A figure is taken where one column or row is clearly the year's and the region's;
otherwise the line is left empty and the places that could have been it are named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agreement.answers import Answer, Answers, SectionAnswer
from agreement.lines import CONTACTS, FORMS
from agreement.numerals import parse_day
from agreement.terms import Terms
from submissions.workbook.blocks import Why, blocks_of
from submissions.workbook.cells import count_or_text
from submissions.workbook.grid import Grid
from submissions.workbook.headings import Asked
from submissions.workbook.heads import Head, head_of
from submissions.workbook.periods import NO_PERIOD, Period, periods_in
from submissions.workbook.planes import Group, groups_of
from submissions.workbook.survey import Found, Row, Stranger, Survey, Unused

LABELS = "labels"
FEWEST_LINES = 3
MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Recognition:
    """What the labels of a file gave: a row for each line found, and what was not used.

    ``missing`` are the asked lines that have no label in the file; ``unclear`` those that have several
    figures. ``period`` is empty where the file states none, and the year's own is proposed.
    """

    rows: tuple[Row, ...]
    unknown: tuple[Unused, ...] = ()
    left_out: tuple[Unused, ...] = ()
    missing: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    period: Period = NO_PERIOD
    sections: Mapping[str, SectionAnswer] = field(default_factory=dict)


def has_labels(grids: Sequence[Grid]) -> bool:
    """Whether the sheets name so many lines of a return that it is worth looking further."""
    return _is_enough({code for grid in grids for group in groups_of(grid) for code in _codes_of(group)})


def _codes_of(group: Group) -> Iterator[str]:
    for position, label in group.labels.items():
        if group.plane.has_figure((position, group.axis)):
            yield from label.codes


def _is_enough(codes: Iterable[str]) -> bool:
    """Kvinnor and Män stand in many a table; a return's also tells of treatments or contacts."""
    found = set(codes)
    return len(found) >= FEWEST_LINES and bool(found & {*FORMS, *CONTACTS})


def recognise(grids: Sequence[Grid], terms: Terms, asked: Asked) -> Recognition | Stranger | None:
    """What the labels give; why it is not this return's; or None where there is no return in the file."""
    survey = Survey(asked)
    for grid in grids:
        said = head_of(grid.title, asked.regions)
        for group in groups_of(grid):
            for block in blocks_of(group, asked, Head(said.years, said.regions, scope=said.scope)):
                survey.take(block, grid.title)
    rows, unclear = _resolve(survey, terms)
    filled = {row.code for row in rows if row.value or row.mark}
    if not _is_enough(filled):
        return _stranger(survey, filled | set(unclear))
    period = _period(grids, rows, terms)
    if not survey.is_years and _is_elsewhere(period, terms):
        first = parse_day(period.first)
        return Stranger(
            Why.OTHER_YEAR, period.sheet, period.first_cell, frozenset({first.year} if first else ())
        )
    return _recognition(survey, rows, unclear, period, terms)


def _recognition(
    survey: Survey, rows: Sequence[Row], unclear: Sequence[str], period: Period, terms: Terms
) -> Recognition:
    told = {row.code for row in rows} | set(unclear)
    missing = (line.code for line in terms.lines() if line.code not in told and not line.optional)
    not_asked = [
        Unused(Why.NOT_ASKED, found.row.label, found.row.sheet, found.row.cell, found.row.value, (code,))
        for code, places in survey.found.items()
        for found in places
        if not terms.asks(code) and found.has_value
    ]
    return Recognition(
        tuple(rows),
        tuple(survey.unknown_now()[:MOST_NAMED]),
        tuple([*survey.left_out, *not_asked][:MOST_NAMED]),
        tuple(missing),
        tuple(unclear),
        period,
        dict(survey.sections),
    )


def _resolve(survey: Survey, terms: Terms) -> tuple[list[Row], list[str]]:
    """One row for each line that is clear, in reading order, and the lines that are not."""
    rows, unclear = [], []
    found = {line.code: _candidates(line.code, survey) for line in terms.lines()}
    several = [_said(places) for places in found.values() if len(places) > 1]
    # Two tables that differ in most of their lines are of different things; where they agree is chance.
    is_torn = 2 * sum(len(said) > 1 for said in several) > len(several)
    for code, places in found.items():
        is_chance = len(places) > 1 and is_torn
        is_doubtful = code in survey.doubtful or any(place.is_torn for place in places)
        if len(_said(places)) > 1 or is_chance or (places and is_doubtful):
            unclear.append(code)
            survey.unknown += [_ambiguous(place.row) for place in places]
        elif places or survey.found.get(code):
            rows.append((places or survey.found[code])[0].row)
            survey.unknown += _elsewhere(code, rows[-1], survey)
    return rows, unclear


def _candidates(code: str, survey: Survey) -> list[Found]:
    """The figures that are most clearly the year's and the region's; none where all cells are empty."""
    places = [place for place in survey.found.get(code, ()) if place.has_value]
    best = max((place.own for place in places), default=-1)
    rivals = [place for place in survey.rivals.get(code, ()) if place.own >= best]
    return [place for place in places if place.own == best] + rivals


def _said(places: Sequence[Found]) -> set[tuple[str, str]]:
    return {(count_or_text(place.row.value), place.row.mark) for place in places}


def _elsewhere(code: str, chosen: Row, survey: Survey) -> list[Unused]:
    """Other figures for a line, from where year and region were less clearly ours."""
    places = (*survey.found.get(code, ()), *survey.rivals.get(code, ()))
    said = count_or_text(chosen.value)
    others = (place.row for place in places if place.has_value and count_or_text(place.row.value) != said)
    return [Unused(Why.ELSEWHERE, row.label, row.sheet, row.cell, row.value, (code,)) for row in others]


def _ambiguous(row: Row) -> Unused:
    return Unused(Why.AMBIGUOUS, row.label, row.sheet, row.cell, row.value, (row.code,))


def _stranger(survey: Survey, codes: set[str]) -> Stranger | None:
    """Why nothing is taken from a file that has enough labels."""
    strange = [found for found in survey.strangers if found.codes]
    if _is_enough(codes | {code for found in strange for code in found.codes}) and strange:
        return max(strange, key=_size)
    if not _is_enough(codes):
        return max((part for part in survey.parts if _is_enough(part.codes)), key=_size, default=None)
    unclear = [each for each in survey.unknown if each.why is Why.AMBIGUOUS]
    return Stranger(
        Why.AMBIGUOUS,
        unclear[0].sheet if unclear else "",
        codes=tuple(dict.fromkeys(code for each in unclear for code in each.codes)),
        cells=tuple(each.cell for each in unclear),
    )


def _size(stranger: Stranger) -> int:
    return len(stranger.codes)


def _period(grids: Sequence[Grid], rows: Sequence[Row], terms: Terms) -> Period:
    """The file's period: one that touches the year's, else the first that the figures' sheets state."""
    sheets = {row.sheet for row in rows}
    ordered = sorted(grids, key=lambda grid: grid.title not in sheets)
    stated = [period for grid in ordered for period in periods_in(grid)]
    touching = (period for period in stated if not _is_elsewhere(period, terms))
    return next(touching, stated[0] if stated else NO_PERIOD)


def _is_elsewhere(period: Period, terms: Terms) -> bool:
    """Whether the period and the year's own have no day in common."""
    first, last = parse_day(period.first), parse_day(period.last)
    if not first or not last or not terms.period_first or not terms.period_last:
        return False
    return last < terms.period_first or first > terms.period_last


def answers_of(found: Recognition, terms: Terms) -> Answers:
    """The answers that the recognised figures make, with the year's own period where the file has none."""
    sheets = [row.sheet for row in found.rows]
    home = max(sheets, key=sheets.count, default="")
    first, last = (day.isoformat() if day else "" for day in (terms.period_first, terms.period_last))
    stated = found.period.first != ""
    here = found.period.sheet == home
    return Answers(
        lines={row.code: _answer(row, home) for row in found.rows},
        sections=found.sections,
        first=found.period.first if stated else first,
        last=found.period.last if stated else last,
        first_cell=found.period.first_cell if here else "",
        last_cell=found.period.last_cell if here else "",
        sheet=home,
    )


def _answer(row: Row, home: str) -> Answer:
    return Answer(
        row.value, row.mark, row.comment, row.cell, row.fault, "" if row.sheet == home else row.sheet
    )
