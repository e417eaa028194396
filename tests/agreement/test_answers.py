"""Other figures beside the marks that a region gave: which marks stay, and which a figure takes away."""

import pytest

from agreement.answers import Answer, Answers, SectionAnswer


def after(line: str, section: str, text: str) -> Answer:
    """KBT marked so, in a section marked so, and then given a figure."""
    before = Answers(
        lines={"KBT": Answer("", line, "Därför", "C7", "error", "Blad1"), "IPT": Answer("4")},
        sections={"PSYCHOLOGICAL": SectionAnswer(section)},
        first="2026-01-01",
        sheet="Redovisning",
    )
    changed = before.with_values({"KBT": text})
    assert changed.line("IPT") == Answer("4")
    assert (changed.first, changed.sheet, changed.sections) == (before.first, before.sheet, before.sections)
    return changed.line("KBT")


@pytest.mark.parametrize(
    ("line", "section", "text", "mark"),
    [
        ("not_collected", "", "203", ""),
        ("not_collected", "", "0", ""),
        ("zero", "", "203", ""),
        ("zero", "", "0", "zero"),
        ("partly", "", "203", "partly"),
        ("reported", "", "203", "reported"),
        ("", "partly", "203", ""),
        ("not_collected", "partly", "203", ""),
        ("", "not_collected", "203", "reported"),
        ("", "zero", "203", "reported"),
        ("", "zero", "0", ""),
        ("not_collected", "not_collected", "203", "reported"),
        ("partly", "not_collected", "203", "partly"),
        ("not_collected", "", "", "not_collected"),
    ],
)
def test_a_mark_of_no_figure_goes_when_a_figure_comes(line: str, section: str, text: str, mark: str) -> None:
    assert after(line, section, text).collected == mark


def test_the_words_stay_and_the_place_in_the_file_goes() -> None:
    assert after("partly", "", "203") == Answer("203", "partly", "Därför")
