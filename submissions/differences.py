"""What differs between two returns, line by line, for the eyes of who signs or reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agreement.case import Earlier
from agreement.lines import LINES
from submissions.models import Version


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that is not the same: counts before and after, or None, and how far each was collected."""

    label: str
    before: int | None
    after: int | None
    mark_before: str
    mark_after: str
    # The year that the count before is from, where that is another year's; the comment, where it is new.
    year: int | None = None
    comment: str = ""

    @property
    def by(self) -> int | None:
        """How much the count moved, where both are known."""
        return None if self.before is None or self.after is None else self.after - self.before


def between(before: Mapping[str, Any], after: Mapping[str, Any], lang: str) -> list[Difference]:
    """The lines whose count, mark or comment differs between two contents (`signing.content_of`)."""
    old, new = before.get("figures", {}), after.get("figures", {})
    nothing = {"value": None, "collected": "", "comment": ""}
    found = []
    for line in LINES:
        was, now = old.get(line.code, nothing), new.get(line.code, nothing)
        comment = now["comment"] if now["comment"] != was["comment"] else ""
        if (was["value"], was["collected"], was["comment"]) != (
            now["value"],
            now["collected"],
            now["comment"],
        ):
            marks = was["collected"], now["collected"]
            found.append(Difference(line.label(lang), was["value"], now["value"], *marks, comment=comment))
    return found


def from_earlier(content: Mapping[str, Any], earlier: Mapping[str, Earlier], lang: str) -> list[Difference]:
    """The lines whose count is another than the region's latest earlier one, which names its year."""
    figures = content.get("figures", {})
    return [
        Difference(line.label(lang), was.value, now["value"], "", now["collected"], year=was.year)
        for line in LINES
        if (was := earlier.get(line.code)) is not None
        and (now := figures.get(line.code)) is not None
        and now["value"] != was.value
    ]


def other_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[bool, int]:
    """Whether the period is another, and how many explanations are new or said otherwise."""
    said = {(each["rule"], *each["lines"]): each["text"] for each in before.get("explanations", ())}
    new = [
        each
        for each in after.get("explanations", ())
        if said.get((each["rule"], *each["lines"])) != each["text"]
    ]
    return before.get("period") != after.get("period"), len(new)


def former_of(version: Version) -> Version | None:
    """The version before this one; nothing for the first."""
    before = Version.objects.filter(the_return=version.the_return_id, number__lt=version.number)
    return before.order_by("-number").first()


def from_former(version: Version, lang: str) -> list[Difference]:
    """What a version changed from the one before it; nothing for the first."""
    former = former_of(version)
    return between(former.content, version.content, lang) if former is not None else []
