"""Past rounds, as printed: accepted returns with their findings beside them.

Nothing is mended and nothing is blocked. A round that is there already is left as it is.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from agreement.answers import Answer, Answers
from agreement.findings import Family, Weight
from agreement.findings import Finding as Found
from agreement.lines import Collected
from agreement.moves import Status
from audit.record import record
from register.importing import printed, printed_regions
from register.models import AgreementYear, Region
from submissions.checking import finding_row, judge
from submissions.intake import canonical
from submissions.models import Delivery, Return, Version
from submissions.signing import content_of, digest

NO_RETURN = "no_return"
ALL_LINES = "ALL"


@dataclass(frozen=True, slots=True)
class Table:
    """One printed table: its file, and which column holds which line (or, stated, which indicator)."""

    filename: str
    lines: Mapping[str, str]
    stated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deviation:
    """What a report says was missing for a region. ``mark`` is a Collected value or NO_RETURN."""

    lines: tuple[str, ...]
    mark: str
    reason: str

    def covers(self, code: str) -> bool:
        """Whether the line is one of those that the report speaks of."""
        return code in self.lines or ALL_LINES in self.lines


_CONTACTS = {"EMPLOYER": "employer_contacts", "EMPLOYMENT_SERVICE": "employment_service_contacts"}
ROUNDS: dict[int, tuple[Table, ...]] = {
    2018: (
        Table(
            "skl2018_table02_psychological_treatments.csv",
            {
                "KBT": "kbt", "IKBT": "ikbt", "IPT": "ipt", "PDT": "pdt", "EMDR": "emdr",
                "APB": "other_psychological",
            },
        ),
        Table(
            "skl2018_table03_pain_treatments.csv",
            {
                "MMR1": "mmr1", "MMR2": "mmr2", "BMB": "behavioural_medicine",
                "AST": "active_specific_training", "ASB": "other_pain",
            },
        ),
        Table("skl2018_table05_providers.csv", {"PRIVATE": "private", "PUBLIC": "public"}),
        Table("skl2018_table04_gender.csv", {"WOMEN": "women", "MEN": "men"}),
        Table("skl2018_table06_contacts.csv", _CONTACTS),
    ),
    2020: (
        Table("fk2020_appendix2_providers.csv", {"PRIVATE": "private", "PUBLIC": "public"}),
        Table("fk2020_appendix3_gender.csv", {"WOMEN": "women", "MEN": "men"}),
        Table("fk2020_table2_contacts.csv", _CONTACTS, {"TREATMENTS": "treatments"}),
    ),
}  # fmt: skip


@transaction.atomic
def load_printed_round(year: int) -> None:
    """Load a past round (2018 or 2020) from the printed tables. Raises KeyError for another year.

    The agreement year and the regions must be there (`register.importing.load_master_data`).
    """
    tables = ROUNDS[year]
    row = AgreementYear.objects.get(pk=year)
    if row.returns.exists():
        return
    deviations = known_deviations(year)
    for region in Region.objects.all():
        _load_return(row, region, tables, deviations.get(region.code, ()))
    record(None, "round.loaded", row, year=year, source=[table.filename for table in tables])


@transaction.atomic
def start_returns(year: AgreementYear) -> None:
    """An empty return for every region that has none in the year."""
    Return.objects.bulk_create(
        (Return(year=year, region=region) for region in Region.objects.all()), ignore_conflicts=True
    )


def known_deviations(year: int) -> dict[str, tuple[Deviation, ...]]:
    """What the year's report says was missing, by county code."""
    reasons = {
        (row["year"], row["region_code"]): row["reason_sv"] for row in printed("known_deviations_sv.csv")
    }
    found: dict[str, tuple[Deviation, ...]] = {}
    for row in printed("known_deviations.csv"):
        code = row["region_code"]
        if int(row["year"]) == year:
            reason = reasons[(row["year"], code)]
            found[code] = (*found.get(code, ()), Deviation(tuple(row["lines"].split()), row["state"], reason))
    return found


def _load_return(
    year: AgreementYear, region: Region, tables: Iterable[Table], deviations: tuple[Deviation, ...]
) -> None:
    missing = next((deviation for deviation in deviations if deviation.mark == NO_RETURN), None)
    if missing is not None:
        _load_missing(year, region, missing)
        return
    the_return = Return.objects.create(year=year, region=region, status=Status.ACCEPTED)
    answers = _answers(region.code, tables, deviations)
    data = canonical(answers)
    delivery = Delivery.objects.create(
        the_return=the_return,
        number=1,
        kind=Delivery.Kind.PRINTED,
        answers=answers.as_json(),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    judge(delivery)
    Return.objects.filter(pk=the_return.pk).update(draft=delivery)
    _freeze(delivery, answers)


def _freeze(delivery: Delivery, answers: Answers) -> None:
    content = content_of(delivery)
    Version.objects.create(
        the_return=delivery.the_return,
        number=1,
        origin=Version.Origin.PRINTED,
        delivery=delivery,
        content=content,
        sha256=digest(content),
        reason="; ".join(dict.fromkeys(a.comment for a in answers.lines.values() if a.comment)),
        accepted_at=timezone.now(),
    )


def _load_missing(year: AgreementYear, region: Region, deviation: Deviation) -> None:
    """A region without a return: its row stays not started, and the round holds the query."""
    Return.objects.create(year=year, region=region)
    found = Found(
        "complete.no_return",
        Family.COMPLETE,
        Weight.QUERY,
        params={"region": str(region), "year": year.year, "reason": deviation.reason},
    )
    finding_row(found, 0, year=year.year, region=region.code).save()


def _answers(code: str, tables: Iterable[Table], deviations: tuple[Deviation, ...]) -> Answers:
    lines: dict[str, Answer] = {}
    stated: dict[str, int] = {}
    for table in tables:
        row = printed_regions(table.filename)[code]
        lines |= {line: _answer(row[column], line, deviations) for line, column in table.lines.items()}
        stated |= {indicator: int(row[column]) for indicator, column in table.stated.items()}
    return Answers(lines=lines, stated=stated)


def _answer(printed_text: str, code: str, deviations: tuple[Deviation, ...]) -> Answer:
    """A printed cell. A 0 in a line that was not collected is absent; elsewhere nothing took place."""
    deviation = next((each for each in deviations if each.covers(code)), None)
    is_zero = printed_text == "0"
    if deviation is None:
        return Answer(printed_text, Collected.ZERO if is_zero else Collected.REPORTED)
    mark = Collected(deviation.mark)
    absent = is_zero and mark is Collected.NOT_COLLECTED
    return Answer("" if absent else printed_text, mark, deviation.reason)
