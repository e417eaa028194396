"""The survey of 2018 as a report printed its answers, and the forms of "not stated" kept apart.

Nothing is mended. A survey that is there already is left as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.db import transaction
from django.utils import timezone

from agreement.replies import Basis, Form, Part
from audit.record import record
from register.importing import NATION, printed
from register.models import AgreementYear, Region
from survey.checking import check_all
from survey.making import fill_bank, latest_wordings
from survey.models import Answer, Response, Survey, SurveyItem
from survey.questions import BANK, CHANGE, COORDINATORS, KBT_IPT_PAID, MMR_PAID, SUPPLIERS

YEAR = 2018
_SUPPLIERS = "skl2018_table10_mmr_suppliers.csv"
_MMR_PAID = "skl2018_table11_mmr_compensation.csv"
_KBT_IPT_PAID = "skl2018_table12_kbt_compensation.csv"
_COORDINATORS = "skl2018_table13_rehab_coordinators.csv"
_DIRECTIONS = "skl2018_survey_direction.csv"
_SUPPLIER_FORMS = {
    "count": Form.GIVEN,
    "offered_count_not_reported": Form.OFFERED,
    "count_external": Form.EXTERNAL,
}
_PAID_FORMS = {
    Basis.BLANK: Form.BLANK,
    Basis.NOT_STATED: Form.NOT_STATED,
    Basis.PER_LISTED_PATIENT_NOT_KNOWN: Form.NOT_STATED,
    Basis.NO_SPECIAL: Form.NO_SPECIAL,
}
Row = Mapping[str, str]


@transaction.atomic
def load_printed_survey() -> None:
    """The answers of tables 10 to 13 and the directions, as the survey of 2018. May be called again.

    The returns of 2017 and 2018 must be there, since the answers are held against them.
    """
    fill_bank()
    if Survey.objects.filter(year=YEAR).exists():
        return
    now = timezone.now()
    survey = Survey.objects.create(
        year=AgreementYear.objects.get(pk=YEAR),
        status=Survey.Status.PUBLISHED,
        is_printed=True,
        officers_read=True,
        published_at=now,
    )
    items = _items(survey)
    responses = {
        each.region_id: each
        for each in Response.objects.bulk_create(
            Response(survey=survey, region=region, status=Response.Status.SUBMITTED, submitted_at=now)
            for region in Region.objects.all()
        )
    }
    Answer.objects.bulk_create(
        Answer(response=responses[region], item=items[key], parts=[each.as_json() for each in parts])
        for (region, key), parts in _answers().items()
    )
    check_all(survey, responses.values())
    files = [_SUPPLIERS, _DIRECTIONS, _MMR_PAID, _KBT_IPT_PAID, _COORDINATORS]
    record(None, "survey.loaded", survey, year=YEAR, source=files)


def _items(survey: Survey) -> dict[str, SurveyItem]:
    wordings = latest_wordings()
    made = SurveyItem.objects.bulk_create(
        SurveyItem(
            survey=survey, wording=wordings[topic.key], question=wordings[topic.key].question, order=order
        )
        for order, topic in enumerate(BANK, start=1)
    )
    return {item.question.key: item for item in made}


def _answers() -> dict[tuple[str, str], list[Part]]:
    """The parts by region and question key."""
    found: dict[tuple[str, str], list[Part]] = {}
    for key, filename, part in _FILES:
        for row in _regions(printed(filename)):
            found.setdefault((row["region_code"], key), []).append(part(row))
    return found


def _regions(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row["region_code"] != NATION)


def _supplier(row: Row) -> Part:
    return Part(
        row=row["mmr_level"],
        form=_SUPPLIER_FORMS[row["answer_kind"]],
        raw=row["suppliers"],
        number=_whole(row["suppliers"]),
        as_printed=row["answer_printed"],
        source=f"{_SUPPLIERS}:{row['region_code']}/{row['mmr_level']}:answer_printed",
    )


def _direction(row: Row) -> Part:
    key = f"{row['question']}/{row['indicator']}/{row['region_code']}"
    return Part(row=row["indicator"], choice=row["direction"], source=f"{_DIRECTIONS}:{key}:direction")


def _paid(row: Row) -> Part:
    return Part(
        row=row.get("mmr_level", ""),
        component=row["component"],
        form=_PAID_FORMS.get(Basis(row["basis"]), Form.GIVEN),
        raw=row["amount_sek"],
        number=_whole(row["amount_sek"]),
        basis=row["basis"],
        as_printed=row["answer_printed"],
    )


def _coordinators(row: Row) -> Part:
    return Part(
        raw=row["rehab_coordinators"],
        number=_whole(row["rehab_coordinators"]),
        as_printed=row["rehab_coordinators"],
        source=f"{_COORDINATORS}:{row['region_code']}:rehab_coordinators",
    )


def _whole(text: str) -> int | None:
    """A printed cell; an empty one is missing, never 0."""
    return int(text) if text else None


_FILES: tuple[tuple[str, str, Callable[[Row], Part]], ...] = (
    (SUPPLIERS, _SUPPLIERS, _supplier),
    (CHANGE, _DIRECTIONS, _direction),
    (MMR_PAID, _MMR_PAID, _paid),
    (KBT_IPT_PAID, _KBT_IPT_PAID, _paid),
    (COORDINATORS, _COORDINATORS, _coordinators),
)
