"""Tell by its bytes what a file is; its name says nothing: many a .doc is a web page, and many a .wps a .docx."""

import re
from typing import NamedTuple

from lawrep.errors import ReadError

# Where a folder is searched, these are reports; what is given by name may be called anything.
SUFFIXES = (
    ".txt",
    ".html",
    ".htm",
    ".shtml",
    ".mht",
    ".mhtml",
    ".docx",
    ".doc",
    ".wps",
    ".rtf",
    ".pdf",
    ".ofd",
    ".zip",
)
LARGEST = 256 << 20  # bytes of a file
HEAD = 8192  # bytes in which a page or a letter shows what it is
PDF_HEAD = 1024  # bytes that may stand before a PDF, by its readers' custom


class Kind(NamedTuple):
    """A format: its media type, and the module of `lawrep.formats` that reads it."""

    media_type: str
    module: str


PLAIN = Kind("text/plain", "plain")
HTML = Kind("text/html", "web.page")
MHTML = Kind("multipart/related", "web.page")
PDF = Kind("application/pdf", "paged.pdf")
OFD = Kind("application/ofd", "paged.ofd")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word.document")
DOC = Kind("application/msword", "office.convert")
RTF = Kind("application/rtf", "office.convert")
WORD_XML = Kind("application/msword+xml", "office.convert")
ODT = Kind("application/vnd.oasis.opendocument.text", "office.convert")
WORKS = Kind("application/vnd.ms-works", "office.convert")
ARCHIVE = Kind("application/zip", "archive")

ZIP, EMPTY_ZIP, OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_REPORT = {
    b"\x89PNG": "a picture; read it by OCR first",
    b"\xff\xd8\xff": "a picture; read it by OCR first",
    b"GIF8": "a picture; read it by OCR first",
    b"BM": "a picture; read it by OCR first",
    b"II*\x00": "a picture; read it by OCR first",
    b"MM\x00*": "a picture; read it by OCR first",
    b"\x1f\x8b\x08": "a gzip archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"7z\xbc\xaf": "a 7z archive; unpack it first",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
    b"SQLite format 3": "a database",
}
# By its members a zip archive is one of these, else an archive of reports.
ZIPPED = (
    ("ofd.xml", OFD),
    ("word/document.xml", DOCX),
    ("word/document2.xml", DOCX),  # of Office on the web
    ("xl/workbook.xml", "a workbook; save the report as .docx or text"),
    ("xl/workbook.bin", "a workbook; save the report as .docx or text"),
    ("ppt/presentation.xml", "a presentation; save the report as .docx or text"),
)
ODF_TYPE = b"application/vnd.oasis.opendocument.text"
STREAMS = (  # by its streams an OLE file is one of these
    ("encryptedpackage", "locked by a password; open it and save it without one"),
    ("worddocument", DOC),
    ("workbook", "a workbook; save the report as .docx or text"),
    ("book", "a workbook; save the report as .docx or text"),
    ("powerpoint document", "a presentation; save the report as .docx or text"),
    ("quill", "a publication; save the report as .docx or text"),
    ("matost", WORKS),
    ("contents", WORKS),
)

PAGE = re.compile(
    rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|base|link|script|style|div|table|center|font|p|span|h[1-6]|section|article|ul|ol|br|o:p)\b"
)
TAGS = re.compile(rb"(?i)</?(?:p|div|span|td|tr|table|font|strong|br|h[1-6])\b[^<>]*>")
FEW_TAGS = 6  # in the head of a text that begins with words: an article without its page
RESPONSE = re.compile(rb"HTTP/[0-9.]+ [0-9]{3}")
LETTER = re.compile(rb"(?im)^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)")
HEADER = re.compile(rb"(?i)(?:mime-version|from|date|subject|snapshot-content-location|content-type|x-[a-z-]+):")
WORD_2003 = re.compile(rb"""progid=["']Word\.Document|<w:wordDocument\b|<pkg:package\b|<office:document\b""")


def recognise(data: bytes, shown: str) -> Kind:
    """Return the format of a file by its bytes; what is nothing else is plain text, or for that to refuse.

    Raises ReadError, with what to do, where it is of a kind that holds no report.
    """
    if data.startswith((ZIP, EMPTY_ZIP)):
        return zipped(data, shown)
    if data.startswith(OLE):
        return stored(data, shown)
    head = data[:HEAD]
    if b"%PDF-" in head[:PDF_HEAD] and (head.startswith(b"%PDF-") or b"%%EOF" in data or b"endobj" in data):
        return PDF
    start = head.removeprefix(b"\xef\xbb\xbf")
    for magic, what in NO_REPORT.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in head):
            raise ReadError(f"{shown}: no report but {what}")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = head[2:].replace(b"\0", b"")
    return written(start)


def written(head: bytes) -> Kind:
    """Return which of the formats that are themselves text a file is that begins with `head`."""
    if head.lstrip().startswith(b"{\\rtf"):
        return RTF
    if head.lstrip().startswith(b"<") and WORD_2003.search(head):
        return WORD_XML
    if RESPONSE.match(head):
        return HTML
    if HEADER.match(head.lstrip()) and LETTER.search(head):
        return MHTML
    if PAGE.match(head) or len(TAGS.findall(head)) >= FEW_TAGS:
        return HTML
    return PLAIN


def zipped(data: bytes, shown: str) -> Kind:
    """Return what a zip archive is by its members."""
    from lawrep.formats.package import Package

    package = Package(data, shown)
    for member, kind in ZIPPED:
        if member in package:
            return settled(kind, shown)
    if "mimetype" in package and "content.xml" in package:
        if package.read("mimetype").startswith(ODF_TYPE):
            return ODT
        raise ReadError(f"{shown}: no report but a workbook or a presentation; save the report as .docx or text")
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in package else b""
    return DOCX if b"wordprocessingml.document.main" in types else ARCHIVE


def stored(data: bytes, shown: str) -> Kind:
    """Return what an OLE compound file is by its streams."""
    from lawrep.formats.office.ole import ole_streams

    streams = {name.lower() for name in ole_streams(data)}
    for stream, kind in STREAMS:
        if stream in streams:
            return settled(kind, shown)
    raise ReadError(f"{shown}: damaged, or no report: an OLE file without a Word document in it")


def settled(kind: Kind | str, shown: str) -> Kind:
    if isinstance(kind, str):
        raise ReadError(f"{shown}: {kind if kind.startswith('locked') else f'no report but {kind}'}")
    return kind
