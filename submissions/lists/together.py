"""Several lists as one: the seventeen figures and BOTH, the providers, and what is to be said of it all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agreement.answers import Answer, Answers
from agreement.findings import Family, Finding, Weight
from agreement.lines import CONTACTS, FORMS, LINE, PROVIDERS, SEXES
from agreement.terms import Terms
from agreement.thresholds import Thresholds
from submissions.lists.counts import is_sum_of
from submissions.lists.headings import PROVIDERS as PROVIDER_LAYOUT
from submissions.lists.headings import SERIES
from submissions.lists.names import alike
from submissions.lists.providers import Provider, ReadFile, providers_of
from submissions.lists.rows import NO_CONTACTS, slips
from submissions.lists.sketch import load, overlaps

# So many faults of one file are told one by one.
TOLD = 40
# Rows that are odd each by itself, of one file; a page tells sixty at a time.
MOST_ODD = 300
_RULES = {"unknown": "unknown", "level": "level", "blank": "blank", "unread": "unread"}
_DAYS = {"date": "date", "outside_period": "period"}
BOTH = "BOTH"
SPELLINGS = "copies.list_spellings"


@dataclass(frozen=True, slots=True)
class Together:
    """What the files give. ``figures`` lacks what no list says. ``cross`` is form × type × sex × contacts."""

    layout: str | None
    figures: Mapping[str, int]
    providers: tuple[Provider, ...]
    findings: tuple[Finding, ...]
    cross: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    @property
    def is_stopped(self) -> bool:
        """Whether a file cannot be taken as it is."""
        return any(found.family is Family.FILE for found in self.findings)

    def answers(self, terms: Terms) -> Answers:
        """The sums as answers, for the year's own period."""
        asked = [line.code for line in terms.lines() if line.code in self.figures]
        return Answers(
            lines={code: Answer(value=str(self.figures[code])) for code in asked},
            first=terms.period_first.isoformat() if terms.period_first else "",
            last=terms.period_last.isoformat() if terms.period_last else "",
        )


def add_up(
    files: Sequence[ReadFile],
    merges: Mapping[str, str] | None = None,
    year: int = 0,
    terms: Terms | None = None,
) -> Together:
    """The files added up. The same file twice counts once; nothing else is taken away.

    ``merges`` are the names that somebody confirmed as one provider's: spelt so → counted as.
    ``terms`` are the year's, if they are known: their lines and limits.
    """
    once = list({file.sha256: file for file in reversed(files)}.values())[::-1]
    stops = tuple(_stops(once, year))
    if stops or not once:
        return Together(None, {}, (), stops)
    layout = once[0].found["layout"]
    merges = merges or {}
    if layout == SERIES:
        figures, cross = series_figures(once)
    else:
        figures, cross = _list_figures(once), {}
    providers = providers_of(once, merges)
    findings = _findings(files, once, providers, merges, terms or Terms(year))
    return Together(layout, figures, providers, tuple(findings), cross)


def series_figures(files: Iterable[ReadFile]) -> tuple[dict[str, int], dict[tuple[str, ...], int]]:
    """The figures of series lists, and the aggregate that they follow from.

    What a list has no column for is not known, and what is not known in one file is not known in the sum.
    """
    cross: Counter[tuple[str, ...]] = Counter()
    lacking: set[str] = set()
    for file in files:
        lacking |= set(file.found["missing"])
        for *kind, rows in file.found["aggregate"]:
            cross[tuple(kind)] += rows
    figures = {code: _count(cross, 0, code) for code in FORMS}
    if "type" not in lacking:
        figures |= {code: _count(cross, 1, code) for code in PROVIDERS}
    if "sex" not in lacking:
        figures |= {code: _count(cross, 2, code) for code in SEXES}
    known = [
        code
        for code, name in zip(CONTACTS, ("employer", "employment_service"), strict=True)
        if name not in lacking
    ]
    figures |= {code: _count(cross, 3 + CONTACTS.index(code), "1") for code in known}
    if len(known) == len(CONTACTS):
        figures[BOTH] = sum(rows for kind, rows in cross.items() if kind[3:5] == ("1", "1"))
    return figures, dict(cross)


def _count(cross: Mapping[tuple[str, ...], int], place: int, value: str) -> int:
    return sum(rows for kind, rows in cross.items() if kind[place] == value)


def _list_figures(files: Iterable[ReadFile]) -> dict[str, int]:
    """The sum per line over the rows; of a line that nobody gave a count for, nothing is known."""
    rows = [row for file in files for row in file.found["provider_rows"]]
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update(row["counts"])
    given = {code for row in rows for code in row["counts"]}
    figures = {code: sums[code] for code in LINE if code in given}
    if not given & set(PROVIDERS) and rows and all(row["type"] for row in rows):
        figures |= {code: sum(_treatments(row) for row in rows if row["type"] == code) for code in PROVIDERS}
    return figures


def _treatments(row: Mapping[str, Any]) -> int:
    return sum(value for code, value in row["counts"].items() if code in FORMS)


def _stops(files: Sequence[ReadFile], year: int) -> Iterator[Finding]:
    for file in files:
        for stop in file.found["stops"]:
            yield _finding(stop["rule"], Weight.ERROR, file, **({"year": year} | stop["params"]))
    layouts = {file.found["layout"] for file in files if file.found["layout"]}
    if len(layouts) > 1:
        odd = next(file for file in files if file.found["layout"] not in (None, files[0].found["layout"]))
        yield _finding("file.list_mixed", Weight.ERROR, odd)


def _findings(
    files: Sequence[ReadFile],
    once: Sequence[ReadFile],
    providers: Sequence[Provider],
    merges: Mapping[str, str],
    terms: Terms,
) -> Iterator[Finding]:
    # Where nobody has a contact, the check of the sums asks about it once.
    is_silent = not any(each.figures.get(code) for each in providers for code in CONTACTS)
    for file in once:
        yield from _faults(file)
        yield from _notes(file)
        if file.found["layout"] == PROVIDER_LAYOUT:
            yield from _odd_rows(file, terms, is_silent)
            yield from _odd_totals(file)
            yield from _sum_among_rows(file)
    yield from _no_rows(once)
    yield from _same_files(files)
    limits = Thresholds.of(terms.thresholds)
    yield from _same_rows(once, limits)
    yield from _same_providers(once, merges)
    yield from _same_counts(providers, limits)
    for names in alike(provider.name for provider in providers):
        yield Finding(SPELLINGS, Family.COPIES, Weight.NOTE, params={"providers": list(names)})


def _faults(file: ReadFile) -> Iterator[Finding]:
    groups = file.found["groups"]
    for group in groups[:TOLD]:
        yield _finding(
            f"whole.list_{_why(group['why'], file.found['layout'])}",
            Weight.ERROR,
            file,
            cells=tuple(f"{group['column']}{row}" for row in group["first"]),
            column=group["column"],
            heading=group["heading"],
            text=group["value"],
            number=group["rows"],
            first_rows=group["first"],
        )
    more = sum(group["rows"] for group in groups[TOLD:]) + file.found["more_groups"]
    if more:
        yield _finding("whole.list_more", Weight.ERROR, file, number=more)


def _why(why: str, layout: str) -> str:
    if layout == SERIES and why in _DAYS:
        return _DAYS[why]
    return _RULES.get(why, "count")


def _notes(file: ReadFile) -> Iterator[Finding]:
    found = file.found
    if found.get("outside_age"):
        yield _finding("complete.list_outside_age", Weight.NOTE, file, number=found["outside_age"])
    blank = max(found.get("blank_contacts", {}).values(), default=0)
    if blank:
        yield _finding("complete.list_blank_contacts", Weight.NOTE, file, number=blank)
    if found.get("blank_end"):
        yield _finding("complete.list_blank_end", Weight.QUERY, file, number=found["blank_end"])
    yield from _unread(file)
    unnamed = [row["row"] for row in found.get("provider_rows", ()) if not row["name"]]
    if unnamed:
        yield _finding(
            "complete.list_unnamed", Weight.NOTE, file, number=len(unnamed), first_rows=unnamed[:5]
        )


def _unread(file: ReadFile) -> Iterator[Finding]:
    """Sheets passed over, and hidden ones. One that looks like a list may be half of the figures."""
    found = file.found
    lists, hidden = found.get("unread_lists", []), found.get("hidden_lists", [])
    others = [name for name in found.get("unread_sheets", []) if name not in (*lists, *hidden)]
    if found.get("hidden"):
        yield _finding("complete.list_hidden", Weight.QUERY, file)
    if lists:
        yield _finding("complete.list_unread_lists", Weight.QUERY, file, sheets=", ".join(lists))
    if hidden:
        yield _finding("complete.list_hidden_lists", Weight.NOTE, file, sheets=", ".join(hidden))
    if others:
        yield _finding("complete.list_unread_sheets", Weight.NOTE, file, sheets=", ".join(others))


def _no_rows(files: Sequence[ReadFile]) -> Iterator[Finding]:
    """Forms that no series list has a row of. Their sum is 0, which may not be what the region means."""
    if files[0].found["layout"] == SERIES:
        figures, _cross = series_figures(files)
        empty = [code for code in FORMS if not figures[code]]
        if empty:
            yield _finding("complete.list_no_rows", Weight.NOTE, files[0], lines=empty)


def _odd_rows(file: ReadFile, terms: Terms, is_silent: bool) -> Iterator[Finding]:
    """Rows that would not pass as a return of their own; of very many, the first."""
    told = 0
    for row in file.found["provider_rows"]:
        for odd in slips(row["counts"], terms) if told < MOST_ODD else ():
            if not (is_silent and odd.rule == NO_CONTACTS):
                told += 1
                yield _finding(
                    odd.rule,
                    Weight.QUERY,
                    file,
                    row=row["row"],
                    provider=row["name"] or file.name,
                    **odd.params,
                )


def _odd_totals(file: ReadFile) -> Iterator[Finding]:
    sums = _list_figures([file])
    for total in file.found["totals"]:
        for code, said in total["counts"].items():
            if code in sums and said != sums[code]:
                yield _finding(
                    "balance.list_total", Weight.QUERY, file,
                    lines=[code], row=total["row"], said=said, value=sums[code],
                )  # fmt: skip


def _sum_among_rows(file: ReadFile) -> Iterator[Finding]:
    """A last row that is the sum of all others, under a name that does not say so: all would count twice."""
    *others, last = file.found["provider_rows"] or [{"counts": {}}]
    if is_sum_of(last, others):
        yield _finding(
            "copies.list_sum_row", Weight.QUERY, file, provider=last["name"], row=last["row"],
        )  # fmt: skip


def _same_files(files: Sequence[ReadFile]) -> Iterator[Finding]:
    first: dict[str, ReadFile] = {}
    for file in files:
        if file.sha256 in first:
            yield _finding("copies.list_same_file", Weight.NOTE, file, other=first[file.sha256].name)
        first.setdefault(file.sha256, file)


def _same_rows(files: Sequence[ReadFile], limits: Thresholds) -> Iterator[Finding]:
    sketched = [file for file in files if file.found.get("sketch")]
    loaded = [load(file.found["sketch"]) for file in sketched]
    for one, other, common in overlaps(loaded, limits.list_rows_percent):
        yield _finding(
            "copies.list_same_rows", Weight.QUERY, sketched[one],
            other=sketched[other].name, number=common.rows, exact=common.exact,
        )  # fmt: skip


def _same_counts(providers: Sequence[Provider], limits: Thresholds) -> Iterator[Finding]:
    """Two providers of a list with the same figure in every line; a few small figures say nothing."""
    first: dict[tuple[tuple[str, int], ...], Provider] = {}
    for each in providers:
        figures = tuple(sorted((code, value) for code, value in each.figures.items() if value))
        is_small = len(figures) < limits.list_same_lines or each.treatments < limits.list_same_smallest
        if each.rows is not None or is_small:
            continue
        if figures in first:
            params = {"provider": each.name, "other": first[figures].name, "value": each.treatments}
            yield Finding("copies.list_same_counts", Family.COPIES, Weight.QUERY, params=params)
        first.setdefault(figures, each)


def _same_providers(files: Sequence[ReadFile], merges: Mapping[str, str]) -> Iterator[Finding]:
    """A provider with several rows of a provider list, but for those that somebody merged."""
    rows = [(file, row) for file in files for row in file.found.get("provider_rows", ()) if row["name"]]
    counted = Counter(row["name"] for _file, row in rows if row["name"] not in merges)
    for name, number in counted.items():
        if number > 1:
            file = next(file for file, row in rows if row["name"] == name)
            yield _finding("copies.list_same_provider", Weight.QUERY, file, provider=name, number=number)


def _finding(
    rule: str, weight: Weight, file: ReadFile, *, cells: tuple[str, ...] = (), **params: Any
) -> Finding:
    """A finding about a file; ``number`` is how many rows share it."""
    said = {"name": file.name} | params
    sheet = str(file.found.get("sheet") or "") or None
    if sheet:
        said.setdefault("sheet", sheet)
    return Finding(
        rule,
        Family(rule.partition(".")[0]),
        weight,
        tuple(params.get("lines", ())),
        found=params.get("text") or None,
        params=said,
        sheet=sheet,
        cells=cells,
        count=params.get("number", 1),
    )
