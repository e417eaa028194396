"""Files that are something else than their name says."""

import zipfile
from io import BytesIO

from tests.hostile.making import HEAD, SHEET, compound_file, ordinary, refused
from tests.workbooks import a_zip, encrypted_zip, part, with_parts


@refused("file.empty")
def nothing_at_all() -> bytes:
    return b""


@refused("file.encrypted")
def a_workbook_with_a_password() -> bytes:
    """As Excel saves it: the packed workbook, encrypted, in a compound file."""
    info = b"\x04\0\x04\0\x40\0\0\0<?xml version='1.0'?><encryption/>"
    return compound_file(("EncryptionInfo", info), ("EncryptedPackage", ordinary()[::-1]))


@refused("file.encrypted")
def an_archive_with_a_password() -> bytes:
    return encrypted_zip()


@refused("file.old_format")
def a_workbook_of_1997() -> bytes:
    """BIFF8: a stream that begins with a record of its version."""
    begins, ends = bytes.fromhex("0908100000060500") + b"\0" * 12, bytes.fromhex("0A000000")
    return compound_file(("Workbook", begins + ends))


@refused("file.old_format")
def a_workbook_in_markup_of_2003() -> bytes:
    program = '<?mso-application progid="Excel.Sheet"?>'
    book = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    return f'<?xml version="1.0"?>{program}{book}'.encode()


@refused("file.not_workbook")
def a_letter_of_1997() -> bytes:
    return compound_file(("WordDocument", b"\xec\xa5\xc1\0"))


@refused("file.binary")
def a_binary_workbook() -> bytes:
    types = (
        b'<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    return a_zip(**{"[Content_Types].xml": types, "xl/workbook.bin": b"\x83\x01\0"})


@refused("file.ods")
def a_sheet_of_libreoffice() -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return a_zip(mimetype=kind, **{"content.xml": b"<office:document-content/>"})


@refused("file.csv")
def lines_of_text() -> bytes:
    return "Rad;Antal\r\nKBT;1 234\r\n".encode("cp1252")


@refused("file.web_page")
def a_web_page() -> bytes:
    """Many programs save a table for Excel like this, and call it xls or xlsx."""
    return (
        b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>KBT</td></tr></table></html>"
    )


@refused("file.web_page")
def a_web_page_in_one_file() -> bytes:
    """Excel's “single file web page”."""
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html></html>"


@refused("file.not_workbook")
def a_document() -> bytes:
    return a_zip(**{"[Content_Types].xml": b"<Types>wordprocessingml</Types>"})


@refused("file.doctype")
def a_billion_laughs() -> bytes:
    """Ten entities, each ten of the one before."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{at + 1} "{f"&a{at};" * 10}">' for at in range(9))
    return declaring(entities, "&a9;")


@refused("file.doctype")
def an_entity_that_is_a_file() -> bytes:
    return declaring('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;")


@refused("file.doctype")
def a_declared_type_in_a_part_that_nobody_reads() -> bytes:
    return with_parts(ordinary(), **{"docProps/app.xml": b"<!DOCTYPE Properties []><Properties/>"})


@refused("file.doctype")
def a_declared_type_in_utf_16() -> bytes:
    sheet = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE worksheet []><worksheet/>'
    return with_parts(ordinary(), sheet=sheet.encode("utf-16"))


@refused("file.doctype")
def a_sheet_under_another_name() -> bytes:
    """What a part is shows by what it begins with, not by what it is called."""
    return with_parts(ordinary(), **{"xl/blad.bin": b" <!DOCTYPE worksheet []><worksheet/>"})


def declaring(entities: str, used: str) -> bytes:
    sheet = (
        part(ordinary(), SHEET)
        .decode()
        .replace("</sheetData>", f"<row><c><v>{used}</v></c></row></sheetData>")
    )
    sheet = sheet.partition("?>")[2] if sheet.startswith("<?xml") else sheet
    return with_parts(ordinary(), sheet=f"{HEAD}<!DOCTYPE worksheet [{entities}]>{sheet}".encode())


@refused("file.odd_archive")
def two_parts_with_one_name() -> bytes:
    """One program would read the first, another the last."""
    return with_another(SHEET, part(ordinary(), SHEET).replace(b"<v>203</v>", b"<v>999</v>"))


@refused("file.odd_archive")
def two_parts_whose_names_differ_in_case() -> bytes:
    return with_another(SHEET.upper(), part(ordinary(), SHEET))


@refused("file.odd_archive")
def a_part_outside_the_archive() -> bytes:
    return with_another("xl/../../../etc/cron.d/x", b"1")


def with_another(name: str, content: bytes) -> bytes:
    """The archive with one more entry, whatever its name."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(ordinary())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for each in old.namelist():
            archive.writestr(each, old.read(each))
        entry = zipfile.ZipInfo("xl/worksheets/sheetX.xml")
        entry.filename = name
        archive.filelist = [each for each in archive.filelist if each.filename != name] + [
            each for each in archive.filelist if each.filename == name
        ]
        archive.NameToInfo.pop(name, None)
        archive.writestr(entry, content)
    return file.getvalue()
