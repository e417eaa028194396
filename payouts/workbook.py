"""A run as a workbook with live formulas, so that an accountant can follow it without our code.

The formulas divide in two stages of whole numbers: a spreadsheet counts in 15 digits, and the
appropriation times a population has more. Amount = quotient × weight + the whole part of
remainder × weight / total, then one krona to the largest remainders.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreement.terms import ContactUnit, Rounding, Terms
from payouts.inputs import stored_quantity, terms_of
from payouts.models import Amount, Kind, Run

FIRST = 2
Value = str | int


@dataclass(frozen=True, slots=True)
class Cell:
    """A constant or, with ``formula``, a live cell that shows ``value`` until it is calculated anew."""

    value: Value
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Division:
    """What is shared, by what, and how it is rounded; None for ``rate`` where the base is shared."""

    appropriation: int
    rate: int | None
    rounding: Rounding
    weights: tuple[int, ...]

    @property
    def total(self) -> int:
        """The sum of the weights; 1 where nobody has any, so that nothing is divided by nought."""
        return max(sum(self.weights), 1)

    @property
    def binds(self) -> bool:
        """Whether the appropriation is shared out, and not the rate paid in full."""
        return self.rate is None or self.rate * sum(self.weights) > self.appropriation

    def whole(self, weight: int) -> int:
        """Whole kronor of the exact share."""
        return self.appropriation * weight // self.total

    def remainder(self, weight: int) -> int:
        """What is left of the division, in parts of the total."""
        return self.appropriation * weight % self.total

    def rank(self, place: int) -> int:
        """The place by remainder, the largest first, ties to the earlier region."""
        left = [self.remainder(weight) for weight in self.weights]
        return sum(each > left[place] for each in left) + left[: place + 1].count(left[place])

    def left(self) -> int:
        """Kronor to hand out, one each."""
        return self.appropriation - sum(map(self.whole, self.weights))


def run_xlsx(run: Run) -> bytes:
    """The run with its terms, inputs and formulas. Text that somebody wrote is never a formula."""
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        # The file says when the run was made, so that it is the same each time.
        book.set_properties({"created": run.computed_at.astimezone(UTC).replace(tzinfo=None)})
        formats = {
            "head": book.add_format({"bold": True}),
            "number": book.add_format({"num_format": "#,##0"}),
        }
        sheet, terms_sheet = book.add_worksheet(_("Beräkning")), book.add_worksheet("Villkor")
        _fill(sheet, _rows(run), formats)
        if run.kind == Kind.BASE:
            # The columns stay, so that the formulas are the same; nothing in them is about inhabitants.
            for first, last in ABOUT_CONTACTS:
                sheet.set_column(first, last, None, None, {"hidden": True})
        _fill(terms_sheet, _terms_rows(run), formats)
        _fill(book.add_worksheet(_("Om beräkningen")), _about(run), formats)
        for row, name in enumerate(NAMES, start=2):
            book.define_name(name, f"=Villkor!$B${row}")
    return data.getvalue()


NAMES = ("anslag", "kronor_per_enhet", "avrundning", "enhet", "vikter", "hela", "kvar", "begärt", "delas")


def _division(run: Run, terms: Terms, amounts: Sequence[Amount]) -> Division:
    lines = _lines(run)
    weights = tuple(stored_quantity(lines[each.region_id], terms) or 0 for each in amounts)
    if run.kind == Kind.BASE:
        rounding = Rounding(run.inputs.get("rounding", terms.rounding))
        return Division(terms.base_appropriation or 0, None, rounding, weights)
    cap = terms.contact_appropriation or 0
    return Division(cap, terms.amount_per_contact, Rounding.LARGEST_REMAINDER, weights)


def _lines(run: Run) -> dict[str, Mapping[str, Any]]:
    return {line["region"]: line for line in run.inputs["lines"]}


def _amounts(run: Run) -> list[Amount]:
    return list(run.amounts.select_related("region").order_by("region"))


def _rows(run: Run) -> list[list[Cell]]:
    terms, amounts = terms_of(run.terms), _amounts(run)
    division, lines = _division(run, terms, amounts), _lines(run)
    rows = [[Cell(heading) for heading in _headings(run)]]
    for place, amount in enumerate(amounts):
        number = FIRST + place
        start: list[Cell] = [Cell(amount.region_id), Cell(amount.region.name)]
        start += _inputs(lines[amount.region_id], terms, number, run.kind == Kind.BASE)
        rows.append([*start, *_shares(division, place, number, amount)])
    last = FIRST + len(amounts) - 1
    total = [Cell("") for _heading in rows[0]]
    total[1] = Cell(_("Summa"))
    computed, stored = sum(_amount(division, p) for p in range(len(amounts))), run.total
    total[-3] = Cell(computed, f"=SUM(L{FIRST}:L{last})")
    total[-2] = Cell(stored, f"=SUM(M{FIRST}:M{last})")
    return [*rows, total]


def _headings(run: Run) -> list[str]:
    return [
        _("Länskod"),
        pgettext("column", "Region"),
        _("Invånare") if run.kind == Kind.BASE else _("Kontakter med arbetsgivare"),
        _("Kontakter med Arbetsförmedlingen"),
        _("Behandlingar med båda"),
        _("Ger inget (för sent)"),
        _("Antal som räknas"),
        _("Antal × kronor"),
        _("Andel, hela kronor"),
        _("Rest"),
        _("Restens plats"),
        _("Belopp"),
        _("Lagrat belopp"),
        _("Kontroll"),
    ]


def _inputs(line: Mapping[str, Any], terms: Terms, row: int, is_base: bool) -> list[Cell]:
    """The counts as they were, and how the paid quantity comes of them."""
    quantity = stored_quantity(line, terms)
    shown: Value = "" if quantity is None else quantity
    counts = line.get("counts") or {}
    given: list[Value] = ["" if counts.get(code) is None else counts[code] for code in COUNTS]
    if not counts:
        # Inhabitants, or a number of contacts that stands for itself.
        given[0] = shown
    late = _("ja") if line.get("forfeited") else ""
    cells = [*map(Cell, given), Cell(late)]
    if is_base:
        return [*cells, Cell(shown, f'=IF(COUNT(C{row})=0,"",C{row})')]
    both = f'IF(enhet="{ContactUnit.TREATMENTS_WITH_CONTACT}",N(E{row}),0)'
    units = f'=IF(F{row}<>"",0,IF(COUNT(C{row}:D{row})=0,"",MAX(SUM(C{row}:D{row})-{both},0)))'
    return [*cells, Cell(shown, units)]


ABOUT_CONTACTS = ((3, 5), (7, 7))
COUNTS = ("EMPLOYER", "EMPLOYMENT_SERVICE", "BOTH")


def _shares(division: Division, place: int, row: int, amount: Amount) -> list[Cell]:
    weight, last = division.weights[place], FIRST + len(division.weights) - 1
    product = f"MOD(anslag,vikter)*N(G{row})"
    rank = f"=SUMPRODUCT((J${FIRST}:J${last}>J{row})*1)+SUMPRODUCT((J${FIRST}:J{row}=J{row})*1)"
    extra = f'IF(avrundning="{Rounding.EACH}",IF(2*J{row}>=vikter,1,0),IF(K{row}<=kvar,1,0))'
    computed = _amount(division, place)
    whole = f"=QUOTIENT(anslag,vikter)*N(G{row})+({product}-J{row})/vikter"
    return [
        Cell((division.rate or 0) * weight, f"=N(G{row})*kronor_per_enhet"),
        Cell(division.whole(weight), whole),
        Cell(division.remainder(weight), f"=MOD({product},vikter)"),
        Cell(division.rank(place), rank),
        Cell(computed, f"=IF(delas=1,I{row}+{extra},H{row})"),
        Cell(amount.amount),
        Cell(
            _("stämmer") if computed == amount.amount else _("avviker"),
            f'=IF(L{row}=M{row},"{_("stämmer")}","{_("avviker")}")',
        ),
    ]


def _amount(division: Division, place: int) -> int:
    weight = division.weights[place]
    if not division.binds:
        return (division.rate or 0) * weight
    if division.rounding is Rounding.EACH:
        extra = 2 * division.remainder(weight) >= division.total
    else:
        extra = division.rank(place) <= division.left()
    return division.whole(weight) + int(extra)


def _terms_rows(run: Run) -> list[list[Cell]]:
    """The terms that the formulas name, in the order of NAMES."""
    terms, amounts = terms_of(run.terms), _amounts(run)
    division = _division(run, terms, amounts)
    last, sheet = FIRST + len(amounts) - 1, f"'{_('Beräkning')}'!"
    wanted = (division.rate or 0) * sum(division.weights)
    whole = sum(map(division.whole, division.weights))
    binds = "=1" if division.rate is None else "=IF(begärt>anslag,1,0)"
    return [
        [Cell(_("Regel")), Cell(_("Värde"))],
        [Cell(_("Anslag, kronor")), Cell(division.appropriation)],
        [Cell(_("Kronor för varje enhet")), Cell(division.rate or 0)],
        [Cell(_("Avrundning")), Cell(division.rounding.value), Cell(_in_words(division.rounding))],
        [Cell(_("Enhet")), Cell(terms.contact_unit.value), Cell(_in_words(terms.contact_unit))],
        [Cell(_("Alla regioners antal")), Cell(division.total, f"=MAX(SUM({sheet}G{FIRST}:G{last}),1)")],
        [Cell(_("Andelar i hela kronor")), Cell(whole, f"=SUM({sheet}I{FIRST}:I{last})")],
        [Cell(_("Kronor kvar till de största resterna")), Cell(division.left(), "=anslag-hela")],
        [Cell(_("Antal × kronor, alla")), Cell(wanted, f"=SUM({sheet}H{FIRST}:H{last})")],
        [Cell(_("Anslaget fördelas (1) eller räcker (0)")), Cell(int(division.binds), binds)],
    ]


def _in_words(term: Rounding | ContactUnit) -> str:
    """What the formulas' word means to a reader."""
    return {
        Rounding.LARGEST_REMAINDER: _("största rest"),
        Rounding.EACH: _("varje region för sig"),
        ContactUnit.CONTACTS: _("varje kontakt"),
        ContactUnit.TREATMENTS_WITH_CONTACT: _("varje behandling med kontakt"),
    }[term]


def _about(run: Run) -> list[list[Cell]]:
    sources = sorted({str(line["source"]) for line in run.inputs["lines"] if line.get("source")})
    dates = sorted({str(line["date"]) for line in run.inputs["lines"] if line.get("date")})
    facts: list[tuple[str, Value]] = [
        (_("År"), str(run.year_id)),
        (_("Ersättning"), run.get_kind_display()),
        (_("Beräkning"), run.number),
        (_("Kontrollsumma"), run.checksum),
        (_("Programversion"), run.code_version),
        (_("Reglernas version"), run.terms["version"]),
        (_("Folkmängdens datum"), ", ".join(dates)),
        (_("Källa"), ", ".join(sources) or run.source),
        (_("Saknar godkänd uppgift"), ", ".join(run.inputs["missing"])),
    ]
    return [[Cell(name), Cell(value)] for name, value in facts]


def _fill(sheet: Any, rows: list[list[Cell]], formats: Mapping[str, Any]) -> None:
    sheet.set_column(0, 13, 22)
    sheet.freeze_panes(1, 0)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            _write(sheet, (row, column), cell, formats["head"] if row == 0 else formats["number"])


def _write(sheet: Any, place: tuple[int, int], cell: Cell, style: Any) -> None:
    if cell.formula:
        sheet.write_formula(*place, cell.formula, style, cell.value)
    elif isinstance(cell.value, int):
        sheet.write_number(*place, cell.value, style)
    elif cell.value:
        sheet.write_string(*place, cell.value, style)
