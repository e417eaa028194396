"""What follows from lists beside their sums: the cross table, and that files are erased on schedule."""

from django.conf import settings

from submissions.listed import cross_table
from tests.lists import SERIES, added, text

HEAD, *ROWS = SERIES


def test_the_cross_table_tells_sex_and_provider_for_each_form_and_swaps_none() -> None:
    """Of KBT three women and one man, all with private providers; of MMR level 2 one of each, public."""
    more = [(*ROWS[0][:4], "K", *ROWS[0][5:])] * 2 + [(*ROWS[0][:4], "M", *ROWS[0][5:])]
    rows = {row.label: row for row in cross_table(added(text([*SERIES, *more])), "sv")}

    kbt, mmr = rows["KBT"], rows["MMR nivå 2"]
    assert (kbt.women, kbt.men, kbt.private, kbt.public, kbt.total) == (3, 1, 4, 0, 4)
    assert (mmr.women, mmr.men, mmr.private, mmr.public, mmr.total) == (1, 1, 0, 2, 2)


def test_erasing_lists_runs_on_schedule() -> None:
    tasks = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}

    assert "submissions.tasks.erase_lists" in tasks
