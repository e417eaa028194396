"""National figures as two reports print them. What is there already is left as it is."""

from collections.abc import Iterator

from django.db import transaction

from compilation.models import NationalFigure
from register.importing import printed

APPROPRIATION, SPECIFIED = "APPROPRIATION", "SPECIFIED"
_FORMS = {
    "kbt": "KBT", "ikbt": "IKBT", "ipt": "IPT", "pdt": "PDT", "emdr": "EMDR", "other_psychological": "APB",
    "mmr1": "MMR1", "mmr2": "MMR2", "behavioural_medicine": "BMB", "active_specific_training": "AST",
    "other_pain": "ASB", "total": "TREATMENTS",
}  # fmt: skip
_FORMS_TABLE = "fk2020_table1_treatment_forms.csv"
_LEVELS_TABLE = "skl2018_table01_compensation_levels.csv"
_MILLION = 1_000_000


@transaction.atomic
def load_national_figures() -> None:
    """Load the forms of 2019 and 2020 and the appropriations of 2009 to 2018. May be called again."""
    NationalFigure.objects.bulk_create([*_forms(), *_levels()], ignore_conflicts=True)


def _forms() -> Iterator[NationalFigure]:
    for row in printed(_FORMS_TABLE):
        for year in (2019, 2020):
            yield NationalFigure(
                year=year,
                code=_FORMS[row["treatment_form"]],
                value=int(row[f"count_{year}"]),
                source=_FORMS_TABLE,
            )


def _levels() -> Iterator[NationalFigure]:
    for row in printed(_LEVELS_TABLE):
        for code, column in (
            (APPROPRIATION, "compensation_million_sek"),
            (SPECIFIED, "specified_million_sek"),
        ):
            if row[column]:
                yield NationalFigure(
                    year=int(row["year"]),
                    code=code,
                    value=int(row[column]) * _MILLION,
                    text=row["specified_purpose"] if code == SPECIFIED else "",
                    source=_LEVELS_TABLE,
                )
