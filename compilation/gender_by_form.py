"""Women and men in each form of treatment, where series lists tell: a return itself never crosses the two."""

from agreement.lines import FORMS, SEXES
from agreement.small_numbers import ALL
from agreement.totals import share
from compilation.answered import Row
from compilation.crossed import Crossed
from compilation.notes import Note
from compilation.sources import NATION
from compilation.tables import CODE, PERCENT, Column, Table

_SHARES = {"MEN": "men_share", "WOMEN": "women_share"}


def gender_by_form(found: Crossed | None) -> tuple[Table, ...]:
    """The table, or none without series lists, or where every number by sex is hidden.

    What is small is None, with what would reveal it: the same numbers as in the cross table.
    """
    if found is None:
        return ()
    forms = [form for form in FORMS if found.shown(NATION, form, ALL, ALL)]
    if all(found.shown(NATION, form, sex, ALL) is None for form in forms for sex in SEXES):
        return ()
    rows = [_row(found, form, form) for form in forms]
    columns = (
        Column("form", CODE),
        *(Column(sex) for sex in _SHARES),
        Column("TREATMENTS"),
        *(Column(key, PERCENT) for key in _SHARES.values()),
    )
    notes = (
        Note("series_lists", {"regions": list(found.regions)}),
        *([Note("hidden", {"limit": found.limit})] if found.hidden.small else ()),
    )
    return (Table("gender_by_form", columns, (*rows, _row(found, ALL, "TREATMENTS")), notes),)


def _row(found: Crossed, form: str, name: str) -> Row:
    counts = {sex: found.shown(NATION, form, sex, ALL) for sex in _SHARES}
    total = found.shown(NATION, form, ALL, ALL)
    parts = {key: share(counts[sex], total) for sex, key in _SHARES.items()}
    shares = {key: None if part is None else part * 100 for key, part in parts.items()}
    return {"form": name, **counts, "TREATMENTS": total, **shares}
