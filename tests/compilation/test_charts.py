"""The charts of the report: what they show, what they leave out, and that they are always the same."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from compilation.charts import Chart, charts
from compilation.pictures import png, svg
from compilation.report import Report, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(past: None) -> Report:
    return report_of(2018)


def by_id(report: Report, lang: str = "sv") -> dict[str, Chart]:
    return {chart.id: chart for chart in charts(report, lang)}


def points(chart: Chart) -> list[dict[str, object]]:
    values: list[dict[str, object]] = chart.spec["data"]["values"]
    return values


def test_the_five_commonest_forms_of_two_years_come_first(report: Report) -> None:
    chart = charts(report)[0]

    assert chart.id == "five_forms"
    assert len({point["name"] for point in points(chart)}) == 5
    assert {point["year"] for point in points(chart)} == {"2017", "2018"}
    assert points(chart)[0]["value"] == 56_319.0


def test_a_region_without_a_figure_is_not_drawn_as_nought(report: Report) -> None:
    drawn = {point["name"] for point in points(by_id(report)["contacts_employer"])}

    assert "Skåne" not in drawn
    assert len(drawn) == 20


def test_years_apart_and_the_break_of_ages_are_not_joined(report: Report) -> None:
    runs = {point["year"]: point["run"] for point in points(by_id(report)["kbt_ipt_over_time"])}

    assert len({runs["2009"], runs["2013"], runs["2015"]}) == 3
    assert runs["2015"] == runs["2016"]
    assert runs["2016"] != runs["2017"], "those of 66 and 67 are counted from 2017"
    assert runs["2017"] == runs["2018"]


def test_the_break_of_ages_is_drawn_and_named_once(report: Report) -> None:
    drawn = svg(by_id(report)["kbt_ipt_over_time"]).decode()

    assert drawn.count("till och med 65 år") == 1
    assert drawn.count("stroke-dasharray") == 1


def test_the_chart_of_a_rate_names_the_ages_of_its_year(report: Report) -> None:
    tables = tuple(
        replace(table, columns=tuple(replace(c, ages="16–65") if c.ages else c for c in table.columns))
        for table in report.tables
    )

    titles = [chart.title for chart in charts(replace(report, tables=tables))]
    assert "MMR per 1 000 invånare 16–65 år 2018" in titles


def test_the_alternative_text_names_the_largest_and_the_smallest(report: Report) -> None:
    alt = by_id(report)["kbt_ipt_by_region"].alt.replace("\N{NO-BREAK SPACE}", " ")

    assert "Högst: Gotland 2018: 16,8." in alt
    assert "Lägst: Kronoberg 2018: 1,6." in alt


def test_every_chart_stands_by_one_of_the_tables_in_both_languages(report: Report) -> None:
    tables = {table.id for table in report.tables}
    swedish, english = charts(report), charts(report, "en")

    assert {chart.table for chart in swedish} <= tables
    assert [chart.id for chart in swedish] == [chart.id for chart in english]
    assert all(a.title != b.title and a.alt != b.alt for a, b in zip(swedish, english, strict=True))


def test_a_chart_is_the_same_bytes_each_time_and_no_script(report: Report) -> None:
    chart = by_id(report)["contacts_share"]
    drawn = svg(chart)

    assert drawn == svg(chart)
    assert png(chart).startswith(b"\x89PNG")
    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(drawn).iter()}
    assert "script" not in names
    assert "foreignObject" not in names
    assert b"Kronoberg" in drawn


def test_what_somebody_named_a_region_is_no_markup(report: Report) -> None:
    regions = dict(report.sources.regions) | {"07": "<script>alert(1)</script>"}
    made = by_id(replace(report, sources=replace(report.sources, regions=regions)))["contacts_share"]

    assert b"<script" not in svg(made)
    assert "<script>" in json.dumps(made.spec)
