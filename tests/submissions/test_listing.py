"""Lists taken in, read by a task, merged, used and erased: for whom, when, and what is left."""

import hashlib
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import call_command
from django.utils import timezone

from agreement.moves import Status
from audit.models import Entry
from register.models import AgreementYear, TermsVersion
from submissions import listing, originals
from submissions.checking import check
from submissions.intake import File
from submissions.listed import (
    changed_since,
    files_of,
    last_sum,
    merges_of,
    missing_since,
    seen_mark,
    together,
)
from submissions.models import Delivery, ListFile, ListSum, Return
from submissions.refusals import ChangedMeanwhile, Closed, ListsChanged, ListsNotReady
from submissions.signing import ASSURANCES, sign
from tests.lists import COUNTED, PROVIDERS, SERIES, text
from tests.makers import People, a_return, a_signed_return, a_year, the_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def the_return(people: People) -> Return:
    return a_return(a_year(), "07")


def taken_in(the_return: Return, people: People, *files: bytes, read: bool = True) -> list[ListFile]:
    """Files taken in, and read unless it is said not to."""
    brought = [File(f"{number}.csv", data) for number, data in enumerate(files)]
    rows = listing.take_in(the_return, brought, people.owner)
    for row in rows:
        if read:
            listing.read(row.pk)
        row.refresh_from_db()
    return rows


def seen(the_return: Return) -> listing.Use:
    """What a person who opens the page now sees."""
    return listing.Use(the_return.revision, seen_mark(files_of(the_return), merges_of(the_return)))


def used(the_return: Return, people: People) -> Delivery:
    """The sums used and the draft checked."""
    delivery = listing.use(the_return, people.owner, seen(the_return))
    check(delivery.pk)
    the_return.refresh_from_db()
    return delivery


def with_number(number: str) -> bytes:
    """A list with a column of personal identity numbers."""
    return text([(*SERIES[0], "Ref"), *((*row, number) for row in SERIES[1:])])


def test_a_list_is_kept_read_and_added_up(the_return: Return, people: People) -> None:
    [file] = taken_in(the_return, people, text(SERIES))

    assert file.state == ListFile.State.READ
    assert originals.fetch(file.sha256) == text(SERIES)
    assert dict(together(the_return, files_of(the_return), {}).figures) == COUNTED
    assert [entry.act for entry in Entry.objects.order_by("sequence")] == ["lists.take_in", "lists.read"]


def test_reading_twice_is_reading_once(the_return: Return, people: People) -> None:
    [file] = taken_in(the_return, people, text(SERIES))
    before = Entry.objects.count()

    listing.read(file.pk)

    file.refresh_from_db()
    assert (file.attempts, Entry.objects.count()) == (1, before)


def test_a_list_that_dies_is_tried_a_bounded_number_and_then_told(the_return: Return, people: People) -> None:
    [file] = taken_in(the_return, people, text(SERIES), read=False)
    long_ago = timezone.now() - timedelta(hours=1)
    ListFile.objects.filter(pk=file.pk).update(attempts=2, attempted_at=long_ago)
    assert listing.overdue() == [file.pk]

    ListFile.objects.filter(pk=file.pk).update(attempts=3)
    assert listing.overdue() == []
    assert listing.give_up() == [file.pk]
    assert listing.give_up() == []
    listing.read(file.pk)

    file.refresh_from_db()
    assert file.state == ListFile.State.FAILED


def test_the_sweep_reads_a_list_whose_bell_was_lost(the_return: Return, people: People) -> None:
    [file] = taken_in(the_return, people, text(SERIES), read=False)
    ListFile.objects.filter(pk=file.pk).update(received_at=timezone.now() - timedelta(hours=1))

    call_command("sweep", stdout=StringIO())

    file.refresh_from_db()
    assert file.state == ListFile.State.READ


def test_personal_data_is_refused_its_bytes_erased_and_hash_and_reason_kept(
    the_return: Return, people: People
) -> None:
    [file] = taken_in(the_return, people, with_number("811228-9874"))

    assert (file.state, file.sketch) == (ListFile.State.REFUSED, None)
    assert not originals.path_of(file.sha256).exists()
    assert "811228" not in str(file.found)
    entry = Entry.objects.get(act="lists.refuse")
    assert (entry.details["sha256"], entry.details["kinds"]) == (file.sha256, ["identity"])


def test_a_personal_identity_number_in_a_files_name_is_not_kept(the_return: Return, people: People) -> None:
    brought = [File("Norr 19811228-9874 och 2026-01.csv", text(SERIES))]

    assert listing.take_in(the_return, brought, people.owner)[0].name == "Norr XXXXXX-XXXX och 2026-01.csv"


def test_the_sums_go_the_way_of_every_figure_into_the_draft(the_return: Return, people: People) -> None:
    taken_in(the_return, people, text(SERIES))

    delivery = used(the_return, people)

    assert the_return.draft_id == delivery.pk
    assert the_return.status == Status.READY
    assert {figure.line: figure.value for figure in delivery.figures.all()} == COUNTED
    kept = ListSum.objects.get()
    assert (kept.delivery_id, kept.figures) == (delivery.pk, COUNTED)
    assert sum(row[-1] for row in kept.aggregate) == 4


def test_sums_leave_what_the_lists_do_not_say(the_return: Return, people: People) -> None:
    taken_in(the_return, people, text(PROVIDERS))
    delivery = used(the_return, people)

    figures = {figure.line: figure.value for figure in delivery.figures.all()}
    assert (figures["KBT"], figures["EMDR"]) == (19, None)


def test_using_the_sums_on_an_old_page_is_refused_and_leaves_no_trace(
    the_return: Return, people: People
) -> None:
    taken_in(the_return, people, text(SERIES))
    old = seen(the_return)
    taken_in(the_return, people, text(SERIES[:3]))

    with pytest.raises(ListsChanged):
        listing.use(the_return, people.owner, old)
    with pytest.raises(ChangedMeanwhile):
        listing.use(the_return, people.owner, listing.Use(7, seen(the_return).lists))

    assert (Delivery.objects.count(), ListSum.objects.count()) == (0, 0)


def test_sums_with_rows_to_correct_or_files_to_read_cannot_be_used(
    the_return: Return, people: People
) -> None:
    taken_in(the_return, people, text([*SERIES, (*SERIES[1][:3], "Yoga", *SERIES[1][4:])]))
    with pytest.raises(ListsNotReady):
        listing.use(the_return, people.owner, seen(the_return))

    listing.remove(files_of(the_return)[0], people.owner)
    taken_in(the_return, people, text(SERIES), read=False)
    with pytest.raises(ListsNotReady):
        listing.use(the_return, people.owner, seen(the_return))

    assert Delivery.objects.count() == 0


def test_a_signed_return_takes_no_lists(people: People) -> None:
    the_return = a_signed_return(a_year(), "07", people.owner)

    with pytest.raises(Closed):
        taken_in(the_return, people, text(SERIES))
    assert ListFile.objects.count() == 0


def test_another_regions_person_can_do_nothing_with_the_lists(the_return: Return, people: People) -> None:
    [file] = taken_in(the_return, people, text(SERIES))

    for act in (
        lambda: listing.take_in(the_return, [File("a.csv", b"a;b")], people.stranger),
        lambda: listing.remove(file, people.stranger),
        lambda: listing.use(the_return, people.stranger, seen(the_return)),
        lambda: listing.part(the_return, people.stranger),
    ):
        with pytest.raises(Closed):
            act()
    assert originals.path_of(file.sha256).exists()


def test_a_file_taken_away_is_erased_unless_another_row_holds_its_bytes(
    the_return: Return, people: People
) -> None:
    one, other = taken_in(the_return, people, text(SERIES), text(SERIES))

    listing.remove(one, people.owner)
    assert originals.path_of(one.sha256).exists()
    listing.remove(other, people.owner)
    listing.remove(other, people.owner)

    assert not originals.path_of(one.sha256).exists()
    assert files_of(the_return) == []
    assert Entry.objects.filter(act="lists.remove").count() == 2


def test_the_same_file_twice_counts_once_and_is_told(the_return: Return, people: People) -> None:
    taken_in(the_return, people, text(SERIES), text(SERIES))

    sums = together(the_return, files_of(the_return), {})

    assert dict(sums.figures) == COUNTED
    assert "copies.list_same_file" in {finding.rule for finding in sums.findings}


def many(first: int, last: int) -> list[tuple[object, ...]]:
    """Rows that differ in few ways, as real ones do."""
    forms, sexes = ("KBT", "IPT", "PDT", "MMR1", "MMR2"), ("K", "M", "K")
    return [
        (n, "Norr", "Privat", forms[n * 7 % 5], sexes[n * n % 3], "Ja" if n * 13 % 11 < 4 else "Nej", "Nej",
         f"2026-{n % 12 + 1:02}-{n * 5 % 28 + 1:02}")
        for n in range(first, last)
    ]  # fmt: skip


def test_the_same_rows_in_two_files_are_told_also_when_they_are_numbered_anew(
    the_return: Return, people: People
) -> None:
    whole = many(0, 400)
    again = [(number, *row[1:]) for number, row in enumerate(whole[100:300])]
    taken_in(the_return, people, text([SERIES[0], *whole]), text([SERIES[0], *again]))

    finding = next(
        each
        for each in together(the_return, files_of(the_return), {}).findings
        if each.rule == "copies.list_same_rows"
    )
    assert 180 <= finding.params["number"] <= 200


def test_two_honest_files_are_not_taken_for_copies(the_return: Return, people: People) -> None:
    other = [(row[0], "Söder", *row[2:]) for row in many(5000, 5300)]
    taken_in(the_return, people, text([SERIES[0], *many(0, 300)]), text([SERIES[0], *other]))

    rules = {finding.rule for finding in together(the_return, files_of(the_return), {}).findings}
    assert "copies.list_same_rows" not in rules


def test_spellings_are_merged_by_a_persons_word_alone_and_can_be_parted(
    the_return: Return, people: People
) -> None:
    rows = [PROVIDERS[0], ("VC Norr", *PROVIDERS[1][1:]), ("Vårdcentralen Norr", *PROVIDERS[2][1:])]
    taken_in(the_return, people, text(rows))
    names = ["VC Norr", "Vårdcentralen Norr"]

    def providers() -> list[str]:
        return [
            each.name for each in together(the_return, files_of(the_return), merges_of(the_return)).providers
        ]

    assert providers() == names
    with pytest.raises(ListsChanged):
        listing.merge(the_return, names, "Någon annan", people.owner)
    listing.merge(the_return, names, "Vårdcentralen Norr", people.owner)
    assert providers() == ["Vårdcentralen Norr"]
    listing.part(the_return, people.owner)
    assert providers() == names


def test_who_is_missing_is_told_against_the_last_list_of_the_region(people: People) -> None:
    before, now = a_return(a_year(2025), "07"), a_return(a_year(2026), "07")
    taken_in(before, people, text(PROVIDERS))
    used(before, people)
    taken_in(now, people, text(PROVIDERS[:2]))

    sums = together(now, files_of(now), {})

    assert missing_since(last_sum(now), sums.providers) == ["Söder"]
    assert last_sum(a_return(a_year(2026), "08")) is None


def test_a_provider_that_has_changed_much_since_the_last_list_is_asked_about(people: People) -> None:
    before, now = a_return(a_year(2025), "07"), a_return(a_year(2026), "07")
    taken_in(before, people, text(PROVIDERS))
    used(before, people)
    taken_in(now, people, text([PROVIDERS[0], ("Norr", "Privat", 1200, *PROVIDERS[1][3:]), PROVIDERS[2]]))

    sums = together(now, files_of(now), {})
    [finding] = changed_since(now, last_sum(now), sums.providers)

    assert dict(finding.params) == {"provider": "Norr", "now": 1208, "before": 20}


def test_the_answer_workbook_holds_the_faulty_rows_and_no_formula(the_return: Return, people: People) -> None:
    bad = [(*SERIES[1][:3], "=cmd|'/c calc'!A1", *SERIES[1][4:])] * 3
    [file] = taken_in(the_return, people, text([*SERIES, *bad]))

    book = openpyxl.load_workbook(BytesIO(listing.answer_workbook(file)))
    rows = list(book.worksheets[0].iter_rows())

    assert [row[0].value for row in rows] == ["Rad", 6, 7, 8]
    assert rows[1][4].data_type == "s"


def test_a_series_file_is_erased_some_days_after_signing_and_its_sums_stay(
    the_return: Return, people: People
) -> None:
    [file] = taken_in(the_return, people, text(SERIES))
    used(the_return, people)
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    now = timezone.now()

    assert listing.erase_due(now + timedelta(days=29)) == []
    assert listing.erase_due(now + timedelta(days=31)) == [file.pk]
    assert listing.erase_due(now + timedelta(days=32)) == []

    file.refresh_from_db()
    assert not originals.path_of(file.sha256).exists()
    assert (file.sketch, file.found is None) == (None, False)
    assert dict(together(the_return, files_of(the_return), {}).figures) == COUNTED
    assert "values" not in (file.found or {})
    with pytest.raises(FileNotFoundError):
        listing.answer_workbook(file)
    assert Entry.objects.filter(act="lists.erase").count() == 1


def test_how_long_a_file_is_kept_is_a_term_of_the_year(the_return: Return, people: People) -> None:
    TermsVersion.objects.update(list_file_days=0)
    taken_in(the_return, people, text(SERIES))
    used(the_return, people)
    out = StringIO()
    call_command("erase_lists", stdout=out)
    assert out.getvalue().strip() == "Raderade filer: 0."

    the_return = Return.objects.get(pk=the_return.pk)
    sign(the_return, people.owner, the_return.revision, ASSURANCES)
    call_command("erase_lists", stdout=out)

    assert out.getvalue().splitlines()[-1] == "Raderade filer: 1."
    [file] = files_of(the_return)
    assert (originals.path_of(file.sha256).exists(), file.sketch) == (False, None)
    assert file.sha256 == hashlib.sha256(text(SERIES)).hexdigest()
    assert sum(row[-1] for row in (file.found or {})["aggregate"]) == 4
    assert dict(together(the_return, [file], {}).figures) == COUNTED
    assert [entry.details["sha256"] for entry in Entry.objects.filter(act="lists.erase")] == [file.sha256]


def test_a_file_that_could_not_be_read_is_erased_as_a_series_list_is(
    the_return: Return, people: People
) -> None:
    [file] = taken_in(the_return, people, b"a;b;c\n1;2;3\n")
    assert file.state == ListFile.State.STOPPED
    AgreementYear.objects.update(state="past")

    assert listing.erase_due() == [file.pk]
    assert not originals.path_of(file.sha256).exists()


def test_a_provider_list_is_not_erased(the_return: Return, people: People) -> None:
    TermsVersion.objects.update(list_file_days=0)
    [file] = taken_in(the_return, people, text(PROVIDERS))
    AgreementYear.objects.update(state="past")

    assert listing.erase_due() == []
    assert originals.path_of(file.sha256).exists()
