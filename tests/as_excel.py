"""Workbooks as Excel saves them. Ours writes each text in its cell; Excel keeps them all in one part."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
RELATION = f'<Relationship Id="texts" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
RELATED = f"{RELATION}</Relationships>"
DECLARED = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}"/></Types>'
INLINE = re.compile(r't="inlineStr"><is>(.*?)</is></c>', re.DOTALL)


def with_shared_texts(data: bytes) -> bytes:
    """The workbook with its texts in a part of their own, and the cells pointing at them by number."""
    with ZipFile(BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    texts: list[str] = []
    numbers = count()
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        sheet = parts[name].decode()
        texts += INLINE.findall(sheet)
        parts[name] = INLINE.sub(lambda _found: _shared(numbers), sheet).encode()
    items = "".join(f"<si>{text}</si>" for text in texts)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    parts["xl/sharedStrings.xml"] = f'{head}<sst xmlns="{MAIN}">{items}</sst>'.encode()
    for name, old_end, new_end in (
        ("xl/_rels/workbook.xml.rels", "</Relationships>", RELATED),
        ("[Content_Types].xml", "</Types>", DECLARED),
    ):
        parts[name] = parts[name].decode().replace(old_end, new_end).encode()
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _shared(numbers: Iterator[int]) -> str:
    return f't="s"><v>{next(numbers)}</v></c>'
