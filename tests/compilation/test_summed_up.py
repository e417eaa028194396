"""The survey summed up, once it is published, and women and men in each form, where series lists tell."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from compilation.charts import charts
from compilation.contents import contents_of
from compilation.report import Report, report_of
from compilation.tables import Table
from submissions.models import ListSum
from survey.publishing import close, publish
from survey.summarising import summarise
from tests.makers import People, a_year, an_accepted_return, the_people
from tests.survey.surveys import a_sent_survey

pytestmark = pytest.mark.django_db
LARGE: Sequence[list[object]] = [
    ["KBT", "PRIVATE", "WOMEN", "1", "0", 140],
    ["KBT", "PRIVATE", "MEN", "0", "0", 30],
    ["KBT", "PUBLIC", "WOMEN", "0", "0", 50],
    ["KBT", "PUBLIC", "MEN", "0", "0", 30],
    ["MMR2", "PUBLIC", "WOMEN", "0", "1", 40],
    ["MMR2", "PUBLIC", "MEN", "0", "1", 60],
]


@pytest.fixture
def people() -> People:
    return the_people()


def a_series(people: People, rows: Sequence[list[object]]) -> Report:
    """The report of one accepted return that was made by a series list."""
    made = an_accepted_return(a_year(), "07", people.owner, people.officer)
    delivery = made.versions.get(state="current").delivery
    ListSum.objects.create(
        the_return=made,
        delivery=delivery,
        layout="series",
        figures={},
        aggregate=list(rows),
        made_by=people.owner,
    )
    return report_of(2026)


def by_form(report: Report) -> Table | None:
    return next((each for each in report.tables if each.id == "gender_by_form"), None)


def test_women_and_men_of_each_form_are_a_table_and_a_chart(people: People) -> None:
    report = a_series(people, LARGE)
    table = by_form(report)
    assert table is not None

    rows = {row["form"]: row for row in table.rows}
    assert (rows["KBT"]["WOMEN"], rows["KBT"]["MEN"], rows["KBT"]["women_share"]) == (190, 60, 76)
    assert rows["TREATMENTS"]["men_share"] == Fraction(12_000, 350)
    assert list(rows) == ["KBT", "MMR2", "TREATMENTS"]
    [chart] = [each for each in charts(report) if each.id == "women_by_form"]
    assert "kognitiv beteendeterapi 2026: 76,0. Lägst: Multimodal rehabilitering nivå 2" in chart.alt
    parts = {part.id: [table.id for table, _charts in part.tables] for part in contents_of(report).parts}
    assert parts["providers"][-1] == "gender_by_form"


def test_a_small_number_hides_what_would_reveal_it(people: People) -> None:
    report = a_series(people, [*LARGE, ["IPT", "PUBLIC", "MEN", "0", "0", 3]])

    assert by_form(report) is None, "every number by form and sex is hidden"
    assert not [each for each in charts(report) if each.id == "women_by_form"]


def test_without_series_lists_there_is_no_table_of_form_and_sex(people: People) -> None:
    an_accepted_return(a_year(), "07", people.owner, people.officer)

    assert by_form(report_of(2026)) is None


def test_summaries_stand_in_the_report_when_the_survey_is_published_and_not_before(people: People) -> None:
    survey = a_sent_survey(people.analyst)
    for item in survey.items.all():
        summarise(item, f"Sammanfattat {item.order}.", f"Summed up {item.order}.", people.analyst, 0)
    close(survey, people.analyst)
    assert report_of(2026).summaries == ()

    publish(survey, people.analyst)
    report = report_of(2026)

    first = survey.items.order_by("order").select_related("wording", "question")[0]
    said = {each["id"]: each for each in report.as_json()["text"]}[f"survey_{first.question.key}"]
    assert said["sv"] == f"{first.wording.sv} Sammanfattat {first.order}."
    assert said["en"].endswith(f"Summed up {first.order}.")
    [part] = [each for each in contents_of(report, "sv").parts if each.id == "survey"]
    assert part.paragraphs[0] == said["sv"]
    assert len(part.paragraphs) == survey.items.count()
