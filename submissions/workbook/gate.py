"""The gate: is the file a workbook that is safe to open? Nothing here trusts what the file says of itself."""

import struct
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - the class has a name in small letters

from django.conf import settings
from openpyxl.utils import column_index_from_string

from submissions.kinds import ZIP, has_many_parts, kind_by_parts, kind_without_parts, plain_name
from submissions.workbook.limits import RETURN, Limits, Stop, Stopped
from submissions.workbook.markup import Markup, pieces
from submissions.workbook.weighing import Scale

MARKUP_ENDINGS = (".xml", ".rels", ".vml")
MARKUP_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
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


def _check_outside(data: bytes, limits: Limits) -> None:
    """What can be told before anything is opened. Raises Stopped."""
    if len(data) > settings.UPLOAD_LIMIT_BYTES:
        raise Stopped("file.too_large")
    if not data.strip():
        raise Stopped("file.empty")
    if not data.startswith(ZIP):
        raise Stopped(kind_without_parts(data))
    if has_many_parts(data, limits.parts):
        raise Stopped("file.many_parts", limit=limits.parts)


def _weigh(archive: ZipFile, packed: int, limits: Limits) -> None:
    """Raises Stopped, or what unpacking raises."""
    refused = kind_by_parts(archive)
    if refused:
        raise Stopped(refused)
    _weigh_parts(archive, {plain_name(part.filename): part for part in archive.infolist()}, packed, limits)


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
