"""A block is a run of labels in which no line comes twice; here it gets its year, its region and its figures.

The figures of a block stand in one column or row beside the labels. What it holds is told by its heading;
where two could be it, neither is taken.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from openpyxl.utils import get_column_letter

from agreement.case import Fault
from agreement.numerals import parse_count
from submissions.workbook.cells import Cell, count_or_text, fault_of, text_of, without_mark
from submissions.workbook.grid import Place
from submissions.workbook.headings import FAR, Asked, Extent, caption_of, head_of_line, is_numbering
from submissions.workbook.heads import NOTHING, Head, Role, head_of
from submissions.workbook.labels import Label, label_of
from submissions.workbook.planes import Group, Plane
from submissions.workbook.scopes import SPLITS, Scope

OWN = 4
# A column with less than one figure for so many of another's holds something else, such as footnotes.
STRAY = 4
# Running numbers of footnotes are no larger.
FOOTNOTES = 30
# So many forms of treatment under a line without a figure make it the heading over them.
FORMS_UNDER = 4


class Why(Enum):
    """Why something was left out, or could not be understood."""

    OTHER_YEAR = "other_year"
    OTHER_REGION = "other_region"
    APART = "apart"  # a share, a part, a comparison, the nation
    TOTAL = "total"
    AMBIGUOUS = "ambiguous"
    ELSEWHERE = "elsewhere"  # another figure for a line, less clearly of the year and the region
    NO_LINE = "no_line"  # a label that is no line's
    NO_LABEL = "no_label"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Beside:
    """A column or a row beside a block's labels: its cells by position, and what its heading says."""

    number: int
    cells: Mapping[int, Cell]
    figures: frozenset[int]
    head: Head
    score: int = 0
    out: Why | None = None

    def content(self) -> dict[int, str]:
        """The figures as text, by position."""
        return {position: count_or_text(text_of(self.cells[position].value)) for position in self.figures}


@dataclass(frozen=True, slots=True)
class Block:
    """Labels without a repeat and the lines beside them. ``rivals`` could all be it, so none is chosen.

    ``is_torn``: the rivals say so different things that not even what one of them has alone is taken.
    """

    group: Group
    codes: Mapping[int, tuple[str, ...]]
    extent: Extent
    end: int  # where the next block begins
    caption: Head = NOTHING
    beside: tuple[Beside, ...] = ()
    chosen: tuple[Beside, ...] = ()
    rivals: tuple[Beside, ...] = ()
    is_torn: bool = False

    def address(self, position: int, number: int) -> str:
        """The cell's address, such as B11."""
        row, column = (position, number) if self.group.plane.is_down else (number, position)
        return f"{get_column_letter(column)}{row}"

    def label(self, position: int) -> str:
        """The text along the labels at the position; nothing where there is none."""
        cell = self.group.plane.cells.get((position, self.extent.axis))
        return cell.value.strip() if cell is not None and isinstance(cell.value, str) else ""


def blocks_of(group: Group, asked: Asked, sheet: Head) -> Iterator[Block]:
    """The group's blocks, each with its figures chosen where that is clear."""
    told = _told(group)
    headings = frozenset(_headings(group, told))
    parts = list(_parts(told, group.labels, {*headings, *_captions(group, asked)}, asked))
    caption = sheet
    for number, codes in enumerate(parts):
        start = max(parts[number - 1]) if number else 0
        end = min(parts[number + 1]) if number + 1 < len(parts) else FAR
        is_under = any(start <= position < min(codes) for position in headings) and _is_forms(codes)
        beside = max(
            (line for at in codes for line in group.plane.reach((at, group.axis))), default=group.axis
        )
        extent = Extent(group.axis, min(codes), max(codes), start, max(beside, group.axis))
        caption = caption_of(group.plane, extent, asked, caption)
        scope = Scope.PART if is_under else caption.scope or sheet.scope
        block = Block(group, codes, extent, end, replace(caption, scope=scope))
        yield _choose(replace(block, beside=tuple(_lines_beside(block, asked))), asked)


def _told(group: Group) -> dict[int, tuple[str, ...]]:
    """The lines by position; the section above tells which "other" is meant, where it can."""
    untold = any(len(label.codes) > 1 for label in group.labels.values())
    sections = _sections(group.plane) if untold else []
    return {
        position: label.codes
        if len(label.codes) == 1
        else _by_section(label, (position, group.axis), sections)
        for position, label in group.labels.items()
    }


def _sections(plane: Plane) -> list[tuple[Place, str]]:
    texts = ((place, cell.value) for place, cell in plane.cells.items() if isinstance(cell.value, str))
    found = ((place, label_of(text).section) for place, text in texts)
    return sorted((place, section.value) for place, section in found if section is not None)


def _by_section(label: Label, place: Place, sections: Sequence[tuple[Place, str]]) -> tuple[str, ...]:
    position, axis = place
    above = [name for (at, line), name in sections if at <= position and line <= axis]
    told = {"PSYCHOLOGICAL": "APB", "PAIN": "ASB"}.get(above[-1] if above else "")
    return (told,) if told in label.codes else label.codes


def _headings(group: Group, told: Mapping[int, tuple[str, ...]]) -> Iterator[int]:
    """Where women, men, private or public is no line but stands over a table of its own."""
    order = list(told)
    for at, position in enumerate(order):
        near = order[max(at - 1, 0) : at] + order[at + 1 : at + 2]
        is_line = any(_is_split(told[each]) and not _has_figure(group, each) for each in near)
        under = order[at + 1 : at + 1 + FORMS_UNDER]
        is_over = len(under) == FORMS_UNDER and all(not _is_split(told[each]) for each in under)
        if _is_split(told[position]) and is_over and not is_line and not _has_figure(group, position):
            yield position


def _captions(group: Group, asked: Asked) -> Iterator[int]:
    """Where a text among the labels says that what follows is a part or another year's."""
    plane = group.plane
    for position in plane.between(min(group.labels), max(group.labels)):
        cell = plane.cells.get((position, group.axis))
        if position in group.labels or cell is None or _is_figured(plane, position):
            continue
        head = head_of(cell.value, asked.regions)
        is_other_year = bool(head.years) and asked.year not in head.years
        if is_other_year or head.scope in (Scope.PART, Scope.EARLIER):
            yield position


def _is_figured(plane: Plane, position: int) -> bool:
    return any((position, line) in plane.figures for line in plane.lines[position])


def _has_figure(group: Group, position: int) -> bool:
    return group.plane.has_figure((position, group.axis))


def _is_split(codes: tuple[str, ...]) -> bool:
    return set(codes) <= SPLITS


def _is_forms(codes: Mapping[int, tuple[str, ...]]) -> bool:
    return not any(_is_split(each) for each in codes.values())


def _parts(
    codes: Mapping[int, tuple[str, ...]],
    labels: Mapping[int, Label],
    headings: Collection[int],
    asked: Asked,
) -> Iterator[dict[int, tuple[str, ...]]]:
    """The labels cut where a line comes again, and around what stands under such a heading.

    Labels that name another year are left out, and so are the headings.
    """
    part: dict[int, tuple[str, ...]] = {}
    is_under = False
    for position in sorted({*codes, *headings}):
        told = codes.get(position, ())
        years = labels[position].years if told else frozenset[int]()
        if years and asked.year not in years:
            continue
        is_heading = position in headings
        if part and (is_heading or told in part.values() or (is_under and _is_split(told))):
            yield part
            part = {}
        is_under = (is_heading and bool(told)) or (is_under and not _is_split(told))
        if not is_heading:
            part[position] = told
    if part:
        yield part


def _lines_beside(block: Block, asked: Asked) -> Iterator[Beside]:
    """Every column or row that holds something beside a label."""
    plane, axis = block.group.plane, block.extent.axis
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for position in block.codes:
        for line in plane.reach((position, axis)):
            cells[line][position] = plane.cells[position, line]
    numbers = sorted(cells)
    for number in numbers:
        head = head_of_line(plane, block.extent, number, numbers, asked)
        head = replace(
            head, years=head.years or block.caption.years, regions=head.regions or block.caption.regions
        )
        figures = frozenset(position for position in cells[number] if (position, number) in plane.figures)
        own = (asked.year in head.years) + (asked.regions.own in head.regions)
        out = _not_ours(head, asked) or _apart(head, cells[number]) or _out_of_scope(block, head, asked)
        yield Beside(number, cells[number], figures, head, OWN * own + max(head.role, 0), out)


def _not_ours(head: Head, asked: Asked) -> Why | None:
    if head.years and asked.year not in head.years:
        return Why.OTHER_YEAR
    if head.regions and asked.regions.own not in head.regions:
        return Why.OTHER_REGION
    return None


def _apart(head: Head, cells: Mapping[int, Cell]) -> Why | None:
    is_mixed = len(head.years) > 1 or len(head.regions) > 1
    if is_mixed or head.role < Role.NONE or head.is_line or head.is_nation:
        return Why.APART
    values = {position: cell.value for position, cell in cells.items()}
    return Why.APART if is_numbering(values) else None


def _out_of_scope(block: Block, head: Head, asked: Asked) -> Why | None:
    """Whether all figures of the block are a part, or an earlier year's; not where the year is named."""
    scope = block.caption.scope
    is_out = scope is Scope.PART or (scope is Scope.EARLIER and asked.year not in head.years)
    return Why.APART if is_out else None


def _choose(block: Block, asked: Asked) -> Block:
    """The block with the lines that its figures are taken from, or with its rivals."""
    counted = [line for line in block.beside if line.figures]
    usable = _on_one_side([line for line in counted if line.out is None], block.extent.axis)
    if _is_strangers(block, usable, asked):
        return block
    usable = _without_strays(_without_shares(usable), block.extent.axis)
    best = max((line.score for line in usable), default=0)
    lines = [line for line in usable if line.score == best]
    lines = _after_the_labels(block, lines)
    if _agree(lines):
        return replace(block, chosen=tuple(lines))
    return replace(block, rivals=tuple(lines), is_torn=_is_torn(lines))


def _without_shares(lines: list[Beside]) -> list[Beside]:
    """Beside whole numbers, a column of parts of one is shares of them."""
    whole = [line for line in lines if 2 * _broken(line) < len(line.figures)]
    return whole or lines


def _broken(line: Beside) -> int:
    return sum(fault_of(line.cells[position]) == Fault.DECIMAL for position in line.figures)


def _without_strays(lines: list[Beside], axis: int) -> list[Beside]:
    """Without a few numbers in the margin or the numbers of footnotes; a few of the year's own count."""
    most = max(lines, key=lambda line: len(line.figures), default=None)
    if most is None:
        return lines

    def is_stray(line: Beside) -> bool:
        is_margin = abs(line.number - axis) > abs(most.number - axis)
        is_few = len(line.figures) * STRAY <= len(most.figures) and line.score < OWN
        return is_few and (is_margin or all(_is_small(line.cells[each]) for each in line.figures))

    return [line for line in lines if not is_stray(line)]


def _is_small(cell: Cell) -> bool:
    value, _fault = parse_count(without_mark(text_of(cell.value)))
    return value is not None and value <= FOOTNOTES


def _is_torn(lines: Sequence[Beside]) -> bool:
    """Whether most of what the lines have in common differs: they are then of different things."""
    said: dict[int, set[str]] = defaultdict(set)
    count: dict[int, int] = defaultdict(int)
    for line in lines:
        for position, text in line.content().items():
            said[position].add(text)
            count[position] += 1
    common = [texts for position, texts in said.items() if count[position] > 1]
    return 2 * sum(len(texts) > 1 for texts in common) > len(common)


def _after_the_labels(block: Block, lines: list[Beside]) -> list[Beside]:
    """Of two that nothing tells apart, the one after the label is its figure, for so we read.

    Not where there are more labels after it: it may be those that it stands before.
    """
    after = [line for line in lines if line.number > block.extent.axis]
    is_between = any(axis > line.number for axis in block.group.plane.axes for line in after)
    return lines if is_between else after or lines


def _is_strangers(block: Block, usable: Sequence[Beside], asked: Asked) -> bool:
    """Whether others' regions are named beside and ours is not: what has no name then is nobody's."""
    own = asked.regions.own
    named = any(own in line.head.regions for line in usable)
    return not named and any(line.out is Why.OTHER_REGION for line in block.beside if line.figures)


def _on_one_side(lines: list[Beside], axis: int) -> list[Beside]:
    """Without the side of the labels where there is next to nothing."""
    after = [line for line in lines if line.number > axis]
    before = [line for line in lines if line.number < axis]
    most_after = max((len(line.figures) for line in after), default=0)
    most_before = max((len(line.figures) for line in before), default=0)
    if most_before > 2 * most_after:
        return before
    return after if most_after > 2 * most_before else lines


def _agree(lines: Sequence[Beside]) -> bool:
    """Whether no two lines have different figures for one label."""
    seen: dict[int, str] = {}
    for line in lines:
        for position, text in line.content().items():
            if seen.setdefault(position, text) != text:
                return False
    return True
