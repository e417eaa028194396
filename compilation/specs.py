"""How charts are drawn: Vega-Lite specifications from points, with no word of what they show.

A point has ``name``, ``year``, ``value`` and ``text``. Two years are told apart by fill and shape as well
as by colour, so that a chart can be read in grey. What is missing is not drawn: never a zero.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Spec = dict[str, Any]
# Försäkringskassan's green, its lightest shade, and its greys (theme-default).
GREEN, PALE, TEXT, LINE, GRID = "#116a3e", "#dbe9e2", "#1b1e23", "#8d8e91", "#ddddde"
WIDTH, ROW, HEIGHT = 560, 22, 260
_BEHIND: Spec = {"type": "text", "fontStyle": "italic"}

CONFIG: Spec = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "background": "white",
    # Room for a reader whose own type is wider than the agency's.
    "padding": {"left": 32, "right": 32, "top": 6, "bottom": 4},
    "config": {
        "font": "Inter, Arial, Helvetica, sans-serif",
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 13,
            "labelColor": TEXT,
            "titleFontSize": 13,
            "titleColor": TEXT,
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "domainColor": LINE,
            "tickColor": LINE,
            "labelLimit": 260,
        },
        "legend": {
            "labelFontSize": 13,
            "labelColor": TEXT,
            "orient": "top",
            "title": None,
            "symbolSize": 120,
        },
        "text": {"fontSize": 12, "color": TEXT},
    },
}
_AMOUNTS: Spec = {"field": "value", "type": "quantitative", "axis": {"title": None, "tickCount": 5}}
_WORDS: Spec = {"text": {"field": "text", "type": "nominal"}}
_DOT: Spec = {"type": "point", "filled": True, "opacity": 1, "size": 80}


def two_bars(points: Sequence[Spec], names: Sequence[str], years: Sequence[str]) -> Spec:
    """A bar for each of two years under every name; the earlier one is pale with a rim."""
    fill = _by_year(years, [PALE, GREEN])
    rows = {"y": _names(names), "yOffset": {"field": "year", "sort": list(years)}, "x": _AMOUNTS}
    return _rows(points, rows) | {
        "layer": [
            {"mark": {"type": "bar", "stroke": GREEN, "strokeWidth": 1}, "encoding": {"color": fill}},
            {"mark": {"type": "text", "align": "left", "dx": 6}, "encoding": _WORDS},
        ]
    }


def pairs(points: Sequence[Spec], names: Sequence[str], years: Sequence[str]) -> Spec:
    """Two years on one line for every name: a hollow square and a filled circle, joined."""
    told = {"fill": _by_year(years, ["#ffffff", GREEN]), "shape": _by_year(years, ["square", "circle"])}
    joined = {"mark": {"type": "line", "color": LINE, "strokeWidth": 1.5}, "encoding": _apart("name")}
    dots = {"mark": _DOT | {"stroke": GREEN, "strokeWidth": 1.5}, "encoding": told}
    return _rows(points, {"y": _names(names), "x": _AMOUNTS}) | {"layer": [joined, dots]}


def dot_plot(points: Sequence[Spec], nation: float | None, said: str) -> Spec:
    """A dot for every name, in the order given, and a dashed line at the nation with its words."""
    stem = {"x": {"datum": 0}, "x2": {"field": "value"}}
    layers: list[Spec] = [
        {"mark": {"type": "rule", "color": GRID}, "encoding": stem},
        {"mark": _DOT | {"color": GREEN}},
        {"mark": {"type": "text", "align": "left", "dx": 9}, "encoding": _WORDS},
    ]
    if nation is not None:
        at = {"x": {"field": "value", "type": "quantitative"}}
        data = {"data": {"values": [{"value": nation}]}}
        rule = {"mark": {"type": "rule", "strokeDash": [5, 4], "color": TEXT}, "encoding": at | {"y": None}}
        words = {"y": {"value": -2}, "text": {"value": said}}
        mark = _BEHIND | {"align": "left", "dx": 5, "baseline": "bottom"}
        layers = [data | rule, *layers, data | {"mark": mark, "encoding": at | words}]
    names = [str(point["name"]) for point in points]
    return _rows(points, {"y": _names(names), "x": _AMOUNTS}) | {"layer": layers}


def line(points: Sequence[Spec], broken_before: int, said: str) -> Spec:
    """Years from left to right; points of one ``run`` are joined, and a break in the series is marked."""
    years = [int(point["year"]) for point in points]
    first, last = min(years, default=0), max(years, default=0)
    highest = max((float(point["value"]) for point in points), default=1.0)
    across = {
        "field": "at",
        "type": "quantitative",
        "axis": {"title": None, "values": list(range(first, last + 1)), "format": "d", "grid": False},
        "scale": {"domain": [first - 0.4, last + 0.4], "nice": False, "zero": False},
    }
    upward = _AMOUNTS | {"scale": {"domain": [0, highest * 1.15]}}
    layers: list[Spec] = [
        {"mark": {"type": "line", "color": GREEN, "strokeWidth": 2}, "encoding": _apart("run")},
        {"mark": _DOT | {"color": GREEN}},
        {"mark": {"type": "text", "dy": -12}, "encoding": _WORDS},
    ]
    if first < broken_before <= last:
        at = {"x": {"field": "at", "type": "quantitative"}}
        rule = {"type": "rule", "strokeDash": [3, 3], "color": TEXT}
        words = at | {"y": {"value": -6}, "text": {"value": said}}
        # With the points' own data it would be drawn once for each, and look bold.
        once: Spec = {"data": {"values": [{"at": broken_before - 0.5}]}}
        layers += [
            once | {"mark": rule, "encoding": at | {"y": None}},
            once | {"mark": _BEHIND | {"baseline": "bottom"}, "encoding": words},
        ]
    return {
        "data": {"values": [point | {"at": int(point["year"])} for point in points]},
        "width": WIDTH,
        "height": HEIGHT,
        "encoding": {"x": across, "y": upward},
        "layer": layers,
    }


def _rows(points: Sequence[Spec], encoding: Spec) -> Spec:
    values = {"values": list(points)}
    return {"data": values, "width": WIDTH, "height": {"step": ROW}, "encoding": encoding}


def _by_year(years: Iterable[str], styles: Sequence[str]) -> Spec:
    chosen = list(years)
    scale = {"domain": chosen, "range": list(styles[-len(chosen) :])}
    return {"field": "year", "type": "nominal", "scale": scale}


def _apart(field: str) -> Spec:
    return {"detail": {"field": field}}


def _names(names: Sequence[str]) -> Spec:
    axis = {"title": None, "ticks": False}
    return {"field": "name", "type": "nominal", "sort": list(names), "axis": axis}
