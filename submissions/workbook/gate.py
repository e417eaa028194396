"""The gate: is the file a workbook that is safe to open? Nothing here trusts what the file says of itself."""

import re
import struct
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - the class has a name in small letters

from django.conf import settings
from openpyxl.utils import column_index_from_string

from submissions.workbook.limits import RETURN, Limits, Stop, Stopped
from submissions.workbook.markup import Markup, pieces
from submissions.workbook.weighing import Scale

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
LISTED = b"PK\x01\x02"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
TYPES = "[content_types].xml"
MARKUP_ENDINGS = (".xml", ".rels", ".vml")
MARKUP_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
TABLES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
_SEPARATED = re.compile(r"[^\n]*[;,\t]")
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)
# zipfile says RuntimeError for a part with a password, NotImplementedError for an unknown packing.
UNPACKING = (BadZipFile, ZlibError, EOFError, OSError, ValueError, RuntimeError, struct.error)


def stop_at_gate(data: bytes, limits: Limits = RETURN) -> Stop | None:
    """What stops the file, or None for a workbook that may be opened. Never raises.

    Every part is unpacked and its markup followed once, in pieces: at most some 20 MB of
    memory and the few seconds that the limits leave, whatever the file is.
    """
    try:
        _check_outside(data, limits)
        with ZipFile(BytesIO(data)) as archive:
            _weigh(archive, len(data), limits)
    except Stopped as stopped:
        return stopped.stop
    except UNPACKING:
        return Stop("file.broken")
    return None


def is_far(column: str, row: int) -> bool:
    """Whether a cell lies beyond what is read of a return."""
    return row > RETURN.rows or column_index_from_string(column) > RETURN.columns


def plain_name(name: str) -> str:
    """The name by which a part is looked for: some programs write backslashes, and no case counts."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _check_outside(data: bytes, limits: Limits) -> None:
    """What can be told before anything is opened. Raises Stopped."""
    if len(data) > settings.UPLOAD_LIMIT_BYTES:
        raise Stopped("file.too_large")
    if not data.strip():
        raise Stopped("file.empty")
    if not data.startswith(ZIP):
        raise Stopped(_other_kind(data))
    # The list of parts is counted before it is read: each of its entries becomes an object.
    if data.count(LISTED) > limits.parts:
        raise Stopped("file.many_parts", limit=limits.parts)


def _other_kind(data: bytes) -> str:
    """The rule for a file that is no zip archive."""
    if data.startswith(OLE):
        if ENCRYPTED in data:
            return "file.encrypted"
        return "file.old_format" if any(name in data for name in OLD_BOOKS) else "file.not_workbook"
    text = _beginning(data)
    if "Excel.Sheet" in text and text.startswith("<?xml"):
        return "file.old_format"
    if text.startswith("MIME-Version:") or (text.startswith("<") and _WEB_PAGE.search(text)):
        return "file.web_page"
    return "file.csv" if _is_separated_text(text) else "file.not_workbook"


def _beginning(data: bytes) -> str:
    """The first of it as text, or nothing where it is no text."""
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").lstrip()
    return "" if b"\0" in head else head.decode("utf-8-sig", errors="replace").lstrip()


def _is_separated_text(text: str) -> bool:
    """Whether it reads as lines of text with separators, as a csv does, and not as markup."""
    return not text.startswith(("<", "%PDF", "{", "[")) and _SEPARATED.match(text) is not None


def _weigh(archive: ZipFile, packed: int, limits: Limits) -> None:
    """Raises Stopped, or what unpacking raises."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Stopped("file.encrypted")
    # The format packs in these two ways only; others may want any amount of memory.
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise Stopped("file.broken")
    named = {plain_name(part.filename): part for part in parts}
    _check_kind(archive, named)
    # Of two parts with one name one program reads the first, another the last.
    if len(named) < len(parts) or any(".." in name.split("/") for name in named):
        raise Stopped("file.odd_archive")
    _weigh_parts(archive, named, packed, limits)


def _check_kind(archive: ZipFile, named: dict[str, ZipInfo]) -> None:
    if "mimetype" in named:
        said = _first_of(archive, named["mimetype"])
        raise Stopped("file.ods" if b"opendocument" in said else "file.not_workbook")
    if TYPES not in named:
        raise Stopped("file.zipped" if any(name.endswith(TABLES) for name in named) else "file.not_workbook")
    types = _first_of(archive, named[TYPES])
    if b"sheet.binary" in types:
        raise Stopped("file.binary")
    if b"spreadsheetml" not in types:
        raise Stopped("file.not_workbook")


def _first_of(archive: ZipFile, part: ZipInfo) -> bytes:
    return b"".join(pieces(archive, part, 1024 * 1024))


def _weigh_parts(archive: ZipFile, named: dict[str, ZipInfo], packed: int, limits: Limits) -> None:
    """Unpack every part and count, since the sizes that a file states may be lies."""
    left = min(limits.unpacked, limits.ratio * packed)
    scale = Scale(limits)
    for name, part in named.items():
        scale.begin()
        markup: Markup | None = None
        for at, piece in enumerate(pieces(archive, part, left + 1)):
            left -= len(piece)
            if left < 0:
                raise Stopped("file.bomb")
            if at == 0 and _is_markup(name, piece):
                markup = Markup(scale, limits)
            if markup is not None:
                _feed(markup, piece, name)
        if markup is not None:
            _feed(markup, b"", name)


def is_picture(name: str) -> bool:
    """Whether a part is one that no reader takes for markup, so that a drawing may declare its type."""
    return name.startswith("xl/media/") and not name.endswith(MARKUP_ENDINGS)


def _is_markup(name: str, beginning: bytes) -> bool:
    """Whether a part is followed, by its name or by how it begins."""
    return not is_picture(name) and (
        name.endswith(MARKUP_ENDINGS) or beginning.lstrip().startswith(MARKUP_STARTS)
    )


def _feed(markup: Markup, piece: bytes, name: str) -> None:
    """Some more of a part; no bytes end it. Raises Stopped."""
    try:
        if piece:
            markup.feed(piece)
        else:
            markup.close()
    except expat.ExpatError as error:
        # Drawings of comments are often written by old rules, with tags that do not end.
        if not name.endswith(".vml"):
            raise Stopped("file.broken") from error
