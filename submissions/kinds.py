"""What kind of file it is, by its bytes and its list of parts. Both gates ask here, of workbooks and lists.

Knows no Django, since the child that reads lists has none. Each answer is a rule of the family
*file*, or "" where nothing is against the file.
"""

import re
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
LISTED = b"PK\x01\x02"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
TYPES = "[content_types].xml"
TABLES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
HEAD = 65_536
LONGEST_TYPES = 1024 * 1024
_SEPARATED = re.compile(r"[^\n]*[;,\t]")
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)


def kind_without_parts(data: bytes) -> str:
    """The rule for a file that is no zip archive: `file.csv` for lines of separated text."""
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


def has_many_parts(data: bytes, most: int) -> bool:
    """Whether an archive lists more parts. Asked before it is opened: each entry becomes an object."""
    return data.count(LISTED) > most


def plain_name(name: str) -> str:
    """The name by which a part is looked for: some programs write backslashes, and no case counts."""
    return name.replace("\\", "/").lstrip("/").casefold()


def kind_by_parts(archive: ZipFile) -> str:
    """What is against an archive as a workbook, before any part but two small ones is unpacked.

    Raises what unpacking raises.
    """
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        return "file.encrypted"
    # The format packs in these two ways only; others may want any amount of memory.
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        return "file.broken"
    named = {plain_name(part.filename): part for part in parts}
    # Of two parts with one name one program reads the first, another the last.
    is_odd = len(named) < len(parts) or any(".." in name.split("/") for name in named)
    return _kind_by_types(archive, named) or ("file.odd_archive" if is_odd else "")


def _kind_by_types(archive: ZipFile, named: Mapping[str, ZipInfo]) -> str:
    if "mimetype" in named:
        said = _first_of(archive, named["mimetype"])
        return "file.ods" if b"opendocument" in said else "file.not_workbook"
    if TYPES not in named:
        return "file.zipped" if any(name.endswith(TABLES) for name in named) else "file.not_workbook"
    types = _first_of(archive, named[TYPES])
    if b"sheet.binary" in types:
        return "file.binary"
    return "" if b"spreadsheetml" in types else "file.not_workbook"


def _first_of(archive: ZipFile, part: ZipInfo) -> bytes:
    with archive.open(part) as file:
        return file.read(LONGEST_TYPES)


def _beginning(data: bytes) -> str:
    """The first of it as text, or nothing where it is no text."""
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").lstrip()
    return "" if b"\0" in head else head.decode("utf-8-sig", errors="replace").lstrip()


def _is_separated_text(text: str) -> bool:
    """Whether it reads as lines of text with separators, as a csv does, and not as markup."""
    return not text.startswith(("<", "%PDF", "{", "[")) and _SEPARATED.match(text) is not None
