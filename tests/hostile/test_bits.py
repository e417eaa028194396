"""A bit that is turned on the way: the file is refused, or every figure is the one that was sent."""

import random
from io import BytesIO
from zipfile import ZipFile

import pytest

from agreement.findings import Weight
from register.models import Region
from submissions.workbook import Reading, read
from tests.hostile.making import ordinary
from tests.makers import BALANCED
from tests.workbooks import some_terms, with_parts

pytestmark = pytest.mark.django_db
SEEDS = range(20)
EACH = 25


def reading(data: bytes) -> Reading:
    return read(data, "redovisning.xlsx", some_terms(), Region(code="07", name="Kronoberg"))


def with_turned_bits(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _bit in range(dice.randint(1, 6)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_turned_bit_never_changes_a_figure(seed: int) -> None:
    dice = random.Random(seed)

    for _file in range(EACH):
        found = reading(with_turned_bits(ordinary(), dice))
        assert (found.answers is None) == any(finding.weight is Weight.ERROR for finding in found.findings)
        if found.answers is not None:
            read_figures = {code: found.answers.line(code).value for code in BALANCED}
            assert read_figures == {code: str(value) for code, value in BALANCED.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_part_that_was_changed_before_it_was_packed_never_raises(seed: int) -> None:
    """Here the archive's own sums are right, so the markup itself is damaged."""
    dice = random.Random(seed)
    with ZipFile(BytesIO(ordinary())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    for _file in range(EACH):
        name = dice.choice(sorted(parts))
        found = reading(with_parts(ordinary(), **{name: with_turned_bits(parts[name], dice)}))
        assert (found.answers is None) == any(finding.weight is Weight.ERROR for finding in found.findings)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_that_breaks_off_never_raises(seed: int) -> None:
    at = random.Random(seed).randrange(len(ordinary()))

    assert reading(ordinary()[:at]).answers is None
