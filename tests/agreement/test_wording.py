"""Every sentence: short, plain, complete in both languages, from parameters that survive being stored."""

import json
import re

import pytest

from agreement import rules
from agreement.numerals import NBSP
from agreement.phrases import DO, PHRASES
from agreement.wording import action, listed, message, shown, title
from tests.agreement.cases import a_case

FORBIDDEN = re.compile(
    r"\b(avseende|gällande|rörande|samt|dock|i enlighet med|åtgärda|korrigera|inkomma|föreligger|"
    r"respektive|t\.ex\.|bl\.a\.|validering|workflow|statuskod|körning|hash|payload|null|submit|"
    r"deadline|upload|draft|mail|e-mail|vänligen|måste|tyvärr|oj)\b",
    re.IGNORECASE,
)
LINES = {
    "lines": ["KBT", "AST", "EMPLOYMENT_SERVICE", "MMR1"],
    "cells": ["C12", "C13", "C14", "C15"],
    "count": 17,
}
# The longest that each parameter can reasonably be.
SAMPLE = LINES | {
    "opened": ["KBT", "IPT"],
    "section": "PSYCHOLOGICAL",
    "mark": "not_collected",
    "raw": "ungefär fyrtio stycken",
    "value": 14_473,
    "first": "2025-01-01",
    "last": "2025-12-31",
    "expected_first": "2026-01-01",
    "expected_last": "2026-12-31",
    "region": "Region Jämtland Härjedalen",
    "reason": "kunde inte ta fram rätt uppgifter",
    "year": 2026,
    "file_year": 2025,
    "file_region": "Region Västra Götaland",
    "name": "redovisning 2026 slutlig.xlsx",
    "cell": "XFD1048576",
    "version": 1,
    "total": 12_480,
    "limit": 8_310,
    "side": "providers",
    "sides": [["forms", 14_473], ["providers", 14_373], ["sex", 14_473]],
    "odd": "providers",
    "agreed": 14_473,
    "contacts": 320,
    "treatments": 271,
    "together": 290,
    "employer": 250,
    "employment_service": 40,
    "both": 36,
    "smallest": 35,
    "now": 12_480,
    "before": 8_310,
    "changes": [["EMPLOYMENT_SERVICE", 14_473, 1_234, 2018]] * 5,
    "part": 12_480,
    "whole": 18_310,
    "before_part": 1,
    "before_whole": 14_473,
    "third": [2, 13],
    "high": True,
    "small": 12_410,
    "large": 16_120,
    "sections": ["PROVIDERS", "SEX"],
    "column": "AB",
    "columns": "B, F",
    "heading": "Kontakt med Arbetsförmedlingen",
    "text": "ungefär fyrtio stycken",
    "number": 12_480,
    "first_rows": [14_473, 14_474, 14_475, 14_476, 14_477],
    "kinds": "identity, birth",
    "exact": False,
    "other": "vårdcentralen i Östersund 2026.xlsx",
    "sheet": "Lista",
    "sheets": "Blad2, Blad3",
    "provider": "Vårdcentralen Björken Jönköping",
    "providers": ["Vårdcentralen Björken", "VC Björken", "Björkens vårdcentral"],
    "row": 200_001,
    "said": 14_473,
    "indicator": "KBT_IPT",
    "claim_year": 2018,
    "region_name": "Jämtland Härjedalen",
    "table": "tabell 7",
    "claimed": "1449",
    "reckoned": "14573",
    "kind": "above the nation",
    "values": [["14529", "tabell 2+tabell 3"], ["15529", "tabell 7+tabell 8"]],
    "pairs": [["KBT_IPT", "16.2", "12381", "tabell 2"], ["MMR", "1.2", "1022", "tabell 3"]],
    "claimed_names": ["Jämtland Härjedalen", "Västra Götaland", "Västernorrland"] * 3,
    "right_names": ["Jämtland Härjedalen", "Västra Götaland", "Västernorrland"],
    "zeros": ["EMPLOYER", "EMPLOYMENT_SERVICE", "CONTACTS", "TREATMENTS", "PRIVATE", "PUBLIC"],
    "tables": ["tabell 2", "bilaga 2", "bilaga 3"],
    "state": "no_return",
    "neighbours": [[2015, "12913"], [2017, "14715"]],
    "years": [2009, 2013],
    "counts": ["14529", "15529"],
    "printed_day": "2020-11-01",
    "used_day": "2019-11-01",
    "direction": "unchanged",
    "earlier_year": 2017,
    "known": 15,
    "asked": 17,
    "labels": ["Kognitiv beteendeterapi i… (B12)"] * 10,
}
# Here "first" is a quartile or a count, elsewhere a day.
COUNTED: dict[str, dict[str, object]] = {
    "extremes": {"first": [1, 3]},
    "copies": {"first": 12_480, "second": 5_830},
    "whole": {"value": 2026},
}


# These stop nothing.
NOTES = {"file.by_labels", "file.not_understood"}


def sample(rule: str) -> dict[str, object]:
    return {**SAMPLE, **COUNTED.get(rule.partition(".")[0], {})}


@pytest.mark.parametrize("rule", sorted(PHRASES))
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_message_is_short_and_whole(rule: str, lang: str) -> None:
    words = message(rule, json.loads(json.dumps(sample(rule))), lang)

    assert len(words) <= 320, len(words)
    assert words.endswith(".")
    assert not re.search(r"[{}]", words)
    assert title(rule, lang)


@pytest.mark.parametrize("rule", sorted(PHRASES))
def test_no_message_uses_a_word_that_readers_do_not(rule: str) -> None:
    words = f"{title(rule)} {message(rule, sample(rule))}"

    assert not FORBIDDEN.search(words), FORBIDDEN.search(words)


@pytest.mark.parametrize("rule", sorted(PHRASES))
def test_numbers_are_shown_with_no_break_spaces(rule: str) -> None:
    assert not re.search(r"\d{5}|\d [0-9]{3}", message(rule, sample(rule)).replace("XFD1048576", ""))


def test_every_rule_that_can_fire_has_its_words() -> None:
    broken = a_case(
        KBT="ca 40",
        IPT="-1",
        IKBT="1,5",
        PDT="#REF!",
        EMDR="2026-01-01",
        APB="1e15",
        MMR1=None,
        PUBLIC="999",
        BOTH="400",
        period=("", ""),
        marks={"MMR2": "partly", "BMB": "zero", "AST": "not_collected"},
    )
    fired = rules.findings(broken)

    assert len(fired) > 8
    for finding in fired:
        assert message(finding.rule, json.loads(json.dumps(dict(finding.params))), "sv")


def test_the_cell_falls_away_on_the_form() -> None:
    one = {"lines": ["KBT"], "raw": "412,5", "count": 1}

    assert message("whole.decimal", one | {"cells": ["C12"]}).startswith("I cell C12 (KBT) står 412,5.")
    assert message("whole.decimal", one | {"cells": []}).startswith("På raden KBT står 412,5.")
    assert message("whole.decimal", one | {"cells": []}, "en").startswith("On the line KBT there is 412.5.")


def test_error_values_are_shown_in_the_readers_language() -> None:
    one = {"lines": ["PDT"], "cells": ["C15"], "raw": "#REF!", "count": 1}

    assert "#REFERENS!" in message("whole.error_value", one)
    assert "#REF!" in message("whole.error_value", one, "en")


def test_a_long_list_is_counted_not_read_out() -> None:
    assert listed(["A", "B", "C", "D", "E"], 17) == "A, B, C, D och 13 till"
    assert listed(["A", "B"], 2) == "A och B"


@pytest.mark.parametrize("rule", sorted(set(PHRASES) - {"complete.no_return"}))
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_message_ends_in_what_to_do(rule: str, lang: str) -> None:
    words, todo = message(rule, sample(rule), lang), action(rule, sample(rule), lang)

    assert todo
    assert len(todo) < len(words)
    assert words.endswith(f" {todo}")
    assert DO.strip() not in words


def test_a_region_without_a_return_is_stated_with_nothing_to_do() -> None:
    assert action("complete.no_return", SAMPLE) == ""


@pytest.mark.parametrize("rule", sorted({rule for rule in PHRASES if rule.startswith("file.")} - NOTES))
def test_a_stopped_file_says_that_nothing_has_changed(rule: str) -> None:
    assert "Inget har ändrats" in message(rule, sample(rule))
    assert "Nothing has changed" in message(rule, sample(rule), "en")


def test_numbers_are_quoted_as_the_reader_writes_them() -> None:
    one = {"lines": ["KBT"], "cells": ["C12"], "count": 1}

    assert "står −12." in message("whole.negative", one | {"raw": "-12"})
    assert "står 412,5." in message("whole.decimal", one | {"raw": "412.5"})
    assert "står datumet 1 maj 2026." in message("whole.date", one | {"raw": "2026-05-01"}).replace(NBSP, " ")
    assert "sanningsvärdet SANT" in message("whole.truth", one | {"raw": "TRUE"})
    assert "står 1 000 000 000 000." in message("whole.too_large", one | {"raw": "1" + "0" * 12}).replace(
        NBSP, " "
    )


def test_the_count_of_like_faults_stands_outside_the_quotation() -> None:
    many = {"lines": ["KBT", "IPT"], "cells": ["C12", "C14"], "raw": "ca 40", "count": 2}

    words = message("whole.text", many)

    assert words.startswith("I cellerna C12 och C14 (KBT och IPT) står texten ”ca 40” (det första av 2).")


def test_the_message_says_what_the_treatments_were_counted_from() -> None:
    one = {"lines": ["EMPLOYER"], "count": 1, "contacts": 320, "treatments": 271}

    assert "är 271. Varje" in message("limits.contacts", one | {"basis": "forms"})
    assert "är 271 (privat och offentlig). Varje" in message("limits.contacts", one | {"basis": "providers"})
    assert "är 271. Varje" in message("limits.contacts", one)


def test_a_period_that_the_terms_do_not_state_is_not_asked_for_by_date() -> None:
    assert message("complete.period_missing", {}) == "Perioden är inte ifylld. Skriv första och sista dag."


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"), (14473, "14 473"), ("≤ 8310", "≤ 8 310"), ("324 / 1424 / 326", "324 / 1 424 / 326"),
        ("not_collected", "ej insamlat"), ("ca 40", "ca 40"), ("#REF!", "#REFERENS!"), ("412.5", "412,5"),
    ],
)  # fmt: skip
def test_what_was_found_is_shown_in_the_readers_form(value: str | int | None, words: str) -> None:
    assert shown(value).replace(NBSP, " ") == words
