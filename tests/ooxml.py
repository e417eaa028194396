"""What would make Excel offer to repair a workbook, looked for in its markup. See ECMA-376, parts 1 and 2.

LibreOffice opens much that Excel does not, and Excel runs on no machine that tests run on. So what is
written is held against the standard's own rules: order, types, relations, references, and limits.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZipFile

from openpyxl.utils import column_index_from_string, range_boundaries

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f"{{{KIND}}}id"
VML = "{urn:schemas-microsoft-com:vml}"
CLIENT = "{urn:schemas-microsoft-com:office:excel}"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# By the kind of the relation that leads to a part, what the part must be said to be.
TYPES = {
    "worksheet": f"{SHEETS}.worksheet+xml",
    "styles": f"{SHEETS}.styles+xml",
    "sharedStrings": f"{SHEETS}.sharedStrings+xml",
    "comments": f"{SHEETS}.comments+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
# The sequences CT_Worksheet, CT_Workbook and CT_Stylesheet.
ORDERS = {
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
    "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst",
    "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes "
    "webPublishing fileRecoveryPr webPublishObjects extLst",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors "
    "extLst",
}
REPEATED = {"conditionalFormatting"}
LONGEST = {"error": 225, "errorTitle": 32, "prompt": 255, "promptTitle": 32}
LONGEST_LIST, LONGEST_TEXT, LONGEST_TITLE = 255, 32_767, 31
CELL_TYPES = {"b", "n", "e", "s", "str", "inlineStr", "d"}
_NAME = re.compile(r"(_xlnm\.)?[^\W\d][\w.\\]*|\\[\w.\\]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|[Rr]|[Cc]")
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|(?<![#\w])([^\W\d]\w*))!")
Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook's parts by name, with their types and relations."""

    parts: dict[str, bytes]
    names: list[str]

    def markup(self, name: str) -> Element:
        """A part as a tree."""
        return fromstring(self.parts[name])

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part leads to within the file, by id: the relation's kind and the other part."""
        folder, file = posixpath.split(name)
        home = posixpath.join(folder, "_rels", f"{file}.rels")
        if home not in self.parts:
            return {}
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:],
            )
            for each in self.markup(home)
            if each.get("TargetMode") != "External"
        }

    def related(self, name: str, kind: str) -> list[str]:
        """The parts of a kind that a part leads to."""
        return [part for said, part in self.relations(name).values() if said == kind]


def faults(data: bytes) -> list[str]:
    """Everything that is against the rules, in words; nothing for a workbook that Excel opens as it is."""
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        package = Package({name: archive.read(name) for name in names}, names)
    try:
        (book,) = package.related("", "officeDocument")
        found = [fault for check in BOOK_CHECKS for fault in check(package, book)]
        for sheet in package.related(book, "worksheet"):
            found += [f"{sheet}: {fault}" for check in SHEET_CHECKS for fault in check(package, book, sheet)]
    except (ParseError, KeyError, ValueError) as problem:
        return [f"cannot be followed: {problem!r}"]
    return found


def local(element: Element) -> str:
    """An element's name without its address."""
    return element.tag.rpartition("}")[2]


def all_of(root: Element, name: str) -> list[Element]:
    """Every element of a name, at any depth."""
    return [each for each in root.iter() if isinstance(each.tag, str) and local(each) == name]


def _parts(package: Package, _book: str) -> Iterator[str]:
    folded = Counter(name.casefold() for name in package.names)
    yield from (f"two parts are called {name}" for name, number in folded.items() if number > 1)
    for name in package.names:
        if name.endswith((".xml", ".rels", ".vml")):
            yield from _out_of_order(package.markup(name), name)


def _out_of_order(root: Element, name: str) -> Iterator[str]:
    order = ORDERS.get(local(root), "").split()
    if not order:
        return
    said = [local(child) for child in root]
    yield from (f"{name}: {each} is unknown there" for each in said if each not in order)
    places = [order.index(each) for each in said if each in order]
    if places != sorted(places):
        yield f"{name}: {said} are out of order"
    yield from (f"{name}: {each} twice" for each in {*said} - REPEATED if said.count(each) > 1)


def _types(package: Package, _book: str) -> Iterator[str]:
    types = package.markup("[Content_Types].xml")
    endings = {each.get("Extension", "").casefold() for each in types if local(each) == "Default"}
    overrides = [each.get("PartName", "")[1:] for each in types if local(each) == "Override"]
    yield from (f"{name} has two types" for name, number in Counter(overrides).items() if number > 1)
    yield from (f"a type for {name}, which is not there" for name in overrides if name not in package.parts)
    for name in package.names:
        typed = name in overrides or name.rpartition(".")[2].casefold() in endings
        if not typed and name != "[Content_Types].xml":
            yield f"{name} has no type"


def _type_of(package: Package, name: str) -> str:
    types = package.markup("[Content_Types].xml")
    own = {
        each.get("PartName", "")[1:]: each.get("ContentType", "") for each in types if each.get("PartName")
    }
    by_ending = {each.get("Extension", "").casefold(): each.get("ContentType", "") for each in types}
    return own.get(name) or by_ending.get(name.rpartition(".")[2].casefold(), "")


def _related(package: Package, _book: str) -> Iterator[str]:
    for home in [name for name in package.names if name.endswith(".rels")]:
        folder, file = posixpath.split(home)
        source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        if source and source not in package.parts:
            yield f"{home} is of a part that is not there"
        ids = Counter(each.get("Id", "") for each in package.markup(home))
        yield from (f"{home}: {each} twice" for each, number in ids.items() if number > 1)
        for kind, target in package.relations(source).values():
            if target not in package.parts:
                yield f"{home} leads to {target}, which is not there"
            elif TYPES.get(kind, _type_of(package, target)) != _type_of(package, target):
                yield f"{target} is said to be {_type_of(package, target)}, which is no {kind}"
        if source and source.endswith((".xml", ".vml")):
            used = {each.get(RELATION) for each in package.markup(source).iter()} - {None}
            yield from (f"{source} uses {each}, which is not there" for each in used if each not in ids)


def _titles(package: Package, book: str) -> list[str]:
    return [each.get("name", "") for each in all_of(package.markup(book), "sheet")]


def _book(package: Package, book: str) -> Iterator[str]:
    root, titles = package.markup(book), _titles(package, book)
    sheets = all_of(root, "sheet")
    yield from (
        f"two sheets are called {title}"
        for title, number in Counter(title.casefold() for title in titles).items()
        if number > 1
    )
    for title in titles:
        if not 0 < len(title) <= LONGEST_TITLE or set(title) & set("[]:*?/\\") or title.strip("'") != title:
            yield f"no sheet can be called {title!r}"
    for attribute in ("sheetId", RELATION):
        said = [each.get(attribute) for each in sheets]
        yield from (f"sheets share {attribute} {each}" for each in set(said) if said.count(each) > 1)
    if all(each.get("state", "visible") != "visible" for each in sheets):
        yield "no sheet is visible"
    for view in all_of(root, "workbookView"):
        if int(view.get("activeTab", "0")) >= len(titles):
            yield "the active sheet is not there"
    chosen = [
        name
        for name in package.related(book, "worksheet")
        if any(view.get("tabSelected") in ("1", "true") for view in all_of(package.markup(name), "sheetView"))
    ]
    if len(chosen) > 1:
        yield "several sheets are chosen, so that what is typed goes into all"
    yield from _defined(root, titles)


def _defined(root: Element, titles: list[str]) -> Iterator[str]:
    known = {title.casefold() for title in titles}
    seen: set[tuple[str, str | None]] = set()
    for each in all_of(root, "definedName"):
        name, home = each.get("name", ""), each.get("localSheetId")
        if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name) or len(name) > 255:
            yield f"no name can be {name!r}"
        if (name.casefold(), home) in seen:
            yield f"{name} is defined twice"
        seen.add((name.casefold(), home))
        if home is not None and int(home) >= len(titles):
            yield f"{name} is of a sheet that is not there"
        for title in _named_sheets(each.text or ""):
            if title.casefold() not in known:
                yield f"{name} refers to the sheet {title}, which is not there"


def _named_sheets(formula: str) -> list[str]:
    """The sheets of this workbook that a formula names."""
    found = ((quoted.replace("''", "'") or bare) for quoted, bare in _SHEET.findall(formula))
    return [title for title in found if not title.startswith("[")]


def _styles(package: Package, book: str) -> Iterator[str]:
    for name in package.related(book, "styles"):
        root = package.markup(name)
        numbers = {local(group): len(group) for group in root}
        for group in root:
            if group.get("count") not in (None, str(len(group))):
                yield f"{name}: {local(group)} are {len(group)}, not {group.get('count')}"
        formats = [int(each.get("numFmtId", "0")) for each in all_of(root, "numFmt")]
        if len(set(formats)) < len(formats):
            yield f"{name}: a number format twice"
        for xf in all_of(root, "xf"):
            yield from (f"{name}: {fault}" for fault in _look(xf, numbers, formats))


def _look(xf: Element, numbers: dict[str, int], formats: list[int]) -> Iterator[str]:
    for attribute, kind in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
        if int(xf.get(attribute, "0")) >= numbers.get(kind, 0):
            yield f"{attribute} {xf.get(attribute)} is not there"
    shown = int(xf.get("numFmtId", "0"))
    # Those below are the format's own.
    if shown >= 164 and shown not in formats:
        yield f"number format {shown} is not there"


def _cells(package: Package, book: str, sheet: str) -> Iterator[str]:
    styles = [group for name in package.related(book, "styles") for group in package.markup(name)]
    formats = sum(len(group) for group in styles if local(group) == "cellXfs")
    texts = sum(len(package.markup(name)) for name in package.related(book, "sharedStrings"))
    before = (0, 0)
    for cell in all_of(package.markup(sheet), "c"):
        at = _area(cell.get("r", ""))
        if (at[1], at[0]) <= before:
            yield f"{cell.get('r')} comes too late or twice"
        before = (at[1], at[0])
        if cell.get("t", "n") not in CELL_TYPES or int(cell.get("s", "0")) >= formats:
            yield f"{cell.get('r')} has a type or a style that is not there"
        value = next((each.text or "" for each in cell if local(each) == "v"), "")
        if cell.get("t") == "s" and not (value.isdecimal() and int(value) < texts):
            yield f"{cell.get('r')} refers to a text that is not there"
        words = "".join(each.text or "" for each in all_of(cell, "t")) or value
        if len(words) > LONGEST_TEXT:
            yield f"{cell.get('r')} has a longer text than a cell can hold"


def _columns(package: Package, _book: str, sheet: str) -> Iterator[str]:
    last = 0
    for each in all_of(package.markup(sheet), "col"):
        first, end = int(each.get("min", "0")), int(each.get("max", "0"))
        if not last < first <= end <= 16_384:
            yield f"columns {first}–{end} lie over others"
        last = end


def _area(said: str) -> Area:
    """First column and row, last column and row, of one cell or more."""
    left, top, right, bottom = range_boundaries(said)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(said)
    return left, top, right, bottom


def _overlapping(areas: list[Area]) -> bool:
    return any(
        one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
        for at, one in enumerate(areas)
        for other in areas[at + 1 :]
    )


def _areas(package: Package, _book: str, sheet: str) -> Iterator[str]:
    root = package.markup(sheet)
    if _overlapping([_area(each.get("ref", "")) for each in all_of(root, "mergeCell")]):
        yield "merged cells lie over each other"
    validations = all_of(root, "dataValidation")
    if _overlapping([_area(said) for each in validations for said in each.get("sqref", "").split()]):
        yield "validations lie over each other"
    for group in [*all_of(root, "dataValidations"), *all_of(root, "mergeCells")]:
        if not len(group) or group.get("count") not in (None, str(len(group))):
            yield f"{local(group)} are {len(group)}, not {group.get('count')}"
    for each in validations:
        yield from _validation(each)


def _validation(rule: Element) -> Iterator[str]:
    if not rule.get("sqref"):
        yield "a validation is of no cell"
    for attribute, most in LONGEST.items():
        if len(rule.get(attribute, "")) > most:
            yield f"{attribute} is longer than {most} characters"
    listed = next((formula.text or "" for formula in rule if local(formula) == "formula1"), "")
    if rule.get("type") == "list" and listed.startswith('"') and len(listed) - 2 > LONGEST_LIST:
        yield "a list of choices is too long"


def _formats(package: Package, book: str, sheet: str) -> Iterator[str]:
    styles = [group for name in package.related(book, "styles") for group in package.markup(name)]
    looks = sum(len(group) for group in styles if local(group) == "dxfs")
    for rule in all_of(package.markup(sheet), "cfRule"):
        if int(rule.get("priority", "0")) < 1 or int(rule.get("dxfId", "0")) >= max(looks, 1):
            yield "a conditional format without its place or its look"


def _links(package: Package, book: str, sheet: str) -> Iterator[str]:
    known = {title.casefold() for title in _titles(package, book)}
    links = all_of(package.markup(sheet), "hyperlink")
    refs = Counter(each.get("ref") for each in links)
    yield from (f"two links in {ref}" for ref, number in refs.items() if number > 1)
    for link in links:
        for title in _named_sheets(link.get("location", "")):
            if title.casefold() not in known:
                yield f"a link to {title}, which is not there"


def _comments(package: Package, _book: str, sheet: str) -> Iterator[str]:
    """Excel wants a shape for each comment in the drawing that the sheet itself points at."""
    parts = package.related(sheet, "comments")
    drawings = {each.get(RELATION, "") for each in all_of(package.markup(sheet), "legacyDrawing")}
    if len(parts) > 1 or len(drawings) > 1:
        yield "several parts of comments"
    if not parts:
        return
    root = package.markup(parts[0])
    authors = len(all_of(root, "author"))
    comments = all_of(root, "comment")
    places = Counter(_area(each.get("ref", ""))[:2] for each in comments)
    yield from (f"two comments in {place}" for place, number in places.items() if number > 1)
    if any(int(each.get("authorId", "-1")) not in range(authors) for each in comments):
        yield "a comment by nobody"
    relations = package.relations(sheet)
    drawn: Counter[tuple[int, int]] = Counter()
    for each in drawings:
        kind, part = relations.get(each, ("", ""))
        if kind != "vmlDrawing":
            yield "the comments' drawing is none"
        else:
            drawn.update(_drawn(package.markup(part)))
    if drawn != places:
        yield f"comments in {sorted(places)} are drawn in {sorted(drawn)}"


def _drawn(root: Element) -> Iterator[tuple[int, int]]:
    """Column and row, from 1, of each shape that is a comment."""
    for each in root.iter(f"{CLIENT}ClientData"):
        if each.get("ObjectType") == "Note":
            column, row = each.findtext(f"{CLIENT}Column"), each.findtext(f"{CLIENT}Row")
            yield int(column or -1) + 1, int(row or -1) + 1


def _view(package: Package, _book: str, sheet: str) -> Iterator[str]:
    for pane in all_of(package.markup(sheet), "pane"):
        where = re.fullmatch(r"([A-Z]+)(\d+)", pane.get("topLeftCell", ""))
        frozen = float(pane.get("xSplit", "0")) + 1, float(pane.get("ySplit", "0")) + 1
        if where is None or (column_index_from_string(where[1]), int(where[2])) < frozen:
            yield "a frozen part that does not end where the rest begins"


BOOK_CHECKS: tuple[Callable[[Package, str], Iterator[str]], ...] = (
    _parts, _types, _related, _book, _styles,
)  # fmt: skip
SHEET_CHECKS = (_cells, _columns, _areas, _formats, _links, _comments, _view)
