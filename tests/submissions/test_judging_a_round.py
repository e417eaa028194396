"""A past round is judged as one: each return as it would be alone, beside one history, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreement import rules
from agreement.findings import Verdict, verdict_of
from register.importing import load_master_data
from register.models import AgreementYear, Region
from submissions.checking import judge_round
from submissions.importing import load_printed_round
from submissions.models import Delivery, Finding, Return
from submissions.returns import case_for
from tests.makers import a_return, a_year, some_answers

pytestmark = pytest.mark.django_db
Said = tuple[str, str, tuple[str, ...], int | None, int | None]


def a_past_year() -> AgreementYear:
    a_year(2019, asked=[*some_answers().lines])
    AgreementYear.objects.filter(pk=2019).update(state=AgreementYear.State.PAST)
    return AgreementYear.objects.with_terms().get(pk=2019)


def a_printed_delivery(year: AgreementYear, code: str, **changes: int | None) -> Delivery:
    """A delivery of a past round that nobody has judged."""
    the_return = a_return(year, code)
    the_return.year = year
    return Delivery.objects.create(
        the_return=the_return,
        number=1,
        kind=Delivery.Kind.PRINTED,
        answers=some_answers(2019, **changes).as_json(),
        size=1,
        sha256="0" * 64,
    )


def stored(delivery: Delivery) -> list[Said]:
    rows = Finding.objects.filter(delivery=delivery).order_by("order")
    return [(each.rule, each.weight, tuple(each.lines), each.found, each.expected) for each in rows]


def test_each_return_is_judged_as_it_would_be_alone() -> None:
    load_master_data()
    load_printed_round(2018)
    year = AgreementYear.objects.with_terms().get(pk=2018)

    for delivery in Delivery.objects.filter(the_return__year=year).select_related("the_return"):
        delivery.the_return.year = year
        alone = rules.findings(case_for(delivery))
        said = [(each.rule, each.weight, each.lines, each.found, each.expected) for each in alone]
        assert stored(delivery) == said, delivery.the_return.region_id
        assert delivery.verdict == verdict_of(rules.for_region(alone))
        assert delivery.state == Delivery.State.CHECKED


def test_what_is_wrong_in_one_return_is_said_of_that_one() -> None:
    year = a_past_year()
    good, bad = a_printed_delivery(year, "07"), a_printed_delivery(year, "08", KBT=204)

    judge_round(year, [good, bad])

    for delivery, verdict in ((good, Verdict.READY), (bad, Verdict.ERRORS)):
        delivery.refresh_from_db()
        assert (delivery.verdict, delivery.state) == (verdict, Delivery.State.CHECKED)
        assert delivery.checked_at is not None
    assert [said for said in stored(good) if said[1] == "error"] == []
    assert {said[0].partition(".")[0] for said in stored(bad) if said[1] == "error"} == {"balance"}
    assert set(Finding.objects.values_list("year", "region")) <= {(2019, "07"), (2019, "08")}
    assert [each[0] for each in stored(bad)] == [
        each.rule for each in rules.findings(case_for(bad))
    ]  # and in reading order


def test_a_round_costs_the_same_number_of_queries_however_many_returns() -> None:
    year, costs = a_past_year(), []
    for first, many in ((1000, 2), (2000, 20)):
        codes = [str(first + number) for number in range(many)]
        Region.objects.bulk_create(Region(code=code, name=code) for code in codes)
        deliveries = [a_printed_delivery(year, code) for code in codes]
        with CaptureQueriesContext(connection) as queries:
            judge_round(year, deliveries)
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert Return.objects.filter(year=year, deliveries__state=Delivery.State.CHECKED).count() == 22


def test_no_returns_make_no_findings() -> None:
    judge_round(a_past_year(), [])

    assert not Finding.objects.exists()
