"""What the values of a column mean, found once for each value and not once for each row."""

from collections.abc import Callable, Iterable, Sequence

UNKNOWN = "?"  # begins what a value became that was not understood; what follows is why
# Of one column so many different values that were not understood are remembered, whatever the file is.
MOST_UNKNOWN = 20_000


class Translation(dict[object, str]):
    """What the values of one column mean, found when first met.

    Of very many that are not understood only the first are remembered; the others are found anew each time.
    """

    def __init__(self, understand: Callable[[object], str]) -> None:
        super().__init__()
        self.understand = understand
        self.unknown = 0

    def __missing__(self, value: object) -> str:
        meant = self.understand(value)
        if meant.startswith(UNKNOWN):
            if self.unknown >= MOST_UNKNOWN:
                return meant
            self.unknown += 1
        self[value] = meant
        return meant

    def forgotten(self, values: Iterable[object]) -> Sequence[object]:
        """Those of the values, which have been met, that are not remembered."""
        if self.unknown < MOST_UNKNOWN:
            return ()
        return [value for value in values if value not in self]
