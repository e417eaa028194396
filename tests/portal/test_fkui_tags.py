"""The tags and filters of {% load fkui %}."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.template import engines
from django.utils import translation

from agreement.moves import PayoutStatus, Status

AFTERNOON = datetime(2027, 8, 12, 12, 32, 7, tzinfo=UTC)
LATE_EVENING = datetime(2027, 8, 15, 22, 30, tzinfo=UTC)


def shown(source: str, **context: Any) -> str:
    return engines["django"].from_string("{% load fkui %}" + source).render(context)


@pytest.mark.parametrize(
    ("source", "value", "swedish", "english"),
    [
        ("{{ x|count }}", 14473, "14\u00a0473", "14,473"),
        ("{{ x|kronor }}", 609000, "609\u00a0000\u00a0kr", "SEK\u00a0609,000"),
        ("{{ x|percent }}", Fraction(854, 1000), "85,4\u00a0%", "85.4%"),
        ("{{ x|percent:0 }}", Decimal("0.09"), "9\u00a0%", "9%"),
        ("{{ x|decimal:2 }}", Decimal("1.005"), "1,01", "1.01"),
        ("{{ x|day }}", date(2027, 8, 15), "15\u00a0augusti 2027", "15\u00a0August 2027"),
        (
            "{{ x|weekday }}",
            date(2027, 8, 15),
            "söndagen den 15\u00a0augusti 2027",
            "Sunday 15\u00a0August 2027",
        ),
        ("{{ x|date_short }}", date(2027, 8, 15), "2027-08-15", "2027-08-15"),
        (
            "{{ x|moment }}",
            AFTERNOON,
            "12\u00a0augusti 2027 kl.\u00a014.32",
            "12\u00a0August 2027 at\u00a014:32",
        ),
        (
            "{{ x|moment_exact }}",
            AFTERNOON,
            "12\u00a0augusti 2027 kl.\u00a014.32.07",
            "12\u00a0August 2027 at\u00a014:32:07",
        ),
    ],
)
def test_numbers_and_days_follow_the_language(source: str, value: Any, swedish: str, english: str) -> None:
    with translation.override("sv"):
        assert shown(source, x=value) == swedish
    with translation.override("en"):
        assert shown(source, x=value) == english


def test_a_moment_after_midnight_in_sweden_is_shown_as_the_swedish_day() -> None:
    assert shown("{{ x|day }} {{ x|date_short }}", x=LATE_EVENING) == "16\u00a0augusti 2027 2027-08-16"


@pytest.mark.parametrize(
    "name",
    ["count", "kronor", "percent", "decimal", "day", "weekday", "date_short", "moment", "moment_exact"],
)
def test_nothing_is_shown_for_nothing(name: str) -> None:
    assert shown("{{ x|" + name + " }}", x=None) == ""


def test_zero_is_shown_as_zero() -> None:
    assert shown("{{ x|count }} {{ x|kronor }}", x=0) == "0 0\u00a0kr"


def test_an_icon_is_a_silent_picture_from_the_portals_own_sprite() -> None:
    html = shown('{% icon "error" "label__icon--left" %}')
    assert 'href="/static/fkui/icon/spritesheet.svg#f-icon-error"' in html
    assert 'class="icon f-icon-error label__icon--left"' in html
    assert 'aria-hidden="true"' in html


@pytest.mark.parametrize("kind", ["info", "success", "warning", "error"])
def test_each_message_has_its_own_sign(kind: str) -> None:
    html = shown("{% icon_stack kind %}", kind=kind)
    assert f"icon-stack--{kind}" in html
    assert html.count("<svg") == 2


@pytest.mark.parametrize("code", list(Status))
@pytest.mark.parametrize("seen_by", ["region", "officer"])
def test_every_status_of_a_return_has_a_word_and_a_shape(code: Status, seen_by: str) -> None:
    html = shown("{% status code seen_by %}", code=code, seen_by=seen_by)
    assert 'class="p-s p-s--' in html
    assert not html.endswith("></span>")


@pytest.mark.parametrize("code", list(PayoutStatus))
def test_every_status_of_a_payout_has_a_word_and_a_shape(code: PayoutStatus) -> None:
    assert 'class="p-s p-s--' in shown('{% status code "payout" %}', code=code)


def test_before_signing_an_officer_cannot_tell_one_status_from_another() -> None:
    hidden = [Status.DRAFT, Status.RECEIVED, Status.RETURNED, Status.READY]
    assert len({shown('{% status code "officer" %}', code=code) for code in hidden}) == 1
    assert len({shown("{% status code %}", code=code) for code in hidden}) == 4


def test_region_and_officer_have_their_own_words_for_a_submitted_return() -> None:
    assert "Inlämnad" in shown('{% status "signed" %}')
    assert "Att granska" in shown('{% status "signed" "officer" %}')
    assert shown('{{ code|status_word:"officer" }}', code="asked") == "Väntar på komplettering"


def test_a_missing_figure_says_why_to_those_who_listen() -> None:
    assert shown("{% missing %}") == '<span class="p-none">–<span class="sr-only"> (saknas)</span></span>'
    assert "(ej insamlat &amp; mer)" in shown("{% missing why %}", why="ej insamlat & mer")
