"""Read what Word and WPS wrote before .docx, and its kin: .doc, .wps, .rtf, Word's XML of 2003 and 2007, .odt.

They are turned into .docx first, which `word` reads, so that automatic numbers, tables and tracked changes come out as
they do there. A .doc is turned by msdoc2docx, where that is installed and says that it lost nothing; all else, and what
it cannot do, by LibreOffice.
"""

import re
import zipfile
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lawrep.errors import ReadError
from lawrep.formats.office import soffice
from lawrep.formats.office.marks import loses_marks
from lawrep.formats.office.moving import without_moving_fields
from lawrep.formats.ole import MAGIC as OLE
from lawrep.formats.ole import Compound
from lawrep.formats.package import MOST_MEMBERS, Package, parse_xml
from lawrep.formats.reading import Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD, ZIP = "WordDocument", b"PK"
WORKS = frozenset(("matost", "contents"))
RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
BRACES = re.compile(rb"\\.|[{}]", re.DOTALL)
STEPS = {b"{": 1, b"}": -1}
MOST_DEPTH = 1000
BINARY = re.compile(rb"(?<!\\)\\bin([0-9]{1,12})")
TABLES = ("0Table", "1Table")
IDENTS = (0xA5EC, 0xA5DC)  # of Word 97 and later, and of Word 6 and 95
FIB = 32  # bytes at the head of a Word document that all versions have
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200  # bits of the flags at the head of a Word document
BOXES = slice(0x64, 0x68)  # of that head: the number of the characters that stand in text boxes
WORD_97 = 0x00C1  # the version of the format from which on msdoc2docx reads it
LOCKED = "locked by a password; open it and save it without one"
DAMAGED = "damaged: the head of its text is no Word document's; fetch it again"
CUT_SHORT = "damaged, or cut short: it ends in the midst of its text; fetch it again"
# What msdoc2docx reports where words or numbers of the text may be missing from what it made.
LOSSES = {
    "GROUPED_MAIN_TEXTBOXES_DEFERRED": "text boxes",
    "MAIN_TEXTBOX_TABLE_MALFORMED": "text boxes",
    "LIST_NUMBER_FORMAT_APPROXIMATED": "automatic numbers",
    "BROKEN_LISTNUM_FIELDS_FLATTENED": "automatic numbers",
    "NUMBERING_TABLE_MALFORMED": "automatic numbers",
    "STYLE_TABLE_MALFORMED": "automatic numbers",
    "STYLE_KINDS_DEFERRED": "automatic numbers",
    "CFB_DIRECTORY_REPAIRED": "parts of the text",
    "FIELD_CHARACTER_SPECIAL_MISSING": "fields",
    "INLINE_BINARY_DATA_MALFORMED": "parts of the text",
    "MALFORMED_TABLE_FLATTENED": "tables",
    "TABLE_CELL_DEFINITION_MISMATCH": "tables",
    "TABLE_DEPTH_LIMITED": "tables",
    "TABLE_MARKER_DEFERRED": "tables",
    "TRACK_REVISIONS_REPAIRED": "tracked changes",
    "UNSUPPORTED_CONTROL_CHARACTER": "characters",
}
DRAWINGS = ("FLOATING_SHAPE_TYPES_DEFERRED", "OBJECT_ANCHOR_DEFERRED", "OFFICEART_MALFORMED")  # where text is in boxes
FLAT = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
TYPES = "[Content_Types].xml"


class NotConverted(Exception):  # noqa: N818 - no error but a reason to try the next way
    """Why msdoc2docx did not turn a document into .docx, all of it."""


def read(data: bytes, shown: str) -> Reading:
    """Read an old Word document, or one of its kin; a place is the number of a paragraph, the first being 1.

    Raises ReadError, with the reason and what to do, where it is damaged, locked, or nothing here can convert it.
    """
    from lawrep.formats.word import document

    return document.read(to_docx(data, shown), shown)


def to_docx(data: bytes, shown: str) -> bytes:
    """Return the document as .docx."""
    if data.startswith(OLE):
        return from_ole(data, shown)
    if data.startswith(ZIP):
        return from_odt(data, shown)
    if RTF.match(data):
        return from_rtf(data, shown)
    return from_xml(data, shown)


def from_ole(data: bytes, shown: str) -> bytes:
    """Convert a .doc, or a .wps: that of WPS is a .doc by another name, that of Works is not."""
    compound = Compound(data)
    head = compound.read(WORD)
    if WORKS.intersection(compound.names) and WORD.lower() not in compound.names:
        return by_libreoffice(data, ".wps", shown, "a file of Microsoft Works")
    if int.from_bytes(head[:2], "little") not in IDENTS:
        raise ReadError(f"{shown}: {CUT_SHORT if len(head) < FIB else DAMAGED}")
    version, flags = (int.from_bytes(head[place : place + 2], "little") for place in (2, 10))
    if flags & ENCRYPTED:
        raise ReadError(f"{shown}: {LOCKED}")
    table = TABLES[bool(flags & SECOND_TABLE)]
    if not compound.whole(WORD) or (version >= WORD_97 and not compound.whole(table)):
        raise ReadError(f"{shown}: {CUT_SHORT}")
    try:
        modern = version >= WORD_97
        marks = modern and loses_marks(head, compound.read(table))
        return by_library(data, boxes=modern and any(head[BOXES]), marks=marks)
    except NotConverted as reason:
        return by_libreoffice(data, ".doc", shown, f"an old Word file{reason}", "pip install 'lawrep[doc]', ")


def by_library(data: bytes, *, boxes: bool, marks: bool) -> bytes:
    """Convert a .doc by msdoc2docx, whose files have names.

    `boxes` says whether there is text in boxes, and `marks` whether tracked changes join paragraphs, which it does not.
    Raises NotConverted where it is not installed, cannot, or reports a loss.
    """
    try:
        from doc2docx import convert
        from doc2docx.errors import Doc2DocxError
    except ImportError:
        raise NotConverted from None
    with TemporaryDirectory(prefix="lawrep-") as folder:
        source, made = Path(folder, "report.doc"), Path(folder, "report.docx")
        source.write_bytes(data)
        try:
            report = convert(source, made).report
        except Doc2DocxError as error:
            raise NotConverted(f" that msdoc2docx cannot read ({error})") from None
        losses = {**LOSSES, **dict.fromkeys(DRAWINGS if boxes else (), "text boxes")}
        lost = {losses[note.code] for note in report.diagnostics if note.code in losses}
        if marks:
            lost.add("tracked changes")
        if lost:
            raise NotConverted(f" from which msdoc2docx loses {' and '.join(sorted(lost))}")
        return made.read_bytes()


def from_rtf(data: bytes, shown: str) -> bytes:
    """Convert an RTF file, once all groups in it are seen to be closed."""
    for match in BINARY.finditer(data):
        if match.end() + int(match[1]) > len(data):
            raise ReadError(f"{shown}: {CUT_SHORT}")
    depth = 0
    for match in BRACES.finditer(data):
        depth += STEPS.get(match[0], 0)
        if depth > MOST_DEPTH:
            raise ReadError(f"{shown}: groups {MOST_DEPTH:,} deep; no report has them")
    if depth > 0 and not BINARY.search(data):  # in binary data a brace is no brace
        raise ReadError(f"{shown}: {CUT_SHORT}")
    return by_libreoffice(data, ".rtf", shown, "an RTF file")


def from_odt(data: bytes, shown: str) -> bytes:
    """Convert an OpenDocument text, once it is seen to be sound and not locked."""
    package = Package(data, shown)
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise ReadError(f"{shown}: {LOCKED}")
    package.xml("content.xml")
    return by_libreoffice(data, ".odt", shown, "an OpenDocument file")


def from_xml(data: bytes, shown: str) -> bytes:
    """Convert one XML file that is a whole document: of Word 2003, of Word 2007, or flat OpenDocument."""
    root = parse_xml(data, shown)
    if root.tag == f"{FLAT}package":
        return packed(root, shown)
    return by_libreoffice(data, ".fodt" if str(root.tag).endswith("}document") else ".xml", shown, "an XML of Word")


def packed(root: "_Element", shown: str) -> bytes:
    """Return the .docx whose members stand one after another in an XML file of Word 2007."""
    from lxml import etree

    types = []
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {str(part.get(f"{FLAT}name", "")): part for part in root.iterchildren(f"{FLAT}part")}
        if len(parts) > MOST_MEMBERS:
            raise ReadError(f"{shown}: more than {MOST_MEMBERS:,} parts; no report has so many")
        for name, part in parts.items():
            content = next(part.iterchildren(f"{FLAT}xmlData", f"{FLAT}binaryData"), None)
            types.append(f"<Override PartName={quoteattr(name)} ContentType={quoteattr(type_of(part))}/>")
            if content is None or not name.strip("/"):
                continue
            try:
                inner = next(content.iterchildren("*"), None)
                member = etree.tostring(inner) if inner is not None else b64decode(content.text or "")
                archive.writestr(name.lstrip("/"), member)
            except ValueError as error:
                raise ReadError(f"{shown}: damaged: its part {name!r}: {error}; fetch it again") from None
        namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
        archive.writestr(TYPES, f'<Types xmlns="{namespace}">{"".join(types)}</Types>')
    return made.getvalue()


def type_of(part: "_Element") -> str:
    return str(part.get(f"{FLAT}contentType", ""))


def by_libreoffice(data: bytes, suffix: str, shown: str, what: str, before: str = "") -> bytes:
    """Convert by LibreOffice.

    Raises ReadError, saying what the file is and how to convert it, where there is none.
    """
    program = soffice.find_soffice()
    if program is None:
        raise ReadError(f"{shown}: {what}; {before}install LibreOffice (libreoffice.org), or {soffice.ADVICE}")
    return without_moving_fields(soffice.convert(program, data, suffix, shown), shown)
