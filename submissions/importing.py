"""Past rounds, as printed: accepted returns with their findings beside them.

Nothing is mended and nothing is blocked. A round that is there already is left as it is.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from agreement.answers import Answer, Answers, case_of
from agreement.findings import Family, Weight
from agreement.findings import Finding as Found
from agreement.lines import Collected
from agreement.moves import Status
from agreement.terms import Terms
from audit.record import record
from register.importing import NATION, printed, printed_regions
from register.models import AgreementYear, Region
from submissions.checking import figures_of, finding_row, judge_round
from submissions.intake import canonical
from submissions.models import Delivery, Figure, Return, Version
from submissions.signing import content_of, digest

NO_RETURN = "no_return"
ALL_LINES = "ALL"


@dataclass(frozen=True, slots=True)
class Table:
    """One printed table: its file, and which column holds which line (or, stated, which indicator).

    ``over_time``: the table has a row for each region and year.
    """

    filename: str
    lines: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, str] = field(default_factory=dict)
    over_time: bool = False

    def rows(self, year: int) -> dict[str, dict[str, str]]:
        """The regions' rows by county code; of one year where the table has several."""
        if not self.over_time:
            return printed_regions(self.filename)
        found = (row for row in printed(self.filename) if row["year"] == str(year))
        return {row["region_code"]: row for row in found if row["region_code"] != NATION}


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
_KBT_IPT = Table("skl2018_table07_kbt_ipt_over_time.csv", stated={"KBT_IPT": "kbt_ipt"}, over_time=True)
_MMR = Table("skl2018_table09_mmr_over_time.csv", stated={"MMR": "mmr_total"}, over_time=True)
_OTHER_PSYCHOLOGICAL = Table(
    "skl2018_table08_ikbt_pdt_emdr_other_2017_2018.csv",
    {"IKBT": "ikbt", "PDT": "pdt", "EMDR": "emdr", "APB": "other_psychological"},
    over_time=True,
)
# Contacts of 2017 were printed for the nation alone; 2009 to 2016 hold two indicators without their lines.
ROUNDS: dict[int, tuple[Table, ...]] = {
    2009: (_KBT_IPT, _MMR),
    2013: (_KBT_IPT, _MMR),
    2015: (_KBT_IPT, _MMR),
    2016: (_KBT_IPT, _MMR),
    2017: (_KBT_IPT, _OTHER_PSYCHOLOGICAL, _MMR),
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
    """Load a past round (a year of ROUNDS) from the printed tables. Raises KeyError for another year.

    The agreement year and the regions must be there (`register.importing.load_master_data`),
    and earlier rounds first, since a return is judged beside them.
    """
    tables = ROUNDS[year]
    row = AgreementYear.objects.prefetch_related("terms_versions").get(pk=year)
    if row.returns.exists():
        return
    deviations = known_deviations(year)
    deliveries = _deliver(row, tables, deviations)
    terms = row.terms()
    Figure.objects.bulk_create(figure for each in deliveries for figure in _figures(each, terms))
    prefetch_related_objects(deliveries, "figures", "findings")
    Version.objects.bulk_create(_version(each) for each in deliveries)
    judge_round(row, deliveries)
    for region, told in deviations.items():
        _ask_for_missing(row, region, told)
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


def _deliver(
    year: AgreementYear, tables: Iterable[Table], deviations: Mapping[str, tuple[Deviation, ...]]
) -> list[Delivery]:
    """A return for every region; for those that made one, the printed figures as its delivery."""
    absent = {code for code, told in deviations.items() if any(each.mark == NO_RETURN for each in told)}
    rows = [(table, table.rows(year.year)) for table in tables]
    returns = Return.objects.bulk_create(
        Return(
            year=year, region=region, status=Status.NOT_STARTED if region.code in absent else Status.ACCEPTED
        )
        for region in Region.objects.all()
    )
    accepted = [the_return for the_return in returns if the_return.region_id not in absent]
    deliveries = Delivery.objects.bulk_create(
        _delivery(each, _answers(each.region_id, rows, deviations.get(each.region_id, ())))
        for each in accepted
    )
    for the_return, delivery in zip(accepted, deliveries, strict=True):
        the_return.draft = delivery
    Return.objects.bulk_update(accepted, ["draft"])
    return deliveries


def _delivery(the_return: Return, answers: Answers) -> Delivery:
    data = canonical(answers)
    return Delivery(
        the_return=the_return,
        number=1,
        kind=Delivery.Kind.PRINTED,
        answers=answers.as_json(),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _figures(delivery: Delivery, terms: Terms) -> list[Figure]:
    answers = Answers.from_json(delivery.answers)
    return figures_of(delivery, case_of(answers, terms, delivery.the_return.region_id))


def _version(delivery: Delivery) -> Version:
    content = content_of(delivery)
    comments = [figure["comment"] for figure in content["figures"].values() if figure["comment"]]
    return Version(
        the_return=delivery.the_return,
        number=1,
        origin=Version.Origin.PRINTED,
        delivery=delivery,
        content=content,
        sha256=digest(content),
        reason="; ".join(dict.fromkeys(comments)),
        accepted_at=timezone.now(),
    )


def _ask_for_missing(year: AgreementYear, region: str, told: tuple[Deviation, ...]) -> None:
    """A region without a return: its row stays not started, and the round holds the query."""
    for deviation in told:
        if deviation.mark == NO_RETURN:
            found = Found(
                "complete.no_return",
                Family.COMPLETE,
                Weight.QUERY,
                params={
                    "region": str(Region.objects.get(pk=region)),
                    "year": year.year,
                    "reason": deviation.reason,
                },
            )
            finding_row(found, 0, year=year.year, region=region).save()


def _answers(
    code: str,
    tables: Iterable[tuple[Table, Mapping[str, Mapping[str, str]]]],
    deviations: tuple[Deviation, ...],
) -> Answers:
    lines: dict[str, Answer] = {}
    stated: dict[str, int] = {}
    for table, rows in tables:
        row = rows[code]
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
