"""Questions about a return's lists: what they give together, who is missing, what was shown."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from agreement.answers import Answers
from agreement.findings import Family, Finding, Weight
from agreement.lines import FORMS, LINE, SEXES
from agreement.lines import PROVIDERS as TYPES
from agreement.thresholds import Thresholds
from submissions.lists.names import missing, stem
from submissions.lists.providers import Provider, ReadFile
from submissions.lists.together import SPELLINGS, Together, add_up
from submissions.models import ListFile, ListSum, Return
from submissions.returns import draft_answers


def files_of(the_return: Return) -> list[ListFile]:
    """The files that count, in the order in which they came."""
    return list(the_return.list_files.counting().select_related("sent_by"))


def merges_of(the_return: Return) -> dict[str, str]:
    """Confirmed merges: spelt so → counted as."""
    return dict(the_return.provider_merges.values_list("spelt", "counted_as"))


def together(the_return: Return, files: Iterable[ListFile], merges: Mapping[str, str]) -> Together:
    """The files that were read, added up. One that was refused or could not be read is passed over."""
    read = [
        ReadFile(file.name, file.sha256, {**(file.found or {}), "sketch": file.sketch})
        for file in files
        if file.state == ListFile.State.READ
    ]
    return add_up(read, merges, the_return.year_id, the_return.year.terms())


def stopped(the_return: Return, file: ListFile) -> tuple[Finding, ...]:
    """Why a file was not taken in; nothing for one that was."""
    found = file.found or {}
    if not found.get("stops"):
        return ()
    return add_up([ReadFile(file.name, file.sha256, found)], year=the_return.year_id).findings


def seen_mark(files: Iterable[ListFile], merges: Mapping[str, str]) -> str:
    """What tells whether the sums are still those that the person was shown."""
    said = [f"{file.pk}:{file.state}" for file in files] + [f"{a}>{b}" for a, b in sorted(merges.items())]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def has_errors(sums: Together) -> bool:
    """Whether something is left to correct before the sums can be used."""
    return any(finding.weight is Weight.ERROR for finding in sums.findings)


def with_sums(the_return: Return, sums: Together) -> Answers:
    """The draft with the sums in place of its figures; what the lists do not say stays as it was."""
    asked = {line.code for line in the_return.year.terms().lines()}
    return draft_answers(the_return).with_values(
        {code: str(value) for code, value in sums.figures.items() if code in asked}
    )


def last_sum(the_return: Return) -> ListSum | None:
    """The sums of lists that the region used last, for this year or an earlier one."""
    return (
        ListSum.objects.filter(
            the_return__region=the_return.region_id, the_return__year__lte=the_return.year_id
        )
        .select_related("the_return")
        .order_by("the_return__year", "pk")
        .last()
    )


def missing_since(last: ListSum | None, providers: Iterable[Provider]) -> list[str]:
    """Providers of the last list that have sent nothing now."""
    if last is None:
        return []
    return missing((each.name for each in providers), (each["name"] for each in last.providers))


def changed_since(the_return: Return, last: ListSum | None, providers: Iterable[Provider]) -> list[Finding]:
    """Providers whose treatments differ from those of the last list by more than a line of a return may."""
    if last is None:
        return []
    limits = Thresholds.of(the_return.year.terms().thresholds)
    before = {stem(each["name"]): _treatments(each["figures"]) for each in last.providers}
    return [
        Finding(
            "change.list_provider",
            Family.CHANGE,
            Weight.QUERY,
            params={"provider": each.name, "now": each.treatments, "before": before[stem(each.name)]},
        )
        for each in providers
        if stem(each.name) in before and _is_far(each.treatments, before[stem(each.name)], limits)
    ]


def _treatments(figures: Mapping[str, int]) -> int:
    return sum(value for code, value in figures.items() if code in FORMS)


def _is_far(now: int, before: int, limits: Thresholds) -> bool:
    low, high = sorted((now + limits.line_floor, before + limits.line_floor))
    return low > 0 and Fraction(high, low) > limits.times("line", 1)


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One form of treatment by sex and by provider type; None where the lists do not say."""

    label: str
    women: int | None
    men: int | None
    private: int | None
    public: int | None
    total: int


def cross_table(sums: Together, lang: str) -> list[CrossRow]:
    """Sex per form and providers per form: what only a series list can tell."""
    by_sex: Counter[tuple[str, str]] = Counter()
    by_type: Counter[tuple[str, str]] = Counter()
    for kind, rows in sums.cross.items():
        by_sex[kind[0], kind[2]] += rows
        by_type[kind[0], kind[1]] += rows
    has_sex, has_type = SEXES[0] in sums.figures, TYPES[0] in sums.figures
    return [
        CrossRow(
            LINE[form].short(lang),
            women=by_sex[form, SEXES[0]] if has_sex else None,
            men=by_sex[form, SEXES[1]] if has_sex else None,
            private=by_type[form, TYPES[0]] if has_type else None,
            public=by_type[form, TYPES[1]] if has_type else None,
            total=sums.figures[form],
        )
        for form in FORMS
        if sums.cross and sums.figures.get(form)
    ]


def proposals(sums: Together) -> list[tuple[str, ...]]:
    """Names that may be one provider's, first the one with the most treatments."""
    treatments: Counter[str] = Counter()
    for provider in sums.providers:
        treatments[provider.name] += provider.treatments
    told = (found.params["providers"] for found in sums.findings if found.rule == SPELLINGS)
    return [tuple(sorted(names, key=lambda name: (-treatments[name], name))) for names in told]


# So many of a column's values are shown at once, the others when somebody asks for them.
AT_ONCE = 12


def taken_as(file: ListFile) -> list[dict[str, Any]]:
    """For each column: its heading, what it was taken as, and which values as what.

    ``values`` are shown at once and ``others`` on demand; ``more`` is how many are not kept.
    """
    found = file.found or {}
    return [
        {**column, **_values(found, column["meaning"])}
        for column in found.get("columns", [])
        if column["heading"] or column["meaning"]
    ]


def _values(found: Mapping[str, Any], meaning: str) -> dict[str, Any]:
    said = [value for value in found.get("values", {}).get(meaning, []) if value[0]]
    more = found.get("more_values", {}).get(meaning, 0)
    return {"values": said[:AT_ONCE], "others": said[AT_ONCE:], "more": more}
