"""The page about the rules cannot lag behind the rules."""

import pytest

from agreement.findings import Family
from agreement.phrases import PHRASES
from agreement.rulebook import FAMILY_NAMES, RULEBOOK, described


def test_every_rule_has_its_entry_and_every_entry_its_rule() -> None:
    assert set(RULEBOOK) == set(PHRASES)


def test_every_family_has_a_name() -> None:
    assert set(FAMILY_NAMES) == set(Family)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_rule_is_described_with_a_real_example(lang: str) -> None:
    rules = [rule for family in described(lang).values() for rule in family]

    assert {rule.rule for rule in rules} == set(RULEBOOK)
    for rule in rules:
        assert rule.title
        assert rule.purpose.endswith(".")
        assert rule.example.endswith(".")
        assert "{" not in rule.example
