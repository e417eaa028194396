"""The charts of the report as Vega-Lite specifications, made from its tables, with their words.

Each stands beside the table that it shows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from agreement import numerals
from compilation import specs
from compilation.answered import Row, Value
from compilation.labels import label
from compilation.people import AGES_WIDENED
from compilation.report import Report
from compilation.sources import NATION
from compilation.specs import Spec
from compilation.tables import Table
from compilation.values import shown


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. ``table`` is the table that it shows; ``alt`` says the same to who cannot see it."""

    id: str
    table: str
    title: str
    alt: str
    spec: Spec


def charts(report: Report, lang: str = "sv") -> tuple[Chart, ...]:
    """The report's charts in the order of their tables; one without two values to compare is left out."""
    found = {table.id: table for table in report.tables}
    made = (make(_Material(report, found, lang)) for make in CHARTS)
    return tuple(chart for chart in made if chart is not None)


@dataclass(frozen=True, slots=True)
class _Material:
    """What charts are made from."""

    report: Report
    tables: Mapping[str, Table]
    lang: str

    def word(self, swedish: str, english: str) -> str:
        """The word of the reader's language."""
        return english if self.lang == "en" else swedish

    def listed(self, years: Sequence[str]) -> str:
        """2017 och 2018."""
        return self.word(" och ", " and ").join(years)

    def name(self, table: Table, row: Row) -> str:
        """A row's region or form in words."""
        return str(shown(self.report, table.columns[0], row[table.columns[0].key], self.lang))


def five_forms(at: _Material) -> Chart | None:
    """Diagram 1: the five commonest forms in two years."""
    table, year = at.tables["forms_national"], at.report.year
    forms = [row for row in table.rows if row["form"] != "TREATMENTS" and row["count"] is not None][:5]
    points = [
        _point(at.name(table, row), of, row[key], at.lang)
        for row in forms
        for of, key in ((year - 1, "previous_count"), (year, "count"))
        if row[key] is not None
    ]
    names = [at.name(table, row) for row in forms]
    head = at.word("De fem vanligaste behandlingsformerna", "The five commonest forms of treatment")
    plan = Plan("five_forms", table.id, f"{head} {at.listed(years_of(points))}")
    return _chart(plan, points, specs.two_bars(points, names, years_of(points)), at)


def employer(at: _Material) -> Chart | None:
    """Figure 1: contacts with employers, region by region, in two years."""
    return _two_years(at, "contacts_employer", "contacts_two_years", "EMPLOYER")


def employment_service(at: _Material) -> Chart | None:
    """Figure 2: contacts with Arbetsförmedlingen, region by region, in two years."""
    return _two_years(at, "contacts_employment_service", "contacts_two_years", "EMPLOYMENT_SERVICE")


def contacts_share(at: _Material) -> Chart | None:
    """Contacts per hundred treatments, a dot for each region."""
    return _dots(at, "contacts_share", "contacts_by_region", "share")


def women(at: _Material) -> Chart | None:
    """The share of women, a dot for each region."""
    return _dots(at, "women_share", "gender_by_region", "women_share")


def women_by_form(at: _Material) -> Chart | None:
    """The share of women in each form, where series lists tell, a dot for each form."""
    table = at.tables.get("gender_by_form")
    if table is None:
        return None
    rows = [row for row in table.rows if row["form"] != "TREATMENTS" and row["women_share"] is not None]
    points = [_point(at.name(table, row), at.report.year, row["women_share"], at.lang, 1) for row in rows]
    points.sort(key=lambda point: -point["value"])
    head = at.word("Andel kvinnor per behandlingsform", "Share of women by form of treatment")
    plan = Plan("women_by_form", table.id, f"{head} {at.report.year}{at.word(', procent', ', percent')}")
    return _chart(plan, points, specs.dot_plot(points, None, ""), at)


def private(at: _Material) -> Chart | None:
    """The share of private care providers, a dot for each region."""
    return _dots(at, "private_share", "providers_by_region", "private_share")


def kbt_ipt_by_region(at: _Material) -> Chart | None:
    """KBT and IPT per 1 000 inhabitants, a dot for each region."""
    return _dots(at, "kbt_ipt_by_region", "psychological_by_region", "KBT_IPT_per_1000")


def mmr_by_region(at: _Material) -> Chart | None:
    """MMR per 1 000 inhabitants, a dot for each region."""
    return _dots(at, "mmr_by_region", "pain_by_region", "MMR_per_1000")


def kbt_ipt(at: _Material) -> Chart | None:
    """Figure 3: KBT and IPT in the nation over the years."""
    return _over_time(at, "kbt_ipt_over_time", "KBT_IPT")


def other_psychological(at: _Material) -> Chart | None:
    """Figure 4: the other psychological forms in the nation, in two years."""
    table = at.tables["other_psychological_two_years"]
    codes = [column.key for column in table.columns[2:]]
    rows = [row for row in table.rows if row["region"] == NATION]
    points = [
        _point(label(code, at.lang), int(str(row["year"])), row[code], at.lang)
        for code in codes
        for row in rows
        if row[code] is not None
    ]
    head = at.word(
        "Övriga psykologiska behandlingar i hela riket", "Other psychological treatments in the nation"
    )
    names = [label(code, at.lang) for code in codes]
    plan = Plan("other_psychological", table.id, f"{head} {at.listed(years_of(points))}")
    return _chart(plan, points, specs.two_bars(points, names, years_of(points)), at)


def mmr(at: _Material) -> Chart | None:
    """Figure 5: MMR in the nation over the years."""
    return _over_time(at, "mmr_over_time", "MMR")


CHARTS: tuple[Callable[[_Material], Chart | None], ...] = (
    five_forms,
    contacts_share,
    private,
    women,
    women_by_form,
    kbt_ipt_by_region,
    mmr_by_region,
    employer,
    employment_service,
    kbt_ipt,
    other_psychological,
    mmr,
)


def _two_years(at: _Material, name: str, of: str, code: str) -> Chart | None:
    """Each region's two years on one line, this year's largest first."""
    table, year = at.tables[of], at.report.year
    rows = [row for row in table.rows if row["region"] != NATION and row[code] is not None]
    points = [_point(at.name(table, row), int(str(row["year"])), row[code], at.lang) for row in rows]
    now = {point["name"]: point["value"] for point in points if point["year"] == str(year)}
    names = sorted({point["name"] for point in points}, key=lambda each: (-now.get(each, -1), each))
    what = at.word(*_CONTACTS[code])
    title = f"{what} {at.listed(years_of(points))}"
    return _chart(Plan(name, table.id, title), points, specs.pairs(points, names, years_of(points)), at)


_CONTACTS = {
    "EMPLOYER": ("Kontakter med arbetsgivare", "Contacts with employers"),
    "EMPLOYMENT_SERVICE": ("Kontakter med Arbetsförmedlingen", "Contacts with Arbetsförmedlingen"),
}


def _dots(at: _Material, name: str, of: str, key: str) -> Chart | None:
    """A dot for each region, the largest first, and a line at the nation."""
    table = at.tables[of]
    rows = [row for row in table.rows if row["region"] != NATION and row[key] is not None]
    points = [_point(at.name(table, row), at.report.year, row[key], at.lang, 1) for row in rows]
    points.sort(key=lambda point: -point["value"])
    nation = next((row[key] for row in table.rows if row["region"] == NATION), None)
    whole = nation if isinstance(nation, Fraction) else None
    said = f"{at.word('riket', 'nation')} {numerals.decimal(whole, 1, at.lang)}" if whole is not None else ""
    head = next(label(key, at.lang, each.ages) for each in table.columns if each.key == key)
    if key == "share":
        head = at.word("Kontakter i förhållande till behandlingar", "Contacts in relation to treatments")
    unit = at.word(", procent", ", percent") if key.endswith("share") else ""
    spec = specs.dot_plot(points, None if whole is None else float(whole), said)
    return _chart(Plan(name, table.id, f"{head} {at.report.year}{unit}"), points, spec, at)


def _over_time(at: _Material, of: str, code: str) -> Chart | None:
    """The nation year by year. Years that are not next to each other, or not alike, are not joined."""
    table = at.tables[of]
    rows = [row for row in table.rows if row["region"] == NATION and row[code] is not None]
    points, before, run = [], 0, 0
    for row in rows:
        year = int(str(row["year"]))
        run += year != before + 1 or year == AGES_WIDENED
        points.append(_point(str(year), year, row[code], at.lang) | {"run": run})
        before = year
    title = f"{label(code, at.lang)} {at.word('i hela riket, antal', 'in the nation, number')}"
    said = at.word("till och med 65 år ← → till och med 67 år", "to 65 years of age ← → to 67")
    return _chart(Plan(of, table.id, title), points, specs.line(points, AGES_WIDENED, said), at)


def years_of(points: Sequence[Spec]) -> list[str]:
    """The years that points speak of, in order."""
    return sorted({str(point["year"]) for point in points})


@dataclass(frozen=True, slots=True)
class Plan:
    """What a chart is called, and the table that it shows."""

    id: str
    table: str
    title: str


def _chart(plan: Plan, points: Sequence[Spec], spec: Spec, at: _Material) -> Chart | None:
    if len(points) < 2:
        return None
    made = specs.CONFIG | {"description": plan.title} | spec
    return Chart(plan.id, plan.table, plan.title, _alt(plan.title, points, at), made)


def _alt(title: str, points: Sequence[Spec], at: _Material) -> str:
    """The title with the largest and smallest value, and where the others stand."""
    largest, smallest = max(points, key=_value), min(points, key=_value)
    return at.word(
        f"{title}. Högst: {_said(largest)}. Lägst: {_said(smallest)}. Alla värden står i tabellen.",
        f"{title}. Highest: {_said(largest)}. Lowest: {_said(smallest)}. All values are in the table.",
    )


def _said(point: Spec) -> str:
    name = point["name"] if point["name"] == point["year"] else f"{point['name']} {point['year']}"
    return f"{name}: {point['text']}"


def _value(point: Spec) -> float:
    return float(point["value"])


def _point(name: str, year: int, value: Value, lang: str, places: int | None = None) -> Spec:
    number = Fraction(value) if isinstance(value, int | Fraction) else Fraction(0)
    text = numerals.count(int(number), lang) if places is None else numerals.decimal(number, places, lang)
    return {"name": name, "year": str(year), "value": float(number), "text": text}
