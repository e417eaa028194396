"""Follows a part's markup piece by piece, so that its size is never the memory's size.

A part is unpacked and parsed in pieces. Nothing of it is kept but what a follower keeps,
no document type and so no entity gets in, and tags that do not end are given up early.
"""

from collections.abc import Iterator
from functools import lru_cache
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from submissions.workbook.limits import Limits, Stopped

PIECE = 256 * 1024
# Of all that the format has, some thousand names; the parser keeps each for as long as it lives.
MOST_NAMES = 10_000
# What one follower keeps of a file: some hundred cells of 32 767 characters are far less.
MOST_KEPT = 10_000_000


class Follower:
    """Whoever is told of the markup; by itself it lets everything pass.

    Names come with their prefix, since prefixes are free.
    """

    kept = 0

    def keep(self, words: str, into: list[str]) -> None:
        """Add to what is kept. Raises Stopped when that is more than a workbook says."""
        into.append(words)
        self.kept += len(words)
        if self.kept > MOST_KEPT:
            raise Stopped("file.bomb")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, words: str) -> None:
        """Some of the text of an element; more may come."""

    def weigh(self) -> None:
        """After each piece: raises Stopped if there has been too much."""


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    """The name without its prefix. What that stands for is not asked: strict files say another address."""
    return tag.rpartition(":")[2]


def pieces(archive: ZipFile, part: ZipInfo, most: int) -> Iterator[bytes]:
    """The part unpacked, at most so many bytes of it."""
    with archive.open(part) as file:
        while most > 0 and (piece := file.read(min(PIECE, most))):
            most -= len(piece)
            yield piece


class Markup:
    """One part on its way through the parser. Raises Stopped and expat.ExpatError."""

    def __init__(self, follower: Follower, limits: Limits, *, texts: bool = False) -> None:
        self.limits, self.follower = limits, follower
        self.fed = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = follower.start
        self.parser.EndElementHandler = follower.end
        self.parser.StartDoctypeDeclHandler = _no_doctype
        if texts:
            self.parser.CharacterDataHandler = follower.text

    def feed(self, piece: bytes) -> None:
        """Parse some more."""
        self.parser.Parse(piece, False)
        self.fed += len(piece)
        self.follower.weigh()
        # The parser keeps a tag until it has all of it, and begins it anew with each piece.
        endless = self.fed - self.parser.CurrentByteIndex > self.limits.token + PIECE
        if endless or len(self.parser.intern) > MOST_NAMES:
            raise Stopped("file.bomb")

    def close(self) -> None:
        """No more comes."""
        self.parser.Parse(b"", True)


def follow(archive: ZipFile, part: ZipInfo, follower: Follower, limits: Limits) -> None:
    """Lead a follower through one part, its texts too. Raises as `Markup` does, and as unpacking does."""
    markup = Markup(follower, limits, texts=True)
    for piece in pieces(archive, part, limits.unpacked):
        markup.feed(piece)
    markup.close()


def _no_doctype(*_declared: object) -> None:
    raise Stopped("file.doctype")
