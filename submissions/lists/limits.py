"""What a list may weigh. Passed in, so that a test or a year can be stricter."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, parts, rows, columns; seconds of processor time and bytes of memory for the child."""

    packed: int = 20 * MB
    unpacked: int = 200 * MB
    ratio: int = 100
    parts: int = 2_000
    rows: int = 200_000
    columns: int = 256
    seconds: int = 20
    memory: int = 300 * MB


class Stop(Exception):
    """Why a file goes no further: a rule of the family *file*, and what fills its sentence."""

    def __init__(self, rule: str, **params: str | int) -> None:
        super().__init__(rule)
        self.rule, self.params = rule, params
