"""All of the files, by name."""

from tests.hostile import broken, crowded, disguised, edited, peculiar
from tests.hostile.making import FILES

__all__ = ["FILES", "MODULES"]
MODULES = (broken, crowded, disguised, edited, peculiar)
