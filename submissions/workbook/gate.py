"""The gate: is the file a workbook that is safe to open? Nothing here trusts what the file says of itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - the class has a name in small letters

from django.conf import settings
from openpyxl.utils import column_index_from_string, get_column_letter

MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
MOST_PARTS = 2_000
LAST_ROW = 200_000
LAST_COLUMN = 256  # IV
CHUNK = 1024 * 1024

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
# Quick to rule out: a row or an address in quotes with six digits, letters after IV, or written in code.
_MAYBE_FAR = re.compile(
    rb"[\"'](?:[A-Z]{0,3}\d{6,}|(?:I[W-Z]|[J-Z][A-Z]|[A-Z]{3})\d+)[\"']|[\"'][^\"'<>]*&#", re.IGNORECASE
)
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,9})")
_SEPARATED = re.compile(r"[^\n]*[;,\t]")
# zipfile says RuntimeError for a part with a password, NotImplementedError for an unknown packing.
UNPACKING = (BadZipFile, ZlibError, EOFError, OSError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the file goes no further: a rule of the family file, and the cell if it is about one."""

    rule: str
    cell: str = ""


def stop_at_gate(data: bytes) -> Stop | None:
    """What stops the file, or None for a workbook that may be opened. Never raises."""
    if len(data) > settings.UPLOAD_LIMIT_BYTES:
        return Stop("file.too_large")
    if not data.strip():
        return Stop("file.empty")
    if data.startswith(OLE):
        return Stop("file.encrypted" if ENCRYPTED in data else "file.old_format")
    if not data.startswith(ZIP):
        return Stop("file.csv" if _is_separated_text(data) else "file.not_workbook")
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _stop_archive(archive, len(data))
    except UNPACKING:
        return Stop("file.broken")


def is_far(column: str, row: int) -> bool:
    """Whether a cell lies beyond what is read."""
    return row > LAST_ROW or column_index_from_string(column) > LAST_COLUMN


def _is_separated_text(data: bytes) -> bool:
    """Whether it reads as lines of text with separators, as a csv does, and not as markup."""
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", errors="replace")
    elif b"\0" in head:
        return False
    else:
        text = head.decode("utf-8-sig", errors="replace")
    text = text.lstrip()
    return not text.startswith(("<", "%PDF", "{", "[")) and _SEPARATED.match(text) is not None


def _stop_archive(archive: ZipFile, packed: int) -> Stop | None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        return Stop("file.bomb")
    if any(part.flag_bits & 1 for part in parts):
        return Stop("file.encrypted")
    # The format packs in these two ways only; others may want any amount of memory.
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        return Stop("file.broken")
    kind = _stop_kind(archive, parts)
    return kind or _stop_parts(archive, parts, packed)


def _stop_kind(archive: ZipFile, parts: list[ZipInfo]) -> Stop | None:
    names = {part.filename.casefold(): part for part in parts}
    if "mimetype" in names:
        said = b"".join(_inflate(archive, names["mimetype"], CHUNK))
        return Stop("file.ods" if b"opendocument" in said else "file.not_workbook")
    types = names.get("[content_types].xml")
    if types is None or b"spreadsheetml" not in b"".join(_inflate(archive, types, CHUNK)):
        return Stop("file.not_workbook")
    return None


def _stop_parts(archive: ZipFile, parts: list[ZipInfo], packed: int) -> Stop | None:
    """Unpack every part and count, since the sizes that a file states may be lies."""
    left = min(MOST_UNPACKED, MOST_RATIO * packed)
    for part in parts:
        content = b"".join(_inflate(archive, part, left + 1))
        left -= len(content)
        if left < 0:
            return Stop("file.bomb")
        if any(mark in content for mark in DOCTYPES):
            return Stop("file.doctype")
        if _may_be_far(content):
            far = _far_cell(content)
            if far is not None:
                return far
    return None


def _inflate(archive: ZipFile, part: ZipInfo, most: int) -> Iterator[bytes]:
    """The part piece by piece, at most so many bytes of it."""
    with archive.open(part) as file:
        while most > 0 and (piece := file.read(min(CHUNK, most))):
            most -= len(piece)
            yield piece


def _may_be_far(content: bytes) -> bool:
    """Whether the part has to be parsed to know that nothing in it is far away."""
    if content.startswith(WIDE):
        return True
    many = content.count(b"<row") > LAST_ROW
    return b"sheetData" in content and (many or _MAYBE_FAR.search(content) is not None)


class _FarCell(Exception):
    """The first cell with something in it beyond what is read."""


class _Watch:
    """Follows the elements of a sheet. Cells that only have a style hold nothing, so they pass.

    A row or a cell that does not say where it is comes after the one before it.
    """

    def __init__(self) -> None:
        self.row = self.column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            said = attributes.get("r", "")
            self.row, self.column = int(said) if said.isdecimal() else self.row + 1, 0
        elif name == "c":
            self._place(attributes.get("r", "").upper())
        elif name in ("v", "f", "is") and (self.row > LAST_ROW or self.column > LAST_COLUMN):
            raise _FarCell(f"{get_column_letter(min(self.column, 16_384))}{self.row}")

    def _place(self, said: str) -> None:
        address = _ADDRESS.fullmatch(said)
        if address:
            self.column, self.row = column_index_from_string(address[1]), int(address[2])
        else:
            self.column += 1


def _far_cell(content: bytes) -> Stop | None:
    watch = _Watch()
    parser = expat.ParserCreate()
    parser.StartElementHandler = watch.start
    try:
        parser.Parse(content, True)
    except _FarCell as far:
        return Stop("file.far_cell", str(far))
    except expat.ExpatError:
        return Stop("file.broken")
    return None
