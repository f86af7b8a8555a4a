"""Tell by its bytes what a file is; its name says nothing: many a .doc is a web page, and many a .wps a .docx."""

import re
from typing import NamedTuple

from lawrep.errors import ReadError

# Where a folder is searched, these are reports; what is given by name may be called anything.
WEB = (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml")
WORD = (".docx", ".docm", ".dotx", ".doc", ".wps", ".rtf", ".odt", ".fodt")
SUFFIXES = (".txt", *WEB, *WORD, ".pdf", ".ofd", ".zip")
LARGEST = 256 << 20  # bytes of a file
HEAD = 1 << 16  # bytes in which a page or a letter shows what it is
PDF_HEAD = 1024  # bytes that may stand before a PDF, by its readers' custom


class Kind(NamedTuple):
    """A format: its media type, the module of `lawrep.formats` that reads it, and what this cannot do without.

    That is a library, which comes with an extra of lawrep.
    """

    media_type: str
    module: str
    library: str = ""
    extra: str = ""


PLAIN = Kind("text/plain", "plain")
HTML = Kind("text/html", "web.page", "lxml", "html")
MHTML = Kind("multipart/related", "web.page", "lxml", "html")
PDF = Kind("application/pdf", "paged.pdf", "pypdfium2", "pdf")
OFD = Kind("application/ofd", "paged.ofd", "lxml", "ofd")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word.document", "lxml", "docx")
DOC = Kind("application/msword", "office.convert", "lxml", "doc")
RTF = Kind("application/rtf", "office.convert", "lxml", "doc")
WORD_XML = Kind("application/msword+xml", "office.convert", "lxml", "doc")
ODT = Kind("application/vnd.oasis.opendocument.text", "office.convert", "lxml", "doc")
WORKS = Kind("application/vnd.ms-works", "office.convert", "lxml", "doc")
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
    ("__properties_version1.0", "a mail; save the report that is attached to it"),
    ("matost", WORKS),
    ("contents", WORKS),
)

# What may stand before the first element of a page or an XML file; matched one by one, so that none is tried twice.
PROLOGUE = re.compile(rb"(?s)[\s\xef\xbb\xbf]+|<!--.*?-->|<\?.*?>")
PAGE_TAGS = (
    b"html head body meta title base link script style div table center font p span h1 h2 h3 h4 h5 h6 section article"
    b" ul ol li br hr a b i u strong em img tr td header main nav form iframe frameset noscript pre blockquote o:p"
)
PAGE = re.compile(rb"(?i)<(?:!doctype\s+html\b|(?:" + b"|".join(PAGE_TAGS.split()) + rb")[\s/>])")
TAGS = re.compile(rb"(?i)</?(?:p|div|span|td|tr|table|font|strong|br|h[1-6])(?:\s[^<>]*|/)?>")
FEW_TAGS = 6  # in the head of a text that begins with words: an article without its page
RESPONSE = re.compile(rb"HTTP/[0-9.]+ [0-9]{3}")
LETTER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z))+")  # its header
SAVED_PAGE = re.compile(rb"(?im)^content-type:\s*(?:multipart/(?:related|alternative)|text/html|application/xhtml)")
MAIL = re.compile(rb"(?im)^(?:mime-version|message-id|received|return-path|content-transfer-encoding):")
XML = re.compile(rb"<\?xml\s")
WORD_2003 = re.compile(rb"""progid=["']Word\.Document|<w:wordDocument\b|<pkg:package\b""")
FLAT_ODF = re.compile(rb"<office:document\b")
DOCUMENT = re.compile(rb"""\s*\{\s*"lawrep"\s*:""")
DATA = re.compile(rb"""\s*\[?\s*\{\s*"[^"\n]{1,100}"\s*:""")  # JSON


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
    for magic, what in NO_REPORT.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in head):
            raise ReadError(f"{shown}: no report but {what}")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:]
    return settled(written(head.replace(b"\0", b"")), shown)  # of UTF-16, what is ASCII in it


def written(head: bytes) -> Kind | str:
    """Return which of the formats that are themselves text a file is that begins with `head`, or why it is none."""
    start = after_prologue(head)
    begin = head[start:]
    if begin.startswith(b"{\\rtf"):
        return RTF
    if PAGE.match(begin) or RESPONSE.match(begin):
        return HTML
    if begin.startswith(b"<") and WORD_2003.search(head):
        return WORD_XML
    if FLAT_ODF.match(begin):
        return WORD_XML if ODF_TYPE in head else "a workbook or a presentation; save the report as .docx or text"
    if (letter := LETTER.match(begin)) and (SAVED_PAGE.search(letter[0]) or MAIL.search(letter[0])):
        return MHTML if SAVED_PAGE.search(letter[0]) else "a mail; save the report that is attached to it"
    if is_article(head):
        return HTML
    if XML.search(head[:start]):
        return "data in XML; save the report as .docx or text"
    if DOCUMENT.match(begin):
        return "a document that lawrep wrote; `lawrep validate` checks it"
    return "data in JSON; save the report as .docx or text" if DATA.match(begin) else PLAIN


def after_prologue(head: bytes) -> int:
    """Return where what is neither blank nor a comment nor an instruction to a program begins."""
    at = 0
    while match := PROLOGUE.match(head, at):
        at = match.end()
    return at


def is_article(head: bytes) -> bool:
    """Whether a text that begins with words is an article without its page: its lines are made by tags.

    Notes with some tags in them, and a text that quotes a page, have most of their lines without one.
    """
    if len(TAGS.findall(head)) < FEW_TAGS:
        return False
    lines = [line for line in head.splitlines() if line.strip()]
    return sum(TAGS.search(line) is not None for line in lines) * 2 >= len(lines)


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
    from lawrep.formats.ole import ole_streams

    streams = {name.lower() for name in ole_streams(data)}
    for stream, kind in STREAMS:
        if stream in streams:
            return settled(kind, shown)
    raise ReadError(f"{shown}: damaged, or no report: an OLE file without a Word document in it")


def settled(kind: Kind | str, shown: str) -> Kind:
    if isinstance(kind, str):
        raise ReadError(f"{shown}: {kind if kind.startswith('locked') else f'no report but {kind}'}")
    return kind
